//! Activities that unreadable files may hold.

use std::collections::BTreeSet;

use super::index::PlanIndex;
use crate::model::UnreadableId;

/// The activities that the files of a plan may hold although they were not read, or not in full.
pub enum UnreadActivities<'f> {
    /// Any: the files cannot be read to their end.
    Any,
    /// The activities with these ids.
    Ids(BTreeSet<&'f str>),
}

impl<'f> UnreadActivities<'f> {
    /// Searches a plan for unread activities; if wanted, also below unknown and misplaced keys.
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

    /// Searches a plan for a comparison: with an activity without a readable id, any activity may
    /// exist.
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
