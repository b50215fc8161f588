//! Activities that were asked for.

use crate::analysis::ActivityFacts;
use crate::model::Day;
use crate::text::Sources;

/// The activities of a plan that were asked for.
pub struct ListReport<'f> {
    /// The day of the figures.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The activities, in the order to be shown.
    pub activities: Vec<ActivityFacts<'f>>,
    /// The texts, for the places of the activities.
    pub sources: &'f Sources,
}
