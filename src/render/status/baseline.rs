//! A plan against its baseline, in words and for scripts.

use serde::Serialize;

use crate::render::toolkit::shape::PercentShape;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{count, percent};
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
    pub(crate) fn words(&self) -> Vec<(String, Tone)> {
        let figures = &self.figures;
        let rate = percent(figures.rate());
        let mut words = vec![(
            format!(
                "{} of the {} in {} implemented ({rate})",
                figures.completed, figures.activities, self.name
            ),
            Tone::Plain,
        )];
        let counted = [
            (figures.added, "added since", Tone::Plain),
            (figures.removed, "removed since", Tone::Warning),
            (figures.unreadable, "cannot be read now", Tone::Warning),
        ];
        words.extend(
            counted
                .into_iter()
                .filter(|(number, ..)| *number > 0)
                .map(|(number, word, tone)| (format!("{number} {word}"), tone)),
        );
        if let Some(days) = figures.median_slip_days() {
            let days = if days == 1.0 { "1 day".to_owned() } else { format!("{days} days") };
            let (have, by) = if figures.slipped == 1 {
                ("has", format!("by {days}"))
            } else {
                ("have", format!("(median {days})"))
            };
            words.push((
                format!("{} {have} slipped {by}", count(figures.slipped, "activity", "activities")),
                Tone::Warning,
            ));
        }
        words
    }
}
