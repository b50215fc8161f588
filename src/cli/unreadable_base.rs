//! What is said of a base of which not everything could be opened.

use super::output::{CommandOutput, ExitStatus};
use crate::workspace::{ComparisonBase, cannot_open};

/// What the base has and could not be opened raises no rule. Where the clone does not have it,
/// nobody can say that all is well.
pub(super) fn tell_unreadable(base: &ComparisonBase, outcome: &mut CommandOutput) {
    for unreadable in &base.unreadable {
        let what = format!("at `{}`, {}", base.name, cannot_open(unreadable));
        if unreadable.is_missing {
            outcome.notes.push(format!("error: {what}"));
            outcome.ending = ExitStatus::Failed;
        } else {
            outcome.notes.push(format!("note: {what}; what changed in it is not judged"));
        }
    }
}
