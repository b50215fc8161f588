//! `diff`: choosing the two states, and errors in one of them.

use std::path::Path;

use serde_json::{Value, json};

use crate::diff::{TWO, commit, diff, plan, repository};
use crate::support::{git, init, temporary_folder, workplan, write};

#[test]
fn errors_of_the_base_are_reported_as_such() {
    let root = repository("id: '1', title: One, owners: [a], status: ongoin");
    write(root.path(), "2024.yaml", &plan(TWO));
    write(
        root.path(),
        "2025.yaml",
        &plan("id: '5', title: One, owners: [a], status: ongoing").replace("2024-", "2025-"),
    );
    let run = workplan(root.path(), &["diff"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.starts_with("these errors are in the files at `HEAD`\nerror[invalid-value]"),
        "{}",
        run.stderr
    );
    assert_eq!(
        diff(root.path(), &["--plan", "2025"])["plans"][0]["added"],
        json!(["5"]),
        "the other plan's errors don't matter"
    );
    let run = workplan(root.path(), &["diff", "--lenient"]);
    assert!(run.code == Some(0) && run.stderr.contains("left out at `HEAD`"), "{run:?}");
}

#[test]
fn revisions_are_found_or_the_error_is_explained() {
    let root = repository(TWO);
    for (arguments, part) in [
        (&["diff", "v2"][..], "did you mean `v1`?"),
        (&["diff", "v1..HEAD"], "two revisions are written with a space between them"),
        (&["diff", "v1", "HEAD", "--at", "v1"], "--at and HEAD name two revisions"),
        (&["diff", "--plan", "2042"], "there is no plan called `2042`"),
    ] {
        let run = workplan(root.path(), arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}");
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    write(root.path(), "2024.yaml", &plan("id: '1', title: Uno, owners: [a], status: ongoing"));
    commit(root.path(), "v2");
    let two = workplan(root.path(), &["diff", "v1", "v2", "--format", "json"]).json();
    assert_eq!(two["as_of"], "2024-07-01", "the day of the second revision");
    assert_eq!(
        two,
        workplan(root.path(), &["diff", "v1", "--at", "v2", "--format", "json"]).json()
    );
    let nothing = workplan(temporary_folder().path(), &["diff", "a", "b"]);
    assert_eq!(nothing.code, Some(2));
}

#[test]
fn a_revision_without_plans_is_empty() {
    let root = temporary_folder();
    init(root.path());
    commit(root.path(), "v0");
    write(root.path(), "2024.yaml", &plan(TWO));
    let plan = &diff(root.path(), &["v0"])["plans"][0];
    assert_eq!((&plan["added"], &plan["before"]), (&json!(["1", "2"]), &Value::Null));
    assert_eq!(workplan(root.path(), &["diff", "--fail"]).code, Some(1));
}

#[test]
fn a_folder_that_is_gone_was_removed_with_all_its_plans() {
    let root = repository(TWO);
    git(root.path(), &["tag", "with"]);
    std::fs::remove_dir_all(root.path().join("workplans")).unwrap();
    std::fs::create_dir(root.path().join("deep")).unwrap();
    let everything = |arguments: &[&str], folder: &Path| {
        let run = workplan(folder, &[arguments, &["--format", "json"]].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?} {run:?}");
        let plan = run.json()["plans"][0].clone();
        assert_eq!(
            (&plan["removed"], &plan["after"]),
            (&json!(["1", "2"]), &Value::Null),
            "{arguments:?}"
        );
    };
    everything(&["diff"], root.path());
    everything(&["diff", "with"], &root.path().join("deep"));
    everything(&["diff", "with", "--dir", "workplans"], root.path());
    assert_eq!(workplan(root.path(), &["diff", "with", "--fail"]).code, Some(1));
    let check = workplan(root.path(), &["check", "--base", "with"]);
    assert_ne!(check.code, Some(2), "{check:?}");
    // Without a revision to compare with, the folder must exist.
    assert_eq!(workplan(root.path(), &["status"]).code, Some(2));
    git(root.path(), &["commit", "-qam", "All gone"]);
    everything(&["diff", "with", "HEAD"], root.path());
    let neither = workplan(root.path(), &["diff", "HEAD"]);
    assert!(
        neither.code == Some(2) && neither.stderr.contains("there is no folder called `workplans`"),
        "{neither:?}"
    );
    let elsewhere = temporary_folder();
    let bare = elsewhere.path().join("bare.git");
    git(root.path(), &["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let bare = workplan(&bare, &["diff", "with"]);
    assert!(
        bare.code == Some(2) && bare.stderr.contains("there is no folder called `workplans`"),
        "a bare one has no working tree: {bare:?}"
    );
    // A folder that a sparse checkout leaves out is not removed.
    git(root.path(), &["sparse-checkout", "set", "deep"]);
    git(root.path(), &["checkout", "-q", "with"]);
    let sparse = workplan(root.path(), &["diff", "with"]);
    assert!(sparse.code == Some(2) && !root.path().join("workplans").exists(), "{sparse:?}");
}
