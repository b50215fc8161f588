//! Reads a sheet of an `.xls` file.

use crate::diagnostic::{Message, message};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::refusal::{cut_off, no_such_text};

use super::bytes::Bytes;
use super::sink::{Sink, error_cell, text_cell};
use super::xls_globals::Globals;
use super::xls_record::{BOF, EOF, Record, Records};
use super::xls_text::piece;

/// The kinds of records of a sheet.
mod kind {
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const RK: u16 = 0x027e;
    pub(super) const MUL_RK: u16 = 0x00bd;
    pub(super) const LABEL_SST: u16 = 0x00fd;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const RICH_LABEL: u16 = 0x00d6;
    pub(super) const BOOL_ERR: u16 = 0x0205;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const STRING: u16 = 0x0207;
    pub(super) const MERGED: u16 = 0x00e5;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const COLUMNS: u16 = 0x007d;
}

/// The reader of a sheet.
pub(super) struct SheetReader<'g, 's> {
    globals: &'g Globals,
    sink: &'s mut Sink,
    /// The formula whose text is in one of the next records.
    open: Option<(u32, u32)>,
}

impl<'g, 's> SheetReader<'g, 's> {
    pub(super) fn new(globals: &'g Globals, sink: &'s mut Sink) -> Self {
        SheetReader { globals, sink, open: None }
    }

    /// Reads the records of a sheet, without those of charts inside it.
    pub(super) fn read(&mut self, mut records: Records<'_>) -> Result<(), Message> {
        let mut depth = 0_usize;
        while let Some(record) = records.next() {
            let Record { kind, data } = record?;
            self.sink.record()?;
            match kind {
                BOF => depth += 1,
                _ if depth == 0 => {
                    return Err(message!(
                        "workbook.misplaced-sheet",
                        "it is damaged: a sheet does not begin where it should"
                    ));
                }
                EOF if depth == 1 => return Ok(()),
                EOF => depth -= 1,
                kind::STRING if depth == 1 => {
                    let mut parts = vec![data.0];
                    while let Some(part) = records.continued()? {
                        parts.push(part);
                    }
                    if let Some((row, column)) = self.open.take()
                        && let Some(found) = text_cell(&self.globals.form.text(&parts, false)?)
                    {
                        self.sink.cell(row, column, found)?;
                    }
                }
                kind if depth == 1 => self.record(kind, data)?,
                _ => {}
            }
        }
        Err(cut_off())
    }

    fn record(&mut self, kind: u16, data: Bytes<'_>) -> Result<(), Message> {
        match kind {
            kind::NUMBER => self.number(data, data.f64(6)?),
            kind::RK => self.number(data, data.rk(6)?),
            kind::MUL_RK => {
                let first = u32::from(data.u16(2)?);
                // The last two bytes are the last column.
                let (values, _) = data
                    .0
                    .get(4..data.0.len().saturating_sub(2))
                    .unwrap_or_default()
                    .as_chunks::<6>();
                for (column, value) in (first..).zip(values) {
                    let value = Bytes(value);
                    let place = (u32::from(data.u16(0)?), column);
                    let style = usize::from(value.u16(0)?);
                    self.globals.styles.number(self.sink, place, style, value.rk(2)?)?;
                }
                Ok(())
            }
            kind::LABEL_SST => {
                let number = usize::try_from(data.u32(6)?).unwrap_or(usize::MAX);
                let text = self.globals.texts.get(number).ok_or_else(no_such_text)?;
                self.text(data, text)
            }
            kind::LABEL | kind::RICH_LABEL => {
                let text = self.globals.form.text(&piece(data, 6)?, false)?;
                self.text(data, &text)
            }
            kind::BOOL_ERR => {
                let found = value(data.u8(7)? != 0, data.u8(6)?);
                let (row, column) = place(data)?;
                self.sink.cell(row, column, found)
            }
            kind::FORMULA => self.formula(data),
            kind::MERGED => {
                let count = usize::from(data.u16(0)?);
                let (ranges, _) = data.from(2)?.0.as_chunks::<8>();
                for range in ranges.iter().take(count).map(|range| Bytes(range)) {
                    let [top, bottom, left, right] =
                        [range.u16(0)?, range.u16(2)?, range.u16(4)?, range.u16(6)?].map(u32::from);
                    self.sink.merged(((top, left), (bottom, right)))?;
                }
                Ok(())
            }
            kind::ROW => {
                if data.u16(12)? & 0x20 != 0 {
                    let row = u32::from(data.u16(0)?);
                    self.sink.hidden_rows(row, row);
                }
                Ok(())
            }
            kind::COLUMNS => {
                if data.u16(8)? & 1 != 0 {
                    self.sink.hidden_columns(data.u16(0)?.into(), data.u16(2)?.into());
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn number(&mut self, data: Bytes<'_>, value: f64) -> Result<(), Message> {
        let style = usize::from(data.u16(4)?);
        self.globals.styles.number(self.sink, place(data)?, style, value)
    }

    fn text(&mut self, data: Bytes<'_>, text: &str) -> Result<(), Message> {
        let (row, column) = place(data)?;
        text_cell(text).map_or(Ok(()), |found| self.sink.cell(row, column, found))
    }

    fn formula(&mut self, data: Bytes<'_>) -> Result<(), Message> {
        let (row, column) = place(data)?;
        self.sink.formula(row, column)?;
        self.open = None;
        if data.u16(12)? != 0xffff {
            return self.number(data, data.f64(6)?);
        }
        match data.u8(6)? {
            0 => self.open = Some((row, column)),
            kind @ (1 | 2) => self.sink.cell(row, column, value(kind == 2, data.u8(8)?))?,
            // An empty text.
            _ => {}
        }
        Ok(())
    }
}

fn place(data: Bytes<'_>) -> Result<(u32, u32), Message> {
    Ok((data.u16(0)?.into(), data.u16(2)?.into()))
}

/// A truth, or an error.
fn value(is_error: bool, value: u8) -> RawCell {
    if is_error { error_cell(value) } else { RawCell::Text((value != 0).to_string()) }
}
