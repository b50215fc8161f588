//! Everything about one activity.

use crate::analysis::{ActivityFacts, Relations};
use crate::model::Day;
use crate::text::Sources;

/// Everything about one activity.
pub struct ShowReport<'f> {
    /// The day of the figures.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The activity.
    pub facts: ActivityFacts<'f>,
    /// What it waits for, what waits for it, and its lineage.
    pub relations: Relations<'f>,
    /// The texts, for the place of the activity.
    pub sources: &'f Sources,
}
