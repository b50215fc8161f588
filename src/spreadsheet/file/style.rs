//! The formats of numbers in `.xls` and `.xlsb`: which number is a date, a percentage or an amount.

use std::collections::HashMap;

use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::spreadsheet::number_format::NumberFormat;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::refusal::{a_date_that_no_calendar_has, a_time_of_day, the_content};
use crate::spreadsheet::workbook::DAYS;

use super::sink::Sink;

/// The most formats of cells: spreadsheets have 65,490.
const MOST_STYLES: usize = 131_072;

/// The most bytes of the code of a format.
const MOST_CODE: usize = 1 << 10;

/// The days between the first day of the Macintosh's dates and that of the others.
const DAYS_1904: f64 = 1462.0;

/// What a number means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum NumberKind {
    #[default]
    Plain,
    Date,
    Duration,
}

/// The formats of a workbook.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Whether dates count from 1904.
    pub is_1904: bool,
    /// The codes of formats by their number.
    codes: HashMap<u16, (NumberKind, NumberFormat)>,
    /// The numbers of the formats of each style of cells.
    cells: Vec<u16>,
}

impl Styles {
    /// Takes the code of a format.
    pub(super) fn code(&mut self, number: u16, code: &str) {
        if code.len() <= MOST_CODE {
            self.codes.insert(number, (number_kind(code), NumberFormat::parse(code)));
        }
    }

    /// Takes a style of cells.
    pub(super) fn style(&mut self, number: u16) -> Result<(), Message> {
        self.cells.push(number);
        if self.cells.len() > MOST_STYLES {
            return Err(message!(
                "workbook.too-many-formats",
                "it has more than {most} formats of cells",
                most = MOST_STYLES
            ));
        }
        Ok(())
    }

    /// Returns the signs of the formats of all styles.
    fn marks(&self) -> Vec<Vec<String>> {
        let marks = |number| self.codes.get(number).map(|(_, format)| format.marks.clone());
        self.cells.iter().map(|number| marks(number).unwrap_or_default()).collect()
    }

    /// Gives the signs of all formats to a sheet that uses some.
    pub(super) fn finish(&self, sink: &mut Sink) {
        if !sink.sheet.marks.places.is_empty() {
            sink.sheet.marks.formats = self.marks();
        }
    }

    /// Puts a number into the sheet, as its style says.
    pub(super) fn number(
        &self,
        sink: &mut Sink,
        (row, column): (u32, u32),
        style: usize,
        value: f64,
    ) -> Result<(), Message> {
        let number = self.cells.get(style).copied().unwrap_or_default();
        let (kind, is_percent, has_marks) = match self.codes.get(&number) {
            Some((kind, format)) => (*kind, format.is_percent, !format.marks.is_empty()),
            None => (built_in(number), matches!(number, 9 | 10), false),
        };
        let found = match kind {
            _ if !value.is_finite() => RawCell::Odd(the_content(value)),
            NumberKind::Plain => RawCell::Number(value),
            NumberKind::Duration => RawCell::Odd(a_time_of_day()),
            NumberKind::Date => date_cell(value, self.is_1904),
        };
        if matches!(found, RawCell::Number(_)) {
            if is_percent {
                sink.sheet.percents.push((row, column));
            }
            if has_marks {
                sink.sheet.marks.places.push((row, column, style));
            }
        }
        sink.cell(row, column, found)
    }
}

/// Returns the cell of a date.
fn date_cell(value: f64, is_1904: bool) -> RawCell {
    if (0.0..1.0).contains(&value) {
        return RawCell::Odd(a_time_of_day());
    }
    // A moment is rounded to its second.
    let days = ((value * 86_400.0).round() / 86_400.0).floor();
    let days = if is_1904 { days + DAYS_1904 } else { days };
    // The 29 February 1900, which spreadsheets have, moves the days before it.
    let days = if days < 60.0 { days + 1.0 } else { days };
    let first = Day::from_ymd_opt(1899, 12, 30);
    let day = first
        .filter(|_| value >= 0.0 && days < DAYS)
        .and_then(|first| first.checked_add_days(chrono::Days::new(days as u64)));
    day.map_or_else(|| RawCell::Odd(a_date_that_no_calendar_has()), RawCell::Day)
}

/// The kind of the formats without a code in the file.
fn built_in(number: u16) -> NumberKind {
    match number {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberKind::Date,
        46 => NumberKind::Duration,
        _ => NumberKind::Plain,
    }
}

/// Reads the code of a format, up to the section for negative numbers.
fn number_kind(code: &str) -> NumberKind {
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => drop(rest.by_ref().find(|c| *c == '"')),
            '\\' | '_' | '*' => drop(rest.next()),
            ';' => break,
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let is_unit = |unit: char| inside.chars().all(|c| c.eq_ignore_ascii_case(&unit));
                if !inside.is_empty() && ['h', 'm', 's'].into_iter().any(is_unit) {
                    return NumberKind::Duration;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return NumberKind::Date,
            _ => {}
        }
    }
    NumberKind::Plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_dates_are_known() {
        for (code, kind) in [
            ("General", NumberKind::Plain),
            ("DD/MM/YYYY", NumberKind::Date),
            ("[$-409]d\\-mmm\\-yy;@", NumberKind::Date),
            ("yyyy\"年\"m\"月\"", NumberKind::Date),
            ("[hh]:mm", NumberKind::Duration),
            ("[Red]#,##0", NumberKind::Plain),
            ("#,##0 \"days\"", NumberKind::Plain),
            ("0;[Red]d", NumberKind::Plain),
            ("_-* #,##0 _m", NumberKind::Plain),
        ] {
            assert_eq!(number_kind(code), kind, "{code}");
        }
    }

    #[test]
    fn days_count_from_two_first_days() {
        let day = |year, month, day| Day::from_ymd_opt(year, month, day).map(RawCell::Day);
        assert_eq!(Some(date_cell(45_747.0, false)), day(2025, 3, 31));
        assert_eq!(Some(date_cell(45_747.999_999_9, false)), day(2025, 4, 1));
        assert_eq!(Some(date_cell(44_285.5, true)), day(2025, 3, 31));
        assert_eq!(Some(date_cell(1.0, false)), day(1900, 1, 1));
        assert_eq!(Some(date_cell(61.0, false)), day(1900, 3, 1));
        for strange in [-1.0, 0.5, 3e6, f64::NAN] {
            assert!(matches!(date_cell(strange, false), RawCell::Odd(_)), "{strange}");
        }
    }
}
