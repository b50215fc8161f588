//! Merges an edited workbook into the plan that it was exported from.

mod activities;
mod merger;
mod milestones;
mod outcome;
mod removed;

pub use outcome::{FieldConflict, NewActivity, Preferred, WorkbookMerge};

use std::collections::{BTreeSet, HashMap};

use merger::WorkbookMerger;

use crate::diagnostic::ClosestNames;
use crate::model::{Directory, Plan};
use crate::spreadsheet::returned::ReturnedWorkbook;

/// Works out the changes in a workbook that the plan does not have yet.
pub fn merge(
    edited: &ReturnedWorkbook,
    plan: &Plan<'_>,
    directory: &Directory<'_>,
    side: Option<Preferred>,
) -> WorkbookMerge {
    let found = plan
        .activities()
        .map(|(priority, activity)| (activity.id.value.to_string(), (priority, activity)))
        .collect();
    let there: BTreeSet<&str> =
        edited.activities.iter().flatten().map(|row| row.id.as_str()).collect();
    let gone = edited
        .state
        .activities
        .keys()
        .filter(|id| !there.contains(id.as_str()))
        .map(|id| (edited.state.said(id, "title"), id.as_str()));
    // Of several with one title, the first counts.
    let gone = gone.rev().filter(|(title, _)| !title.is_empty()).collect();
    let mut work = WorkbookMerger {
        edited,
        plan,
        directory,
        side,
        found,
        there,
        gone,
        new: HashMap::new(),
        counts: HashMap::new(),
        nearest: ClosestNames::new(),
        out: WorkbookMerge::default(),
    };
    for row in edited.activities.iter().flatten() {
        work.activity(row);
    }
    for row in edited.milestones.iter().flatten() {
        work.milestone(row);
    }
    work.removed();
    work.out
}
