//! Matches the items of a new list with those of the old list.

use std::collections::HashMap;

use super::compare::{node_hash, node_says, value_hash};
use super::value::{Value, ValueItem};
use crate::format::yaml::{Node, NodeKind};

/// Returns the number of the old item that becomes each new item, in rising order and each once;
/// `None` for new items.
pub(super) fn origins(list: Node<'_, '_>, meant: &[ValueItem]) -> Vec<Option<usize>> {
    let old: Vec<Node<'_, '_>> = list.children().collect();
    let known = OldItems::of(&old, meant);
    let mut next = 0;
    let mut origins: Vec<Option<usize>> = Vec::with_capacity(meant.len());
    for item in meant {
        let same = || known.first_from(next, &item.value);
        let origin = item
            .origin
            .filter(|&origin| origin >= next)
            .or_else(|| item.origin.is_none().then(same).flatten());
        next = origin.map_or(next, |origin| origin + 1);
        origins.push(origin);
    }
    take_places(&old, meant, &mut origins);
    origins
}

/// The old items by their values.
struct OldItems<'a, 'd, 's> {
    old: &'a [Node<'d, 's>],
    numbers: HashMap<u64, Vec<usize>>,
}

impl<'a, 'd, 's> OldItems<'a, 'd, 's> {
    /// Indexes the old items; the index is empty if every new item has an origin.
    fn of(old: &'a [Node<'d, 's>], meant: &[ValueItem]) -> Self {
        let mut numbers: HashMap<u64, Vec<usize>> = HashMap::new();
        if meant.iter().any(|item| item.origin.is_none()) {
            old.iter().enumerate().for_each(|(number, node)| {
                numbers.entry(node_hash(*node)).or_default().push(number);
            });
        }
        OldItems { old, numbers }
    }

    /// The first old item from that number on that says this.
    fn first_from(&self, next: usize, value: &Value) -> Option<usize> {
        let all = self.numbers.get(&value_hash(value))?;
        let rest = all.get(all.partition_point(|&number| number < next)..)?;
        rest.iter()
            .copied()
            .find(|&number| self.old.get(number).is_some_and(|node| node_says(*node, value)))
    }
}

/// A new text takes the place of one that goes, where there is one between the same neighbours.
fn take_places(old: &[Node<'_, '_>], meant: &[ValueItem], origins: &mut [Option<usize>]) {
    // For each item, the old item of the next known item.
    let mut behind = vec![old.len(); origins.len()];
    let mut until = old.len();
    for (slot, origin) in behind.iter_mut().zip(origins.iter()).rev() {
        until = origin.unwrap_or(until);
        *slot = until;
    }
    let mut free = 0;
    for ((origin, item), until) in origins.iter_mut().zip(meant).zip(behind) {
        if let Some(origin) = origin {
            free = *origin + 1;
            continue;
        }
        let is_text = matches!(item.value, Value::Text(_));
        if free < until
            && is_text
            && old.get(free).is_some_and(|node| node.kind() == NodeKind::Scalar)
        {
            *origin = Some(free);
            free += 1;
        }
    }
}
