//! Compares two states of the plans: which activities each plan kept, and which it lost.

use std::collections::BTreeSet;

use super::comparison::{Common, Comparison, Missing, PlanComparison, TipActivity};
use super::run::final_level;
use super::scope::Scope;
use crate::analysis::{ActivityFacts, AsOf, Index, PlanIndex, UnreadActivities, fates};
use crate::diagnostic::Level;
use crate::model::{Day, Plan, Priority};
use crate::text::Span;

impl<'f> Comparison<'f> {
    /// Compares two states.
    pub fn new(
        before: &'f Index<'f>,
        present: &TipActivity<'f>,
        as_of: AsOf,
        endorsed_by: Day,
    ) -> Self {
        let new_files = present.input.new_files();
        let mut since = Comparison {
            before,
            now: present.index,
            as_of,
            scope: Scope::new(present.index, as_of),
            endorsed_by,
            new_files,
            commits: None,
            plans: Vec::new(),
        };
        let levels = &present.reading.folder.config.rules;
        let errors = present
            .reading
            .diagnostics
            .iter()
            .filter(|fault| final_level(fault, levels) == Level::Error);
        let faulty: BTreeSet<&str> = errors.filter_map(|fault| fault.plan.as_deref()).collect();
        for plan in before.plans().filter(|plan| !plan.plan.broken) {
            let has_errors = faulty.contains(plan.plan.name.as_str());
            let (kept, lost) = (since.kept(plan), since.lost(plan, present, has_errors));
            since.plans.push(PlanComparison { before: plan, kept, lost });
        }
        since
    }

    /// The plans that were endorsed: from that day on they are a commitment. A span counts by its
    /// first day.
    pub(super) fn endorsed(&self) -> impl Iterator<Item = &PlanComparison<'f>> {
        let is_endorsed = |plan: &Plan<'_>| {
            plan.endorsed.is_some_and(|endorsed| endorsed.first() <= self.endorsed_by)
        };
        self.plans.iter().filter(move |plan| is_endorsed(plan.before.plan))
    }

    fn kept(&self, before: &'f PlanIndex<'f>) -> Vec<Common<'f>> {
        let Some(now) = self.now.plan(&before.plan.name) else { return Vec::new() };
        // Activities of a file that is equal in both states are equal, unless the period supplies a
        // date that they lack.
        let is_alike = before.has_period_of(now);
        let pairs = now.first_bearers().filter_map(|(priority, activity)| {
            Some((before.find(&activity.id.value)?, priority, activity))
        });
        let changed =
            pairs.filter(|((_, then), _, activity)| !is_alike || then.key != activity.key);
        let kept = changed.map(|((then_priority, then), priority, activity)| Common {
            before: ActivityFacts::of(before, then_priority, then, self.as_of),
            now: ActivityFacts::of(now, priority, activity, self.as_of),
        });
        kept.collect()
    }

    /// Returns the activities that a plan has lost. If an error keeps the plan from being read to
    /// its end, its losses are unknown. Activities that are skipped without an error count as lost.
    fn lost(
        &self,
        before: &'f PlanIndex<'f>,
        present: &TipActivity<'f>,
        has_errors: bool,
    ) -> Vec<Missing<'f>> {
        let now = self.now.plan(&before.plan.name);
        let unread = now.filter(|_| has_errors).map(|now| UnreadActivities::of(now, true));
        if matches!(unread, Some(UnreadActivities::Any)) || now.is_none() && !present.all_opened {
            return Vec::new();
        }
        let is_there = |id: &str| unread.as_ref().is_some_and(|unread| unread.may_hold(id));
        let lost = fates(self.before, before, self.now).into_iter();
        let lost = lost.filter(|(_, activity, _)| !is_there(&activity.id.value));
        lost.map(|(priority, activity, fate)| Missing {
            activity,
            fate,
            place: self.place(now, priority),
        })
        .collect()
    }

    /// Returns the place of something missing: its priority, otherwise the plan's title or first
    /// line. If the plan itself is missing, it is the first line of the organizations or of another
    /// file.
    fn place(&self, now: Option<&PlanIndex<'_>>, priority: &Priority<'_>) -> Span {
        let Some(plan) = now.map(|now| now.plan) else {
            let folder = self.now.folder;
            let shared = folder.organizations.first().map(|organization| organization.id.span.file);
            let other = folder.plans.first().and_then(|plan| plan.files.first().copied());
            return Span::top_of(shared.or(other).unwrap_or_default());
        };
        let same = plan
            .priorities
            .iter()
            .find(|one| one.id.value == priority.id.value)
            .map(|one| one.id.span);
        let title = plan.title.as_ref().map(|title| title.span);
        same.or(title)
            .unwrap_or_else(|| Span::top_of(plan.files.first().copied().unwrap_or_default()))
    }
}
