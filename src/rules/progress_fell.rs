use super::comparison::Comparison;
use super::place::about;
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Findings, message};
use crate::model::{Activity, Status};
use crate::text::Span;

const NAME: &str = "progress-fell";

/// The progress that is worked out is lower than before.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for kept in since.plans.iter().flat_map(|plan| &plan.kept) {
        let (then, now) = (&kept.before.recorded(), &kept.now.recorded());
        if is_known(then) && is_known(now) && now.has_less_progress_than(then) {
            let message = message!(
                "progress-fell.lower",
                "its progress was {then}%, and is {now}% now",
                then = then.progress().whole(),
                now = now.progress().whole()
            );
            let help = message!(
                "progress-fell.say-why",
                "if it is right, leave it, and say why in the message of the commit"
            );
            found.push(
                about(NAME, now.index, now.activity, place(then.activity, now.activity), message)
                    .help(help),
            );
        }
    }
}

/// Whether all that progress is worked out from can be read.
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
