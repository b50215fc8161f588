//! The value of a cell in the notation of the format.

use super::importer::{CellProblem, Importer, is_date, one_line};
use super::money::is_amount;
use crate::model::{Decimal, Field, TextLength, is_id};
use crate::spreadsheet::amount::{named, share};
use crate::spreadsheet::date_order::ParsedDate;
use crate::spreadsheet::date_parser;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::typed_value::{listed, plain_number};
use crate::spreadsheet::vocabulary::{meant, near};

impl Importer<'_> {
    /// Returns the value of a cell in the notation of the format.
    pub(super) fn cell(
        &mut self,
        row: u32,
        at: u32,
        key: &'static str,
        head: &str,
        found: &RawCell,
    ) -> Result<String, CellProblem> {
        if is_amount(key) && !matches!(found, RawCell::Odd(_)) {
            return self.amount(row, at, head, found).inspect_err(|_| self.is_unread = true);
        }
        if key == "progress"
            && let Some(number) = number_of(found)
        {
            return self.progress(row, at, head, number);
        }
        let text = match found {
            RawCell::Odd(what) => return Err(CellProblem::Mend(format!("{what} is not a value"))),
            RawCell::Day(day) if is_date(key) => return Ok(day.to_string()),
            RawCell::Day(day) if key == "id" => {
                return Err(CellProblem::Mend(format!(
                    "the spreadsheet has turned this id into a date ({day}): write it as text"
                )));
            }
            RawCell::Day(day) => day.to_string(),
            RawCell::Number(number) => plain_number(*number).map_err(CellProblem::Mend)?,
            RawCell::Text(text) => text.clone(),
        };
        match key {
            "id" => id(&text).map_err(CellProblem::Mend),
            "status" => self.status(&text),
            key if is_date(key) => self.date(row, at, key, head, &text),
            "owners" | "partners" => self.organizations(row, at, &text),
            "progress" => share(&text).map_err(CellProblem::Mend),
            "budget.currency" => Ok(named(&text).unwrap_or_else(|| text.to_uppercase())),
            key => match Field::find(key) {
                Some(field) if field.is_list() => Ok(listed(&text)),
                Some(field) if field.length() == Some(TextLength::Line) => Ok(one_line(&text)),
                _ => Ok(text),
            },
        }
    }

    /// A number in a column of progress: a percentage, or a share of 1 as a spreadsheet keeps it.
    fn progress(
        &mut self,
        row: u32,
        at: u32,
        head: &str,
        number: f64,
    ) -> Result<String, CellProblem> {
        let decided =
            if self.sheet.is_percent(row, at) { Some(true) } else { self.shares.get(&at).copied() };
        if decided.is_none() && number == 1.0 {
            self.ask("numbers", head, "shares");
            return Err(CellProblem::Ask(
                "`1` is unclear: a share (100 %) or a percentage (1 %)".to_owned(),
            ));
        }
        let is_share = decided.unwrap_or(number > 0.0 && number < 1.0);
        let percent = plain_number(if is_share { number * 100.0 } else { number })
            .map_err(CellProblem::Mend)?;
        share(&percent).map_err(CellProblem::Mend)
    }

    fn status(&mut self, text: &str) -> Result<String, CellProblem> {
        if let Some(status) = self.said("statuses", text).or_else(|| meant("status", text)) {
            return Ok(status.to_owned());
        }
        self.ask("statuses", text, near("status", text).unwrap_or("planned"));
        Err(CellProblem::Ask(format!("unclear status `{text}`. Choose one in the mapping file")))
    }

    fn date(
        &mut self,
        row: u32,
        at: u32,
        key: &str,
        head: &str,
        text: &str,
    ) -> Result<String, CellProblem> {
        if let Some(decided) = self.said("dates", text) {
            return Ok(if decided == "none" { String::new() } else { decided.to_owned() });
        }
        let (order, is_start, year) =
            (self.orders.get(&at).copied(), key == "start", self.around.year);
        match date_parser::date(text, is_start, order, year) {
            ParsedDate::Date(date) => Ok(date),
            ParsedDate::Range(first, _) if is_start => {
                self.note(row, at, "this is a range: only its beginning is used");
                Ok(first)
            }
            ParsedDate::Range(first, last) if key == "due" => {
                self.begins = Some((at, first));
                Ok(last)
            }
            ParsedDate::Range(_, last) => {
                self.note(row, at, "this is a range: only its end is used");
                Ok(last)
            }
            ParsedDate::Unclear => {
                self.ask("day_order", head, "day-first");
                Err(CellProblem::Ask(format!(
                    "`{text}` is unclear: the day or the month may come first"
                )))
            }
            ParsedDate::NoYear => {
                self.ask("year", "year", "");
                Err(CellProblem::Ask(format!("`{text}` has no year")))
            }
            ParsedDate::Nothing => match (date_parser::serial(text), self.said("numbers", head)) {
                (Some(day), Some("days")) => Ok(day.to_string()),
                (Some(_), Some(_)) => Ok(String::new()),
                (Some(day), None) => {
                    self.ask("numbers", head, "days");
                    Err(CellProblem::Ask(format!(
                        "`{text}` is a number; a spreadsheet shows it as the day {day}"
                    )))
                }
                (None, _) => {
                    let guess = date_parser::guess(text, is_start, order, year);
                    self.ask("dates", text, guess.as_deref().unwrap_or("none"));
                    let hint = guess.map_or_else(String::new, |guess| format!("; `{guess}`?"));
                    Err(CellProblem::Ask(format!("`{text}` is not a date{hint}")))
                }
            },
        }
    }
}

/// Returns an id without a full stop after it, and without the digits that binary fractions add:
/// `1.1000000000000001`.
fn id(text: &str) -> Result<String, String> {
    let id = text.trim_end_matches(['.', ')', ':']);
    let long = id
        .split_once('.')
        .filter(|(_, rest)| rest.len() > 9 && rest.bytes().all(|b| b.is_ascii_digit()));
    let id = long.and_then(|_| id.parse().ok()).map_or_else(|| Ok(id.to_owned()), plain_number)?;
    if is_id(&id) {
        Ok(id)
    } else {
        Err(format!(
            "`{id}` is not an id. Use letters, digits, `.`, `_` and `-`, or leave it empty"
        ))
    }
}

/// A number, also one that is a text, as in CSV.
pub(super) fn number_of(found: &RawCell) -> Option<f64> {
    match found {
        RawCell::Number(number) => Some(*number),
        RawCell::Text(text) => {
            let text = text.replace(',', ".");
            Decimal::parse(&text).ok()?;
            text.parse().ok()
        }
        _ => None,
    }
}
