use crate::format::yaml::{Kind, Node};

/// What a stretch of YAML says: without notation, order of bytes, comments and aliases.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing at all.
    Null,
    /// A text, a number, a date: as it is written, decoded.
    Text(String),
    /// A list.
    List(Vec<Item>),
    /// Keys and values.
    Map(Vec<Entry>),
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number in the list that it comes from; none for a new one.
    pub origin: Option<usize>,
    /// What it says.
    pub value: Value,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its number in the mapping that it comes from; none for a new one.
    pub origin: Option<usize>,
    /// What stands behind it.
    pub value: Value,
}

/// What a place is to say.
#[derive(Clone, Debug)]
pub enum Meant {
    /// Just this.
    Value(Value),
    /// What it says, and this behind it: the place is a list.
    Append(Value),
}

impl Value {
    /// What a node says.
    pub fn of(node: Node<'_, '_>) -> Value {
        match node.kind() {
            _ if node.is_null() => Value::Null,
            Kind::Sequence => {
                let items = node.children().enumerate();
                Value::List(items.map(|(number, item)| Item { origin: Some(number), value: Value::of(item) }).collect())
            }
            Kind::Mapping => {
                let pairs = node.pairs().enumerate();
                let entry = |(number, (key, value)): (usize, (Node<'_, '_>, Node<'_, '_>))| Entry {
                    key: key.as_str().to_owned(),
                    origin: Some(number),
                    value: Value::behind(key.as_str(), value),
                };
                Value::Map(pairs.map(entry).collect())
            }
            Kind::Scalar | Kind::Alias | Kind::Known => Value::Text(node.as_str().to_owned()),
        }
    }

    /// What a node says that stands behind a key: an id is one also where it reads `null`.
    pub(super) fn behind(key: &str, node: Node<'_, '_>) -> Value {
        if is_id_as_written(key, node) { Value::Text(node.as_str().to_owned()) } else { Value::of(node) }
    }

    /// The value behind a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        match self {
            Value::Map(entries) => entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same as something new, that comes from nowhere.
    #[must_use]
    pub(super) fn anew(self) -> Value {
        match self {
            Value::List(items) => Value::List(items.into_iter().map(|item| Item { origin: None, value: item.value.anew() }).collect()),
            Value::Map(entries) => {
                let entry = |Entry { key, value, .. }| Entry { key, origin: None, value: Value::anew(value) };
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

/// Whether a value that YAML reads as nothing is an id all the same: `id: null`. With nothing written there, it is none.
pub(super) fn is_id_as_written(key: &str, value: Node<'_, '_>) -> bool {
    key == "id" && value.is_null() && !value.as_str().is_empty()
}

impl PartialEq for Value {
    /// Whether both say the same, wherever it comes from.
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.value == b.value),
            (Value::Map(a), Value::Map(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && a.value == b.value),
            _ => false,
        }
    }
}
