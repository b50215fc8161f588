//! Merges edited workbooks into the plan that they were exported from.

mod activities;
mod known_entries;
mod known_rows;
mod merger;
mod milestones;
mod new_entries;
mod outcome;
mod plan_titles;
mod removed;
mod unknown_names;

pub use outcome::{FieldChange, FieldConflict, NewActivity, OtherValue, Preferred, WorkbookMerge};

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use known_rows::KnownRows;
use merger::WorkbookMerger;
use new_entries::NewEntries;
use plan_titles::{PlanActivities, Titles};
use unknown_names::UnknownNames;

use crate::diagnostic::{ClosestNames, Message, message};
use crate::model::{Directory, Plan};
use crate::spreadsheet::returned::ReturnedWorkbook;

/// An edited workbook, with its name for people.
pub struct NamedWorkbook<'w> {
    /// The file.
    pub name: &'w str,
    /// Its content.
    pub edited: &'w ReturnedWorkbook,
}

/// Works out the changes in workbooks of one plan that the plan does not have yet. Of several, each
/// fault and note names its file.
pub fn merge(
    workbooks: &[NamedWorkbook<'_>],
    plan: &Plan<'_>,
    directory: &Directory<'_>,
    side: Option<Preferred>,
) -> WorkbookMerge {
    let found: PlanActivities<'_, '_> = plan
        .activities()
        .map(|(priority, activity)| (activity.id.value.to_string(), (priority, activity)))
        .collect();
    let mut rows = workbooks.iter().flat_map(|own| own.edited.milestones.iter().flatten());
    let titles = Titles::of(&found, rows.any(|row| row.number.is_none()));
    let mut all = WorkbookMerge::default();
    let mut new = NewEntries::default();
    for (source, NamedWorkbook { name, edited }) in workbooks.iter().enumerate() {
        let said = (all.faults.len(), all.notes.len());
        all.faults.extend(edited.faults.iter().cloned());
        all.notes.extend(edited.notes.iter().cloned());
        let there = edited.activities.iter().flatten().map(|row| row.id.as_str()).collect();
        let mut work = WorkbookMerger {
            source,
            name: (workbooks.len() > 1).then_some(*name),
            edited,
            plan,
            directory,
            side,
            found: &found,
            gone: gone(edited, &there),
            there,
            titles: &titles,
            repeated: HashSet::new(),
            repeated_milestones: HashSet::new(),
            known_rows: KnownRows::default(),
            known_ids: HashMap::new(),
            new,
            nearest: ClosestNames::new(),
            unknown: UnknownNames::default(),
            fixed: BTreeMap::new(),
            out: all,
        };
        work.repeated = work.repeated_by_rows();
        for row in edited.activities.iter().flatten() {
            work.activity(row);
        }
        work.repeated_milestones = work.milestones_of_rows();
        for row in edited.milestones.iter().flatten() {
            work.milestone(row);
        }
        work.removed();
        work.tell_fixed();
        work.out.notes.extend(std::mem::take(&mut work.known_rows).into_notes());
        work.out.faults.extend(std::mem::take(&mut work.unknown).into_faults());
        WorkbookMerger { new, out: all, .. } = work;
        if workbooks.len() > 1 {
            let (faults, notes) = said;
            let said = all.faults.iter_mut().skip(faults).chain(all.notes.iter_mut().skip(notes));
            said.for_each(|what| *what = in_file(name, what));
        }
    }
    new.into_outcome(&|id| found.get(id).map_or(0, |(_, own)| own.milestones.len()), &mut all);
    drop_disputed(&mut all);
    all
}

/// Drops the changes in which two workbooks contradict each other and the plan's value counts.
fn drop_disputed(all: &mut WorkbookMerge) {
    for FieldConflict { id, field, .. } in all.overruled.iter().filter(|own| own.other.is_some()) {
        let Some(changes) = all.changes.get_mut(id) else { continue };
        changes.retain(|change| change.field != *field);
        if changes.is_empty() {
            all.changes.remove(id);
        }
    }
}

fn in_file(name: &str, what: &Message) -> Message {
    message!("workbook.in-file", "{name}: {what}", name, what)
}

/// Returns the ids of exported activities that are not there any more, by their titles. Of several
/// with one title, the first counts.
fn gone<'w>(edited: &'w ReturnedWorkbook, there: &BTreeSet<&str>) -> HashMap<&'w str, &'w str> {
    let gone = edited
        .state
        .activities
        .keys()
        .filter(|id| !there.contains(id.as_str()))
        .map(|id| (edited.state.said(id, "title"), id.as_str()));
    gone.rev().filter(|(title, _)| !title.is_empty()).collect()
}
