//! What changed since an earlier revision.

use super::super::words;
use super::Document;
use super::cells::{Column, classed, table, text};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::Row;

impl Document<'_, '_> {
    pub(super) fn since(&mut self) {
        let Some(since) = self.report.changes_since() else { return };
        self.story.heading(1, since.heading.clone(), false);
        self.story.say("Summary", since.sentence);
        if !since.figures.is_empty() {
            self.story.say("Normal", Phrase::default().styled("Faint", since.figures));
        }
        if since.stories.is_empty() {
            return;
        }
        let columns = vec![
            Column::text(words::what(), 1350),
            Column::text(words::activity(), 4200),
            Column::text(words::details(), 4088),
        ];
        let rows = since.stories.iter().map(|one| {
            let id = match one.is_there {
                true => self.id(&one.id),
                false => Phrase::default().styled("Strong", one.id.as_str()),
            };
            let mut row = Row::from(vec![
                text(classed(one.class, one.kind.to_string())),
                text(id.and(format!(" {}", brief(&one.title)))),
                Paragraph::turning("TableText", one.details.as_str()).into(),
            ]);
            row.may_split = one.details.len() > super::annex::LONG;
            row
        });
        let rows = rows.collect();
        self.story.table(&table(&since.heading, UPRIGHT, columns, rows));
    }
}
