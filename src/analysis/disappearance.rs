//! Explains why an activity is no longer in its plan.

use std::collections::{HashMap, HashSet};

use super::index::{Index, PlanIndex};
use crate::model::{Activity, Priority, Reference};

/// What became of an activity that its plan no longer has.
#[derive(Clone, Copy)]
pub enum Disappearance<'f> {
    /// The activity has another id: its title and owners stayed.
    Renamed(&'f Activity<'f>),
    /// The activity is in another plan: with its title, by its id or by `carried_from`.
    Moved(&'f str, &'f Activity<'f>),
    /// The activity was removed.
    Gone,
}

/// Returns the activities that a plan had and no longer has, in file order, and what became of
/// each.
pub fn fates<'f>(
    before: &'f Index<'f>,
    plan: &'f PlanIndex<'f>,
    after: &'f Index<'f>,
) -> Vec<(&'f Priority<'f>, &'f Activity<'f>, Disappearance<'f>)> {
    let now = after.plan(&plan.plan.name);
    let is_there =
        |activity: &Activity<'_>| now.is_some_and(|now| now.find(&activity.id.value).is_some());
    let lost: Vec<_> = plan.first_bearers().filter(|(_, activity)| !is_there(activity)).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let mut renamed = new_ids(plan, now);
    let carriers = carriers(&plan.plan.name, after);
    let mut taken = HashSet::new();
    let fate = |activity: &'f Activity<'f>| {
        let same = renamed.get_mut(&likeness(activity, now)).and_then(Vec::pop);
        if let Some(new) = same {
            return Disappearance::Renamed(new);
        }
        // If the plan was removed, `carried_from` names nothing that can be looked up.
        let is_shown = |new: &Activity<'_>| now.is_some() || have_one_title(new, activity);
        let carrier = carriers.get(&*activity.id.value).copied().filter(|(_, new)| is_shown(new));
        let moved = carrier.or_else(|| newcomer(before, plan, activity, after));
        match moved.filter(|(name, new)| taken.insert((*name, new.key))) {
            Some((name, new)) => Disappearance::Moved(name, new),
            None => Disappearance::Gone,
        }
    };
    let fates: Vec<Disappearance<'f>> =
        lost.iter().map(|(_, activity)| *activity).map(fate).collect();
    lost.into_iter()
        .zip(fates)
        .map(|((priority, activity), fate)| (priority, activity, fate))
        .collect()
}

/// Returns the values that identify an activity for a reader: the title and the owners, by their
/// current ids.
fn likeness<'a>(
    activity: &'a Activity<'_>,
    now: Option<&'a PlanIndex<'_>>,
) -> (String, Vec<String>) {
    let canonical = |id: &'a str| now.map_or(id, |now| now.directory.canonical(id)).to_owned();
    let mut owners: Vec<String> =
        activity.owners.iter().map(|owner| canonical(&owner.value)).collect();
    owners.sort_unstable();
    owners.dedup();
    (activity.title.value.trim().to_owned(), owners)
}

/// Returns the activities with an id that is new in the plan; of similar ones the first comes last.
fn new_ids<'f>(
    before: &PlanIndex<'_>,
    now: Option<&'f PlanIndex<'f>>,
) -> HashMap<(String, Vec<String>), Vec<&'f Activity<'f>>> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (_, activity) in now.into_iter().flat_map(PlanIndex::first_bearers) {
        if before.find(&activity.id.value).is_none() {
            found.entry(likeness(activity, now)).or_default().push(activity);
        }
    }
    found.values_mut().for_each(|alike| alike.reverse());
    found
}

/// The activities of other plans that continue one of this plan, by its id; of several the first.
fn carriers<'f>(plan: &str, after: &'f Index<'f>) -> HashMap<&'f str, (&'f str, &'f Activity<'f>)> {
    let mut found = HashMap::new();
    for other in after.plans().filter(|other| other.plan.name != plan) {
        for (_, activity) in other.first_bearers() {
            let from =
                activity.carried_from.as_ref().and_then(|text| Reference::parse(&text.value));
            if let Some(from) = from.filter(|from| from.plan == Some(plan)) {
                found.entry(from.id).or_insert((other.plan.name.as_str(), activity));
            }
        }
    }
    found
}

/// Whether two activities are called the same. Another title makes it another activity, whatever it
/// says of itself.
fn have_one_title(a: &Activity<'_>, b: &Activity<'_>) -> bool {
    a.title.value.trim() == b.title.value.trim()
}

/// The activity of another plan that has the id now, and did not have it before.
fn newcomer<'f>(
    before: &Index<'_>,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    after: &'f Index<'f>,
) -> Option<(&'f str, &'f Activity<'f>)> {
    let id: &str = &activity.id.value;
    let had_it = |name: &str| before.plan(name).is_some_and(|then| then.find(id).is_some());
    let others = after
        .plans()
        .filter(|other| other.plan.name != plan.plan.name && !had_it(&other.plan.name));
    others.into_iter().find_map(|other| {
        let new = other.find(id).map(|(_, new)| new).filter(|new| have_one_title(new, activity))?;
        Some((other.plan.name.as_str(), new))
    })
}
