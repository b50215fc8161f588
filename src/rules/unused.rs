//! The rule `unused`: a theme or an organization of the plan that nothing names, or a priority
//! without activities.

use foldhash::HashSet;

use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, Message, message};
use crate::model::{Text, is_id};
use crate::text::Spanned;

const NAME: &str = "unused";

/// A theme or an organization of the plan that nothing names; a priority without activities.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    if plan.plan.broken {
        return;
    }
    themes(plan, found);
    organizations(plan, found);
    for priority in &plan.plan.priorities {
        let is_empty = priority.activities.is_empty() && priority.incomplete.is_empty();
        if is_empty && !priority.unreadable.contains(&"activities") {
            let message = message!(
                "unused.priority",
                "the priority `{id}` has no activities",
                id = &priority.id.value
            );
            let help = message!("unused.add-activity", "add an activity, or remove the priority");
            found.push(fault(plan, &priority.id, message, help));
        }
    }
}

fn themes(plan: &PlanIndex<'_>, found: &mut Findings) {
    if !activities_tell(plan, &["themes"]) {
        return;
    }
    let mut named: HashSet<&str> = plan
        .plan
        .written_activities()
        .flat_map(|activity| &activity.themes)
        .map(|theme| &*theme.value)
        .collect();
    // A second theme with the same id is `duplicate-id`, and nothing else.
    for theme in plan.plan.themes.iter().filter(|theme| named.insert(&theme.id.value)) {
        let help = match is_id(&theme.id.value) {
            true => message!(
                "unused.set-theme",
                "add it to an activity: `workplan set ID themes+={theme}`; or remove it: \
                 `workplan remove theme {theme}`",
                theme = &theme.id.value
            ),
            false => message!("unused.add-theme", "add it to an activity, or remove it"),
        };
        let message =
            message!("unused.theme", "no activity has the theme `{id}`", id = &theme.id.value);
        found.push(fault(plan, &theme.id, message, help));
    }
}

fn organizations(plan: &PlanIndex<'_>, found: &mut Findings) {
    let (own, priorities) = (plan.plan, &plan.plan.priorities);
    if own.organizations.is_empty()
        || own.unreadable.contains(&"chairs")
        || priorities.iter().any(|priority| priority.unreadable.contains(&"lead"))
        || !activities_tell(plan, &["owners", "partners"])
    {
        return;
    }
    let by_activities = own
        .written_activities()
        .flat_map(|activity| activity.owners.iter().chain(&activity.partners));
    let by_others = own.chairs.iter().chain(priorities.iter().flat_map(|priority| &priority.lead));
    let mut named: HashSet<&str> =
        by_activities.chain(by_others).map(|id| plan.directory.canonical(&id.value)).collect();
    for organization in
        own.organizations.iter().filter(|organization| named.insert(&organization.id.value))
    {
        let message = message!(
            "unused.organization",
            "nothing in this plan names the organization `{id}`",
            id = &organization.id.value
        );
        let help = message!("unused.name-organization", "name it in an activity, or remove it");
        found.push(fault(plan, &organization.id, message, help));
    }
}

/// Whether all that the activities say under these keys is known.
fn activities_tell(plan: &PlanIndex<'_>, keys: &[&str]) -> bool {
    !plan.plan.unreadable.contains(&"priorities")
        && plan.plan.priorities.iter().all(|priority| !priority.unreadable.contains(&"activities"))
        && plan
            .plan
            .written_activities()
            .all(|activity| keys.iter().all(|key| activity.is_readable(key)))
}

fn fault(
    plan: &PlanIndex<'_>,
    id: &Spanned<Text<'_>>,
    message: Message,
    help: Message,
) -> Diagnostic {
    Diagnostic::new(NAME, id.span, message).help(help).in_plan(&plan.plan.name)
}
