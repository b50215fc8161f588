//! What one commit did to one activity, as a line for a database.

use crate::analysis::{ActivityState, ActivityStep};
use crate::model::Day;

/// What a commit did to an activity, as a line for databases. The plan and the month are in the
/// name of the folder.
pub struct FactLine<'a> {
    /// The commit's full id.
    pub commit: &'a str,
    /// Its place among the commits that changed the workplans folder, from 1: the order that clocks
    /// do not disturb.
    pub position: usize,
    /// Its day, in its own zone.
    pub day: Day,
    /// The activity's id.
    pub activity: &'a str,
    /// What it did.
    pub step: ActivityStep,
    /// Where the activity stands since then; where it stood last, if it is gone.
    pub moment: &'a ActivityState,
}
