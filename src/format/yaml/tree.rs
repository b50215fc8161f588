//! The tree while the reader of plain block style builds it.

use super::document::{MappingEntry, NodeKind, Style, Tag};

/// The tree so far.
#[derive(Default)]
pub(super) struct Tree {
    pub entries: Vec<MappingEntry>,
    pub decoded: Vec<String>,
}

impl Tree {
    /// Adds a node; `decoded` is its text if it differs from the source.
    pub(super) fn push(
        &mut self,
        kind: NodeKind,
        style: Style,
        start: usize,
        end: usize,
        decoded: Option<String>,
    ) -> u32 {
        let at = self.entries.len() as u32;
        let extra = decoded.map_or(0, |text| {
            self.decoded.push(text);
            self.decoded.len() as u32
        });
        let (start, end) = (start as u32, end as u32);
        self.entries.push(MappingEntry {
            kind,
            style,
            tag: Tag::None,
            incomplete: false,
            start,
            end,
            next: at + 1,
            extra,
        });
        at
    }

    /// Ends a list or a mapping.
    pub(super) fn close(&mut self, node: u32, end: usize) {
        let next = self.entries.len() as u32;
        if let Some(entry) = self.entries.get_mut(node as usize) {
            entry.next = next;
            entry.end = end as u32;
        }
    }
}
