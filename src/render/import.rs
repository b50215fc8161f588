//! What came of a workbook, for scripts.

use serde::Serialize;

use crate::render::edit::EditShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::report::EditedActivity;
use crate::spreadsheet::FieldConflict;

/// What came of a workbook that came back.
#[derive(Serialize)]
struct ImportShape<'a> {
    schema: u32,
    edits: Vec<EditShape<'a>>,
    conflicts: Vec<ConflictShape<'a>>,
}

#[derive(Serialize)]
struct ConflictShape<'a> {
    id: &'a str,
    field: &'a str,
    exported: &'a str,
    plan: &'a str,
    workbook: &'a str,
}

/// For scripts: what a workbook changed, or why it changed nothing.
pub fn import_json(edits: &[EditedActivity], conflicts: &[FieldConflict]) -> String {
    fn shape(conflict: &FieldConflict) -> ConflictShape<'_> {
        let FieldConflict { id, field, exported, plan, workbook } = conflict;
        ConflictShape { id, field, exported, plan, workbook }
    }
    to_json(&ImportShape {
        schema: SCHEMA,
        edits: edits.iter().map(|edit| edit.shape(None)).collect(),
        conflicts: conflicts.iter().map(shape).collect(),
    })
}

#[derive(Serialize)]
struct ImportedPlanShape<'a> {
    schema: u32,
    plan: &'a str,
    path: &'a str,
    written: bool,
    activities: usize,
}

/// For scripts: the plan that was made out of a sheet.
pub fn imported_plan_json(plan: &str, path: &str, written: bool, activities: usize) -> String {
    to_json(&ImportedPlanShape { schema: SCHEMA, plan, path, written, activities })
}
