//! Everything that the board shows of a plan.

use crate::analysis::{ActivityFacts, AsOf, Breakdown, Matrix, OpenItem, PlanIndex};
use crate::diagnostic::Message;
use crate::model::RatingBands;

/// Everything that the board shows of a plan.
pub struct BoardReport<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day, and the days that count as soon.
    pub as_of: AsOf,
    /// The ids of the organizations whose items come first; none if they are unknown.
    pub owners: Vec<String>,
    /// Why they are unknown, and what to do.
    pub unknown: Option<Message>,
    /// The open activities and milestones, the most urgent first.
    pub open: Vec<OpenItem<'f>>,
    /// The other activities, in file order.
    pub ended: Vec<ActivityFacts<'f>>,
    /// The figures, in total and by priority, theme and owner.
    pub standing: Breakdown<'f>,
    /// The priorities against the themes.
    pub matrix: Matrix<'f>,
    /// The shares from which a plan is rated as on track or behind.
    pub bands: RatingBands,
}
