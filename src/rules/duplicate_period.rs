//! The rule `duplicate-period`: two plans with the same period and mostly the same ids: one of them
//! is a copy.

use super::scope::Scope;
use crate::analysis::{Overlap, PlanCopy, copies};
use crate::diagnostic::{Diagnostic, Findings, message};

const NAME: &str = "duplicate-period";

/// Reports plans with the same period and mostly the same ids, as copies. Each further copy is a
/// finding.
pub(super) fn check(scope: &Scope<'_>, found: &mut Findings) {
    found.extend(copies(scope.index.folder).into_iter().filter_map(fault));
}

fn fault(PlanCopy { first, copy, overlap }: PlanCopy<'_>) -> Option<Diagnostic> {
    let (place, other) = (copy.period?.start.span, first.period?.start.span);
    let Overlap { shared, smaller } = overlap;
    let message = message!(
        "duplicate-period.copy",
        "the plans `{first}` and `{copy}` have the same period and share {shared} of {smaller#1 id|# ids}",
        first = &first.name,
        copy = &copy.name,
        shared,
        smaller
    );
    let help = message!(
        "duplicate-period.delete-or-rename",
        "one of them is a copy: delete or rename its file; if `{plan}` is a separate plan, give \
        its activities ids of their own",
        plan = &copy.name
    );
    let mut finding = Diagnostic::new(NAME, place, message)
        .help(help)
        .in_plan(&copy.name)
        .label(other, message!("duplicate-period.the-other-plan", "the other plan"))
        .for_check_alone();
    finding.other_plans.push(first.name.clone());
    Some(finding)
}
