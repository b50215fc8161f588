//! Reuses the lines of other versions for new items.

use std::collections::HashMap;
use std::ops::Range;

use super::align::aligned;
use super::item_name::own_name;
use super::same::same;
use crate::edit::extent::{column_of_dash, item_lines, moved};
use crate::edit::value::{Value, ValueItem};
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::text::{Edit, FileId, Span, apply};

/// An item and its lines.
type ItemWithLines<'d, 's> = (Node<'d, 's>, Range<usize>);

/// A text whose items can be taken over with their lines.
pub(super) struct LineSource<'d, 's> {
    text: &'s str,
    /// The lines by the key of their list and by name.
    items: HashMap<(String, String), Vec<ItemWithLines<'d, 's>>>,
}

impl<'d, 's> LineSource<'d, 's> {
    pub(super) fn new(document: &'d Document<'s>, text: &'s str) -> Self {
        let mut donor = LineSource { text, items: HashMap::new() };
        if let Some(root) = document.root() {
            donor.collect(document, root, "");
        }
        donor
    }

    fn collect(&mut self, document: &'d Document<'s>, node: Node<'d, 's>, key: &str) {
        if node.is_alias() {
            return;
        }
        match node.kind() {
            NodeKind::Mapping => {
                for (key, value) in node.pairs() {
                    self.collect(document, value, key.as_str());
                }
            }
            NodeKind::Sequence => {
                let Some(lines) = item_lines(document, self.text, node) else { return };
                for (item, lines) in node.children().zip(lines) {
                    if item.kind() == NodeKind::Mapping {
                        let name = own_name(&Value::of(item)).unwrap_or_default().to_owned();
                        self.items.entry((key.to_owned(), name)).or_default().push((item, lines));
                        self.collect(document, item, key);
                    }
                }
            }
            NodeKind::Scalar | NodeKind::Alias | NodeKind::Known => {}
        }
    }

    /// The lines of an item that says just this.
    fn lines(&self, key: &str, value: &Value) -> Option<&'s str> {
        let name = own_name(value).unwrap_or_default().to_owned();
        let (_, lines) = self
            .items
            .get(&(key.to_owned(), name))?
            .iter()
            .find(|(node, _)| same(&Value::of(*node), value))?;
        self.text.get(lines.clone())
    }
}

/// Returns the text without the lines of removed items, and with the donors' lines for new ones.
/// The caller has to verify its value. Returns `None` if there is nothing to do.
pub(super) fn grafted(text: &str, meant: &Value, donors: &[LineSource<'_, '_>]) -> Option<String> {
    let there = super::read_value::value(text)?;
    let (document, _) = parse(FileId(0), text);
    let mut graft = LineReuse { document: &document, text, donors, edits: Vec::new() };
    graft.value(document.root()?, "", &aligned(meant, &there));
    if graft.edits.is_empty() { None } else { apply(text, &graft.edits) }
}

struct LineReuse<'g> {
    document: &'g Document<'g>,
    text: &'g str,
    donors: &'g [LineSource<'g, 'g>],
    edits: Vec<Edit>,
}

impl LineReuse<'_> {
    fn value(&mut self, node: Node<'_, '_>, key: &str, meant: &Value) {
        if node.is_alias() {
            return;
        }
        match meant {
            Value::Map(entries) => {
                let pairs: Vec<_> = node.pairs().collect();
                for entry in entries {
                    if let Some((_, value)) = entry.origin.and_then(|number| pairs.get(number)) {
                        self.value(*value, &entry.key, &entry.value);
                    }
                }
            }
            Value::List(items) => self.list(node, key, items),
            _ => {}
        }
    }

    fn list(&mut self, node: Node<'_, '_>, key: &str, items: &[ValueItem]) {
        let Some(lines) = item_lines(self.document, self.text, node) else { return };
        let Some(first) =
            items.iter().find_map(|item| item.origin).and_then(|number| lines.get(number))
        else {
            return;
        };
        let column = column_of_dash(self.text.get(first.clone()).unwrap_or(""));
        let is_spaced = lines
            .split_last()
            .is_some_and(|(_, others)| others.iter().any(|lines| self.begins_blank(lines.end)));
        let space = if is_spaced { self.document.line_break() } else { "" };
        let (mut at, mut is_head, mut added) = (first.start, true, String::new());
        for item in items {
            if let Some(own) = item.origin.and_then(|number| lines.get(number)) {
                self.insert(at, &std::mem::take(&mut added));
                (at, is_head) = (own.end, false);
            } else if let Some(new) =
                self.donors.iter().find_map(|donor| donor.lines(key, &item.value))
            {
                let new = moved(new, column, self.document.line_break());
                added += &if is_head { new + space } else { space.to_owned() + &new };
            }
        }
        self.insert(at, &added);
        let children: Vec<Node<'_, '_>> = node.children().collect();
        let mut stays = vec![false; children.len()];
        for item in items {
            if let Some((number, child)) =
                item.origin.and_then(|number| Some((number, *children.get(number)?)))
            {
                self.value(child, key, &item.value);
                if let Some(stays) = stays.get_mut(number) {
                    *stays = true;
                }
            }
        }
        for (lines, _) in lines.iter().zip(stays).filter(|(_, stays)| !stays) {
            self.remove(lines);
        }
    }

    fn insert(&mut self, at: usize, lines: &str) {
        if lines.is_empty() {
            return;
        }
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        let needs_break = before.is_some_and(|before| !matches!(before, '\n' | '\u{feff}'));
        let lead = if needs_break { self.document.line_break() } else { "" };
        self.edits.push(Edit::new(self.span(at..at), format!("{lead}{lines}")));
    }

    /// Removes lines, and the empty lines after them if other empty lines precede them.
    fn remove(&mut self, lines: &Range<usize>) {
        let before = self.text.get(..lines.start).unwrap_or("");
        let mut end = lines.end;
        if before.ends_with("\n\n") || before.ends_with("\n\r\n") {
            while self.begins_blank(end) {
                end += self.text.get(end..).and_then(|rest| rest.find('\n')).map_or(0, |at| at + 1);
            }
        }
        self.edits.push(Edit::new(self.span(lines.start..end), ""));
    }

    fn begins_blank(&self, at: usize) -> bool {
        self.text.get(at..).is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n"))
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.document.file(), range.start as u32, range.end as u32)
    }
}
