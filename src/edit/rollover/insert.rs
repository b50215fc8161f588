//! Inserts lines into a file of the new plan, under its priorities and after them.

use std::collections::{BTreeMap, BTreeSet};

use super::item_lines::{AdditionTexts, ItemLines, ListLines, pair, parts};
use crate::edit::block::below;
use crate::edit::comments::Comments;
use crate::edit::extent::{item_lines, moved, open_block};
use crate::edit::layout::Layout;
use crate::edit::splices::Splices;
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::text::{FileId, apply};

/// Returns the text of a file with the activities of these priorities inserted as lines after the
/// present ones. Returns `None` if that is not possible.
pub(super) fn with_lines(
    file: FileId,
    text: &str,
    additions: &[(&str, &AdditionTexts)],
) -> Option<String> {
    let mut text = in_lines(file, text, &additions.iter().map(|(id, _)| *id).collect())?;
    let mut rest: Vec<(&str, &AdditionTexts)> = additions.to_vec();
    // Two old priorities may go under one new priority, one after the other.
    while !rest.is_empty() {
        let mut ids = BTreeSet::new();
        let (now, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(id, _)| ids.insert(*id));
        let (document, _) = parse(file, &text);
        let mut page = Insertion::of(&document, &text)?;
        let (there, missing): (Vec<_>, Vec<_>) =
            now.into_iter().partition(|(id, _)| page.priorities.contains_key(id));
        for (id, texts) in there {
            page.add(id, &texts.body)?;
        }
        page.add_priorities(&missing.iter().map(|(_, texts)| *texts).collect::<Vec<_>>())?;
        text = page.written()?;
        rest = later;
    }
    Some(text)
}

/// A file that gets lines.
struct Insertion<'d, 's> {
    document: &'d Document<'s>,
    layout: Layout<'s>,
    root: Node<'d, 's>,
    priorities: BTreeMap<&'d str, Node<'d, 's>>,
    /// The distance of the `-` of the activities to the right of their key, if there are any.
    offset: Option<usize>,
    splices: Splices,
}

impl<'d, 's> Insertion<'d, 's> {
    fn of(document: &'d Document<'s>, text: &'s str) -> Option<Self> {
        let layout = Layout { text, line_break: document.line_break() };
        let root = document.root()?;
        let all = || pair(root, "priorities").into_iter().flat_map(|(_, list)| list.children());
        let id = |priority: Node<'d, 's>| Some((pair(priority, "id")?.1.as_str(), priority));
        let offset = all().find_map(|priority| {
            let (key, list) = pair(priority, "activities")?;
            let first = item_lines(document, text, list)?.into_iter().next()?;
            layout
                .column(layout.skip_trivia(first.start))
                .checked_sub(layout.column(key.span().start as usize))
        });
        Some(Insertion {
            document,
            layout,
            root,
            priorities: all().filter_map(id).collect(),
            offset,
            splices: Splices::default(),
        })
    }

    fn add(&mut self, id: &str, body: &ListLines) -> Option<()> {
        let &priority = self.priorities.get(id)?;
        let offset = self.offset.unwrap_or(body.all.offset);
        match pair(priority, "activities") {
            Some((key, list)) if is_empty(list) => {
                self.under(key, list, &body.all, &body.beside, offset)
            }
            Some((_, list)) => self.behind(list, &body.items, &body.gaps),
            None => self.new_key(priority, "activities", &body.all, &body.beside, offset),
        }
    }

    /// Adds complete priorities that the file does not have yet.
    fn add_priorities(&mut self, all: &[&AdditionTexts]) -> Option<()> {
        let items =
            all.iter().map(|texts| texts.whole.clone()).collect::<Option<Vec<ItemLines>>>()?;
        let Some(offset) = items.first().map(|first| first.offset) else { return Some(()) };
        let gaps: Vec<String> = all.iter().map(|texts| texts.gap.clone()).collect();
        let text =
            gaps.iter().zip(&items).map(|(gap, item)| format!("{gap}{}", item.text)).collect();
        match pair(self.root, "priorities") {
            Some((key, list)) if is_empty(list) => {
                self.under(key, list, &ItemLines { text, offset }, "", offset)
            }
            Some((_, list)) => self.behind(list, &items, &gaps),
            None => self.new_key(self.root, "priorities", &ItemLines { text, offset }, "", offset),
        }
    }

    /// Inserts items after the last one of a list. A comment before one of them that belongs to
    /// none is added too, unless it is there.
    fn behind(&mut self, list: Node<'d, 's>, items: &[ItemLines], gaps: &[String]) -> Option<()> {
        let layout = self.layout;
        let places = item_lines(self.document, layout.text, list)?;
        let last = places.last()?;
        let column = layout.column(layout.skip_trivia(last.start));
        // Items with an empty line between them get one more.
        let above = layout.slice(0, last.start);
        let is_spaced =
            places.len() > 1 && (above.ends_with("\n\n") || above.ends_with("\r\n\r\n"));
        let mut new = String::new();
        let is_new = |gap: &&String| {
            gap.lines()
                .map(str::trim)
                .any(|line| line.starts_with('#') && !layout.text.contains(line))
        };
        for (number, item) in items.iter().enumerate() {
            let gap = gaps.get(number).filter(is_new).map(String::as_str);
            let tail = gaps
                .get(number + 1)
                .filter(|gap| number + 1 == items.len() && is_new(gap))
                .map_or("", String::as_str);
            new += if gap.is_none() && is_spaced { layout.line_break } else { "" };
            new += &moved(
                &format!("{}{}{tail}", gap.unwrap_or(""), item.text),
                column,
                layout.line_break,
            );
        }
        if !layout.slice(0, last.end).ends_with('\n') {
            new.insert_str(0, layout.line_break);
        }
        self.splices.replace(last.end..last.end, new);
        Some(())
    }

    /// Inserts lines below a key without a value, and keeps the comments there.
    fn under(
        &mut self,
        key: Node<'d, 's>,
        value: Node<'d, 's>,
        lines: &ItemLines,
        beside: &str,
        offset: usize,
    ) -> Option<()> {
        let layout = self.layout;
        let behind = layout.behind_colon(key)?;
        let until = layout.end(value).max(behind);
        let end = layout.line_end(until);
        let column = layout.column(key.span().start as usize) + offset;
        let comments = Comments::of(layout.slice(behind, until));
        let is_free = layout.slice(until, end).trim().is_empty();
        let first = if comments.beside.is_empty() { beside.to_owned() } else { comments.first() };
        self.splices.replace(behind..until, if is_free { first } else { String::new() });
        self.splices.replace(
            end..end,
            comments.lines(column, layout.line_break, !is_free)
                + &self.below_a_key(lines, column, end),
        );
        Some(())
    }

    /// Puts a key with lines below it at the end of a mapping.
    fn new_key(
        &mut self,
        map: Node<'d, 's>,
        name: &str,
        lines: &ItemLines,
        beside: &str,
        offset: usize,
    ) -> Option<()> {
        let layout = self.layout;
        let (key, value) = map.pairs().last()?;
        let column = layout.column(map.pairs().next()?.0.span().start as usize);
        let at = below(layout, layout.pair_end(key, value), column);
        let indent = " ".repeat(column);
        let text = format!(
            "{}{indent}{name}:{beside}{}",
            layout.line_break,
            self.below_a_key(lines, column + offset, at)
        );
        self.splices.replace(at..at, text);
        Some(())
    }

    /// Lines to be put at the end of another one, each with the line break before it.
    fn below_a_key(&self, lines: &ItemLines, column: usize, at: usize) -> String {
        let line_break = self.layout.line_break;
        let text = moved(&lines.text, column, line_break);
        // The break that ends the line above ends the last of them, if there is one.
        let has_break = at < self.layout.text.len();
        format!(
            "{line_break}{}",
            text.strip_suffix(line_break).filter(|_| has_break).unwrap_or(&text)
        )
    }

    fn written(mut self) -> Option<String> {
        let text = self.layout.text;
        if let Some(open) =
            open_block(self.document, text).filter(|open| self.splices.continue_behind(open.end))
        {
            self.splices.replace(open.sign, "-".to_owned());
        }
        apply(text, &self.splices.into_edits(self.document.file()))
    }
}

/// Whether a node is null or an empty list.
fn is_empty(node: Node<'_, '_>) -> bool {
    node.is_null() || node.kind() == NodeKind::Sequence && node.children().next().is_none()
}

/// The text with the lists and mappings in lines that activities of these priorities go into: those
/// in brackets are opened up.
fn in_lines(file: FileId, text: &str, ids: &BTreeSet<&str>) -> Option<String> {
    let mut text = text.to_owned();
    // The plan, its priorities, each of them, its activities.
    for _ in 0..4 {
        let (document, _) = parse(file, &text);
        let layout = Layout { text: &text, line_break: document.line_break() };
        let root = document.root()?;
        let mut splices = Splices::default();
        let priorities = pair(root, "priorities").filter(|(_, list)| !is_empty(*list));
        let own = || priorities.into_iter().flat_map(|(_, list)| list.children());
        let wanted = |priority: &Node<'_, '_>| {
            pair(*priority, "id").is_some_and(|(_, id)| ids.contains(id.as_str()))
        };
        let flows: Vec<Node<'_, '_>> =
            own().filter(wanted).filter(|priority| layout.is_flow(*priority)).collect();
        let lists = || own().filter(wanted).filter_map(|priority| pair(priority, "activities"));
        if layout.is_flow(root) {
            open_mapping(layout, root, &mut splices)?;
        } else if let Some((key, list)) = priorities.filter(|(_, list)| layout.is_flow(*list)) {
            open_list(layout, key, list, &mut splices)?;
        } else if !flows.is_empty() {
            flows
                .into_iter()
                .try_for_each(|priority| open_mapping(layout, priority, &mut splices))?;
        } else {
            let mut flows =
                lists().filter(|(_, list)| layout.is_flow(*list) && !is_empty(*list)).peekable();
            if flows.peek().is_none() {
                break;
            }
            flows.try_for_each(|(key, list)| open_list(layout, key, list, &mut splices))?;
        }
        text = apply(&text, &splices.into_edits(file))?;
    }
    Some(text)
}

/// Writes a mapping in brackets as one with an entry a line.
fn open_mapping(layout: Layout<'_>, map: Node<'_, '_>, out: &mut Splices) -> Option<()> {
    let (start, end) = (map.span().start as usize, map.span().end as usize);
    let is_bare =
        layout.slice(layout.line_start(start), start).chars().all(|c| matches!(c, ' ' | '-'));
    if !is_bare || map.is_alias() {
        return None;
    }
    let (parts, rest) = parts(layout, map)?;
    let joint = format!("{}{}", layout.line_break, " ".repeat(layout.column(start)));
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        lines.extend(part.above.iter().map(|comment| (*comment).to_owned()));
        lines.push(part.text + &part.beside);
    }
    lines.extend(rest.iter().map(|comment| (*comment).to_owned()));
    out.replace(start..end, lines.join(&joint));
    Some(())
}

/// Writes a list in brackets as one with an item a line, below its key.
fn open_list(
    layout: Layout<'_>,
    key: Node<'_, '_>,
    list: Node<'_, '_>,
    out: &mut Splices,
) -> Option<()> {
    let (start, end) = (list.span().start as usize, list.span().end as usize);
    let behind = layout.behind_colon(key)?;
    if list.is_alias() || !layout.slice(behind, start).trim_matches([' ', '\t']).is_empty() {
        return None;
    }
    let (parts, rest) = parts(layout, list)?;
    let joint = format!(
        "{}{}",
        layout.line_break,
        " ".repeat(layout.column(key.span().start as usize) + 2)
    );
    let mut text = String::new();
    for part in parts {
        part.above.iter().for_each(|comment| text += &format!("{joint}{comment}"));
        text += &format!("{joint}- {}{}", part.text, part.beside);
    }
    rest.iter().for_each(|comment| text += &format!("{joint}{comment}"));
    out.replace(behind..end, text);
    Some(())
}
