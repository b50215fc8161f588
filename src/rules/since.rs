use std::collections::BTreeSet;

use super::due_of;
use crate::analysis::{AsOf, Facts, Fate, Index, PlanIndex, fates};
use crate::model::{Activity, Day, Priority};
use crate::text::{FileId, Span};

/// What a rule about changes sees: the plans as they were and as they are.
pub struct Since<'f> {
    /// As they were.
    pub before: &'f Index<'f>,
    /// As they are.
    pub now: &'f Index<'f>,
    /// The day.
    pub as_of: AsOf,
    /// Files that were not there before.
    pub new_files: BTreeSet<FileId>,
    /// Whether every file could be opened: else a plan that seems to be gone may stand in one of the others.
    pub all_opened: bool,
}

/// An activity that its plan no longer has.
pub(super) struct Lost<'f> {
    /// The plan as it was.
    pub plan: &'f PlanIndex<'f>,
    pub activity: &'f Activity<'f>,
    pub fate: Fate<'f>,
    /// The nearest place that there still is.
    pub place: Span,
}

/// An activity as it was and as it is.
pub(super) struct Kept<'f> {
    pub before: Facts<'f>,
    pub now: Facts<'f>,
}

impl<'f> Since<'f> {
    /// The plans that were there and could be read to their end.
    pub(super) fn plans(&self) -> impl Iterator<Item = &'f PlanIndex<'f>> {
        self.before.plans().filter(|plan| !plan.plan.broken)
    }

    /// Those of them that were endorsed: from that day on they are a commitment. A span counts by its first day.
    pub(super) fn endorsed(&self) -> impl Iterator<Item = &'f PlanIndex<'f>> {
        let day = self.as_of.day;
        self.plans().filter(move |plan| plan.plan.endorsed.is_some_and(|endorsed| endorsed.first() <= day))
    }

    /// The activities that a plan had and has, in the order in which they stand.
    pub(super) fn kept(&self, before: &'f PlanIndex<'f>) -> impl Iterator<Item = Kept<'f>> {
        let as_of = self.as_of;
        let now = self.now.plan(&before.plan.name).into_iter().flat_map(move |plan| plan.first_bearers().map(move |found| (plan, found)));
        now.filter_map(move |(plan, (priority, activity))| {
            let then = Facts::find(before, &activity.id.value, as_of)?;
            Some(Kept { before: then, now: Facts::of(plan, priority, activity, as_of) })
        })
    }

    /// The activities that a plan had and no longer has. Where it cannot be read to its end now, nobody knows.
    pub(super) fn lost(&self, before: &'f PlanIndex<'f>) -> Vec<Lost<'f>> {
        let now = self.now.plan(&before.plan.name);
        if !now.map_or(self.all_opened, is_known_whole) {
            return Vec::new();
        }
        let unreadable: BTreeSet<&str> = now.into_iter().flat_map(unreadable_ids).collect();
        let lost = fates(self.before, before, self.now).into_iter();
        let lost = lost.filter(|(_, activity, _)| !unreadable.contains(&*activity.id.value));
        lost.map(|(priority, activity, fate)| Lost { plan: before, activity, fate, place: self.place(now, priority) }).collect()
    }

    /// Where something is missing: at its priority, else at the plan's title or first line. Where the whole plan is gone, at the first line
    /// of the organizations, or of another file.
    fn place(&self, now: Option<&PlanIndex<'_>>, priority: &Priority<'_>) -> Span {
        let Some(plan) = now.map(|now| now.plan) else {
            let folder = self.now.folder;
            let shared = folder.organizations.first().map(|organization| organization.id.span.file);
            let other = folder.plans.first().and_then(|plan| plan.files.first().copied());
            return Span::top_of(shared.or(other).unwrap_or_default());
        };
        let same = plan.priorities.iter().find(|one| one.id.value == priority.id.value).map(|one| one.id.span);
        let title = plan.title.as_ref().map(|title| title.span);
        same.or(title).unwrap_or_else(|| Span::top_of(plan.files.first().copied().unwrap_or_default()))
    }
}

impl Kept<'_> {
    /// Both days on which it is due, where both are known.
    pub(super) fn dues(&self) -> Option<(Day, Day)> {
        Some((due_of(&self.before)?, due_of(&self.now)?))
    }
}

/// Whether every activity of a plan that is in its files is known.
fn is_known_whole(plan: &PlanIndex<'_>) -> bool {
    let plan = plan.plan;
    let lists_are_known = plan.priorities.iter().all(|priority| !priority.unreadable.contains(&"activities"));
    !plan.broken && !plan.unreadable.contains(&"priorities") && lists_are_known
}

/// Ids of activities that are there, and cannot be read otherwise.
fn unreadable_ids<'f>(plan: &'f PlanIndex<'f>) -> impl Iterator<Item = &'f str> {
    let incomplete = plan.plan.priorities.iter().flat_map(|priority| &priority.incomplete);
    incomplete.map(|activity| &*activity.id.value).chain(plan.plan.left_out_ids.iter().map(String::as_str))
}
