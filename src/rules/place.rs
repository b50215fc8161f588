//! The place of a finding, and the plan and activity that it names.

use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Diagnostic, Message};
use crate::model::{Activity, Day, Period, is_id};
use crate::text::Span;

/// A finding about an activity.
pub(super) fn about(
    rule: &'static str,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    span: Span,
    message: Message,
) -> Diagnostic {
    name_activity(plan, activity, Diagnostic::new(rule, span, message))
}

pub(super) fn name_activity(
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    finding: Diagnostic,
) -> Diagnostic {
    if is_id(&activity.id.value) {
        finding.about(&plan.plan.name, &activity.id.value)
    } else {
        finding.in_plan(&plan.plan.name)
    }
}

/// Returns two places, the later one first.
pub(super) fn later(a: Span, b: Span) -> (Span, Span) {
    (a.max(b), a.min(b))
}

/// A plan's period, unless it ends before it begins: then nothing can be measured against it.
pub(super) fn period_of(plan: &PlanIndex<'_>) -> Option<Period> {
    plan.plan.period.filter(|period| period.start.value <= period.end.value)
}

/// The day on which an activity is due, unless it gives one that cannot be read.
pub(super) fn due_of(facts: &ActivityFacts<'_>) -> Option<Day> {
    facts.due.filter(|_| facts.activity.is_readable("due"))
}
