//! What came of a file that was imported, as JSON and for people.

use serde::Serialize;

use crate::render::edit::EditShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::render::toolkit::terminal::Terminal;
use crate::report::{EditedActivity, Edits, Import, ImportConflict, NewMapping, NewPlan};
use crate::text::clean_line;

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

#[derive(Serialize)]
struct ImportedPlanShape<'a> {
    schema: u32,
    plan: &'a str,
    path: &'a str,
    written: bool,
    activities: usize,
}

/// Returns for scripts what came of a file that was imported.
pub fn import_json(import: &Import) -> String {
    match import {
        Import::Edits(edits) => workbook_json(&edits.edits, &[]),
        Import::Conflicts(conflicts) => workbook_json(&[], conflicts),
        Import::Plan(plan) => to_json(&ImportedPlanShape {
            schema: SCHEMA,
            plan: &plan.plan,
            path: &plan.path,
            written: import.has_written(),
            activities: plan.activities,
        }),
        Import::Mapping(mapping) => mapping_text(mapping),
    }
}

fn workbook_json(edits: &[EditedActivity], conflicts: &[ImportConflict]) -> String {
    fn shape(conflict: &ImportConflict) -> ConflictShape<'_> {
        let ImportConflict { id, field, exported, plan, workbook } = conflict;
        ConflictShape { id, field, exported, plan, workbook }
    }
    to_json(&ImportShape {
        schema: SCHEMA,
        edits: edits.iter().map(|edit| edit.shape(None)).collect(),
        conflicts: conflicts.iter().map(shape).collect(),
    })
}

/// Returns for people what came of a file that was imported.
pub fn import_text(import: &Import, screen: &Terminal) -> String {
    match import {
        Import::Edits(edits) => edits_text(edits, screen),
        Import::Conflicts(conflicts) => conflicts_text(conflicts),
        Import::Plan(plan) => plan_text(plan),
        Import::Mapping(mapping) => mapping_text(mapping),
    }
}

fn edits_text(edits: &Edits, screen: &Terminal) -> String {
    if edits.edits.is_empty() {
        return "no change: the plan already has every value of the workbook\n".to_owned();
    }
    let shown = edits.terminal(screen);
    match edits.preview {
        Some(_) => {
            let words = edits.in_words(screen);
            format!("{words}\nnothing was written; it would be:\n\n{shown}")
        }
        None => shown,
    }
}

fn conflicts_text(conflicts: &[ImportConflict]) -> String {
    let shown = |text: &str| match text.is_empty() {
        true => "(nothing)".to_owned(),
        false => format!("`{}`", clean_line(text)),
    };
    let mut out = String::new();
    for ImportConflict { id, field, exported, plan, workbook } in conflicts {
        out += &format!(
            "conflict: {} {field}: was {}, is {} in the plan, {} in the workbook\n",
            clean_line(id),
            shown(exported),
            shown(plan),
            shown(workbook)
        );
    }
    out + "nothing was written; --ours keeps what the plan says, --theirs takes what the workbook says\n"
}

fn plan_text(plan: &NewPlan) -> String {
    if let Some(text) = &plan.preview {
        return text.clone();
    }
    let (path, many, source) = (&plan.path, plan.activities, &plan.source);
    let activities = if many == 1 { "activity" } else { "activities" };
    format!("{path}: {many} {activities} from {source}\n")
}

fn mapping_text(mapping: &NewMapping) -> String {
    format!("{}: {} to decide\n", mapping.name, mapping.decisions)
}
