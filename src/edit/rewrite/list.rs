//! Rewriting of lists: items are kept, added and removed in the style of their neighbours.

use std::collections::HashMap;
use std::ops::Range;

use super::rewriter::{Rewriter, UneditableNode, ValueContext};
use crate::diagnostic::message;
use crate::edit::emit::Style;
use crate::edit::layout::Layout;
use crate::edit::splices::EntrySlot;
use crate::edit::value::{Value, ValueItem};
use crate::format::yaml::{Node, NodeKind};

/// How a new item of a list is written.
#[derive(Clone, Copy)]
struct ItemStyle {
    habit: Style,
    is_flow: bool,
    column: usize,
    offset: usize,
}

/// The items of a list that can be written once more.
struct CopyableItems<'d, 's> {
    /// The first item that is a word on one line, by its text, and whether the item moves. A null
    /// item has no text.
    scalars: HashMap<Option<&'d str>, (Node<'d, 's>, bool)>,
    /// Whether the last item is written in brackets.
    others_are_flow: bool,
}

impl<'d, 's> CopyableItems<'d, 's> {
    /// Indexes the items. `origins` are the numbers of those that stay in place; if it is empty,
    /// all of them stay.
    fn of(layout: Layout<'_>, items: &[Node<'d, 's>], origins: &[Option<usize>]) -> Self {
        let mut stays = vec![origins.is_empty(); items.len()];
        for number in origins.iter().flatten() {
            stays.get_mut(*number).into_iter().for_each(|stays| *stays = true);
        }
        let mut scalars = HashMap::new();
        let words = items
            .iter()
            .zip(stays)
            .filter(|(item, _)| item.kind() == NodeKind::Scalar && !layout.is_block_scalar(**item));
        for (&item, stays) in words {
            scalars.entry((!item.is_null()).then(|| item.as_str())).or_insert((item, !stays));
        }
        CopyableItems {
            scalars,
            others_are_flow: items.last().is_some_and(|item| layout.is_flow(*item)),
        }
    }

    fn find(&self, value: &Value) -> Option<(Node<'d, 's>, bool)> {
        match value {
            Value::Null => self.scalars.get(&None).copied(),
            Value::Text(text) => self.scalars.get(&Some(text.as_str())).copied(),
            Value::List(_) | Value::Map(_) => None,
        }
    }
}

impl Rewriter<'_> {
    pub(super) fn list(
        &mut self,
        node: Node<'_, '_>,
        meant: &[ValueItem],
        habit: Style,
        site: ValueContext,
    ) -> Result<(), UneditableNode> {
        let layout = self.layout;
        let is_flow = layout.is_flow(node);
        let items: Vec<Node<'_, '_>> = node.children().collect();
        let places = self.item_places(node, &items, site.behind)?;
        if is_flow
            && let Some(text) = crate::edit::reorder::reordered(layout, node, &places, meant, habit)
        {
            self.splices
                .replace(node.span().start as usize + 1..node.span().end as usize - 1, text);
            return Ok(());
        }
        let column =
            places.first().filter(|_| !is_flow).map_or(0, |first| layout.column(first.start));
        let offset = self.offset(&items, &places);
        let origins = crate::edit::lists::origins(node, meant);
        let (style, twins) = (
            ItemStyle { habit, is_flow, column, offset },
            CopyableItems::of(layout, &items, &origins),
        );
        let mut slots = Vec::with_capacity(meant.len());
        for (item, origin) in meant.iter().zip(origins) {
            let old =
                origin.and_then(|number| Some((number, *items.get(number)?, places.get(number)?)));
            let Some((number, old, place)) = old else {
                slots.push(EntrySlot::New(self.new_item(&twins, &item.value, style)));
                continue;
            };
            let behind = (!is_flow).then_some(place.start + 1);
            self.value(
                old,
                &item.value,
                habit,
                ValueContext { column, flow: is_flow, behind, may_be_id: site.may_be_id },
            )?;
            slots.push(EntrySlot::Keep(number));
        }
        self.splice(node, &places, &slots)
    }

    /// Writes an item in the style of the others: literally if an equal item exists.
    fn new_item(&self, twins: &CopyableItems<'_, '_>, value: &Value, style: ItemStyle) -> String {
        let ItemStyle { habit, is_flow, column, offset } = style;
        let layout = self.layout;
        let twin = twins.find(value).map(|(item, is_moved)| {
            (layout.slice(layout.start(item), layout.end(item)), item, is_moved)
        });
        match twin {
            Some((written, ..)) if is_flow => written.to_owned(),
            Some((written, item, is_moved)) => {
                // The comment after an item moves with the item.
                let behind =
                    layout.slice(layout.end(item), layout.line_end(layout.end(item))).trim_end();
                let comment =
                    if is_moved && behind.trim_start().starts_with('#') { behind } else { "" };
                format!("-{}{written}{comment}", " ".repeat(offset - 1))
            }
            None if is_flow => habit.flow(value),
            None if twins.others_are_flow => {
                format!("-{}{}", " ".repeat(offset - 1), habit.flow(value))
            }
            None => habit.block_item(value, column, offset),
        }
    }

    /// The places of the items of a list: in a block from the `-` on.
    fn item_places(
        &self,
        node: Node<'_, '_>,
        items: &[Node<'_, '_>],
        behind: Option<usize>,
    ) -> Result<Vec<Range<usize>>, UneditableNode> {
        let layout = self.layout;
        if layout.is_flow(node) {
            return Ok(items.iter().map(|item| layout.start(*item)..layout.end(*item)).collect());
        }
        let mut places = Vec::with_capacity(items.len());
        let mut at = behind.unwrap_or(node.span().start as usize);
        for item in items {
            let dash = layout.skip_properties(at);
            if layout.at(dash) != Some(b'-') {
                let why = message!(
                    "edit.rare-list",
                    "the list is written in a notation that the program does not change"
                );
                return Err(UneditableNode { span: item.span(), why });
            }
            at = layout.end(*item);
            places.push(dash..at);
        }
        Ok(places)
    }

    /// Returns the distance of an item of a block list to the right of its `-`.
    fn offset(&self, items: &[Node<'_, '_>], places: &[Range<usize>]) -> usize {
        let last = items.last().zip(places.last());
        let offset =
            last.map_or(2, |(item, place)| self.layout.start(*item).saturating_sub(place.start));
        if (2..=8).contains(&offset) { offset } else { 2 }
    }

    pub(super) fn append(
        &mut self,
        node: Node<'_, '_>,
        item: &Value,
        habit: Style,
    ) -> Result<(), UneditableNode> {
        let layout = self.layout;
        let items: Vec<Node<'_, '_>> = node.children().collect();
        let places = self.item_places(node, &items, None)?;
        let column = places.last().map_or(0, |last| layout.column(last.start));
        let style = ItemStyle {
            habit,
            is_flow: layout.is_flow(node),
            column,
            offset: self.offset(&items, &places),
        };
        let mut text = self.new_item(&CopyableItems::of(layout, &items, &[]), item, style);
        let between = places.iter().rev().take(2).collect::<Vec<_>>();
        if let (false, [last, before]) = (layout.is_flow(node), between.as_slice())
            && layout
                .slice(before.end, layout.line_start(last.start))
                .lines()
                .skip(1)
                .any(|line| line.trim().is_empty())
        {
            text = format!("{}{}{text}", layout.line_break, " ".repeat(column));
        }
        let slots: Vec<EntrySlot> =
            (0..items.len()).map(EntrySlot::Keep).chain([EntrySlot::New(text)]).collect();
        self.splice(node, &places, &slots)
    }
}
