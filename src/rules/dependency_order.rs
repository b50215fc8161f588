//! The rule `dependency-order`: an activity that is due, or completed, before an activity that it
//! depends on.

use super::advice::{advice, starts_too_late};
use super::labels::the_other_value;
use super::place::{about, due_of, later};
use super::scope::Scope;
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Diagnostic, Findings, Message, message};
use crate::model::{Reference, Status};
use crate::text::Span;

const NAME: &str = "dependency-order";

/// Reports an activity that is due before one that it depends on, or completed before it, or while
/// it is open; also across plans. Cancelled activities are ignored on both sides.
pub(super) fn check(scope: &Scope<'_>, plan: &PlanIndex<'_>, found: &mut Findings) {
    for facts in ActivityFacts::written(plan, scope.as_of)
        .filter(|facts| facts.activity.status.value != Status::Cancelled)
    {
        for text in &facts.activity.depends_on {
            let Some(reference) = Reference::parse(&text.value) else { continue };
            let Some((home, priority, target)) =
                scope.index.resolve_written(&plan.plan.name, reference)
            else {
                continue;
            };
            let pair = Pair {
                scope,
                plan,
                text: &text.value,
                reference: text.span,
                waiting: &facts,
                target: &ActivityFacts::of_written(home, priority, target, scope.as_of),
            };
            if target.is_readable("status") && target.status.value != Status::Cancelled {
                found.extend(pair.due_early());
                found.extend(pair.completed_early());
            }
        }
    }
}

/// An activity, and one that it depends on.
struct Pair<'a, 'f> {
    scope: &'a Scope<'f>,
    plan: &'a PlanIndex<'f>,
    /// How the activity names the other one, and where.
    text: &'a str,
    reference: Span,
    waiting: &'a ActivityFacts<'f>,
    target: &'a ActivityFacts<'f>,
}

impl Pair<'_, '_> {
    fn due_early(&self) -> Option<Diagnostic> {
        let (own, other) = (due_of(self.waiting)?, due_of(self.target)?);
        if own >= other {
            return None;
        }
        let message = message!(
            "dependency-order.due-early",
            "this activity is due on {own}, but depends on `{id}`, which is due on {other}",
            own,
            id = self.text,
            other
        );
        let places = (
            self.waiting.activity.due.map(|due| due.span),
            self.target.activity.due.map(|due| due.span),
        );
        let slip = |id: &str| {
            message!("dependency-order.slip", "`workplan slip {id} DATE --reason TEXT`", id)
        };
        Some(self.finding(places, message, self.advice(slip, correct_a_date())))
    }

    fn completed_early(&self) -> Option<Diagnostic> {
        let (own, other) = (self.waiting.activity, self.target.activity);
        if own.status.value != Status::Completed {
            return None;
        }
        let place = own.completed.map_or(own.status.span, |completed| completed.span);
        if self.target.recorded().open {
            let message = message!(
                "dependency-order.completed-while-open",
                "this activity is completed, but depends on `{id}`, which is {status}",
                id = self.text,
                status = other.status.label()
            );
            let in_file = message!(
                "dependency-order.correct-a-status",
                "correct the status of one of them, or remove the reference"
            );
            let is_late = starts_too_late(own, self.scope.as_of);
            let help = self.advice(|id| start(id, is_late), in_file);
            return Some(self.finding((Some(place), Some(other.status.span)), message, help));
        }
        let (first, second) =
            (own.completed?, other.completed.filter(|_| other.status.value == Status::Completed)?);
        if first.last() >= second.last() {
            return None;
        }
        let message = message!(
            "dependency-order.completed-early",
            "this activity was completed on {own}, but depends on `{id}`, which was completed on {other}",
            own = first.last(),
            id = self.text,
            other = second.last()
        );
        let set = |id: &str| {
            message!("dependency-order.set-completed", "`workplan set {id} completed=DATE`", id)
        };
        let help = self.advice(set, correct_a_date());
        Some(self.finding((Some(first.span), Some(second.span)), message, help))
    }

    /// Returns the command that corrects the waiting activity, or removes the reference.
    fn advice(&self, mend: impl FnOnce(&str) -> Message, in_file: Message) -> Message {
        let command = |id: &str| {
            message!(
                "dependency-order.or-take-away",
                "{command}, or `workplan set {id} depends_on-={other}`",
                command = mend(id),
                id,
                other = self.text
            )
        };
        advice(self.scope, self.plan, self.waiting.activity, command, in_file)
    }

    /// Points at the later value in the file. If the two values are in different files, it points
    /// at the activity's own; without a date, at the reference.
    fn finding(
        &self,
        (own, other): (Option<Span>, Option<Span>),
        message: Message,
        help: Message,
    ) -> Diagnostic {
        let (own, other) =
            (own.unwrap_or(self.reference), other.unwrap_or(self.target.activity.id.span));
        let (place, label) = if own.file == other.file { later(own, other) } else { (own, other) };
        about(NAME, self.plan, self.waiting.activity, place, message)
            .help(help)
            .label(label, the_other_value())
    }
}

fn start(id: &str, is_late: bool) -> Message {
    match is_late {
        true => message!(
            "dependency-order.start-in-time",
            "`workplan start {id} --as-of DATE --reason TEXT`",
            id
        ),
        false => {
            message!("dependency-order.start", "`workplan start {id} --reason TEXT`", id)
        }
    }
}

fn correct_a_date() -> Message {
    message!(
        "dependency-order.correct-a-date",
        "correct one of these dates, or remove the reference"
    )
}
