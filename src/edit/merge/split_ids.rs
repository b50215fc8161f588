//! The ids of a split file: before its parts are merged one by one, each activity gets the id by
//! which it is to be known in all of them.

use std::collections::HashSet;

use super::identity::identify;
use super::item_name::{NewIds, TABLE, id, identity, ids};
use super::outcome::Beside;
use super::plan_table::to_table;
use super::read_value::value;
use super::renumber::renumbered;
use super::words;
use crate::diagnostic::Message;
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// The versions of a file that one side has split.
#[derive(Clone, Debug)]
pub struct SplitVersions {
    /// The common version.
    pub base: String,
    /// The other side's version.
    pub changed: String,
    /// The files into which it was split.
    pub parts: Vec<String>,
    /// Notes on new ids.
    pub notes: Vec<Message>,
}

/// Gives different activities with one id different ids in all versions. An activity whose id
/// differs in the parts gets that id everywhere. Returns `None` if nothing has to change, or if it
/// cannot be done safely.
pub fn settle_ids(
    base: &str,
    changed: &str,
    parts: &[&str],
    is_changed_by_us: bool,
    beside: &Beside<'_>,
) -> Option<SplitVersions> {
    let table = |text: &str| value(text).and_then(|value| to_table(&value));
    let (mut old, mut new) = (table(base)?, table(changed)?);
    let mut joined = joined(&parts.iter().map(|part| table(part)).collect::<Option<Vec<_>>>()?)?;
    let [one, other] =
        if is_changed_by_us { [&mut new, &mut joined] } else { [&mut joined, &mut new] };
    let found = identify([&mut old, one, other], beside.plans, beside.ids, words::references);
    let [of_ours, of_theirs] = found.new_ids;
    let (mut for_changed, for_parts) =
        if is_changed_by_us { (of_ours, of_theirs) } else { (of_theirs, of_ours) };
    let moved = moved(&old, &joined);
    let mut for_base = NewIds::new();
    if is_possible(&old, &moved) && is_possible(&new, &moved) {
        // An id that the other side has changed itself stays for the merge of the part.
        let is_kept = |old: &str| {
            let mut items = new.items(TABLE).iter();
            items.any(|item| identity(&item.value) == Some(old) && id(item) == Some(old))
        };
        for (old, now) in &moved {
            if is_kept(old) {
                for_changed.insert(old.clone(), now.clone());
            }
        }
        for_base = moved;
    }
    if for_base.is_empty() && for_changed.is_empty() && for_parts.is_empty() {
        return None;
    }
    let written = |text: &str, ids: &NewIds| {
        if ids.is_empty() { Some(text.to_owned()) } else { renumbered(text, ids, beside.plans) }
    };
    Some(SplitVersions {
        base: written(base, &for_base)?,
        changed: written(changed, &for_changed)?,
        parts: parts.iter().map(|part| written(part, &for_parts)).collect::<Option<_>>()?,
        notes: found.notes,
    })
}

/// The activities of several files in one table. `None` where two have one id.
pub(super) fn joined(tables: &[Value]) -> Option<Value> {
    let all: Vec<ValueItem> = tables.iter().flat_map(|table| table.items(TABLE)).cloned().collect();
    let table = ValueEntry { key: TABLE.to_owned(), origin: None, value: Value::List(all) };
    let joined = Value::Map(vec![table]);
    let mut seen = HashSet::new();
    ids(&joined).all(|id| seen.insert(id)).then_some(())?;
    Some(joined)
}

/// Returns the ids that the parts have, by the ids in the base.
fn moved(base: &Value, joined: &Value) -> NewIds {
    let old: HashSet<&str> = ids(base).collect();
    let items = joined.items(TABLE).iter();
    items
        .filter_map(|item| Some((identity(&item.value)?, id(item)?)))
        .filter(|(was, is)| was != is && old.contains(was))
        .map(|(was, is)| (was.to_owned(), is.to_owned()))
        .collect()
}

/// Whether the ids of a table stay unique with these new ids.
fn is_possible(table: &Value, new_ids: &NewIds) -> bool {
    let mut seen = HashSet::new();
    ids(table).all(|id| seen.insert(new_ids.get(id).map_or(id, String::as_str)))
}

#[cfg(test)]
mod tests;
