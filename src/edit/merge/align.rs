//! Aligns a merged value with the present one, so that unchanged parts keep their lines.

use std::collections::HashMap;

use super::increasing::longest_increasing;
use super::item_name::names;
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// Returns the wanted value as a change of the present one: with the numbers of the original
/// entries, and with the keys in their present order.
pub(super) fn aligned(meant: &Value, there: &Value) -> Value {
    match (meant, there) {
        (Value::Map(meant), Value::Map(there)) => Value::Map(entries(meant, there)),
        (Value::List(meant), Value::List(there)) => Value::List(items(meant, there)),
        _ => meant.clone().anew(),
    }
}

fn entries(meant: &[ValueEntry], there: &[ValueEntry]) -> Vec<ValueEntry> {
    let wanted: HashMap<&str, &Value> =
        meant.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect();
    let mut out: Vec<ValueEntry> = Vec::with_capacity(meant.len());
    for (number, entry) in there.iter().enumerate() {
        if let Some(value) = wanted.get(entry.key.as_str()) {
            out.push(ValueEntry {
                key: entry.key.clone(),
                origin: Some(number),
                value: aligned(value, &entry.value),
            });
        }
    }
    for (number, entry) in meant.iter().enumerate() {
        if out.iter().all(|other| other.key != entry.key) {
            let before = number.checked_sub(1).and_then(|before| meant.get(before));
            let at = before
                .and_then(|before| out.iter().position(|other| other.key == before.key))
                .map_or(0, |at| at + 1);
            out.insert(
                at,
                ValueEntry {
                    key: entry.key.clone(),
                    origin: None,
                    value: entry.value.clone().anew(),
                },
            );
        }
    }
    out
}

fn items(meant: &[ValueItem], there: &[ValueItem]) -> Vec<ValueItem> {
    let mut all = names(&[meant, there]).into_iter();
    let (names, old) = (all.next().unwrap_or_default(), all.next().unwrap_or_default());
    let numbers: HashMap<_, usize> =
        old.into_iter().enumerate().map(|(number, name)| (name, number)).collect();
    let origins: Vec<Option<usize>> = names.iter().map(|name| numbers.get(name).copied()).collect();
    let stays = longest_increasing(&origins);
    let item = |((item, origin), stays): ((&ValueItem, &Option<usize>), &bool)| {
        let origin = origin.filter(|_| *stays);
        match origin.and_then(|number| there.get(number)) {
            Some(old) => ValueItem { origin, value: aligned(&item.value, &old.value) },
            None => ValueItem { origin: None, value: item.value.clone().anew() },
        }
    };
    meant.iter().zip(&origins).zip(&stays).map(item).collect()
}
