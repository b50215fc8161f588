//! The plan as it was when the workbook was exported.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::column::ACTIVITIES;
use super::member_columns::{is_filled_in, is_filled_in_of_milestone};
use super::returned_row::{MILESTONE_KEYS, ReturnedRow};
use super::shown_names::ShownNames;

/// The exported values that the workbook keeps.
#[derive(Debug, Default)]
pub struct ExportedState {
    /// The plan's name.
    pub plan: String,
    /// The member whose sheet it is, if it is one.
    pub member: Option<SheetOwner>,
    /// The keys of the columns, and the place of each value in the values of an activity.
    pub(super) keys: HashMap<String, usize>,
    /// The values of each column, by id.
    pub activities: BTreeMap<String, Vec<String>>,
    /// Title, due and done, by the activity's id and the number of the milestone, from 1.
    pub milestones: BTreeMap<(String, usize), Vec<String>>,
    /// How cells name organizations.
    pub(super) names: ShownNames,
    /// The headings of the groups of activities.
    pub(super) groups: HashSet<String>,
}

/// The member whose sheet it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetOwner {
    /// The id.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// The lines above the headings of its activities; none if an earlier version exported it.
    pub lines: Vec<String>,
}

impl ExportedState {
    /// Whether a text in the column of ids is the heading of a group of activities.
    pub(super) fn is_group(&self, text: &str) -> bool {
        self.groups.contains(text) && !self.activities.contains_key(text)
    }

    /// Whether a column is part of the workbook: of a plan each one, of a member only its own ones.
    pub(super) fn shows(&self, key: &str) -> bool {
        self.member.is_none() || self.has(key)
    }

    /// Whether a changed cell of an exported row counts. In the sheet of a member, what the group
    /// has agreed on does not.
    pub(super) fn is_open(&self, sheet: &str, key: &str) -> bool {
        let is_filled_in =
            if sheet == ACTIVITIES { is_filled_in(key) } else { is_filled_in_of_milestone(key) };
        self.member.is_none() || is_filled_in
    }

    /// Returns the exported value of a column of an activity.
    pub fn said(&self, id: &str, key: &str) -> &str {
        self.keys
            .get(key)
            .and_then(|at| self.activities.get(id)?.get(*at))
            .map_or("", String::as_str)
    }

    /// Whether the exported value of a column was kept.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains_key(key)
    }

    /// Returns the exported values of a row; `None` if the row is new.
    pub(super) fn row(&self, row: &ReturnedRow) -> Option<&[String]> {
        let said = if row.sheet == ACTIVITIES {
            self.activities.get(&row.id)
        } else {
            self.milestones.get(&(row.id.clone(), row.number?))
        };
        said.map(Vec::as_slice)
    }

    /// Returns the place of a column's value in the values of its row.
    pub(super) fn place(&self, sheet: &str, key: &str) -> Option<usize> {
        if sheet == ACTIVITIES {
            self.keys.get(key).copied()
        } else {
            MILESTONE_KEYS.iter().position(|own| *own == key)
        }
    }
}
