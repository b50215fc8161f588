//! YAML values, and changes of them.

use super::text::ScalarText;
use crate::format::yaml::{Node, NodeKind};

/// A YAML value: without notation, comments and aliases.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing at all.
    Null,
    /// A text, a number, a date: as it is written, decoded.
    Text(ScalarText),
    /// A list.
    List(Vec<ValueItem>),
    /// Keys and values.
    Map(Vec<ValueEntry>),
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct ValueItem {
    /// The number in the original list; `None` for a new item.
    pub origin: Option<usize>,
    /// The value.
    pub value: Value,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct ValueEntry {
    /// The key.
    pub key: String,
    /// The number in the original mapping; `None` for a new entry.
    pub origin: Option<usize>,
    /// The value of the key.
    pub value: Value,
}

/// A change of the value at a place.
#[derive(Clone, Debug)]
pub enum Change {
    /// Just this.
    Value(Value),
    /// Appends an item; the place is a list.
    Append(Value),
}

impl Value {
    /// Reads the value of a node.
    pub fn of(node: Node<'_, '_>) -> Value {
        Value::of_id(node, false)
    }

    /// Reads the value of a key's node: an id may read `null`.
    pub(super) fn behind(key: &str, node: Node<'_, '_>) -> Value {
        Value::of_id(node, may_hold_id(key, node))
    }

    /// Reads a value that may be an id, or a list of ids.
    fn of_id(node: Node<'_, '_>, may_be_id: bool) -> Value {
        match node.kind() {
            _ if says_nothing(node, may_be_id) => Value::Null,
            NodeKind::Sequence => {
                let items = node.children().enumerate();
                Value::List(
                    items
                        .map(|(number, item)| ValueItem {
                            origin: Some(number),
                            value: Value::of_id(item, may_be_id),
                        })
                        .collect(),
                )
            }
            NodeKind::Mapping => {
                let pairs = node.pairs().enumerate();
                let entry =
                    |(number, (key, value)): (usize, (Node<'_, '_>, Node<'_, '_>))| ValueEntry {
                        key: key.as_str().to_owned(),
                        origin: Some(number),
                        value: Value::behind(key.as_str(), value),
                    };
                Value::Map(pairs.map(entry).collect())
            }
            NodeKind::Scalar | NodeKind::Alias | NodeKind::Known => {
                let text = node.as_str().to_owned();
                Value::Text(if node.is_text_by_notation() {
                    ScalarText::quoted(text)
                } else {
                    ScalarText::plain(text)
                })
            }
        }
    }

    /// Returns the value of a key, if this is a mapping that has the key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => {
                entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
            }
            _ => None,
        }
    }

    /// Returns the value of a key for changes.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        match self {
            Value::Map(entries) => {
                entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
            }
            _ => None,
        }
    }

    /// Returns the items of a key's list; none if there is no list.
    pub fn items(&self, key: &str) -> &[ValueItem] {
        match self.get(key) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// Returns the items of a key's list for changes.
    pub(super) fn items_mut(&mut self, key: &str) -> &mut [ValueItem] {
        match self.get_mut(key) {
            Some(Value::List(items)) => items,
            _ => &mut [],
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// Returns the value without its origins, as a new one.
    #[must_use]
    pub(super) fn anew(self) -> Value {
        match self {
            Value::List(items) => Value::List(
                items
                    .into_iter()
                    .map(|item| ValueItem { origin: None, value: item.value.anew() })
                    .collect(),
            ),
            Value::Map(entries) => {
                let entry = |ValueEntry { key, value, .. }| ValueEntry {
                    key,
                    origin: None,
                    value: Value::anew(value),
                };
                Value::Map(entries.into_iter().map(entry).collect())
            }
            other => other,
        }
    }

    /// Whether there is nothing: no value, or an empty list.
    pub fn is_nothing(&self) -> bool {
        match self {
            Value::Null => true,
            Value::List(items) => items.is_empty(),
            _ => false,
        }
    }
}

/// Whether a node is null, and not an id that reads so, such as `null`.
pub(super) fn says_nothing(node: Node<'_, '_>, may_be_id: bool) -> bool {
    node.is_null() && (!may_be_id || node.as_str().is_empty())
}

/// Whether the value of a key may be an id, or a list of ids.
pub(super) fn may_hold_id(key: &str, value: Node<'_, '_>) -> bool {
    match value.kind() {
        NodeKind::Scalar => key == "id",
        NodeKind::Sequence => takes_ids(key),
        _ => false,
    }
}

/// Whether a key of the format takes a list of ids or of references.
fn takes_ids(key: &str) -> bool {
    matches!(key, "chairs" | "lead" | "owners" | "partners" | "themes" | "depends_on" | "aliases")
}

impl PartialEq for Value {
    /// Whether two values are equal, whatever their origins.
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.value == b.value)
            }
            (Value::Map(a), Value::Map(b)) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|(a, b)| a.key == b.key && a.value == b.value)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::keys::{ACTIVITY, ORGANIZATION, PLAN, PRIORITY, ValueKind};

    #[test]
    fn the_keys_that_take_ids_are_those_of_the_format() {
        for table in [&PLAN, &PRIORITY, &ACTIVITY, &ORGANIZATION] {
            for key in table.keys {
                let is_of_ids = matches!(key.takes, ValueKind::Ids | ValueKind::References);
                // The plan's own themes are mappings, in which nothing is null by its place in the
                // list.
                assert!(
                    takes_ids(key.name) == is_of_ids || matches!(key.takes, ValueKind::List(_)),
                    "{}",
                    key.name
                );
            }
        }
    }
}
