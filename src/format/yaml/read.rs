//! Reads a text as YAML, line by line if possible, otherwise with the library.

use super::block_parser;
use super::document::Document;
use super::parser::by_library;
use super::reuse_items::{KnownItem, NewItem, ReusableItems};
use crate::diagnostic::Diagnostic;
use crate::text::FileId;

/// Reads the YAML of one file. Reading never fails: errors are in the diagnostics, and data before
/// an error is kept.
pub fn parse<'s>(file: FileId, text: &'s str) -> (Document<'s>, Vec<Diagnostic>) {
    match block_parser::read(file, text) {
        Some(document) => (document, Vec::new()),
        None => by_library(file, text),
    }
}

/// Reads another version of a file some of whose activities are known: their numbers replace them.
/// New activities are returned too.
pub fn parse_next<'s>(
    file: FileId,
    text: &'s str,
    items: &[KnownItem],
) -> (Document<'s>, Vec<Diagnostic>, Vec<NewItem>) {
    let mut known = ReusableItems::new(items);
    match block_parser::read_with(file, text, Some(&mut known)) {
        Some(document) => (document, Vec::new(), known.new),
        None => {
            let (document, faults) = by_library(file, text);
            (document, faults, Vec::new())
        }
    }
}
