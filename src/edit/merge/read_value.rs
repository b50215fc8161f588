//! The value of a complete text.

use std::collections::HashSet;

use crate::edit::value::Value;
use crate::format::yaml::parse;
use crate::text::FileId;

/// Reads the value of a text; `None` if it has errors, or a duplicate key in a mapping.
pub(super) fn value(text: &str) -> Option<Value> {
    let (document, faults) = parse(FileId(0), text);
    if !faults.is_empty() {
        return None;
    }
    let value = document.root().map_or(Value::Null, Value::of);
    has_each_key_once(&value).then_some(value)
}

pub(super) fn has_each_key_once(value: &Value) -> bool {
    match value {
        Value::Map(entries) => {
            let keys: HashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            keys.len() == entries.len()
                && entries.iter().all(|entry| has_each_key_once(&entry.value))
        }
        Value::List(items) => items.iter().all(|item| has_each_key_once(&item.value)),
        _ => true,
    }
}
