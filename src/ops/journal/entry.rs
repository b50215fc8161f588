//! An edit, as the journal keeps it.

use serde::{Deserialize, Serialize};

use crate::edit::Value;

/// An edit, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournalEntry {
    /// When it was made, in seconds since 1970 (UTC).
    pub at: u64,
    /// The command that made it.
    pub command: EditCommand,
    /// The activities that it changed, as far as it changed single ones.
    pub activities: Vec<JournaledActivity>,
    /// The files that it changed.
    pub files: Vec<JournaledFile>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Which command made an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EditCommand {
    /// One that changes activities, plans or the parts of plans.
    Edit,
    /// `check --fix`.
    Fix,
    /// `import`.
    Import,
    /// `rollover`.
    Rollover,
}

/// An activity that an edit changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournaledActivity {
    /// The plan's name.
    pub plan: String,
    /// The activity's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The changes, by key.
    pub changes: Vec<JournaledValue>,
}

/// A field before and after an edit, as far as it is a text or a list of texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournaledValue {
    /// The key.
    pub field: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// A file that an edit changed: its path in the workplans folder, and the names of its texts; none
/// where it was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournaledFile {
    pub path: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl JournalEntry {
    /// Returns the names of the texts that it needs.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        self.files.iter().flat_map(|file| [&file.before, &file.after]).flatten()
    }
}

impl JournaledActivity {
    /// An activity before and after, by what its YAML says.
    pub(crate) fn new(plan: &str, id: &str, before: &Value, after: &Value) -> Self {
        let text = |value: Option<&Value>| value.and_then(plain);
        let keys = |value: &Value| match value {
            Value::Map(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
            _ => Vec::new(),
        };
        let mut fields: Vec<String> = keys(after);
        fields.extend(keys(before).into_iter().filter(|key| after.get(key).is_none()));
        fields.retain(|field| before.get(field) != after.get(field));
        let changes = fields.into_iter().map(|field| JournaledValue {
            before: text(before.get(&field)),
            after: text(after.get(&field)),
            field,
        });
        let title = after.get("title").or_else(|| before.get("title"));
        JournaledActivity {
            plan: plan.to_owned(),
            id: id.to_owned(),
            title: title.and_then(Value::as_text).unwrap_or_default().to_owned(),
            changes: changes.collect(),
        }
    }
}

/// A text, or a list of texts in one line.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_string()),
        Value::List(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.value.as_text()).collect();
            texts.map(|texts| texts.join(", "))
        }
        _ => None,
    }
}
