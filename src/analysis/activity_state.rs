use std::collections::BTreeMap;

use super::activity_facts::ActivityFacts;
use super::fraction::Percent;
use crate::model::{Day, Decimal, Status};

/// Where an activity stands at one commit; on its own, so that it outlives the files that it comes
/// from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityState {
    /// Its title.
    pub title: String,
    /// The id of its priority.
    pub priority: String,
    /// The ids of its owners as they were then, each once.
    pub owners: Vec<String>,
    /// Its status.
    pub status: Status,
    /// How far it was done.
    pub progress: Percent,
    /// Its weight, above 0.
    pub weight: Decimal,
    /// First day.
    pub start: Option<Day>,
    /// Last day; the period's end where none was given.
    pub due: Option<Day>,
    /// The last day on which it can have been completed, where that is said.
    pub completed: Option<Day>,
}

/// What a commit did to an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityStep {
    /// It came.
    Added,
    /// It stands elsewhere than before.
    Changed,
    /// It went; where it stood last.
    Removed,
}

impl ActivityState {
    /// Writes down where an activity stands by the record.
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

/// What led from the moments of a plan to later ones, with the ids: what came or changed, and then
/// what went.
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
