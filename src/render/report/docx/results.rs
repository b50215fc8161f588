//! The results of the plan.

use super::super::results::{BudgetTable, GroupRow, IndicatorRow, PublicationRow, ResultTables};
use super::super::words;
use super::Document;
use super::cells::{Column, classed, number, table, text};
use crate::diagnostic::Message;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::Row;

/// How wide the column of bars is.
const BAR: u32 = 2600;

impl Document<'_, '_> {
    pub(super) fn results(&mut self) {
        let tables = self.report.result_tables();
        if tables.is_empty() {
            return;
        }
        self.story.heading(1, words::results(), false);
        self.indicators(&tables);
        tables.budgets.iter().for_each(|budget| self.budget(budget));
        if !tables.budgets.is_empty() {
            let notes = std::iter::once(words::about_mobilizing()).chain(tables.budget_notes);
            let notes: Vec<String> = notes.map(String::from).collect();
            self.story.say("Note", notes.join(" "));
        }
        if !tables.publications.is_empty() {
            self.story.heading(2, words::publications(), false);
            tables.publications.iter().for_each(|one| self.publication(one));
            self.more(tables.publications_more);
        }
        let goals = (words::goals(), words::goal_target());
        self.groups(goals, &tables.goals, 0);
        let regions = (words::regions(), words::region());
        self.groups(regions, &tables.regions, tables.regions_more);
    }

    fn more(&mut self, more: usize) {
        if more > 0 {
            self.story.say("Note", words::more_rows(&more));
        }
    }

    fn indicators(&mut self, tables: &ResultTables<'_>) {
        if tables.indicators.is_empty() {
            return;
        }
        let title = words::indicators();
        self.story.heading(2, title.clone(), false);
        let mut columns = vec![
            Column::text(words::indicator(), 3500),
            Column::number(words::value_before(), 1050),
            Column::number(words::value_aimed_at(), 1050),
            Column::number(words::value_reached(), 1050),
            Column::text(words::outcome(), 1300),
        ];
        if tables.has_verification {
            columns.push(Column::text(words::verification(), 1700));
        }
        let row = |row: &IndicatorRow<'_>| {
            let name = self.titled(row.id, row.name);
            let name = match row.unit {
                Some(unit) => name.and(" ").styled("Faint", format!("({})", brief(unit))),
                None => name,
            };
            let outcome = row
                .outcome
                .as_ref()
                .map_or_else(Phrase::default, |(class, words)| classed(class, words.to_string()));
            let mut cells = vec![
                text(name),
                number(brief(&row.baseline)),
                number(brief(&row.target)),
                number(brief(&row.actual)),
                text(outcome),
            ];
            cells.extend(tables.has_verification.then(|| text(brief(row.verification))));
            Row::from(cells)
        };
        let rows = tables.indicators.iter().map(row).collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
        self.more(tables.indicators_more);
    }

    fn budget(&mut self, budget: &BudgetTable<'_>) {
        let title = words::budget_in(budget.currency);
        self.story.heading(2, title.clone(), false);
        let columns = vec![
            Column::text(words::priority_and_currency(budget.currency), 3438),
            Column::number(words::required(), 1450),
            Column::number(words::available(), 1450),
            Column::number(words::spent(), 1450),
            Column::number(words::to_mobilize(), 1850),
        ];
        let rows = budget.rows.iter().map(|row| {
            let words = |words: &str| match row.is_total {
                true => Phrase::default().styled("Strong", words),
                false => Phrase::from(words),
            };
            let label = text(words(&brief(&row.label)));
            let amounts = row.amounts.iter().map(|amount| number(words(amount)));
            Row::from(std::iter::once(label).chain(amounts).collect::<Vec<_>>())
        });
        let rows = rows.collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
    }

    fn publication(&mut self, row: &PublicationRow<'_>) {
        let title = brief(row.title);
        let title = match row.link {
            Some(link) => Phrase::default().web(link, &title),
            None => Phrase::default().styled("Strong", title),
        };
        let of = Phrase::from(" · ").then(self.id(row.id)).and(format!(" {}", row.state));
        self.story.say("ListBullet", title.then(of));
    }

    fn groups(&mut self, (title, column): (Message, Message), rows: &[GroupRow<'_>], more: usize) {
        if rows.is_empty() {
            return;
        }
        self.story.heading(2, title.clone(), false);
        let columns = vec![
            Column::text(column, 5438),
            Column::number(words::implemented(), 1600),
            Column::text(words::share_implemented(), BAR),
        ];
        let rows = rows.iter().map(|row| {
            let bar = self.bar(&row.rate, "", BAR);
            Row::from(vec![text(brief(row.name)), number(row.done.clone()), bar])
        });
        let rows = rows.collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
        self.more(more);
    }
}
