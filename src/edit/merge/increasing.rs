//! The merged order of names, and the longest increasing subsequence.

use std::collections::{HashMap, HashSet};

use super::item_name::ItemName;

/// Returns the order of the kept names, each of which is on at least one side. A moved name follows
/// the side that moved it. A name added by one side stays after its predecessor there. Names added
/// by both sides at one place are sorted. The result does not depend on which side is which.
pub(super) fn order(
    base: &[ItemName],
    ours: &[ItemName],
    theirs: &[ItemName],
    kept: &HashSet<&ItemName>,
) -> Vec<ItemName> {
    let set = |list: &[ItemName]| list.iter().cloned().collect::<HashSet<ItemName>>();
    let (old, mine, others) = (set(base), set(ours), set(theirs));
    let is_common =
        |name: &&ItemName| kept.contains(name) && mine.contains(*name) && others.contains(*name);
    let common =
        |list: &[ItemName]| list.iter().filter(is_common).cloned().collect::<Vec<ItemName>>();
    let has_moved = |list: &[ItemName]| {
        let known = |list: &[ItemName]| {
            list.iter()
                .filter(is_common)
                .filter(|name| old.contains(name))
                .cloned()
                .collect::<Vec<ItemName>>()
        };
        known(list) != known(base)
    };
    let (by_ours, by_theirs) = (common(ours), common(theirs));
    let frame = match (has_moved(ours), has_moved(theirs)) {
        (true, false) => by_ours,
        (false, true) => by_theirs,
        _ => by_ours.min(by_theirs),
    };
    let in_frame: HashSet<&ItemName> = frame.iter().collect();
    let runs = |list: &[ItemName]| {
        let mut runs: HashMap<Option<ItemName>, Vec<ItemName>> = HashMap::new();
        let mut anchor = None;
        for name in list.iter().filter(|name| kept.contains(name)) {
            if in_frame.contains(name) {
                anchor = Some(name.clone());
            } else {
                runs.entry(anchor.clone()).or_default().push(name.clone());
            }
        }
        runs
    };
    let (mut of_ours, mut of_theirs) = (runs(ours), runs(theirs));
    let mut out = Vec::with_capacity(kept.len());
    for anchor in std::iter::once(None).chain(frame.iter().cloned().map(Some)) {
        out.extend(anchor.clone());
        let mut both = [
            of_ours.remove(&anchor).unwrap_or_default(),
            of_theirs.remove(&anchor).unwrap_or_default(),
        ];
        both.sort_unstable();
        out.extend(both.into_iter().flatten());
    }
    out
}

/// Longest increasing subsequence: returns for each number whether it is part of it.
pub(super) fn longest_increasing(numbers: &[Option<usize>]) -> Vec<bool> {
    // For each length, the place of the smallest number that ends such a sequence; and for each
    // place its predecessor.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (at, number) in numbers.iter().enumerate() {
        let Some(number) = *number else { continue };
        let length = ends.partition_point(|(end, _)| *end < number);
        if let Some(place) = before.get_mut(at) {
            *place = length.checked_sub(1).and_then(|length| ends.get(length)).map(|(_, at)| *at);
        }
        match ends.get_mut(length) {
            Some(end) => *end = (number, at),
            None => ends.push((number, at)),
        }
    }
    let mut rises = vec![false; numbers.len()];
    let mut last = ends.last().map(|(_, at)| *at);
    while let Some(at) = last {
        if let Some(rises) = rises.get_mut(at) {
            *rises = true;
        }
        last = before.get(at).copied().flatten();
    }
    rises
}

#[cfg(test)]
mod tests;
