//! Values as people type them on a command line, in the form in which the format writes them.

use super::assignment::{Assignment, Op, PathStep, Problem, Result, problem, shown};
use super::value::Value;
use crate::diagnostic::nearest;
use crate::format::keys::{ACTIVITY, KeySpec, KeyTable, ValueKind};
use crate::format::{NotADate, TypedDate, status_meant};
use crate::model::{Day, Decimal, DecimalError};
use crate::text::clean_line;

/// A value of a key that takes one. Dates count from `as_of`, and a percentage may end with `%`.
/// Keys that take a text take any; whether an id is known is for the rules to say.
///
/// # Errors
/// Where a date, a number or a word does not fit its key.
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
                    format!("`{}` has more than 6 decimal places", clean_line(text)),
                    format!("round the value of `{}`", key.name),
                ),
                _ => problem(
                    format!("`{}` is not a value for `{}`", clean_line(text), key.name),
                    format!("`{}` takes {range}", key.name),
                ),
            }
        }
        ValueKind::Word(words) if !words.contains(&text.trim()) => {
            let meant = status_meant(text)
                .filter(|meant| words.contains(meant))
                .or_else(|| nearest(text, words.iter().copied()));
            let help = meant.map_or_else(
                || format!("`{}` is one of {}", key.name, words.join(", ")),
                |meant| format!("did you mean `{meant}`?"),
            );
            problem(format!("`{}` is not a word for `{}`", clean_line(text), key.name), help)
        }
        ValueKind::Word(_) => Ok(text.trim().to_owned()),
        _ => Ok(text.to_owned()),
    }
}

fn date(key: &KeySpec, text: &str, as_of: Day) -> Result<TypedDate> {
    TypedDate::parse(text, as_of).map_err(|error| Problem {
        what: match error {
            NotADate::Ambiguous(_) => {
                format!("`{}` is not clear for `{}`", clean_line(text), key.name)
            }
            NotADate::Wrong(_) => {
                format!("`{}` is not a date for `{}`", clean_line(text), key.name)
            }
        },
        help: error.why(),
    })
}

/// The same for all values in a mapping that was typed as YAML.
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
    /// The date that it sets, if it was typed in words: the text, and the day as it was understood.
    pub fn typed_date(&self, as_of: Day) -> Option<(&str, Day)> {
        let mut table = &ACTIVITY;
        let mut key = None;
        for step in &self.way {
            let PathStep::Key(name) = step else { continue };
            key = Some(table.keys.iter().find(|key| key.name == name)?);
            if let Some(ValueKind::Mapping(inner) | ValueKind::List(inner)) =
                key.map(|key| key.takes)
            {
                table = inner;
            }
        }
        let key = key.filter(|key| matches!(key.takes, ValueKind::Date) && self.how == Op::Set)?;
        let date = TypedDate::parse(&self.value, as_of).ok().filter(|date| !date.is_plain())?;
        Some((&self.value, if key.name == "start" { date.first() } else { date.last() }))
    }

    /// The key, as it was typed.
    pub fn key(&self) -> String {
        shown(&self.way)
    }
}
