//! The text of a file of the new plan.

use std::ops::Range;

use super::aliases::without_aliases;
use super::plan::CarryForward;
use crate::edit::extent::{item_lines, without};
use crate::edit::locate::NodePath;
use crate::edit::rewrite::{UneditableNode, rewrite};
use crate::edit::value::{Change, Value};
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::text::FileId;

/// The text of a file of the new plan.
///
/// # Errors
/// If a value cannot be changed safely: its place in the old file, and why.
pub fn roll(file: FileId, text: &str, forward: &CarryForward) -> Result<String, UneditableNode> {
    let (document, _) = parse(file, text);
    let Some(root) = document.root() else { return Ok(text.to_owned()) };
    let meant = forward.meant(Value::of(root));
    let mut result = rewritten(text, &document, forward, &meant);
    // An alias is replaced if its anchor is not carried over; if that is not enough, because its
    // value changes, every alias is.
    let left: Vec<Range<usize>> = lines_of_the_left(text, &document, forward);
    for all in [false, true] {
        if result.is_ok() || document.aliases().next().is_none() {
            break;
        }
        let written_out = without_aliases(text, &document, |anchor| {
            all || left.iter().any(|lines| lines.contains(&anchor))
        })?;
        let (document, _) = parse(file, &written_out);
        result = rewritten(&written_out, &document, forward, &meant);
    }
    result
}

pub(super) fn rewritten(
    text: &str,
    document: &Document<'_>,
    forward: &CarryForward,
    meant: &Value,
) -> Result<String, UneditableNode> {
    let shorter = without(text, &lines_of_the_left(text, document, forward));
    let (document, faults) = parse(document.file(), &shorter);
    let (Some(place), []) = (NodePath::top(&document), faults.as_slice()) else {
        return Err(UneditableNode::unsafe_file(document.file()));
    };
    let steps = forward.meant(Value::of(place.node));
    let new = rewrite(&document, &shorter, &[(place, Change::Value(steps))])?;
    let (read_back, faults) = parse(document.file(), &new);
    match (read_back.root(), faults.as_slice()) {
        (Some(root), []) if settled(Value::of(root)) == settled(meant.clone()) => Ok(new),
        _ => Err(UneditableNode::unsafe_file(document.file())),
    }
}

/// Treats a missing list of activities as an empty list.
pub(super) fn settled(mut plan: Value) -> Value {
    if let Some(Value::List(priorities)) = plan.get_mut("priorities") {
        let lists =
            priorities.iter_mut().filter_map(|priority| priority.value.get_mut("activities"));
        lists.filter(|list| list.is_nothing()).for_each(|list| *list = Value::Null);
    }
    plan
}

/// Returns the lines of the activities that are not carried over, if each has its own lines.
pub(super) fn lines_of_the_left(
    text: &str,
    document: &Document<'_>,
    forward: &CarryForward,
) -> Vec<Range<usize>> {
    let mut gone = Vec::new();
    for list in activity_lists(document) {
        let Some(lines) = item_lines(document, text, list) else { continue };
        let goes = |item: &Node<'_, '_>| !forward.carries(&Value::of(*item));
        gone.extend(
            list.children().zip(lines).filter(|(item, _)| goes(item)).map(|(_, lines)| lines),
        );
    }
    gone
}

/// The lists of activities of a file, in its order.
pub(super) fn activity_lists<'d, 's>(
    document: &'d Document<'s>,
) -> impl Iterator<Item = Node<'d, 's>> {
    let key = |node: Node<'d, 's>, name: &str| {
        node.pairs().find(|(key, _)| key.as_str() == name).map(|(_, value)| value)
    };
    let priorities = document.root().and_then(|root| key(root, "priorities"));
    let lists = priorities
        .into_iter()
        .flat_map(Node::children)
        .filter_map(move |priority| key(priority, "activities"));
    lists.filter(|list| list.kind() == NodeKind::Sequence)
}
