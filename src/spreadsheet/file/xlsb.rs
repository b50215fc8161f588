//! Reads an `.xlsb` file: Excel since 2007 in binary records (MS-XLSB).

use std::collections::{HashMap, HashSet};

use quick_xml::escape::unescape;

use crate::diagnostic::Message;
use crate::spreadsheet::inspect::inspect;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::refusal::{
    cut_off, damaged, no_such_text, same_as_another_sheet, too_many_shared_texts,
};
use crate::spreadsheet::unpack::MOST_KEPT;
use crate::spreadsheet::workbook::RawSheet;

use super::bytes::Bytes;
use super::parts::ZipParts;
use super::sink::{Sink, error_cell, text_cell};
use super::style::Styles;
use super::xlsb_record::{RecordReader, wide_text};

/// The kinds of records.
mod kind {
    pub(super) const ROW: u16 = 0;
    pub(super) const CELL_RK: u16 = 2;
    pub(super) const CELL_ERROR: u16 = 3;
    pub(super) const CELL_BOOL: u16 = 4;
    pub(super) const CELL_REAL: u16 = 5;
    pub(super) const CELL_TEXT: u16 = 6;
    pub(super) const CELL_SHARED: u16 = 7;
    pub(super) const FORMULA_TEXT: u16 = 8;
    pub(super) const FORMULA_REAL: u16 = 9;
    pub(super) const FORMULA_BOOL: u16 = 10;
    pub(super) const FORMULA_ERROR: u16 = 11;
    pub(super) const SHARED_TEXT: u16 = 19;
    pub(super) const FORMAT: u16 = 44;
    pub(super) const XF: u16 = 47;
    pub(super) const COLUMNS: u16 = 60;
    pub(super) const CELL_RICH_TEXT: u16 = 62;
    pub(super) const END_SHEET: u16 = 130;
    pub(super) const WORKBOOK: u16 = 153;
    pub(super) const SHEET: u16 = 156;
    pub(super) const MERGED: u16 = 176;
    pub(super) const BEGIN_XFS: u16 = 617;
    pub(super) const END_XFS: u16 = 618;
}

/// The most texts that cells share.
const MOST_SHARED: usize = 4_000_000;

/// Reads all sheets of a workbook.
///
/// # Errors
/// The problem, in one sentence.
pub(super) fn read(mut parts: ZipParts<'_>) -> Result<Vec<RawSheet>, Message> {
    let mut sink = Sink::default();
    let mut styles = styles(&parts.read("xl/styles.bin")?, &mut sink)?;
    let texts = shared_texts(&parts.read("xl/sharedStrings.bin")?, &mut sink)?;
    let links = relations(&parts.read("xl/_rels/workbook.bin.rels")?)?;
    let book = parts.read("xl/workbook.bin")?;
    let mut records = RecordReader::new(&*book);
    let mut sheets = Vec::new();
    while let Some((kind, data)) = records.next()? {
        sink.record()?;
        match kind {
            kind::WORKBOOK => styles.is_1904 = data.u32(0)? & 1 != 0,
            kind::SHEET => {
                let (id, at) = wide_text(data, 8)?;
                sheets.push((data.u32(0)? & 3 != 0, id, wide_text(data, at)?.0));
            }
            _ => {}
        }
    }
    let mut paths = HashSet::new();
    for (is_hidden, id, name) in sheets {
        // A chart or a dialogue has no cells.
        let Some(path) = links.get(&id) else { continue };
        if !paths.insert(path.to_ascii_lowercase()) {
            return Err(same_as_another_sheet(&name));
        }
        sink.begin(name, is_hidden)?;
        let used = {
            let Some(part) = parts.part(path)? else { return Err(cut_off()) };
            let mut reader =
                SheetReader { styles: &styles, texts: &texts, sink: &mut sink, row: 0 };
            let mut records = RecordReader::new(part);
            let read = reader.read(&mut records);
            let used = records.read;
            read.map(|()| used)?
        };
        parts.used(used)?;
        styles.finish(&mut sink);
        sink.end()?;
    }
    Ok(sink.sheets)
}

/// The paths of the sheets with cells, by the id of their relation.
fn relations(xml: &[u8]) -> Result<HashMap<String, String>, Message> {
    let part = inspect(xml, MOST_KEPT, "xl/_rels/workbook.bin.rels", false, &mut 0)?;
    let mut paths = HashMap::new();
    for [id, kind, target] in part.unwrap_or_default().relations {
        if kind.ends_with("/worksheet") {
            let target = unescape(&target).map_err(damaged)?;
            let path =
                target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            paths.insert(id, path);
        }
    }
    Ok(paths)
}

fn styles(bytes: &[u8], sink: &mut Sink) -> Result<Styles, Message> {
    let (mut styles, mut is_cells) = (Styles::default(), false);
    let mut records = RecordReader::new(bytes);
    while let Some((kind, data)) = records.next()? {
        sink.record()?;
        match kind {
            kind::FORMAT => styles.code(data.u16(0)?, &wide_text(data, 2)?.0),
            kind::BEGIN_XFS => is_cells = true,
            kind::END_XFS => is_cells = false,
            kind::XF if is_cells => styles.style(data.u16(2)?)?,
            _ => {}
        }
    }
    Ok(styles)
}

fn shared_texts(bytes: &[u8], sink: &mut Sink) -> Result<Vec<String>, Message> {
    let mut texts = Vec::new();
    let mut records = RecordReader::new(bytes);
    while let Some((kind, data)) = records.next()? {
        sink.record()?;
        if kind == kind::SHARED_TEXT {
            texts.push(wide_text(data, 1)?.0);
        }
        if texts.len() > MOST_SHARED {
            return Err(too_many_shared_texts(MOST_SHARED));
        }
    }
    Ok(texts)
}

struct SheetReader<'g, 's> {
    styles: &'g Styles,
    texts: &'g [String],
    sink: &'s mut Sink,
    row: u32,
}

impl SheetReader<'_, '_> {
    fn read(&mut self, records: &mut RecordReader<impl std::io::Read>) -> Result<(), Message> {
        while let Some((kind, data)) = records.next()? {
            self.sink.record()?;
            if kind == kind::END_SHEET {
                return Ok(());
            }
            self.record(kind, data)?;
        }
        Err(cut_off())
    }

    fn record(&mut self, kind: u16, data: Bytes<'_>) -> Result<(), Message> {
        match kind {
            kind::ROW => {
                self.row = data.u32(0)?;
                if data.u8(11)? & 0x10 != 0 {
                    self.sink.hidden_rows(self.row, self.row);
                }
                Ok(())
            }
            kind::COLUMNS => {
                if data.u16(16)? & 1 != 0 {
                    self.sink.hidden_columns(data.u32(0)?, data.u32(4)?);
                }
                Ok(())
            }
            kind::MERGED => {
                let (top, bottom) = (data.u32(0)?, data.u32(4)?);
                self.sink.merged(((top, data.u32(8)?), (bottom, data.u32(12)?)))
            }
            kind::CELL_RK..=kind::FORMULA_ERROR | kind::CELL_RICH_TEXT => self.cell(kind, data),
            _ => Ok(()),
        }
    }

    fn cell(&mut self, kind: u16, data: Bytes<'_>) -> Result<(), Message> {
        let (row, column) = (self.row, data.u32(0)?);
        if (kind::FORMULA_TEXT..=kind::FORMULA_ERROR).contains(&kind) {
            self.sink.formula(row, column)?;
        }
        let found = match kind {
            kind::CELL_RK => return self.number(data, column, data.rk(8)?),
            kind::CELL_REAL | kind::FORMULA_REAL => {
                return self.number(data, column, data.f64(8)?);
            }
            kind::CELL_ERROR | kind::FORMULA_ERROR => Some(error_cell(data.u8(8)?)),
            kind::CELL_BOOL | kind::FORMULA_BOOL => {
                Some(RawCell::Text((data.u8(8)? != 0).to_string()))
            }
            kind::CELL_TEXT | kind::FORMULA_TEXT => text_cell(&wide_text(data, 8)?.0),
            kind::CELL_RICH_TEXT => text_cell(&wide_text(data, 9)?.0),
            kind::CELL_SHARED => {
                let number = usize::try_from(data.u32(8)?).unwrap_or(usize::MAX);
                let text = self.texts.get(number).ok_or_else(no_such_text)?;
                text_cell(text)
            }
            _ => None,
        };
        found.map_or(Ok(()), |found| self.sink.cell(row, column, found))
    }

    fn number(&mut self, data: Bytes<'_>, column: u32, value: f64) -> Result<(), Message> {
        // The fourth byte holds flags.
        let style = usize::try_from(data.u32(4)? & 0x00ff_ffff).unwrap_or_default();
        self.styles.number(self.sink, (self.row, column), style, value)
    }
}
