//! The rule `due-slipped`: a due date of an endorsed plan that was moved later, without a new
//! reason.

use super::advice::advice;
use super::comparison::Comparison;
use super::place::{about, period_of};
use crate::diagnostic::{Findings, message};
use crate::model::Text;
use crate::text::Spanned;

const NAME: &str = "due-slipped";

/// An activity of an endorsed plan is due later than before, without a new reason.
pub(super) fn check(since: &Comparison<'_>, found: &mut Findings) {
    for kept in since.endorsed().flat_map(|plan| &plan.kept) {
        let (Some((then, now)), activity) = (kept.dues(), kept.now.activity) else { continue };
        let explained = !activity.is_readable("reason")
            || is_new(&kept.before.activity.reason, &activity.reason);
        if now <= then || explained {
            continue;
        }
        // If `due` is absent, the end of the period has moved.
        let period_end = period_of(kept.now.index).map(|period| period.end.span);
        let place = activity.due.map(|due| due.span).or(period_end).unwrap_or(activity.head);
        let days = (now - then).num_days();
        let message = message!(
            "due-slipped.without-reason",
            "the due date of `{id}` was moved from {then} by {days#1 day|# days}, without a new reason",
            id = &activity.id.value,
            then,
            days
        );
        let old = kept.before.activity.due.map_or(String::new(), |due| due.to_string());
        let command = |id: &str| {
            message!(
                "due-slipped.reason-or-forecast",
                "if the group has agreed, say why: `workplan set {id} reason='…'`; otherwise: \
                `workplan set {id} due={old} forecast={now}`",
                id,
                old,
                now
            )
        };
        let help = advice(
            &since.scope,
            kept.now.index,
            activity,
            command,
            message!("due-slipped.in-file", "`reason:`, or the old `due` and `forecast:`"),
        );
        found.push(about(NAME, kept.now.index, activity, place, message).help(help));
    }
}

/// Whether a reason is there that was not given before; where its lines break does not matter.
fn is_new(before: &Option<Spanned<Text<'_>>>, now: &Option<Spanned<Text<'_>>>) -> bool {
    let words = |text: &Option<Spanned<Text<'_>>>| {
        text.iter()
            .flat_map(|text| text.value.split_whitespace())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    now.is_some() && words(before) != words(now)
}
