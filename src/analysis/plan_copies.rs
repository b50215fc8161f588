//! Finds plans that are copies of others.

use foldhash::HashMap;

use crate::model::{Activity, Day, Folder, Plan, Reference};

/// How many activities may be compared in one run: enough for any folder with some copies, and
/// never a long wait.
const COMPARISONS: usize = 5_000_000;

/// How much two plans of one period have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Ids of activities that both plans have, without those that one plan carries on from the
    /// other.
    pub shared: usize,
    /// Ids of activities of the plan that has fewer.
    pub smaller: usize,
}

impl Overlap {
    /// Compares two plans. `None` where their periods differ, or are not known.
    pub fn of(a: &Plan<'_>, b: &Plan<'_>) -> Option<Overlap> {
        let days =
            |plan: &Plan<'_>| plan.period.map(|period| (period.start.value, period.end.value));
        days(a).filter(|own| days(b) == Some(*own))?;
        let (ids_a, ids_b) = (ids(a), ids(b));
        let (few, many) =
            if ids_a.len() <= ids_b.len() { (&ids_a, &ids_b) } else { (&ids_b, &ids_a) };
        let is_shared = |(id, own): &(&&str, &Option<&Activity<'_>>)| {
            many.get(**id).is_some_and(|other| {
                [**own, *other].into_iter().flatten().all(|one| !is_carried_between(one, a, b))
            })
        };
        Some(Overlap { shared: few.iter().filter(is_shared).count(), smaller: few.len() })
    }

    /// Whether one of the plans is a copy of the other.
    pub fn is_copy(self) -> bool {
        self.shared * 2 > self.smaller
    }
}

/// A plan that is a copy of another one.
#[derive(Clone, Copy, Debug)]
pub struct PlanCopy<'f> {
    /// The plan whose name is shorter, or first by name.
    pub first: &'f Plan<'f>,
    /// The other plan.
    pub copy: &'f Plan<'f>,
    /// The overlap of the two plans.
    pub overlap: Overlap,
}

/// Whether the group's settings say that copies of plans are to be there.
pub fn copies_are_wanted(folder: &Folder<'_>) -> bool {
    folder.config.rules.get("duplicate-period").is_some_and(|(level, _)| level == "off")
}

/// Returns the plans that are copies of others, each once. In a folder with too many comparisons
/// only the first ones are found.
pub fn copies<'f>(folder: &'f Folder<'f>) -> Vec<PlanCopy<'f>> {
    let days = |plan: &Plan<'_>| plan.period.map(|period| (period.start.value, period.end.value));
    let mut plans: Vec<((Day, Day), &Plan<'_>)> =
        folder.plans.iter().filter_map(|plan| Some((days(plan)?, plan))).collect();
    // The plan's own name begins that of its copies, in most cases.
    plans.sort_by_key(|(days, plan)| (*days, plan.name.len(), &plan.name));
    let (mut found, mut left) = (Vec::new(), COMPARISONS);
    for together in plans.chunk_by(|(a, _), (b, _)| a == b) {
        for (number, &(_, copy)) in together.iter().enumerate() {
            found.extend(together.iter().take(number).find_map(|&(_, first)| {
                let size = |plan: &Plan<'_>| {
                    plan.priorities.iter().map(|priority| priority.activities.len()).sum::<usize>()
                };
                left = left.checked_sub(size(first) + size(copy) + 1)?;
                let overlap = Overlap::of(first, copy).filter(|overlap| overlap.is_copy())?;
                Some(PlanCopy { first, copy, overlap })
            }));
        }
    }
    found
}

/// Returns the ids of a plan's activities, including incomplete ones.
fn ids<'p>(plan: &'p Plan<'_>) -> HashMap<&'p str, Option<&'p Activity<'p>>> {
    let left_out = plan
        .left_out_ids
        .iter()
        .filter(|one| one.list == "activities")
        .map(|one| (one.id.value.as_str(), None));
    let written = plan.written_activities().filter(|activity| activity.is_readable("id"));
    left_out.chain(written.map(|activity| (&*activity.id.value, Some(activity)))).collect()
}

/// Whether an activity of one of two plans continues the activity of that id in the other plan.
fn is_carried_between(activity: &Activity<'_>, a: &Plan<'_>, b: &Plan<'_>) -> bool {
    let from = activity.carried_from.as_ref().and_then(|from| Reference::parse(&from.value));
    from.is_some_and(|from| {
        from.id == activity.id.value
            && [&a.name, &b.name].into_iter().any(|name| from.plan == Some(name))
    })
}
