//! One version of a file for weaving: its lines, and its activities by their identities.

use std::collections::HashMap;

use super::cut::{Chunk, Cutter};
use super::parts::{BracketPart, BracketParts};
use crate::format::yaml::{Document, Node, NodeKind};

/// A version of a file.
pub(super) struct WeaveVersion<'d, 's> {
    pub(super) cutter: Cutter<'s>,
    pub(super) root: Node<'d, 's>,
    /// Activities by identity: those that are written line by line, and those in lists in brackets.
    pub(super) activities: HashMap<String, Chunk<'d, 's>>,
    pub(super) in_brackets: HashMap<String, BracketPart<'d, 's>>,
}

/// The level of a chunk in the plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WeaveLevel {
    Plan,
    Priorities,
    Priority,
    Activities,
    Other,
}

impl WeaveLevel {
    pub(super) fn below(self, key: Option<&str>) -> Self {
        match (self, key) {
            (WeaveLevel::Plan, Some("priorities")) => WeaveLevel::Priorities,
            (WeaveLevel::Priorities, None) => WeaveLevel::Priority,
            (WeaveLevel::Priority, Some("activities")) => WeaveLevel::Activities,
            _ => WeaveLevel::Other,
        }
    }
}

impl<'d, 's> WeaveVersion<'d, 's> {
    /// A version whose activities have these identities, in file order. `None` where it is not
    /// written line by line.
    pub(super) fn new(
        document: &'d Document<'s>,
        text: &'s str,
        identities: &[String],
    ) -> Option<Self> {
        let (activities, in_brackets) = (HashMap::new(), HashMap::new());
        let mut version = WeaveVersion {
            cutter: Cutter::new(text),
            root: document.root()?,
            activities,
            in_brackets,
        };
        let mut identities = identities.iter().cloned();
        let cutter = version.cutter;
        for priorities in cutter
            .top(version.root)?
            .chunks
            .into_iter()
            .filter(|chunk| key(chunk) == Some("priorities"))
        {
            let Some(cut) = cutter.open(&priorities) else {
                version.take_in_brackets(&priorities, WeaveLevel::Priorities, &mut identities);
                continue;
            };
            for priority in cut.chunks {
                let Some(cut) = cutter.open(&priority) else {
                    version.take_in_brackets(&priority, WeaveLevel::Priority, &mut identities);
                    continue;
                };
                for list in cut.chunks.into_iter().filter(|chunk| key(chunk) == Some("activities"))
                {
                    match cutter.open(&list) {
                        Some(cut) => version.activities.extend(
                            cut.chunks
                                .into_iter()
                                .filter_map(|one| Some((identities.next()?, one))),
                        ),
                        None => {
                            version.take_in_brackets(
                                &list,
                                WeaveLevel::Activities,
                                &mut identities,
                            );
                        }
                    }
                }
            }
        }
        Some(version)
    }

    /// Adds the activities that a chunk has in brackets.
    fn take_in_brackets(
        &mut self,
        chunk: &Chunk<'d, 's>,
        level: WeaveLevel,
        identities: &mut impl Iterator<Item = String>,
    ) {
        let mut lists = Vec::new();
        lists_below(chunk.node, level, &mut lists);
        for list in lists {
            let own: Vec<String> = identities.by_ref().take(list.children().count()).collect();
            let parts = BracketParts::of(self.cutter.layout(), list, chunk.column)
                .map(|parts| parts.all)
                .unwrap_or_default();
            self.in_brackets.extend(own.into_iter().zip(parts));
        }
    }
}

pub(super) fn key<'d>(chunk: &Chunk<'d, '_>) -> Option<&'d str> {
    chunk.key.map(Node::as_str)
}

/// The three versions of a part: base, ours, theirs.
pub(super) type WeaveMatch<T> = [Option<T>; 3];

/// The lists of activities below a node, in file order.
fn lists_below<'d, 's>(node: Node<'d, 's>, level: WeaveLevel, out: &mut Vec<Node<'d, 's>>) {
    if level == WeaveLevel::Other || node.is_alias() {
        return;
    }
    match node.kind() {
        NodeKind::Mapping => node
            .pairs()
            .for_each(|(key, value)| lists_below(value, level.below(Some(key.as_str())), out)),
        NodeKind::Sequence if level == WeaveLevel::Activities => out.push(node),
        NodeKind::Sequence => {
            node.children().for_each(|item| lists_below(item, level.below(None), out));
        }
        NodeKind::Scalar | NodeKind::Alias | NodeKind::Known => {}
    }
}
