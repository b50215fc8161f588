//! The rewriter of a document: its text, its anchors, and the splices collected so far.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Message, message};
use crate::edit::layout::Layout;
use crate::edit::splices::{EntrySlot, Splices, slots_of};
use crate::edit::{block, flow};
use crate::format::yaml::{Node, NodeKind};
use crate::text::{FileId, Span};

/// A place that the program does not change: it is for people to edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UneditableNode {
    /// The place.
    pub span: Span,
    /// The reason, in one sentence.
    pub why: Message,
}

impl UneditableNode {
    pub(crate) fn unsafe_file(file: FileId) -> Self {
        let why = message!(
            "edit.unsafe-file",
            "this file is written in a way that the program cannot change safely"
        );
        UneditableNode { span: Span::top_of(file), why }
    }

    fn anchored(span: Span) -> Self {
        let why = message!("edit.anchored", "the value has an anchor, and is also used elsewhere");
        UneditableNode { span, why }
    }
}

pub(super) struct Rewriter<'s> {
    pub(super) layout: Layout<'s>,
    /// The targets of aliases.
    pub(super) anchors: BTreeMap<(u32, u32), Span>,
    pub(super) splices: Splices,
}

/// The surroundings of a value.
#[derive(Clone, Copy)]
pub(super) struct ValueContext {
    /// The column of its key, or of its `-`.
    pub(super) column: usize,
    /// Between brackets.
    pub(super) flow: bool,
    /// The place after the colon or the `-`.
    pub(super) behind: Option<usize>,
    /// Whether an id is allowed there: then `null` is one.
    pub(super) may_be_id: bool,
}

impl Rewriter<'_> {
    /// Refuses aliases, and values that aliases refer to.
    pub(super) fn guard(&self, node: Node<'_, '_>) -> Result<(), UneditableNode> {
        let span = node.span();
        if node.is_alias() {
            let why = message!("edit.alias", "the value is an alias, and is written elsewhere");
            return Err(UneditableNode { span, why });
        }
        if self.anchors.contains_key(&(span.start, span.end)) {
            return Err(UneditableNode::anchored(span));
        }
        Ok(())
    }

    /// Refuses a stretch with something in it that others use.
    pub(super) fn guard_all(&self, range: &Range<usize>) -> Result<(), UneditableNode> {
        let inside = self.anchors.range((range.start as u32, 0)..(range.end as u32, 0));
        match inside.map(|(_, span)| *span).next() {
            Some(span) => Err(UneditableNode::anchored(span)),
            None => Ok(()),
        }
    }

    pub(super) fn splice(
        &mut self,
        node: Node<'_, '_>,
        places: &[Range<usize>],
        slots: &[EntrySlot],
    ) -> Result<(), UneditableNode> {
        if slots.len() == places.len()
            && slots.iter().enumerate().all(|(number, slot)| slot.kept() == Some(number))
        {
            return Ok(());
        }
        let slot_of = slots_of(slots, places.len());
        for (place, _) in places.iter().zip(slot_of).filter(|(_, slot)| slot.is_none()) {
            self.guard_all(place)?;
        }
        if self.layout.is_flow(node) {
            let (open, close) = (node.span().start as usize, node.span().end as usize - 1);
            flow::splice(self.layout, open, close, places, slots, &mut self.splices);
        } else {
            block::splice(self.layout, places, slots, &mut self.splices);
            let values: Vec<Node<'_, '_>> = match node.kind() {
                NodeKind::Mapping => node.pairs().map(|(_, value)| value).collect(),
                _ => node.children().collect(),
            };
            let is_open = |number: usize| {
                values.get(number).is_some_and(|value| self.layout.ends_in_block_scalar(*value))
            };
            block::pull_in_comments(self.layout, places, slots, is_open, &mut self.splices);
        }
        Ok(())
    }
}
