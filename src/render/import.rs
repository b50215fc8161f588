//! What came of a file that was imported, as JSON and for people.

use std::path::PathBuf;

use serde::Serialize;

use super::import_account::account_text;
use super::import_conflicts::{ConflictShape, conflicts_text};
use crate::diagnostic::message;
use crate::render::edit::EditShape;
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::render::toolkit::terminal::Terminal;
use crate::report::ImportedRow;
use crate::report::{
    EditedActivity, Edits, Import, ImportConflict, ImportQuestion, NewMapping, NewPlan, UnnamedPlan,
};
use crate::text::{clean_line, path_text};

#[derive(Serialize)]
struct ImportShape<'a> {
    schema: u32,
    edits: Vec<EditShape<'a>>,
    conflicts: Vec<ConflictShape<'a>>,
}

#[derive(Serialize)]
struct ImportedPlanShape<'a> {
    schema: u32,
    plan: &'a str,
    path: &'a str,
    written: bool,
    activities: usize,
    rows: usize,
    priorities: usize,
    milestones: usize,
    continuation_rows: usize,
    repeated_headers: usize,
    totals: usize,
    empty_rows: usize,
    skipped_rows: usize,
}

#[derive(Serialize)]
struct QuestionsShape {
    schema: u32,
    questions: Vec<QuestionShape>,
}

#[derive(Serialize)]
struct QuestionShape {
    section: &'static str,
    word: String,
    proposal: String,
    place: String,
    count: usize,
}

/// Returns for scripts what came of a file that was imported.
pub fn import_json(import: &Import) -> String {
    match import {
        Import::Edits { edits, .. } => workbook_json(&edits.edits, &[]),
        Import::Conflicts(conflicts) => workbook_json(&[], conflicts),
        Import::Plan(plan) => to_json(&ImportedPlanShape {
            schema: SCHEMA,
            plan: &plan.plan,
            path: &plan.path,
            written: import.has_written(),
            activities: plan.activities,
            rows: plan.account.total(),
            priorities: plan.account.count(ImportedRow::Priority),
            milestones: plan.account.count(ImportedRow::Milestone),
            continuation_rows: plan.account.count(ImportedRow::Continuation),
            repeated_headers: plan.account.count(ImportedRow::RepeatedHeader),
            totals: plan.account.count(ImportedRow::Total),
            empty_rows: plan.account.count(ImportedRow::Empty),
            skipped_rows: plan.account.count(ImportedRow::Skipped),
        }),
        Import::Mapping(mapping) => mapping_text(mapping),
        Import::Questions(open) => questions_json(&open.questions),
        Import::Unnamed(plan) => questions_json(&[plan_name(plan)]),
    }
}

fn questions_json(questions: &[ImportQuestion]) -> String {
    let shape = |own: &ImportQuestion| QuestionShape {
        section: own.section,
        word: own.word.clone(),
        proposal: own.proposal.clone(),
        place: own.place.clone(),
        count: own.count,
    };
    to_json(&QuestionsShape { schema: SCHEMA, questions: questions.iter().map(shape).collect() })
}

/// The missing name of a plan, as a question.
fn plan_name(plan: &UnnamedPlan) -> ImportQuestion {
    ImportQuestion {
        section: "to",
        word: String::new(),
        proposal: plan.proposal.clone().unwrap_or_default(),
        place: plan.source.clone(),
        count: 0,
        samples: Vec::new(),
        doubt: message!("import.plan-without-name", "the new plan has no name"),
    }
}

fn workbook_json(edits: &[EditedActivity], conflicts: &[ImportConflict]) -> String {
    to_json(&ImportShape {
        schema: SCHEMA,
        edits: edits.iter().map(|edit| edit.shape(None)).collect(),
        conflicts: conflicts.iter().map(ConflictShape::of).collect(),
    })
}

/// Returns for people what came of a file that was imported.
pub fn import_text(import: &Import, screen: &Terminal) -> String {
    match import {
        Import::Edits { edits, has_notes } => edits_text(edits, *has_notes, screen),
        Import::Conflicts(conflicts) => conflicts_text(conflicts),
        Import::Plan(plan) => plan_text(plan),
        Import::Mapping(mapping) => mapping_text(mapping),
        Import::Questions(open) => {
            let line = |own: &ImportQuestion| {
                let (place, doubt) = (&own.place, &own.doubt);
                message!("import.doubt", "{place}: {doubt}", place, doubt)
            };
            open.questions.iter().map(|own| format!("{}\n", line(own))).collect()
        }
        Import::Unnamed(plan) => format!("{}\n", plan_name(plan).doubt),
    }
}

fn edits_text(edits: &Edits, has_notes: bool, screen: &Terminal) -> String {
    if edits.edits.is_empty() {
        let line = match has_notes {
            false => message!(
                "import.no-change",
                "no change: the plan already has every value of the workbook"
            ),
            true => message!("import.no-change-but-notes", "no change to the plan: see the notes"),
        };
        return format!("{line}\n");
    }
    let shown = edits.terminal(screen);
    match edits.preview {
        Some(_) => {
            let words = edits.in_words(screen);
            let line = message!("import.preview", "nothing was written; it would be:");
            format!("{words}\n{line}\n\n{shown}")
        }
        None => shown,
    }
}

fn plan_text(plan: &NewPlan) -> String {
    if let Some(text) = &plan.preview {
        return text.clone();
    }
    let line = message!(
        "import.new-plan",
        "{path}: {count#1 activity|# activities} from {source}",
        path = &plan.path,
        count = plan.activities,
        source = &plan.source
    );
    match plan.is_agreed {
        true => format!("{line}\n"),
        false => format!("{line}\n{}", account_text(plan)),
    }
}

/// Returns the account of a plan that is not written yet, and the files that would be written.
pub fn import_account(plan: &NewPlan) -> String {
    let line = message!(
        "import.would-be",
        "{path} would have {count#1 activity|# activities} from {source}",
        path = clean_line(&plan.path),
        count = plan.activities,
        source = &plan.source
    );
    let shown = |path: &PathBuf| clean_line(&path_text(path)).into_owned();
    let files: Vec<String> = plan.files.iter().map(shown).collect();
    let files =
        message!("import.files-to-write", "to be written: {files}", files = files.join(", "));
    format!("{line}\n{}  {files}\n", account_text(plan))
}

fn mapping_text(mapping: &NewMapping) -> String {
    let line = message!(
        "import.new-mapping",
        "{name}: {count#1 decision|# decisions}, of which {open} could be wrong: change what is \
         not right, then import with --mapping {name}",
        name = &mapping.name,
        count = mapping.decisions,
        open = mapping.open
    );
    format!("{line}\n")
}
