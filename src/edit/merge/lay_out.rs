//! Lays a plan out in other files, so that two sides that both have split it can be merged file by
//! file.

use super::plan_table::to_table;
use super::read_value::value;
use super::split::{LISTS, SplitLocations, activities, items};
use super::write::write;
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// Returns a version of the plan in as many texts as `parts` has, each with what belongs to that
/// part. `base` is the one file that the parts were split from; `version` has one text or several.
/// Nothing where that cannot be done without a loss.
pub fn laid_out(base: &str, version: &[&str], parts: &[&str]) -> Option<Vec<String>> {
    let read = |text: &&str| value(text).filter(|value| to_table(value).is_some());
    let old = read(&base)?;
    let whole = joined(version.iter().map(read).collect::<Option<_>>()?)?;
    to_table(&whole)?;
    let values = parts.iter().map(read).collect::<Option<Vec<_>>>()?;
    let homes = SplitLocations::new(&values, &old);
    let mut placed = 0;
    let mut texts = Vec::new();
    for part in 0..parts.len() {
        let share = homes.share(&whole, part);
        placed += entries(&share);
        texts.push(write(&[], &[base], &share, version)?);
    }
    (placed >= entries(&whole)).then_some(texts)
}

/// How many activities, themes and organizations there are.
fn entries(plan: &Value) -> usize {
    let listed = LISTS.into_iter().filter(|list| *list != "priorities");
    activities(plan).count() + listed.map(|list| items(plan, list).count()).sum::<usize>()
}

/// The files of a plan in one; nothing where two of them say something else of the same.
fn joined(files: Vec<Value>) -> Option<Value> {
    let mut all: Vec<ValueEntry> = Vec::new();
    for file in files {
        let Value::Map(entries) = file.anew() else { return None };
        for entry in entries {
            add(&mut all, entry, true)?;
        }
    }
    Some(Value::Map(all))
}

/// Adds an entry to others: a list of the plan goes on, and anything else is the same.
fn add(all: &mut Vec<ValueEntry>, entry: ValueEntry, is_top: bool) -> Option<()> {
    let goes_on = match is_top {
        true => LISTS.contains(&&*entry.key),
        false => entry.key == "activities",
    };
    let Some(known) = all.iter_mut().find(|known| known.key == entry.key) else {
        all.push(entry);
        return Some(());
    };
    match (&mut known.value, entry.value) {
        (known, value) if *known == value || value.is_nothing() => {}
        (known, value) if known.is_nothing() && goes_on => *known = value,
        (Value::List(known), Value::List(more)) if goes_on => {
            for item in more {
                add_item(known, item)?;
            }
        }
        _ => return None,
    }
    Some(())
}

/// Adds an item to a list. A priority that several files have is one.
fn add_item(list: &mut Vec<ValueItem>, item: ValueItem) -> Option<()> {
    let id = item.value.get("id").and_then(Value::as_text)?.to_owned();
    let known =
        list.iter_mut().find(|known| known.value.get("id").and_then(Value::as_text) == Some(&id));
    match (known, item) {
        (None, item) => list.push(item),
        (Some(known), item) if known.value == item.value => {}
        (Some(ValueItem { value: Value::Map(known), .. }), item) => {
            let Value::Map(fields) = item.value else { return None };
            for field in fields {
                add(known, field, false)?;
            }
        }
        _ => return None,
    }
    Some(())
}
