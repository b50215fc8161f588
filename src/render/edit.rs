//! What an edit changed, or would change.

use serde::Serialize;

use crate::analysis::{FieldChange, FieldValue};
use crate::diagnostic::{Message, message};
use crate::render::activity::change::{ValueShape, field_removed, field_value, lines, plain};
use crate::render::activity::milestones::milestone_changes;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::line_diff::hunks;
use crate::render::toolkit::shape::SCHEMA;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::report::{EditedActivity, EditedField, Edits, FileChange};
use crate::text::{clean, clean_line};

#[derive(Serialize)]
struct ChangeShape<'a> {
    field: &'a str,
    before: ValueShape<'a>,
    after: ValueShape<'a>,
}

#[derive(Serialize)]
pub(super) struct EditShape<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<u32>,
    plan: Option<&'a str>,
    id: &'a str,
    path: &'a str,
    written: bool,
    changes: Vec<ChangeShape<'a>>,
}

#[derive(Serialize)]
struct EditsShape<'a> {
    schema: u32,
    edits: Vec<EditShape<'a>>,
}

impl EditedActivity {
    pub(super) fn shape(&self, schema: Option<u32>) -> EditShape<'_> {
        EditShape {
            schema,
            plan: self.plan.as_deref(),
            id: &self.id,
            path: &self.path,
            written: self.written,
            changes: self.changes.iter().map(EditedField::shape).collect(),
        }
    }
}

impl EditedField {
    fn shape(&self) -> ChangeShape<'_> {
        ChangeShape {
            field: &self.field,
            before: ValueShape(&self.before),
            after: ValueShape(&self.after),
        }
    }
}

impl Edits {
    /// For scripts: one activity is given as it is, several in a list.
    pub fn json(&self) -> String {
        match self.edits.as_slice() {
            [one] => to_json(&one.shape(Some(SCHEMA))),
            several => to_json(&EditsShape {
                schema: SCHEMA,
                edits: several.iter().map(|edit| edit.shape(None)).collect(),
            }),
        }
    }

    /// For people: what has changed; what would change, as a unified diff.
    pub fn terminal(&self, screen: &Terminal) -> String {
        match &self.preview {
            Some(files) => files.iter().map(|file| unified_diff(file, screen)).collect(),
            None => self.in_words(screen),
        }
    }

    /// For people who know spreadsheets better than diffs: what has changed, or would change, in
    /// the plan's own terms.
    pub fn in_words(&self, screen: &Terminal) -> String {
        self.edits.iter().map(|edit| self.told(edit, screen)).collect()
    }

    /// Returns what has changed on one line, with the file: for a place that has no more room.
    pub fn in_one_line(&self) -> String {
        self.edits.iter().map(|edit| self.line(edit)).collect::<Vec<_>>().join("; ")
    }

    fn line(&self, edit: &EditedActivity) -> String {
        let (id, path) = (clean_line(&edit.id), clean_line(&edit.path));
        let changes = edit.changes.iter().flat_map(|change| self.words(&edit.id, change));
        let changes: Vec<String> = changes.map(|(words, _)| words.to_string()).collect();
        let milestone = format!("{id}#");
        match changes.is_empty() {
            false if changes.iter().all(|one| one.starts_with(&milestone)) => message!(
                "edit.milestones-line",
                "{changes} (written to {path})",
                changes = changes.join(", "),
                path
            ),
            true => {
                message!("edit.no-change-line", "{id}: no change, {path} says so already", id, path)
            }
            false => message!(
                "edit.changed-line",
                "{id}: {changes} (written to {path})",
                id,
                changes = changes.join(", "),
                path
            ),
        }
        .to_string()
    }

    fn told(&self, edit: &EditedActivity, screen: &Terminal) -> String {
        let head = match edit.milestones.as_slice() {
            _ if edit.is_person => {
                let (name, org) = (clean_line(&edit.title), clean_line(&edit.id));
                message!("edit.person-of", "{name} of {org}", name, org).to_string()
            }
            named @ [_, ..] if edit.changes.is_empty() => named.join(", "),
            _ => format!("{} {}", clean_line(&edit.id), clean_line(&edit.title)),
        };
        let head = screen.paint(Tone::Strong, head.trim_end());
        let place = match (&edit.plan, clean_line(&edit.path)) {
            (Some(plan), path) => {
                message!("edit.plan-and-file", "{plan}, in {path}", plan = clean_line(plan), path)
            }
            (None, path) => message!("edit.file", "in {path}", path),
        };
        let mut out = match (edit.changes.is_empty(), edit.is_new) {
            (true, _) => {
                return message!(
                    "edit.no-change",
                    "{head}: no change, this is recorded already ({place})",
                    head,
                    place
                )
                .to_string()
                    + "\n";
            }
            (false, _) if edit.is_removed => {
                return message!("edit.removed", "removed: {head} ({place})", head, place)
                    .to_string()
                    + "\n";
            }
            (false, true) => message!("edit.new", "new: {head} ({place})", head, place),
            (false, false) => message!("edit.changed", "{head} ({place})", head, place),
        }
        .to_string()
            + "\n";
        for change in edit
            .changes
            .iter()
            .filter(|change| !(edit.is_new && matches!(change.field.as_str(), "id" | "title")))
        {
            for (line, tone) in self.words(&edit.id, change) {
                out += &format!("  {}\n", screen.paint(tone, &line.to_string()));
            }
        }
        out
    }

    fn words(&self, id: &str, change: &EditedField) -> Vec<(Message, Tone)> {
        if let ("milestones", Some(_), FieldValue::Items(before), FieldValue::Items(after)) =
            (change.field.as_str(), change.known, &change.before, &change.after)
        {
            let told = milestone_changes(id, before, after);
            if !told.is_empty() {
                return told.into_iter().map(|line| (line, Tone::Plain)).collect();
            }
        }
        let name = |id: &str| self.names.get(id).cloned().unwrap_or_else(|| id.to_owned());
        let field = &change.field;
        let line = match change.known {
            Some(_) if change.before == change.after => {
                message!("edit.written-otherwise", "{field} written in another way", field)
            }
            Some(field) => {
                let (before, after) = (change.before.clone(), change.after.clone());
                return lines(&FieldChange { field, before, after }, &name);
            }
            None if change.after == FieldValue::Absent => field_removed(field),
            None => field_value(field, plain(&change.after)),
        };
        vec![(line, Tone::Plain)]
    }
}

/// What would change, in the form that `git apply` takes.
pub fn unified_diff(file: &FileChange, screen: &Terminal) -> String {
    let hunks = hunks(&file.before, &file.after);
    if hunks.is_empty() {
        return hunks;
    }
    let text = format!("--- a/{}\n+++ b/{}\n{hunks}", file.path, file.path);
    let tone = |line: &str| match line.as_bytes().first() {
        Some(b'+') if !line.starts_with("+++") => Tone::Good,
        Some(b'-') if !line.starts_with("---") => Tone::Bad,
        Some(b'@') => Tone::Faint,
        _ => Tone::Plain,
    };
    let shown = |line: &str| {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let bare = line.strip_suffix('\r');
        // A patch for a file with CRLF has it as well; on a screen it says nothing.
        let end = if bare.is_some() && screen.width.is_none() { "\r\n" } else { "\n" };
        let line = bare.unwrap_or(line);
        screen.paint(tone(line), &clean(line)) + end
    };
    text.split_inclusive('\n').map(shown).collect()
}
