//! Values as people type them on a command line, in the form in which the format writes them.

use super::assignment::{Assignment, Op, PathStep, Result, shown, snippet};
use super::problem::{Problem, did_you_mean, problem};
use super::value::Value;
use crate::diagnostic::{message, nearest};
use crate::format::keys::{ACTIVITY, KeySpec, KeyTable, ValueKind};
use crate::format::{NotADate, TypedDate, status_meant};
use crate::model::{Day, Decimal, DecimalError};
use crate::text::clean_line;

/// A value of a key that takes one. Dates count from `as_of`, and a percentage may end with `%`.
/// Keys that take a text take any; whether an id is known is for the rules to say.
///
/// # Errors
/// If a date, a number or a word does not fit its key.
pub(super) fn understood(key: &KeySpec, text: &str, as_of: Day) -> Result<String> {
    match key.takes {
        ValueKind::Date => date(key, text, as_of).map(|date| date.written(key.name == "start")),
        ValueKind::Number(range) => {
            let bare = text.trim();
            let number =
                bare.strip_suffix('%').filter(|_| range.is_percent()).map_or(bare, str::trim_end);
            match Decimal::parse(number) {
                Ok(value) if range.holds(value) => Ok(number.to_owned()),
                Err(DecimalError::TooPrecise) => problem(
                    message!(
                        "edit.too-precise",
                        "`{text}` has more than 6 decimal places",
                        text = clean_line(text)
                    ),
                    message!("edit.round", "round the value of `{key}`", key = key.name),
                ),
                _ => problem(
                    message!(
                        "edit.not-a-value",
                        "`{text}` is not a valid value for `{key}`",
                        text = clean_line(text),
                        key = key.name
                    ),
                    message!(
                        "edit.takes-range",
                        "`{key}` takes {range}",
                        key = key.name,
                        range = range.words()
                    ),
                ),
            }
        }
        ValueKind::Word(words) if !words.contains(&text.trim()) => {
            let meant = status_meant(text)
                .filter(|meant| words.contains(meant))
                .or_else(|| nearest(text, words.iter().copied()));
            let help = meant.map_or_else(
                || {
                    message!(
                        "edit.known-words",
                        "`{key}` is one of {words}",
                        key = key.name,
                        words = words.join(", ")
                    )
                },
                did_you_mean,
            );
            let what = message!(
                "edit.unknown-word",
                "`{text}` is not a word for `{key}`",
                text = clean_line(text),
                key = key.name
            );
            problem(what, help)
        }
        ValueKind::Word(_) => Ok(text.trim().to_owned()),
        _ => Ok(text.to_owned()),
    }
}

fn date(key: &KeySpec, text: &str, as_of: Day) -> Result<TypedDate> {
    let (key, shown) = (key.name, clean_line(text));
    TypedDate::parse(text, as_of).map_err(|error| Problem {
        what: match error {
            NotADate::Ambiguous(_) => message!(
                "edit.ambiguous-date",
                "`{text}` is not clear for `{key}`",
                text = &shown,
                key
            ),
            NotADate::Wrong(_) => message!(
                "edit.not-a-date",
                "`{text}` is not a date for `{key}`",
                text = &shown,
                key
            ),
        },
        help: error.why(),
    })
}

/// Reads all values in a mapping that was typed as YAML.
pub(super) fn understood_map(map: &mut Value, table: &KeyTable, as_of: Day) -> Result<()> {
    let Value::Map(entries) = map else { return Ok(()) };
    for entry in entries {
        let key = table.keys.iter().find(|key| key.name == entry.key);
        if let (Some(key), Value::Text(text)) = (key, &mut entry.value) {
            text.put(understood(key, text, as_of)?);
        }
    }
    Ok(())
}

impl Assignment {
    /// Returns the dates that were typed in words: the text, and the day that was understood.
    pub fn typed_dates(&self, as_of: Day) -> Vec<(String, Day)> {
        self.typed_dates_in(&ACTIVITY, as_of)
    }

    /// Returns the dates that were typed in words, for keys of a table.
    pub fn typed_dates_in(&self, table: &'static KeyTable, as_of: Day) -> Vec<(String, Day)> {
        let mut table = table;
        let mut key = None;
        for step in &self.way {
            let PathStep::Key(name) = step else { continue };
            key = table.keys.iter().find(|key| key.name == name);
            if key.is_none() {
                return Vec::new();
            }
            if let Some(ValueKind::Mapping(inner) | ValueKind::List(inner)) =
                key.map(|key| key.takes)
            {
                table = inner;
            }
        }
        let typed = |key: &KeySpec, text: &str| {
            let date = TypedDate::parse(text, as_of).ok().filter(|date| !date.is_plain())?;
            Some((text.to_owned(), if key.name == "start" { date.first() } else { date.last() }))
        };
        match key {
            _ if self.how == Op::Take => Vec::new(),
            Some(key) if matches!(key.takes, ValueKind::Date) => {
                typed(key, &self.value).into_iter().collect()
            }
            Some(key) if matches!(key.takes, ValueKind::Mapping(_) | ValueKind::List(_)) => {
                let written = snippet(&self.value).unwrap_or(Value::Null);
                let maps = match &written {
                    Value::List(items) => items.iter().map(|item| &item.value).collect(),
                    map => vec![map],
                };
                let dates = table.keys.iter().filter(|key| matches!(key.takes, ValueKind::Date));
                let dates: Vec<&KeySpec> = dates.collect();
                let of_map = |map: &&Value| {
                    let own =
                        dates.iter().filter_map(|key| typed(key, map.get(key.name)?.as_text()?));
                    own.collect::<Vec<_>>()
                };
                maps.iter().flat_map(of_map).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The key, as it was typed.
    pub fn key(&self) -> String {
        shown(&self.way)
    }
}
