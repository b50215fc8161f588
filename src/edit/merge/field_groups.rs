//! Fields that belong together: the completion date and the reason belong to the status, the start
//! to the due date. If both sides have changed some of them, a merge by fields may give a
//! combination that neither side has written and no plan may have.

use crate::edit::value::{Value, ValueEntry};
use crate::model::DateSpan;

/// Fields that belong together.
struct FieldGroup {
    keys: &'static [&'static str],
    /// Whether a mapping may have these fields together, given the two sides.
    holds: fn(&Value, [&Value; 2]) -> bool,
}

const BONDS: [FieldGroup; 4] = [
    FieldGroup { keys: &["status", "completed", "reason"], holds: status_holds },
    FieldGroup { keys: &["start", "due"], holds: |map, _| in_order(map, "start", "due") },
    FieldGroup {
        keys: &["start", "status", "completed", "reason"],
        holds: |map, _| in_order(map, "start", "completed"),
    },
    FieldGroup { keys: &["start", "end"], holds: |map, _| in_order(map, "start", "end") },
];

/// Returns the keys of each bond.
pub(super) fn bonds() -> impl Iterator<Item = &'static [&'static str]> {
    BONDS.iter().map(|bond| bond.keys)
}

/// Returns the fields of a merged mapping that contradict each other, although they agree on each
/// side, bond by bond.
pub(super) fn broken(merged: &Value, sides: [&Value; 2]) -> Vec<&'static [&'static str]> {
    let is_broken = |bond: &&FieldGroup| {
        !(bond.holds)(merged, sides) && sides.iter().all(|side| (bond.holds)(side, sides))
    };
    BONDS.iter().filter(is_broken).map(|bond| bond.keys).collect()
}

/// Sets these fields to the values of one side.
pub(super) fn take(merged: &mut Value, side: &Value, keys: &[&str]) {
    let (Value::Map(entries), Value::Map(wanted)) = (merged, side) else { return };
    entries.retain(|entry| {
        !keys.contains(&entry.key.as_str()) || wanted.iter().any(|other| other.key == entry.key)
    });
    for (number, entry) in
        wanted.iter().enumerate().filter(|(_, entry)| keys.contains(&entry.key.as_str()))
    {
        match entries.iter_mut().find(|other| other.key == entry.key) {
            Some(other) => other.value = entry.value.clone(),
            None => {
                let above = wanted.get(..number).unwrap_or(&[]).iter().rev();
                let at = above
                    .filter_map(|above| entries.iter().position(|other| other.key == above.key))
                    .next();
                let new =
                    ValueEntry { key: entry.key.clone(), origin: None, value: entry.value.clone() };
                entries.insert(at.map_or(0, |at| at + 1), new);
            }
        }
    }
}

fn text<'v>(map: &'v Value, key: &str) -> Option<&'v str> {
    map.get(key).and_then(Value::as_text)
}

/// Whether two days, if both are there, are in order. Values that are not days are checked
/// elsewhere.
fn in_order(map: &Value, first: &str, last: &str) -> bool {
    let day = |key| text(map, key).and_then(|text| DateSpan::parse(text).ok());
    match (day(first), day(last)) {
        (Some(first), Some(last)) => first.first() <= last.last(),
        _ => true,
    }
}

fn status_holds(map: &Value, sides: [&Value; 2]) -> bool {
    let Some(status) = text(map, "status") else { return true };
    let has =
        |map: &Value, key: &str| map.get(key).is_some_and(|value| !matches!(value, Value::Null));
    let is_due = matches!(status, "on_hold" | "postponed" | "cancelled");
    // A reason with a status that requires none is a note. With another status it is left over.
    let is_meant =
        || sides.iter().any(|side| text(side, "status") == Some(status) && has(side, "reason"));
    (status == "completed") == has(map, "completed")
        && if has(map, "reason") { is_due || is_meant() } else { !is_due }
}
