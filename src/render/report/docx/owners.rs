//! The organizations: what they have done, and what they still have to do.

use super::super::content::FigureRow;
use super::super::words;
use super::Document;
use super::cells::{Column, alarm, joined, number, table, text};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::{Cell, Row};
use crate::report::BreakdownBy;

/// How wide the columns of bars are.
const BAR: u32 = 1240;
const WIDE_BAR: u32 = 2600;

impl Document<'_, '_> {
    pub(super) fn owners(&mut self) {
        let title = words::owners_and_debts();
        self.story.heading(1, title.clone(), false);
        self.story.say("Hint", words::marks_overdue());
        let columns = vec![
            Column::text(words::organization(), 2500),
            Column::number(words::implemented(), 1180),
            Column::text(words::share_implemented(), BAR),
            Column::number(words::overdue(), 900),
            Column::number(words::due_soon(), 800),
            Column::number(words::open(), 700),
            Column::text(words::still_to_do(), 2318),
        ];
        let lines = self.report.lines(BreakdownBy::Owner);
        let rows = lines.iter().map(|line| self.owner(line)).collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
    }

    fn owner(&self, line: &FigureRow<'_>) -> Row {
        let people = line.people.iter().map(|person| {
            let email = person.email.map_or_else(String::new, |email| format!(" {email}"));
            let words = format!("{}{}", brief(&person.name), brief(&email));
            Paragraph::new("TableDetail", words)
        });
        let name = Paragraph::new("TableText", brief(&line.label));
        let owes = line.owes.iter().map(|one| {
            let id = self.id(one.id);
            if one.overdue { id.styled("Bad", "!") } else { id }
        });
        let more = (line.owes_more > 0)
            .then(|| Phrase::default().styled("Faint", line.and_more().to_string()));
        let owes = match line.owes.is_empty() {
            true => Phrase::default().styled("Faint", words::nothing()),
            false => joined(owes.chain(more), "  "),
        };
        Row::from(vec![
            Cell { paragraphs: std::iter::once(name).chain(people).collect(), ..Cell::default() },
            number(line.done()),
            self.bar(&line.rate, "", BAR),
            alarm(line.overdue),
            number(line.due_soon.to_string()),
            number(line.open.to_string()),
            text(owes),
        ])
    }

    /// What each organization has done, without what it owes.
    pub(super) fn contributions(&mut self) {
        let title = words::contributions();
        self.story.heading(1, title.clone(), false);
        let columns = vec![
            Column::text(words::organization(), 5438),
            Column::number(words::implemented(), 1600),
            Column::text(words::share_implemented(), WIDE_BAR),
        ];
        let lines = self.report.lines(BreakdownBy::Owner);
        let rows = lines.iter().map(|line| {
            let bar = self.bar(&line.rate, "", WIDE_BAR);
            Row::from(vec![text(brief(&line.label)), number(line.done()), bar])
        });
        let rows = rows.collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
    }
}
