//! The plan of a rollover: the carried activities, and how far the period moves.

use std::collections::{BTreeMap, BTreeSet};

use super::period_shift::PeriodShift;
use crate::edit::value::Value;
use crate::model::Day;

/// The settings of a rollover.
#[derive(Clone, Debug)]
pub struct CarryForward {
    /// The old plan's name.
    pub from: String,
    /// The activities that go along, by their ids.
    pub carried: BTreeSet<String>,
    /// Ids of activities that the new plan has from an earlier run: references follow to them too.
    pub there: BTreeMap<String, String>,
    /// How far the period moves.
    pub step: PeriodShift,
    /// The last day of the old period.
    pub end: Day,
    /// Whether the dates of the activities move along.
    pub shift: bool,
    /// The old period's years, first and last, and how far they move: for the title.
    pub years: (i32, i32, i32),
    /// New ids of priorities, by the old ones.
    pub priorities: BTreeMap<String, String>,
}

impl CarryForward {
    /// Whether an activity goes along.
    pub(super) fn carries(&self, activity: &Value) -> bool {
        activity.get("id").and_then(Value::as_text).is_some_and(|id| self.carried.contains(id))
    }
}
