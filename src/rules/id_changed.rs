//! The rule `id-changed`: an activity of an endorsed plan whose title and owners stayed the same,
//! and whose id did not.

use super::advice::advice;
use super::comparison::Comparison;
use crate::analysis::Disappearance;
use crate::diagnostic::{Diagnostic, Findings, message};

const NAME: &str = "id-changed";

/// An activity of an endorsed plan has another id; its title and owners are as they were.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for (plan, lost) in
        since.endorsed().flat_map(|plan| plan.lost.iter().map(move |lost| (plan.before, lost)))
    {
        let Disappearance::Renamed(new) = lost.fate else { continue };
        let (old, id) = (&lost.activity.id.value, &new.id.value);
        let message = message!(
            "id-changed.had-another",
            "this activity of an endorsed plan had the id `{old}`",
            old
        );
        let in_file = message!(
            "id-changed.restore",
            "restore the id `{old}`: references and history depend on it",
            old
        );
        let command =
            |id: &str| message!("id-changed.set-id", "`workplan set {id} id={old}`", id, old);
        let help = match since.now.plan(&plan.plan.name) {
            Some(now) => advice(&since.scope, now, new, command, in_file),
            None => in_file,
        };
        found.push(
            Diagnostic::new(NAME, new.id.span, message).help(help).about(&plan.plan.name, id),
        );
    }
}
