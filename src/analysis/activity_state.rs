//! States of an activity in the history of a plan.

use std::collections::BTreeMap;

use super::activity_facts::ActivityFacts;
use super::fraction::Percent;
use crate::model::{Day, Decimal, Status};

/// The state of an activity at a commit, without references to the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityState {
    /// The title.
    pub title: String,
    /// The id of its priority.
    pub priority: String,
    /// The ids of its owners as they were then, each once.
    pub owners: Vec<String>,
    /// The status.
    pub status: Status,
    /// How far it was done.
    pub progress: Percent,
    /// The weight, above 0.
    pub weight: Decimal,
    /// First day.
    pub start: Option<Day>,
    /// Last day; the period's end where none was given.
    pub due: Option<Day>,
    /// The last day on which it can have been completed, where that is said.
    pub completed: Option<Day>,
}

/// The change of an activity in a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityStep {
    /// The activity was added.
    Added,
    /// The activity has changed.
    Changed,
    /// The activity was removed; its last state.
    Removed,
}

impl ActivityState {
    /// Records the state of an activity.
    pub fn of(facts: &ActivityFacts<'_>) -> Self {
        let facts = facts.recorded();
        ActivityState {
            title: facts.activity.title.value.to_string(),
            priority: facts.priority.id.value.to_string(),
            owners: facts.owners().map(str::to_owned).collect(),
            status: facts.status,
            progress: facts.progress(),
            weight: facts.activity.weight(),
            start: facts.start,
            due: facts.due,
            completed: facts.activity.completed.map(|date| date.last()),
        }
    }
}

/// The moments of a plan's activities, by id.
pub type ActivityStates = BTreeMap<String, ActivityState>;

/// Returns the steps from the states of a plan to later states, with the ids: first added or
/// changed activities, then removed ones.
pub fn steps<'m>(
    before: &'m ActivityStates,
    now: &'m ActivityStates,
) -> impl Iterator<Item = (&'m str, ActivityStep, &'m ActivityState)> {
    let there = now.iter().filter_map(|(id, moment)| match before.get(id) {
        None => Some((id.as_str(), ActivityStep::Added, moment)),
        Some(before) => (before != moment).then_some((id.as_str(), ActivityStep::Changed, moment)),
    });
    let gone = before.iter().filter(|(id, _)| !now.contains_key(*id));
    there.chain(gone.map(|(id, moment)| (id.as_str(), ActivityStep::Removed, moment)))
}
