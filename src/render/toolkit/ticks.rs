//! The days that an axis of time is marked with.

use chrono::{Datelike, Months};

use crate::diagnostic::short_days::short_month;
use crate::diagnostic::{Message, message};
use crate::model::Day;

/// Where a month, a quarter, a year or a decade begins on an axis of days.
pub(crate) struct AxisTick {
    pub day: Day,
    pub label: Message,
}

impl AxisTick {
    pub(crate) fn is_new_year(&self) -> bool {
        self.day.month() == 1
    }
}

/// The beginnings that lie between two days: the coarser, the further these are apart. Up to so
/// many months each has its own.
pub(crate) fn ticks(first: Day, last: Day, each_month: i32) -> Vec<AxisTick> {
    let months = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32 + 1;
    let step: u32 = match months {
        _ if months <= each_month => 1,
        ..=45 => 3,
        46..=180 => 12,
        181..=1800 => 120,
        _ => 1200,
    };
    let mut out = Vec::new();
    let mut next = first.with_day(1);
    while let Some(day) = next.filter(|day| *day <= last) {
        let number = day.year() as u32 * 12 + day.month0();
        if day >= first && number.is_multiple_of(step) {
            out.push(AxisTick { day, label: label(day, step) });
        }
        next = day.checked_add_months(Months::new(1));
    }
    out
}

/// The years below an axis whose marks are months or quarters: at the first mark, and where a year
/// begins. A mark that is a year itself has none.
pub(crate) fn years(ticks: &[AxisTick]) -> Vec<(Day, String)> {
    let mut last = None;
    let year = |tick: &AxisTick| {
        let year = tick.day.year();
        let is_new = last.replace(year) != Some(year);
        let is_named = tick.label.to_string().contains(&year.to_string());
        (is_new && !is_named).then(|| (tick.day, year.to_string()))
    };
    ticks.iter().filter_map(year).collect()
}

fn label(day: Day, step: u32) -> Message {
    match step {
        1 => short_month(day),
        3 if day.month() != 1 => {
            message!("report.quarter", "Q{quarter}", quarter = day.month().div_ceil(3))
        }
        _ => Message::verbatim(day.year().to_string()),
    }
}
