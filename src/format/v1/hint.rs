use crate::format::keys::{KeySpec, ValueKind};

/// What to write behind a key that has nothing behind it. A text may be meant that YAML takes for a
/// comment, or for a tag.
pub(super) fn fill(key: &KeySpec) -> String {
    match key.takes {
        ValueKind::Line | ValueKind::Text => format!(
            "write something behind `{}:`; a text that begins with `#` or `!` goes in quotes",
            key.name
        ),
        ValueKind::Mapping(table) => format!(
            "write {} below `{}:`",
            table.names().collect::<Vec<_>>().join(" and "),
            key.name
        ),
        takes => format!("write behind `{}:` {}", key.name, hint(takes).trim_start_matches("and ")),
    }
}

/// What to write behind a missing key.
pub(super) fn hint(takes: ValueKind) -> String {
    match takes {
        ValueKind::Id => "and an id, such as `1.1`".into(),
        ValueKind::Ids => "and a list of ids, such as `[iom]`".into(),
        ValueKind::Word(words) => format!("and one of {}", words.join(", ")),
        ValueKind::Form(form) => format!("and {}", form.wants),
        ValueKind::Date => "and a date, such as `2024-06-30` or `2024-Q2`".into(),
        ValueKind::Mapping(table) => {
            format!("with {}", table.names().collect::<Vec<_>>().join(" and "))
        }
        ValueKind::List(table) => format!(
            "and a list; {} begins with `- {}:`",
            table.what,
            table.names().next().unwrap_or("id")
        ),
        ValueKind::Number(_) => "and a number".into(),
        ValueKind::Currency => "and an ISO 4217 code, such as `USD`".into(),
        _ => "and a text".into(),
    }
}
