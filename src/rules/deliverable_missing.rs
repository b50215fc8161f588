//! The rule `deliverable-missing`: a completed activity without a deliverable, or with a
//! deliverable that has no address.

use super::advice::{advice, item_advice};
use super::labels::completed;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, message};
use crate::model::Status;

const NAME: &str = "deliverable-missing";

/// A completed activity without a deliverable, or with one that has no `url`.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let is_completed = |status| status == Status::Completed;
    for activity in
        plan.plan.activities_with_status().filter(|activity| is_completed(activity.status.value))
    {
        if activity.deliverables.is_empty() && !activity.uncertain.contains(&"deliverables") {
            let finding = about(
                NAME,
                plan,
                activity,
                activity.head,
                message!(
                    "deliverable-missing.none",
                    "this activity is completed and has no deliverable"
                ),
            );
            let in_file = message!(
                "deliverable-missing.add-it",
                "add `deliverables:` with a `title` and the `url` where it can be read"
            );
            let command = |id: &str| {
                message!(
                    "deliverable-missing.add-command",
                    "`workplan set {id} deliverables+='{{title: TITLE, url: URL}}'`",
                    id
                )
            };
            let finding = finding.help(advice(scope, plan, activity, command, in_file));
            found.push(finding.label(activity.status.span, completed()));
        }
        for (number, deliverable) in (1usize..)
            .zip(&activity.deliverables)
            .filter(|(_, one)| one.url.is_none() && !one.url_is_unreadable)
        {
            let finding = about(
                NAME,
                plan,
                activity,
                deliverable.head,
                message!(
                    "deliverable-missing.no-url",
                    "this deliverable has no `url`, and its activity is completed"
                ),
            );
            let in_file = message!(
                "deliverable-missing.add-url",
                "add `url:` and the address where it can be read"
            );
            let command = |id: &str| {
                message!(
                    "deliverable-missing.url-command",
                    "`workplan set {id} deliverables[{number}].url=URL`",
                    id,
                    number
                )
            };
            let finding = finding.help(item_advice(
                scope,
                plan,
                (activity, "deliverables"),
                command,
                in_file,
            ));
            found.push(finding.label(activity.status.span, completed()));
        }
    }
}
