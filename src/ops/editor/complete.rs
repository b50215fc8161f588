//! What can be typed at a place.

use super::completion::{Completion, CompletionKind};
use super::context::{Context, Subject, context};
use super::nodes::{root_table, table_of};
use super::values::{Value, values};
use crate::diagnostic::{Level, Message, message};
use crate::format::keys::{KeySpec, KeyTable, ValueKind};
use crate::rules::{RULES, Rule};
use crate::text::{FileId, Span};
use crate::workspace::LoadedPlans;

/// Returns what can be typed at an offset of a file, in the order in which it should be offered.
pub fn complete(plans: &LoadedPlans<'_>, file: FileId, offset: u32) -> Vec<Completion> {
    let source = &plans.sources[file];
    let found =
        root_table(&source.path).and_then(|table| context(&source.text, offset as usize, table));
    let Some((subject, found)) = found.and_then(|found| Some((found.subject?, found))) else {
        return Vec::new();
    };
    let span = Span::new(file, found.word.0 as u32, found.word.1 as u32);
    let space = if found.lacks_space { " " } else { "" };
    let word = |label: &str, text: &str, detail: String, kind| Completion {
        label: label.to_owned(),
        detail,
        snippet: escaped(&format!("{space}{text}")),
        plain: format!("{space}{text}"),
        span,
        kind,
    };
    match subject {
        Subject::Key(table) => keys(table, &found, span),
        Subject::Rule => {
            let others = RULES.iter().filter(|rule| !found.present.contains(&rule.name));
            let rule = |rule: &Rule| {
                let detail = rule.summary().to_owned();
                let own = word(rule.name, rule.name, detail, CompletionKind::Key);
                if found.has_colon {
                    return own;
                }
                let plain = format!("{}: ", rule.name);
                Completion { snippet: format!("{plain}$1"), plain, ..own }
            };
            others.map(rule).collect()
        }
        Subject::Level => [Level::Error, Level::Warning, Level::Off]
            .into_iter()
            .map(|level| word(level.as_str(), level.as_str(), String::new(), CompletionKind::Word))
            .collect(),
        Subject::Value(spec) => {
            let is_list = is_list_of_words(spec) && !found.is_item;
            let text = |value: &Value| match () {
                () if found.is_quoted => value.text.clone(),
                () if is_list => format!("[{}]", value.written),
                () => value.written.clone(),
            };
            values(plans, file, spec)
                .into_iter()
                .filter(|value| !found.present.contains(&value.text.as_str()))
                .map(|value| word(&value.text, &text(&value), value.detail.clone(), value.kind))
                .collect()
        }
    }
}

/// Whether a key takes a list of words or ids.
fn is_list_of_words(key: &KeySpec) -> bool {
    use ValueKind::{Ids, References, Texts, Words};
    matches!(key.takes, Ids | References | Texts | Words(_))
}

/// Returns the keys of a mapping that are not there yet, in the format's order.
fn keys(table: &'static KeyTable, found: &Context<'_>, span: Span) -> Vec<Completion> {
    let others = table.keys.iter().filter(|key| !found.present.contains(&key.name));
    let deeper = format!("\n{}", " ".repeat(found.deeper));
    let texts = |key: &KeySpec| match () {
        () if found.has_colon => (key.name.to_owned(), key.name.to_owned()),
        () if found.is_in_flow => (format!("{}: $1", key.name), format!("{}: ", key.name)),
        () => {
            let value = value_snippet(key).replace('\n', &deeper);
            (format!("{}:{value}", key.name), format!("{}: ", key.name))
        }
    };
    others
        .map(|key| {
            let (snippet, plain) = texts(key);
            let (label, detail) = (key.name.to_owned(), meaning(key));
            Completion { label, detail, snippet, plain, span, kind: CompletionKind::Key }
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
        // A value that is written on the line.
        let simple = |key: &&KeySpec| table_of(key.takes).is_none();
        let one = || table.keys.iter().filter(simple).map(|key| key.name).take(1).collect();
        if required.is_empty() { one() } else { required }
    };
    let lines = |table: &KeyTable, indent: &str| -> String {
        let numbered = first(table).into_iter().zip(1..);
        let lines = numbered.map(|(name, number)| format!("{name}: ${number}"));
        lines.collect::<Vec<_>>().join(&format!("\n{indent}"))
    };
    match key.takes {
        ValueKind::Schema => " 1".to_owned(),
        // A mapping of mappings, such as the texts by language.
        ValueKind::Mapping(table)
            if table.keys.iter().all(|key| matches!(key.takes, ValueKind::Mapping(_))) =>
        {
            "\n  $1".to_owned()
        }
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
