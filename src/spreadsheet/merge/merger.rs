//! Compares a field in three states: as exported, in the plan, and in the workbook.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::known_rows::KnownRows;
use super::new_entries::NewEntries;
use super::outcome::{FieldChange, FieldConflict, OtherValue, Preferred, WorkbookMerge};
use super::plan_titles::{PlanActivities, Titles, folded};
use super::unknown_names::UnknownNames;
use crate::diagnostic::{ClosestNames, Message, did_you_mean, message};
use crate::model::{Directory, Plan};
use crate::spreadsheet::column::ColumnKind;
use crate::spreadsheet::import::{MOST_NAMES, pieces};
use crate::spreadsheet::returned::ReturnedWorkbook;
use crate::spreadsheet::returned_row::{ReturnedRow, place};
use crate::spreadsheet::typed_value::{status_label, status_word};

pub(super) struct WorkbookMerger<'w, 'f> {
    /// The number of the workbook, from 0.
    pub(super) source: usize,
    /// The name of its file, if there are several.
    pub(super) name: Option<&'w str>,
    pub(super) edited: &'w ReturnedWorkbook,
    pub(super) plan: &'w Plan<'f>,
    pub(super) directory: &'w Directory<'w>,
    pub(super) side: Option<Preferred>,
    pub(super) found: &'w PlanActivities<'w, 'f>,
    /// The ids that are in the workbook.
    pub(super) there: BTreeSet<&'w str>,
    /// The ids of exported activities that are not there any more, by their titles.
    pub(super) gone: HashMap<&'w str, &'w str>,
    /// The activities of the plan by title, and those that new rows of this workbook repeat.
    pub(super) titles: &'w Titles,
    pub(super) repeated: HashSet<String>,
    /// Likewise the milestones: the activity, and the place.
    pub(super) repeated_milestones: HashSet<(String, usize)>,
    pub(super) known_rows: KnownRows,
    /// The ids in the plan of new rows that the plan has already, by the ids in those rows.
    pub(super) known_ids: HashMap<String, String>,
    /// The new entries of all workbooks so far.
    pub(super) new: NewEntries,
    pub(super) nearest: ClosestNames,
    pub(super) unknown: UnknownNames,
    /// Changed cells of a member's sheet that do not count, by sheet and key: the heading, the
    /// first row, the number of the column, and how many.
    pub(super) fixed: BTreeMap<(&'static str, &'static str), (&'static str, u32, u32, usize)>,
    pub(super) out: WorkbookMerge,
}

/// A field in its three states.
pub(super) struct FieldStates<'s> {
    /// The activity's id.
    pub id: &'s str,
    /// The field's key.
    pub field: String,
    /// The activity and the field for people.
    pub label: Message,
    /// The cell, with its file if there are several.
    pub place: Message,
    pub exported: String,
    /// The value in the plan; `None` if the activity or the milestone is gone.
    pub now: Option<String>,
    pub workbook: String,
    pub kind: ColumnKind,
}

impl WorkbookMerger<'_, '_> {
    /// Compares the three states of a field.
    pub(super) fn decide(&mut self, states: FieldStates<'_>) {
        let FieldStates { id, field, label, place, exported, now, workbook, kind } = states;
        if workbook == exported || now.as_ref() == Some(&workbook) {
            return;
        }
        let is_status = kind == ColumnKind::Status;
        let value = if is_status { status_word(&workbook) } else { workbook.clone() };
        let other = self.other_value(id, &field).filter(|other| other.value != value);
        let other = other.map(|other| match is_status {
            true => OtherValue { value: status_label(&other.value), ..other },
            false => other,
        });
        let has_moved = now.as_ref() != Some(&exported);
        let is_decided = self.side == Some(Preferred::Workbook) && now.is_some() && other.is_none();
        if (other.is_some() || has_moved) && !is_decided {
            return self.dispute(FieldConflict {
                id: id.to_owned(),
                field,
                label,
                exported,
                plan: now,
                has_activity: self.found.contains_key(id),
                workbook,
                source: self.source,
                other,
            });
        }
        let source = self.source;
        let changes = self.out.changes.entry(id.to_owned()).or_default();
        if changes.iter().all(|change| change.field != field) {
            changes.push(FieldChange { field, value, source, place });
        }
    }

    /// Adds a conflict, or keeps the plan's value if the user has decided so.
    pub(super) fn dispute(&mut self, conflict: FieldConflict) {
        match self.side {
            Some(Preferred::Plan) => self.out.overruled.push(conflict),
            _ => self.out.conflicts.push(conflict),
        }
    }

    /// Returns the id of the priority that a cell names by its id, or by the title of exactly one.
    pub(super) fn priority(&self, said: &str) -> Option<&str> {
        let all = || self.plan.priorities.iter();
        let named = all().find(|own| own.id.value == said).or_else(|| {
            let mut titled = all().filter(|own| folded(&own.title.value) == folded(said));
            titled.next().filter(|_| titled.next().is_none())
        });
        named.map(|own| &*own.id.value)
    }

    /// Returns the place of a cell, with its file if there are several.
    pub(super) fn place(&self, row: &ReturnedRow, key: &str) -> Message {
        let place = row.place(key);
        match self.name {
            Some(file) => message!("workbook.place-in-file", "{file}: {place}", file, place),
            None => Message::verbatim(place),
        }
    }

    /// The value that another workbook gives to a field.
    fn other_value(&self, id: &str, field: &str) -> Option<OtherValue> {
        let changes = self.out.changes.get(id)?;
        let change = changes.iter().find(|one| one.field == field && one.source != self.source)?;
        Some(OtherValue { source: change.source, value: change.value.clone() })
    }

    /// Notes a changed cell that does not count; see `ExportedState::is_open`.
    pub(super) fn note_fixed(&mut self, row: &ReturnedRow, key: &'static str, title: &'static str) {
        let first = (title, row.row, row.column(key), 0);
        self.fixed.entry((row.sheet, key)).or_insert(first).3 += 1;
    }

    /// Reports the changed cells that do not count, by column.
    pub(super) fn tell_fixed(&mut self) {
        for ((sheet, _), (title, row, column, cells)) in std::mem::take(&mut self.fixed) {
            let what = message!(
                "workbook.only-the-group",
                "`{title}` is not for a member to change: the plan keeps \
                 {cells#its value|its # values}",
                title,
                cells
            );
            self.out.notes.push(place(sheet, row, column, what));
        }
    }

    /// The value, with names of organizations and themes replaced by their ids; nothing where one
    /// of them is not known.
    pub(super) fn checked(
        &mut self,
        row: &ReturnedRow,
        key: &'static str,
        kind: ColumnKind,
        text: &str,
    ) -> Option<String> {
        let themes: Vec<&str> = self.plan.themes.iter().map(|theme| &*theme.id.value).collect();
        let theme = |word: &str| {
            let meant = self
                .plan
                .themes
                .iter()
                .find(|theme| theme.title.to_lowercase() == word.to_lowercase());
            themes.iter().copied().find(|id| *id == word).or(meant.map(|theme| &*theme.id.value))
        };
        let organization = |word: &str| {
            let known = |id: &&str| id.to_lowercase() == word.to_lowercase();
            let called = || {
                self.directory
                    .called(word)
                    .or_else(|| self.directory.ids().find(known))
                    .map(str::to_owned)
            };
            if self.directory.find(word).is_some() { Some(word.to_owned()) } else { called() }
        };
        let ids: Vec<&str> = match kind {
            ColumnKind::Organizations => self.directory.ids().collect(),
            ColumnKind::Themes => themes.clone(),
            _ => return Some(text.to_owned()),
        };
        let find = |word: &str| {
            if kind == ColumnKind::Themes {
                theme(word).map(str::to_owned)
            } else {
                organization(word)
            }
        };
        let (mut known, mut are_known) = (Vec::new(), true);
        let mut seen = HashSet::new();
        // A name may hold a comma, and ` and ` or `/`; where not every part of it is known, it is
        // one name.
        let is_one = find(text).is_some();
        for word in text
            .split(if is_one { "\n" } else { ", " })
            .filter(|word| !word.is_empty() && seen.insert(*word))
        {
            if known.len() >= MOST_NAMES {
                let what = message!(
                    "workbook.too-many-names",
                    "more than {most} names: name only those who are responsible",
                    most = MOST_NAMES
                );
                self.out.faults.push(row.fault(key, what));
                are_known = false;
                break;
            }
            let parts: Option<Vec<String>> =
                pieces(word, &|word| find(word).is_some()).iter().map(|part| find(part)).collect();
            match parts {
                Some(parts) => known.extend(parts),
                None => {
                    are_known = false;
                    let nearest = &mut self.nearest;
                    self.unknown.add(row, key, word, || {
                        let near = nearest.find(word, ids.iter().copied()).ok().flatten();
                        let unknown = unknown(kind, word);
                        match near {
                            Some(meant) => message!(
                                "workbook.unknown-but-similar",
                                "{unknown}; {question}",
                                unknown,
                                question = did_you_mean(meant)
                            ),
                            None => unknown,
                        }
                    });
                }
            }
        }
        let mut seen = HashSet::new();
        known.retain(|id| seen.insert(id.clone()));
        are_known.then(|| known.join(", "))
    }
}

fn unknown(kind: ColumnKind, word: &str) -> Message {
    if kind == ColumnKind::Themes {
        message!("workbook.unknown-theme", "unknown theme `{word}`", word)
    } else {
        message!("workbook.unknown-organization", "unknown organization `{word}`", word)
    }
}
