//! Reads an Excel workbook.

use super::bounds::{MOST_CELLS, MOST_ROWS, MOST_TEXT};
use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};

use super::cell::MOST_CHARS;
use super::cells::RowCells;
use super::coloured::{Coloured, MOST_COLOURED, uncover};
use super::number_format::{NumberFormat, NumberMarks};
use super::positions::cell_name;
use super::raw_cell::RawCell;
use super::refusal::{
    a_date_that_no_calendar_has, a_time_of_day, cell_too_long, the_content, the_error,
    too_many_cells, too_many_rows, too_much_text,
};
use super::unpack::{UnpackedSheet, unpack};
use crate::diagnostic::{Message, message};
use crate::model::Day;

/// The days of a spreadsheet end before this one, the first of the year 10000.
pub(super) const DAYS: f64 = 2_958_466.0;

/// A sheet as it was read, without empty cells. Rows and columns count from 0.
#[derive(Clone, Debug, Default)]
pub struct RawSheet {
    /// The name.
    pub name: String,
    /// The cells by row and column.
    pub rows: BTreeMap<u32, RowCells>,
    /// Cells that are calculated by a formula, in order.
    pub formulas: Vec<(u32, u32)>,
    /// Numbers that the sheet shows as percentages, in order: 0.55 means 55%.
    pub percents: Vec<(u32, u32)>,
    /// The words and signs beside numbers, such as `€`.
    pub marks: NumberMarks,
    /// Cells that are merged into one, in order: the first and the last.
    pub merged: Vec<((u32, u32), (u32, u32))>,
    /// Whether a spreadsheet does not show it.
    pub is_hidden: bool,
    /// Rows that are not shown, from one to another.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Columns that are not shown, likewise.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells without a value that have a colour, in order: a spreadsheet may show time in this way.
    /// At most 100,000, and only those of `.xlsx` and `.xlsm` files.
    pub coloured: Vec<(u32, u32)>,
}

impl RawSheet {
    /// Puts the cells of a row in their place, if there are any.
    pub(super) fn put(&mut self, row: u32, mut cells: RowCells) {
        if !cells.is_empty() {
            cells.shrink();
            self.rows.insert(row, cells);
        }
    }

    /// Whether a number is shown as a percentage.
    pub(super) fn is_percent(&self, row: u32, column: u32) -> bool {
        self.percents.binary_search(&(row, column)).is_ok()
    }
}

/// A workbook, opened.
pub struct Workbook<'b> {
    xlsx: Xlsx<Cursor<&'b [u8]>>,
    /// The facts about the sheets beside their cells.
    sheets: Vec<UnpackedSheet>,
    /// How many cells and rows have been read, and how many bytes of text.
    cells: usize,
    rows: usize,
    text: usize,
}

impl<'b> Workbook<'b> {
    /// Opens a workbook in the format of Excel since 2007.
    ///
    /// # Errors
    /// The problem, in one sentence.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Message> {
        let sheets = unpack(bytes)?;
        let xlsx =
            open_workbook_from_rs(Cursor::new(bytes)).map_err(|error: calamine::XlsxError| {
                let why = error.to_string();
                message!("workbook.not-a-workbook", "it is not a workbook: {why}", why)
            })?;
        let book = Workbook { xlsx, sheets, cells: 0, rows: 0, text: 0 };
        if book.xlsx.sheet_names().iter().ne(book.sheets.iter().map(|sheet| &sheet.name)) {
            return Err(message!(
                "workbook.two-lists-of-sheets",
                "it is damaged: its list of sheets can be read in two ways"
            ));
        }
        Ok(book)
    }

    /// The names of its sheets that hold cells, in their order.
    pub fn sheets(&self) -> Vec<String> {
        self.sheets.iter().filter(|sheet| sheet.has_cells).map(|sheet| sheet.name.clone()).collect()
    }

    /// Reads a sheet cell by cell, because a sheet may claim to be far larger than it is.
    ///
    /// # Errors
    /// The problem, in one sentence.
    pub fn sheet(&mut self, name: &str) -> Result<RawSheet, Message> {
        let wrong = |error: calamine::XlsxError| {
            let why = error.to_string();
            message!(
                "workbook.unreadable-sheet",
                "the sheet `{name}` cannot be read: {why}",
                name,
                why
            )
        };
        let mut sheet = RawSheet { name: name.to_owned(), ..RawSheet::default() };
        let mut reader = self.xlsx.worksheet_cells_reader(name).map_err(wrong)?;
        // The row that is being read, and its number.
        let (mut cells, mut number) = (RowCells::default(), 0);
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(wrong)? {
            let (row, column) = cell.pos;
            let length = text_of(&cell.value).map_or(0, str::len);
            // Fewer bytes are fewer characters.
            if length > MOST_CHARS
                && text_of(&cell.value).is_some_and(|text| text.chars().nth(MOST_CHARS).is_some())
            {
                return Err(cell_too_long(format!("{name}!{}", cell_name(row, column))));
            }
            self.text += length;
            if self.text > MOST_TEXT {
                return Err(too_much_text());
            }
            let found = found(&cell.value);
            self.cells += usize::from(found.is_some() || cell.formula.is_some());
            if self.cells > MOST_CELLS {
                return Err(too_many_cells());
            }
            if cell.formula.is_some() {
                sheet.formulas.push((row, column));
            }
            if let Some(found) = found {
                if row != number {
                    sheet.put(number, std::mem::take(&mut cells));
                    (cells, number) = (sheet.rows.remove(&row).unwrap_or_default(), row);
                }
                if cells.insert(column, found).is_some() {
                    return Err(message!(
                        "workbook.cell-twice",
                        "{place} is there twice",
                        place = format!("{name}!{}", cell_name(row, column))
                    ));
                }
            }
        }
        sheet.put(number, cells);
        self.rows += sheet.rows.len();
        if self.rows > MOST_ROWS {
            return Err(too_many_rows());
        }
        let formats: Vec<NumberFormat> = reader.styles().iter().map(number_format).collect();
        let coloured = Coloured::new(reader.styles());
        drop(reader);
        sheet.formulas.sort_unstable();
        if let Some(own) = self.sheets.iter().find(|own| own.name == name) {
            sheet.is_hidden = own.is_hidden;
            sheet.hidden_rows.clone_from(&own.part.hidden_rows);
            sheet.hidden_columns.clone_from(&own.part.hidden_columns);
            sheet.merged =
                own.part.merged.iter().filter(|(first, last)| first != last).copied().collect();
            sheet.merged.sort_unstable();
            sheet.merged.dedup();
        }
        if !coloured.is_empty() || formats.iter().any(|format| *format != NumberFormat::default()) {
            self.formats(&mut sheet, formats, &coloured).map_err(wrong)?;
        }
        Ok(sheet)
    }

    /// Finds the signs that a sheet shows beside its numbers, and its coloured cells; `formats` and
    /// `coloured` are those of its styles.
    fn formats(
        &mut self,
        sheet: &mut RawSheet,
        formats: Vec<NumberFormat>,
        coloured: &Coloured,
    ) -> Result<(), calamine::XlsxError> {
        let mut reader = self.xlsx.worksheet_cells_reader(&sheet.name)?;
        while let Some((row, column, style)) = reader.next_style_id()? {
            if coloured.has(style)
                && sheet.coloured.len() < MOST_COLOURED
                && sheet.rows.get(&row).is_none_or(|cells| !cells.contains_key(&column))
            {
                sheet.coloured.push((row, column));
            }
            let Some(format) =
                formats.get(style).filter(|format| **format != NumberFormat::default())
            else {
                continue;
            };
            if !matches!(
                sheet.rows.get(&row).and_then(|cells| cells.get(&column)),
                Some(RawCell::Number(_))
            ) {
                continue;
            }
            if format.is_percent {
                sheet.percents.push((row, column));
            }
            if !format.marks.is_empty() {
                sheet.marks.places.push((row, column, style));
            }
        }
        sheet.coloured.sort_unstable();
        sheet.coloured.dedup();
        uncover(&mut sheet.coloured, &sheet.merged);
        sheet.percents.sort_unstable();
        sheet.marks.places.sort_unstable();
        sheet.marks.formats = formats.into_iter().map(|format| format.marks).collect();
        Ok(())
    }
}

fn number_format(style: &calamine::Style) -> NumberFormat {
    style
        .number_format
        .as_ref()
        .map(|format| NumberFormat::parse(&format.format_code))
        .unwrap_or_default()
}

/// The text of a cell.
fn text_of<'d>(data: &'d DataRef<'_>) -> Option<&'d str> {
    match data {
        DataRef::String(own) => Some(own),
        DataRef::SharedString(shared) => Some(shared),
        _ => None,
    }
}

fn found(data: &DataRef<'_>) -> Option<RawCell> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| RawCell::Text(unix(text.trim())));
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(RawCell::Number(*number as f64)),
        DataRef::Float(number) if number.is_finite() => Some(RawCell::Number(*number)),
        DataRef::Float(number) => Some(RawCell::Odd(the_content(number))),
        DataRef::String(own) => text(own),
        DataRef::SharedString(shared) => text(shared),
        DataRef::Bool(value) => Some(RawCell::Text(value.to_string())),
        DataRef::DateTime(moment)
            if moment.is_duration() || (0.0..1.0).contains(&moment.as_f64()) =>
        {
            Some(RawCell::Odd(a_time_of_day()))
        }
        DataRef::DateTime(moment) if !(0.0..DAYS).contains(&moment.as_f64()) => {
            Some(RawCell::Odd(a_date_that_no_calendar_has()))
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = Day::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
            Some(day.map_or_else(|| RawCell::Odd(a_date_that_no_calendar_has()), RawCell::Day))
        }
        DataRef::DateTimeIso(moment) => Some(iso_day(moment)),
        DataRef::DurationIso(time) => Some(RawCell::Odd(the_content(time))),
        DataRef::Error(error) => Some(RawCell::Odd(the_error(error))),
    }
}

/// Returns the cell of a day or a moment as ISO 8601 writes it. The time of day does not count.
pub(super) fn iso_day(moment: &str) -> RawCell {
    let is_day = |rest: &str| rest.is_empty() || rest.starts_with('T');
    let day = moment
        .split_at_checked(10)
        .filter(|(_, rest)| is_day(rest))
        .and_then(|(day, _)| day.parse().ok());
    day.map_or_else(|| RawCell::Odd(the_content(moment)), RawCell::Day)
}

/// A text with the line breaks that a plan has.
pub(super) fn unix(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_spreadsheets_give_them() {
        assert_eq!(
            [cell_name(0, 0), cell_name(4, 25), cell_name(4, 26), cell_name(0, 16_383)],
            ["A1", "Z5", "AA5", "XFD1"]
        );
    }
}
