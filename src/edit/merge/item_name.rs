//! Names of list items, by which a merge matches them.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use crate::edit::value::{Value, ValueItem};

/// The keys that an item of a list may be known by, the best one first.
const NAMES: [&str; 5] = [IDENTITY, "id", "title", "name", "email"];

/// The key of the table of all activities. No YAML holds it.
pub(super) const TABLE: &str = "\0activities";
/// The key of an activity's priority in the table.
pub(super) const HOME: &str = "\0priority";
/// The key of an activity's identity: see [`identify`](super::identity::identify).
pub(super) const IDENTITY: &str = "\0identity";

/// The name of an item of a list, or of an entry of a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ItemName {
    /// The id, the title, or the complete content.
    text: String,
    /// The number of earlier ones with the same name.
    copy: usize,
    /// Whether the text is the complete content, not a name.
    is_content: bool,
}

impl ItemName {
    pub(super) fn new(text: &str) -> Self {
        ItemName { text: text.to_owned(), copy: 0, is_content: false }
    }

    /// Returns the name for people; empty if there is none.
    pub(super) fn shown(&self) -> &str {
        if self.is_content { "" } else { shown(&self.text) }
    }
}

impl Ord for ItemName {
    /// Compares numbers by value: `1.9` before `1.10`.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |name: &ItemName| (name.text.clone(), name.copy, name.is_content);
        natural(&self.text, &other.text).then_with(|| key(self).cmp(&key(other)))
    }
}

impl PartialOrd for ItemName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn natural(mut a: &str, mut b: &str) -> Ordering {
    while a != b {
        let ((x, rest_of_a), (y, rest_of_b)) = (first_part(a), first_part(b));
        let order = if x.starts_with(|c: char| c.is_ascii_digit())
            && y.starts_with(|c: char| c.is_ascii_digit())
        {
            let (x, y) = (x.trim_start_matches('0'), y.trim_start_matches('0'));
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            x.cmp(y)
        };
        if order.is_ne() {
            return order;
        }
        (a, b) = (rest_of_a, rest_of_b);
    }
    Ordering::Equal
}

/// The digits, or the other characters, that a text begins with.
fn first_part(text: &str) -> (&str, &str) {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(text.len());
    text.split_at(end)
}

/// The names of the items of several lists: by the first key that names each item of them all, once
/// in its list; otherwise each by its own.
pub(super) fn names(lists: &[&[ValueItem]]) -> Vec<Vec<ItemName>> {
    let names_all = |key: &&str| {
        lists.iter().all(|list| {
            let mut seen = HashSet::new();
            list.iter().all(|item| {
                item.value.get(key).and_then(Value::as_text).is_some_and(|name| seen.insert(name))
            })
        })
    };
    let key = NAMES.into_iter().find(names_all);
    let of_list = |list: &&[ValueItem]| {
        let mut copies: HashMap<(String, bool), usize> = HashMap::new();
        let name = |item: &ValueItem| {
            let own = key
                .and_then(|key| item.value.get(key))
                .and_then(Value::as_text)
                .or_else(|| own_name(&item.value));
            let (text, is_content) =
                own.map_or_else(|| (content(&item.value), true), |name| (name.to_owned(), false));
            let copy = copies.entry((text.clone(), is_content)).or_default();
            *copy += 1;
            ItemName { text, copy: *copy - 1, is_content }
        };
        list.iter().map(name).collect()
    };
    lists.iter().map(of_list).collect()
}

/// Returns the name of an item without its neighbours.
pub(super) fn own_name(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text.as_str()),
        other => NAMES.iter().find_map(|key| other.get(key).and_then(Value::as_text)),
    }
}

/// The identity of an activity.
pub(super) fn identity(activity: &Value) -> Option<&str> {
    activity.get(IDENTITY).and_then(Value::as_text)
}

/// All that a value says, as one text.
pub(super) fn content(value: &Value) -> String {
    match value {
        Value::Null => "~".to_owned(),
        Value::Text(text) => format!("{:?}", text.as_str()),
        Value::List(items) => format!(
            "[{}]",
            items.iter().map(|item| content(&item.value)).collect::<Vec<_>>().join(",")
        ),
        Value::Map(entries) => {
            let mut pairs: Vec<String> = entries
                .iter()
                .map(|entry| format!("{:?}:{}", entry.key, content(&entry.value)))
                .collect();
            pairs.sort();
            format!("{{{}}}", pairs.join(","))
        }
    }
}

/// A key as people know it.
pub(super) fn shown_key(key: &str) -> &str {
    match key {
        TABLE => "activities",
        HOME => "priority",
        IDENTITY => "id",
        other => other,
    }
}

/// Follows the id of a new activity if the base has another activity with this id.
pub(super) const NEW: char = '\0';

/// An identity, as people know it.
pub(super) fn shown(identity: &str) -> &str {
    identity.strip_suffix(NEW).unwrap_or(identity)
}

pub(super) fn id(item: &ValueItem) -> Option<&str> {
    item.value.get("id").and_then(Value::as_text)
}

pub(super) fn ids(flat: &Value) -> impl Iterator<Item = &str> {
    flat.items(TABLE).iter().filter_map(id)
}

/// New names for ids.
pub(super) type NewIds = HashMap<String, String>;

#[cfg(test)]
mod tests;
