use super::{Scope, about, advice, due_of, later, starts_too_late};
use crate::analysis::{ActivityFacts, PlanIndex};
use crate::diagnostic::{Diagnostic, Findings};
use crate::model::{Reference, Status};
use crate::text::Span;

const NAME: &str = "dependency-order";

/// Due before something that it depends on is due; completed before that, or while that is open.
/// Also across plans. What is cancelled waits for nothing, and nothing need wait for it.
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
        let message = format!(
            "it is due on {own}, before `{}`, which it depends on, is due on {other}",
            self.text
        );
        let places = (
            self.waiting.activity.due.map(|due| due.span),
            self.target.activity.due.map(|due| due.span),
        );
        let help = self.advice(
            "`workplan slip {} DATE --reason TEXT`",
            "correct one of the two dates, or take the reference away",
        );
        Some(self.finding(places, message, &help))
    }

    fn completed_early(&self) -> Option<Diagnostic> {
        let (own, other) = (self.waiting.activity, self.target.activity);
        if own.status.value != Status::Completed {
            return None;
        }
        let place = own.completed.map_or(own.status.span, |completed| completed.span);
        if self.target.recorded().open {
            let message = format!(
                "it is completed, and `{}`, which it depends on, is {}",
                self.text,
                other.status.label()
            );
            let in_file = "correct the status of one of the two, or take the reference away";
            let help = match starts_too_late(own, self.scope.as_of) {
                true => self.advice("`workplan start {} --as-of DATE --reason TEXT`", in_file),
                false => self.advice("`workplan start {} --reason TEXT`", in_file),
            };
            return Some(self.finding((Some(place), Some(other.status.span)), message, &help));
        }
        let (first, second) =
            (own.completed?, other.completed.filter(|_| other.status.value == Status::Completed)?);
        if first.last() >= second.last() {
            return None;
        }
        let message = format!(
            "it was completed on {}, before `{}`, which it depends on, on {}",
            first.last(),
            self.text,
            second.last()
        );
        let help = self.advice(
            "`workplan set {} completed=DATE`",
            "correct one of the two dates, or take the reference away",
        );
        Some(self.finding((Some(first.span), Some(second.span)), message, &help))
    }

    /// A command that mends the waiting activity, or one that takes the reference away.
    fn advice(&self, command: &str, in_file: &str) -> String {
        let command = format!("{command}, or `workplan set {{}} depends_on-={}`", self.text);
        advice(self.scope, self.plan, self.waiting.activity, &command, in_file)
    }

    /// Points at the value that stands later in the file; where the other one stands in another
    /// file, at the activity's own. A date that is not written is stood in for by the reference.
    fn finding(
        &self,
        (own, other): (Option<Span>, Option<Span>),
        message: String,
        help: &str,
    ) -> Diagnostic {
        let (own, other) =
            (own.unwrap_or(self.reference), other.unwrap_or(self.target.activity.id.span));
        let (place, label) = if own.file == other.file { later(own, other) } else { (own, other) };
        about(NAME, self.plan, self.waiting.activity, place, message)
            .help(help)
            .label(label, "the other value")
    }
}
