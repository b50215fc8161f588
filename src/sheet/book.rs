use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};

use crate::model::Day;

/// The most that a workbook may hold when it is unpacked.
const MOST_UNPACKED: u64 = 256 << 20;

/// The most cells of one sheet.
const MOST_CELLS: usize = 10_000_000;

/// What stands in a cell of somebody's workbook.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, or a moment of it.
    Day(Day),
    /// Something that is no value, in words.
    Odd(String),
}

/// A sheet as it was found: what is empty is left out. Rows and columns from 0.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The cells by row and column.
    pub rows: BTreeMap<u32, BTreeMap<u32, Found>>,
    /// Cells that are worked out by a formula.
    pub formulas: Vec<(u32, u32)>,
    /// Cells that are merged into one: the first and the last.
    pub merged: Vec<((u32, u32), (u32, u32))>,
}

/// A workbook, opened.
pub struct Book<'b>(Xlsx<Cursor<&'b [u8]>>);

impl<'b> Book<'b> {
    /// Opens a workbook of the form that Excel writes since 2007.
    ///
    /// # Errors
    /// What is wrong with it, in one sentence.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err("it is encrypted, or of the form before 2007: save it as .xlsx without a password".to_owned());
        }
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("it is damaged or cut off: {error}"))?;
        let mut left = MOST_UNPACKED;
        for number in 0..archive.len() {
            let part = archive.by_index(number).map_err(|error| format!("it cannot be unpacked: {error}"))?;
            if part.name().is_ok_and(|name| name.ends_with("vbaProject.bin")) {
                return Err("it holds macros: save it as .xlsx without them".to_owned());
            }
            // What a part says of its own size need not be so.
            let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|error| format!("it is damaged: {error}"))?;
            left = left.checked_sub(unpacked).ok_or_else(|| format!("it unpacks to more than {} MiB", MOST_UNPACKED >> 20))?;
        }
        open_workbook_from_rs(Cursor::new(bytes)).map(Book).map_err(|error: calamine::XlsxError| format!("it is no workbook: {error}"))
    }

    /// The names of its sheets, in their order.
    pub fn sheets(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// Reads a sheet. Cells are taken one by one: a sheet may claim to be far larger than what is in it.
    ///
    /// # Errors
    /// What is wrong with it, in one sentence.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, String> {
        let wrong = |error: calamine::XlsxError| format!("the sheet `{name}` cannot be read: {error}");
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        let mut reader = self.0.worksheet_cells_reader(name).map_err(wrong)?;
        let mut cells = 0;
        while let Some(cell) = reader.next_cell().map_err(wrong)? {
            let (row, column) = cell.get_position();
            if let Some(found) = found(cell.get_value()) {
                cells += 1;
                if cells > MOST_CELLS {
                    return Err(format!("the sheet `{name}` has more than {MOST_CELLS} cells"));
                }
                sheet.rows.entry(row).or_default().insert(column, found);
            }
        }
        drop(reader);
        let mut reader = self.0.worksheet_cells_reader(name).map_err(wrong)?;
        while let Some(cell) = reader.next_formula().map_err(wrong)? {
            if !cell.get_value().is_empty() && sheet.formulas.len() < MOST_CELLS {
                sheet.formulas.push(cell.get_position());
            }
        }
        drop(reader);
        let merged = self.0.merge_cells_by_sheet_name(name).map_err(wrong)?;
        sheet.merged = merged.into_iter().map(|cells| (cells.start, cells.end)).collect();
        Ok(sheet)
    }
}

fn found(data: &DataRef<'_>) -> Option<Found> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| Found::Text(text.trim().replace("\r\n", "\n")));
    match data {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(Found::Number(*number as f64)),
        DataRef::Float(number) => Some(Found::Number(*number)),
        DataRef::String(own) => text(own),
        DataRef::SharedString(shared) => text(shared),
        DataRef::Bool(value) => Some(Found::Text(value.to_string())),
        DataRef::DateTime(moment) if moment.is_duration() => Some(Found::Odd("a time of day".to_owned())),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day = Day::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day));
            Some(day.map_or_else(|| Found::Odd("a date that no calendar has".to_owned()), Found::Day))
        }
        DataRef::DateTimeIso(moment) => {
            let day = moment.get(..10).and_then(|day| day.parse().ok());
            Some(day.map_or_else(|| Found::Odd(format!("`{moment}`")), Found::Day))
        }
        DataRef::DurationIso(time) => Some(Found::Odd(format!("`{time}`"))),
        DataRef::Error(error) => Some(Found::Odd(format!("the error {error}"))),
    }
}

/// `D5`: a cell as people name it.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().chain(&[]).collect::<String>() + &(u64::from(row) + 1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_that_spreadsheets_give_them() {
        assert_eq!([cell_name(0, 0), cell_name(4, 25), cell_name(4, 26), cell_name(0, 16_383)], ["A1", "Z5", "AA5", "XFD1"]);
    }
}
