//! `log`: the history of an activity, newest change first.

use serde_json::{Value, json};

use crate::history::{commit, json, plan, repository, year};
use crate::support::{git, git_on, workplan};

#[test]
fn log_lists_changes_from_newest_to_creation() {
    let folder = year();
    let story = json(folder.path(), &["log", "2", "2024"]);
    assert_eq!((&story["plan"], &story["id"]), (&json!("2024"), &json!("2")));
    let entries = story["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2, "{story}");
    assert_eq!(
        (&entries[0]["date"], &entries[0]["author"], &entries[0]["email"]),
        (&json!("2024-04-02"), &json!("A"), &json!("a@example.org"))
    );
    let changes = json!([
        {"field": "status", "before": "planned", "after": "ongoing"},
        {"field": "due", "before": null, "after": "2024-09-30"},
    ]);
    assert_eq!(entries[0]["changes"], changes);
    assert_eq!(entries[1]["date"], "2024-01-31");
    let came: Vec<&Value> = entries[1]["changes"].as_array().unwrap().iter().collect();
    assert!(came.iter().all(|change| change["before"].is_null()), "{story}");
    let fields: Vec<&str> = came.iter().map(|change| change["field"].as_str().unwrap()).collect();
    assert_eq!(
        fields,
        ["priority", "title", "owners", "status"],
        "only recorded values, no calculated ones"
    );
    let shown = workplan(&folder.path().join("group"), &["log", "2024/2"]).stdout;
    assert!(
        shown.contains("status planned → ongoing") && shown.contains("added to 2024"),
        "{shown}"
    );
}

#[test]
fn log_follows_renames_splits_and_merges() {
    let one = |rest: &str| plan(&[("'1'", rest), ("'2'", "status: planned")]);
    let folder = repository(&[
        ("2024-01-01T12:00:00+0000", &[("draft.yaml", one("status: planned"))]),
        (
            "2024-02-01T12:00:00+0000",
            &[("draft.yaml", None), ("2024.yaml", one("status: planned"))],
        ),
        ("2024-03-01T12:00:00+0000", &[("2024.yaml", one("status: ongoing"))]),
        (
            "2024-04-01T12:00:00+0000",
            &[("2024.yaml", None), ("2024/plan.yaml", one("status: ongoing, progress: 50"))],
        ),
    ]);
    let root = folder.path();
    git_on("2024-05-01T12:00:00+0000", root, &["checkout", "-q", "-b", "side"]);
    commit(
        root,
        "2024-05-01T12:00:00+0000",
        &[("2024/plan.yaml", one("status: ongoing, progress: 70"))],
    );
    git(root, &["checkout", "-q", "main"]);
    commit(root, "2024-05-02T12:00:00+0000", &[("notes.txt", Some("x".into()))]);
    git_on("2024-05-03T12:00:00+0000", root, &["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    let story = json(root, &["log", "1", "2024"]);
    let fields: Vec<(String, String)> = story["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["date"].as_str().unwrap().to_owned(),
                entry["changes"][0]["field"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let meant = [
        ("2024-05-01", "progress"),
        ("2024-04-01", "progress"),
        ("2024-03-01", "status"),
        ("2024-01-01", "priority"),
    ];
    assert_eq!(fields, meant.map(|(date, field)| (date.to_owned(), field.to_owned())), "{story}");
}

#[test]
fn log_follows_a_rename_during_which_the_activity_is_missing() {
    let both = || plan(&[("'1'", "status: planned"), ("'2'", "status: planned")]);
    let one = || plan(&[("'1'", "status: planned")]);
    let folder = repository(&[
        ("2024-01-01T12:00:00+0000", &[("draft.yaml", both())]),
        ("2024-02-01T12:00:00+0000", &[("draft.yaml", one())]),
        ("2024-03-01T12:00:00+0000", &[("draft.yaml", None), ("2024.yaml", one())]),
        ("2024-04-01T12:00:00+0000", &[("2024.yaml", both())]),
    ]);
    let story = json(folder.path(), &["log", "2", "2024"]);
    let told: Vec<&str> = story["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["date"].as_str().unwrap())
        .collect();
    assert_eq!(
        told,
        ["2024-04-01", "2024-02-01", "2024-01-01"],
        "put back, taken out, put in: {story}"
    );
}

#[test]
fn log_can_include_the_year_before() {
    let old = plan(&[("'1'", "status: postponed, reason: Later")]);
    let new = |rest: &str| Some(plan(&[("'7'", rest)]).unwrap().replace("2024-", "2025-"));
    let folder = repository(&[
        ("2024-01-01T12:00:00+0000", &[("2024.yaml", old)]),
        (
            "2025-01-01T12:00:00+0000",
            &[("2025.yaml", new("status: planned, carried_from: 2024/1"))],
        ),
    ]);
    assert_eq!(json(folder.path(), &["log", "2025/7"])["entries"].as_array().unwrap().len(), 1);
    let whole = json(folder.path(), &["log", "2025/7", "--lineage"]);
    let from: Vec<&Value> =
        whole["entries"].as_array().unwrap().iter().map(|entry| &entry["plan"]).collect();
    assert_eq!(from, [&json!("2025"), &json!("2024")]);
}
