//! Assignments to the keys of an activity, on its value.

use foldhash::{HashSet, HashSetExt};

use super::assign_list::{change_item, set_list, set_texts};
use super::assignment::{Assignment, Op, PathStep, Result, shown, snippet};
use super::mapping::{ordered, put, put_or_remove, remove, taken};
use super::problem::{did_you_mean, problem, such_as, write};
use super::text::ScalarText;
use super::typed::{own_text, text_of};
use super::understood::understood;
use super::value::{Value, ValueItem};
use crate::diagnostic::message;
use crate::format::keys::{ACTIVITY, KeyTable, PRIORITY, ValueKind};
use crate::model::{Day, Status};

/// Makes the assignments in order. A status adds or removes the date of completion.
///
/// # Errors
/// If a key, a date, a number or a word does not fit. Further rules are left to the reader.
pub fn assign(activity: &mut Value, assignments: &[Assignment], as_of: Day) -> Result<()> {
    assign_to(activity, &ACTIVITY, assignments, as_of)?;
    if assignments.iter().any(|one| one.is_of("status"))
        && !assignments.iter().any(|one| one.is_of("completed"))
    {
        let is_completed =
            activity.get("status").and_then(Value::as_text) == Some(Status::Completed.as_str());
        let has_date = activity.get("completed").is_some_and(|date| !date.is_nothing());
        if is_completed && !has_date {
            put(
                activity,
                &ACTIVITY,
                "completed",
                Value::Text(ScalarText::plain(as_of.to_string())),
            );
        } else if !is_completed {
            remove(activity, "completed");
        }
    }
    Ok(())
}

/// Makes the assignments in order, in a mapping with the keys of a table.
///
/// # Errors
/// See [`assign`].
pub fn assign_to(
    map: &mut Value,
    table: &'static KeyTable,
    assignments: &[Assignment],
    as_of: Day,
) -> Result<()> {
    let mut ways = HashSet::with_capacity(assignments.len());
    for assignment in assignments {
        if !ways.insert(&assignment.way) && assignment.how == Op::Set {
            let key = shown(&assignment.way);
            return problem(
                message!("edit.given-twice", "`{key}` is given twice", key),
                message!("edit.give-once", "give each key once"),
            );
        }
        set(map, table, &assignment.way, assignment, as_of)?;
    }
    Ok(())
}

fn set(
    map: &mut Value,
    table: &'static KeyTable,
    way: &[PathStep],
    one: &Assignment,
    as_of: Day,
) -> Result<()> {
    let Some((PathStep::Key(name), rest)) = way.split_first() else {
        return problem(
            message!("edit.not-a-key", "`{key}` does not name a key", key = shown(&one.way)),
            such_as("milestones[2].done=2024-06-01"),
        );
    };
    let Some(key) = table.keys.iter().find(|key| key.name == name) else {
        return set_unknown(map, table, name, rest, one);
    };
    match key.takes {
        ValueKind::Ids | ValueKind::References | ValueKind::Texts | ValueKind::Words(_) => {
            set_texts(map, table, key, rest, one)
        }
        ValueKind::Mapping(inner) if rest.is_empty() => {
            set_whole(map, table, name, one, |value| match value {
                Value::Map(_) => ordered(value, inner, as_of),
                _ => problem(
                    message!("edit.takes-mapping", "`{key}` takes keys and values", key = name),
                    such_as(format!("{name}.{}=…", inner.keys.first().map_or("", |key| key.name))),
                ),
            })
        }
        ValueKind::Mapping(inner) => {
            let mut value = taken(map, name);
            if !matches!(value, Value::Map(_)) {
                value = Value::Map(Vec::new());
            }
            set(&mut value, inner, rest, one, as_of)?;
            put_or_remove(map, table, name, value);
            Ok(())
        }
        ValueKind::Levels if let [PathStep::Key(rule)] = rest => {
            let mut levels = taken(map, name);
            if !matches!(levels, Value::Map(_)) {
                levels = Value::Map(Vec::new());
            }
            let level = Value::Text(text_of(key.takes, &one.value));
            put_or_remove(
                &mut levels,
                table,
                rule,
                if one.value.is_empty() { Value::Null } else { level },
            );
            put_or_remove(map, table, name, levels);
            Ok(())
        }
        ValueKind::List(inner) => match rest {
            [PathStep::Number(number), way @ ..] if !way.is_empty() || one.how != Op::Set => {
                change_item(map, table, name, *number, |item| set(item, inner, way, one, as_of))
            }
            _ => set_list(map, table, key, inner, rest, one, as_of),
        },
        _ if !rest.is_empty() => problem(
            message!("edit.no-parts", "`{key}` takes one value, and has no parts", key = name),
            write(format!("{name}=VALUE")),
        ),
        _ if one.how != Op::Set => problem(
            message!("edit.not-a-list", "`{key}` takes one value, not a list", key = name),
            write(format!("{name}=VALUE")),
        ),
        _ if one.value.is_empty() => {
            remove(map, name);
            Ok(())
        }
        takes => {
            put(
                map,
                table,
                name,
                Value::Text(text_of(takes, &understood(key, &one.value, as_of)?)),
            );
            Ok(())
        }
    }
}

/// A key that the format does not have: the group's own, or one that the reader will find fault
/// with.
fn set_unknown(
    map: &mut Value,
    table: &'static KeyTable,
    name: &str,
    rest: &[PathStep],
    one: &Assignment,
) -> Result<()> {
    if rest.is_empty() && one.how == Op::Set && (name.starts_with("x_") || map.get(name).is_some())
    {
        match one.value.as_str() {
            "" => remove(map, name),
            text => put(map, table, name, Value::Text(own_text(map.get(name), text))),
        }
        return Ok(());
    }
    if name.starts_with("x_") {
        return problem(
            message!("edit.own-key", "`{key}` is a key of your own, and takes a text", key = name),
            write(format!("{name}=TEXT")),
        );
    }
    let help = match crate::format::key_meant(name, table) {
        Some(meant) => did_you_mean(meant),
        None => message!(
            "edit.known-keys",
            "it takes {keys}; keys of your own begin with `x_`",
            keys = table.names().collect::<Vec<_>>().join(", ")
        ),
    };
    problem(
        message!(
            "edit.unknown-key",
            "{item} has no key `{key}`",
            item = (table.what)(),
            key = name
        ),
        help,
    )
}

fn set_whole(
    map: &mut Value,
    table: &'static KeyTable,
    name: &str,
    one: &Assignment,
    check: impl Fn(Value) -> Result<Value>,
) -> Result<()> {
    if one.how != Op::Set {
        return problem(
            message!("edit.only-set", "`{key}` takes `=` alone", key = name),
            write(format!("{name}=…")),
        );
    }
    if one.value.is_empty() {
        remove(map, name);
        return Ok(());
    }
    let value = check(snippet(&one.value)?)?;
    put_or_remove(map, table, name, value);
    Ok(())
}

/// A mapping with one more item in the list of a key.
pub fn with_new_item(mut map: Value, table: &'static KeyTable, key: &str, item: Value) -> Value {
    let mut items = if let Value::List(items) = taken(&mut map, key) { items } else { Vec::new() };
    items.push(ValueItem { origin: None, value: item });
    put(&mut map, table, key, Value::List(items));
    map
}

/// A mapping without an item in the list of a key; without the key where no item is left.
pub fn without_item(mut map: Value, table: &'static KeyTable, key: &str, at: usize) -> Value {
    let mut items = if let Value::List(items) = taken(&mut map, key) { items } else { Vec::new() };
    if at < items.len() {
        items.remove(at);
    }
    match items.is_empty() {
        true => remove(&mut map, key),
        false => put(&mut map, table, key, Value::List(items)),
    }
    map
}

/// A priority without activities, with a first one.
pub fn with_item(mut priority: Value, activity: Value) -> Value {
    put(
        &mut priority,
        &PRIORITY,
        "activities",
        Value::List(vec![ValueItem { origin: None, value: activity }]),
    );
    priority
}
