//! The plan as it was when the workbook was exported.

use std::collections::{BTreeMap, HashMap};

use super::column::ACTIVITIES;
use super::returned_row::{MILESTONE_KEYS, ReturnedRow};

/// What was exported, kept by the workbook.
#[derive(Debug, Default)]
pub struct ExportedState {
    /// The plan's name.
    pub plan: String,
    /// The keys of the columns, and where what they said stands among what an activity said.
    pub(super) keys: HashMap<String, usize>,
    /// By id: what each column said.
    pub activities: BTreeMap<String, Vec<String>>,
    /// By the activity's id and the place from 1: title, due, done.
    pub milestones: BTreeMap<(String, usize), Vec<String>>,
}

impl ExportedState {
    /// What a column of an activity said.
    pub fn said(&self, id: &str, key: &str) -> &str {
        self.keys
            .get(key)
            .and_then(|at| self.activities.get(id)?.get(*at))
            .map_or("", String::as_str)
    }

    /// Whether it was kept what a column said.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// What a row said; none where it is new.
    pub(super) fn row(&self, row: &ReturnedRow) -> Option<&[String]> {
        let said = if row.sheet == ACTIVITIES {
            self.activities.get(&row.id)
        } else {
            self.milestones.get(&(row.id.clone(), row.number?))
        };
        said.map(Vec::as_slice)
    }

    /// Where what a column says stands among what its row said.
    pub(super) fn place(&self, sheet: &str, key: &str) -> Option<usize> {
        if sheet == ACTIVITIES {
            self.keys.get(key).copied()
        } else {
            MILESTONE_KEYS.iter().position(|own| *own == key)
        }
    }
}
