//! Changes of fields, in words and for scripts.

use std::collections::HashMap;

use serde::{Serialize, Serializer};

use crate::analysis::{FieldChange, FieldValue};
use crate::model::{Day, Field, Status, TextLength};
use crate::render::toolkit::shape::{DayShape, NumberShape, PercentShape, one_decimal};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{count, short_day};
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
pub(crate) fn lines(change: &FieldChange, name: &dyn Fn(&str) -> String) -> Vec<(String, Tone)> {
    let FieldChange { field, before, after } = change;
    let label = field.replace('_', " ");
    match (before, after) {
        (FieldValue::Items(before), FieldValue::Items(after)) => items(field, before, after),
        (FieldValue::Item(before), FieldValue::Item(after)) => {
            vec![(format!("{label}: {}", parts(before, after).join(", ")), Tone::Plain)]
        }
        (FieldValue::Texts(before), FieldValue::Texts(after)) if is_prose(field) => {
            vec![(texts(&label, before, after, &|text| quoted(text)), Tone::Plain)]
        }
        (FieldValue::Texts(before), FieldValue::Texts(after)) => {
            let shown =
                |text: &str| if is_of_organizations(field) { name(text) } else { text.to_owned() };
            vec![(
                texts(&label, before, after, &|text| clean_line(&shown(text)).into_owned()),
                Tone::Plain,
            )]
        }
        (FieldValue::Text(_), FieldValue::Text(_)) if is_long(field) => {
            vec![(format!("{label} changed"), Tone::Plain)]
        }
        (FieldValue::Day(then), FieldValue::Day(now)) => {
            let days = (*now - *then).num_days();
            let tone = if *field == "due" && days > 0 { Tone::Bad } else { Tone::Plain };
            vec![(format!("{label} {}", move_of(*then, *now)), tone)]
        }
        (FieldValue::Absent, _) if is_long(field) => vec![(format!("{label} added"), Tone::Plain)],
        (_, FieldValue::Absent) if is_long(field) => {
            vec![(format!("{label} removed"), Tone::Plain)]
        }
        (FieldValue::Absent, after) => {
            vec![(format!("{label}: {}", worded(field, after)), Tone::Plain)]
        }
        (before, FieldValue::Absent) => {
            vec![(format!("{label} removed, it was {}", worded(field, before)), Tone::Plain)]
        }
        // Of a reason the new one is of interest.
        (_, after) if *field == "reason" => {
            vec![(format!("{label}: {}", worded(field, after)), Tone::Plain)]
        }
        (before, after) => vec![(
            format!("{label} {} → {}", worded(field, before), worded(field, after)),
            Tone::Plain,
        )],
    }
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

fn worded(field: &str, value: &FieldValue) -> String {
    match value {
        FieldValue::Text(word) if field == "status" => {
            Status::parse(word).map_or_else(|| word.clone(), |status| status.label().to_owned())
        }
        FieldValue::Text(text)
            if matches!(field, "priority" | "carried_from" | "currency" | "baseline") =>
        {
            clean_line(text).into_owned()
        }
        FieldValue::Text(text) => quoted(text),
        FieldValue::Day(day) => short_day(*day),
        FieldValue::Percent(percent) if percent.tenths() % 10 == 0 => {
            format!("{}%", percent.tenths() / 10)
        }
        FieldValue::Percent(percent) => format!("{}%", one_decimal(*percent)),
        FieldValue::Absent => "none".to_owned(),
        other => plain(other),
    }
}

/// `30 Jun → 31 Aug 2024 (+62 days)`
fn move_of(then: Day, now: Day) -> String {
    use chrono::Datelike;
    let days = (now - then).num_days();
    let sign = if days > 0 { "+" } else { "−" };
    let first =
        if then.year() == now.year() { then.format("%-d %b").to_string() } else { short_day(then) };
    format!("{first} → {} ({sign}{})", short_day(now), count(days.abs(), "day", "days"))
}

/// What came and what went; a text that is there more often than before came as well.
fn texts(
    label: &str,
    before: &[String],
    after: &[String],
    shown: &dyn Fn(&str) -> String,
) -> String {
    let came = beyond(after, before).map(|id| format!("+ {}", shown(id)));
    let went = beyond(before, after).map(|id| format!("− {}", shown(id)));
    let parts: Vec<String> = came.chain(went).collect();
    if parts.is_empty() {
        format!("{label} in another order")
    } else {
        format!("{label} {}", parts.join(", "))
    }
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

type ChangedFields = [(&'static str, FieldValue)];

/// The keys of one thing that changed.
fn parts(before: &ChangedFields, after: &ChangedFields) -> Vec<String> {
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
        .flat_map(|(key, before, after)| match (before, after) {
            (FieldValue::Day(then), FieldValue::Day(now)) => {
                vec![format!("{key} {}", move_of(then, now))]
            }
            (FieldValue::Item(before), FieldValue::Item(after)) => {
                within(key, parts(&before, &after))
            }
            (FieldValue::Item(before), FieldValue::Absent) => within(key, parts(&before, &[])),
            (FieldValue::Absent, FieldValue::Item(after)) => within(key, parts(&[], &after)),
            (before, FieldValue::Absent) if is_long(key) && !before.is_empty() => {
                vec![format!("{key} removed")]
            }
            (FieldValue::Absent, after) => vec![format!("{key} {}", worded(key, &after))],
            (_, _) if is_long(key) => vec![format!("{key} changed")],
            (before, after) => {
                vec![format!("{key} {} → {}", worded(key, &before), worded(key, &after))]
            }
        })
        .collect()
}

fn within(key: &str, parts: Vec<String>) -> Vec<String> {
    parts.into_iter().map(|part| format!("{key} {part}")).collect()
}

/// Things with a title: those that came, went, and changed.
fn items(
    field: &str,
    before: &[Vec<(&'static str, FieldValue)>],
    after: &[Vec<(&'static str, FieldValue)>],
) -> Vec<(String, Tone)> {
    let what = match field {
        "priorities" => "priority",
        other => other.strip_suffix('s').unwrap_or(other),
    };
    let title = |item: &ChangedFields| {
        item.first().map(|(_, title)| title.clone()).unwrap_or(FieldValue::Absent)
    };
    let mut rest: Vec<&Vec<(&'static str, FieldValue)>> = before.iter().collect();
    let mut told = Vec::new();
    for now in after {
        let named = format!("{what} {}", worded("title", &title(now)));
        let Some(at) = rest
            .iter()
            .position(|then| *then == now)
            .or_else(|| rest.iter().position(|then| title(then) == title(now)))
        else {
            told.push((format!("{named} added"), Tone::Plain));
            continue;
        };
        let then = rest.remove(at);
        let parts = parts(then, now);
        if !parts.is_empty() {
            told.push((format!("{named}: {}", parts.join(", ")), Tone::Plain));
        }
    }
    told.extend(
        rest.into_iter()
            .map(|gone| (format!("{what} {} removed", worded("title", &title(gone))), Tone::Plain)),
    );
    if told.is_empty() { vec![(format!("{field} in another order"), Tone::Plain)] } else { told }
}
