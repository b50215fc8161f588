use super::Scope;
use crate::analysis::Overlap;
use crate::diag::{Diagnostic, Findings};
use crate::model::{Day, Plan};

const NAME: &str = "duplicate-period";

/// How many activities may be compared in one run: enough for any folder with some copies, and never a long wait.
const COMPARISONS: usize = 5_000_000;

/// Two plans with the same period and mostly the same ids: one of them is a copy. Each further copy is a finding.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    let days = |plan: &Plan<'_>| plan.period.map(|period| (period.start.value, period.end.value));
    let mut plans: Vec<((Day, Day), &Plan<'_>)> = scope.index.plans().filter_map(|own| Some((days(own.plan)?, own.plan))).collect();
    // The plan's own name begins that of its copies, in most cases.
    plans.sort_by_key(|(days, plan)| (*days, plan.name.len(), &plan.name));
    let mut left = COMPARISONS;
    for together in plans.chunk_by(|(a, _), (b, _)| a == b) {
        for (number, (_, plan)) in together.iter().enumerate() {
            let copied = together.iter().take(number).find_map(|(_, first)| {
                let size = |plan: &Plan<'_>| plan.priorities.iter().map(|priority| priority.activities.len()).sum::<usize>();
                left = left.checked_sub(size(first) + size(plan) + 1)?;
                Some((*first, Overlap::of(first, plan).filter(|overlap| overlap.is_copy())?))
            });
            found.extend(copied.and_then(|(first, overlap)| fault(first, plan, overlap)));
        }
    }
}

fn fault(first: &Plan<'_>, copy: &Plan<'_>, overlap: Overlap) -> Option<Diagnostic> {
    let (place, other) = (copy.period?.start.span, first.period?.start.span);
    let Overlap { shared, smaller } = overlap;
    let ids = if smaller == 1 { "id" } else { "ids" };
    let message = format!("the plans `{}` and `{}` have the same period and share {shared} of {smaller} {ids}", first.name, copy.name);
    let help = format!(
        "one of them is a copy: delete or rename its file; if `{}` is a plan of its own, give its activities ids of their own",
        copy.name
    );
    let mut finding = Diagnostic::new(NAME, place, message).help(help).in_plan(&copy.name).label(other, "the other plan").for_check_alone();
    finding.other_plans.push(first.name.clone());
    Some(finding)
}
