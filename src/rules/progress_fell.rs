//! The rule `progress-fell`: an activity whose progress is lower than before.

use super::comparison::Comparison;
use super::place::about;
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Findings, message};
use crate::model::{Activity, Status};
use crate::text::Span;

const NAME: &str = "progress-fell";

/// Reports an activity whose calculated progress is lower than before.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for kept in since.plans.iter().flat_map(|plan| &plan.kept) {
        let (then, now) = (&kept.before.recorded(), &kept.now.recorded());
        if is_known(then) && is_known(now) && now.has_less_progress_than(then) {
            let message = message!(
                "progress-fell.lower",
                "the progress fell from {then}% to {now}%",
                then = then.progress().whole(),
                now = now.progress().whole()
            );
            let help = message!(
                "progress-fell.say-why",
                "if this is right, keep it, and explain it in the commit message"
            );
            found.push(
                about(NAME, now.index, now.activity, place(then.activity, now.activity), message)
                    .help(help),
            );
        }
    }
}

/// Whether everything that the progress is calculated from can be read.
fn is_known(facts: &ActivityFacts<'_>) -> bool {
    facts.activity.is_readable("progress") && facts.activity.is_readable("milestones")
}

/// The value that the progress comes from now.
fn place(then: &Activity<'_>, now: &Activity<'_>) -> Span {
    let progress = now.progress.map(|progress| progress.span);
    let status = (then.status.value == Status::Completed).then_some(now.status.span);
    let milestone = now
        .milestones
        .iter()
        .find(|milestone| milestone.done.is_none())
        .map(|milestone| milestone.title.span);
    progress.or(status).or(milestone).unwrap_or(now.head)
}
