//! The tree of a text while it is built from the events of the library.

use std::collections::BTreeMap;

use super::document::Document;
use crate::diagnostic::Diagnostic;

pub(super) struct Open {
    pub(super) node: u32,
    pub(super) anchor: usize,
    pub(super) expanded_before: u64,
    /// Whether it is in brackets.
    pub(super) in_brackets: bool,
}

/// Whether to continue reading.
pub(super) enum Go {
    On,
    Stop,
}

pub(super) struct Anchor {
    pub(super) node: u32,
    /// The number of values that the anchor brings, itself included; 0 while it is open.
    pub(super) size: u64,
}

pub(super) struct TreeBuilder<'s> {
    pub(super) document: Document<'s>,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) open: Vec<Open>,
    /// Anchors by the parser's number.
    pub(super) anchors: BTreeMap<usize, Anchor>,
    /// How many containers beyond the bound are open.
    pub(super) too_deep: usize,
    /// Values so far, including those of aliases.
    pub(super) expanded: u64,
    pub(super) last_end: u32,
    /// The place where the text breaks off.
    pub(super) until: usize,
}
