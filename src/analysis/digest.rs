//! Activities that need the attention of an organization.

use std::collections::{BTreeMap, BTreeSet};

use super::activity_facts::{ActivityFacts, AsOf};
use super::dependents::Dependents;
use super::due::{DueItem, overdue, upcoming};
use super::index::{Index, PlanIndex};
use crate::model::Reference;

/// The activities of one organization that need its attention now.
pub struct Digest<'f> {
    /// The id.
    pub id: &'f str,
    /// Activities and milestones, the longest overdue first.
    pub overdue: Vec<DueItem<'f>>,
    /// Activities and milestones, the nearest first.
    pub due_soon: Vec<DueItem<'f>>,
    /// Planned, and to have begun before the day; in file order.
    pub late_start: Vec<ActivityFacts<'f>>,
    /// Ongoing, and unchanged in git for long; in file order.
    pub stale: Vec<ActivityFacts<'f>>,
    /// Open activities of the organization that wait for an open activity of others.
    pub waiting_for: Vec<WaitingPair<'f>>,
    /// Open activities of others that wait for an open activity of the organization.
    pub awaited_by: Vec<WaitingPair<'f>>,
}

/// An activity of the organization, with an activity of others that it waits for, or that waits for
/// it.
#[derive(Clone, Copy)]
pub struct WaitingPair<'f> {
    /// The organization's.
    pub own: ActivityFacts<'f>,
    /// The others'.
    pub other: ActivityFacts<'f>,
}

impl Digest<'_> {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        let items =
            [self.overdue.len(), self.due_soon.len(), self.late_start.len(), self.stale.len()];
        let waits = [self.waiting_for.len(), self.awaited_by.len()];
        items.into_iter().chain(waits).all(|many| many == 0)
    }
}

/// Returns the digest of every organization that owns an activity of a plan, by id. `stale` are the
/// ids of activities without recent changes.
pub fn digests<'f>(
    index: &'f Index<'f>,
    plan: &'f PlanIndex<'f>,
    as_of: AsOf,
    stale: &BTreeSet<String>,
) -> Vec<Digest<'f>> {
    let waiting = Dependents::new(index);
    let mut owned: BTreeMap<&'f str, Vec<ActivityFacts<'f>>> = BTreeMap::new();
    for facts in ActivityFacts::all(plan, as_of) {
        facts.owners().for_each(|owner| owned.entry(owner).or_default().push(facts));
    }
    let digest = |(id, facts): (&'f str, Vec<ActivityFacts<'f>>)| Digest {
        id,
        overdue: overdue(facts.iter().copied(), as_of),
        due_soon: upcoming(facts.iter().copied(), as_of, as_of.soon),
        late_start: facts.iter().copied().filter(|facts| facts.late_start).collect(),
        stale: facts
            .iter()
            .copied()
            .filter(|facts| stale.contains(&*facts.activity.id.value))
            .collect(),
        waiting_for: facts.iter().flat_map(|own| waits_for(index, own, id, as_of)).collect(),
        awaited_by: facts
            .iter()
            .flat_map(|own| awaited_by(index, &waiting, own, id, as_of))
            .collect(),
    };
    owned.into_iter().map(digest).collect()
}

fn waits_for<'f>(
    index: &'f Index<'f>,
    own: &ActivityFacts<'f>,
    owner: &str,
    as_of: AsOf,
) -> Vec<WaitingPair<'f>> {
    if !own.open {
        return Vec::new();
    }
    let from: &'f str = &own.index.plan.name;
    let references =
        own.activity.depends_on.iter().filter_map(|text| Reference::parse(&text.value));
    let found = references.filter_map(|to| index.resolve(from, to));
    let others =
        found.map(|(plan, priority, activity)| ActivityFacts::of(plan, priority, activity, as_of));
    let others =
        others.filter(|other| own.waits_for(other) && other.owners().all(|id| id != owner));
    others.map(|other| WaitingPair { own: *own, other }).collect()
}

fn awaited_by<'f>(
    index: &'f Index<'f>,
    waiting: &Dependents<'f>,
    own: &ActivityFacts<'f>,
    owner: &str,
    as_of: AsOf,
) -> Vec<WaitingPair<'f>> {
    if own.status.has_ended() {
        return Vec::new();
    }
    let all = waiting.for_activity(&own.index.plan.name, &own.activity.id.value).iter();
    let others = all.filter_map(|(plan, activity)| {
        ActivityFacts::find(index.plan(&plan.name)?, &activity.id.value, as_of)
    });
    let others =
        others.filter(|other| other.waits_for(own) && other.owners().all(|id| id != owner));
    others.map(|other| WaitingPair { own: *own, other }).collect()
}
