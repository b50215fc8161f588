//! Next year's plan, out of the text of this year's: what is not done goes along as it is written,
//! with its comments.

mod carry_forward;
mod insert;
mod item_lines;
mod period_shift;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::emit::Style;
use super::extent::{item_lines, without};
use super::locate::NodePath;
use super::rewrite::{UneditableNode, rewrite};
use super::value::{Change, Value};
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::model::Day;
use crate::text::{Edit, FileId, Span, apply};

pub use period_shift::{PeriodShift, moved_years};
pub use update::{Addition, UpdatedFile, add};

/// What becomes of a plan.
#[derive(Clone, Debug)]
pub struct Rollover<'a> {
    /// The old plan's name.
    pub from: &'a str,
    /// The activities that go along, by their ids.
    pub carried: &'a BTreeSet<String>,
    /// Ids of activities that the new plan has by now, from an earlier run: references follow to
    /// them as well.
    pub there: &'a BTreeMap<String, String>,
    /// How far the period moves.
    pub step: PeriodShift,
    /// The last day of the old period.
    pub end: Day,
    /// Whether the dates of the activities move along.
    pub shift: bool,
    /// The old period's years, first and last, and how far they move: for the title.
    pub years: (i32, i32, i32),
    /// New ids of priorities, by the old ones.
    pub priorities: &'a BTreeMap<String, String>,
}

/// The text of a file of the new plan.
///
/// # Errors
/// Where a value cannot be changed safely: its place in the old file, and why.
pub fn roll(file: FileId, text: &str, rollover: &Rollover<'_>) -> Result<String, UneditableNode> {
    let (document, _) = parse(file, text);
    let Some(root) = document.root() else { return Ok(text.to_owned()) };
    let meant = rollover.meant(Value::of(root));
    let mut result = rewritten(text, &document, rollover, &meant);
    // An alias whose anchor stays behind is written out; where that is not enough, because its
    // value changes, each of them.
    let left: Vec<Range<usize>> = lines_of_the_left(text, &document, rollover);
    for all in [false, true] {
        if result.is_ok() || document.aliases().next().is_none() {
            break;
        }
        let written_out = without_aliases(text, &document, |anchor| {
            all || left.iter().any(|lines| lines.contains(&anchor))
        })?;
        let (document, _) = parse(file, &written_out);
        result = rewritten(&written_out, &document, rollover, &meant);
    }
    result
}

fn rewritten(
    text: &str,
    document: &Document<'_>,
    rollover: &Rollover<'_>,
    meant: &Value,
) -> Result<String, UneditableNode> {
    let shorter = without(text, &lines_of_the_left(text, document, rollover));
    let (document, faults) = parse(document.file(), &shorter);
    let (Some(place), []) = (NodePath::top(&document), faults.as_slice()) else {
        return Err(lost(&document));
    };
    let steps = rollover.meant(Value::of(place.node));
    let new = rewrite(&document, &shorter, &[(place, Change::Value(steps))])?;
    let (read_back, faults) = parse(document.file(), &new);
    match (read_back.root(), faults.as_slice()) {
        (Some(root), []) if settled(Value::of(root)) == settled(meant.clone()) => Ok(new),
        _ => Err(lost(&document)),
    }
}

/// A plan in which a key with no activities behind it is the same as one with an empty list.
fn settled(mut plan: Value) -> Value {
    if let Some(Value::List(priorities)) = plan.get_mut("priorities") {
        let lists =
            priorities.iter_mut().filter_map(|priority| priority.value.get_mut("activities"));
        lists.filter(|list| list.is_nothing()).for_each(|list| *list = Value::Null);
    }
    plan
}

fn lost(document: &Document<'_>) -> UneditableNode {
    UneditableNode {
        span: Span::top_of(document.file()),
        why: "this file is written in a way that the program does not change safely".to_owned(),
    }
}

/// The lines of the activities that stay behind, where each has lines of its own.
fn lines_of_the_left(
    text: &str,
    document: &Document<'_>,
    rollover: &Rollover<'_>,
) -> Vec<Range<usize>> {
    let mut gone = Vec::new();
    for list in activity_lists(document) {
        let Some(lines) = item_lines(document, text, list) else { continue };
        let goes = |item: &Node<'_, '_>| !rollover.carries(&Value::of(*item));
        gone.extend(
            list.children().zip(lines).filter(|(item, _)| goes(item)).map(|(_, lines)| lines),
        );
    }
    gone
}

/// The lists of activities of a file, in its order.
fn activity_lists<'d, 's>(document: &'d Document<'s>) -> impl Iterator<Item = Node<'d, 's>> {
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

/// The text with the values of aliases written out, of those whose anchor stands at a place that is
/// asked for.
fn without_aliases(
    text: &str,
    document: &Document<'_>,
    wanted: impl Fn(usize) -> bool,
) -> Result<String, UneditableNode> {
    apply(text, &written_out(text, document, wanted)).ok_or_else(|| lost(document))
}

fn written_out(text: &str, document: &Document<'_>, wanted: impl Fn(usize) -> bool) -> Vec<Edit> {
    let habit = Style::own(document.line_break());
    let nodes =
        document.root().into_iter().flat_map(Node::descendants).filter(|node| node.is_alias());
    let mut edits = Vec::new();
    for (node, (alias, anchor)) in
        nodes.zip(document.aliases()).filter(|(_, (_, anchor))| wanted(anchor.start as usize))
    {
        let written = text.get(anchor.start as usize..anchor.end as usize).unwrap_or("").trim_end();
        // What is more than a word or a quoted text on one line is written between brackets and
        // quotes.
        let is_plain = node.kind() == NodeKind::Scalar
            && !written.contains(['\n', '*', '&', '#', ',', '[', ']', '{', '}', ':']);
        edits.push(Edit::new(
            alias,
            if is_plain { written.to_owned() } else { habit.flow(&Value::of(node)) },
        ));
    }
    edits
}

impl Rollover<'_> {
    /// Whether an activity goes along.
    fn carries(&self, activity: &Value) -> bool {
        activity.get("id").and_then(Value::as_text).is_some_and(|id| self.carried.contains(id))
    }
}
