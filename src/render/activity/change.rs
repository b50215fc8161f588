//! Changes of fields, in words and for scripts.

use std::collections::HashMap;

use serde::{Serialize, Serializer};

use crate::analysis::{FieldChange, FieldValue};
use crate::diagnostic::{Argument, Message, message};
use crate::model::{Day, Field, Status, TextLength};
use crate::render::toolkit::shape::{DayShape, NumberShape, PercentShape, one_decimal};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{day_of_year, percentage, short_day};
use crate::render::words;
use crate::text::clean_line;

/// A value of an activity, typed as in `list`.
pub(crate) struct ValueShape<'a>(pub &'a FieldValue);

/// `{field, before, after}`
#[derive(Serialize)]
pub(crate) struct ChangeShape<'a> {
    field: &'static str,
    before: ValueShape<'a>,
    after: ValueShape<'a>,
}

impl<'a> ChangeShape<'a> {
    /// All of these.
    pub(crate) fn all(changes: &'a [FieldChange]) -> Vec<Self> {
        let shape = |change: &'a FieldChange| ChangeShape {
            field: change.field,
            before: ValueShape(&change.before),
            after: ValueShape(&change.after),
        };
        changes.iter().map(shape).collect()
    }
}

impl Serialize for ValueShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            FieldValue::Absent => serializer.serialize_none(),
            FieldValue::Text(text) => serializer.serialize_str(text),
            FieldValue::Day(day) => DayShape(*day).serialize(serializer),
            FieldValue::Number(number) => NumberShape(*number).serialize(serializer),
            FieldValue::Percent(percent) => PercentShape(*percent).serialize(serializer),
            FieldValue::Texts(all) => serializer.collect_seq(all),
            FieldValue::Item(item) => ItemShape(item).serialize(serializer),
            FieldValue::Items(all) => {
                serializer.collect_seq(all.iter().map(|item| ItemShape(item)))
            }
        }
    }
}

struct ItemShape<'a>(&'a [(&'static str, FieldValue)]);

impl Serialize for ItemShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, ValueShape(value))))
    }
}

/// A value on one line, for a sheet.
pub(crate) fn plain(value: &FieldValue) -> String {
    let item = |item: &[(&'static str, FieldValue)]| {
        let there = item.iter().filter(|(_, value)| !value.is_empty());
        there.map(|(key, value)| format!("{key}: {}", plain(value))).collect::<Vec<_>>().join(", ")
    };
    match value {
        FieldValue::Absent => String::new(),
        FieldValue::Text(text) => clean_line(text.trim()).into_owned(),
        FieldValue::Day(day) => day.to_string(),
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Percent(percent) => one_decimal(*percent),
        FieldValue::Texts(all) => {
            all.iter().map(|text| clean_line(text)).collect::<Vec<_>>().join(", ")
        }
        FieldValue::Item(one) => item(one),
        FieldValue::Items(all) => all.iter().map(|one| item(one)).collect::<Vec<_>>().join("; "),
    }
}

/// A text in quotes, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 120;
    let text = clean_line(text.trim());
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("“{}…”", text.get(..at).unwrap_or_default().trim_end()),
        None => format!("“{text}”"),
    }
}

/// A change in words, on one line or more; `name` is what people call an organization.
pub(crate) fn lines(change: &FieldChange, name: &dyn Fn(&str) -> String) -> Vec<(Message, Tone)> {
    match (&change.before, &change.after) {
        (FieldValue::Items(before), FieldValue::Items(after)) => {
            let lines = items(change.field, before, after).into_iter();
            lines.map(|line| (line, Tone::Plain)).collect()
        }
        _ => vec![line(change, name)],
    }
}

fn line(change: &FieldChange, name: &dyn Fn(&str) -> String) -> (Message, Tone) {
    let key = change.field;
    let field = words::key(key);
    let line = match (&change.before, &change.after) {
        (FieldValue::Item(before), FieldValue::Item(after)) => {
            field_value(field, list(&parts(before, after)))
        }
        (FieldValue::Texts(before), FieldValue::Texts(after)) if is_prose(key) => {
            texts(field, before, after, &|text| quoted(text))
        }
        (FieldValue::Texts(before), FieldValue::Texts(after)) => {
            let shown =
                |text: &str| if is_of_organizations(key) { name(text) } else { text.to_owned() };
            texts(field, before, after, &|text| clean_line(&shown(text)).into_owned())
        }
        (FieldValue::Text(_), FieldValue::Text(_)) if is_long(key) => field_changed(field),
        (FieldValue::Day(then), FieldValue::Day(now)) => {
            let tone = if key == "due" && now > then { Tone::Bad } else { Tone::Plain };
            return (field_with(field, move_of(*then, *now)), tone);
        }
        (FieldValue::Absent, _) if is_long(key) => {
            message!("diff.field-added", "{field} added", field)
        }
        (_, FieldValue::Absent) if is_long(key) => field_removed(field),
        (FieldValue::Absent, after) => field_value(field, worded(key, after)),
        (before, FieldValue::Absent) => message!(
            "diff.field-removed-from",
            "{field} removed, it was {value}",
            field,
            value = worded(key, before)
        ),
        // Of a reason the new one is of interest.
        (_, after) if key == "reason" => field_value(field, worded(key, after)),
        (before, after) => before_after(field, worded(key, before), worded(key, after)),
    };
    (line, Tone::Plain)
}

/// `reason: “The donor pulled out”`
pub(crate) fn field_value(field: impl Into<Argument>, value: impl Into<Argument>) -> Message {
    message!("diff.field-value", "{field}: {value}", field, value)
}

/// `reason removed`
pub(crate) fn field_removed(field: impl Into<Argument>) -> Message {
    message!("diff.field-removed", "{field} removed", field)
}

fn field_changed(field: Message) -> Message {
    message!("diff.field-changed", "{field} changed", field)
}

fn field_with(field: Message, change: impl Into<Argument>) -> Message {
    message!("diff.field-with-change", "{field} {change}", field, change)
}

fn before_after(
    field: Message,
    before: impl Into<Argument>,
    after: impl Into<Argument>,
) -> Message {
    message!("diff.field-before-after", "{field} {before} → {after}", field, before, after)
}

fn another_order(field: Message) -> Message {
    message!("diff.another-order", "{field} in another order", field)
}

fn list(parts: &[Message]) -> String {
    parts.iter().map(Message::to_string).collect::<Vec<_>>().join(", ")
}

/// Texts of many words: that they changed is said, and `git diff` shows how.
fn is_long(field: &str) -> bool {
    matches!(field, "message" | "narrative" | "translations")
        || Field::find(field).is_some_and(|field| field.length() == Some(TextLength::Long))
}

/// Lists of organizations; a tag may be called like one.
fn is_of_organizations(field: &str) -> bool {
    matches!(field, "owners" | "partners" | "lead" | "chairs")
}

/// Lists of sentences.
fn is_prose(field: &str) -> bool {
    matches!(field, "highlights" | "concerns" | "decisions")
}

fn worded(key: &str, value: &FieldValue) -> Argument {
    match value {
        FieldValue::Text(word) if key == "status" => {
            Status::parse(word).map_or_else(|| word.into(), |status| words::status(status).into())
        }
        FieldValue::Text(text)
            if matches!(key, "priority" | "carried_from" | "currency" | "baseline") =>
        {
            clean_line(text).into()
        }
        FieldValue::Text(text) => quoted(text).into(),
        FieldValue::Day(day) => short_day(*day).into(),
        FieldValue::Percent(percent) if percent.tenths() % 10 == 0 => {
            percentage(percent.tenths() / 10).into()
        }
        FieldValue::Percent(percent) => percentage(Argument::figure(one_decimal(*percent))).into(),
        FieldValue::Absent => message!("diff.no-value", "none").into(),
        other => plain(other).into(),
    }
}

/// `30 Jun → 31 Aug 2024 (+62 days)`
fn move_of(then: Day, now: Day) -> Message {
    use chrono::Datelike;
    let days = (now - then).num_days();
    let first = if then.year() == now.year() { day_of_year(then) } else { short_day(then) };
    let (now, number) = (short_day(now), days.abs());
    if days > 0 {
        message!("diff.moved-later", "{first} → {now} (+{number#1 day|# days})", first, now, number)
    } else {
        message!(
            "diff.moved-earlier",
            "{first} → {now} (−{number#1 day|# days})",
            first,
            now,
            number
        )
    }
}

/// What came and what went; a text that is there more often than before came as well.
fn texts(
    field: Message,
    before: &[String],
    after: &[String],
    shown: &dyn Fn(&str) -> String,
) -> Message {
    let came = beyond(after, before).map(|id| format!("+ {}", shown(id)));
    let went = beyond(before, after).map(|id| format!("− {}", shown(id)));
    let parts: Vec<String> = came.chain(went).collect();
    if parts.is_empty() { another_order(field) } else { field_with(field, parts.join(", ")) }
}

/// The texts that other texts do not have, or not as often.
fn beyond<'a>(own: &'a [String], other: &'a [String]) -> impl Iterator<Item = &'a String> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    other.iter().for_each(|text| *left.entry(text).or_default() += 1);
    own.iter().filter(move |text| match left.get_mut(text.as_str()) {
        Some(number @ 1..) => {
            *number -= 1;
            false
        }
        _ => true,
    })
}

pub(super) type ChangedFields = [(&'static str, FieldValue)];

/// The keys of one thing that changed.
pub(super) fn parts(before: &ChangedFields, after: &ChangedFields) -> Vec<Message> {
    let find = |fields: &'_ ChangedFields, key: &str| {
        fields
            .iter()
            .find(|(own, _)| *own == key)
            .map_or(FieldValue::Absent, |(_, value)| value.clone())
    };
    let new = after.iter().filter(|(key, _)| before.iter().all(|(own, _)| own != key));
    let keys = before.iter().chain(new).map(|(key, _)| *key);
    let pairs = keys
        .map(|key| (key, find(before, key), find(after, key)))
        .filter(|(_, before, after)| before != after);
    pairs
        .flat_map(|(key, before, after)| {
            let field = words::key(key);
            match (before, after) {
                (FieldValue::Item(before), FieldValue::Item(after)) => {
                    within(&field, parts(&before, &after))
                }
                (FieldValue::Item(before), FieldValue::Absent) => {
                    within(&field, parts(&before, &[]))
                }
                (FieldValue::Absent, FieldValue::Item(after)) => within(&field, parts(&[], &after)),
                (FieldValue::Day(then), FieldValue::Day(now)) => {
                    vec![field_with(field, move_of(then, now))]
                }
                (before, FieldValue::Absent) if is_long(key) && !before.is_empty() => {
                    vec![field_removed(field)]
                }
                (FieldValue::Absent, after) => vec![field_with(field, worded(key, &after))],
                (_, _) if is_long(key) => vec![field_changed(field)],
                (before, after) => {
                    vec![before_after(field, worded(key, &before), worded(key, &after))]
                }
            }
        })
        .collect()
}

fn within(field: &Message, parts: Vec<Message>) -> Vec<Message> {
    parts.into_iter().map(|part| field_with(field.clone(), part)).collect()
}

/// Things with a title: those that came, went, and changed.
fn items(
    field: &str,
    before: &[Vec<(&'static str, FieldValue)>],
    after: &[Vec<(&'static str, FieldValue)>],
) -> Vec<Message> {
    let title = |item: &ChangedFields| {
        item.first().map(|(_, title)| title.clone()).unwrap_or(FieldValue::Absent)
    };
    let name = |item: &ChangedFields| (thing(field), worded("title", &title(item)));
    let mut rest: Vec<&Vec<(&'static str, FieldValue)>> = before.iter().collect();
    let mut told = Vec::new();
    for now in after {
        let (thing, name) = name(now);
        let Some(at) = rest
            .iter()
            .position(|then| *then == now)
            .or_else(|| rest.iter().position(|then| title(then) == title(now)))
        else {
            told.push(message!("diff.thing-added", "{thing} {name} added", thing, name));
            continue;
        };
        let then = rest.remove(at);
        let parts = parts(then, now);
        if !parts.is_empty() {
            let changes = list(&parts);
            let changed =
                message!("diff.thing-changed", "{thing} {name}: {changes}", thing, name, changes);
            told.push(changed);
        }
    }
    told.extend(rest.into_iter().map(|gone| {
        let (thing, name) = name(gone);
        message!("diff.thing-removed", "{thing} {name} removed", thing, name)
    }));
    if told.is_empty() { vec![another_order(words::key(field))] } else { told }
}

/// What one of the things in a list is called.
fn thing(field: &str) -> Message {
    match field {
        "deliverables" => message!("field.one-deliverable", "deliverable"),
        "indicators" => message!("field.one-indicator", "indicator"),
        "milestones" => message!("field.one-milestone", "milestone"),
        "organizations" => message!("field.one-organization", "organization"),
        "priorities" => message!("field.one-priority", "priority"),
        "themes" => message!("field.one-theme", "theme"),
        other => Message::verbatim(other.strip_suffix('s').unwrap_or(other)),
    }
}
