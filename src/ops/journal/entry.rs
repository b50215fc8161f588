//! An edit, as the journal keeps it.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::diagnostic::message;
use crate::edit::{Value, ValueEntry};

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
    /// Whether it was passed over: the files did not have it, or others had changed the same.
    #[serde(default)]
    pub passed: bool,
    /// Why nothing but this line could be kept of it.
    #[serde(default)]
    pub lost: Option<String>,
    /// New ids that activities were given since.
    #[serde(default)]
    pub given: Vec<NewIdSince>,
    /// What others have written as well.
    #[serde(default)]
    pub said: Vec<SaidByOther>,
    /// The tag that went with it.
    #[serde(default)]
    pub tag: Option<JournaledTag>,
}

/// A tag that an edit made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournaledTag {
    /// Its name.
    pub name: String,
    /// The id of the object that it names.
    pub object: String,
}

/// A new id that an activity was given, because others had shared another one under its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NewIdSince {
    /// The plan.
    pub plan: String,
    /// The id that it had.
    pub old: String,
    /// Its new id.
    pub new: String,
}

/// A value that somebody else has written as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SaidByOther {
    /// The activity.
    pub activity: String,
    /// The key.
    pub field: String,
    /// Who has.
    pub author: String,
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
    /// `share`, where it dropped what one side had written.
    Share,
    /// `update`, where it dropped what one side had written.
    Update,
}

impl EditCommand {
    /// Whether it is a decision between what the user and others had written.
    pub(crate) fn is_decision(self) -> bool {
        matches!(self, EditCommand::Share | EditCommand::Update)
    }
}

/// An activity that an edit changed, or a part above the activities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct JournaledActivity {
    /// The plan's name; empty for what all plans share.
    pub plan: String,
    /// The activity's id, or the part's name, such as `theme:gender`.
    pub id: String,
    /// The activity's id after the edit, if that has changed it.
    #[serde(default)]
    pub new_id: Option<String>,
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
    /// The titles of what has changed in a list of other things.
    #[serde(default)]
    pub of: Vec<String>,
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
    /// An edit of this moment.
    pub(super) fn new(
        command: EditCommand,
        activities: Vec<JournaledActivity>,
        files: Vec<JournaledFile>,
    ) -> Self {
        JournalEntry {
            at: seconds(SystemTime::now()),
            command,
            activities,
            files,
            undone: false,
            passed: false,
            lost: None,
            given: Vec::new(),
            said: Vec::new(),
            tag: None,
        }
    }

    /// An edit of which nothing could be written down.
    pub(super) fn lost_at(moment: SystemTime) -> Self {
        let why = message!("undo.not-written-down", "the journal of edits could not be written");
        JournalEntry {
            at: seconds(moment),
            lost: Some(why.to_string()),
            ..JournalEntry::new(EditCommand::Edit, Vec::new(), Vec::new())
        }
    }

    /// Returns the names of the texts that it needs.
    pub(super) fn texts(&self) -> impl Iterator<Item = &String> {
        self.files.iter().flat_map(|file| [&file.before, &file.after]).flatten()
    }
}

fn seconds(moment: SystemTime) -> u64 {
    moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

impl JournaledActivity {
    /// An activity before and after, by what its YAML says.
    pub(crate) fn new(plan: &str, id: &str, before: &Value, after: &Value) -> Self {
        let nothing = Value::Null;
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
            of: changed_items(
                before.get(&field).unwrap_or(&nothing),
                after.get(&field).unwrap_or(&nothing),
            ),
            field,
        });
        let said = if *after == Value::Null { before } else { after };
        let title = title_of(said);
        let new_id = after.get("id").and_then(Value::as_text).filter(|new| *new != id);
        let is_renamed = before.get("id").and_then(Value::as_text) == Some(id);
        JournaledActivity {
            plan: plan.to_owned(),
            id: id.to_owned(),
            new_id: new_id.filter(|_| is_renamed).map(str::to_owned),
            title: title.unwrap_or_default().to_owned(),
            changes: changes.collect(),
        }
    }
}

/// A text, or texts of a list or a mapping in one line.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.to_string()),
        Value::List(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(|item| item.value.as_text()).collect();
            texts.map(|texts| texts.join(", "))
        }
        Value::Map(entries) => {
            let part =
                |entry: &ValueEntry| Some(format!("{} {}", entry.key, entry.value.as_text()?));
            let parts: Option<Vec<String>> = entries.iter().map(part).collect();
            parts.map(|parts| parts.join(", "))
        }
        _ => None,
    }
}

/// What people call a thing.
pub(crate) fn title_of(value: &Value) -> Option<&str> {
    ["title", "short", "name"].iter().find_map(|key| value.get(key).and_then(Value::as_text))
}

/// Returns the titles of what has changed in a list of things with titles.
fn changed_items(before: &Value, after: &Value) -> Vec<String> {
    let items = |list: &Value| match list {
        Value::List(items) => items.iter().map(|item| item.value.clone()).collect(),
        _ => Vec::new(),
    };
    let (before, after): (Vec<Value>, Vec<Value>) = (items(before), items(after));
    let new = after.iter().filter(|item| !before.contains(item));
    let gone = before.iter().filter(|item| !after.contains(item));
    let mut titles: Vec<String> = new.chain(gone).filter_map(title_of).map(str::to_owned).collect();
    let mut known = std::collections::HashSet::new();
    titles.retain(|title| known.insert(title.clone()));
    titles
}
