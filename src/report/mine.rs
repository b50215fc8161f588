//! The open activities and milestones of some organizations, by urgency.

use crate::analysis::{OpenItem, PlanIndex};
use crate::diagnostic::Message;
use crate::model::Day;

/// The open activities and milestones of some organizations, by urgency.
pub struct MineReport<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day of the question.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The ids of the organizations.
    pub owners: Vec<String>,
    /// The items, the most urgent first. The number of an item is its position, counted from 1.
    pub items: Vec<OpenItem<'f>>,
    /// The sentence to show if there are none.
    pub none: Message,
}
