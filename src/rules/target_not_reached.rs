//! The rule `target-not-reached`: a completed activity with an indicator that is below its target.

use super::advice::item_advice;
use super::place::{about, later};
use super::scope::Scope;
use crate::analysis::{IndicatorTarget, PlanIndex};
use crate::diagnostic::{Argument, Diagnostic, Findings, message};
use crate::model::{Activity, Indicator, Status};

const NAME: &str = "target-not-reached";

/// A completed activity whose numeric indicator has not reached its target: is below it, or above
/// it where the value was to fall.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan
        .plan
        .activities_with_status()
        .filter(|activity| activity.status.value == Status::Completed)
    {
        for (number, indicator) in (1..).zip(&activity.indicators) {
            found.extend(missed(scope, plan, activity, (number, indicator)));
        }
    }
}

fn missed(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    (number, indicator): (usize, &Indicator<'_>),
) -> Option<Diagnostic> {
    let compared = IndicatorTarget::of(indicator).filter(|compared| !compared.is_reached())?;
    let IndicatorTarget { actual, target, was_to_fall } = compared;
    let sign = if target.is_percent { "%" } else { "" };
    let [reached, aimed_at] = [actual.number, target.number]
        .map(|number| Argument::figure(format_args!("{number}{sign}")));
    let message = match was_to_fall {
        true => message!(
            "target-not-reached.above",
            "this activity is completed, but its indicator is above its target: {reached}, not {aimed_at}",
            reached,
            aimed_at
        ),
        false => message!(
            "target-not-reached.below",
            "this activity is completed, but its indicator is below its target: {reached}, not {aimed_at}",
            reached,
            aimed_at
        ),
    };
    let (place, other) = later(actual.place, target.place);
    let label = if place == actual.place {
        message!("target-not-reached.the-target", "the target")
    } else {
        message!("target-not-reached.the-value-reached", "the value reached")
    };
    let finding = about(NAME, plan, activity, place, message);
    let in_file = message!(
        "target-not-reached.say-why-or-correct",
        "if the value is right, say in `remarks` why it fell short; otherwise correct it"
    );
    let command = |id: &str| {
        message!(
            "target-not-reached.correct-or-say-why",
            "correct it: `workplan set {id} indicators[{number}].actual=VALUE`, or say why it \
            fell short: `workplan set {id} remarks='…'`",
            id,
            number
        )
    };
    let help = item_advice(scope, plan, (activity, "indicators"), command, in_file);
    Some(finding.help(help).label(other, label))
}
