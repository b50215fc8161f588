//! The status and the progress of a row, also where one stands in the column of the other.

use super::cell_text::{one_line, plain};
use super::column_facts::{ColumnFacts, ReadCell};
use super::importer::Importer;
use super::notices::Notice;
use super::questions::Met;
use super::row_values::RowValues;
use crate::diagnostic::{Message, message};
use crate::spreadsheet::amount::share;
use crate::spreadsheet::date_order::DayMonthOrder;
use crate::spreadsheet::date_reading::{DateContext, reads_as};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::row_words::{is_no_tick, is_tick};
use crate::spreadsheet::status_text::{StatusText, status_text};
use crate::spreadsheet::typed_value::plain_number;

impl Importer<'_> {
    /// A status, or a share or a day in its place.
    pub(super) fn status(
        &mut self,
        cell: ReadCell<'_>,
        column: &ColumnFacts,
        values: &mut RowValues,
    ) {
        // Of several columns of statuses, the last one that says anything counts.
        if let Some(earlier) = values.status.take().filter(|status| !status.is_empty()) {
            values.remark("Status before", &earlier);
            self.notice(Notice::SeveralStatuses, cell.row);
        }
        let text = match cell.value {
            RawCell::Number(number) => {
                let is_percent = self.is_percent(cell.row, column.at);
                let percent = if is_percent { number * 100.0 } else { *number };
                format!("{}%", plain_number(percent).unwrap_or_default())
            }
            RawCell::Day(day) => {
                values.status = Some("completed".to_owned());
                values.completed = Some(day.to_string());
                return;
            }
            value => plain(value).into_owned(),
        };
        // A column of completion with yes and no.
        if column.is_called_completed {
            let is_yes = is_tick(&text);
            if is_yes || is_no_tick(&text) {
                values.status = is_yes.then(|| "completed".to_owned());
                return;
            }
        }
        self.status_word(cell.row, column, &text, values);
    }

    /// Whether a cell, or the merged cell over it, is shown as a percentage.
    fn is_percent(&self, row: u32, at: u32) -> bool {
        self.grid.sheet.is_percent(self.grid.origin(row, at), at)
    }

    fn status_word(&mut self, row: u32, column: &ColumnFacts, text: &str, values: &mut RowValues) {
        let read = match self.statuses.get(text) {
            Some(known) => known.clone(),
            None => {
                let read = status_text(text);
                self.statuses.insert(text.to_owned(), read.clone());
                read
            }
        };
        let proposal = match &read {
            StatusText::Known(status) => *status,
            StatusText::Share(share) if share == "100" => "completed",
            StatusText::Share(share) if share == "0" => "planned",
            StatusText::Share(_) => "ongoing",
            StatusText::CompletedOn(_) => "completed",
            StatusText::Negated => "",
            StatusText::Unknown(guess) => guess.unwrap_or(""),
        };
        let word = one_line(text);
        let met = Met {
            section: "statuses",
            word: &word,
            proposal,
            place: self.grid.place(row, column.at),
        };
        let doubt = || {
            message!("import.unclear-status", "the status `{status}` is not known", status = &word)
        };
        let is_open = matches!(read, StatusText::Negated | StatusText::Unknown(_));
        let status = self.questions.ask(&met, is_open.then_some(&doubt as &dyn Fn() -> Message));
        match read {
            StatusText::Share(share) => values.share = Some(share),
            StatusText::CompletedOn(day) => {
                let order = Some(DayMonthOrder::DayFirst);
                let context = DateContext { order, year: self.year, shows_days: false };
                match reads_as(&day, context).due() {
                    Some(day) => values.completed = Some(day),
                    None => values.remark(&column.label, text),
                }
            }
            StatusText::Known(_) => {}
            StatusText::Negated | StatusText::Unknown(_) => values.remark(&column.label, text),
        }
        if status.is_empty() {
            self.notice(Notice::UnknownStatus, row);
            values.todo.push(Notice::UnknownStatus);
        }
        values.status = Some(status);
    }

    /// Whether the numbers of a column of progress are shares of 1.
    pub(super) fn are_shares(&mut self, column: &ColumnFacts, cells: &[(u32, &RawCell)]) -> bool {
        match self.questions.given("numbers", &column.label) {
            Some("shares") => return true,
            Some("percentages") => return false,
            _ => {}
        }
        let (mut has_part, mut has_more, mut one) = (false, false, None);
        for (row, cell) in cells {
            let number = match cell {
                RawCell::Number(number) => *number,
                RawCell::Text(text) => match bare_number(text) {
                    Some(number) => number,
                    None => continue,
                },
                _ => continue,
            };
            if self.grid.sheet.is_percent(*row, column.at) {
                continue;
            }
            has_part |= number > 0.0 && number < 1.0;
            has_more |= number > 1.0;
            one = one.or((number == 1.0).then_some(*row));
        }
        let Some(row) = one.filter(|_| has_part == has_more) else { return has_part && !has_more };
        let doubt = || {
            message!(
                "import.one-of-progress",
                "`1` in the column `{column}` is a share (100 %) or a percentage (1 %)",
                column = &column.label
            )
        };
        let met = Met {
            section: "numbers",
            word: &column.label,
            proposal: "shares",
            place: self.place(row, column.at),
        };
        self.questions.ask(&met, Some(&doubt)) == "shares"
    }

    /// A share in a column of progress, or a status.
    pub(super) fn progress(
        &mut self,
        cell: ReadCell<'_>,
        column: &ColumnFacts,
        values: &mut RowValues,
    ) {
        // In a table of text, shares of 1 are texts.
        let number = match cell.value {
            RawCell::Text(text) if column.are_shares => bare_number(text).map(RawCell::Number),
            _ => None,
        };
        match number.as_ref().unwrap_or(cell.value) {
            RawCell::Number(number) => {
                let is_percent = self.is_percent(cell.row, column.at);
                let is_share = is_percent || column.are_shares;
                let percent = if is_share { number * 100.0 } else { *number };
                match plain_number(percent) {
                    Ok(share) if (0.0..=100.0).contains(&percent) => values.share = Some(share),
                    _ => values.remark(&column.label, &number.to_string()),
                }
            }
            RawCell::Text(text) => match share(text) {
                Ok(share) => values.share = Some(share),
                Err(_) if values.status.is_some() => values.remark(&column.label, text),
                Err(_) => match status_text(text) {
                    // A sentence about the progress is no status.
                    StatusText::Unknown(None) if text.contains(' ') => {
                        values.remark(&column.label, text);
                    }
                    _ => self.status_word(cell.row, column, text, values),
                },
            },
            value => values.remark(&column.label, &plain(value)),
        }
    }
}

/// A number without a sign for percent, in a table of text: `0.25`.
fn bare_number(text: &str) -> Option<f64> {
    let is_bare = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if is_bare { text.replace(',', ".").parse().ok() } else { None }
}
