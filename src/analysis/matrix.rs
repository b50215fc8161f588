//! Priorities against themes.

use std::collections::HashMap;

use super::activity_facts::{ActivityFacts, AsOf};
use super::index::PlanIndex;
use super::tally::Tally;
use crate::model::{Priority, Status, Theme, ThemeScope};

/// A priority and a theme, with the activities that serve both.
#[derive(Clone, Debug)]
pub struct MatrixCell<'f> {
    /// The priority.
    pub priority: &'f Priority<'f>,
    /// The theme.
    pub theme: &'f Theme<'f>,
    /// The figures of their common activities.
    pub tally: Tally,
}

impl MatrixCell<'_> {
    /// Whether the theme is meant to run through every priority, and no activity of this one
    /// carries it that is not cancelled.
    pub fn is_gap(&self) -> bool {
        self.theme.across == ThemeScope::EveryPriority
            && self.tally.activities() == self.tally.count(Status::Cancelled)
    }
}

/// Every pair of a priority and a theme: priorities, then themes, in file order.
#[derive(Clone, Debug)]
pub struct Matrix<'f> {
    /// The pairs.
    pub cells: Vec<MatrixCell<'f>>,
}

/// Counts a plan by priority and theme in one pass.
pub fn matrix<'f>(index: &'f PlanIndex<'f>, as_of: AsOf) -> Matrix<'f> {
    let plan = index.plan;
    let numbers: HashMap<&str, usize> = plan
        .themes
        .iter()
        .enumerate()
        .rev()
        .map(|(number, theme)| (&*theme.id.value, number))
        .collect();
    let mut cells = Vec::with_capacity(plan.priorities.len() * plan.themes.len());
    for priority in &plan.priorities {
        let mut row: Vec<MatrixCell<'f>> = plan
            .themes
            .iter()
            .map(|theme| MatrixCell { priority, theme, tally: Tally::default() })
            .collect();
        for activity in priority.activities.iter() {
            let facts = ActivityFacts::of(index, priority, activity, as_of);
            for theme in &activity.themes {
                if let Some(cell) =
                    numbers.get(&*theme.value).and_then(|&number| row.get_mut(number))
                {
                    cell.tally.add(&facts);
                }
            }
        }
        cells.append(&mut row);
    }
    Matrix { cells }
}
