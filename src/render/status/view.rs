//! Where a plan stands: what every form of the answer shows.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::analysis::Tally;
use crate::diagnostic::{Argument, Message, message};
use crate::model::{Day, Plan, Status};
use crate::render::items::Counted;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::long_day;
use crate::render::words;
use crate::report::{BreakdownBy, StatusReport};
use crate::text::{argument, clean_line};

impl BreakdownBy {
    /// The word for it in a command and for scripts.
    pub(super) fn key(self) -> &'static str {
        match self {
            BreakdownBy::Priority => "priority",
            BreakdownBy::Theme => "theme",
            BreakdownBy::Owner => "owner",
        }
    }
}

/// One row of a breakdown.
pub(crate) struct BreakdownRow<'a> {
    pub id: &'a str,
    pub name: Cow<'a, str>,
    pub tally: &'a Tally,
}

impl BreakdownRow<'_> {
    /// What people call it. A number goes before a title; a word that only repeats the title does
    /// not.
    pub(crate) fn label(&self, by: BreakdownBy) -> String {
        let repeats = |id: &str| {
            id.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        if by == BreakdownBy::Owner || repeats(self.id) == repeats(&self.name) {
            self.name.to_string()
        } else {
            format!("{} {}", self.id, self.name)
        }
    }
}

impl<'f> StatusReport<'f> {
    /// The breakdowns that are asked for and have rows.
    pub(super) fn breakdowns(&self) -> Vec<(BreakdownBy, Vec<BreakdownRow<'_>>)> {
        let wanted = [BreakdownBy::Priority, BreakdownBy::Theme, BreakdownBy::Owner]
            .into_iter()
            .filter(|by| self.by.is_none_or(|one| one == *by));
        wanted.map(|by| (by, self.rows(by))).filter(|(_, rows)| !rows.is_empty()).collect()
    }

    pub(crate) fn rows(&self, by: BreakdownBy) -> Vec<BreakdownRow<'_>> {
        let standing = &self.standing;
        match by {
            BreakdownBy::Priority => standing
                .priorities
                .iter()
                .map(|g| BreakdownRow {
                    id: &g.of.id.value,
                    name: clean_line(&g.of.title.value),
                    tally: &g.tally,
                })
                .collect(),
            BreakdownBy::Theme => standing
                .themes
                .iter()
                .map(|g| BreakdownRow {
                    id: &g.of.id.value,
                    name: clean_line(&g.of.title.value),
                    tally: &g.tally,
                })
                .collect(),
            BreakdownBy::Owner => {
                let name = |id| clean_line(self.plan.directory.display(id));
                let mut rows: Vec<BreakdownRow<'_>> = standing
                    .owners
                    .iter()
                    .map(|g| BreakdownRow { id: g.of, name: name(g.of), tally: &g.tally })
                    .collect();
                // Those who owe most first.
                rows.sort_by_key(|row| (Reverse((row.tally.overdue, row.tally.open)), row.id));
                rows
            }
        }
    }

    /// The plan's name, its period and its endorsement.
    pub(crate) fn about(&self) -> Vec<Message> {
        let plan: &Plan<'_> = self.plan.plan;
        let name = (plan.display_title() != plan.name)
            .then(|| message!("status.plan", "plan {plan}", plan = &plan.name));
        let period = plan.period.map(|period| words::period(&period));
        let endorsed = plan
            .endorsed
            .map(|date| message!("status.endorsed", "endorsed {day}", day = long_day(date.last())));
        [name, period, endorsed].into_iter().flatten().collect()
    }

    /// How many activities have each status, those that there are.
    pub(crate) fn by_status(&self) -> Vec<(Message, Tone)> {
        let order = [
            Status::Completed,
            Status::Ongoing,
            Status::Planned,
            Status::OnHold,
            Status::Postponed,
            Status::Cancelled,
        ];
        let tone = |status| match status {
            Status::Completed => Tone::Good,
            Status::OnHold | Status::Postponed => Tone::Warning,
            Status::Cancelled => Tone::Faint,
            Status::Ongoing | Status::Planned => Tone::Plain,
        };
        let counted = order.into_iter().map(|status| (self.standing.total.count(status), status));
        counted
            .filter(|(number, _)| *number > 0)
            .map(|(number, status)| (number_of(status, number), tone(status)))
            .collect()
    }

    /// A command about the plan, with the flags of the run.
    pub(crate) fn command(&self, command: &str, more: &str) -> String {
        format!("workplan {command} {}{more}{}", argument(&self.plan.plan.name, "PLAN"), self.flags)
    }

    /// Whether some of the activities cannot be read, and are in no figure.
    pub(crate) fn lacks_activities(&self) -> bool {
        self.left_out.is_some_and(|left_out| left_out.concerns_figures())
    }

    /// What asks for attention.
    pub(crate) fn attention(&self) -> Vec<(Message, Tone)> {
        let total = &self.standing.total;
        let overdue = Counted::of(&self.overdue).map(|counted| match counted {
            Counted::Activities(number) => {
                message!("status.overdue", "{number#1 activity|# activities} overdue", number)
            }
            Counted::Milestones(number) => message!(
                "status.milestones-overdue",
                "{number#1 milestone|# milestones} overdue",
                number
            ),
            Counted::Both(activities, milestones) => message!(
                "status.both-overdue",
                "{activities#1 activity|# activities} and {milestones#1 milestone|# milestones} overdue",
                activities,
                milestones
            ),
        });
        let due_soon = Counted::of(&self.due_soon).map(|counted| match counted {
            Counted::Activities(number) => {
                message!("status.due-soon", "{number#1 activity|# activities} due soon", number)
            }
            Counted::Milestones(number) => message!(
                "status.milestones-due-soon",
                "{number#1 milestone|# milestones} due soon",
                number
            ),
            Counted::Both(activities, milestones) => message!(
                "status.both-due-soon",
                "{activities#1 activity|# activities} and {milestones#1 milestone|# milestones} due soon",
                activities,
                milestones
            ),
        });
        let late_start = some(total.late_start).map(|number| {
            message!("status.late-start", "{number#1 activity|# activities} late to start", number)
        });
        let carried = some(total.carried).map(|number| {
            message!(
                "status.carried",
                "{number#1 activity|# activities} carried to a later plan",
                number
            )
        });
        let all = [
            (overdue, Tone::Bad),
            (due_soon, Tone::Warning),
            (late_start, Tone::Warning),
            (carried, Tone::Faint),
        ];
        all.into_iter().filter_map(|(words, tone)| Some((words?, tone))).collect()
    }
}

/// `as of 15 September 2024`
pub(crate) fn as_of(day: Day) -> Message {
    message!("status.as-of", "as of {day}", day = long_day(day))
}

/// `target 80%`
pub(super) fn target_words(percent: impl Into<Argument>) -> Message {
    message!("status.target", "target {percent}%", percent)
}

fn some(number: u64) -> Option<u64> {
    (number > 0).then_some(number)
}

/// `11 completed`
fn number_of(status: Status, number: u64) -> Message {
    match status {
        Status::Planned => message!("status.planned", "{number} planned", number),
        Status::Ongoing => message!("status.ongoing", "{number} ongoing", number),
        Status::OnHold => message!("status.on-hold", "{number} on hold", number),
        Status::Postponed => message!("status.postponed", "{number} postponed", number),
        Status::Completed => message!("status.completed", "{number} completed", number),
        Status::Cancelled => message!("status.cancelled", "{number} cancelled", number),
    }
}
