//! What can be typed at a place.

use super::completion::{Completion, CompletionKind};
use super::context::{Context, Subject, context};
use super::nodes::root_table;
use super::values::values;
use crate::diagnostic::{Level, Message, message};
use crate::format::keys::{KeySpec, KeyTable, ValueKind};
use crate::rules::RULES;
use crate::text::{FileId, Span};
use crate::workspace::LoadedPlans;

/// Returns what can be typed at an offset of a file, in the order in which it should be offered.
pub fn complete(plans: &LoadedPlans<'_>, file: FileId, offset: u32) -> Vec<Completion> {
    let source = &plans.sources[file];
    let found =
        root_table(&source.path).and_then(|table| context(&source.text, offset as usize, table));
    let Some(found) = found else { return Vec::new() };
    let span = Span::new(file, found.word.0 as u32, found.word.1 as u32);
    let word = |label: &str, detail: String, kind| Completion {
        label: label.to_owned(),
        detail,
        snippet: escaped(label),
        plain: label.to_owned(),
        span,
        kind,
    };
    match found.subject {
        Subject::Key(table) => keys(table, &found, span),
        Subject::Rule => {
            let others = RULES.iter().filter(|rule| !found.present.contains(&rule.name));
            let rule = |name: &str, summary: &str| Completion {
                snippet: format!("{name}: $1"),
                plain: format!("{name}: "),
                ..word(name, summary.to_owned(), CompletionKind::Key)
            };
            others.map(|rule_of| rule(rule_of.name, rule_of.summary())).collect()
        }
        Subject::Level => [Level::Error, Level::Warning, Level::Off]
            .into_iter()
            .map(|level| word(level.as_str(), String::new(), CompletionKind::Word))
            .collect(),
        Subject::Value(spec) => values(plans, file, spec)
            .into_iter()
            .filter(|(value, _, _)| !found.present.contains(&value.as_str()))
            .map(|(value, detail, kind)| word(&value, detail, kind))
            .collect(),
    }
}

/// Returns the keys of a mapping that are not there yet, in the format's order.
fn keys(table: &'static KeyTable, found: &Context<'_>, span: Span) -> Vec<Completion> {
    let others = table.keys.iter().filter(|key| !found.present.contains(&key.name));
    others
        .map(|key| Completion {
            label: key.name.to_owned(),
            detail: meaning(key),
            snippet: format!("{}:{}", key.name, value_snippet(key)),
            plain: format!("{}: ", key.name),
            span,
            kind: CompletionKind::Key,
        })
        .collect()
}

fn meaning(key: &KeySpec) -> String {
    let required: Option<Message> = key
        .must
        .then(|| message!("editor.required-key", "(required) {meaning}", meaning = key.about));
    required.map_or_else(|| key.about.to_owned(), |text| text.to_string())
}

/// Returns what follows the colon of a key.
fn value_snippet(key: &KeySpec) -> String {
    let first = |table: &KeyTable| {
        let required: Vec<&str> =
            table.keys.iter().filter(|key| key.must).map(|key| key.name).collect();
        if required.is_empty() { table.names().take(1).collect() } else { required }
    };
    let lines = |table: &KeyTable, indent: &str| -> String {
        let numbered = first(table).into_iter().zip(1..);
        let lines = numbered.map(|(name, number)| format!("{name}: ${number}"));
        lines.collect::<Vec<_>>().join(&format!("\n{indent}"))
    };
    match key.takes {
        ValueKind::Schema => " 1".to_owned(),
        ValueKind::Mapping(table) => format!("\n  {}", lines(table, "  ")),
        ValueKind::List(table) => format!("\n  - {}", lines(table, "    ")),
        ValueKind::Ids | ValueKind::References | ValueKind::Texts | ValueKind::Words(_) => {
            " [$1]".to_owned()
        }
        ValueKind::Levels => "\n  $1".to_owned(),
        _ => " $1".to_owned(),
    }
}

/// Returns a text that stands for itself in a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
