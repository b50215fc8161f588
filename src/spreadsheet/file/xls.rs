//! Reads the workbook of an `.xls` file: Excel 5.0 to 2003 (MS-XLS).

use std::collections::HashSet;

use crate::spreadsheet::workbook::RawSheet;

use super::bytes::Bytes;
use super::sink::Sink;
use super::style::Styles;
use super::xls_sheet::SheetReader;
use super::xls_text::{TextForm, piece, shared_texts};
use super::{cut_off, encrypted};

/// The kinds of records, which stand for the whole workbook.
mod kind {
    pub(in crate::spreadsheet::file) const BOF: u16 = 0x0809;
    pub(in crate::spreadsheet::file) const EOF: u16 = 0x000a;
    pub(in crate::spreadsheet::file) const CONTINUE: u16 = 0x003c;
    pub(in crate::spreadsheet::file) const FILE_PASS: u16 = 0x002f;
    pub(in crate::spreadsheet::file) const CODE_PAGE: u16 = 0x0042;
    pub(in crate::spreadsheet::file) const DATE_MODE: u16 = 0x0022;
    pub(in crate::spreadsheet::file) const FORMAT: u16 = 0x041e;
    pub(in crate::spreadsheet::file) const XF: u16 = 0x00e0;
    pub(in crate::spreadsheet::file) const BOUND_SHEET: u16 = 0x0085;
    pub(in crate::spreadsheet::file) const SST: u16 = 0x00fc;
}
pub(super) use kind::{BOF, EOF};

/// The part of a workbook that all sheets share.
pub(super) struct Globals {
    pub form: TextForm,
    pub styles: Styles,
    pub texts: Vec<String>,
    sheets: Vec<(usize, bool, String)>,
}

/// Reads all sheets of a workbook.
///
/// # Errors
/// The problem, in one sentence.
pub(super) fn read(stream: &[u8]) -> Result<Vec<RawSheet>, String> {
    let mut sink = Sink::default();
    let globals = globals(stream, &mut sink)?;
    let mut places = HashSet::new();
    for (at, is_hidden, name) in &globals.sheets {
        if !places.insert(at) {
            return Err(format!("its sheet `{name}` is the same as another one"));
        }
        sink.begin(name.clone(), *is_hidden)?;
        let records = Records { stream: stream.get(*at..).ok_or_else(cut_off)? };
        SheetReader::new(&globals, &mut sink).read(records)?;
        globals.styles.finish(&mut sink);
        sink.end()?;
    }
    Ok(sink.sheets)
}

fn globals(stream: &[u8], sink: &mut Sink) -> Result<Globals, String> {
    let mut records = Records { stream };
    let first = records.next().ok_or_else(cut_off)??;
    if first.kind != BOF {
        return Err("it is older than Excel 5, or damaged: save it as .xlsx".to_owned());
    }
    let mut globals = Globals {
        form: TextForm {
            is_wide: first.data.u16(0)? >= 0x0600,
            encoding: encoding_rs::WINDOWS_1252,
        },
        styles: Styles::default(),
        texts: Vec::new(),
        sheets: Vec::new(),
    };
    let mut has_end = false;
    while let Some(record) = records.next() {
        let Record { kind, data } = record?;
        sink.record()?;
        match kind {
            kind::EOF => {
                has_end = true;
                break;
            }
            kind::FILE_PASS => return Err(encrypted()),
            kind::CODE_PAGE => globals.form.code_page(data.u16(0)?),
            kind::DATE_MODE => globals.styles.is_1904 = data.u16(0)? == 1,
            kind::FORMAT => {
                let code = globals.form.text(&piece(data, 2)?, !globals.form.is_wide)?;
                globals.styles.code(data.u16(0)?, &code);
            }
            kind::XF => globals.styles.style(data.u16(2)?)?,
            // A sheet with cells, and no chart or macros.
            kind::BOUND_SHEET if data.u8(5)? == 0 => {
                let name = globals.form.text(&piece(data, 6)?, true)?;
                let at = usize::try_from(data.u32(0)?).unwrap_or(usize::MAX);
                globals.sheets.push((at, data.u8(4)? & 3 != 0, name));
            }
            kind::SST => {
                let mut parts = vec![data.0];
                while let Some(part) = records.continued()? {
                    parts.push(part);
                }
                globals.texts = shared_texts(&parts)?;
            }
            _ => {}
        }
    }
    if has_end { Ok(globals) } else { Err(cut_off()) }
}

/// A record.
pub(super) struct Record<'b> {
    pub kind: u16,
    pub data: Bytes<'b>,
}

/// The records of a stream.
pub(super) struct Records<'b> {
    stream: &'b [u8],
}

impl<'b> Records<'b> {
    /// Returns the content of the next record if it continues the last one.
    pub(super) fn continued(&mut self) -> Result<Option<&'b [u8]>, String> {
        if !self.stream.starts_with(&kind::CONTINUE.to_le_bytes()) {
            return Ok(None);
        }
        self.next().transpose().map(|record| record.map(|record| record.data.0))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<Record<'b>, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stream.is_empty() {
            return None;
        }
        let mut read = || {
            let head = Bytes(self.stream);
            let (kind, length) = (head.u16(0)?, usize::from(head.u16(2)?));
            let (data, rest) = head.from(4)?.0.split_at_checked(length).ok_or_else(cut_off)?;
            self.stream = rest;
            Ok(Record { kind, data: Bytes(data) })
        };
        Some(read())
    }
}
