//! Compares a field in three states: as exported, in the plan, and in the workbook.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::outcome::{FieldConflict, Preferred, WorkbookMerge};
use crate::diagnostic::{ClosestNames, Message, did_you_mean, message};
use crate::model::{Activity, Directory, Plan, Priority};
use crate::spreadsheet::column::ColumnKind;
use crate::spreadsheet::import::{MOST_NAMES, pieces};
use crate::spreadsheet::returned::ReturnedWorkbook;
use crate::spreadsheet::returned_row::ReturnedRow;

pub(super) struct WorkbookMerger<'w, 'f> {
    pub(super) edited: &'w ReturnedWorkbook,
    pub(super) plan: &'w Plan<'f>,
    pub(super) directory: &'w Directory<'w>,
    pub(super) side: Option<Preferred>,
    pub(super) found: BTreeMap<String, (&'w Priority<'f>, &'w Activity<'f>)>,
    /// The ids that are in the workbook.
    pub(super) there: BTreeSet<&'w str>,
    /// The ids of exported activities that are not there any more, by their titles.
    pub(super) gone: HashMap<&'w str, &'w str>,
    /// The number of each new activity with an id among all new ones.
    pub(super) new: HashMap<String, usize>,
    /// How many milestones an activity has, with new ones.
    pub(super) counts: HashMap<String, usize>,
    pub(super) nearest: ClosestNames,
    pub(super) out: WorkbookMerge,
}

impl WorkbookMerger<'_, '_> {
    /// Compares the three states of a field.
    pub(super) fn decide(
        &mut self,
        id: &str,
        field: String,
        exported: String,
        now: Option<&str>,
        workbook: String,
        kind: ColumnKind,
    ) {
        if workbook == exported || now == Some(workbook.as_str()) {
            return;
        }
        let plan = now.map(str::to_owned);
        if now != Some(exported.as_str()) {
            match self.side {
                Some(Preferred::Plan) => return,
                Some(Preferred::Workbook) if now.is_some() => {}
                _ => {
                    return self.out.conflicts.push(FieldConflict {
                        id: id.to_owned(),
                        field,
                        exported,
                        plan,
                        workbook,
                    });
                }
            }
        }
        let value = if kind == ColumnKind::Status { status_word(&workbook) } else { workbook };
        self.out.changes.entry(id.to_owned()).or_default().push((field, value));
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
        let (mut known, mut faults) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        // A name may hold a comma, and ` and ` or `/`; where not every part of it is known, it is
        // one name.
        let is_one = find(text).is_some();
        for word in text
            .split(if is_one { "\n" } else { ", " })
            .filter(|word| !word.is_empty() && seen.insert(*word))
        {
            if known.len() + faults.len() >= MOST_NAMES {
                let what = message!(
                    "workbook.too-many-names",
                    "more than {most} names: name only those who are responsible",
                    most = MOST_NAMES
                );
                faults = vec![row.fault(key, what)];
                break;
            }
            let parts: Option<Vec<String>> =
                pieces(word, &|word| find(word).is_some()).iter().map(|part| find(part)).collect();
            match parts {
                Some(parts) => known.extend(parts),
                None => {
                    let near = self.nearest.find(word, ids.iter().copied()).ok().flatten();
                    let unknown = unknown(kind, word);
                    let what = match near {
                        Some(meant) => message!(
                            "workbook.unknown-but-similar",
                            "{unknown}; {question}",
                            unknown,
                            question = did_you_mean(meant)
                        ),
                        None => unknown,
                    };
                    faults.push(row.fault(key, what));
                }
            }
        }
        let mut seen = HashSet::new();
        known.retain(|id| seen.insert(id.clone()));
        let is_good = faults.is_empty();
        self.out.faults.extend(faults);
        is_good.then(|| known.join(", "))
    }
}

fn unknown(kind: ColumnKind, word: &str) -> Message {
    if kind == ColumnKind::Themes {
        message!("workbook.unknown-theme", "unknown theme `{word}`", word)
    } else {
        message!("workbook.unknown-organization", "unknown organization `{word}`", word)
    }
}

pub(super) fn status_word(label: &str) -> String {
    crate::spreadsheet::typed_value::status(label)
        .map_or_else(|| label.to_owned(), |status| status.as_str().to_owned())
}
