//! Edits that were taken back, and those that can be.

use serde::Serialize;

use super::edit::{EditShape, unified_diff};
use super::to_json;
use super::toolkit::terminal::{Terminal, Tone};
use crate::diagnostic::{Message, message, minute};
use crate::render::toolkit::shape::SCHEMA;
use crate::report::{EditJournal, EditedItem, JournaledEdit, Undone, UndoneFile, UndoneOutcome};
use crate::text::clean_line;

impl Undone {
    /// For people: what was taken back; what would be, as a unified diff.
    pub fn terminal(&self, screen: &Terminal) -> String {
        let previews = self.files.iter().filter_map(|file| file.preview.as_ref());
        let preview: String = previews.map(|file| unified_diff(file, screen)).collect();
        if !self.written {
            return preview;
        }
        let at = minute(self.at);
        let head = match self.files.iter().all(|file| file.outcome == UndoneOutcome::Unchanged) {
            true => message!(
                "undo.was-taken-back",
                "No change: the plans do not have the edit of {at} now; `workplan undo` once more \
                 takes back the one before it",
                at
            ),
            false => message!("undo.taken-back", "Taken back: the edit of {at}", at),
        };
        let is_told =
            |file: &UndoneFile| self.edits.edits.iter().any(|edit| edit.path == file.path);
        let files = self.files.iter().filter_map(|file| file.told(is_told(file)));
        let files: String = files.map(|line| format!("{line}\n")).collect();
        let tag = self.tag.iter().map(|tag| {
            let tag = clean_line(tag);
            message!(
                "undo.tag-removed",
                "the tag {tag} is removed here; where it was sent, it stays",
                tag
            )
        });
        let tag: String = tag.map(|line| format!("{line}\n")).collect();
        format!("{head}\n{}{files}{tag}", self.edits.in_words(screen))
    }

    /// For scripts: the shape is a contract.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Shape<'a> {
            schema: u32,
            at: String,
            command: &'a str,
            written: bool,
            edits: Vec<EditShape<'a>>,
            files: Vec<FileShape<'a>>,
        }
        #[derive(Serialize)]
        struct FileShape<'a> {
            path: &'a str,
            change: &'static str,
        }
        let file = |file: &'_ UndoneFile| match file.outcome {
            UndoneOutcome::Changed => "changed",
            UndoneOutcome::Unchanged => "unchanged",
            UndoneOutcome::Removed => "removed",
            UndoneOutcome::Restored => "restored",
        };
        to_json(&Shape {
            schema: SCHEMA,
            at: self.at.to_rfc3339(),
            command: self.command,
            written: self.written,
            edits: self.edits.edits.iter().map(|edit| edit.shape(None)).collect(),
            files: self
                .files
                .iter()
                .map(|own| FileShape { path: &own.path, change: file(own) })
                .collect(),
        })
    }
}

impl UndoneFile {
    /// Says what was done with the file, unless the activities say it.
    fn told(&self, by_activities: bool) -> Option<Message> {
        let path = clean_line(&self.path);
        match self.outcome {
            UndoneOutcome::Removed => Some(message!("undo.file-removed", "{path}: removed", path)),
            UndoneOutcome::Restored => {
                Some(message!("undo.file-restored", "{path}: restored", path))
            }
            UndoneOutcome::Changed if by_activities => None,
            UndoneOutcome::Changed => Some(message!("undo.file-written", "{path}: written", path)),
            UndoneOutcome::Unchanged => None,
        }
    }
}

impl EditJournal {
    /// For people: a line for each edit, and below it what it changed.
    pub fn terminal(&self, screen: &Terminal) -> String {
        if self.edits.is_empty() {
            return format!("{}\n", message!("undo.journal-is-empty", "No edits"));
        }
        self.edits.iter().map(|edit| edit.told(screen)).collect()
    }

    /// For scripts: the shape is a contract.
    pub fn json(&self) -> String {
        #[derive(Serialize)]
        struct Shape<'a> {
            schema: u32,
            edits: Vec<EntryShape<'a>>,
        }
        #[derive(Serialize)]
        struct EntryShape<'a> {
            at: String,
            command: &'a str,
            undone: bool,
            activities: Vec<ItemShape<'a>>,
            files: &'a [String],
        }
        #[derive(Serialize)]
        struct ItemShape<'a> {
            plan: &'a str,
            id: &'a str,
            title: &'a str,
            fields: Vec<&'a str>,
        }
        fn item(own: &EditedItem) -> ItemShape<'_> {
            ItemShape {
                plan: &own.plan,
                id: &own.id,
                title: &own.title,
                fields: own.changes.iter().map(|one| one.field.as_str()).collect(),
            }
        }
        fn entry(edit: &JournaledEdit) -> EntryShape<'_> {
            EntryShape {
                at: edit.at.to_rfc3339(),
                command: edit.command,
                undone: edit.undone,
                activities: edit.activities.iter().map(item).collect(),
                files: &edit.files,
            }
        }
        to_json(&Shape { schema: SCHEMA, edits: self.edits.iter().map(entry).collect() })
    }
}

impl JournaledEdit {
    fn told(&self, screen: &Terminal) -> String {
        let (at, command) = (minute(self.at), self.command);
        let head = match self.undone {
            false if self.lost.is_some() => message!(
                "undo.entry-lost",
                "{at}  {command} (not kept: it cannot be taken back)",
                at,
                command
            ),
            true => message!("undo.entry-taken-back", "{at}  {command} (taken back)", at, command),
            false => message!("undo.entry", "{at}  {command}", at, command),
        };
        let head = screen.paint(Tone::Strong, &head.to_string());
        let lines: Vec<String> = match self.activities.is_empty() {
            true => self.files.iter().map(|path| clean_line(path).into_owned()).collect(),
            false => self.activities.iter().map(EditedItem::told).collect(),
        };
        let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
        format!("{head}\n{lines}")
    }
}

impl EditedItem {
    /// The activity and what changed, in one line.
    fn told(&self) -> String {
        let shown = |text: &Option<String>| clean_line(text.as_deref().unwrap_or("–")).into_owned();
        let changes = self.changes.iter().map(|one| match (&one.before, &one.after) {
            (None, None) if one.of.is_empty() => one.field.clone(),
            (None, None) => format!("{} ({})", one.field, clean_line(&one.of.join(", "))),
            (before, after) => format!("{} {} → {}", one.field, shown(before), shown(after)),
        });
        let name = match self.plan.as_str() {
            "" => format!("{} {}", self.id, self.title),
            plan => format!("{plan}/{} {}", self.id, self.title),
        };
        format!("{}: {}", clean_line(&name), changes.collect::<Vec<_>>().join("; "))
    }
}
