//! Earlier plans at the same point of their period.

use chrono::{Datelike, Days, Months};

use super::activity_facts::AsOf;
use super::index::{Index, PlanIndex};
use super::plan_copies::copies;
use super::tally::Tally;
use crate::model::{Day, Status};

/// How many earlier plans are compared with.
const MOST_PLANS: usize = 5;

/// Where an earlier plan stood at the same point of its period, and what became of it: by what its
/// files say now.
pub struct EarlierPlan<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day at the same point.
    pub day: Day,
    /// The last day of its period.
    pub end: Day,
    /// The figures on that day.
    pub then: Tally,
    /// The figures on the last day.
    pub at_end: Tally,
}

impl EarlierPlan<'_> {
    /// How many activities were neither completed on that day nor cancelled.
    pub fn unfinished(&self) -> u64 {
        let then = &self.then;
        then.activities() - then.count(Status::Completed) - then.count(Status::Cancelled)
    }

    /// How many of those were completed by the end.
    pub fn completed_after(&self) -> u64 {
        self.at_end.count(Status::Completed).saturating_sub(self.then.count(Status::Completed))
    }
}

/// First and last day.
type Period = (Day, Day);

/// Returns the plans that a plan can be compared with, the latest last: their period began before
/// its, has ended by the day, and is about as long. Of copies, one counts.
pub fn earlier_plans<'f>(
    index: &'f Index<'f>,
    plan: &PlanIndex<'_>,
    as_of: AsOf,
) -> Vec<EarlierPlan<'f>> {
    let Some(own) = period(plan).filter(|own| own.0 <= as_of.day) else { return Vec::new() };
    let copied = copies(index.folder);
    let is_copy = |one: &PlanIndex<'_>| copied.iter().any(|pair| pair.copy.name == one.plan.name);
    let mut found: Vec<(Period, &PlanIndex<'f>)> = index
        .plans()
        .filter_map(|one| Some((period(one)?, one)))
        .filter(|((start, end), _)| *start < own.0 && *end < own.1 && *end < as_of.day)
        .filter(|(other, one)| is_as_long(*other, own) && !is_copy(one))
        .collect();
    found.sort_by_key(|(period, one)| (*period, &one.plan.name));
    let first = found.len().saturating_sub(MOST_PLANS);
    let latest = found.into_iter().skip(first);
    let compared = latest.filter_map(|(other, one)| {
        let day = same_point(own, other, as_of.day)?;
        let figures = |day: Day| Tally::of_plan(one, AsOf { day, ..as_of });
        let (then, at_end) = (figures(day), figures(other.1));
        (then.activities() > 0).then_some(EarlierPlan {
            plan: one,
            day,
            end: other.1,
            then,
            at_end,
        })
    });
    compared.collect()
}

fn period(plan: &PlanIndex<'_>) -> Option<Period> {
    let period = plan.plan.period.map(|period| (period.start.value, period.end.value));
    period.filter(|(start, end)| start <= end)
}

fn length((start, end): Period) -> i64 {
    (end - start).num_days() + 1
}

/// Whether two periods differ by no more than a tenth of one of them.
fn is_as_long(one: Period, other: Period) -> bool {
    let (one, other) = (length(one), length(other));
    (one - other).abs() * 10 <= one.max(other)
}

/// Returns the day of an earlier period that is at the same point as a day of this one. Where both
/// have as many whole months and begin on the same day of a month, it is the same day of the
/// month; else the same share of the days has passed.
fn same_point(own: Period, other: Period, day: Day) -> Option<Day> {
    let day = day.min(own.1);
    let between = months(other.0, own.0);
    let same_day = (whole_months(own) == whole_months(other))
        .then(|| whole_months(own).and(between))
        .flatten()
        .and_then(|months| day.checked_sub_months(Months::new(months)));
    let same_share = || {
        let passed = (day - own.0).num_days() + 1;
        let (all, length) = (length(own), length(other));
        let passed = (passed * length * 2 + all) / (all * 2);
        other.0.checked_add_days(Days::new(passed.clamp(1, length).unsigned_abs() - 1))
    };
    same_day.or_else(same_share).map(|day| day.clamp(other.0, other.1))
}

/// How many months a period has, if these are whole ones.
fn whole_months((start, end): Period) -> Option<u32> {
    months(start, end.succ_opt()?)
}

/// How many months there are between two days, if these are whole ones.
fn months(from: Day, to: Day) -> Option<u32> {
    let number = |day: Day| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    let months = u32::try_from(number(to) - number(from)).ok()?;
    (from.checked_add_months(Months::new(months)) == Some(to)).then_some(months)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    fn year(year: i32) -> Period {
        (day(year, 1, 1), day(year, 12, 31))
    }

    #[test]
    fn whole_months_are_compared_by_the_calendar() {
        let of = |asked: Day, own: Period, other: Period| same_point(own, other, asked);
        for (asked, found) in [
            (day(2024, 9, 15), day(2023, 9, 15)),
            (day(2024, 3, 1), day(2023, 3, 1)),
            (day(2024, 2, 29), day(2023, 2, 28)),
            (day(2024, 12, 31), day(2023, 12, 31)),
            (day(2025, 5, 1), day(2023, 12, 31)),
        ] {
            assert_eq!(of(asked, year(2024), year(2023)), Some(found), "{asked}");
        }
        let fiscal = |year: i32| (day(year, 7, 1), day(year + 1, 6, 30));
        assert_eq!(of(day(2025, 1, 31), fiscal(2024), fiscal(2022)), Some(day(2023, 1, 31)));
        // A year that begins in another month is as long.
        assert_eq!(of(day(2024, 1, 1), year(2024), fiscal(2022)), Some(day(2022, 7, 1)));
    }

    #[test]
    fn other_periods_are_compared_by_the_share_of_their_days() {
        let own = (day(2024, 1, 1), day(2024, 4, 9));
        let other = (day(2023, 1, 1), day(2023, 4, 5));
        assert_eq!([length(own), length(other)], [100, 95]);
        assert!(is_as_long(own, other) && !is_as_long(year(2024), own));
        assert_eq!(same_point(own, other, day(2024, 2, 19)), Some(day(2023, 2, 17)));
        assert_eq!(same_point(own, other, day(2024, 1, 1)), Some(day(2023, 1, 1)));
        assert_eq!(same_point(own, other, day(2024, 4, 9)), Some(day(2023, 4, 5)));
    }
}
