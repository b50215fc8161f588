//! Reads the part of an `.xls` file that all sheets share: texts, formats, and where the sheets
//! are.

use super::sink::Sink;
use super::style::Styles;
use super::xls_record::{BOF, EOF, Record, Records};
use super::xls_text::{TextForm, piece, shared_texts};
use crate::diagnostic::{Message, message};
use crate::spreadsheet::refusal::{cut_off, encrypted};

/// The kinds of records that concern the whole workbook.
mod kind {
    pub(super) const FILE_PASS: u16 = 0x002f;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const DATE_MODE: u16 = 0x0022;
    pub(super) const FORMAT: u16 = 0x041e;
    pub(super) const XF: u16 = 0x00e0;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const SST: u16 = 0x00fc;
}

/// The part of a workbook that all sheets share.
pub(super) struct Globals {
    pub form: TextForm,
    pub styles: Styles,
    pub texts: Vec<String>,
    /// The place of each sheet, whether it is hidden, and its name.
    pub sheets: Vec<(usize, bool, String)>,
}

/// Reads the records up to the first sheet.
pub(super) fn globals(stream: &[u8], sink: &mut Sink) -> Result<Globals, Message> {
    let mut records = Records { stream };
    let first = records.next().ok_or_else(cut_off)??;
    if first.kind != BOF {
        return Err(message!(
            "workbook.too-old",
            "it is older than Excel 5, or damaged: save it as .xlsx"
        ));
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
            EOF => {
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
