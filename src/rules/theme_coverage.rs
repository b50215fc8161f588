//! The rule `theme-coverage`: a priority without an activity for a theme that is meant to cross
//! every priority.

use foldhash::HashSet;

use super::scope::Scope;
use crate::analysis::PlanIndex;
use crate::diagnostic::{Diagnostic, Findings, message};
use crate::model::{Priority, Status, ThemeScope};

const NAME: &str = "theme-coverage";

/// A priority without an activity for a theme that is meant to cross every priority. A theme that
/// no activity carries at all is `unused`.
pub(super) fn check(_: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    if plan.plan.broken {
        return;
    }
    let carried: HashSet<&str> = plan
        .plan
        .written_activities()
        .flat_map(|activity| &activity.themes)
        .map(|theme| &*theme.value)
        .collect();
    let mut seen = HashSet::default();
    let crossing: Vec<_> = plan
        .plan
        .themes
        .iter()
        .filter(|theme| {
            seen.insert(&*theme.id.value)
                && theme.across == ThemeScope::EveryPriority
                && carried.contains(&*theme.id.value)
        })
        .collect();
    for priority in &plan.plan.priorities {
        let Some(served) = served(priority) else { continue };
        for theme in crossing.iter().filter(|theme| !served.contains(&*theme.id.value)) {
            let message = message!(
                "theme-coverage.no-activity",
                "the priority `{priority}` has no activity for the theme `{theme}`",
                priority = &priority.id.value,
                theme = &theme.id.value
            );
            let help = message!(
                "theme-coverage.add-or-any",
                "add the theme to an activity, or write `across: any` in the theme"
            );
            let finding = Diagnostic::new(NAME, priority.id.span, message)
                .help(help)
                .in_plan(&plan.plan.name);
            found.push(
                finding.label(theme.id.span, message!("theme-coverage.the-theme", "the theme")),
            );
        }
    }
}

/// The themes of a priority's activities; `None` if some of them cannot be read. An activity
/// without a readable status counts as not cancelled.
fn served<'f>(priority: &'f Priority<'_>) -> Option<HashSet<&'f str>> {
    if priority.unreadable.contains(&"activities")
        || !priority.written().all(|activity| activity.is_readable("themes"))
    {
        return None;
    }
    let counts = priority.written().filter(|activity| {
        !activity.is_readable("status") || activity.status.value != Status::Cancelled
    });
    Some(counts.flat_map(|activity| &activity.themes).map(|theme| &*theme.value).collect())
}
