//! Takes the cells of all sheets of a file, and counts them.

use crate::spreadsheet::bounds::{MOST_CELLS, MOST_MERGED, MOST_ROWS, MOST_TEXT};
use std::borrow::Cow;

use crate::diagnostic::{Message, message};
use crate::spreadsheet::cell::MOST_CHARS;
use crate::spreadsheet::positions::{MAX_COLUMNS, MAX_ROWS, cell_name};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::refusal::{
    beyond_last_cell, cell_too_long, in_sheet, merged_too_often, the_error, too_many_cells,
    too_many_rows, too_much_text,
};
use crate::spreadsheet::workbook::{RawSheet, unix};
use crate::spreadsheet::workbook_part::CellRange;

/// The most records or tags of all parts together.
const MOST_RECORDS: usize = 50_000_000;

/// The most sheets.
const MOST_SHEETS: usize = 10_000;

/// The sheets of a file, and how much they hold.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub sheets: Vec<RawSheet>,
    /// The sheet that is being read.
    pub sheet: RawSheet,
    records: usize,
    cells: usize,
    formulas: usize,
    rows: usize,
    text: usize,
}

impl Sink {
    /// Counts a record or a tag.
    pub(super) fn record(&mut self) -> Result<(), Message> {
        self.records += 1;
        if self.records > MOST_RECORDS {
            return Err(message!(
                "workbook.too-many-records",
                "it has more than {most} records",
                most = MOST_RECORDS
            ));
        }
        Ok(())
    }

    /// Begins a sheet.
    pub(super) fn begin(&mut self, name: String, is_hidden: bool) -> Result<(), Message> {
        if self.sheets.len() >= MOST_SHEETS {
            return Err(message!(
                "workbook.too-many-sheets",
                "it has more than {most} sheets",
                most = MOST_SHEETS
            ));
        }
        self.sheet = RawSheet { name, is_hidden, ..RawSheet::default() };
        Ok(())
    }

    /// Ends the sheet.
    pub(super) fn end(&mut self) -> Result<(), Message> {
        let mut sheet = std::mem::take(&mut self.sheet);
        self.rows += sheet.rows.len();
        if self.rows > MOST_ROWS {
            return Err(too_many_rows());
        }
        sheet.rows.values_mut().for_each(super::super::cells::RowCells::shrink);
        for places in [&mut sheet.formulas, &mut sheet.percents] {
            places.sort_unstable();
            places.dedup();
        }
        sheet.marks.places.sort_unstable();
        sheet.marks.places.dedup_by_key(|(row, column, _)| (*row, *column));
        sheet.merged.sort_unstable();
        sheet.merged.dedup();
        self.sheets.push(sheet);
        Ok(())
    }

    /// Takes a cell.
    pub(super) fn cell(&mut self, row: u32, column: u32, found: RawCell) -> Result<(), Message> {
        let place = || format!("{}!{}", self.sheet.name, cell_name(row, column));
        if !is_inside((row, column)) {
            return Err(beyond_last_cell(place()));
        }
        let text = match &found {
            RawCell::Text(text) => Some(Cow::Borrowed(text.as_str())),
            RawCell::Odd(what) => Some(Cow::Owned(what.to_string())),
            RawCell::Number(_) | RawCell::Day(_) => None,
        };
        if let Some(text) = text {
            // Fewer bytes are fewer characters.
            if text.len() > MOST_CHARS && text.chars().nth(MOST_CHARS).is_some() {
                return Err(cell_too_long(place()));
            }
            self.text += text.len();
            if self.text > MOST_TEXT {
                return Err(too_much_text());
            }
        }
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return Err(too_many_cells());
        }
        self.sheet.rows.entry(row).or_default().insert(column, found);
        Ok(())
    }

    /// Notes that a cell is calculated.
    pub(super) fn formula(&mut self, row: u32, column: u32) -> Result<(), Message> {
        self.sheet.formulas.push((row, column));
        self.formulas += 1;
        if self.formulas > MOST_CELLS {
            return Err(too_many_cells());
        }
        Ok(())
    }

    /// Takes cells that are merged.
    pub(super) fn merged(&mut self, (first, last): CellRange) -> Result<(), Message> {
        let is_sound = first.0 <= last.0 && first.1 <= last.1 && is_inside(last);
        if first != last && is_sound {
            self.sheet.merged.push((first, last));
        }
        if self.sheet.merged.len() > MOST_MERGED {
            return Err(in_sheet(&self.sheet.name, merged_too_often()));
        }
        Ok(())
    }

    /// Notes that rows are not shown.
    pub(super) fn hidden_rows(&mut self, first: u32, last: u32) {
        if is_inside((last, 0)) {
            join(&mut self.sheet.hidden_rows, first, last);
        }
    }

    /// Notes that columns are not shown.
    pub(super) fn hidden_columns(&mut self, first: u32, last: u32) {
        if is_inside((0, last)) {
            join(&mut self.sheet.hidden_columns, first, last);
        }
    }
}

fn is_inside((row, column): (u32, u32)) -> bool {
    row < MAX_ROWS && column < MAX_COLUMNS
}

fn join(ranges: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some((_, end)) if end.checked_add(1) == Some(first) => *end = last,
        _ => ranges.push((first, last)),
    }
}

/// Returns the cell of a text; none if it is blank.
pub(super) fn text_cell(text: &str) -> Option<RawCell> {
    let text = text.trim();
    (!text.is_empty()).then(|| RawCell::Text(unix(text)))
}

/// Returns the cell of an error of a formula, by its number.
pub(super) fn error_cell(code: u8) -> RawCell {
    let name = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => return RawCell::Odd(message!("workbook.unknown-error", "an unknown error")),
    };
    RawCell::Odd(the_error(name))
}
