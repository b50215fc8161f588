use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::comments::Comments;
use super::compare::says_at;
use super::emit::Style;
use super::extent::{lacks_break, open_block};
use super::layout::Layout;
use super::locate::NodePath;
use super::scalar::{self, ScalarContext};
use super::splices::{EntrySlot, Splices, slots_of};
use super::value::{Change, Value, ValueEntry, ValueItem, may_hold_id, says_nothing};
use super::{block, flow};
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::text::{Span, apply};

/// A place that the program does not change: it is for people to edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UneditableNode {
    /// Where.
    pub span: Span,
    /// What is in the way there, in one sentence.
    pub why: String,
}

impl UneditableNode {
    fn new(span: Span, why: &str) -> Self {
        UneditableNode { span, why: why.to_owned() }
    }
}

/// The text of a document in which these places say what is meant, and every other byte is as it
/// was.
///
/// # Errors
/// Where a value comes by an alias or has an anchor that others use, and in notations that are too
/// rare to be changed safely.
pub fn rewrite(
    document: &Document<'_>,
    text: &str,
    changes: &[(NodePath<'_, '_>, Change)],
) -> Result<String, UneditableNode> {
    let layout = Layout { text, line_break: document.line_break() };
    let anchors =
        document.aliases().map(|(_, anchor)| ((anchor.start, anchor.end), anchor)).collect();
    let mut rewriter = Rewriter { layout, anchors, splices: Splices::default() };
    for (place, meant) in changes {
        rewriter.place(place, meant)?;
    }
    let nowhere = || {
        UneditableNode::new(
            Span::top_of(document.file()),
            "the program has lost its place in this file",
        )
    };
    if let Some(open) = open_block(document, text)
        && rewriter.splices.continue_behind(open.end)
        && !rewriter.splices.touch(open.sign.start, open.end)
    {
        rewriter.splices.replace(open.sign, "-".to_owned());
    }
    let mut is_open = rewriter.splices.end_in_block(text.len());
    let is_cut = rewriter.splices.cut_off(text.trim_end().len());
    let mut new = apply(text, &rewriter.splices.into_edits(document.file())).ok_or_else(nowhere)?;
    // What followed a block, and its break, may be gone.
    if is_cut && !is_open && !text.ends_with('\n') {
        is_open = lacks_break(&parse(document.file(), &new).0, &new);
    }
    // The last line of a block is one only with a break behind it.
    if is_open {
        new += document.line_break();
    }
    Ok(new)
}

struct Rewriter<'s> {
    layout: Layout<'s>,
    /// What aliases stand for.
    anchors: BTreeMap<(u32, u32), Span>,
    splices: Splices,
}

impl Rewriter<'_> {
    fn place(&mut self, place: &NodePath<'_, '_>, meant: &Change) -> Result<(), UneditableNode> {
        for node in place.above.iter().chain([&place.node]) {
            self.guard(*node)?;
        }
        let habit = self.habit(place);
        match meant {
            Change::Value(value) => self.value(
                place.node,
                value,
                habit,
                ValueContext { column: 0, flow: false, behind: None, may_be_id: false },
            ),
            Change::Append(item) => self.append(place.node, item, habit),
        }
    }

    /// How the lists around a place are written.
    fn habit(&self, place: &NodePath<'_, '_>) -> Style {
        let layout = self.layout;
        let mut list_indent = 2;
        for (parent, number) in place.above.iter().zip(&place.way) {
            let pair = (parent.kind() == NodeKind::Mapping)
                .then(|| parent.pairs().nth(number / 2))
                .flatten();
            if let Some((key, value)) = pair
                && value.kind() == NodeKind::Sequence
                && !layout.is_flow(value)
            {
                let (dash, key) = (
                    layout.column(value.span().start as usize),
                    layout.column(key.span().start as usize),
                );
                list_indent = dash.saturating_sub(key);
            }
        }
        let lists = || {
            place
                .node
                .pairs()
                .map(|(_, value)| value)
                .filter(|value| value.kind() == NodeKind::Sequence)
        };
        let of_texts =
            |list: &Node<'_, '_>| list.children().all(|item| item.kind() == NodeKind::Scalar);
        let tall_lists = lists().any(|list| of_texts(&list))
            && lists().filter(of_texts).all(|list| !layout.is_flow(list));
        Style { line_break: layout.line_break, list_indent, tall_lists }
    }

    /// Refuses what is written elsewhere, and what others use.
    fn guard(&self, node: Node<'_, '_>) -> Result<(), UneditableNode> {
        let span = node.span();
        if node.is_alias() {
            return Err(UneditableNode::new(
                span,
                "the value comes by an alias, and is written elsewhere",
            ));
        }
        if self.anchors.contains_key(&(span.start, span.end)) {
            return Err(UneditableNode::new(
                span,
                "the value has an anchor, and is used elsewhere as well",
            ));
        }
        Ok(())
    }

    /// Refuses a stretch with something in it that others use.
    fn guard_all(&self, range: &Range<usize>) -> Result<(), UneditableNode> {
        let inside = self.anchors.range((range.start as u32, 0)..(range.end as u32, 0));
        match inside.map(|(_, span)| *span).next() {
            Some(span) => Err(UneditableNode::new(
                span,
                "the value has an anchor, and is used elsewhere as well",
            )),
            None => Ok(()),
        }
    }

    /// Makes a node say what is meant.
    fn value(
        &mut self,
        node: Node<'_, '_>,
        meant: &Value,
        habit: Style,
        site: ValueContext,
    ) -> Result<(), UneditableNode> {
        if says_at(node, meant, site.may_be_id) {
            return Ok(());
        }
        self.guard(node)?;
        let layout = self.layout;
        let range = layout.start(node)..layout.end(node);
        let end = range.end.max(site.behind.unwrap_or(0));
        let may_break = layout.is_line_end(end) && !layout.comment_would_be_text(end, site.column);
        let spot = ScalarContext {
            flow: site.flow,
            column: site.column,
            may_break,
            line_break: layout.line_break,
        };
        let fresh = |value: &Value| match value {
            Value::Text(text) => scalar::fresh(text, spot).into_owned(),
            other => habit.flow(other),
        };
        if let (Some(behind), Some(lines)) =
            (site.behind, self.lines_below(node, meant, habit, site))
        {
            let until = range.end.max(behind);
            let end = layout.line_end(until);
            let comments = Comments::of(layout.slice(behind, until));
            let is_free = layout.slice(until, end).trim().is_empty();
            self.splices
                .replace(behind..until, if is_free { comments.first() } else { String::new() });
            self.splices.replace(
                end..end,
                comments.lines(column_below(&lines), layout.line_break, !is_free) + &lines,
            );
            return Ok(());
        }
        match (node.kind(), meant) {
            (NodeKind::Sequence, Value::List(items)) if !items.is_empty() => {
                self.list(node, items, habit, site)
            }
            (NodeKind::Mapping, Value::Map(entries)) if !entries.is_empty() => {
                self.map(node, entries, habit)
            }
            _ if node.is_null() && range.is_empty() => {
                let Some(behind) = site.behind else {
                    return Err(UneditableNode::new(
                        node.span(),
                        "there is no colon behind this key",
                    ));
                };
                self.splices.replace(behind..behind, format!(" {}", fresh(meant)));
                Ok(())
            }
            (NodeKind::Scalar, Value::Text(text)) if !says_nothing(node, site.may_be_id) => {
                let written = scalar::like(node, text, spot, layout);
                self.splices.replace(range, written);
                Ok(())
            }
            _ => {
                self.guard_all(&range)?;
                let is_below = |behind: &usize| layout.slice(*behind, range.start).contains('\n');
                let has_comment = |behind: &usize| {
                    node.is_null() && layout.slice(*behind, range.start).contains('#')
                };
                match site.behind.filter(|behind| is_below(behind) && !has_comment(behind)) {
                    Some(behind) => {
                        self.splices.replace(behind..behind, format!(" {}", fresh(meant)));
                        self.splices.replace(layout.line_end(behind)..range.end, String::new());
                    }
                    None => self.splices.replace(range, fresh(meant)),
                }
                Ok(())
            }
        }
    }

    /// The lines below a key that had nothing behind it, for what is not written on one line.
    fn lines_below(
        &self,
        node: Node<'_, '_>,
        meant: &Value,
        habit: Style,
        site: ValueContext,
    ) -> Option<String> {
        let has_nothing =
            node.is_null() || node.kind() == NodeKind::Sequence && node.children().next().is_none();
        let wanted = has_nothing && !site.flow && matches!(meant, Value::Map(_) | Value::List(_));
        wanted.then(|| habit.behind_key(meant, site.column)).filter(|text| text.contains('\n'))
    }

    fn map(
        &mut self,
        node: Node<'_, '_>,
        meant: &[ValueEntry],
        habit: Style,
    ) -> Result<(), UneditableNode> {
        let layout = self.layout;
        let is_flow = layout.is_flow(node);
        let pairs: Vec<(Node<'_, '_>, Node<'_, '_>)> = node.pairs().collect();
        let mut places = Vec::with_capacity(pairs.len());
        for &(key, value) in &pairs {
            let start = key.span().start as usize;
            let before =
                layout.slice(0, start).trim_end_matches(|c: char| c.is_whitespace() && c != '\n');
            if key.is_alias() || before.ends_with('?') {
                return Err(UneditableNode::new(
                    key.span(),
                    "the key is written in a notation that the program does not change",
                ));
            }
            places.push(start..layout.pair_end(key, value));
        }
        let column =
            places.first().filter(|_| !is_flow).map_or(0, |first| layout.column(first.start));
        let mut slots = Vec::with_capacity(meant.len());
        for entry in meant {
            let Some((number, &(key, value))) =
                entry.origin.and_then(|number| Some((number, pairs.get(number)?)))
            else {
                let text = if is_flow {
                    habit.flow_entry(&entry.key, &entry.value)
                } else {
                    habit.block_entry(&entry.key, &entry.value, column)
                };
                slots.push(EntrySlot::New(text));
                continue;
            };
            self.value(
                value,
                &entry.value,
                habit,
                ValueContext {
                    column,
                    flow: is_flow,
                    behind: layout.behind_colon(key),
                    may_be_id: may_hold_id(&entry.key, value),
                },
            )?;
            slots.push(EntrySlot::Keep(number));
        }
        self.splice(node, &places, &slots)
    }

    fn list(
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
            && let Some(text) = super::reorder::reordered(layout, node, &places, meant, habit)
        {
            self.splices
                .replace(node.span().start as usize + 1..node.span().end as usize - 1, text);
            return Ok(());
        }
        let column =
            places.first().filter(|_| !is_flow).map_or(0, |first| layout.column(first.start));
        let offset = self.offset(&items, &places);
        let origins = super::lists::origins(node, meant);
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

    /// An item in the style of the others: as in the text where it says what one of them says.
    fn new_item(&self, twins: &CopyableItems<'_, '_>, value: &Value, style: ItemStyle) -> String {
        let ItemStyle { habit, is_flow, column, offset } = style;
        let layout = self.layout;
        let twin = twins.find(value).map(|(item, is_moved)| {
            (layout.slice(layout.start(item), layout.end(item)), item, is_moved)
        });
        match twin {
            Some((written, ..)) if is_flow => written.to_owned(),
            Some((written, item, is_moved)) => {
                // The comment behind an item goes where the item goes.
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
                return Err(UneditableNode::new(
                    item.span(),
                    "the list is written in a notation that the program does not change",
                ));
            }
            at = layout.end(*item);
            places.push(dash..at);
        }
        Ok(places)
    }

    /// How far an item of a block list stands to the right of its `-`.
    fn offset(&self, items: &[Node<'_, '_>], places: &[Range<usize>]) -> usize {
        let last = items.last().zip(places.last());
        let offset =
            last.map_or(2, |(item, place)| self.layout.start(*item).saturating_sub(place.start));
        if (2..=8).contains(&offset) { offset } else { 2 }
    }

    fn append(
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

    fn splice(
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
    /// The first item that is a word on one line, by what it says, and whether it stands elsewhere
    /// afterwards; of what says nothing under no text.
    scalars: HashMap<Option<&'d str>, (Node<'d, 's>, bool)>,
    /// Whether the last item is written in brackets.
    others_are_flow: bool,
}

impl<'d, 's> CopyableItems<'d, 's> {
    /// `origins` are the numbers of those that stay where they are; none where all of them do.
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

/// The column of the first line of those that go below a key.
fn column_below(lines: &str) -> usize {
    let line = lines.trim_start_matches(['\r', '\n']);
    line.len() - line.trim_start_matches(' ').len()
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct ValueContext {
    /// The column of its key, or of its `-`.
    column: usize,
    /// Between brackets.
    flow: bool,
    /// Behind the colon or the `-`.
    behind: Option<usize>,
    /// An id may stand there: `null` is one.
    may_be_id: bool,
}
