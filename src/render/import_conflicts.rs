//! Fields that a workbook changes differently from the plan, or from another workbook.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::{Message, message};
use crate::report::{ConflictingWorkbook, ImportConflict};
use crate::text::clean_line;

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
        let ImportConflict { id, field, exported, plan, workbook, workbooks } = conflict;
        let plan = in_plan(plan.as_deref());
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
    let shown = |text: &str| match text.is_empty() {
        true => message!("import.nothing", "(nothing)"),
        false => message!("import.value", "`{text}`", text = clean_line(text)),
    };
    let mut out = String::new();
    for ImportConflict { id, field, exported, plan, workbook, workbooks } in conflicts {
        let (id, exported) = (clean_line(id), shown(exported));
        let plan = shown(&in_plan(plan.as_deref()));
        let by = |own: &ConflictingWorkbook| match &own.member {
            Some(member) => {
                let file = &own.file;
                message!("import.member-and-file", "{member} ({file})", member, file)
            }
            None => Message::verbatim(own.file.clone()),
        };
        let line = match workbooks.as_slice() {
            [first, second] => message!(
                "import.conflict-of-members",
                "conflict: {id} {field}: was {exported}; {first} says {one}, {second} says {other}",
                id,
                field,
                exported,
                first = by(first),
                one = shown(&first.value),
                second = by(second),
                other = shown(&second.value)
            ),
            [one] => message!(
                "import.conflict-with-file",
                "conflict: {id} {field}: was {exported}, is {plan} in the plan; {by} says {workbook}",
                id,
                field,
                exported,
                plan,
                by = by(one),
                workbook = shown(workbook)
            ),
            _ => message!(
                "import.conflict",
                "conflict: {id} {field}: was {exported}, is {plan} in the plan, {workbook} in the \
                 workbook",
                id,
                field,
                exported,
                plan,
                workbook = shown(workbook)
            ),
        };
        out += &format!("{line}\n");
    }
    let are_members = conflicts.iter().any(|conflict| conflict.workbooks.len() > 1);
    let advice = match are_members {
        true => message!(
            "import.members-must-agree",
            "nothing was written; ask those members what is right and correct one of the files, or \
             keep the plan's values with --ours"
        ),
        false => message!(
            "import.ours-or-theirs",
            "nothing was written; --ours keeps what the plan says, --theirs takes what the workbook says"
        ),
    };
    format!("{out}{advice}\n")
}

/// The value in the plan, or that its activity is gone.
fn in_plan(value: Option<&str>) -> Cow<'_, str> {
    match value {
        Some(value) => value.into(),
        None => message!("import.activity-is-gone", "(the activity is gone)").to_string().into(),
    }
}
