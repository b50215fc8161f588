//! Advice on missing keys and values.

use crate::diagnostic::{Message, message};
use crate::format::keys::{KeySpec, KeyTable, ValueKind};

/// Advises on the value of a key without one. YAML may read the intended text as a comment or a
/// tag.
pub(super) fn fill(key: &KeySpec) -> Message {
    match key.takes {
        ValueKind::Line | ValueKind::Text => message!(
            "missing-key.write-text",
            "write a value after `{key}:`; put a text that begins with `#` or `!` in quotes",
            key = key.name
        ),
        ValueKind::Mapping(table) => message!(
            "missing-key.write-below",
            "write {keys} below `{key}:`",
            keys = all_keys(table),
            key = key.name
        ),
        takes => message!(
            "missing-key.write-behind",
            "write {value} after `{key}:`",
            key = key.name,
            value = value(takes)
        ),
    }
}

/// Advises on a missing key.
pub(super) fn add(key: &KeySpec) -> Message {
    match key.takes {
        ValueKind::Mapping(table) => message!(
            "missing-key.add-with-keys",
            "add `{key}:` with {keys}",
            key = key.name,
            keys = all_keys(table)
        ),
        takes => message!(
            "missing-key.add",
            "add `{key}:` and {value}",
            key = key.name,
            value = value(takes)
        ),
    }
}

/// Advises on a value that should be a list.
pub(super) fn write_list(key: &KeySpec) -> Message {
    message!(
        "invalid-value.write-list",
        "write `{key}:` and {value}",
        key = key.name,
        value = value(key.takes)
    )
}

fn all_keys(table: &KeyTable) -> String {
    table.names().collect::<Vec<_>>().join(" and ")
}

/// Describes the value of a key.
fn value(takes: ValueKind) -> Message {
    match takes {
        ValueKind::Id => message!("missing-key.id", "an id, such as `1.1`"),
        ValueKind::Ids => message!("missing-key.ids", "a list of ids, such as `[iom]`"),
        ValueKind::Word(words) => {
            message!("missing-key.word", "one of {words}", words = words.join(", "))
        }
        ValueKind::Form(form) => message!("missing-key.form", "{wanted}", wanted = (form.wants)()),
        ValueKind::Date => {
            message!("missing-key.date", "a date, such as `2024-06-30` or `2024-Q2`")
        }
        ValueKind::List(table) => message!(
            "missing-key.list",
            "a list; {item} begins with `- {key}:`",
            item = (table.what)(),
            key = table.names().next().unwrap_or("id")
        ),
        ValueKind::Number(_) => message!("missing-key.number", "a number"),
        ValueKind::Currency => message!("missing-key.currency", "an ISO 4217 code, such as `USD`"),
        _ => message!("missing-key.text", "a text"),
    }
}
