//! Edits of parts: verified, written and reported.

use std::collections::{BTreeMap, BTreeSet};

use super::PartOptions;
use crate::analysis::FieldValue;
use crate::edit::{Change, NodePath, Value};
use crate::format::keys::{FOCAL_POINT, KeyTable, ValueKind};
use crate::model::{DateSpan, Decimal};
use crate::ops::activity_edit::preview;
use crate::ops::journal::{EditCommand, JournaledActivity, title_of};
use crate::ops::verify_edit::{self, FileTexts, rewrite_file};
use crate::ops::write::write_texts;
use crate::report::{EditedActivity, EditedField, Edits};
use crate::text::FileId;
use crate::workspace::{LoadedPlans, Result};

/// A part before and after, by what its YAML says.
pub(super) struct PartEdit {
    /// Its name in commands.
    pub name: String,
    /// The plan that it belongs to; none for what all plans share.
    pub plan: Option<String>,
    /// The file.
    pub file: FileId,
    /// Its keys.
    pub table: &'static KeyTable,
    /// Its value before; nothing if it is new.
    pub before: Value,
    /// Its value after; nothing if it is removed.
    pub after: Value,
}

/// A change in a file.
pub(super) type FileEdit<'f> = (FileId, NodePath<'f, 'f>, Change);

/// Makes the new texts, verifies and writes them, and reports what has changed.
pub(super) fn finish_parts(
    plans: &LoadedPlans<'_>,
    edited: &[PartEdit],
    changes: Vec<FileEdit<'_>>,
    options: &PartOptions,
) -> Result<Edits> {
    let mut by_file: BTreeMap<FileId, Vec<(NodePath<'_, '_>, Change)>> = BTreeMap::new();
    for (file, place, change) in changes {
        by_file.entry(file).or_default().push((place, change));
    }
    let mut texts = FileTexts::new();
    for (file, changes) in by_file {
        texts.insert(file, rewrite_file(plans, file, changes)?);
    }
    let names: BTreeSet<&str> = edited.iter().filter_map(|edit| edit.plan.as_deref()).collect();
    let mut room = verify_edit::Room::default();
    let (_, new_findings) =
        verify_edit::accepted(plans, &names, &texts, &mut room, options.dry_run)?;
    if !options.dry_run {
        let texts: Vec<(FileId, &str)> =
            texts.iter().map(|(&file, new)| (file, new.text.as_str())).collect();
        let parts = edited.iter().filter(|part| part.before != part.after);
        let parts = parts.map(PartEdit::journaled).collect();
        write_texts(plans.workspace, &texts, EditCommand::Edit, parts)?;
    }
    let mut known = std::collections::HashMap::new();
    for plan in plans.index.plans() {
        let ids = plan.directory.ids();
        known.extend(ids.map(|id| (id.to_owned(), plan.directory.display(id).to_owned())));
    }
    Ok(Edits {
        edits: edited.iter().map(|edit| edit.described(plans, !options.dry_run)).collect(),
        preview: options.dry_run.then(|| preview(plans, &texts)),
        names: known,
        new_findings,
        notes: Vec::new(),
    })
}

impl PartEdit {
    fn journaled(&self) -> JournaledActivity {
        let plan = self.plan.as_deref().unwrap_or_default();
        JournaledActivity::new(plan, &self.name, &self.before, &self.after)
    }

    fn described(&self, plans: &LoadedPlans<'_>, is_written: bool) -> EditedActivity {
        let (before, after) = (&self.before, &self.after);
        let mut keys: Vec<&str> = keys(after);
        keys.extend(self::keys(before).into_iter().filter(|key| after.get(key).is_none()));
        // Changes of its activities do not count as changes of a priority.
        keys.retain(|key| before.get(key) != after.get(key));
        let changes = keys.into_iter().map(|key| {
            let known = self.table.keys.iter().find(|known| known.name == key);
            let takes = known.map_or(ValueKind::Text, |known| known.takes);
            EditedField {
                field: key.to_owned(),
                known: known.map(|known| known.name),
                before: field_value(before.get(key), key, takes),
                after: field_value(after.get(key), key, takes),
            }
        });
        let said = if *after == Value::Null { before } else { after };
        EditedActivity {
            plan: self.plan.clone(),
            id: self.name.clone(),
            title: title_of(said).unwrap_or_default().to_owned(),
            path: plans.sources[self.file].path.clone(),
            written: before != after && is_written,
            is_person: self.table.name == FOCAL_POINT.name,
            is_new: *before == Value::Null,
            is_removed: *after == Value::Null,
            milestones: Vec::new(),
            changes: changes.collect(),
        }
    }
}

fn keys(value: &Value) -> Vec<&str> {
    match value {
        Value::Map(entries) => entries.iter().map(|entry| entry.key.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// Returns a value as answers show it.
fn field_value(value: Option<&Value>, key: &str, takes: ValueKind) -> FieldValue {
    match value {
        None | Some(Value::Null) => FieldValue::Absent,
        Some(Value::Text(text)) => scalar(text.as_str(), key, takes),
        Some(Value::List(items)) => match takes {
            ValueKind::List(inner) => {
                FieldValue::Items(items.iter().map(|item| fields(&item.value, inner)).collect())
            }
            _ => {
                let texts = items.iter().filter_map(|item| item.value.as_text());
                FieldValue::Texts(texts.map(str::to_owned).collect())
            }
        },
        Some(map @ Value::Map(entries)) => match takes {
            ValueKind::Mapping(inner) => FieldValue::Item(fields(map, inner)),
            _ => {
                let pair = |entry: &crate::edit::ValueEntry| {
                    Some(format!("{}: {}", entry.key, entry.value.as_text()?))
                };
                FieldValue::Texts(entries.iter().filter_map(pair).collect())
            }
        },
    }
}

/// Returns a text of a part as answers show it: a number or a date, if the key takes one.
pub(in crate::ops) fn part_text(table: &KeyTable, key: &str, text: &str) -> FieldValue {
    let known = table.keys.iter().find(|own| own.name == key);
    match known {
        Some(known) => scalar(text, key, known.takes),
        None => FieldValue::Text(text.to_owned()),
    }
}

fn scalar(text: &str, key: &str, takes: ValueKind) -> FieldValue {
    let read = match takes {
        ValueKind::Date => DateSpan::parse(text)
            .ok()
            .map(|date| FieldValue::Day(if key == "start" { date.first() } else { date.last() })),
        ValueKind::Number(_) => Decimal::parse(text).ok().map(FieldValue::Number),
        _ => None,
    };
    read.unwrap_or_else(|| FieldValue::Text(text.to_owned()))
}

fn fields(map: &Value, table: &'static KeyTable) -> Vec<(&'static str, FieldValue)> {
    let known = table.keys.iter();
    known
        .map(|key| (key.name, field_value(map.get(key.name), key.name, key.takes)))
        .filter(|(_, value)| *value != FieldValue::Absent)
        .collect()
}
