use super::block_parser;
use super::document::Document;
use super::parser::by_library;
use super::reuse_items::{KnownItem, NewItem, ReusableItems};
use crate::diagnostic::Diagnostic;
use crate::text::FileId;

/// Reads one file's YAML. Never fails: what is wrong is told in the diagnostics, and what was read
/// before a fault is kept.
pub fn parse<'s>(file: FileId, text: &'s str) -> (Document<'s>, Vec<Diagnostic>) {
    match block_parser::read(file, text) {
        Some(document) => (document, Vec::new()),
        None => by_library(file, text),
    }
}

/// Reads another version of a file of which some activities are known already: their numbers stand
/// for them. What is new is told as well.
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
