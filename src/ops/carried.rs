//! Activities that a later plan continues: what is open in them is listed there.

use std::collections::BTreeSet;

use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{all_of, message, note};
use crate::text::clean_line;
use crate::workspace::LoadedPlans;

/// Says where the open activities of a plan are, if a later one continues them: without that, an
/// empty answer would seem to say that all is done.
pub(super) fn note_carried(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) {
    let all = ActivityFacts::all(plan, plans.as_of);
    let carried = all.filter(|facts| facts.carried && facts.status.is_open());
    let carried: Vec<&[(&str, &str)]> =
        carried.map(|facts| plan.carried_to(&facts.activity.id.value)).collect();
    if carried.is_empty() {
        return;
    }
    let later: BTreeSet<&str> = carried.iter().copied().flatten().map(|(plan, _)| *plan).collect();
    let names = later.iter().map(|name| clean_line(name).into_owned());
    plans.note(note(message!(
        "due.carried",
        "{number#an open activity|# open activities} of the plan {plan} {number#is|are} carried to \
         the plan {later}, and listed there",
        number = carried.len(),
        plan = clean_line(&plan.plan.name),
        later = all_of(names.collect())
    )));
}
