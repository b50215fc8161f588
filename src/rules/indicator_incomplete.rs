//! The rule `indicator-incomplete`: an indicator without a target or a baseline, or without the
//! value reached although its activity is completed.

use super::advice::item_advice;
use super::labels::completed;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, Message, message};
use crate::model::{Activity, Indicator, Status};

const NAME: &str = "indicator-incomplete";

/// An indicator without `baseline` or `target`; without `actual` although its activity is
/// completed.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for activity in plan.plan.written_activities() {
        for (number, indicator) in (1..).zip(&activity.indicators) {
            found.extend(gaps(scope, plan, activity, (number, indicator)));
        }
    }
}

fn gaps(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    (number, indicator): (usize, &Indicator<'_>),
) -> Option<Diagnostic> {
    let is_completed = activity.is_readable("status") && activity.status.value == Status::Completed;
    let values = [
        ("baseline", indicator.baseline.is_none()),
        ("target", indicator.target.is_none()),
        ("actual", indicator.actual.is_none() && is_completed),
    ];
    let missing: Vec<&str> = values
        .into_iter()
        .filter(|(key, is_missing)| *is_missing && !indicator.unreadable.contains(key))
        .map(|(key, _)| key)
        .collect();
    let (last, others) = missing.split_last()?;
    let finding = about(NAME, plan, activity, indicator.head, has_no(last, others));
    let in_file = message!(
        "indicator-incomplete.say-all",
        "add the value at the start (`baseline`), the planned value (`target`) and, once \
        completed, the value reached (`actual`)"
    );
    let values: String =
        missing.iter().map(|key| format!(" indicators[{number}].{key}=VALUE")).collect();
    let finding = finding.help(item_advice(
        scope,
        plan,
        (activity, "indicators"),
        |id| message!("indicator-incomplete.set-values", "`workplan set {id}{values}`", id, values),
        in_file,
    ));
    Some(if missing.contains(&"actual") {
        finding.label(activity.status.span, completed())
    } else {
        finding
    })
}

fn has_no(last: &str, others: &[&str]) -> Message {
    if others.is_empty() {
        return message!("indicator-incomplete.one", "this indicator has no `{key}`", key = last);
    }
    message!(
        "indicator-incomplete.several",
        "this indicator has no `{others}` and `{last}`",
        others = others.join("`, `"),
        last
    )
}
