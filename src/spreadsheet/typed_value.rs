//! The value of a cell by the type of its column.

use super::amount::{amount, share};
use super::column::ColumnKind;
use super::date_order::{DayMonthOrder, ParsedDate};
use super::date_parser;
use super::raw_cell::RawCell;
use super::vocabulary::meant;
use crate::diagnostic::{Argument, Message, message};
use crate::model::{Decimal, Status};

/// The known facts around a cell.
#[derive(Clone, Copy, Default)]
pub(super) struct CellContext<'s> {
    /// The currency of its row.
    pub currency: &'s str,
    /// Whether the day or the month comes first in its column.
    pub order: Option<DayMonthOrder>,
    /// The year of dates that name none.
    pub year: Option<u32>,
}

/// Returns the word of the format for a status in the words of a sheet.
pub(super) fn status_word(label: &str) -> String {
    status(label).map_or_else(|| label.to_owned(), |status| status.as_str().to_owned())
}

/// Returns a status in the words of a sheet.
pub(super) fn status_label(word: &str) -> String {
    status(word).map_or_else(|| word.to_owned(), |status| status.in_workbooks().to_owned())
}

/// Returns the value of a cell in a column, in the notation of the format; `None` if it is empty.
///
/// # Errors
/// The problem, as the end of a sentence that begins with the place.
pub(super) fn value(
    found: Option<RawCell>,
    kind: ColumnKind,
    around: CellContext<'_>,
) -> Result<String, Message> {
    let Some(found) = found else { return Ok(String::new()) };
    match (kind, found) {
        (_, RawCell::Odd(what)) => {
            Err(message!("workbook.not-a-value", "{what} is not a value", what))
        }
        (ColumnKind::First | ColumnKind::Last, RawCell::Day(day)) => Ok(day.to_string()),
        (ColumnKind::First | ColumnKind::Last, RawCell::Text(text)) => date(&text, kind, around),
        (ColumnKind::First | ColumnKind::Last, RawCell::Number(number)) => Err(message!(
            "workbook.number-for-a-date",
            "{number} is a number, not a date",
            number = Argument::figure(number)
        )),
        (ColumnKind::Id | ColumnKind::Priority, RawCell::Day(day)) => Err(message!(
            "workbook.date-for-an-id",
            "the spreadsheet has turned this id into a date ({day}): write it as text",
            day
        )),
        (_, RawCell::Day(day)) if kind.is_number() => {
            Err(message!("workbook.date-for-a-number", "{day} is a date, not a number", day))
        }
        (_, RawCell::Day(day)) => Ok(day.to_string()),
        (ColumnKind::Share, RawCell::Text(text)) => share(&text),
        (ColumnKind::Amount, RawCell::Text(text)) => amount(&text, around.currency),
        (ColumnKind::Number, RawCell::Text(text)) => match Decimal::parse(&text) {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err(message!("workbook.not-a-number", "`{text}` is not a number", text)),
        },
        (ColumnKind::Status, RawCell::Text(text)) => match status(&text) {
            Some(status) => Ok(status.in_workbooks().to_owned()),
            None => Err(message!(
                "workbook.not-a-status",
                "`{text}` is not a status. Enter one of {all}",
                text,
                all = Status::ALL.map(Status::in_workbooks).join(", ")
            )),
        },
        (ColumnKind::Status, RawCell::Number(number)) => Err(message!(
            "workbook.number-for-a-status",
            "{number} is not a status",
            number = Argument::figure(number)
        )),
        (_, RawCell::Number(number)) => plain_number(number),
        (ColumnKind::Organizations | ColumnKind::Themes, RawCell::Text(text)) => Ok(listed(&text)),
        (_, RawCell::Text(text)) => Ok(text),
    }
}

/// Returns the value of a cell that shows its number as a percentage.
///
/// # Errors
/// See [`value`].
pub(super) fn percent_value(number: f64, kind: ColumnKind) -> Result<String, Message> {
    let shown = plain_number(number * 100.0)?;
    match kind {
        ColumnKind::Share => Ok(shown),
        ColumnKind::Amount => Err(message!(
            "workbook.percentage-for-an-amount",
            "{shown}% is not an amount. Enter a number such as 12500",
            shown
        )),
        ColumnKind::Number => plain_number(number),
        _ => value(Some(RawCell::Text(format!("{shown}%"))), kind, CellContext::default()),
    }
}

/// Returns a note on a cell that can mean something else than what [`value`] reads: a range in
/// place of a date, of which it uses one date, or a part of 1 that is not shown as a percentage.
pub(super) fn doubt(found: &RawCell, kind: ColumnKind, around: CellContext<'_>) -> Option<Message> {
    if let (RawCell::Number(share), ColumnKind::Share) = (found, kind) {
        return (0.0 < *share && *share < 1.0).then(|| {
            message!(
                "workbook.part-of-one",
                "{number} was taken for {number}%, since the cell is not shown as a percentage; \
                 for {percent}% enter {percent}",
                number = plain_number(*share).unwrap_or_default(),
                percent = plain_number(share * 100.0).unwrap_or_default()
            )
        });
    }
    let text = found.text().filter(|_| matches!(kind, ColumnKind::First | ColumnKind::Last))?;
    let ParsedDate::Range(first, last) =
        date_parser::date(text, kind == ColumnKind::First, around.order, around.year)
    else {
        return None;
    };
    Some(if kind == ColumnKind::First {
        message!(
            "workbook.beginning-of-a-range",
            "`{text}` is a range: only its beginning is used, {first}",
            text,
            first
        )
    } else {
        message!(
            "workbook.end-of-a-range",
            "`{text}` is a range: only its end is used, {last}",
            text,
            last
        )
    })
}

/// A text in the place of a date, in any of the forms that a sheet of the group's own may have.
fn date(text: &str, kind: ColumnKind, around: CellContext<'_>) -> Result<String, Message> {
    match date_parser::date(text, kind == ColumnKind::First, around.order, around.year) {
        ParsedDate::Date(date) => Ok(date),
        ParsedDate::Range(first, last) => Ok(if kind == ColumnKind::First { first } else { last }),
        ParsedDate::Unclear => Err(message!(
            "workbook.unclear-date",
            "`{text}` is unclear: the day or the month may come first. Enter a date, or a text \
             such as 2024-06-30 or 30 June 2024",
            text
        )),
        ParsedDate::NoYear => Err(message!(
            "workbook.date-without-year",
            "`{text}` has no year. Enter a date, or a text such as 2024-06-30 or 2024-Q2",
            text
        )),
        ParsedDate::Nothing => Err(message!(
            "workbook.not-a-date",
            "`{text}` is not a date. Enter a date, or a text such as 2024-06-30 or 2024-Q2",
            text
        )),
    }
}

/// Returns a number as a spreadsheet shows it, without the last digits that binary fractions add.
pub(super) fn plain_number(number: f64) -> Result<String, Message> {
    let shortest = number.to_string();
    let rounded = || Decimal::parse(&format!("{number:.6}"));
    match Decimal::parse(&shortest).or_else(|_| rounded()) {
        Ok(number) => Ok(number.to_string()),
        Err(_) => Err(message!(
            "workbook.unfit-number",
            "the format does not accept the number {number}",
            number = Argument::figure(number)
        )),
    }
}

/// Items with one comma and one space between them.
pub(super) fn listed(text: &str) -> String {
    text.split([',', ';', '\n'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The status that a word means, in any of the forms that a sheet of the group's own may have.
pub(super) fn status(text: &str) -> Option<Status> {
    let word: String =
        text.to_lowercase().chars().map(|c| if c == '_' || c == '-' { ' ' } else { c }).collect();
    let own =
        |word: &str| Status::ALL.into_iter().find(|status| status.in_workbooks() == word.trim());
    own(&word).or_else(|| meant("status", text).and_then(|meant| own(&meant.replace('_', " "))))
}
