//! A plan against its baseline, in words and for scripts.

use serde::Serialize;

use crate::diagnostic::{Argument, Message, message};
use crate::render::toolkit::shape::PercentShape;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{days, percent};
use crate::report::BaselineComparison;

/// `baseline`
#[derive(Serialize)]
pub(crate) struct BaselineShape<'a> {
    revision: &'a str,
    activities: u64,
    completed: u64,
    rate: Option<PercentShape>,
    added: u64,
    removed: u64,
    unreadable: u64,
    slipped: u64,
    median_slip_days: Option<DayCount>,
}

/// A number of days: whole where it is whole.
#[derive(Serialize)]
#[serde(untagged)]
enum DayCount {
    Whole(i64),
    Half(f64),
}

impl BaselineComparison {
    pub(crate) fn shape(&self) -> BaselineShape<'_> {
        let figures = &self.figures;
        let days = |days: f64| {
            if days.fract() == 0.0 { DayCount::Whole(days as i64) } else { DayCount::Half(days) }
        };
        BaselineShape {
            revision: &self.revision,
            activities: figures.activities,
            completed: figures.completed,
            rate: figures.rate().map(PercentShape),
            added: figures.added,
            removed: figures.removed,
            unreadable: figures.unreadable,
            slipped: figures.slipped,
            median_slip_days: figures.median_slip_days().map(days),
        }
    }

    /// In words: `11 of the 30 in v2024 implemented (37%)`, and what came, went and slipped since.
    pub(crate) fn words(&self) -> Vec<(Message, Tone)> {
        let figures = &self.figures;
        let rate = message!(
            "status.of-baseline",
            "{completed} of the {all} in {baseline} implemented ({rate})",
            completed = figures.completed,
            all = figures.activities,
            baseline = &self.name,
            rate = percent(figures.rate())
        );
        let mut words = vec![(rate, Tone::Plain)];
        let number = figures.added;
        if number > 0 {
            let added = message!("status.added-since", "{number} added since", number);
            words.push((added, Tone::Plain));
        }
        let number = figures.removed;
        if number > 0 {
            let removed = message!("status.removed-since", "{number} removed since", number);
            words.push((removed, Tone::Warning));
        }
        let number = figures.unreadable;
        if number > 0 {
            let unreadable =
                message!("status.unreadable-now", "{number} cannot be read now", number);
            words.push((unreadable, Tone::Warning));
        }
        words.extend(self.slipped().map(|slipped| (slipped, Tone::Warning)));
        words
    }

    /// How many activities are due later than in the baseline, and by how much.
    fn slipped(&self) -> Option<Message> {
        let (number, by) = (self.figures.slipped, self.figures.median_slip_days()?);
        let by = if by.fract() == 0.0 { days(by as i64) } else { half_days(by) };
        Some(if number == 1 {
            message!("status.one-slipped", "1 activity has slipped by {by}", by)
        } else {
            message!("status.slipped", "{number} activities have slipped (median {by})", number, by)
        })
    }
}

fn half_days(days: f64) -> Message {
    message!("status.half-days", "{days} days", days = Argument::figure(days))
}
