//! Reads the text of a date in a foreign sheet: a day, a span of days, or why it is neither.

use super::date_order::{DayMonthOrder, ParsedDate};
use super::date_parser::date;
use super::date_text::{
    DateLead, is_no_date, plain_date, with_day_in_front, with_full_years, without_lead,
};
use super::folding::normalize;
use super::single_date::says_end;
use crate::model::{DateForm, DateSpan, Day};

/// The surroundings that complete a date.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DateContext {
    /// The order of day and month that the column shows.
    pub order: Option<DayMonthOrder>,
    /// The year of dates without one.
    pub year: Option<u32>,
    /// Whether `Jan-24` is a day, as in the other cells of the column, not the month of a year.
    pub shows_days: bool,
}

/// The meaning of a text in place of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateText {
    pub meaning: DateMeaning,
    /// Whether it is only the last day of something: `by 30 June`, `end of June`.
    pub is_due_only: bool,
}

/// The days that a text means, or why it means none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateMeaning {
    /// One day.
    Day(Day),
    /// Several days.
    Span(DatePeriod),
    /// Either day or month may come first.
    Unclear {
        /// The days, if the day comes first.
        day_first: DatePeriod,
        /// The days, if the month comes first.
        month_first: DatePeriod,
    },
    /// A part of a year, and which year is not said.
    NoYear,
    /// Words that mean that there is no date, such as `TBC` or `ongoing`.
    NoDate,
    /// Something else.
    Nothing,
}

/// From one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DatePeriod {
    pub first: Day,
    pub last: Day,
    /// The beginning in the notation of the format: `2025-Q1`.
    pub start: String,
    /// The end in the notation of the format.
    pub due: String,
}

impl DatePeriod {
    fn of(start: &str, due: &str) -> Option<Self> {
        let (first, last) = (DateSpan::parse(start).ok()?, DateSpan::parse(due).ok()?);
        let (first, last) = (first.first(), last.last());
        Some(DatePeriod { first, last, start: start.to_owned(), due: due.to_owned() })
    }
}

impl DateText {
    /// Returns the beginning in the notation of the format, if the text says one.
    #[cfg(test)]
    pub(super) fn start(&self) -> Option<String> {
        match &self.meaning {
            _ if self.is_due_only => None,
            DateMeaning::Day(day) => Some(day.to_string()),
            DateMeaning::Span(period) => Some(period.start.clone()),
            _ => None,
        }
    }

    /// Returns the end in the notation of the format.
    pub(super) fn due(&self) -> Option<String> {
        match &self.meaning {
            DateMeaning::Day(day) => Some(day.to_string()),
            DateMeaning::Span(period) => Some(period.due.clone()),
            _ => None,
        }
    }
}

/// Returns the meaning of a text in place of a date.
pub(super) fn reads_as(text: &str, context: DateContext) -> DateText {
    if is_no_date(text) {
        return DateText { meaning: DateMeaning::NoDate, is_due_only: false };
    }
    // A doubt is asked.
    if text.contains(['?', '？']) {
        return DateText { meaning: DateMeaning::Nothing, is_due_only: false };
    }
    let plain = plain_date(text);
    let plain = if context.shows_days {
        with_day_in_front(&plain).unwrap_or(plain)
    } else {
        with_full_years(&plain, context.year)
    };
    let (lead, rest) = without_lead(&plain);
    let is_end = says_end(&normalize(rest));
    let meaning = match meaning(rest, context) {
        // Whether all of June or a part of it comes before June is not said.
        DateMeaning::Span(_) if lead == DateLead::Before && !is_end => DateMeaning::Nothing,
        // `до`, `hasta` and others can belong to a range.
        DateMeaning::Nothing if lead != DateLead::None => self::meaning(&plain, context),
        said => said,
    };
    DateText { meaning, is_due_only: lead != DateLead::None || is_end }
}

fn meaning(text: &str, context: DateContext) -> DateMeaning {
    let read = |order| date(text, false, order, context.year);
    let period = |order| match read(Some(order)) {
        ParsedDate::Date(written) => DatePeriod::of(&written, &written),
        ParsedDate::Range(start, due) => DatePeriod::of(&start, &due),
        _ => None,
    };
    match read(context.order) {
        ParsedDate::Date(written) => match DateSpan::parse(&written) {
            Ok(span) if span.form() == DateForm::Day => DateMeaning::Day(span.first()),
            _ => DatePeriod::of(&written, &written).map_or(DateMeaning::Nothing, DateMeaning::Span),
        },
        ParsedDate::Range(start, due) => {
            DatePeriod::of(&start, &due).map_or(DateMeaning::Nothing, DateMeaning::Span)
        }
        ParsedDate::Unclear => {
            let (day, month) = (DayMonthOrder::DayFirst, DayMonthOrder::MonthFirst);
            match period(day).zip(period(month)) {
                Some((day_first, month_first)) => DateMeaning::Unclear { day_first, month_first },
                None if context.year.is_none() => DateMeaning::NoYear,
                None => DateMeaning::Nothing,
            }
        }
        ParsedDate::NoYear => DateMeaning::NoYear,
        ParsedDate::Nothing => DateMeaning::Nothing,
    }
}

#[cfg(test)]
mod tests;
