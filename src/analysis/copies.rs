use foldhash::HashMap;

use crate::model::{Activity, Plan, Reference};

/// How much two plans of one period have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Ids of activities that both plans have, without those that one plan carries on from the other.
    pub shared: usize,
    /// Ids of activities of the plan that has fewer.
    pub smaller: usize,
}

impl Overlap {
    /// Compares two plans. `None` where their periods differ, or are not known.
    pub fn of(a: &Plan<'_>, b: &Plan<'_>) -> Option<Overlap> {
        let days = |plan: &Plan<'_>| plan.period.map(|period| (period.start.value, period.end.value));
        days(a).filter(|own| days(b) == Some(*own))?;
        let (ids_a, ids_b) = (ids(a), ids(b));
        let (few, many) = if ids_a.len() <= ids_b.len() { (&ids_a, &ids_b) } else { (&ids_b, &ids_a) };
        let is_shared = |(id, own): &(&&str, &Option<&Activity<'_>>)| {
            many.get(**id).is_some_and(|other| [**own, *other].into_iter().flatten().all(|one| !is_carried_between(one, a, b)))
        };
        Some(Overlap { shared: few.iter().filter(is_shared).count(), smaller: few.len() })
    }

    /// Whether one of the plans is a copy of the other.
    pub fn is_copy(self) -> bool {
        self.shared * 2 > self.smaller
    }
}

/// The ids of a plan's activities, also of those that cannot be read as a whole.
fn ids<'p>(plan: &'p Plan<'_>) -> HashMap<&'p str, Option<&'p Activity<'p>>> {
    let left_out = plan.left_out_ids.iter().filter(|one| one.list == "activities").map(|one| (one.id.value.as_str(), None));
    let written = plan.written_activities().filter(|activity| activity.is_readable("id"));
    left_out.chain(written.map(|activity| (&*activity.id.value, Some(activity)))).collect()
}

/// Whether an activity of one of two plans continues the activity of that id in the other plan.
fn is_carried_between(activity: &Activity<'_>, a: &Plan<'_>, b: &Plan<'_>) -> bool {
    let from = activity.carried_from.as_ref().and_then(|from| Reference::parse(&from.value));
    from.is_some_and(|from| from.id == activity.id.value && [&a.name, &b.name].into_iter().any(|name| from.plan == Some(name)))
}
