//! A cell of an `.ods` file.

use crate::diagnostic::Message;
use crate::spreadsheet::cell::MOST_CHARS;
use crate::spreadsheet::number_format::NumberFormat;
use crate::spreadsheet::positions::values;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::refusal::{a_time_of_day, text_too_long, the_content, the_error};
use crate::spreadsheet::workbook::iso_day;

use super::ods_attribute::{count, plain};
use super::sink::text_cell;

/// A cell that is being read.
#[derive(Debug, Default)]
pub(super) struct OdsCell {
    pub style: Option<String>,
    /// How many columns it is repeated in.
    pub repeated: u32,
    /// How many rows and columns it covers.
    pub span: (u32, u32),
    kind: Option<String>,
    value: Option<String>,
    currency: Option<String>,
    is_formula: bool,
    is_error: bool,
    /// The text that it shows, and the depth inside its paragraphs.
    text: String,
    paragraphs: usize,
    open: usize,
}

/// The value of a cell, with the facts beside it.
#[derive(Debug)]
pub(super) struct OdsValue {
    pub found: Option<RawCell>,
    pub is_formula: bool,
    pub is_percent: bool,
    /// The words and signs beside the number.
    pub marks: Vec<String>,
}

impl OdsCell {
    /// Begins a cell by the attributes of its tag.
    pub(super) fn open(raw: &str) -> Result<Self, Message> {
        let [style, columns, rows_spanned, columns_spanned] = values(
            raw,
            [
                "table:style-name",
                "table:number-columns-repeated",
                "table:number-rows-spanned",
                "table:number-columns-spanned",
            ],
        )?;
        let [kind, value, string, day, time, truth, currency, formula, calc] = values(
            raw,
            [
                "office:value-type",
                "office:value",
                "office:string-value",
                "office:date-value",
                "office:time-value",
                "office:boolean-value",
                "office:currency",
                "table:formula",
                "calcext:value-type",
            ],
        )?;
        let value = match kind {
            Some("string") => string,
            Some("date") => day,
            Some("time") => time,
            Some("boolean") => truth,
            _ => value,
        };
        Ok(OdsCell {
            style: style.map(str::to_owned),
            repeated: count(columns)?,
            span: (count(rows_spanned)?, count(columns_spanned)?),
            kind: kind.map(str::to_owned),
            value: value.map(plain).transpose()?,
            currency: currency.map(plain).transpose()?,
            is_formula: formula.is_some(),
            is_error: calc == Some("error"),
            ..OdsCell::default()
        })
    }

    /// Begins a tag inside the cell.
    pub(super) fn start(&mut self, name: &str, raw: &str) -> Result<(), Message> {
        match name {
            "text:p" | "text:h" => {
                if self.paragraphs > 0 && self.open == 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.open += 1;
            }
            "text:s" => {
                let [blanks] = values(raw, ["text:c"])?;
                let blanks = usize::try_from(count(blanks)?).unwrap_or(usize::MAX);
                self.text.extend(std::iter::repeat_n(' ', blanks.min(MOST_CHARS + 1)));
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        self.check()
    }

    /// Ends a tag inside the cell.
    pub(super) fn end(&mut self, name: &str) {
        if matches!(name, "text:p" | "text:h") {
            self.open = self.open.saturating_sub(1);
        }
    }

    /// Takes a text. Blanks and line breaks in a file are one blank.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Message> {
        if self.open == 0 {
            return Ok(());
        }
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !is_blank {
                self.text.push(c);
            } else if !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
        self.check()
    }

    fn check(&self) -> Result<(), Message> {
        // A character has up to four bytes.
        if self.text.len() > MOST_CHARS * 4 { Err(text_too_long()) } else { Ok(()) }
    }

    /// Ends the cell; none if it has neither a value nor a formula. `format` is that of its style.
    pub(super) fn close(self, format: Option<&NumberFormat>) -> Option<OdsValue> {
        let (is_formula, is_error) = (self.is_formula, self.is_error);
        let found =
            if is_error { Some(RawCell::Odd(the_error(self.text.trim()))) } else { self.value() };
        let is_number = matches!(found, Some(RawCell::Number(_)));
        let is_share = self.kind.as_deref() == Some("percentage");
        let is_percent = is_share || format.is_some_and(|format| format.is_percent);
        let marks = match self.currency {
            Some(currency) => vec![currency],
            None => format.map(|format| format.marks.clone()).unwrap_or_default(),
        };
        (found.is_some() || is_formula).then_some(OdsValue {
            found,
            is_formula,
            is_percent: is_number && is_percent,
            marks: if is_number { marks } else { Vec::new() },
        })
    }

    fn value(&self) -> Option<RawCell> {
        let shown = || text_cell(&self.text);
        let Some(value) = self.value.as_deref() else { return shown() };
        match self.kind.as_deref() {
            Some("float" | "percentage" | "currency") => match value.parse::<f64>() {
                Ok(number) if number.is_finite() => Some(RawCell::Number(number)),
                _ => Some(RawCell::Odd(the_content(value))),
            },
            Some("date") => Some(iso_day(value)),
            Some("time") => Some(RawCell::Odd(a_time_of_day())),
            Some("boolean" | "string") => text_cell(value),
            _ => shown(),
        }
    }
}
