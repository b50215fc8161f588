//! The timeline of the report.

use chrono::{Datelike, Days, Months};

use super::entry::ActivityEntry;
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Message, message};
use crate::model::{DateSpan, Day, Status};
use crate::render::toolkit::ticks::{AxisTick, ticks, years};
use crate::render::toolkit::words::short_day;
use crate::report::PlanReport;

/// The days that the timeline shows, and where they stand on it.
pub(super) struct TimelineAxis {
    first: Day,
    last: Day,
    today: Day,
    ticks: Vec<AxisTick>,
}

/// The days from one mark of the axis to the next.
pub(super) struct AxisColumn {
    pub first: Day,
    pub last: Day,
    /// What the mark is called, and the year below it.
    pub label: String,
    pub year: Option<String>,
}

/// A stretch of the timeline.
pub(super) struct TimelineSpan {
    pub class: &'static str,
    pub x: String,
    pub width: String,
}

/// A point of it.
pub(super) struct TimelineMark<'f> {
    pub class: &'static str,
    pub x: String,
    pub title: &'f str,
    pub words: Message,
}

/// What the timeline shows of one activity.
pub(super) struct TimelineRow<'f> {
    pub when: Message,
    pub stretches: Vec<TimelineSpan>,
    /// Where the baseline had its end, and where it ends now.
    pub slip: Option<(String, String)>,
    pub marks: Vec<TimelineMark<'f>>,
}

/// How far beyond the period the timeline reaches for what lies outside of it.
const BEYOND: Days = Days::new(92);

impl PlanReport<'_> {
    /// The axis that all courses share; none where there is no day at all.
    pub(super) fn axis(&self) -> Option<TimelineAxis> {
        let days = self.facts.iter().flat_map(|facts| {
            let activity = facts.activity;
            let forecast = activity.forecast.filter(|_| facts.open).map(|date| date.last());
            [facts.start, facts.due, forecast, facts.completed().map(DateSpan::last)]
                .into_iter()
                .flatten()
        });
        let (mut first, mut last) = (days.clone().min(), days.max());
        if let Some(period) = self.status.plan.plan.period {
            let (start, end) = (period.start.value, period.end.value);
            let (earliest, latest) = (
                start.checked_sub_days(BEYOND).unwrap_or(start),
                end.checked_add_days(BEYOND).unwrap_or(end),
            );
            first = Some(first.unwrap_or(start).clamp(earliest, start));
            last = Some(last.unwrap_or(end).clamp(end, latest));
        }
        let first = first?.with_day(1)?;
        let last = last?.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt()?;
        (first < last).then(|| TimelineAxis::new(first, last, self.as_of.day))
    }

    /// What the timeline shows of an activity.
    pub(super) fn course<'e>(
        &self,
        axis: &TimelineAxis,
        facts: &ActivityFacts<'_>,
        entry: &ActivityEntry<'e>,
    ) -> TimelineRow<'e> {
        let activity = facts.activity;
        let start = facts.start.or(self.status.plan.plan.period.map(|period| period.start.value));
        let mut stretches = Vec::new();
        let mut marks: Vec<TimelineMark<'e>> = Vec::new();
        if let (Some(start), Some(due)) = (start, facts.due) {
            let (start, class) = (start.min(due), bar_class(facts.status));
            stretches.extend(axis.stretch(class, start, due));
            if !facts.status.has_ended() {
                let days = ((due - start).num_days() + 1).unsigned_abs()
                    * entry.progress_tenths.clamp(0, 1000).unsigned_abs()
                    / 1000;
                let end = start.checked_add_days(Days::new(days)).and_then(|end| end.pred_opt());
                stretches.extend(end.and_then(|end| axis.stretch("p", start, end)));
            }
        }
        if let Some(due) = facts.due.and_then(|due| due.succ_opt()) {
            let forecast = activity.forecast.map(|date| date.last()).filter(|_| facts.open);
            let completed = facts.completed().map(DateSpan::last);
            stretches.extend(
                forecast.filter(|&day| day >= due).and_then(|day| axis.stretch("f", due, day)),
            );
            let late = completed
                .or(Some(self.as_of.day).filter(|_| facts.is_overdue() && self.tells_debts()));
            stretches
                .extend(late.filter(|&day| day >= due).and_then(|day| axis.stretch("l", due, day)));
        }
        for step in &entry.milestones {
            let mark = axis.x(step.day).map(|x| TimelineMark {
                class: step.class,
                x,
                title: step.title,
                words: step.words.clone(),
            });
            marks.extend(mark);
        }
        let slip =
            entry.agreed.as_ref().and_then(|(agreed, _)| Some(axis.slip(*agreed, facts.due?)));
        let when = match (facts.start, facts.due) {
            (Some(start), Some(due)) => {
                let (start, due) = (short_day(start), short_day(due));
                message!("report.from-to", "{start} – {due}", start, due)
            }
            (None, Some(due)) => message!("report.by-day", "by {day}", day = short_day(due)),
            (Some(start), None) => {
                message!("report.from-day", "from {day}", day = short_day(start))
            }
            (None, None) => message!("report.no-date", "no date"),
        };
        let when = match &entry.agreed {
            Some((_, agreed)) => {
                message!(
                    "report.when-and-agreed",
                    "{when}, {agreed}",
                    when,
                    agreed = agreed.clone()
                )
            }
            None => when,
        };
        TimelineRow { when, stretches, slip, marks }
    }
}

pub(super) fn bar_class(status: Status) -> &'static str {
    match status {
        Status::Planned => "pl",
        Status::Ongoing => "on",
        Status::OnHold => "oh",
        Status::Postponed => "po",
        Status::Completed => "co",
        Status::Cancelled => "ca",
    }
}

impl TimelineAxis {
    fn new(first: Day, last: Day, today: Day) -> Self {
        TimelineAxis { first, last, today, ticks: ticks(first, last, 15) }
    }

    /// Where months, quarters or years begin, and what they are called.
    pub(super) fn marks(&self) -> impl Iterator<Item = (String, &Message)> {
        self.ticks.iter().filter_map(|tick| Some((self.x(tick.day)?, &tick.label)))
    }

    /// The years below these.
    pub(super) fn years(&self) -> Vec<(String, String)> {
        let place = |(day, year)| Some((self.x(day)?, year));
        years(&self.ticks).into_iter().filter_map(place).collect()
    }

    /// The axis in columns: from each mark to the next, and before the first one.
    pub(super) fn columns(&self) -> Vec<AxisColumn> {
        let years = years(&self.ticks);
        let year = |day: Day| years.iter().find(|(one, _)| *one == day).map(|(_, year)| year);
        let mut out: Vec<AxisColumn> = Vec::new();
        let is_marked = self.ticks.first().is_some_and(|tick| tick.day == self.first);
        let before = (!is_marked).then(|| (self.first, String::new()));
        let marks = self.ticks.iter().map(|tick| (tick.day, tick.label.to_string()));
        for (first, label) in before.into_iter().chain(marks) {
            if let Some((column, day)) = out.last_mut().zip(first.pred_opt()) {
                column.last = day;
            }
            out.push(AxisColumn { first, last: self.last, label, year: year(first).cloned() });
        }
        out
    }

    /// Where the day of the report stands, if it is shown.
    pub(super) fn today(&self) -> Option<String> {
        self.x(self.today)
    }

    /// The lines of the timeline as a style: one rule for all rows, and no line ends where a row
    /// does.
    pub(super) fn style(&self) -> String {
        let line = |tick: &AxisTick| {
            let color = if tick.is_new_year() { "var(--soft)" } else { "var(--line)" };
            Some(format!(
                "linear-gradient({color},{color}) {} 0/1px 100% no-repeat",
                self.x(tick.day)?
            ))
        };
        let lines: Vec<String> = self.ticks.iter().filter_map(line).collect();
        let lines = if lines.is_empty() { "none".to_owned() } else { lines.join(",") };
        let today = self.today().map_or_else(String::new, |x| {
            format!(".gantt td::after,.course::after{{content:\"\";left:{x}}}")
        });
        format!(".gantt td,.course{{background:{lines}}}{today}")
    }

    /// Where a day begins, in percent; none where it is not shown.
    fn x(&self, day: Day) -> Option<String> {
        (self.first..=self.last).contains(&day).then(|| self.percent((day - self.first).num_days()))
    }

    /// From the beginning of one day to the end of another, cut at the ends of the axis; none where
    /// nothing is left.
    pub(super) fn stretch(&self, class: &'static str, from: Day, to: Day) -> Option<TimelineSpan> {
        let (from, to) = (from.max(self.first), to.min(self.last));
        let days = (to - from).num_days() + 1;
        (days > 0).then(|| TimelineSpan {
            class,
            x: self.percent((from - self.first).num_days()),
            width: self.percent(days),
        })
    }

    /// The ends of two days, cut at the ends of the axis.
    fn slip(&self, from: Day, to: Day) -> (String, String) {
        let end = |day: Day| self.percent((day.min(self.last) - self.first).num_days().max(-1) + 1);
        (end(from), end(to))
    }

    fn percent(&self, days: i64) -> String {
        let hundredths = days * 10_000 / ((self.last - self.first).num_days() + 1);
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        if rest == 0 {
            format!("{whole}%")
        } else {
            format!("{}%", format!("{whole}.{rest:02}").trim_end_matches('0'))
        }
    }
}
