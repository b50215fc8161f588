//! The rule `no-focal-point`: an organization that owns an activity and has no focal point.

use foldhash::HashSet;

use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::Organization;
use crate::text::Span;

const NAME: &str = "no-focal-point";

/// Reports an organization that owns an activity of any plan and has no focal point: once, at its
/// entry.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let shared: HashSet<Span> =
        scope.index.folder.organizations.iter().map(|organization| organization.id.span).collect();
    let mut seen = HashSet::default();
    for plan in scope.index.plans() {
        for owner in plan.plan.written_activities().flat_map(|activity| &activity.owners) {
            let Some(organization) =
                plan.directory.find(&owner.value).filter(|owner| seen.insert(owner.id.span))
            else {
                continue;
            };
            let is_shared = shared.contains(&organization.id.span);
            if has_none(
                organization,
                if is_shared { scope.index.folder.organizations_broken } else { plan.plan.broken },
            ) {
                found.push(fault(organization, plan, is_shared));
            }
        }
    }
}

fn has_none(organization: &Organization<'_>, file_is_broken: bool) -> bool {
    organization.focal_points.is_empty()
        && !organization.focal_points_are_unreadable
        && !file_is_broken
}

fn fault(organization: &Organization<'_>, plan: &PlanIndex<'_>, is_shared: bool) -> Diagnostic {
    let message = message!(
        "no-focal-point.owner-without",
        "{name} owns activities and has no focal point",
        name = organization.display_name()
    );
    let finding = Diagnostic::new(NAME, organization.id.span, message).help(message!(
        "no-focal-point.add-one",
        "add `focal_points:` with a name, and an email if there is one"
    ));
    if is_shared { finding } else { finding.in_plan(&plan.plan.name) }
}
