//! Compares documents and values by what they say.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::value::{Change, Value, may_hold_id, says_nothing};
use crate::format::yaml::{Document, Node, NodeKind};

/// Whether a node says just this, in this order.
pub fn node_says(node: Node<'_, '_>, meant: &Value) -> bool {
    says_at(node, meant, false)
}

/// Whether a node has a value, at a place where `null` may be an id.
pub(super) fn says_at(node: Node<'_, '_>, meant: &Value, may_be_id: bool) -> bool {
    match meant {
        Value::Null => says_nothing(node, may_be_id),
        Value::Text(text) => {
            node.kind() == NodeKind::Scalar
                && !says_nothing(node, may_be_id)
                && node.as_str() == text.as_str()
        }
        Value::List(items) => {
            let mut children = node.children();
            node.kind() == NodeKind::Sequence
                && items.iter().all(|item| {
                    children.next().is_some_and(|child| says_at(child, &item.value, may_be_id))
                })
                && children.next().is_none()
        }
        Value::Map(entries) => {
            let mut pairs = node.pairs();
            let is_pair =
                |(key, value): (Node<'_, '_>, Node<'_, '_>), key_meant: &str, meant: &Value| {
                    key.kind() == NodeKind::Scalar
                        && key.as_str() == key_meant
                        && says_at(value, meant, may_hold_id(key_meant, value))
                };
            node.kind() == NodeKind::Mapping
                && entries.iter().all(|entry| {
                    pairs.next().is_some_and(|pair| is_pair(pair, &entry.key, &entry.value))
                })
                && pairs.next().is_none()
        }
    }
}

/// Returns a number for the value of a node, equal to [`value_hash`] of every value that is equal
/// by [`node_says`]. An absent value and the words for null have one number.
pub(super) fn node_hash(node: Node<'_, '_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_node(node, &mut hasher);
    hasher.finish()
}

/// A number for a value.
pub(super) fn value_hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    hash_value(value, &mut hasher);
    hasher.finish()
}

fn hash_node(node: Node<'_, '_>, hasher: &mut DefaultHasher) {
    match node.kind() {
        NodeKind::Sequence => {
            1_u8.hash(hasher);
            node.children().for_each(|child| hash_node(child, hasher));
        }
        NodeKind::Mapping => {
            2_u8.hash(hasher);
            for (key, value) in node.pairs() {
                key.as_str().hash(hasher);
                hash_node(value, hasher);
            }
        }
        _ => hash_text(node.as_str(), hasher),
    }
}

fn hash_text(text: &str, hasher: &mut DefaultHasher) {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => 0_u8.hash(hasher),
        text => text.hash(hasher),
    }
}

fn hash_value(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Null => 0_u8.hash(hasher),
        Value::Text(text) => hash_text(text, hasher),
        Value::List(items) => {
            1_u8.hash(hasher);
            items.iter().for_each(|item| hash_value(&item.value, hasher));
        }
        Value::Map(entries) => {
            2_u8.hash(hasher);
            for entry in entries {
                entry.key.hash(hasher);
                hash_value(&entry.value, hasher);
            }
        }
    }
}

/// Whether a document says the same as an earlier one, except for the values at these places, which
/// are as intended. A place is a path from the top: the number of a child at each step.
pub fn says(new: &Document<'_>, old: &Document<'_>, meant: &BTreeMap<Vec<usize>, Change>) -> bool {
    match (new.root(), old.root()) {
        (Some(new), Some(old)) => same(new, old, &mut Vec::new(), meant),
        (new, old) => new.is_none() && old.is_none(),
    }
}

fn same(
    new: Node<'_, '_>,
    old: Node<'_, '_>,
    way: &mut Vec<usize>,
    meant: &BTreeMap<Vec<usize>, Change>,
) -> bool {
    let added = match meant.get(way) {
        Some(Change::Value(value)) => return node_says(new, value),
        Some(Change::Append(item)) => Some(item),
        None => None,
    };
    if new.kind() != old.kind() || new.is_null() != old.is_null() {
        return false;
    }
    if new.kind() == NodeKind::Scalar {
        return new.as_str() == old.as_str()
            && new.is_text_by_notation() == old.is_text_by_notation();
    }
    let (mut news, mut olds) = (new.children(), old.children());
    for number in 0.. {
        match (news.next(), olds.next()) {
            (None, None) => return added.is_none(),
            (Some(new), None) => {
                return news.next().is_none() && added.is_some_and(|item| node_says(new, item));
            }
            (Some(new), Some(old)) => {
                way.push(number);
                let is_same = same(new, old, way, meant);
                way.pop();
                if !is_same {
                    return false;
                }
            }
            (None, Some(_)) => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests;
