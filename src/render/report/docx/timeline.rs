//! The timeline as a shaded table: a column for each mark of its axis.

use super::super::entry::ActivityEntry;
use super::super::timeline::{AxisColumn, TimelineAxis, bar_class};
use super::super::words;
use super::Document;
use super::cells::{classed, text};
use crate::analysis::ActivityFacts;
use crate::model::{DateSpan, Day};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::LYING;
use crate::render::toolkit::ooxml::table::{Cell, Row, Table, shared};
use crate::render::toolkit::words::long_day;
use crate::render::words as table;

/// How wide the columns of words are.
const WHAT: u32 = 4_300;
const WHEN: u32 = 3_000;
/// The grounds of a bar, by the class of its status; and that of days that are late.
const GROUNDS: &[(&str, &str)] =
    &[("co", "D5ECDF"), ("on", "BCD4EA"), ("pl", "E1E6EB"), ("oh", "FBE6C2"), ("po", "FBE6C2")];
const CANCELLED: &str = "F4F4F4";
const LATE: &str = "FBDCD8";
/// What marks a milestone, the end of what is completed, a late day, and the day of the report.
const MARKS: [&str; 4] = ["◆", "✓", "!", "▼"];

impl Document<'_, '_> {
    pub(super) fn timeline(&mut self) {
        let report = self.report;
        let Some(axis) = report.axis() else { return };
        let columns = axis.columns();
        self.story.heading(1, words::timeline(), false);
        self.story.say("Hint", self.legend());
        let rows = match report.is_folded() {
            true => self.priority_rows(&axis, &columns),
            false => self.activity_rows(&axis, &columns),
        };
        let today = report.as_of.day;
        let [.., now] = MARKS;
        let head = columns.iter().map(|column| {
            let mark = if holds(column, today) { format!("{now}\n") } else { String::new() };
            let year = column.year.as_ref().map_or_else(String::new, |year| format!("\n{year}"));
            let label = format!("{mark}{}{year}", column.label);
            Cell::from(Paragraph::new("TableHeading", label))
        });
        let named = [Phrase::from(words::activity()), Phrase::from(words::when())];
        let named = named.map(|name| Cell::from(Paragraph::new("TableHeading", name)));
        let marks = shared(LYING - WHAT - WHEN, &vec![1; columns.len()]);
        self.story.table(&Table {
            caption: words::timeline().to_string(),
            style: "TableGrid",
            widths: [WHAT, WHEN].into_iter().chain(marks).collect(),
            head: named.into_iter().chain(head).collect(),
            rows,
        });
    }

    /// Says what the marks mean.
    fn legend(&self) -> String {
        let [milestone, completed, late, now] = MARKS;
        let marks = [
            format!("{completed} {}", table::completed()),
            format!("{milestone} {}", words::legend_milestone()),
            format!("{late} {}", table::late()),
            format!("{now} {}", long_day(self.report.as_of.day)),
        ];
        marks.join(" · ")
    }

    fn activity_rows(&self, axis: &TimelineAxis, columns: &[AxisColumn]) -> Vec<Row> {
        let row = |facts: &ActivityFacts<'_>| {
            let entry = self.report.entry(facts);
            let when = self.report.course(axis, facts, &entry).when;
            let words = format!("{when}, {}", entry.status_words());
            let first = [text(self.titled(entry.id, entry.title)), small(words)];
            let marks = columns.iter().map(|column| self.mark(facts, &entry, column));
            Row::from(first.into_iter().chain(marks).collect::<Vec<_>>())
        };
        self.report.facts.iter().map(row).collect()
    }

    fn priority_rows(&self, axis: &TimelineAxis, columns: &[AxisColumn]) -> Vec<Row> {
        let report = self.report;
        let mut facts = report.facts.iter();
        let priorities = report.status.plan.plan.priorities.iter();
        let rows = priorities.zip(report.priority_courses(axis)).map(|(priority, course)| {
            let own = facts.by_ref().take(priority.activities.len());
            let days = report.days_of(own);
            let title = Phrase::default().styled("Strong", &*priority.id.value);
            let title = text(title.and(format!(" {}", brief(&*priority.title.value))));
            let marks = columns.iter().map(|column| {
                let is_in = days.is_some_and(|(first, last)| meets(column, first, last));
                Cell { ground: is_in.then(|| ground("on")), ..small("") }
            });
            let first = [title, small(course.words)];
            Row::from(first.into_iter().chain(marks).collect::<Vec<_>>())
        });
        rows.collect()
    }

    /// A column of an activity: whether it goes on then, and what happens.
    fn mark(
        &self,
        facts: &ActivityFacts<'_>,
        entry: &ActivityEntry<'_>,
        column: &AxisColumn,
    ) -> Cell {
        let [milestone, completed_mark, late_mark, _] = MARKS;
        let begin = self.report.status.plan.plan.period.map(|period| period.start.value);
        let start = facts.start.or(begin);
        let is_in =
            start.zip(facts.due).is_some_and(|(start, due)| meets(column, start.min(due), due));
        let completed = facts.completed().map(DateSpan::last);
        let now =
            Some(self.report.as_of.day).filter(|_| facts.is_overdue() && self.report.tells_debts());
        let is_late = facts
            .due
            .and_then(|due| due.succ_opt())
            .zip(completed.or(now))
            .is_some_and(|(first, last)| first <= last && meets(column, first, last));
        let mut words = Phrase::default();
        for step in entry.milestones.iter().filter(|step| holds(column, step.day)) {
            words = words.then(classed(step.class, milestone));
        }
        if completed.is_some_and(|day| holds(column, day)) {
            words = words.styled("Good", completed_mark);
        }
        if is_late {
            words = words.styled("Bad", late_mark);
        }
        let ground = match (is_in, is_late) {
            (_, true) => Some(LATE.to_owned()),
            (true, _) => Some(ground(bar_class(facts.status))),
            _ => None,
        };
        Cell { ground, ..Cell::from(Paragraph::new("TableCenter", words)) }
    }
}

fn small(words: impl Into<Phrase>) -> Cell {
    Paragraph::new("TableDetail", words).into()
}

fn ground(class: &str) -> String {
    let found = GROUNDS.iter().find(|(one, _)| *one == class);
    found.map_or(CANCELLED, |(_, ground)| ground).to_owned()
}

fn holds(column: &AxisColumn, day: Day) -> bool {
    meets(column, day, day)
}

fn meets(column: &AxisColumn, first: Day, last: Day) -> bool {
    first <= column.last && last >= column.first
}
