//! The figures of a plan over its months, for the report.

use super::{History, SamplePoint};
use crate::analysis::{Interval, PlanIndex, Tally, completed_later};
use crate::diagnostic::{Message, message};
use crate::report::{BurnUp, TrendPoint};
use crate::workspace::{LoadedPlans, Purpose, Result};

impl LoadedPlans<'_> {
    /// How the figures of a plan went over its months, by git; the last point are the figures that
    /// are reported. Where git does not tell, says why: nothing else in the report hangs on this.
    pub fn burn_up(&self, plan: &PlanIndex<'_>, total: &Tally) -> BurnUp {
        self.points(plan, total).unwrap_or_else(|error| BurnUp::Absent(error.in_one_line()))
    }

    fn points(&self, plan: &PlanIndex<'_>, total: &Tally) -> Result<BurnUp> {
        let absent = |why: Message| Ok(BurnUp::Absent(why));
        let history =
            History::of(self.workspace, Purpose::told(message!("report.the-burn-up", "it")))?;
        if let Some(why) = history.shallow_help() {
            return absent(why);
        }
        let name = &plan.plan.name;
        let begins = plan.plan.period.map(|period| period.start.value);
        let all = history.by_period(name, Interval::Month, self.as_of.day)?;
        history.undated_note().into_iter().for_each(|note| self.note(note));
        let stops: Vec<SamplePoint> = all
            .into_iter()
            .filter(|stop| {
                stop.day < self.as_of.day && begins.is_none_or(|begins| stop.day >= begins)
            })
            .collect();
        if stops.is_empty() {
            return absent(message!(
                "report.no-earlier-month",
                "git has no earlier month of this plan yet"
            ));
        }
        let figures = history.figures(name, &stops, self.workspace.options.lenient)?;
        let mut points = figures.points;
        if points.is_empty() {
            return absent(message!(
                "report.no-readable-month",
                "the plan cannot be read in any of the earlier months that git holds"
            ));
        }
        points.push(TrendPoint {
            day: self.as_of.day,
            commit: self.workspace.revision().unwrap_or_default(),
            totals: total.totals(self.reading.folder.config.rating),
            target: plan.plan.target.as_ref().map(|target| target.value),
            period: plan.plan.period.map(|period| (period.start.value, period.end.value)),
            later: completed_later(plan, self.as_of.day),
        });
        Ok(BurnUp::Points {
            points,
            left_out: figures.left_out,
            is_recorded_later: history.is_after(self.as_of.day),
        })
    }
}
