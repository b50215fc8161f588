//! Lines of a conflict that are marked together, because a user cannot take some from one side and
//! some from the other.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::field_groups::bonds;
use super::item_name::IDENTITY;
use super::same::is_same;
use crate::edit::value::Value;
use crate::format::yaml::{Document, Node, NodeKind, parse};
use crate::text::FileId;

/// Lines of the two texts that are marked together.
pub(super) type Together = [Range<usize>; 2];

/// The lines, by number, of fields that belong together and that differ in two merged texts; and of
/// activities whose identities are not among `old`.
pub(super) fn together(meant: [&Value; 2], old: &HashSet<&str>, texts: [&str; 2]) -> Vec<Together> {
    let [one, other] = meant.map(activities);
    let documents = texts.map(|text| (parse(FileId(0), text).0, text));
    let places = documents.each_ref().map(|(document, text)| Places::new(document, text));
    let mut out = Vec::new();
    for (identity, a) in &one {
        let Some(b) = other.get(identity).filter(|b| !is_same(Some(*a), Some(*b))) else {
            continue;
        };
        let differs = |key: &&str| !is_same(a.get(key), b.get(key));
        let mut groups: Vec<Option<Vec<&str>>> = Vec::new();
        if old.contains(identity) {
            groups.extend(
                bonds()
                    .map(|keys| keys.iter().copied().filter(differs).collect::<Vec<_>>())
                    .filter(|keys| keys.len() > 1)
                    .map(Some),
            );
        } else {
            groups.push(None);
        }
        for group in groups {
            let [in_one, in_other] = &places;
            let lines = |places: &Places<'_, '_>, value: &Value| {
                places.lines(text(value, "id")?, group.as_deref())
            };
            if let (Some(one), Some(other)) = (lines(in_one, a), lines(in_other, b)) {
                out.push([one, other]);
            }
        }
    }
    out
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_text)
}

/// The activities of a merged plan by their identities.
fn activities(plan: &Value) -> HashMap<&str, &Value> {
    let all =
        plan.items("priorities").iter().flat_map(|priority| priority.value.items("activities"));
    all.filter_map(|item| Some((text(&item.value, IDENTITY)?, &item.value))).collect()
}

/// The places of the activities in a text.
struct Places<'d, 's> {
    activities: HashMap<&'d str, Node<'d, 's>>,
    /// The beginning of each line.
    lines: Vec<usize>,
}

impl<'d, 's> Places<'d, 's> {
    fn new(document: &'d Document<'s>, text: &str) -> Self {
        let behind = |node: Node<'d, 's>, name: &'static str| {
            node.pairs().filter(move |(key, _)| key.as_str() == name).map(|(_, value)| value)
        };
        let priorities = document
            .root()
            .into_iter()
            .flat_map(|root| behind(root, "priorities"))
            .flat_map(Node::children);
        let activities =
            priorities.flat_map(|priority| behind(priority, "activities")).flat_map(Node::children);
        let activities = activities
            .filter_map(|node| Some((behind(node, "id").next()?.as_str(), node)))
            .collect();
        let lines =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Places { activities, lines }
    }

    fn line(&self, at: u32) -> usize {
        self.lines.partition_point(|start| *start <= at as usize).saturating_sub(1)
    }

    /// The lines of an activity, or of some of its keys.
    fn lines(&self, id: &str, keys: Option<&[&str]>) -> Option<Range<usize>> {
        let node = self.activities.get(id).filter(|node| node.kind() == NodeKind::Mapping)?;
        let pairs =
            node.pairs().filter(|(key, _)| keys.is_none_or(|keys| keys.contains(&key.as_str())));
        let spans = pairs.map(|(key, value)| {
            (
                self.line(key.span().start),
                self.line(value.span().end.max(key.span().end).saturating_sub(1)),
            )
        });
        let (first, last) = spans
            .fold((usize::MAX, 0), |(first, last), (start, end)| (first.min(start), last.max(end)));
        (first <= last).then_some(first..last + 1)
    }
}
