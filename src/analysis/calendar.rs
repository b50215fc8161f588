//! The points of time of a trend.

use chrono::{Datelike, Days, Months};

use crate::model::Day;

/// The interval between the points of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// One point for each commit that changed the plan.
    Commit,
    /// One point a week, on Sunday.
    Week,
    /// One point a month, on its last day.
    Month,
}

impl Interval {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Interval::Commit => "commit",
            Interval::Week => "week",
            Interval::Month => "month",
        }
    }
}

/// Returns the last day of each week or month from that of `first` on, with `until` as the last
/// one.
pub fn period_ends(every: Interval, first: Day, until: Day) -> Vec<Day> {
    let end_of = |day: Day| match every {
        Interval::Week => {
            day.checked_add_days(Days::new(u64::from(6 - day.weekday().num_days_from_monday())))
        }
        _ => day
            .with_day(1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .and_then(|next| next.pred_opt()),
    };
    let mut ends = Vec::new();
    let mut day = first;
    while day <= until {
        let Some(end) = end_of(day) else { break };
        ends.push(end.min(until));
        let Some(next) = end.succ_opt() else { break };
        day = next;
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(every: Interval, first: &str, until: &str) -> Vec<String> {
        let day = |text: &str| text.parse().unwrap_or(Day::MIN);
        period_ends(every, day(first), day(until)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_last_one_is_the_day_itself() {
        assert_eq!(
            ends(Interval::Month, "2024-01-31", "2024-03-10"),
            ["2024-01-31", "2024-02-29", "2024-03-10"]
        );
        assert_eq!(
            ends(Interval::Week, "2024-09-01", "2024-09-09"),
            ["2024-09-01", "2024-09-08", "2024-09-09"]
        );
        assert_eq!(ends(Interval::Month, "2024-03-31", "2024-03-31"), ["2024-03-31"]);
        assert!(ends(Interval::Week, "2024-03-31", "2024-03-30").is_empty());
    }
}
