//! Dependencies of an activity, and its line of continued activities.

use std::collections::HashSet;

use super::activity_facts::{ActivityFacts, AsOf};
use super::index::Index;
use crate::model::{Activity, Reference};

/// An activity of some plan, as a reference means it.
#[derive(Clone, Copy)]
pub struct ActivityRef<'f> {
    /// The plan's name.
    pub plan: &'f str,
    /// The activity's id.
    pub id: &'f str,
    /// The facts on the day, if the activity can be found.
    pub found: Option<ActivityFacts<'f>>,
}

/// The relations of an activity with others.
pub struct Relations<'f> {
    /// The activities that it depends on.
    pub depends_on: Vec<ActivityRef<'f>>,
    /// The activities that depend on it, in any plan.
    pub dependents: Vec<ActivityRef<'f>>,
    /// The activities that it continues, and those that continue it: the oldest first, itself
    /// included.
    pub lineage: Vec<ActivityRef<'f>>,
}

/// Follows the references from and to one activity.
pub fn relations<'f>(index: &'f Index<'f>, own: &ActivityFacts<'f>, as_of: AsOf) -> Relations<'f> {
    let name: &'f str = &own.index.plan.name;
    let references =
        own.activity.depends_on.iter().filter_map(|text| Reference::parse(&text.value));
    let depends_on = references.map(|to| ancestry(index, name, to, as_of)).collect();
    let mut dependents = Vec::new();
    for other in index.plans() {
        let means_it = |to: Reference<'_>| {
            to.id == own.activity.id.value && to.plan.unwrap_or(&other.plan.name) == name
        };
        for (priority, activity) in other.plan.activities() {
            if activity
                .depends_on
                .iter()
                .filter_map(|text| Reference::parse(&text.value))
                .any(means_it)
            {
                let found = Some(ActivityFacts::of(other, priority, activity, as_of));
                dependents.push(ActivityRef {
                    plan: &other.plan.name,
                    id: &activity.id.value,
                    found,
                });
            }
        }
    }
    Relations { depends_on, dependents, lineage: lineage(index, own, as_of) }
}

fn ancestry<'f>(
    index: &'f Index<'f>,
    from: &'f str,
    to: Reference<'f>,
    as_of: AsOf,
) -> ActivityRef<'f> {
    let found = index
        .resolve(from, to)
        .map(|(plan, priority, activity)| ActivityFacts::of(plan, priority, activity, as_of));
    ActivityRef { plan: to.plan.unwrap_or(from), id: to.id, found }
}

fn lineage<'f>(index: &'f Index<'f>, own: &ActivityFacts<'f>, as_of: AsOf) -> Vec<ActivityRef<'f>> {
    let (name, activity): (&'f str, &'f Activity<'f>) = (&own.index.plan.name, own.activity);
    let mut seen = HashSet::from([(name, &*activity.id.value)]);
    let mut before = Vec::new();
    let (mut plan, mut at) = (name, activity);
    while let Some(to) = at.carried_from.as_ref().and_then(|text| Reference::parse(&text.value)) {
        let ancestor = ancestry(index, plan, to, as_of);
        if !seen.insert((ancestor.plan, ancestor.id)) {
            break;
        }
        before.push(ancestor);
        let Some((_, _, activity)) = index.resolve(plan, to) else { break };
        (plan, at) = (ancestor.plan, activity);
    }
    before.reverse();
    let mut line = before;
    line.push(ActivityRef { plan: name, id: &activity.id.value, found: Some(*own) });
    let mut next = line.len() - 1;
    while let Some(&ActivityRef { plan, id, .. }) = line.get(next) {
        let carriers = index.plan(plan).map_or(&[][..], |plan| plan.carried_to(id));
        for &(plan, id) in carriers {
            if seen.insert((plan, id)) {
                line.push(ancestry(index, plan, Reference { plan: Some(plan), id }, as_of));
            }
        }
        next += 1;
    }
    line
}
