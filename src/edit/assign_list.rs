//! Assignments to the lists of an activity, on its value.

use super::assignment::{Assignment, Op, PathStep, Result, shown, snippet, split};
use super::mapping::{ordered, put_or_remove, taken};
use super::problem::{did_you_mean, problem, such_as};
use super::typed::text_of;
use super::value::{Value, ValueItem};
use crate::diagnostic::{Message, message, nearest};
use crate::format::keys::{KeySpec, KeyTable};
use crate::model::Day;
use crate::text::clean_line;

pub(super) fn set_texts(
    map: &mut Value,
    table: &'static KeyTable,
    key: &KeySpec,
    rest: &[PathStep],
    one: &Assignment,
) -> Result<()> {
    let name = key.name;
    let new_text =
        |text: String| ValueItem { origin: None, value: Value::Text(text_of(key.takes, &text)) };
    let mut items = match taken(map, name) {
        Value::List(items) => items,
        Value::Text(text) => vec![new_text(text.as_str().to_owned())],
        _ => Vec::new(),
    };
    match (rest, one.how) {
        ([], Op::Set) => items = split(&one.value).into_iter().map(new_text).collect(),
        ([], Op::Add) => {
            let new: Vec<String> = split(&one.value);
            let is_there = |items: &[ValueItem], text: &str| {
                items.iter().any(|item| item.value.as_text() == Some(text))
            };
            for text in new {
                if !is_there(&items, &text) {
                    items.push(new_text(text));
                }
            }
        }
        ([], Op::Take) => {
            for text in split(&one.value) {
                let Some(at) = items.iter().position(|item| item.value.as_text() == Some(&text))
                else {
                    let known: Vec<&str> =
                        items.iter().filter_map(|item| item.value.as_text()).collect();
                    let help = match nearest(&text, known.iter().copied()) {
                        Some(meant) => did_you_mean(meant),
                        None if known.is_empty() => {
                            message!("edit.empty-list", "there is no `{key}`", key = name)
                        }
                        None => message!(
                            "edit.list-holds",
                            "it holds {items}",
                            items = clean_line(&known.join(", "))
                        ),
                    };
                    return problem(
                        message!(
                            "edit.not-in-list",
                            "`{item}` is not in `{key}`",
                            item = clean_line(&text),
                            key = name
                        ),
                        help,
                    );
                };
                items.remove(at);
            }
        }
        ([PathStep::Number(number)], Op::Set) => {
            set_item(&mut items, name, *number, one.value.is_empty(), |old| {
                Ok(ValueItem {
                    origin: old.and_then(|item| item.origin),
                    value: Value::Text(text_of(key.takes, &one.value)),
                })
            })?;
        }
        _ => {
            return problem(
                message!(
                    "edit.not-an-item-name",
                    "`{way}` is not how an item of `{key}` is named",
                    way = shown(&one.way),
                    key = name
                ),
                message!("edit.write-list-or-item", "write {key}=A,B or {key}[1]=A", key = name),
            );
        }
    }
    put_or_remove(map, table, name, Value::List(items));
    Ok(())
}

pub(super) fn set_list(
    map: &mut Value,
    table: &'static KeyTable,
    key: &KeySpec,
    inner: &'static KeyTable,
    rest: &[PathStep],
    one: &Assignment,
    as_of: Day,
) -> Result<()> {
    let name = key.name;
    let first = inner.keys.first().map_or("title", |key| key.name);
    let example = format!("{name}[1].{first}=…");
    let mut items = if let Value::List(items) = taken(map, name) { items } else { Vec::new() };
    let mapping = |value: Value| match value {
        Value::Map(_) => ordered(value, inner, as_of),
        _ => problem(
            message!(
                "edit.written-as-mapping",
                "{item} is written as keys and values",
                item = (inner.what)()
            ),
            such_as(format!("{name}+='{{{first}: …}}'")),
        ),
    };
    let several = |value: Value| match value {
        Value::List(items) => {
            items.into_iter().map(|item| mapping(item.value)).collect::<Result<Vec<Value>>>()
        }
        other => Ok(vec![mapping(other)?]),
    };
    let new = |value: Value| ValueItem { origin: None, value };
    match (rest, one.how) {
        ([], Op::Set) if one.value.is_empty() => items.clear(),
        ([], Op::Set) => items = several(snippet(&one.value)?)?.into_iter().map(new).collect(),
        ([], Op::Add) => items.extend(several(snippet(&one.value)?)?.into_iter().map(new)),
        ([], Op::Take) => {
            let Some(at) = items.iter().position(|item| {
                item.value.get(first).and_then(Value::as_text) == Some(&one.value)
            }) else {
                let titles: Vec<&str> =
                    items.iter().filter_map(|item| item.value.get(first)?.as_text()).collect();
                let help = nearest(&one.value, titles).map_or_else(
                    || {
                        message!(
                            "edit.name-by-number",
                            "name it by its number: {key}[1]=",
                            key = name
                        )
                    },
                    did_you_mean,
                );
                return problem(
                    message!(
                        "edit.not-called",
                        "`{key}` has nothing called `{item}`",
                        key = name,
                        item = clean_line(&one.value)
                    ),
                    help,
                );
            };
            items.remove(at);
        }
        ([PathStep::Number(number)], Op::Set) => {
            set_item(&mut items, name, *number, one.value.is_empty(), |old| {
                Ok(ValueItem {
                    origin: old.and_then(|item| item.origin),
                    value: mapping(snippet(&one.value)?)?,
                })
            })?;
        }
        _ => {
            return problem(
                message!(
                    "edit.which-item",
                    "`{way}` does not say which of the {key} it is about",
                    way = shown(&one.way),
                    key = name
                ),
                message!("edit.number-items", "number them from 1: {example}", example),
            );
        }
    }
    put_or_remove(map, table, name, Value::List(items));
    Ok(())
}

/// Changes the keys of one item of a list, which may be a new one.
pub(super) fn change_item(
    map: &mut Value,
    table: &'static KeyTable,
    name: &str,
    number: usize,
    change: impl FnOnce(&mut Value) -> Result<()>,
) -> Result<()> {
    let mut items = if let Value::List(items) = taken(map, name) { items } else { Vec::new() };
    set_item(&mut items, name, number, false, |old| {
        let mut item = old.cloned().unwrap_or(ValueItem { origin: None, value: Value::Null });
        if !matches!(item.value, Value::Map(_)) {
            item.value = Value::Map(Vec::new());
        }
        change(&mut item.value)?;
        Ok(item)
    })?;
    put_or_remove(map, table, name, Value::List(items));
    Ok(())
}

/// Changes the item of that number, from 1; the number after the last one adds an item.
fn set_item(
    items: &mut Vec<ValueItem>,
    name: &str,
    number: usize,
    goes: bool,
    change: impl FnOnce(Option<&ValueItem>) -> Result<ValueItem>,
) -> Result<()> {
    let many = items.len();
    let at = number.checked_sub(1).filter(|&at| at < many || at == many && !goes);
    let Some(at) = at else {
        return problem(no_such_item(name, number, many), counted_from_1(name, many, goes));
    };
    if goes {
        items.remove(at);
        return Ok(());
    }
    let item = change(items.get(at))?;
    match items.get_mut(at) {
        Some(slot) => *slot = item,
        None => items.push(item),
    }
    Ok(())
}

fn no_such_item(name: &str, number: usize, many: usize) -> Message {
    if many == 0 {
        return message!("edit.no-items", "there are no {key}", key = name);
    }
    message!(
        "edit.no-such-item",
        "there is no {key}[{number}]: the list has {many#1 item|# items}",
        key = name,
        number,
        many
    )
}

fn counted_from_1(name: &str, many: usize, goes: bool) -> Message {
    if goes {
        return message!("edit.counted-from-1", "items are counted from 1");
    }
    message!(
        "edit.next-item",
        "items are counted from 1; {key}[{next}] adds one",
        key = name,
        next = many + 1
    )
}
