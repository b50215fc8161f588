//! Fields that a workbook changes differently from the plan, or from another workbook.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::message;
use crate::report::{ConflictingWorkbook, ImportConflict};

/// A conflict in JSON.
#[derive(Serialize)]
pub(super) struct ConflictShape<'a> {
    id: &'a str,
    field: &'a str,
    exported: &'a str,
    plan: Cow<'a, str>,
    workbook: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    workbooks: Vec<WorkbookShape<'a>>,
}

#[derive(Serialize)]
struct WorkbookShape<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<&'a str>,
    value: &'a str,
}

impl<'a> ConflictShape<'a> {
    pub(super) fn of(conflict: &'a ImportConflict) -> Self {
        let ImportConflict { id, field, exported, workbook, workbooks, .. } = conflict;
        let plan = conflict.in_plan();
        let workbooks = workbooks.iter().map(WorkbookShape::of).collect();
        ConflictShape { id, field, exported, plan, workbook, workbooks }
    }
}

impl<'a> WorkbookShape<'a> {
    fn of(own: &'a ConflictingWorkbook) -> Self {
        let ConflictingWorkbook { file, member, value } = own;
        WorkbookShape { file, member: member.as_deref(), value }
    }
}

/// Returns the conflicts for people, and what to do.
pub(super) fn conflicts_text(conflicts: &[ImportConflict]) -> String {
    let lines: String = conflicts.iter().map(|conflict| format!("{}\n", conflict.told())).collect();
    let are_members = conflicts.iter().any(|conflict| conflict.workbooks.len() > 1);
    let is_gone = conflicts.iter().any(|conflict| conflict.plan.is_none());
    let advice = match (are_members, is_gone) {
        (true, _) => message!(
            "import.members-must-agree",
            "nothing was written; ask those members what is right and correct one of the files, or \
             keep the plan's values with --ours"
        ),
        (false, true) => message!(
            "import.only-ours",
            "nothing was written; --ours keeps what the plan says and leaves out what is gone"
        ),
        (false, false) => message!(
            "import.ours-or-theirs",
            "nothing was written; --ours keeps what the plan says, --theirs takes what the workbook says"
        ),
    };
    format!("{lines}{advice}\n")
}
