//! The burn-up chart of the report, with its table.

use crate::analysis::Interval;
use crate::diagnostic::message;
use crate::report::{BurnUp, PlanReport, TrendReport};

/// The burn-up as the page and the document show it.
pub(super) struct BurnUpPicture {
    pub svg: String,
    pub table: String,
    /// What is missing in it.
    pub note: String,
}

impl PlanReport<'_> {
    /// The chart and the table of the burn-up; none where git does not tell, which is said beside
    /// the report.
    pub(super) fn burn_up_picture(&self) -> Option<BurnUpPicture> {
        let (trend, note) = self.burn_up_trend()?;
        Some(BurnUpPicture {
            svg: trend.chart().element(),
            table: trend.figures().markdown(),
            note,
        })
    }

    /// The figures over the months, and what is missing in them.
    pub(super) fn burn_up_trend(&self) -> Option<(TrendReport, String)> {
        match &self.burn_up {
            BurnUp::Absent(_) => None,
            BurnUp::Points { points, left_out, is_recorded_later } => {
                let trend = TrendReport {
                    plan: self.status.plan.plan.name.clone(),
                    every: Interval::Month,
                    points: points.clone(),
                };
                let months = *left_out;
                let left_out = (months > 0).then(|| {
                    message!(
                        "report.months-left-out",
                        "{months#1 month is|# months are} left out, because the plan cannot be read there.",
                        months
                    )
                });
                // Said where the last point is not the one that `trend` shows for that day.
                let later = is_recorded_later.then(|| {
                    message!(
                        "report.recorded-later",
                        "The last point counts what has been recorded since; the points before it \
                            count what was recorded at the time, as `workplan trend` does."
                    )
                });
                let notes = left_out.into_iter().chain(later).map(String::from);
                Some((trend, notes.collect::<Vec<_>>().join(" ")))
            }
        }
    }
}
