//! What is being typed inside brackets or braces, up to a place in them.

use super::nodes::table_of;
use super::typed_line::unquoted;
use crate::format::keys::{KeySpec, KeyTable};

/// What is being typed inside brackets or braces.
pub(super) struct InFlow<'t> {
    /// The keys of the mapping; none in a list of words.
    pub table: Option<&'static KeyTable>,
    /// The key whose value is typed, or the one of the list.
    pub spec: Option<&'static KeySpec>,
    /// Whether a key is typed, and not a value.
    pub is_key: bool,
    /// Whether the place is in a list.
    pub is_list: bool,
    /// The keys of the mapping, or the items of the list, that stand before.
    pub present: Vec<&'t str>,
    /// The part that is being typed, with the quote that it begins with.
    pub typed: &'t str,
}

struct Frame<'t> {
    is_list: bool,
    table: Option<&'static KeyTable>,
    spec: Option<&'static KeySpec>,
    key: Option<&'t str>,
    present: Vec<&'t str>,
    start: usize,
}

impl<'t> Frame<'t> {
    /// Takes the item that ends at an offset.
    fn end_item(&mut self, text: &'t str, at: usize) {
        let item = unquoted(text.get(self.start..at).unwrap_or("").trim());
        if self.is_list && !item.is_empty() && !item.contains(['{', '[']) {
            self.present.push(item);
        }
        (self.key, self.start) = (None, at + 1);
    }

    /// The key whose value is being written.
    fn spec_now(&self) -> Option<&'static KeySpec> {
        match (self.is_list, self.key) {
            (true, _) => self.spec,
            (false, Some(key)) => self.table?.keys.iter().find(|spec| spec.name == key),
            (false, None) => None,
        }
    }
}

/// Reads a text that begins with a bracket or a brace up to its end; `None` where all of them are
/// closed again. `spec` is the key whose value it is, `table` the keys of a mapping that stands
/// there.
pub(super) fn in_flow<'t>(
    text: &'t str,
    spec: Option<&'static KeySpec>,
    table: Option<&'static KeyTable>,
) -> Option<InFlow<'t>> {
    let mut frames: Vec<Frame<'t>> = Vec::new();
    let mut quote = None;
    for (at, c) in text.char_indices() {
        if let Some(open) = quote {
            quote = (c != open).then_some(open);
            continue;
        }
        match c {
            '"' | '\'' => quote = Some(c),
            '[' | '{' => {
                let spec = frames.last().map_or(spec, Frame::spec_now);
                let inner = spec.and_then(|spec| table_of(spec.takes));
                let table = if frames.is_empty() { table.or(inner) } else { inner };
                let (is_list, start) = (c == '[', at + 1);
                frames.push(Frame { is_list, table, spec, key: None, present: Vec::new(), start });
            }
            ']' | '}' => {
                frames.pop();
                if frames.is_empty() {
                    return None;
                }
            }
            ',' => frames.iter_mut().last().into_iter().for_each(|frame| frame.end_item(text, at)),
            ':' => {
                let frame = frames.iter_mut().last().filter(|frame| !frame.is_list);
                let frame = frame.filter(|frame| frame.key.is_none());
                if let Some(frame) = frame {
                    let key = unquoted(text.get(frame.start..at).unwrap_or("").trim());
                    frame.present.push(key);
                    (frame.key, frame.start) = (Some(key), at + 1);
                }
            }
            _ => {}
        }
    }
    let frame = frames.pop()?;
    let typed = text.get(frame.start..).unwrap_or("").trim_start();
    let is_key = !frame.is_list && frame.key.is_none();
    // In a list of mappings the next thing is a brace.
    let holds_mappings = frame.is_list && frame.table.is_some();
    Some(InFlow {
        table: frame.table.filter(|_| is_key),
        spec: frame.spec_now().filter(|_| !holds_mappings),
        is_key,
        is_list: frame.is_list,
        present: frame.present,
        typed,
    })
}
