//! Lists and mappings while they are open, and the anchors and aliases in them.

use granit_parser::StructureStyle;

use super::document::{MAX_DEPTH, NodeKind, Style, Tag};
use super::error_place::syntax;
use super::tree_builder::{Anchor, Go, Open, TreeBuilder};
use crate::diagnostic::message;

/// The most values that aliases may bring, in addition to 10 times the written values.
const MAX_ALIASED: u64 = 100_000;

impl TreeBuilder<'_> {
    pub(super) fn open(
        &mut self,
        (kind, style): (NodeKind, StructureStyle),
        anchor: usize,
        tag: Tag,
        start: u32,
        end: u32,
    ) {
        if self.too_deep > 0 || self.open.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                let span = self.span(start as usize, end as usize);
                self.fault(
                    span,
                    message!(
                        "syntax.too-deep",
                        "lists and keys are nested more than {most} deep",
                        most = MAX_DEPTH
                    ),
                );
                self.push_unread(start, end);
            }
            self.too_deep += 1;
            return;
        }
        let expanded_before = self.expanded;
        let node = self.document.entries.len() as u32;
        self.push(kind, Style::Plain, tag, start, end, 0);
        self.open.push(Open {
            node,
            anchor,
            expanded_before,
            in_brackets: style == StructureStyle::Flow,
        });
        self.set_anchor(anchor, node, 0);
    }

    pub(super) fn close(&mut self, end: u32) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let next = self.document.entries.len() as u32;
        if let Some(open) = self.open.pop() {
            if let Some(start) = self
                .document
                .entries
                .get(open.node as usize)
                .map(|entry| entry.start)
                .filter(|_| open.in_brackets)
            {
                self.hold_indent(start, end);
            }
            if let Some(entry) = self.document.entries.get_mut(open.node as usize) {
                entry.next = next;
                entry.end = end.max(entry.start);
            }
            self.set_anchor(open.anchor, open.node, self.expanded - open.expanded_before);
        }
    }

    /// Ends whatever a fault has left open.
    pub(super) fn close_all(&mut self) {
        let next = self.document.entries.len() as u32;
        for open in std::mem::take(&mut self.open) {
            if let Some(entry) = self.document.entries.get_mut(open.node as usize) {
                entry.next = next;
                entry.end = self.last_end.max(entry.start);
                entry.incomplete = true;
            }
        }
    }

    pub(super) fn set_anchor(&mut self, anchor: usize, node: u32, size: u64) {
        if anchor > 0 {
            self.anchors.insert(anchor, Anchor { node, size });
        }
    }

    pub(super) fn alias(&mut self, anchor: usize, start: u32, end: u32) -> Go {
        if self.too_deep > 0 {
            return Go::On;
        }
        let span = self.span(start as usize, end as usize);
        let Some(&Anchor { node, size }) = self.anchors.get(&anchor) else {
            let message =
                message!("syntax.alias-too-deep", "the value of this alias is nested too deep");
            self.fault(span, message);
            self.push_unread(start, end);
            return Go::On;
        };
        if size == 0 {
            let message = message!("syntax.alias-of-itself", "this alias is part of its own value");
            self.fault(span, message);
            self.push_unread(start, end);
            return Go::On;
        }
        self.push(NodeKind::Alias, Style::Plain, Tag::None, start, end, node);
        self.expanded = self.expanded.saturating_add(size - 1);
        if self.expanded > MAX_ALIASED + 10 * self.document.entries.len() as u64 {
            let fault = syntax(
                span,
                message!(
                    "syntax.too-many-aliases",
                    "aliases of aliases make this file too large to read"
                ),
            );
            let help = message!("syntax.write-values-out", "write the values in full");
            self.faults.push(fault.help(help));
            return Go::Stop;
        }
        Go::On
    }
}
