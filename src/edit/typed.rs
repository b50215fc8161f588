//! Values that every YAML reader has to read as numbers or days, and values that it has to read as
//! text.

use super::text::ScalarText;
use super::value::Value;
use crate::format::keys::{KeyTable, ValueKind};
use crate::format::yaml::is_misread;
use crate::model::{DateSpan, Decimal};

/// A new value of a key, of the kind that the key takes.
pub(super) fn text_of(takes: ValueKind, text: &str) -> ScalarText {
    match takes {
        ValueKind::Date if DateSpan::parse(text).is_ok() => ScalarText::plain(text),
        ValueKind::Id | ValueKind::Ids | ValueKind::References => id_of(text),
        ValueKind::Schema | ValueKind::Number(_) | ValueKind::NumberOrText
            if Decimal::parse(text).is_ok() =>
        {
            ScalarText::plain(same_number(text))
        }
        _ => ScalarText::quoted(text),
    }
}

/// A new id, or a reference: without quotes where it is a number that each reader writes in the
/// same way again.
pub fn id_of(text: &str) -> ScalarText {
    let is_short =
        text.len() <= 15 && !text.starts_with('-') && (!text.contains('.') || !text.ends_with('0'));
    let is_same = is_short && Decimal::parse(text).is_ok() && same_number(text) == text;
    if is_same { ScalarText::plain(text) } else { ScalarText::quoted(text) }
}

/// A number without the zeros before it, which make readers of YAML 1.1 count by eights.
fn same_number(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let bare = digits.trim_start_matches('0');
    let zero = if bare.is_empty() || bare.starts_with('.') { "0" } else { "" };
    format!("{sign}{zero}{bare}")
}

/// A new value of a key of the group's own: a text, unless it takes the place of a number or a day,
/// and is one.
pub(super) fn own_text(old: Option<&Value>, text: &str) -> ScalarText {
    let is_plain = |text: &str| {
        is_misread(text)
            && (DateSpan::parse(text).is_ok()
                || Decimal::parse(text).is_ok_and(|_| same_number(text) == text))
    };
    match old {
        Some(Value::Text(old)) if old.is_plain() && is_plain(old) && is_plain(text) => {
            ScalarText::plain(text)
        }
        _ => ScalarText::quoted(text),
    }
}

/// A value that was given as YAML, with each scalar of the kind that its key takes. Keys of the
/// group's own stay as they are written.
pub(super) fn typed(value: Value, table: &'static KeyTable) -> Value {
    let Value::Map(mut entries) = value else { return value };
    for entry in &mut entries {
        let Some(key) = table.keys.iter().find(|key| key.name == entry.key) else { continue };
        let old = std::mem::replace(&mut entry.value, Value::Null);
        entry.value = of_key(old, key.takes);
    }
    Value::Map(entries)
}

fn of_key(value: Value, takes: ValueKind) -> Value {
    match (value, takes) {
        (value @ Value::Map(_), ValueKind::Mapping(inner) | ValueKind::List(inner)) => {
            typed(value, inner)
        }
        (Value::List(mut items), takes) => {
            for item in &mut items {
                let old = std::mem::replace(&mut item.value, Value::Null);
                item.value = of_key(old, takes);
            }
            Value::List(items)
        }
        // Quotes make the value a text, even where a number is allowed.
        (Value::Text(text), ValueKind::NumberOrText) if !text.is_plain() => Value::Text(text),
        (Value::Text(text), takes) => Value::Text(text_of(takes, &text)),
        (value, _) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_a_reader_would_change_are_quoted() {
        for (id, is_plain) in [
            ("3", true),
            ("1.11", true),
            ("0", true),
            ("1.10", false),
            ("010", false),
            ("1e3", false),
            ("null", false),
        ] {
            assert_eq!(id_of(id).is_plain(), is_plain, "{id}");
        }
    }

    #[test]
    fn zeros_before_a_number_say_nothing() {
        for (text, same) in [
            ("010", "10"),
            ("0", "0"),
            ("00", "0"),
            ("-07.50", "-7.50"),
            ("0.5", "0.5"),
            ("00.5", "0.5"),
            ("12", "12"),
        ] {
            assert_eq!(same_number(text), same);
        }
    }
}
