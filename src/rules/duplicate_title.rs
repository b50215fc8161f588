//! The rule `duplicate-title`: two activities of one plan with the same title.

use foldhash::HashMap;

use super::advice::advice;
use super::place::about;
use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Findings, message, the_first_one};
use crate::text::Span;

const NAME: &str = "duplicate-title";

/// Activities of one plan with one title; each further one is a finding.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    let mut first: HashMap<&str, Span> = HashMap::default();
    for activity in plan.plan.written_activities().filter(|activity| activity.is_readable("title"))
    {
        let title = &activity.title;
        let Some(&earlier) = first.get(&*title.value) else {
            first.insert(&title.value, title.span);
            continue;
        };
        let finding = about(
            NAME,
            plan,
            activity,
            title.span,
            message!(
                "duplicate-title.same-title",
                "two activities have the title `{title}`",
                title = &title.value
            ),
        );
        let command = |id: &str| {
            message!(
                "duplicate-title.say-the-difference",
                "say in the title how they differ: `workplan set {id} title='…'`",
                id
            )
        };
        let help = advice(
            scope,
            plan,
            activity,
            command,
            message!(
                "duplicate-title.in-file",
                "change one title, or remove one of the activities"
            ),
        );
        found.push(finding.help(help).label(earlier, the_first_one()));
    }
}
