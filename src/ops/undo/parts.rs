//! Parts above the activities, as an edit without its changes leaves them.

use crate::analysis::FieldValue;
use crate::format::keys::KeyTable;
use crate::ops::journal::{JournaledActivity, JournaledValue};
use crate::ops::part::{PartName, part_text};
use crate::report::{EditedActivity, EditedField};

/// Returns what taking the edit back changes in a part, such as a theme; nothing if it is none.
/// The file is the one that the edit changed.
pub(super) fn part_without(
    own: &JournaledActivity,
    path: &str,
    is_written: bool,
) -> Option<EditedActivity> {
    let name = PartName::parse(&own.id).ok().flatten()?;
    let known = |field: &str| {
        let mut keys = name.table().keys.iter();
        keys.find(|key| key.name == field).map(|key| key.name)
    };
    let changes = own.changes.iter().map(|one| EditedField {
        field: one.field.clone(),
        known: known(&one.field),
        before: value(name.table(), one, one.after.as_ref()),
        after: value(name.table(), one, one.before.as_ref()),
    });
    let has = |of: fn(&JournaledValue) -> bool| own.changes.iter().any(of);
    let identifies = |one: &JournaledValue| matches!(&*one.field, "id" | "name" | "title");
    let mut names = own.changes.iter().filter(|one| identifies(one));
    let is_whole = names.clone().next().is_some();
    let was_new = is_whole && names.all(|one| one.before.is_none());
    let was_removed = is_whole && !was_new && !has(|one| one.after.is_some());
    Some(EditedActivity {
        plan: Some(own.plan.clone()).filter(|plan| !plan.is_empty()),
        id: own.id.clone(),
        title: own.title.clone(),
        path: path.to_owned(),
        written: is_written,
        is_person: (was_new || was_removed)
            && matches!(name, PartName::Organization(_))
            && own.changes.iter().all(|one| one.field != "id"),
        is_new: was_removed,
        is_removed: was_new,
        milestones: Vec::new(),
        changes: changes.collect(),
    })
}

/// Returns a value as answers show it. Of what is no text, only what has changed in it is known.
fn value(table: &KeyTable, one: &JournaledValue, text: Option<&String>) -> FieldValue {
    match text {
        Some(text) => part_text(table, &one.field, text),
        None if one.before.is_none() && one.after.is_none() => FieldValue::Texts(one.of.clone()),
        None => FieldValue::Absent,
    }
}
