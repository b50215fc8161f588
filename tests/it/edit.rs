//! Edits in place: what was meant changes, and no other byte.

use std::path::Path;

use serde_json::json;

use crate::program::{Run, folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations:\n- {id: a, name: A}\n- {id: b, name: B}\npriorities:\n- id: p\n  title: P\n  activities:\n";

/// Runs on a day in 2024.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    workplan(folder, &[arguments, &["--as-of", "2024-09-15"]].concat())
}

/// What an activity becomes by an edit; the lines are those below `activities:`.
fn edited(activity: &str, arguments: &[&str]) -> (String, Run) {
    let before = format!("{PLAN}{activity}");
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    let run = run(folder.path(), &[&["set", "1"], arguments].concat());
    let after = std::fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    (after.strip_prefix(PLAN).unwrap_or(&after).to_owned(), run)
}

#[test]
fn a_status_changes_and_nothing_else() {
    let (after, run) =
        edited("  - {id: 1, title: T, owners: [a], status: planned, due: 2024-06-30} # x\n", &["status=ongoing", "--format", "json"]);
    assert_eq!(after, "  - {id: 1, title: T, owners: [a], status: ongoing, due: 2024-06-30} # x\n");
    let said = run.json();
    assert_eq!(said["changes"], json!([{"field": "status", "before": "planned", "after": "ongoing"}]));
    assert_eq!((&said["path"], &said["written"]), (&json!("workplans/2024.yaml"), &json!(true)));
}
