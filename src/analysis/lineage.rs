use std::collections::HashSet;

use super::index::{Index, PlanIndex};
use crate::model::{Activity, Reference, Status};

/// An activity of some plan, as a reference means it.
#[derive(Clone, Copy)]
pub struct Ancestry<'f> {
    /// The plan's name.
    pub plan: &'f str,
    /// The activity's id.
    pub id: &'f str,
    /// Its title and status, where it can be found.
    pub found: Option<(&'f str, Status)>,
}

/// How an activity hangs together with others.
pub struct Relations<'f> {
    /// What it waits for.
    pub depends_on: Vec<Ancestry<'f>>,
    /// What waits for it, in any plan.
    pub dependents: Vec<Ancestry<'f>>,
    /// What it continues, and what continues it: the oldest first, itself included.
    pub lineage: Vec<Ancestry<'f>>,
}

/// Follows the references from and to one activity.
pub fn relations<'f>(index: &Index<'f>, plan: &PlanIndex<'f>, activity: &'f Activity<'f>) -> Relations<'f> {
    let name: &'f str = &plan.plan.name;
    let depends_on =
        activity.depends_on.iter().filter_map(|text| Reference::parse(&text.value)).map(|to| ancestry(index, name, to)).collect();
    let mut dependents = Vec::new();
    for other in index.plans() {
        for (_, waiting) in other.plan.activities() {
            let waits = waiting
                .depends_on
                .iter()
                .filter_map(|text| Reference::parse(&text.value))
                .any(|to| to.id == activity.id.value && to.plan.unwrap_or(&other.plan.name) == name);
            if waits {
                dependents.push(Ancestry {
                    plan: &other.plan.name,
                    id: &waiting.id.value,
                    found: Some((&waiting.title.value, waiting.status.value)),
                });
            }
        }
    }
    Relations { depends_on, dependents, lineage: lineage(index, name, activity) }
}

fn ancestry<'f>(index: &Index<'f>, from: &'f str, to: Reference<'f>) -> Ancestry<'f> {
    let found = index.resolve(from, to).map(|(_, _, activity)| (&*activity.title.value, activity.status.value));
    Ancestry { plan: to.plan.unwrap_or(from), id: to.id, found }
}

fn lineage<'f>(index: &Index<'f>, name: &'f str, activity: &'f Activity<'f>) -> Vec<Ancestry<'f>> {
    let mut seen = HashSet::from([(name, &*activity.id.value)]);
    let mut before = Vec::new();
    let (mut plan, mut at) = (name, activity);
    while let Some(to) = at.carried_from.as_ref().and_then(|text| Reference::parse(&text.value)) {
        let ancestor = ancestry(index, plan, to);
        if !seen.insert((ancestor.plan, ancestor.id)) {
            break;
        }
        before.push(ancestor);
        let Some((_, _, activity)) = index.resolve(plan, to) else { break };
        (plan, at) = (ancestor.plan, activity);
    }
    before.reverse();
    let mut line = before;
    line.push(Ancestry { plan: name, id: &activity.id.value, found: Some((&activity.title.value, activity.status.value)) });
    let mut next = line.len() - 1;
    while let Some(&Ancestry { plan, id, .. }) = line.get(next) {
        let carriers = index.plan(plan).map_or(&[][..], |plan| plan.carried_to(id));
        for &(plan, id) in carriers {
            if seen.insert((plan, id)) {
                line.push(ancestry(index, plan, Reference { plan: Some(plan), id }));
            }
        }
        next += 1;
    }
    line
}
