//! Activities, one a row, in the forms of `list`.

mod column;

pub use column::ListColumn;
pub(super) use column::cell;

use serde::Serialize;

use crate::analysis::ActivityFacts;
use crate::diagnostic::message;
use crate::render::View;
use crate::render::activity::listed::ActivityShape;
use crate::render::toolkit::grid::{Grid, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::activities;
use crate::report::ListReport;
use crate::text::{Locator, clean_line};

/// The most characters of an id that stands before the title, such as `2.10`.
const SHORT_ID: usize = 8;

/// Activities, one a row.
pub struct ListView<'f> {
    /// The activities.
    pub report: ListReport<'f>,
    /// The columns to show; where none are named, each form has its own.
    pub columns: Vec<ListColumn>,
}

#[derive(Serialize)]
struct ListShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    activities: Vec<ActivityShape<'a>>,
}

impl ListView<'_> {
    /// For a sheet: everything as in JSON. For people: names instead of ids, days late in words.
    fn grid(&self, columns: &[ListColumn], for_people: bool) -> Grid {
        let mut locator = Locator::new(self.report.sources);
        let heading = |column: &ListColumn| {
            if for_people { column.heading() } else { GridColumn::left(column.name()) }
        };
        let mut grid = Grid {
            columns: columns.iter().map(heading).collect(),
            rows: Vec::with_capacity(self.report.activities.len()),
        };
        for facts in &self.report.activities {
            let mut content = |column: &ListColumn| {
                cell(facts, *column, for_people, self.report.sources, &mut locator)
            };
            grid.rows.push(columns.iter().map(&mut content).collect());
        }
        grid
    }

    /// Returns the table for a screen. If the user names no columns, it has no empty ones, long
    /// ids follow the title, and the activities are grouped by priority.
    fn screen_table(&self, screen: &Terminal) -> String {
        if !self.columns.is_empty() {
            return self.grid(&self.columns, true).table(screen);
        }
        let mut columns = ListColumn::TABLE;
        let is_short =
            |facts: &ActivityFacts<'_>| facts.activity.id.value.chars().count() <= SHORT_ID;
        if !self.report.activities.iter().all(is_short)
            && let [id, title, ..] = &mut columns
        {
            std::mem::swap(id, title);
        }
        let grid = self.grid(&columns, true).without_empty_columns();
        let groups = self.priorities();
        if groups.len() < 2 { grid.table(screen) } else { grid.grouped_table(&groups, screen) }
    }

    /// The priorities, and how many activities follow each.
    fn priorities(&self) -> Vec<(String, Tone, usize)> {
        let same = |one: &ActivityFacts<'_>, next: &ActivityFacts<'_>| {
            std::ptr::eq(one.priority, next.priority)
        };
        let heading = |group: &[ActivityFacts<'_>]| {
            let priority = group.first()?.priority;
            let title = clean_line(&priority.title.value);
            Some((format!("{} {title}", priority.id.value), Tone::Strong, group.len()))
        };
        self.report.activities.chunk_by(same).filter_map(heading).collect()
    }

    fn columns_or<'a>(&'a self, default: &'a [ListColumn]) -> &'a [ListColumn] {
        if self.columns.is_empty() { default } else { &self.columns }
    }
}

impl View for ListView<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        if self.report.activities.is_empty() {
            return format!("{}\n", message!("list.none", "no activities"));
        }
        if screen.width.is_none() {
            return self.grid(self.columns_or(&ListColumn::TABLE), true).table(screen);
        }
        self.screen_table(screen)
            + "\n"
            + &screen.paint(Tone::Faint, &activities(self.report.activities.len()).to_string())
            + "\n"
    }

    fn json(&self) -> String {
        let mut locator = Locator::new(self.report.sources);
        to_json(&ListShape {
            schema: SCHEMA,
            as_of: DayShape(self.report.as_of),
            revision: self.report.revision.as_deref(),
            activities: self
                .report
                .activities
                .iter()
                .map(|facts| ActivityShape::new(facts, self.report.sources, &mut locator))
                .collect(),
        })
    }

    fn csv(&self) -> String {
        self.grid(self.columns_or(&ListColumn::ALL), false).csv()
    }

    fn markdown(&self) -> String {
        self.grid(self.columns_or(&ListColumn::TABLE), true).markdown()
    }
}
