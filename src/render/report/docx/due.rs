//! What is overdue and due soon.

use super::super::SHOWN;
use super::super::due::DueRow;
use super::super::words;
use super::Document;
use super::cells::{Column, table, text};
use crate::diagnostic::Message;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::Row;
use crate::render::toolkit::words::and_more;

impl Document<'_, '_> {
    pub(super) fn due(&mut self) {
        let report = self.report;
        let overdue = report.due_rows(&report.status.overdue);
        let soon = report.due_rows(&report.status.due_soon);
        let nothing = words::nothing_overdue();
        self.list(&words::overdue(), &nothing, &overdue, (words::late_by(), "Bad"));
        let title = words::due_in_next(report.as_of.soon);
        self.list(&title, &words::nothing_due(), &soon, (words::in_days(), "Strong"));
    }

    fn list(
        &mut self,
        title: &Message,
        nothing: &Message,
        rows: &[DueRow<'_>],
        (days, style): (Message, &'static str),
    ) {
        self.story.heading(1, title.clone(), false);
        if rows.is_empty() {
            self.story.say("Normal", nothing.clone());
            return;
        }
        let row = |row: &DueRow<'_>| {
            let mark = if row.is_milestone { "◆ " } else { "" };
            let what = Phrase::from(mark).then(self.titled(row.id, row.title));
            let owners: Vec<_> = row.owners.iter().map(|owner| brief(owner)).collect();
            Row::from(vec![
                text(Phrase::default().styled(style, row.days.to_string())),
                text(row.due.clone()),
                text(what),
                text(owners.join(", ")),
                text(row.status.clone()),
            ])
        };
        let columns = vec![
            Column::text(days, 1050),
            Column::text(words::due(), 1250),
            Column::text(words::what(), 4200),
            Column::text(words::owners(), 2088),
            Column::text(words::status(), 1050),
        ];
        let shown = rows.iter().take(SHOWN).map(row).collect();
        self.story.table(&table(title, UPRIGHT, columns, shown));
        let more = rows.len().saturating_sub(SHOWN);
        if more > 0 {
            let phrase = Phrase::from(and_more(more)).and(" ");
            self.story.say("Note", phrase.and(words::marked_in_annex()));
        }
    }
}
