//! Mappings: their keys are set and taken away, and a new key goes where its table has it.

use super::assignment::Result;
use super::typed::typed;
use super::understood::understood_map;
use super::value::{Value, ValueEntry};
use crate::format::keys::KeyTable;
use crate::model::Day;

/// A mapping that was typed: its keys in the order of its table, its values as the format writes
/// them.
pub(super) fn ordered(mut value: Value, table: &'static KeyTable, as_of: Day) -> Result<Value> {
    understood_map(&mut value, table, as_of)?;
    let mut sorted = Value::Map(Vec::new());
    if let Value::Map(entries) = typed(value, table) {
        for entry in entries.into_iter().filter(|entry| !entry.value.is_nothing()) {
            put(&mut sorted, table, &entry.key, entry.value);
        }
    }
    Ok(sorted)
}

/// Removes the value of a key, and returns it.
pub(super) fn taken(map: &mut Value, name: &str) -> Value {
    map.get_mut(name).map_or(Value::Null, |value| std::mem::replace(value, Value::Null))
}

/// Takes a key away.
pub(super) fn remove(map: &mut Value, name: &str) {
    if let Value::Map(entries) = map {
        entries.retain(|entry| entry.key != name);
    }
}

pub(super) fn put_or_remove(map: &mut Value, table: &'static KeyTable, name: &str, value: Value) {
    let is_empty =
        value.is_nothing() || matches!(&value, Value::Map(entries) if entries.is_empty());
    if is_empty { remove(map, name) } else { put(map, table, name, value) }
}

/// Sets the value of a key; a new key is inserted in the order of the table.
pub(super) fn put(map: &mut Value, table: &KeyTable, name: &str, value: Value) {
    let Value::Map(entries) = map else { return };
    if let Some(entry) = entries.iter_mut().find(|entry| entry.key == name) {
        entry.value = value;
        return;
    }
    let at = match table.names().position(|known| known == name) {
        None => entries.len(),
        Some(own) => {
            // After the nearest key that precedes it in the table.
            let mut before = table.keys.iter().take(own).rev();
            before
                .find_map(|key| entries.iter().rposition(|entry| entry.key == key.name))
                .map_or(0, |at| at + 1)
        }
    };
    entries.insert(at, ValueEntry { key: name.to_owned(), origin: None, value });
}
