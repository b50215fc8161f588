//! The rule `target-missed`: a plan whose period is over, with an implementation rate below its
//! target.

use super::place::period_of;
use super::scope::Scope;
use crate::analysis::{PlanIndex, Tally};
use crate::diagnostic::{Argument, Diagnostic, Findings, message};
use crate::model::{Decimal, Status};

const NAME: &str = "target-missed";

/// The period is over, and the implementation rate is below the target.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let is_over = period_of(plan).is_some_and(|period| period.end.value < scope.as_of.day);
    let Some(target) = plan.plan.target.filter(|_| is_over && plan.plan.is_counted_whole()) else {
        return;
    };
    let tally = Tally::of_plan(plan, scope.as_of);
    let Some(rate) = tally.implementation_rate() else { return };
    let (completed, all) = (tally.count(Status::Completed), tally.activities());
    // 100 * completed / all < target, without a division.
    if i128::from(completed) * 100 * Decimal::SCALE < target.micros() * i128::from(all) {
        let tenths = rate.tenths();
        let percent = Argument::figure(format_args!("{}.{}", tenths / 10, tenths % 10));
        let message = message!(
            "target-missed.below",
            "the period is over, and {completed} of {all} activities are completed: {percent} \
            percent, below the target",
            completed,
            all,
            percent
        );
        let help = message!(
            "target-missed.record-or-report",
            "if an activity is completed, record it: `workplan done ID --as-of DATE`; otherwise \
            the report should say why the target was missed"
        );
        found.push(Diagnostic::new(NAME, target.span, message).help(help).in_plan(&plan.plan.name));
    }
}
