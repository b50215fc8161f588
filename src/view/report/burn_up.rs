use super::super::trend::{TrendPoint, TrendView};
use super::ReportView;
use crate::analysis::Every;

/// How the figures went over the months of the plan.
pub enum BurnUp {
    /// The months that git tells of, the oldest first, and the day of the report at the end.
    Points {
        /// The figures.
        points: Vec<TrendPoint>,
        /// How many months there are in which the plan cannot be read.
        left_out: usize,
    },
    /// Git does not tell: why.
    Absent(String),
}

/// The burn-up as the page and the document show it.
pub(super) struct Picture {
    pub svg: String,
    pub table: String,
    /// What is missing in it.
    pub note: String,
}

impl ReportView<'_> {
    /// The chart and the table of the burn-up.
    ///
    /// # Errors
    /// Where there is none, a sentence that says why.
    pub(super) fn picture(&self) -> Result<Picture, String> {
        match &self.burn_up {
            BurnUp::Absent(why) => Err(format!("There is no burn-up: {why}.")),
            BurnUp::Points { points, left_out } => {
                let trend = TrendView { plan: &self.status.plan.plan.name, every: Every::Month, points: points.clone() };
                let note = match left_out {
                    0 => String::new(),
                    1 => "1 month is left out, because the plan cannot be read there.".to_owned(),
                    _ => format!("{left_out} months are left out, because the plan cannot be read there."),
                };
                Ok(Picture { svg: trend.chart().element(), table: trend.figures().markdown(), note })
            }
        }
    }
}
