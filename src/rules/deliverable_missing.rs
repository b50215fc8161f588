use super::{Scope, about};
use crate::analysis::PlanIndex;
use crate::diag::Findings;
use crate::model::Status;

const NAME: &str = "deliverable-missing";

/// A completed activity without a deliverable, or with one that has no `url`.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let is_completed = |status| status == Status::Completed;
    for activity in plan.plan.activities_with_status().filter(|activity| is_completed(activity.status.value)) {
        if activity.deliverables.is_empty() && !activity.uncertain.contains(&"deliverables") {
            let finding = about(NAME, plan, activity, activity.head, "this activity is completed and has no deliverable");
            let finding = finding.help("add `deliverables:` with a `title` and the `url` where it can be read");
            found.push(finding.label(activity.status.span, "completed"));
        }
        for deliverable in activity.deliverables.iter().filter(|one| one.url.is_none() && !one.url_is_unreadable) {
            let finding = about(NAME, plan, activity, deliverable.head, "this deliverable has no `url`, and its activity is completed");
            let finding = finding.help("add `url:` and the address where it can be read");
            found.push(finding.label(activity.status.span, "completed"));
        }
    }
}
