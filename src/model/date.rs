//! Dates: days, and spans such as months, quarters and years.

use std::fmt;

use chrono::{Datelike, Months};

use super::text::Day;

/// The form of a date: a day, or a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateForm {
    /// `2024-06-30`
    Day,
    /// `2024-06`
    Month,
    /// `2024-Q2`
    Quarter,
    /// `2024-H1`
    Half,
    /// `2024`
    Year,
}

/// A date of a plan: a day, or a span of days, in the form it was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DateSpan {
    form: DateForm,
    first: Day,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not one of the five forms.
    Form,
    /// The form is right, the calendar has no such day, month, quarter or half.
    NoSuchDay,
    /// The year is not one of 1900 to 2999.
    Year,
}

impl DateSpan {
    /// Reads `2024-06-30`, `2024-06`, `2024-Q2`, `2024-H1` or `2024`.
    ///
    /// # Errors
    /// See [`DateError`].
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes()
            && let Some(year) = of_digits(&[y1, y2, y3, y4])
            && let Some((month, day)) = of_digits(&[m1, m2]).zip(of_digits(&[d1, d2]))
        {
            return DateSpan::starting_on(DateForm::Day, year, month, day);
        }
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let year = number(year, 4).ok_or(DateError::Form)?;
        let (form, month, day) = match rest {
            None => (DateForm::Year, 1, 1),
            Some(rest) => {
                match (rest.strip_prefix('Q'), rest.strip_prefix('H'), rest.split_once('-')) {
                    (Some(quarter), _, _) => (DateForm::Quarter, first_month(quarter, 4)?, 1),
                    (_, Some(half), _) => (DateForm::Half, first_month(half, 2)?, 1),
                    (_, _, Some((month, day))) => (
                        DateForm::Day,
                        number(month, 2).ok_or(DateError::Form)?,
                        number(day, 2).ok_or(DateError::Form)?,
                    ),
                    _ => (DateForm::Month, number(rest, 2).ok_or(DateError::Form)?, 1),
                }
            }
        };
        DateSpan::starting_on(form, year, month, day)
    }

    fn starting_on(form: DateForm, year: u32, month: u32, day: u32) -> Result<Self, DateError> {
        if !(1900..=2999).contains(&year) {
            return Err(DateError::Year);
        }
        let first = Day::from_ymd_opt(year as i32, month, day).ok_or(DateError::NoSuchDay)?;
        Ok(DateSpan { form, first })
    }

    /// A single day.
    pub fn day(day: Day) -> Self {
        DateSpan { form: DateForm::Day, first: day }
    }

    /// Returns a date of this form that begins on another day.
    #[must_use]
    pub fn starting(self, first: Day) -> Self {
        DateSpan { first, ..self }
    }

    /// How it is written.
    pub fn form(self) -> DateForm {
        self.form
    }

    /// The first day: the meaning of a `start`.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day: the meaning of every other date.
    pub fn last(self) -> Day {
        let months = match self.form {
            DateForm::Day => return self.first,
            DateForm::Month => 1,
            DateForm::Quarter => 3,
            DateForm::Half => 6,
            DateForm::Year => 12,
        };
        self.first
            .checked_add_months(Months::new(months))
            .and_then(|next| next.pred_opt())
            .unwrap_or(self.first)
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.form {
            DateForm::Day => write!(f, "{}", self.first),
            DateForm::Month => write!(f, "{year}-{month:02}"),
            DateForm::Quarter => write!(f, "{year}-Q{}", month.div_ceil(3)),
            DateForm::Half => write!(f, "{year}-H{}", month.div_ceil(6)),
            DateForm::Year => write!(f, "{year}"),
        }
    }
}

/// The number that exactly `width` digits make.
fn number(digits: &str, width: usize) -> Option<u32> {
    (digits.len() == width).then(|| of_digits(digits.as_bytes())).flatten()
}

/// The number that a few digits make.
fn of_digits(digits: &[u8]) -> Option<u32> {
    let value = |digit: &u8| digit.is_ascii_digit().then(|| u32::from(digit - b'0'));
    digits.iter().try_fold(0, |number, digit| Some(number * 10 + value(digit)?))
}

/// First month of the quarter or half whose number is `digit`, where a year has `parts` of them.
fn first_month(digit: &str, parts: u32) -> Result<u32, DateError> {
    let part = number(digit, 1).ok_or(DateError::Form)?;
    if (1..=parts).contains(&part) {
        Ok((part - 1) * (12 / parts) + 1)
    } else {
        Err(DateError::NoSuchDay)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_stand_for_their_first_and_last_day() {
        for (text, first, last) in [
            ("2024-06-30", "2024-06-30", "2024-06-30"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024-Q2", "2024-04-01", "2024-06-30"),
            ("2024-H2", "2024-07-01", "2024-12-31"),
            ("2999", "2999-01-01", "2999-12-31"),
        ] {
            let date = DateSpan::parse(text);
            assert_eq!(date.map(|d| d.first().to_string()), Ok(first.to_owned()), "{text}");
            assert_eq!(date.map(|d| d.last().to_string()), Ok(last.to_owned()), "{text}");
            assert_eq!(date.map(|d| d.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, why) in [
            ("2024-02-30", DateError::NoSuchDay),
            ("2024-13", DateError::NoSuchDay),
            ("2024-Q5", DateError::NoSuchDay),
            ("2024-H0", DateError::NoSuchDay),
            ("1899", DateError::Year),
            ("3000-01-01", DateError::Year),
            ("30/06/2024", DateError::Form),
            ("2024-6-30", DateError::Form),
            ("2024-q2", DateError::Form),
            ("2024-06-30T00:00", DateError::Form),
            ("", DateError::Form),
            ("٢٠٢٤", DateError::Form),
        ] {
            assert_eq!(DateSpan::parse(text), Err(why), "{text}");
        }
    }
}
