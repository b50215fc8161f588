use std::collections::BTreeSet;

use super::index::PlanIndex;
use crate::model::UnreadableId;

/// The activities that the files of a plan may hold although they were not read, or not in full.
pub enum UnreadActivities<'f> {
    /// Any: the files cannot be read to their end.
    Any,
    /// Those with these ids.
    Ids(BTreeSet<&'f str>),
}

impl<'f> UnreadActivities<'f> {
    /// Looks through a plan; where that is wanted also through what stands below a key that nobody
    /// knows, or where it does not belong.
    pub fn of(plan: &'f PlanIndex<'f>, with_passed_over: bool) -> Self {
        let own = plan.plan;
        if !own.is_known_whole() {
            return UnreadActivities::Any;
        }
        let incomplete = own
            .priorities
            .iter()
            .flat_map(|priority| &priority.incomplete)
            .map(|activity| &*activity.id.value);
        let may_be_one = |list: &str| {
            list == "activities" || with_passed_over && list == UnreadableId::PASSED_OVER
        };
        let left_out = own
            .left_out_ids
            .iter()
            .filter(|one| may_be_one(one.list))
            .map(|one| one.id.value.as_str());
        UnreadActivities::Ids(incomplete.chain(left_out).collect())
    }

    /// The same for a comparison: beside an activity without an id that can be read, nobody can say
    /// of any that it is not there.
    pub fn in_doubt(plan: &'f PlanIndex<'f>, with_passed_over: bool) -> Self {
        let mut incomplete = plan.plan.priorities.iter().flat_map(|priority| &priority.incomplete);
        match incomplete.any(|activity| !activity.is_readable("id")) {
            true => UnreadActivities::Any,
            false => UnreadActivities::of(plan, with_passed_over),
        }
    }

    /// Whether the activity of that id may be one of them.
    pub fn may_hold(&self, id: &str) -> bool {
        match self {
            UnreadActivities::Any => true,
            UnreadActivities::Ids(ids) => ids.contains(id),
        }
    }
}
