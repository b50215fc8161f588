//! A plan in full.

use crate::analysis::{AsOf, PlanIndex};
use crate::model::{Folder, Organization, RatingBands};
use crate::text::Sources;

use super::Masthead;

/// A plan to be taken elsewhere.
pub struct ExportReport<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The folder that it is in.
    pub folder: &'f Folder<'f>,
    /// The day, and what the group counts as soon.
    pub as_of: AsOf,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The texts, for the places of the activities.
    pub sources: &'f Sources,
    /// From which share on a plan is on track, as the group has it.
    pub bands: RatingBands,
    /// Who publishes it, as far as the form shows that.
    pub masthead: Masthead,
    /// The member whose activities alone are exported.
    pub member: Option<&'f Organization<'f>>,
}
