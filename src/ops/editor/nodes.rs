//! The YAML around a place: its nodes, its keys, and the activity that it is part of.

use crate::analysis::{Index, PlanIndex};
use crate::format::keys::{ACTIVITY, CONFIG, KeySpec, KeyTable, ORGANIZATIONS, PLAN, ValueKind};
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::format::{FileRole, role};
use crate::model::{Activity, Priority};
use crate::text::{FileId, Sources, Span};

/// Reads a file into a tree.
pub(super) fn document(sources: &Sources, file: FileId) -> Document<'_> {
    parse(file, &sources[file].text).0
}

/// Returns the table of the keys at the top of a file, by its path.
pub(super) fn root_table(path: &str) -> Option<&'static KeyTable> {
    let within = path.split_once('/').map_or(path, |(_, within)| within);
    Some(match role(within)? {
        FileRole::Config => &CONFIG,
        FileRole::Organizations => &ORGANIZATIONS,
        FileRole::Plan { .. } => &PLAN,
    })
}

/// Whether the format reads the file at a path in the workplans folder.
pub fn is_of_format(within: &str) -> bool {
    role(within).is_some()
}

/// A node on the way to a place, with the key that it is the value of.
#[derive(Clone, Copy)]
pub(super) struct Step<'d, 's> {
    /// The node.
    pub node: Node<'d, 's>,
    /// The node of its key; none for an item of a list, and at the top.
    pub key: Option<Node<'d, 's>>,
    /// What the format says of that key.
    pub spec: Option<&'static KeySpec>,
    /// The keys that the node itself may have.
    pub table: Option<&'static KeyTable>,
}

impl Step<'_, '_> {
    /// The place from the key to the end of the value.
    pub(super) fn whole(&self) -> Span {
        let own = self.node.span();
        self.key.map_or(own, |key| Span { start: key.span().start, ..own })
    }
}

/// Returns the nodes that hold an offset, the outermost first.
pub(super) fn way<'d, 's>(
    document: &'d Document<'s>,
    table: Option<&'static KeyTable>,
    offset: u32,
) -> Vec<Step<'d, 's>> {
    let Some(root) = document.root() else { return Vec::new() };
    let mut way = vec![Step { node: root, key: None, spec: None, table }];
    while let Some(next) = way.last().and_then(|step| inside(*step, offset)) {
        way.push(next);
    }
    way
}

/// Returns the child of a node that holds an offset. A node that another one stands for is not
/// looked into.
fn inside<'d, 's>(step: Step<'d, 's>, offset: u32) -> Option<Step<'d, 's>> {
    if step.node.is_alias() {
        return None;
    }
    let holds = |start: u32, end: u32| start <= offset && offset <= end;
    match step.node.kind() {
        NodeKind::Mapping => {
            let pairs = step.node.pairs().filter(|(key, value)| {
                holds(key.span().start, value.span().end.max(key.span().end))
            });
            let (key, value) = pairs.last()?;
            let spec = step
                .table
                .and_then(|table| table.keys.iter().find(|spec| spec.name == key.as_str()));
            let table = spec.and_then(|spec| table_of(spec.takes));
            Some(Step { node: value, key: Some(key), spec, table })
        }
        NodeKind::Sequence => {
            let items = step.node.children();
            let node = items.filter(|item| holds(item.span().start, item.span().end)).last()?;
            Some(Step { node, key: None, spec: step.spec, table: step.table })
        }
        _ => None,
    }
}

/// Returns a span without the space and the comments at its end, which the next node is behind.
pub(super) fn trimmed(sources: &Sources, span: Span) -> Span {
    let mut kept = sources.written(span).trim_end();
    while let Some((before, last)) = kept.rsplit_once('\n') {
        if !last.trim_start().starts_with('#') {
            break;
        }
        kept = before.trim_end();
    }
    Span { end: span.start + kept.len() as u32, ..span }
}

/// The keys of the mapping, or of each mapping of the list, that a key takes.
pub(super) fn table_of(kind: ValueKind) -> Option<&'static KeyTable> {
    match kind {
        ValueKind::Mapping(table) | ValueKind::List(table) => Some(table),
        _ => None,
    }
}

/// Returns the mappings of the activities of a plan's file, in their order.
pub(super) fn activity_nodes<'d, 's>(
    document: &'d Document<'s>,
) -> impl Iterator<Item = Node<'d, 's>> {
    let lists = |node: Node<'d, 's>, name: &'static str| {
        let own = node.pairs().filter(move |(key, _)| key.as_str() == name);
        own.flat_map(|(_, list)| list.children())
    };
    let priorities = document.root().into_iter().flat_map(move |root| lists(root, "priorities"));
    priorities.flat_map(move |priority| lists(priority, "activities"))
}

/// Returns the value of a key of a mapping.
pub(super) fn value<'d, 's>(node: Node<'d, 's>, name: &str) -> Option<Node<'d, 's>> {
    node.pairs().find(|(key, _)| key.as_str() == name).map(|(_, value)| value)
}

/// Returns the activity that a place is in, with its priority and its plan.
pub fn activity_at<'f>(
    index: &'f Index<'f>,
    sources: &Sources,
    file: FileId,
    offset: u32,
) -> Option<(&'f PlanIndex<'f>, &'f Priority<'f>, &'f Activity<'f>)> {
    let document = document(sources, file);
    let way = way(&document, root_table(&sources[file].path), offset);
    let is_activity = |step: &&Step<'_, '_>| {
        step.node.kind() == NodeKind::Mapping
            && step.table.is_some_and(|table| std::ptr::eq(table, &ACTIVITY))
    };
    let own = way.iter().find(is_activity)?.node.span();
    let plan = index.plan_of_file(file)?;
    let holds = |span: Span| span.file == file && own.start <= span.start && span.start < own.end;
    plan.plan.priorities.iter().find_map(|priority| {
        let activity = priority.written().find(|activity| holds(activity.head))?;
        Some((plan, priority, activity))
    })
}
