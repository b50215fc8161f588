//! Reads the sheets of a file, whatever its format: `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`, or a
//! table of text. The content decides, and the file's name does not count.
//!
//! `.xlsb`, `.xls` and `.ods` have readers of their own here: calamine's panic on damaged files of
//! these formats, or allocate the rectangle that a sheet claims to have.

mod bytes;
mod compound;
mod ods;
mod ods_attribute;
mod ods_cell;
mod ods_styles;
mod parts;
mod sink;
mod style;
#[cfg(test)]
mod tests;
mod xls;
mod xls_globals;
mod xls_record;
mod xls_sheet;
mod xls_text;
mod xlsb;
mod xlsb_record;

use compound::CompoundFile;
use memchr::memmem;
use parts::ZipParts;

use super::refusal::encrypted;
use super::returned::{ReturnedWorkbook, read_edited, read_named};
use super::table::read_csv;
use super::workbook::{RawSheet, Workbook};
use crate::diagnostic::{Message, message};

/// The beginning of Office files before 2007, and of encrypted files.
pub(super) const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// How the paths of parts with comments on cells begin, in small letters.
const COMMENTS: [&str; 2] = ["xl/comments", "xl/threadedcomments"];

/// The content of a file.
#[derive(Debug)]
pub enum SheetFile {
    /// A workbook that was exported before.
    Returned(Box<ReturnedWorkbook>),
    /// Any other sheets, in their order.
    Sheets(Vec<RawSheet>),
}

/// Reads a file. `notes` gets what the user has to know about the reading of a good file.
///
/// # Errors
/// The problem, in one sentence: the file is encrypted, cut off, damaged, too large, or of another
/// kind.
pub fn read_sheets(bytes: &[u8], notes: &mut Vec<Message>) -> Result<SheetFile, Message> {
    if bytes.starts_with(&OLE) {
        return returned_or_not(inside_ole(bytes)?);
    }
    if bytes.starts_with(b"PK") {
        let parts = ZipParts::open(bytes)?;
        if parts.has("content.xml") {
            return returned_or_not(ods::read(parts)?);
        }
        if parts.has("xl/workbook.bin") {
            return returned_or_not(xlsb::read(parts)?);
        }
        // An export writes none.
        let has_comments = COMMENTS.iter().any(|path| parts.has_beginning(path));
        drop(parts);
        let mut book = Workbook::open(bytes)?;
        if let Some(mut edited) = read_edited(&mut book)? {
            edited.notes.extend(has_comments.then(|| {
                message!(
                    "workbook.comments",
                    "the comments on its cells are not read: `Remarks` is for such texts"
                )
            }));
            return Ok(SheetFile::Returned(Box::new(edited)));
        }
        let names = book.sheets();
        let sheets: Result<_, _> = names.iter().map(|name| book.sheet(name)).collect();
        return sheets.map(SheetFile::Sheets);
    }
    if let Some(refusal) = other_kind(bytes) {
        return Err(refusal);
    }
    Ok(SheetFile::Sheets(vec![read_csv(bytes, notes)?]))
}

/// Returns sheets of another format than .xlsx as an exported workbook that was saved in it, or as
/// any sheets.
fn returned_or_not(mut sheets: Vec<RawSheet>) -> Result<SheetFile, Message> {
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let edited = read_named(&names, &mut |name| {
        let own = sheets.iter_mut().find(|sheet| sheet.name == name);
        Ok(own.map(std::mem::take).unwrap_or_default())
    })?;
    Ok(match edited {
        Some(edited) => SheetFile::Returned(Box::new(edited)),
        None => SheetFile::Sheets(sheets),
    })
}

/// The message for a file that looks like text and is not a table.
fn other_kind(bytes: &[u8]) -> Option<Message> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins = |sign: &str| {
        text.get(..sign.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(sign.as_bytes()))
    };
    match () {
        () if begins("%PDF-") => Some(message!(
            "workbook.pdf",
            "it is a PDF, not a spreadsheet: save the table as .xlsx or .csv"
        )),
        () if begins("<html") || begins("<!doctype html") => Some(message!(
            "workbook.web-page",
            "it is a web page, not a spreadsheet: save the table as .xlsx or .csv"
        )),
        () if begins("<?xml") => Some(message!(
            "workbook.xml-file",
            "it is an XML file, not a spreadsheet: save the table as .xlsx or .csv"
        )),
        () if begins("{\\rtf") => Some(message!(
            "workbook.text-document",
            "it is a text document, not a spreadsheet: save the table as .xlsx or .csv"
        )),
        () => None,
    }
}

/// Reads an Office file before 2007.
fn inside_ole(bytes: &[u8]) -> Result<Vec<RawSheet>, Message> {
    let file = CompoundFile::open(bytes);
    let wide = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let is_encrypted = match &file {
        Ok(file) => file.has("EncryptedPackage"),
        // The directory of a damaged file may still be there.
        Err(_) => memmem::find(bytes, &wide("EncryptedPackage")).is_some(),
    };
    if is_encrypted {
        return Err(encrypted());
    }
    let file = file?;
    // A file for Excel 95 and 97 has both; the newer one is complete.
    match file.stream("Workbook").or_else(|| file.stream("Book")) {
        Some(stream) => xls::read(&stream?),
        None => Err(message!(
            "workbook.other-office-file",
            "it is an Office file, but not a workbook: save the table as .xlsx"
        )),
    }
}
