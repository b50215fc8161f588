//! Reads the workbook of an `.xls` file: Excel 5.0 to 2003 (MS-XLS).

use std::collections::HashSet;

use crate::diagnostic::Message;
use crate::spreadsheet::refusal::{cut_off, same_as_another_sheet};
use crate::spreadsheet::workbook::RawSheet;

use super::sink::Sink;
use super::xls_globals::globals;
use super::xls_record::Records;
use super::xls_sheet::SheetReader;

/// Reads all sheets of a workbook.
///
/// # Errors
/// The problem, in one sentence.
pub(super) fn read(stream: &[u8]) -> Result<Vec<RawSheet>, Message> {
    let mut sink = Sink::default();
    let globals = globals(stream, &mut sink)?;
    let mut places = HashSet::new();
    for (at, is_hidden, name) in &globals.sheets {
        if !places.insert(at) {
            return Err(same_as_another_sheet(name));
        }
        sink.begin(name.clone(), *is_hidden)?;
        let records = Records { stream: stream.get(*at..).ok_or_else(cut_off)? };
        SheetReader::new(&globals, &mut sink).read(records)?;
        globals.styles.finish(&mut sink);
        sink.end()?;
    }
    Ok(sink.sheets)
}
