//! `status` compared with the baseline: the plan as it was agreed.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::json_shapes::assert_shape;
use crate::support::{commit, git, init, temporary_folder, workplan};

fn plan(more: &str, activities: &str) -> String {
    let lines: String =
        activities.lines().map(|line| format!("  - {{{}}}\n", line.trim())).collect();
    let head = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\n";
    format!("{head}{more}priorities:\n- id: p\n  title: P\n  activities:\n{lines}")
}

fn write(root: &Path, text: &str) {
    std::fs::create_dir_all(root.join("workplans")).unwrap();
    std::fs::write(root.join("workplans/2024.yaml"), text).unwrap();
}

/// Creates a repository with the plan tagged `endorsed`.
fn repository(activities: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    write(root.path(), &plan("", activities));
    commit(root.path(), "endorsed");
    git(root.path(), &["tag", "-a", "endorsed", "-m", "by the Principals"]);
    root
}

fn status(root: &Path, arguments: &[&str]) -> Value {
    let all = [&["status", "--format", "json", "--as-of", "2024-07-01"], arguments].concat();
    let found = serde_json::from_str(&workplan(root, &all).ok()).unwrap();
    assert_shape(&found, "status");
    found
}

const THEN: &str = "\
id: '1', title: One, owners: [a], status: ongoing, due: 2024-03-31
id: '2', title: Two, owners: [a], status: ongoing, due: 2024-03-31
id: '3', title: Three, owners: [a], status: planned
id: '4', title: Four, owners: [a], status: planned, due: 2024-06
id: '5', title: Five, owners: [a], status: completed, due: 2024-06, completed: 2024-02-01";
const NOW: &str = "\
id: '1', title: Uno, owners: [a], status: completed, due: 2024-04-03, completed: 2024-04-01
id: '2', title: Two, owners: [a], status: ongoing, due: 2024-04-10
id: '3', title: Three, owners: [a], status: planned, due: 2024-12-30
id: '5', title: Five, owners: [a], status: completed, due: 2024-06, completed: 2024-02-01
id: '6', title: Six, owners: [a], status: completed, due: 2024-06, completed: 2024-02-01";

#[test]
fn activities_of_the_baseline_are_matched_by_id() {
    let root = repository(THEN);
    write(root.path(), &plan("baseline: endorsed\n", NOW));
    let commit = git(root.path(), &["rev-parse", "endorsed^{commit}"]);
    let expected = json!({
        "revision": commit.trim(), "activities": 5, "completed": 2, "rate": 40.0, "added": 1,
        "removed": 1, "unreadable": 0, "slipped": 2, "median_slip_days": 6.5,
    });
    assert_eq!(status(root.path(), &[])["baseline"], expected);
    assert_eq!(status(root.path(), &["--against", "HEAD"])["baseline"], expected);
    let table = workplan(root.path(), &["status", "--as-of", "2024-07-01"]).ok();
    let line = "  2 of the 5 in endorsed implemented (40%) · 1 added since · 1 removed since · 2 \
        activities have slipped (median 6.5 days)\n";
    assert!(table.contains(line), "{table}");
    let page =
        workplan(root.path(), &["status", "--as-of", "2024-07-01", "--format", "markdown"]).ok();
    assert!(
        page.contains("\nAgainst the baseline: 2 of the 5 in endorsed implemented (40%) · "),
        "{page}"
    );
}

#[test]
fn without_a_baseline_no_comparison_is_shown() {
    let root = repository(THEN);
    assert_eq!(status(root.path(), &[])["baseline"], Value::Null);
    let same = status(root.path(), &["--against", "endorsed"])["baseline"].clone();
    assert_eq!(
        (&same["rate"], &same["slipped"], &same["median_slip_days"]),
        (&json!(20.0), &json!(0), &Value::Null)
    );
}

#[test]
fn with_at_the_baseline_comes_from_the_same_repository() {
    let root = repository(THEN);
    write(root.path(), &plan("baseline: endorsed\n", NOW));
    git(root.path(), &["commit", "-q", "-a", "-m", "now"]);
    write(root.path(), "nonsense");
    assert_eq!(status(root.path(), &["--at", "HEAD"])["baseline"]["activities"], 5);
    git(root.path(), &["clone", "-q", "--bare", ".", "bare.git"]);
    assert_eq!(status(&root.path().join("bare.git"), &["--at", "main"])["baseline"]["slipped"], 2);
}

#[test]
fn a_baseline_that_cannot_be_used_is_left_out_with_a_note() {
    let root = repository(THEN);
    let bad = |why: &str, part: &str| {
        let run = workplan(root.path(), &["status", "--format", "json", "--as-of", "2024-07-01"]);
        assert_eq!((run.code, &run.json()["baseline"]), (Some(0), &Value::Null), "{why}");
        assert!(
            run.stderr.starts_with("note: there are no figures against the baseline")
                && run.stderr.contains(part),
            "{why}: {}",
            run.stderr
        );
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        let at = if why == "git" { "endorsed" } else { why };
        let run = workplan(root.path(), &["status", "--against", at]);
        assert!(
            run.code == Some(2) && run.stdout.is_empty() && run.stderr.contains(part),
            "{why}: {run:?}"
        );
        run.assert_clean();
    };
    write(root.path(), &plan("baseline: endorsd\n", NOW));
    bad("endorsd", "did you mean `endorsed`?");
    write(root.path(), &plan("baseline: '--all'\n", NOW));
    let run = workplan(root.path(), &["status"]);
    assert!(
        run.code == Some(0) && run.stderr.contains("git knows no commit called `--all`"),
        "{run:?}"
    );
    write(root.path(), &plan("", THEN).replace("status: planned", "status: planed"));
    git(root.path(), &["commit", "-q", "-a", "-m", "an error"]);
    git(root.path(), &["tag", "faulty"]);
    write(root.path(), &plan("baseline: faulty\n", NOW));
    bad("faulty", "the plan `2024` has errors at `faulty`");
    let lenient =
        workplan(root.path(), &["status", "--lenient", "--against", "faulty", "--format", "json"]);
    assert_eq!(lenient.json()["baseline"]["activities"], 3);
    git(root.path(), &["rm", "-q", "--cached", "workplans/2024.yaml"]);
    git(root.path(), &["commit", "-q", "-m", "no plan"]);
    git(root.path(), &["tag", "empty"]);
    write(root.path(), &plan("baseline: empty\n", NOW));
    bad("empty", "there is no plan called `2024` at `empty`");
    write(root.path(), &plan("baseline: endorsed\n", NOW));
    std::fs::rename(root.path().join(".git"), root.path().join("not-git")).unwrap();
    bad("git", "a baseline needs a git repository");
}

#[test]
fn errors_of_other_plans_at_the_baseline_do_not_matter() {
    let root = repository(THEN);
    std::fs::write(root.path().join("workplans/2023.yaml"), "nonsense").unwrap();
    commit(root.path(), "other");
    assert_eq!(status(root.path(), &["2024", "--against", "HEAD"])["baseline"]["activities"], 5);
}

proptest! {
    #![proptest_config(crate::support::cases(12))]

    /// The definitions, worked out once more from what `list` says of both states.
    #[test]
    fn it_agrees_with_list(then in days(), now in days()) {
        let root = repository(&then);
        write(root.path(), &plan("", &now));
        let found = status(root.path(), &["--against", "endorsed"])["baseline"].clone();
        let list = |at: &[&str]| {
            let list = workplan(root.path(), &[&["list", "2024", "--format", "json"], at].concat());
            list.json()["activities"].as_array().unwrap().clone()
        };
        let (then, now) = (list(&["--at", "endorsed"]), list(&[]));
        let pairs: Vec<(&Value, Option<&Value>)> =
            then.iter().map(|old| (old, now.iter().find(|new| new["id"] == old["id"]))).collect();
        let count = |wanted: &dyn Fn(&Value, &Value) -> bool| {
            pairs.iter().filter(|(old, new)| new.is_some_and(|new| wanted(old, new))).count()
        };
        prop_assert_eq!(&found["activities"], &json!(then.len()));
        prop_assert_eq!(&found["completed"], &json!(count(&|_, new| new["status"] == "completed")));
        prop_assert_eq!(
            &found["slipped"],
            &json!(count(&|old, new| new["due"].as_str() > old["due"].as_str()))
        );
        prop_assert_eq!(
            &found["removed"],
            &json!(pairs.iter().filter(|(_, new)| new.is_none()).count())
        );
        prop_assert_eq!(
            &found["added"],
            &json!(now.len() + pairs.iter().filter(|(_, new)| new.is_none()).count() - then.len())
        );
        prop_assert_eq!(found["median_slip_days"].is_null(), found["slipped"] == 0);
    }
}

fn days() -> impl Strategy<Value = String> {
    proptest::collection::btree_map(0..9u8, (1..29u8, any::<bool>()), 1..7).prop_map(|all| {
        let line = |(id, (day, done))| {
            let status = if done { "completed, completed: 2024-01-01" } else { "planned" };
            format!(
                "id: '{id}', title: T{id}, owners: [a], status: {status}, due: 2024-02-{day:02}\n"
            )
        };
        all.into_iter().map(line).collect()
    })
}
