//! Whether two values say the same.

use std::collections::HashMap;

use crate::edit::value::Value;

pub(super) fn is_same(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// Whether two values are equal, in any order of keys.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.value, &b.value))
        }
        (Value::Map(a), Value::Map(b)) if a.len() == b.len() => {
            if a.iter().zip(b).all(|(a, b)| a.key == b.key) {
                return a.iter().zip(b).all(|(a, b)| same(&a.value, &b.value));
            }
            let others: HashMap<&str, &Value> =
                b.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
            a.iter().all(|entry| {
                others.get(entry.key.as_str()).is_some_and(|other| same(&entry.value, other))
            })
        }
        _ => false,
    }
}
