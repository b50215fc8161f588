//! Moves dates and periods by the length of a period.

use chrono::{Datelike, Days, Months};

use crate::model::{DateForm, DateSpan, Day, Period};

/// How far a plan moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodShift {
    /// A period of complete months.
    Months(u32),
    /// Any other period.
    Days(u64),
}

impl PeriodShift {
    /// The length of a period: so far it moves on.
    pub fn of(period: Period) -> PeriodShift {
        let (start, end) = (period.start.value, period.end.value);
        let behind = end.succ_opt().unwrap_or(end);
        let months =
            (behind.year() - start.year()) * 12 + behind.month() as i32 - start.month() as i32;
        match u32::try_from(months) {
            Ok(months) if start.checked_add_months(Months::new(months)) == Some(behind) => {
                PeriodShift::Months(months)
            }
            _ => PeriodShift::Days((behind - start).num_days().unsigned_abs()),
        }
    }

    /// Moves a day; 29 February becomes the 28th if necessary. Returns `None` beyond the calendar.
    pub fn day(self, day: Day) -> Option<Day> {
        match self {
            PeriodShift::Months(months) => day.checked_add_months(Months::new(months)),
            PeriodShift::Days(days) => day.checked_add_days(Days::new(days)),
        }
    }

    /// The last day of a period moved on: the month's last day stays the month's last day.
    pub fn end(self, end: Day) -> Option<Day> {
        self.day(end.succ_opt()?)?.pred_opt()
    }

    /// Moves a date in its form if the form has such a date; otherwise moves its day.
    pub fn date(self, date: DateSpan, is_start: bool) -> Option<DateSpan> {
        let width = match date.form() {
            DateForm::Day => 0,
            DateForm::Month => 1,
            DateForm::Quarter => 3,
            DateForm::Half => 6,
            DateForm::Year => 12,
        };
        let moved = match self {
            PeriodShift::Months(months) if width > 0 && months % width == 0 => {
                date.starting(self.day(date.first())?)
            }
            _ if is_start => DateSpan::day(self.day(date.first())?),
            _ if width == 0 => DateSpan::day(self.day(date.first())?),
            _ => DateSpan::day(self.end(date.last())?),
        };
        DateSpan::parse(&moved.to_string()).ok()
    }
}

/// A name or a title with the years of the old period moved on: `2024`, `2024-2025`, and the short
/// second year of `2024-25`. A date of those years moves by the step, in its form: `2024-H1`.
pub fn moved_years(text: &str, (first, last, by): (i32, i32, i32), step: PeriodShift) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        out += before;
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = digits.split_at(length);
        let year =
            number.parse::<i32>().ok().filter(|year| length == 4 && (first..=last).contains(year));
        rest = behind;
        let Some(year) = year else {
            out += number;
            continue;
        };
        if let Some((sign, short, behind)) =
            short_year(behind).filter(|(_, short, _)| *short == (year + 1) % 100 && year < last)
        {
            out += &format!("{}{sign}{:02}", year + by, (short + by) % 100);
            rest = behind;
        } else if let Some((date, behind)) = moved_date(digits, step) {
            out += &date;
            rest = behind;
        } else {
            out += &(year + by).to_string();
        }
    }
    out + rest
}

/// Moves the date that a text begins with, in its form, and keeps the rest.
fn moved_date(text: &str, step: PeriodShift) -> Option<(String, &str)> {
    let length = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
    let (mut written, mut behind) = text.split_at(length);
    loop {
        if let Ok(date) = DateSpan::parse(written) {
            let moved = step.date(date, true).filter(|moved| moved.form() == date.form())?;
            return Some((moved.to_string(), behind));
        }
        (written, behind) = text.split_at(written.rfind('-')?);
    }
}

/// `-25`, and no more digits.
fn short_year(text: &str) -> Option<(char, i32, &str)> {
    let sign = text.chars().next().filter(|sign| matches!(sign, '-' | '/' | '–' | '_'))?;
    let rest = text.get(sign.len_utf8()..)?;
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    (length == 2).then_some(())?;
    Some((sign, rest.get(..2)?.parse().ok()?, rest.get(2..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Span, Spanned};

    fn day(text: &str) -> Day {
        DateSpan::parse(text).map_or(Day::MIN, DateSpan::first)
    }

    fn step(start: &str, end: &str) -> PeriodShift {
        let at = |text| Spanned::new(day(text), Span::default());
        PeriodShift::of(Period { start: at(start), end: at(end) })
    }

    #[test]
    fn a_period_of_whole_months_moves_by_months() {
        assert_eq!(step("2024-01-01", "2024-12-31"), PeriodShift::Months(12));
        assert_eq!(step("2024-04-01", "2025-03-31"), PeriodShift::Months(12));
        assert_eq!(step("2024-07-01", "2024-12-31"), PeriodShift::Months(6));
        assert_eq!(step("2024-01-15", "2024-02-14"), PeriodShift::Months(1));
        assert_eq!(step("2024-01-01", "2024-12-29"), PeriodShift::Days(364));
        assert_eq!(
            step("2024-01-01", "2024-06-30").end(day("2024-06-30")),
            Some(day("2024-12-31"))
        );
    }

    #[test]
    fn dates_keep_their_form_where_it_fits() {
        let moved = |step: PeriodShift, text: &str, is_start| {
            DateSpan::parse(text)
                .ok()
                .and_then(|date| step.date(date, is_start))
                .map(|date| date.to_string())
                .unwrap_or_default()
        };
        let (year, half, week) =
            (PeriodShift::Months(12), PeriodShift::Months(6), PeriodShift::Days(7));
        for (text, meant) in [
            ("2024-02-28", "2025-02-28"),
            ("2024-02-29", "2025-02-28"),
            ("2024-06", "2025-06"),
            ("2024-Q2", "2025-Q2"),
            ("2024-H1", "2025-H1"),
            ("2024", "2025"),
        ] {
            assert_eq!(moved(year, text, false), meant);
        }
        assert_eq!(
            (moved(half, "2024-Q4", false).as_str(), moved(half, "2024", true).as_str()),
            ("2025-Q2", "2024-07-01")
        );
        assert_eq!(
            (moved(half, "2024", false).as_str(), moved(week, "2024-02", false).as_str()),
            ("2025-06-30", "2024-03-07")
        );
        assert_eq!(moved(year, "2999-06", false), "");
    }

    #[test]
    fn names_and_titles_follow() {
        let moved = |text: &str, years: (i32, i32, i32), months| {
            moved_years(text, years, PeriodShift::Months(months))
        };
        assert_eq!(moved("ICAT Workplan 2024", (2024, 2024, 1), 12), "ICAT Workplan 2025");
        assert_eq!(moved("FY2025, 2024-25", (2024, 2025, 1), 12), "FY2026, 2025-26");
        assert_eq!(
            moved("2024–2025, phase 2, since 1998", (2024, 2025, 2), 24),
            "2026–2027, phase 2, since 1998"
        );
        assert_eq!(moved("20240 x2024-255", (2024, 2024, 1), 12), "20240 x2025-255");
        // The twelfth month of a year, unless the period continues in the next year.
        assert_eq!(moved("2011-12, 2024-12", (2011, 2011, 1), 12), "2012-12, 2024-12");
        assert_eq!(moved("2011-12", (2011, 2012, 2), 24), "2013-14");
        assert_eq!(moved("2024-12", (2024, 2025, 2), 24), "2026-12");
        assert_eq!(moved("1999-00", (1999, 2000, 1), 12), "2000-01");
        assert_eq!(moved("2024-H1", (2024, 2024, 0), 6), "2024-H2");
        assert_eq!(
            moved("2024-H2-draft, up to 2024-12-31", (2024, 2024, 1), 6),
            "2025-H1-draft, up to 2025-06-30"
        );
        assert_eq!(moved("2024-Q4, 2024-2", (2024, 2024, 1), 3), "2025-Q1, 2025-2");
        assert_eq!(moved_years("2024-H1", (2024, 2024, 1), PeriodShift::Days(364)), "2025-H1");
    }
}
