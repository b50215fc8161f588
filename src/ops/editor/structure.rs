//! The structure of a file: what can be folded, and what a selection grows to.

use super::nodes::{document, trimmed, way};
use crate::format::yaml::{Node, NodeKind};
use crate::text::{FileId, Sources, Span};

/// Returns the places that can be folded: each list, each item and each mapping, from its key on.
pub fn folding(sources: &Sources, file: FileId) -> Vec<Span> {
    let document = document(sources, file);
    let mut found = Vec::new();
    let mut open: Vec<Node<'_, '_>> = document.root().into_iter().collect();
    while let Some(node) = open.pop() {
        if node.is_alias() {
            continue;
        }
        match node.kind() {
            NodeKind::Mapping => {
                for (key, value) in node.pairs() {
                    found.push(Span { start: key.span().start, ..value.span() });
                    open.push(value);
                }
            }
            NodeKind::Sequence => {
                for item in node.children() {
                    found.push(item.span());
                    open.push(item);
                }
            }
            _ => {}
        }
    }
    found.iter_mut().for_each(|span| *span = trimmed(sources, *span));
    found.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    found.dedup();
    found
}

/// Returns what a selection at an offset grows to, the smallest first: the value, its key and
/// value, the mapping, the item, up to the complete file.
pub fn selection(sources: &Sources, file: FileId, offset: u32) -> Vec<Span> {
    let document = document(sources, file);
    let mut spans: Vec<Span> = vec![Span::new(file, 0, sources[file].text.len() as u32)];
    for step in way(&document, None, offset) {
        spans.extend([step.whole(), step.node.span()].map(|span| trimmed(sources, span)));
        let key = step.key.map(Node::span);
        spans.extend(key.filter(|key| key.start <= offset && offset <= key.end));
    }
    spans.retain(|span| span.start <= offset && offset <= span.end);
    let mut nested: Vec<Span> = Vec::new();
    for span in spans {
        let is_inside = nested.last().is_none_or(|outer| {
            outer.start <= span.start && span.end <= outer.end && *outer != span
        });
        if is_inside {
            nested.push(span);
        }
    }
    nested.reverse();
    nested
}
