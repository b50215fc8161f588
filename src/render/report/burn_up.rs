//! The burn-up chart of the report, with its table.

use crate::analysis::Interval;
use crate::report::{BurnUp, PlanReport, TrendReport};

/// Said where the last point is not the one that `trend` shows for that day.
const RECORDED_LATER: &str = "The last point counts what has been recorded since; the points \
    before it count what was recorded at the time, as `workplan trend` does.";

/// The burn-up as the page and the document show it.
pub(super) struct BurnUpPicture {
    pub svg: String,
    pub table: String,
    /// What is missing in it.
    pub note: String,
}

impl PlanReport<'_> {
    /// The chart and the table of the burn-up.
    ///
    /// # Errors
    /// Where there is none, a sentence that says why.
    pub(super) fn burn_up_picture(&self) -> Result<BurnUpPicture, String> {
        match &self.burn_up {
            BurnUp::Absent(why) => Err(format!("There is no burn-up: {why}.")),
            BurnUp::Points { points, left_out, is_recorded_later } => {
                let trend = TrendReport {
                    plan: self.status.plan.plan.name.clone(),
                    every: Interval::Month,
                    points: points.clone(),
                };
                let left_out = match left_out {
                    0 => None,
                    1 => Some(
                        "1 month is left out, because the plan cannot be read there.".to_owned(),
                    ),
                    _ => Some(format!(
                        "{left_out} months are left out, because the plan cannot be read there."
                    )),
                };
                let later = is_recorded_later.then(|| RECORDED_LATER.to_owned());
                let note = left_out.into_iter().chain(later).collect::<Vec<_>>().join(" ");
                Ok(BurnUpPicture {
                    svg: trend.chart().element(),
                    table: trend.figures().markdown(),
                    note,
                })
            }
        }
    }
}
