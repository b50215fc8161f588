use super::exact::Percent;
use super::index::PlanIndex;
use crate::model::{Activity, Day, Decimal, Priority, Status};

/// The day that figures are for, and the group's idea of soon.
#[derive(Clone, Copy, Debug)]
pub struct AsOf {
    /// The day.
    pub day: Day,
    /// Days from it on that count as soon.
    pub soon: u32,
}

impl AsOf {
    /// The day that comes so many days later.
    pub fn until(self, days: u32) -> Day {
        self.day.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(Day::MAX)
    }
}

/// A share of 1: `part / of`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// 0 or above.
    pub part: i128,
    /// Above 0.
    pub of: i64,
}

impl Share {
    const NOTHING: Share = Share { part: 0, of: 1 };
    const ALL: Share = Share { part: 1, of: 1 };
}

/// What follows from an activity and a day.
#[derive(Clone, Copy)]
pub struct Facts<'f> {
    /// The plan that it stands in.
    pub index: &'f PlanIndex<'f>,
    /// The priority that it belongs to.
    pub priority: &'f Priority<'f>,
    /// The activity itself.
    pub activity: &'f Activity<'f>,
    /// First day, where a start is given.
    pub start: Option<Day>,
    /// Last day; the period's end where none is given. Absent only where the plan has no readable period.
    pub due: Option<Day>,
    /// Status not ended, and a later plan continues it.
    pub carried: bool,
    /// Work is still owed: planned, ongoing or on hold, and not carried.
    pub open: bool,
    /// Days since it was due, if it is overdue.
    pub days_late: Option<i64>,
    /// Days until it is due, if it is due soon.
    pub days_left: Option<i64>,
    /// Planned, not carried, and its start has passed.
    pub late_start: bool,
    progress: Share,
    expected: Share,
}

impl<'f> Facts<'f> {
    /// Works out the facts of one activity.
    pub fn of(index: &'f PlanIndex<'f>, priority: &'f Priority<'f>, activity: &'f Activity<'f>, as_of: AsOf) -> Self {
        Facts::work_out(index, (priority, activity), as_of, index.is_carried(activity))
    }

    /// The same for the rules, and for what is incomplete as well: what may be carried is taken to be.
    pub fn of_written(index: &'f PlanIndex<'f>, priority: &'f Priority<'f>, activity: &'f Activity<'f>, as_of: AsOf) -> Self {
        Facts::work_out(index, (priority, activity), as_of, index.may_be_carried(activity))
    }

    fn work_out(index: &'f PlanIndex<'f>, (priority, activity): (&'f Priority<'f>, &'f Activity<'f>), as_of: AsOf, carried: bool) -> Self {
        let period = index.plan.period;
        let start = activity.start.map(|date| date.first());
        let due = activity.due.map(|date| date.last()).or(period.map(|period| period.end.value));
        let open = activity.status.is_open() && !carried;
        let until_due = due.filter(|_| open).map(|due| (due - as_of.day).num_days());
        Facts {
            index,
            priority,
            activity,
            start,
            due,
            carried,
            open,
            days_late: until_due.filter(|&days| days < 0).map(|days| -days),
            days_left: until_due.filter(|&days| (0..=i64::from(as_of.soon)).contains(&days)),
            late_start: activity.status.value == Status::Planned && !carried && start.is_some_and(|start| start < as_of.day),
            progress: progress(activity),
            expected: expected(start.or(period.map(|period| period.start.value)), due, as_of.day),
        }
    }

    /// The facts of every activity of a plan, in file order.
    pub fn all(index: &'f PlanIndex<'f>, as_of: AsOf) -> impl Iterator<Item = Facts<'f>> {
        index.plan.activities().map(move |(priority, activity)| Facts::of(index, priority, activity, as_of))
    }

    /// The same for the rules: with those that are in no figure, as long as their status can be read, for what is missing elsewhere hides no
    /// fault of theirs.
    pub fn written(index: &'f PlanIndex<'f>, as_of: AsOf) -> impl Iterator<Item = Facts<'f>> {
        let written = index.plan.priorities.iter().flat_map(|priority| priority.written().map(move |activity| (priority, activity)));
        let known = written.filter(|(_, activity)| activity.is_readable("status"));
        known.map(move |(priority, activity)| Facts::of_written(index, priority, activity, as_of))
    }

    /// The facts of the activity of that id.
    pub fn find(index: &'f PlanIndex<'f>, id: &str, as_of: AsOf) -> Option<Facts<'f>> {
        index.find(id).map(|(priority, activity)| Facts::of(index, priority, activity, as_of))
    }

    /// Whether it is overdue.
    pub fn is_overdue(&self) -> bool {
        self.days_late.is_some()
    }

    /// Whether it is due soon.
    pub fn is_due_soon(&self) -> bool {
        self.days_left.is_some()
    }

    /// How far it is done.
    pub fn progress(&self) -> Percent {
        let Share { part, of } = self.progress;
        Percent::ratio(&(part * 100).into(), &of.into()).unwrap_or_else(|| Percent::from_decimal(Decimal::ZERO))
    }

    /// Whether less of it is done than of another, to the last fraction.
    pub fn has_less_progress_than(&self, other: &Facts<'_>) -> bool {
        self.progress.part * i128::from(other.progress.of) < other.progress.part * i128::from(self.progress.of)
    }

    pub(super) fn progress_share(&self) -> Share {
        self.progress
    }

    pub(super) fn expected_share(&self) -> Share {
        self.expected
    }

    /// The ids of its owners as they are now, each once.
    pub fn owners(&self) -> impl Iterator<Item = &'f str> {
        canonical_once(self.index, &self.activity.owners)
    }

    /// The ids of its partners as they are now, each once.
    pub fn partners(&self) -> impl Iterator<Item = &'f str> {
        canonical_once(self.index, &self.activity.partners)
    }
}

fn canonical_once<'f>(index: &'f PlanIndex<'f>, ids: &'f [crate::text::Spanned<crate::model::Text<'f>>]) -> impl Iterator<Item = &'f str> {
    let canonical: Vec<&'f str> = ids.iter().map(|id| index.directory.canonical(&id.value)).collect();
    (0..canonical.len()).filter_map(move |at| {
        let id = canonical.get(at)?;
        (!canonical.get(..at)?.contains(id)).then_some(*id)
    })
}

/// 1 if completed; else what its owner reports; else the share of its milestones that are done; else 0.
fn progress(activity: &Activity<'_>) -> Share {
    if activity.status.value == Status::Completed {
        return Share::ALL;
    }
    if let Some(percent) = activity.progress {
        return Share { part: percent.micros(), of: 100 * Decimal::SCALE as i64 };
    }
    match activity.milestones.len() {
        0 => Share::NOTHING,
        all => Share { part: activity.milestones.iter().filter(|milestone| milestone.done.is_some()).count() as i128, of: all as i64 },
    }
}

/// The share of the days from `start` to `due`, both included, that has passed by the end of `day`.
fn expected(start: Option<Day>, due: Option<Day>, day: Day) -> Share {
    match (start, due) {
        (_, Some(due)) if due <= day => Share::ALL,
        (Some(start), Some(due)) if start <= day => {
            let days = |last: Day| (last - start).num_days() + 1;
            Share { part: days(day).into(), of: days(due) }
        }
        _ => Share::NOTHING,
    }
}
