//! What became of edits after they were made: new ids, and what others have written as well.

use std::collections::{BTreeMap, HashMap};

use super::Journal;
use super::entry::{JournalEntry, JournaledActivity, JournaledValue, NewIdSince, SaidByOther};
use crate::analysis::{FieldValue, Percent};
use crate::edit::merge::with_new_ids;
use crate::format::plan_of;
use crate::model::{DateSpan, Decimal};
use crate::workspace::{Result, Workspace};

/// A value that somebody else has written.
pub(crate) struct OtherValue<'v> {
    pub plan: &'v str,
    pub activity: &'v str,
    pub field: &'v str,
    pub value: &'v FieldValue,
    pub author: &'v str,
}

/// Keeps new ids of the user's activities beside all edits so far.
///
/// # Errors
/// If the journal cannot be read or written.
pub(crate) fn note_new_ids(workspace: &Workspace, given: &[NewIdSince]) -> Result<()> {
    let Some(mut journal) = Journal::of(workspace)?.filter(|_| !given.is_empty()) else {
        return Ok(());
    };
    for entry in &mut journal.entries {
        entry.given.extend_from_slice(given);
    }
    journal.write()
}

/// Lets the edits of plans that were renamed be about them under their new names. `names`: the old
/// and the new ones; `paths`: those of their files.
///
/// # Errors
/// If the journal cannot be read or written.
pub(crate) fn note_renamed(
    workspace: &Workspace,
    names: &[(String, String)],
    paths: &BTreeMap<String, String>,
) -> Result<()> {
    let Some(mut journal) = Journal::of(workspace)?.filter(|_| !names.is_empty()) else {
        return Ok(());
    };
    let rename = |plan: &mut String| {
        if let Some((_, new)) = names.iter().find(|(old, _)| old == plan) {
            plan.clone_from(new);
        }
    };
    for entry in &mut journal.entries {
        entry.activities.iter_mut().for_each(|one| rename(&mut one.plan));
        entry.given.iter_mut().for_each(|one| rename(&mut one.plan));
        for file in &mut entry.files {
            if let Some(new) = paths.get(&file.path) {
                file.path.clone_from(new);
            }
        }
    }
    journal.write()
}

/// Keeps what others have written as well beside the edits that did, and returns it.
///
/// # Errors
/// If the journal cannot be read or written.
pub(crate) fn note_said(
    workspace: &Workspace,
    values: &[OtherValue<'_>],
) -> Result<Vec<SaidByOther>> {
    let mut noted = Vec::new();
    let Some(mut journal) = Journal::of(workspace)?.filter(|_| !values.is_empty()) else {
        return Ok(noted);
    };
    for entry in journal.entries.iter_mut().filter(|one| !one.undone && !one.command.is_decision())
    {
        let same = values.iter().filter(|value| says(entry, value)).map(|value| SaidByOther {
            activity: value.activity.to_owned(),
            field: value.field.to_owned(),
            author: value.author.to_owned(),
        });
        let new: Vec<SaidByOther> = same.filter(|one| !entry.said.contains(one)).collect();
        entry.said.extend(new.iter().cloned());
        noted.extend(new);
    }
    if !noted.is_empty() {
        journal.write()?;
    }
    Ok(noted)
}

/// Whether an edit has written that value.
fn says(entry: &JournalEntry, other: &OtherValue<'_>) -> bool {
    let of_it =
        |plan: &str, id: &str| plan == other.plan && entry.id_now(plan, id) == other.activity;
    let own = entry.activities.iter().filter(|one| of_it(&one.plan, &one.id));
    own.flat_map(|one| &one.changes)
        .any(|change| change.field == other.field && is_same(change, other.value))
}

fn is_same(change: &JournaledValue, value: &FieldValue) -> bool {
    let Some(text) = &change.after else {
        return *value == FieldValue::Absent && change.before.is_some();
    };
    let number = || Decimal::parse(text).ok();
    match value {
        FieldValue::Text(own) => own == text,
        FieldValue::Texts(own) => own.join(", ") == *text,
        FieldValue::Day(day) => {
            DateSpan::parse(text).is_ok_and(|span| [span.first(), span.last()].contains(day))
        }
        FieldValue::Number(own) => number().is_some_and(|number| number == *own),
        FieldValue::Percent(own) => number().map(Percent::from_decimal) == Some(*own),
        FieldValue::Absent | FieldValue::Item(_) | FieldValue::Items(_) => false,
    }
}

impl JournalEntry {
    /// The id that an activity has now.
    pub(crate) fn id_now<'i>(&'i self, plan: &str, id: &'i str) -> &'i str {
        self.given.iter().fold(
            id,
            |id, one| {
                if one.plan == plan && one.old == id { &one.new } else { id }
            },
        )
    }

    /// Its activities by the ids that they have now.
    pub(crate) fn activities_now(&self) -> Vec<JournaledActivity> {
        let mut all = self.activities.clone();
        for own in &mut all {
            let id = |id: &str| self.id_now(&own.plan, id).to_owned();
            (own.id, own.new_id) = (id(&own.id), own.new_id.as_deref().map(id));
        }
        all
    }

    /// A text of one of its files with the ids that activities have now.
    pub(crate) fn with_ids_now(&self, path: &str, text: String) -> String {
        let own = plan_of(path);
        self.given.iter().fold(text, |text, one| {
            let ids = HashMap::from([(one.old.clone(), one.new.clone())]);
            let is_own = own.as_deref() == Some(one.plan.as_str());
            with_new_ids(&text, &ids, &one.plan, is_own).ok().flatten().unwrap_or(text)
        })
    }
}
