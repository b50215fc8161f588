//! A plan with its activities in one table, each with its priority as one more field. An activity
//! is then the same one in any priority.

use std::collections::{HashMap, HashSet};

use super::identity::refer;
use super::increasing::order;
use super::item_name::{HOME, IDENTITY, ItemName, TABLE, identity, shown};
use super::three_way::{Merging, ThreeWay};
use crate::diagnostic::message;
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// Returns the plan with a table. Returns `None` if an id is missing or duplicate.
pub(super) fn to_table(value: &Value) -> Option<Value> {
    let Value::Map(entries) = value else {
        return matches!(value, Value::Null).then(|| value.clone());
    };
    let mut entries = entries.clone();
    let (mut table, mut ids, mut homes) = (Vec::new(), HashSet::new(), HashSet::new());
    let priorities =
        entries.iter_mut().find(|entry| entry.key == "priorities").map(|entry| &mut entry.value);
    match priorities {
        Some(Value::List(priorities)) => {
            for priority in priorities {
                let home = id(&priority.value)?;
                if !homes.insert(home.clone()) {
                    return None;
                }
                let Some(list) = priority.value.get_mut("activities") else { continue };
                let Value::List(activities) = std::mem::replace(list, Value::Null) else {
                    return None;
                };
                for activity in activities {
                    let Value::Map(mut fields) = activity.value else { return None };
                    let own = fields
                        .iter()
                        .find(|field| field.key == "id")
                        .and_then(|field| field.value.as_text())?;
                    if !ids.insert(own.to_owned()) {
                        return None;
                    }
                    fields.push(ValueEntry {
                        key: HOME.to_owned(),
                        origin: None,
                        value: Value::Text(home.clone().into()),
                    });
                    table.push(ValueItem { origin: None, value: Value::Map(fields) });
                }
            }
        }
        Some(Value::Null) | None => {}
        Some(_) => return None,
    }
    entries.push(ValueEntry { key: TABLE.to_owned(), origin: None, value: Value::List(table) });
    Some(Value::Map(entries))
}

fn id(value: &Value) -> Option<String> {
    value.get("id").and_then(Value::as_text).map(str::to_owned)
}

/// The plan with its activities back in their priorities, each with its identity.
pub(super) fn from_table(mut merged: Value, three: ThreeWay<'_>, merging: &mut Merging) -> Value {
    let Value::Map(entries) = &mut merged else { return merged };
    let Some(at) = entries.iter().position(|entry| entry.key == TABLE) else { return merged };
    let Value::List(mut table) = entries.remove(at).value else { return merged };
    refer(&mut table, &merging.plans);
    let Some(Value::List(priorities)) =
        entries.iter_mut().find(|entry| entry.key == "priorities").map(|entry| &mut entry.value)
    else {
        return merged;
    };
    let members = members(table, priorities, three, merging);
    let orders = three.each(|side| Some(by_home(side)));
    for priority in priorities {
        let (Some(home), Value::Map(fields)) = (id(&priority.value), &mut priority.value) else {
            continue;
        };
        let mut own = members.get(&home).cloned().unwrap_or_default();
        let [base, ours, theirs] = orders.each_ref().map(|side| {
            side.as_ref().and_then(|side| side.get(&home)).map_or(&[][..], Vec::as_slice)
        });
        let in_order = order(base, ours, theirs, &own.keys().collect());
        let mut items: Vec<ValueItem> = Vec::with_capacity(own.len());
        for name in in_order {
            items.extend(own.remove(&name).map(|value| ValueItem { origin: None, value }));
        }
        // No activity is left over; if one were, it would come last.
        items.extend(own.into_values().map(|value| ValueItem { origin: None, value }));
        match fields.iter_mut().find(|field| field.key == "activities") {
            Some(field) => field.value = Value::List(items),
            None if !items.is_empty() => {
                fields.push(ValueEntry {
                    key: "activities".to_owned(),
                    origin: None,
                    value: Value::List(items),
                });
            }
            None => {}
        }
    }
    merged
}

/// Returns the activities of each priority. If a priority was removed that one side still has
/// activities in, the favoured side counts.
fn members(
    table: Vec<ValueItem>,
    priorities: &mut Vec<ValueItem>,
    three: ThreeWay<'_>,
    merging: &mut Merging,
) -> HashMap<String, HashMap<ItemName, Value>> {
    let mut present: HashSet<String> =
        priorities.iter().filter_map(|priority| id(&priority.value)).collect();
    let mut members: HashMap<String, HashMap<ItemName, Value>> = HashMap::new();
    let mut has_come_back = false;
    for item in table {
        let Some(id) = identity(&item.value).map(str::to_owned) else { continue };
        let Value::Map(mut fields) = item.value else { continue };
        let home =
            fields.iter().position(|field| field.key == HOME).map(|at| fields.remove(at).value);
        let Some(mut home) = home.as_ref().and_then(Value::as_text).map(str::to_owned) else {
            continue;
        };
        if !present.contains(&home) {
            let what = message!(
                "merge.priority-in-use",
                "removed on one side, but activity {activity} belongs to it on the other",
                activity = shown(&id)
            );
            let chosen = merging.conflict_at("priorities", &home, what);
            let favoured = merging.favoured_by(chosen, three.ours, three.theirs);
            let there = favoured
                .and_then(|side| side.get(TABLE))
                .and_then(|table| find(table, IDENTITY, &id));
            if let Some(old) =
                there.and_then(|activity| activity.get(HOME)).and_then(Value::as_text)
            {
                old.clone_into(&mut home);
            }
            if !present.contains(&home) {
                let Some(priority) = favoured
                    .and_then(|side| side.get("priorities"))
                    .and_then(|all| find(all, "id", &home))
                else {
                    continue;
                };
                priorities.push(ValueItem { origin: None, value: priority.clone() });
                present.insert(home.clone());
                has_come_back = true;
            }
        }
        members.entry(home).or_default().insert(ItemName::new(&id), Value::Map(fields));
    }
    if has_come_back {
        in_their_places(priorities, three);
    }
    members
}

fn find<'v>(list: &'v Value, key: &str, name: &str) -> Option<&'v Value> {
    let Value::List(items) = list else { return None };
    items
        .iter()
        .map(|item| &item.value)
        .find(|value| value.get(key).and_then(Value::as_text) == Some(name))
}

/// Puts priorities that came back where their side has them.
fn in_their_places(priorities: &mut Vec<ValueItem>, three: ThreeWay<'_>) {
    let ids = |list: &Value| match list {
        Value::List(items) => {
            items.iter().filter_map(|item| id(&item.value)).map(|id| ItemName::new(&id)).collect()
        }
        _ => Vec::new(),
    };
    let [base, ours, theirs] =
        three.each(|side| side.get("priorities").map(ids)).map(Option::unwrap_or_default);
    let mut all: HashMap<ItemName, ValueItem> = HashMap::new();
    for priority in priorities.drain(..) {
        all.insert(ItemName::new(&id(&priority.value).unwrap_or_default()), priority);
    }
    let in_order = order(&base, &ours, &theirs, &all.keys().collect());
    priorities.extend(in_order.iter().filter_map(|name| all.remove(name)));
}

/// The identities of the activities of each priority, in file order.
fn by_home(flat: &Value) -> HashMap<String, Vec<ItemName>> {
    let mut homes: HashMap<String, Vec<ItemName>> = HashMap::new();
    if let Some(Value::List(table)) = flat.get(TABLE) {
        for item in table {
            if let (Some(id), Some(home)) = (
                identity(&item.value).map(str::to_owned),
                item.value.get(HOME).and_then(Value::as_text),
            ) {
                homes.entry(home.to_owned()).or_default().push(ItemName::new(&id));
            }
        }
    }
    homes
}

/// Refuses a merged plan in which two activities have one id: neither side has written that.
pub(super) fn forbid_one_id_for_two(merged: &Value, merging: &mut Merging) {
    let mut seen = HashSet::new();
    let activities =
        merged.items("priorities").iter().flat_map(|priority| priority.value.items("activities"));
    let twice: Vec<String> = activities
        .filter_map(|activity| id(&activity.value))
        .filter(|id| !seen.insert(id.clone()))
        .collect();
    for id in twice {
        merging.is_unsafe = true;
        let what = message!("merge.one-id-for-two", "it would be two activities' id");
        merging.conflict_at("activities", &id, what);
    }
}

/// Returns the value of a merged plan without the identities.
pub(super) fn without_identities(meant: &Value) -> Value {
    match meant {
        Value::Map(entries) => {
            let own = entries.iter().filter(|entry| entry.key != IDENTITY);
            Value::Map(
                own.map(|entry| ValueEntry {
                    value: without_identities(&entry.value),
                    ..entry.clone()
                })
                .collect(),
            )
        }
        Value::List(items) => Value::List(
            items
                .iter()
                .map(|item| ValueItem { value: without_identities(&item.value), ..item.clone() })
                .collect(),
        ),
        other => other.clone(),
    }
}
