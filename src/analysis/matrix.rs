use std::collections::HashMap;

use super::facts::{AsOf, Facts};
use super::index::PlanIndex;
use super::tally::Tally;
use crate::model::{Across, Priority, Status, Theme};

/// A priority and a theme, and the activities that serve both.
#[derive(Clone, Debug)]
pub struct Cell<'f> {
    /// The priority.
    pub priority: &'f Priority<'f>,
    /// The theme.
    pub theme: &'f Theme<'f>,
    /// What they have in common.
    pub tally: Tally,
}

impl Cell<'_> {
    /// Whether the theme is meant to run through every priority, and no activity of this one carries it that is not cancelled.
    pub fn is_gap(&self) -> bool {
        self.theme.across == Across::EveryPriority && self.tally.activities() == self.tally.count(Status::Cancelled)
    }
}

/// Every pair of a priority and a theme: priorities, then themes, in file order.
#[derive(Clone, Debug)]
pub struct Matrix<'f> {
    /// The pairs.
    pub cells: Vec<Cell<'f>>,
}

/// Counts a plan by priority and theme in one pass.
pub fn matrix<'f>(index: &'f PlanIndex<'f>, as_of: AsOf) -> Matrix<'f> {
    let plan = index.plan;
    let numbers: HashMap<&str, usize> = plan.themes.iter().enumerate().rev().map(|(number, theme)| (&*theme.id.value, number)).collect();
    let mut cells = Vec::with_capacity(plan.priorities.len() * plan.themes.len());
    for priority in &plan.priorities {
        let mut row: Vec<Cell<'f>> = plan.themes.iter().map(|theme| Cell { priority, theme, tally: Tally::default() }).collect();
        for activity in priority.activities.iter() {
            let facts = Facts::of(index, priority, activity, as_of);
            for theme in &activity.themes {
                if let Some(cell) = numbers.get(&*theme.value).and_then(|&number| row.get_mut(number)) {
                    cell.tally.add(&facts);
                }
            }
        }
        cells.append(&mut row);
    }
    Matrix { cells }
}
