//! Replaces aliases by their values if their anchors are not carried over.

use crate::edit::emit::Style;
use crate::edit::rewrite::UneditableNode;
use crate::edit::value::Value;
use crate::format::yaml::{Document, Node, NodeKind};
use crate::text::{Edit, apply};

/// Returns the text with aliases replaced by their values, for anchors at the wanted places.
pub(super) fn without_aliases(
    text: &str,
    document: &Document<'_>,
    wanted: impl Fn(usize) -> bool,
) -> Result<String, UneditableNode> {
    apply(text, &written_out(text, document, wanted))
        .ok_or_else(|| UneditableNode::unsafe_file(document.file()))
}

pub(super) fn written_out(
    text: &str,
    document: &Document<'_>,
    wanted: impl Fn(usize) -> bool,
) -> Vec<Edit> {
    let habit = Style::own(document.line_break());
    let nodes =
        document.root().into_iter().flat_map(Node::descendants).filter(|node| node.is_alias());
    let mut edits = Vec::new();
    for (node, (alias, anchor)) in
        nodes.zip(document.aliases()).filter(|(_, (_, anchor))| wanted(anchor.start as usize))
    {
        let written = text.get(anchor.start as usize..anchor.end as usize).unwrap_or("").trim_end();
        // Values other than a word or a quoted text on one line are written in brackets and quotes.
        let is_plain = node.kind() == NodeKind::Scalar
            && !written.contains(['\n', '*', '&', '#', ',', '[', ']', '{', '}', ':']);
        edits.push(Edit::new(
            alias,
            if is_plain { written.to_owned() } else { habit.flow(&Value::of(node)) },
        ));
    }
    edits
}
