//! The timeline of a plan with many activities: a row for each priority, which can be opened.

use chrono::Days;

use super::timeline::{TimelineAxis, TimelineSpan};
use crate::analysis::{ActivityFacts, Percent, Tally};
use crate::diagnostic::{Message, message};
use crate::model::{Day, Status};
use crate::report::{BreakdownBy, PlanReport};

/// How many activities a timeline shows one by one.
const MOST_ROWS: usize = 60;

/// A priority on the timeline.
pub(super) struct PriorityCourse {
    /// From the first start to the last day that something is due, and the progress in it.
    pub stretches: Vec<TimelineSpan>,
    /// How much of it is done.
    pub words: Message,
}

impl PlanReport<'_> {
    /// Whether there are too many activities to show each of them at once.
    pub(super) fn is_folded(&self) -> bool {
        self.facts.len() > MOST_ROWS
    }

    /// The courses of the priorities, in their order.
    pub(super) fn priority_courses(&self, axis: &TimelineAxis) -> Vec<PriorityCourse> {
        let mut facts = self.facts.iter();
        let priorities = self.status.plan.plan.priorities.iter();
        let rows = self.status.rows(BreakdownBy::Priority);
        priorities
            .zip(rows)
            .map(|(priority, row)| {
                let own = facts.by_ref().take(priority.activities.len());
                PriorityCourse {
                    stretches: self.span_of(axis, own, row.tally),
                    words: words(row.tally, self.tells_debts()),
                }
            })
            .collect()
    }

    fn span_of<'a, 'f: 'a>(
        &self,
        axis: &TimelineAxis,
        facts: impl Iterator<Item = &'a ActivityFacts<'f>>,
        tally: &Tally,
    ) -> Vec<TimelineSpan> {
        let Some((first, last)) = self.days_of(facts) else { return Vec::new() };
        let tenths = tally.standing(self.status.bands).0.map_or(0, Percent::tenths);
        let days = ((last - first).num_days() + 1).unsigned_abs()
            * tenths.clamp(0, 1000).unsigned_abs()
            / 1000;
        let reached = first.checked_add_days(Days::new(days)).and_then(|day| day.pred_opt());
        let done = reached.and_then(|day| axis.stretch("p", first, day));
        axis.stretch("on", first, last).into_iter().chain(done).collect()
    }

    /// The first day and the last one of activities.
    pub(super) fn days_of<'a, 'f: 'a>(
        &self,
        facts: impl Iterator<Item = &'a ActivityFacts<'f>>,
    ) -> Option<(Day, Day)> {
        let begin = self.status.plan.plan.period.map(|period| period.start.value);
        let (mut first, mut last): (Option<Day>, Option<Day>) = (None, None);
        for one in facts {
            let Some((start, due)) = one.start.or(begin).zip(one.due) else { continue };
            first = Some(first.map_or(start, |day| day.min(start)).min(due));
            last = Some(last.map_or(due, |day| day.max(due)));
        }
        first.zip(last)
    }
}

fn words(tally: &Tally, tells_debts: bool) -> Message {
    let (completed, all) = (tally.count(Status::Completed), tally.activities());
    match tally.overdue {
        overdue if overdue == 0 || !tells_debts => {
            message!("report.priority-done", "{completed} of {all} implemented", completed, all)
        }
        overdue => message!(
            "report.priority-done-and-overdue",
            "{completed} of {all} implemented, {overdue} overdue",
            completed,
            all,
            overdue
        ),
    }
}
