//! One activity in full: what every form of the answer shows.

use crate::analysis::{ActivityFacts, Relations};
use crate::model::Day;
use crate::text::Sources;

/// One activity, whole.
pub struct ShowView<'f> {
    /// The day.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The activity.
    pub facts: ActivityFacts<'f>,
    /// What it hangs together with.
    pub relations: Relations<'f>,
    /// For its place.
    pub sources: &'f Sources,
}
