//! The rule `id-reused`: an id of an earlier plan, given to an activity that does not continue the
//! earlier one.

use foldhash::HashMap;

use super::advice::advice;
use super::place::{about, period_of};
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::{Activity, Day, Reference};

const NAME: &str = "id-reused";

/// Reports an activity with the id of an earlier activity that it does not continue. Only the
/// latest earlier activity with the id is compared.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let mut plans: Vec<(Day, &PlanIndex<'_>)> =
        scope.index.plans().filter_map(|plan| Some((period_of(plan)?.start.value, plan))).collect();
    plans.sort_by_key(|(start, _)| *start);
    let mut bearers: HashMap<&str, IdBearer<'_, '_>> = HashMap::default();
    for together in plans.chunk_by(|(a, _), (b, _)| a == b) {
        for &(start, plan) in together {
            for activity in
                plan.plan.written_activities().filter(|activity| activity.is_readable("id"))
            {
                let Some(bearer) = bearers.get(&*activity.id.value) else { continue };
                if !continues(scope, start, activity, bearer) {
                    found.push(fault(scope, plan, activity, bearer));
                }
            }
        }
        // Plans that begin on one day are not earlier than each other.
        for &(start, plan) in together {
            for activity in
                plan.plan.written_activities().filter(|activity| activity.is_readable("id"))
            {
                bearers.insert(&activity.id.value, IdBearer { start, plan, activity });
            }
        }
    }
}

/// The last activity that had an id.
struct IdBearer<'a, 'f> {
    start: Day,
    plan: &'a PlanIndex<'f>,
    activity: &'a Activity<'f>,
}

/// Whether an activity continues the bearer, at first hand or through others, or may do so: a way
/// that leads into the unknown raises no doubt.
fn continues<'f>(
    scope: &Scope<'f>,
    mut start: Day,
    mut at: &Activity<'f>,
    bearer: &IdBearer<'_, 'f>,
) -> bool {
    loop {
        let Some(text) = &at.carried_from else { return !at.is_readable("carried_from") };
        let Some(reference) = Reference::parse(&text.value) else { return true };
        if reference.plan == Some(&bearer.plan.plan.name)
            && reference.id == bearer.activity.id.value
        {
            return true;
        }
        let Some(from) = reference.plan.and_then(|name| scope.index.plan(name)) else {
            return true;
        };
        let (Some((_, next)), Some(period)) = (from.find_written(reference.id), period_of(from))
        else {
            return true;
        };
        // The way leads back in time, and never past the bearer.
        if period.start.value >= start || period.start.value < bearer.start {
            return false;
        }
        (start, at) = (period.start.value, next);
    }
}

fn fault(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    bearer: &IdBearer<'_, '_>,
) -> Diagnostic {
    let (id, earlier) = (&activity.id.value, &bearer.plan.plan.name);
    let message = message!(
        "id-reused.of-another",
        "the id `{id}` belongs to another activity in the plan `{plan}`",
        id,
        plan = earlier
    );
    let in_file = message!(
        "id-reused.new-id-or-carry",
        "give it an id that was never used, or add `carried_from: {plan}/{id}`",
        plan = earlier,
        id
    );
    let command = |own: &str| {
        message!(
            "id-reused.carry-or-new-id",
            "if it continues that activity: `workplan set {own} carried_from={plan}/{id}`; \
            otherwise give it an id that was never used: `workplan set {own} id=ID`",
            own,
            plan = earlier,
            id
        )
    };
    let help = advice(scope, plan, activity, command, in_file);
    about(NAME, plan, activity, activity.id.span, message).help(help).label(
        bearer.activity.id.span,
        message!("id-reused.the-earlier-one", "the earlier activity"),
    )
}
