//! Activities, one a row, in the forms of `list`.

mod column;
mod sort;

pub use column::ListColumn;
pub(super) use column::cell;
pub use sort::SortKey;

use serde::Serialize;

use crate::analysis::ActivityFacts;
use crate::model::Day;
use crate::render::View;
use crate::render::activity::listed::ActivityShape;
use crate::render::toolkit::grid::{Grid, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::count;
use crate::text::{Locator, Sources};

/// Activities, one a row.
pub struct ListView<'f> {
    /// The day.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// In the order to be shown.
    pub activities: Vec<ActivityFacts<'f>>,
    /// For their places.
    pub sources: &'f Sources,
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
        let mut locator = Locator::new(self.sources);
        let heading = |column: &ListColumn| {
            if for_people { column.heading() } else { GridColumn::left(column.name()) }
        };
        let mut grid = Grid {
            columns: columns.iter().map(heading).collect(),
            rows: Vec::with_capacity(self.activities.len()),
        };
        for facts in &self.activities {
            let mut content =
                |column: &ListColumn| cell(facts, *column, for_people, self.sources, &mut locator);
            grid.rows.push(columns.iter().map(&mut content).collect());
        }
        grid
    }

    fn columns_or<'a>(&'a self, default: &'a [ListColumn]) -> &'a [ListColumn] {
        if self.columns.is_empty() { default } else { &self.columns }
    }
}

impl View for ListView<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        if self.activities.is_empty() {
            return "no activities\n".to_owned();
        }
        let table = self.grid(self.columns_or(&ListColumn::TABLE), true).table(screen);
        if screen.width.is_none() {
            return table;
        }
        table
            + "\n"
            + &screen
                .paint(Tone::Faint, &count(self.activities.len() as i64, "activity", "activities"))
            + "\n"
    }

    fn json(&self) -> String {
        let mut locator = Locator::new(self.sources);
        to_json(&ListShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            activities: self
                .activities
                .iter()
                .map(|facts| ActivityShape::new(facts, self.sources, &mut locator))
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
