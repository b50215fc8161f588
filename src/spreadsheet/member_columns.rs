//! The columns of a member's sheet, and which of them the member fills in.

use super::column::{COLUMNS, PlanColumn};

/// The columns in their order, and whether a member fills them in. What the group has agreed on is
/// for reading only: what is done, by whom, and by when.
const OF_MEMBER: [(&str, bool); 13] = [
    ("id", false),
    ("priority", false),
    ("title", false),
    ("owners", false),
    ("due", false),
    ("status", true),
    ("progress", true),
    ("start", true),
    ("forecast", true),
    ("completed", true),
    ("reason", true),
    ("remarks", true),
    ("contact", true),
];

/// The columns of the budget, likewise.
const OF_BUDGET: [(&str, bool); 4] = [
    ("budget.currency", false),
    ("budget.required", false),
    ("budget.available", true),
    ("budget.spent", true),
];

/// The columns of milestones that a member fills in.
const OF_MILESTONES: [&str; 1] = ["done"];

/// Returns the columns of a member's sheet in their order, and whether a member fills them in.
pub fn member_columns(has_budget: bool) -> impl Iterator<Item = (&'static PlanColumn, bool)> {
    let budget = OF_BUDGET.into_iter().filter(move |_| has_budget);
    let find = |key: &str| COLUMNS.iter().find(|column| column.key == key);
    let all = OF_MEMBER.into_iter().chain(budget);
    all.filter_map(move |(key, is_open)| find(key).map(|column| (column, is_open)))
}

/// Whether a member fills in a column of activities.
pub(super) fn is_filled_in(key: &str) -> bool {
    OF_MEMBER.iter().chain(&OF_BUDGET).any(|(own, is_open)| *own == key && *is_open)
}

/// Whether a member fills in a column of milestones.
pub(super) fn is_filled_in_of_milestone(key: &str) -> bool {
    OF_MILESTONES.contains(&key)
}
