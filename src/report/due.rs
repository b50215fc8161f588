//! What is overdue or due next.

use crate::analysis::DueItem;
use crate::diagnostic::Message;
use crate::model::Day;

/// What is overdue, or due next.
pub struct DueReport<'f> {
    /// The day of the question.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The activities and milestones, in the order to be shown.
    pub items: Vec<DueItem<'f>>,
    /// Whether they are overdue, or still to come.
    pub overdue: bool,
    /// What to say where there are none.
    pub none: Option<Message>,
}
