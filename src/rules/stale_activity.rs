//! The rule `stale-activity`: an ongoing activity that was not changed for a long time.

use super::advice::advice;
use super::commits::Commits;
use super::comparison::Comparison;
use super::place::about;
use crate::diagnostic::{Findings, message};

const NAME: &str = "stale-activity";

/// Reports an ongoing activity that was not changed for that many days of history.
pub(super) fn check(since: &Comparison<'_>, commits: &Commits, found: &mut Findings) {
    for plan in since.now.plans() {
        for (_, activity) in
            plan.plan.activities().filter(|(_, activity)| !plan.is_carried(activity))
        {
            if !commits.unchanged.contains(&(plan.plan.name.clone(), activity.id.to_string())) {
                continue;
            }
            let message = message!(
                "stale-activity.unchanged",
                "this ongoing activity was not changed for {days} days or more",
                days = commits.stale
            );
            let command = |id: &str| {
                message!(
                    "stale-activity.ask-the-owner",
                    "ask the owner for the progress, and record it: `workplan progress {id} PERCENT`",
                    id
                )
            };
            let in_file = message!("stale-activity.in-file", "`progress:`");
            let help = advice(&since.scope, plan, activity, command, in_file);
            found.push(about(NAME, plan, activity, activity.status.span, message).help(help));
        }
    }
}
