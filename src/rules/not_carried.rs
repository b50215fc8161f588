//! The rule `not-carried`: an activity that was left open or postponed when its plan ended, and
//! that no later plan carries on.

use super::place::{about, period_of};
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, message};
use crate::model::{Day, Plan, Status};
use crate::text::argument;

const NAME: &str = "not-carried";

/// The period is over, a later plan is there, and an activity is open or postponed and no later
/// plan carries it.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let last_start = scope
        .index
        .plans()
        .filter_map(|plan| period_of(plan))
        .map(|period| period.start.value)
        .max();
    let doubtful = scope
        .index
        .plans()
        .filter(|plan| may_carry_anything(plan.plan))
        .map(|plan| begins(plan))
        .max();
    for plan in scope.index.plans() {
        let Some(period) = period_of(plan).filter(|period| period.end.value < scope.as_of.day)
        else {
            continue;
        };
        let begins_later =
            |start: Option<Day>| start.is_some_and(|start| start > period.start.value);
        if !begins_later(last_start) || begins_later(doubtful) {
            continue;
        }
        for activity in
            plan.plan.activities_with_status().filter(|activity| activity.is_readable("id"))
        {
            let owed = activity.status.is_open() || activity.status.value == Status::Postponed;
            if !owed || plan.may_be_carried(activity) {
                continue;
            }
            let message = message!(
                "not-carried.left-behind",
                "the period is over, but this activity is {status} and no later plan continues it",
                status = activity.status.label()
            );
            let (name, id) = (&plan.plan.name, &activity.id.value);
            let (named, word) =
                (argument(name, "PLAN"), argument(&format!("{name}/{id}"), "PLAN/ID"));
            let help = message!(
                "not-carried.continue-or-end",
                "continue it in the next plan: `workplan rollover {plan} --update`, or record \
                what became of it: `workplan done {activity} --as-of DATE`, `workplan cancel \
                {activity} --reason '…'`; in the file: `carried_from: {name}/{id}` in a later plan",
                plan = named,
                activity = word,
                name,
                id
            );
            found.push(about(NAME, plan, activity, activity.id.span, message).help(help));
        }
    }
}

/// When a plan begins; one whose period cannot be read may be later than any other.
fn begins(plan: &PlanIndex<'_>) -> Day {
    period_of(plan).map_or(Day::MAX, |period| period.start.value)
}

/// Whether there is something in a plan that cannot be read, and could be a `carried_from` of
/// anything.
fn may_carry_anything(plan: &Plan<'_>) -> bool {
    plan.broken
        || plan.priorities.iter().any(|priority| priority.unreadable.contains(&"activities"))
        || plan.written_activities().any(|activity| !activity.is_readable("carried_from"))
}
