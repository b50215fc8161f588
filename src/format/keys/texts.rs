//! The meanings of the keys, each with an id, so that a catalogue can replace them.

use super::{CONFIG, KeyTable, ORGANIZATIONS, PLAN, ValueKind};

/// Returns the meanings of all keys, with the ids `key.MAPPING.KEY`: `key.activity.due`.
pub fn texts() -> Vec<(String, &'static str)> {
    let mut tables: Vec<&'static KeyTable> = Vec::new();
    for table in [&PLAN, &ORGANIZATIONS, &CONFIG] {
        collect(table, &mut tables);
    }
    let kebab = |name: &str| name.replace([' ', '_', '.'], "-").to_lowercase();
    let of_table = |table: &'static KeyTable| {
        let mapping = kebab(table.name);
        table.keys.iter().map(move |key| (format!("key.{mapping}.{}", kebab(key.name)), key.about))
    };
    tables.into_iter().flat_map(of_table).collect()
}

/// Adds a table and the tables of its keys, each once.
fn collect(table: &'static KeyTable, tables: &mut Vec<&'static KeyTable>) {
    if tables.iter().any(|known| std::ptr::eq(*known, table)) {
        return;
    }
    tables.push(table);
    for key in table.keys {
        if let ValueKind::Mapping(inner) | ValueKind::List(inner) = key.takes {
            collect(inner, tables);
        }
    }
}
