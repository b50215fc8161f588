//! Values that are written in two ways and say the same: `2024-12` and `2024-12-31` as a due day,
//! `50` and `50.0` as a progress.

use super::same::same;
use crate::edit::value::{Value, ValueEntry, ValueItem};
use crate::model::{DateSpan, Decimal};

/// Keys whose span means its last day.
const LAST_DAYS: [&str; 6] = ["due", "forecast", "completed", "done", "end", "endorsed"];
/// Keys whose span means its first day.
const FIRST_DAYS: [&str; 1] = ["start"];
/// The keys of numbers.
const NUMBERS: [&str; 6] = ["progress", "weight", "target", "required", "available", "spent"];

/// Whether two values of a key mean the same to a reader of the plan.
pub(super) fn alike(key: &str, a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a == b || texts_alike(key, a, b),
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().all(|entry| {
                    b.get(&entry.key).is_some_and(|other| alike(&entry.key, &entry.value, other))
                })
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike("", &a.value, &b.value))
        }
        _ => same(a, b),
    }
}

fn texts_alike(key: &str, a: &str, b: &str) -> bool {
    let days = |day: fn(DateSpan) -> _| {
        let both = (DateSpan::parse(a), DateSpan::parse(b));
        matches!(both, (Ok(a), Ok(b)) if day(a) == day(b))
    };
    if LAST_DAYS.contains(&key) {
        days(DateSpan::last)
    } else if FIRST_DAYS.contains(&key) {
        days(DateSpan::first)
    } else {
        NUMBERS.contains(&key)
            && matches!((Decimal::parse(a), Decimal::parse(b)), (Ok(a), Ok(b)) if a == b)
    }
}

/// Returns the more detailed of two similar values, whichever side it is from.
pub(super) fn fuller(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Text(one), Value::Text(other)) => {
            if (one.len(), one.as_str()) < (other.len(), other.as_str()) { b } else { a }.clone()
        }
        (Value::Map(entries), Value::Map(_)) => {
            let fields = entries.iter().map(|entry| ValueEntry {
                value: b
                    .get(&entry.key)
                    .map_or_else(|| entry.value.clone(), |other| fuller(&entry.value, other)),
                ..entry.clone()
            });
            Value::Map(fields.collect())
        }
        (Value::List(one), Value::List(other)) => {
            let items = one
                .iter()
                .zip(other)
                .map(|(a, b)| ValueItem { value: fuller(&a.value, &b.value), ..a.clone() });
            Value::List(items.collect())
        }
        _ => a.clone(),
    }
}
