//! Facts about an activity on a day: status, progress, due date.

use foldhash::HashSet;

use super::fraction::Percent;
use super::index::PlanIndex;
use crate::model::{Activity, DateSpan, Day, Decimal, Milestone, Priority, Status, Text};
use crate::text::Spanned;

/// The day that figures are for, and the group's idea of soon.
#[derive(Clone, Copy, Debug)]
pub struct AsOf {
    /// The day.
    pub day: Day,
    /// Days from it on that count as soon.
    pub soon: u32,
}

impl AsOf {
    /// A day after every day that a plan can name: recorded values count as they are written.
    const RECORD: AsOf = AsOf { day: Day::MAX, soon: 0 };

    /// Returns the day that is that many days later.
    pub fn until(self, days: u32) -> Day {
        self.day.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(Day::MAX)
    }
}

/// A share of 1: `part / of`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpectedShare {
    /// 0 or above.
    pub part: i128,
    /// Above 0.
    pub of: i64,
}

impl ExpectedShare {
    const NOTHING: ExpectedShare = ExpectedShare { part: 0, of: 1 };
    const ALL: ExpectedShare = ExpectedShare { part: 1, of: 1 };
}

/// The facts that follow from an activity and a day.
#[derive(Clone, Copy)]
pub struct ActivityFacts<'f> {
    /// The plan of the activity.
    pub index: &'f PlanIndex<'f>,
    /// The priority that it belongs to.
    pub priority: &'f Priority<'f>,
    /// The activity itself, as it is recorded.
    pub activity: &'f Activity<'f>,
    /// The status on the day. An activity that was completed later was ongoing, or planned if its
    /// start is later too.
    pub status: Status,
    /// The day.
    pub day: Day,
    /// First day, where a start is given.
    pub start: Option<Day>,
    /// Last day; the period's end where none is given. Absent only where the plan has no readable
    /// period.
    pub due: Option<Day>,
    /// The recorded status is not an ended one, and a later plan continues it.
    pub carried: bool,
    /// Work is still owed: planned, ongoing or on hold, and not carried.
    pub open: bool,
    /// Days since it was due, if it is overdue.
    pub days_late: Option<i64>,
    /// Days until it is due, if it is due soon.
    pub days_left: Option<i64>,
    /// Planned, not carried, and its start has passed.
    pub late_start: bool,
    progress: ExpectedShare,
    expected: ExpectedShare,
}

impl<'f> ActivityFacts<'f> {
    /// Works out the facts of one activity.
    pub fn of(
        index: &'f PlanIndex<'f>,
        priority: &'f Priority<'f>,
        activity: &'f Activity<'f>,
        as_of: AsOf,
    ) -> Self {
        ActivityFacts::compute(index, (priority, activity), as_of, index.is_carried(activity))
    }

    /// Returns the facts for the rules, also for incomplete activities: an activity that may be
    /// carried counts as carried.
    pub fn of_written(
        index: &'f PlanIndex<'f>,
        priority: &'f Priority<'f>,
        activity: &'f Activity<'f>,
        as_of: AsOf,
    ) -> Self {
        ActivityFacts::compute(index, (priority, activity), as_of, index.may_be_carried(activity))
    }

    fn compute(
        index: &'f PlanIndex<'f>,
        (priority, activity): (&'f Priority<'f>, &'f Activity<'f>),
        as_of: AsOf,
        carried: bool,
    ) -> Self {
        let period = index.plan.period;
        let start = activity.start.map(|date| date.first());
        let due = activity.due.map(|date| date.last()).or(period.map(|period| period.end.value));
        let status = status_on(activity, as_of.day);
        let open = status.is_open() && !carried;
        let until_due = due.filter(|_| open).map(|due| (due - as_of.day).num_days());
        ActivityFacts {
            index,
            priority,
            activity,
            status,
            day: as_of.day,
            start,
            due,
            carried,
            open,
            days_late: until_due.filter(|&days| days < 0).map(|days| -days),
            days_left: until_due.filter(|&days| (0..=i64::from(as_of.soon)).contains(&days)),
            late_start: status == Status::Planned
                && !carried
                && start.is_some_and(|start| start < as_of.day),
            progress: progress(activity, status, as_of.day),
            expected: expected(start.or(period.map(|period| period.start.value)), due, as_of.day),
        }
    }

    /// The facts of every activity of a plan, in file order.
    pub fn all(index: &'f PlanIndex<'f>, as_of: AsOf) -> impl Iterator<Item = ActivityFacts<'f>> {
        index
            .plan
            .activities()
            .map(move |(priority, activity)| ActivityFacts::of(index, priority, activity, as_of))
    }

    /// Returns the facts of a plan for the rules, including activities in no figure if their status
    /// can be read. Missing parts elsewhere must not hide their errors.
    pub fn written(
        index: &'f PlanIndex<'f>,
        as_of: AsOf,
    ) -> impl Iterator<Item = ActivityFacts<'f>> {
        let written = index
            .plan
            .priorities
            .iter()
            .flat_map(|priority| priority.written().map(move |activity| (priority, activity)));
        let known = written.filter(|(_, activity)| activity.is_readable("status"));
        known.map(move |(priority, activity)| {
            ActivityFacts::of_written(index, priority, activity, as_of)
        })
    }

    /// The facts of the activity of that id.
    pub fn find(index: &'f PlanIndex<'f>, id: &str, as_of: AsOf) -> Option<ActivityFacts<'f>> {
        index
            .find(id)
            .map(|(priority, activity)| ActivityFacts::of(index, priority, activity, as_of))
    }

    /// Returns the facts by the record, on any day: an activity that was completed later is
    /// completed.
    #[must_use]
    pub fn recorded(&self) -> ActivityFacts<'f> {
        ActivityFacts::compute(
            self.index,
            (self.priority, self.activity),
            AsOf::RECORD,
            self.carried,
        )
    }

    /// Whether the record says that it was completed after the day.
    pub fn is_completed_later(&self) -> bool {
        self.status != self.activity.status.value
    }

    /// When it was completed, if it was on the day.
    pub fn completed(&self) -> Option<DateSpan> {
        self.activity
            .completed
            .map(|completed| completed.value)
            .filter(|completed| completed.first() <= self.day)
    }

    /// When a milestone of it was reached, if it was on the day.
    pub fn done(&self, milestone: &Milestone<'_>) -> Option<DateSpan> {
        done_on(milestone, self.day)
    }

    /// Whether a milestone of it is overdue.
    pub fn is_late(&self, milestone: &Milestone<'_>) -> bool {
        self.open && self.done(milestone).is_none() && milestone.due.last() < self.day
    }

    /// Whether it waits for another one, on which it depends: it is open, and the other one has not
    /// ended.
    pub fn waits_for(&self, other: &ActivityFacts<'_>) -> bool {
        self.open && !other.status.has_ended()
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
        let ExpectedShare { part, of } = self.progress;
        Percent::ratio(&(part * 100).into(), &of.into())
            .unwrap_or_else(|| Percent::from_decimal(Decimal::ZERO))
    }

    /// Whether less of it is done than of another, to the last fraction.
    pub fn has_less_progress_than(&self, other: &ActivityFacts<'_>) -> bool {
        self.progress.part * i128::from(other.progress.of)
            < other.progress.part * i128::from(self.progress.of)
    }

    pub(super) fn progress_share(&self) -> ExpectedShare {
        self.progress
    }

    pub(super) fn expected_share(&self) -> ExpectedShare {
        self.expected
    }

    /// The ids of its owners as they are now, each once.
    pub fn owners(&self) -> impl Iterator<Item = &'f str> {
        self.ids_now(&self.activity.owners)
    }

    /// The ids of its partners as they are now, each once.
    pub fn partners(&self) -> impl Iterator<Item = &'f str> {
        self.ids_now(&self.activity.partners)
    }

    /// Returns the ids that organizations have now, each once.
    pub(super) fn ids_now(&self, ids: &'f [Spanned<Text<'f>>]) -> impl Iterator<Item = &'f str> {
        canonical_once(self.index, ids)
    }
}

fn canonical_once<'f>(
    index: &'f PlanIndex<'f>,
    ids: &'f [Spanned<Text<'f>>],
) -> impl Iterator<Item = &'f str> {
    let mut once: Vec<&'f str> = Vec::with_capacity(ids.len());
    let mut seen: HashSet<&'f str> = HashSet::default();
    for id in ids.iter().map(|id| index.directory.canonical(&id.value)) {
        // A few are looked through sooner than they are hashed.
        let is_new = if ids.len() <= 8 { !once.contains(&id) } else { seen.insert(id) };
        if is_new {
            once.push(id);
        }
    }
    once.into_iter()
}

/// How many activities of a plan were completed after a day.
pub fn completed_later(plan: &PlanIndex<'_>, day: Day) -> usize {
    plan.plan
        .activities()
        .filter(|(_, activity)| status_on(activity, day) != activity.status.value)
        .count()
}

/// Returns the status on a day. Only a completion has a day; a span counts by its first day.
fn status_on(activity: &Activity<'_>, day: Day) -> Status {
    let is_later = |date: Option<Spanned<DateSpan>>| date.is_some_and(|date| date.first() > day);
    match activity.status.value {
        Status::Completed if !is_later(activity.completed) => Status::Completed,
        Status::Completed if is_later(activity.start) => Status::Planned,
        Status::Completed => Status::Ongoing,
        recorded => recorded,
    }
}

/// When a milestone was reached, if it was on the day.
fn done_on(milestone: &Milestone<'_>, day: Day) -> Option<DateSpan> {
    milestone.done.map(|done| done.value).filter(|done| done.first() <= day)
}

/// Returns the progress: 1 if completed; otherwise the reported progress, the share of milestones
/// that are done, or 0. For an activity that was completed later the milestones come first, because
/// the reported progress may be of a later day.
fn progress(activity: &Activity<'_>, status: Status, day: Day) -> ExpectedShare {
    let reported = activity
        .progress
        .map(|percent| ExpectedShare { part: percent.micros(), of: 100 * Decimal::SCALE as i64 });
    let reached = || match activity.milestones.len() {
        0 => None,
        all => Some(ExpectedShare {
            part: activity.milestones.iter().filter(|one| done_on(one, day).is_some()).count()
                as i128,
            of: all as i64,
        }),
    };
    match (status, activity.status.value) {
        (Status::Completed, _) => ExpectedShare::ALL,
        (_, Status::Completed) => reached()
            .or(reported.filter(|share| share.part < share.of.into()))
            .unwrap_or(ExpectedShare::NOTHING),
        _ => reported.or_else(reached).unwrap_or(ExpectedShare::NOTHING),
    }
}

/// Returns the share of the days from `start` to `due`, both included, that has passed by the end
/// of `day`.
fn expected(start: Option<Day>, due: Option<Day>, day: Day) -> ExpectedShare {
    match (start, due) {
        (_, Some(due)) if due <= day => ExpectedShare::ALL,
        (Some(start), Some(due)) if start <= day => {
            let days = |last: Day| (last - start).num_days() + 1;
            ExpectedShare { part: days(day).into(), of: days(due) }
        }
        _ => ExpectedShare::NOTHING,
    }
}
