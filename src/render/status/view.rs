//! Where a plan stands: what every form of the answer shows.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::analysis::{Rating, Tally};
use crate::model::{Plan, Status};
use crate::render::items::items_in_words;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{count, long_day};
use crate::report::{BreakdownBy, StatusReport};
use crate::text::{argument, clean_line};

impl BreakdownBy {
    pub(super) fn title(self) -> &'static str {
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
    pub(crate) fn about(&self) -> Vec<String> {
        let plan: &Plan<'_> = self.plan.plan;
        let name = (plan.display_title() != plan.name).then(|| format!("plan {}", plan.name));
        let period = plan.period.map(|period| {
            format!("{} to {}", long_day(period.start.value), long_day(period.end.value))
        });
        let endorsed = plan.endorsed.map(|date| format!("endorsed {}", long_day(date.last())));
        [name, period, endorsed].into_iter().flatten().collect()
    }

    /// How many activities have each status, those that there are.
    pub(crate) fn by_status(&self) -> Vec<(String, Tone)> {
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
        let counted = order
            .into_iter()
            .map(|status| (self.standing.total.count(status), status.label(), tone(status)));
        counted
            .filter(|(number, ..)| *number > 0)
            .map(|(number, word, tone)| (format!("{number} {word}"), tone))
            .collect()
    }

    /// A command about the plan, with the flags of the run.
    pub(crate) fn command(&self, command: &str, more: &str) -> String {
        format!("workplan {command} {}{more}{}", argument(&self.plan.plan.name, "PLAN"), self.flags)
    }

    /// Stands behind the number of activities where some of them are in no figure.
    pub(crate) fn of_readable(&self) -> &'static str {
        if self.left_out.is_some_and(|left_out| left_out.concerns_figures()) {
            " that can be read"
        } else {
            ""
        }
    }

    /// What asks for attention.
    pub(crate) fn attention(&self) -> Vec<(String, Tone)> {
        let total = &self.standing.total;
        let activities =
            |number: u64| (number > 0).then(|| count(number, "activity", "activities"));
        let counted = [
            (items_in_words(&self.overdue), "overdue", Tone::Bad),
            (items_in_words(&self.due_soon), "due soon", Tone::Warning),
            (activities(total.late_start), "late to start", Tone::Warning),
            (activities(total.carried), "carried to a later plan", Tone::Faint),
        ];
        counted
            .into_iter()
            .filter_map(|(what, word, tone)| Some((format!("{} {word}", what?), tone)))
            .collect()
    }
}

pub(super) fn rating_tone(rating: Option<Rating>) -> Tone {
    match rating {
        Some(Rating::OnTrack) => Tone::Good,
        Some(Rating::Behind) => Tone::Warning,
        Some(Rating::OffTrack) => Tone::Bad,
        None => Tone::Plain,
    }
}
