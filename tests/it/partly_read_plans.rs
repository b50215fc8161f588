//! Partly unreadable plans: what cannot be read counts as neither removed nor added, and every
//! format says that it is missing from the figures.

use std::path::Path;

use serde_json::{Value, json};

use crate::json_shapes::assert_shape;
use crate::support::{commit, git, temporary_folder, workplan};

const HEAD: &str = "schema: 1\ntitle: P\nperiod: {start: 2026-01-01, end: 2026-12-31}\n\
    endorsed: 2026-01-02\norganizations:\n- {id: o, name: O}\n";
const LISTS: &str = "priorities:
- id: p
  title: P
  activities:
  - {id: a1, title: A, owners: [o], status: ongoing, due: 2026-12-10}
  - {id: a2, title: B, owners: [o], status: ongoing, due: 2026-12-10}
  - {id: a3, title: C, owners: [o], status: completed, completed: 2026-05-05, due: 2026-12-10}
- id: q
  title: Q
  activities:
  - {id: b1, title: D, owners: [o], status: completed, completed: 2026-05-05, due: 2026-12-10}
";

/// Creates a repository with a plan on the branch `base`, and another version in the working tree.
fn repository(before: &str, after: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    git(root.path(), &["init", "-q", "-b", "base"]);
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    write(root.path(), before);
    commit(root.path(), "Plan");
    git(root.path(), &["checkout", "-q", "-b", "change"]);
    write(root.path(), after);
    git(root.path(), &["commit", "-q", "--allow-empty", "-a", "-m", "Change"]);
    root
}

fn write(root: &Path, text: &str) {
    std::fs::write(root.join("workplans/2026.yaml"), text).unwrap();
}

fn told(root: &Path, command: &[&str], format: &str) -> String {
    let run = workplan(
        root,
        &[command, &["--lenient", "--as-of", "2026-06-01", "--format", format]].concat(),
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    run.stdout
}

const DIFF: [&str; 3] = ["diff", "--merge-base", "base"];

fn diff(root: &Path) -> Value {
    let found = serde_json::from_str(&told(root, &DIFF, "json")).unwrap();
    assert_shape(&found, "diff");
    found
}

/// Returns partly unreadable plans, each with the activities that are then unknown.
fn faults() -> Vec<(String, Vec<&'static str>)> {
    let whole = format!("{HEAD}{LISTS}");
    vec![
        (whole.replace("title: B,", "title: \"B,"), vec!["a2", "a3", "b1"]),
        (whole.replace("- id: q\n", "- id: q\n  - [\n"), vec!["b1"]),
        (whole.replace("{id: a2,", "{id: a2, a2: ["), vec!["a2", "a3", "b1"]),
        (
            whole.replace(
                "{id: a2, title: B, owners: [o], status: ongoing",
                "{id: a2, title: B, owners: [o], status: unheard of",
            ),
            vec!["a2"],
        ),
        (
            whole.replace("- id: p\n  title: P\n  activities:", "- id: p\n  title: P\n  things:"),
            vec!["a1", "a2", "a3"],
        ),
        (whole.replace("- id: q\n", " - id: q\n"), vec!["b1"]),
        (whole.replace("- id: q\n", "id: q\n"), vec!["b1"]),
        (whole.replace("{id: a2,", "{ID: a2,"), vec!["a2"]),
        (whole.replace("{id: a2,", "{id: \"a 2\","), vec!["a2"]),
        (whole.replace("{id: a2,", "{"), vec!["a2"]),
        (whole.replace("schema: 1", "schema: 9"), vec!["a1", "a2", "a3", "b1"]),
        (whole.replace("period: {start", "period: [{start"), vec!["a1", "a2", "a3", "b1"]),
    ]
}

#[test]
fn unreadable_activities_are_neither_removed_nor_added() {
    let whole = format!("{HEAD}{LISTS}");
    for (half, unknown) in faults() {
        let broken = repository(&whole, &half);
        let found = diff(broken.path());
        let plan = &found["plans"][0];
        assert_eq!(plan["removed"], json!([]), "{half}\n{plan}");
        assert_eq!(plan["unreadable"], json!({"before": [], "after": unknown}), "{half}");
        assert_eq!(
            (&plan["fields"], &plan["changed"], &plan["moved"]),
            (&json!([]), &json!([]), &json!([])),
            "{half}"
        );
        let is_left_out = !half.contains("things");
        assert!(
            found["left_out"]["before"].is_null()
                && found["left_out"]["after"].is_null() != is_left_out,
            "{found}"
        );

        let mended = repository(&half, &whole);
        let plan = &diff(mended.path())["plans"][0];
        assert_eq!(
            (&plan["added"], &plan["fields"], &plan["changed"]),
            (&json!([]), &json!([]), &json!([])),
            "{half}\n{plan}"
        );
        assert_eq!(plan["unreadable"], json!({"before": unknown, "after": []}), "{half}");

        for (root, said) in [
            (&broken, "Left out, because it cannot be read: "),
            (&mended, "Left out at \\`base\\`, because it cannot be read: "),
        ] {
            let page = told(root.path(), &DIFF, "markdown");
            assert!(
                page.contains(said) == is_left_out
                    && !page.contains("removed")
                    && !page.contains("| added"),
                "{page}"
            );
            assert!(
                page.contains("now") && !page.contains("%) \u{2192}"),
                "figures of unlike sets are not compared: {page}"
            );
            let table = told(root.path(), &DIFF, "table");
            assert_eq!(table.contains("because it cannot be read: "), is_left_out, "{table}");
        }
    }
}

#[test]
fn the_rest_of_a_half_read_plan_is_still_compared() {
    let whole = format!("{HEAD}{LISTS}");
    let half = whole
        .replace(
            "{id: a1, title: A, owners: [o], status: ongoing",
            "{id: a1, title: A, owners: [o], status: on_hold, reason: Rain",
        )
        .replace("title: B,", "title: \"B,");
    let root = repository(&whole, &half);
    insta::assert_snapshot!(told(root.path(), &DIFF, "markdown").split("\nbase (").next().unwrap());
    let csv = told(root.path(), &DIFF, "csv");
    assert!(csv.contains("2026,a2,B,unreadable now,status,ongoing,"), "{csv}");

    // A certain removal is reported despite an error elsewhere, and an activity with a new id is
    // recognized.
    let one = whole
        .replace("  - {id: a1, title: A, owners: [o], status: ongoing, due: 2026-12-10}\n", "")
        .replace("2026-12-10", "2026-12-40");
    let plan = &diff(repository(&whole, &one).path())["plans"][0];
    assert_eq!(
        (&plan["removed"], &plan["unreadable"]["after"]),
        (&json!(["a1"]), &json!([])),
        "{plan}"
    );
    let renamed = half.replace("{id: a1,", "{id: a9,");
    let plan = &diff(repository(&whole, &renamed).path())["plans"][0];
    assert_eq!(
        (&plan["moved"], &plan["removed"]),
        (&json!([{"id": "a1", "to": "2026/a9"}]), &json!(["a1"])),
        "{plan}"
    );
}

#[test]
fn a_fault_in_one_file_of_a_plan_leaves_the_others_known() {
    let root = repository("x: 1", "x: 1");
    std::fs::remove_file(root.path().join("workplans/2026.yaml")).unwrap();
    std::fs::create_dir(root.path().join("workplans/2026")).unwrap();
    let file = |name: &str, text: &str| {
        std::fs::write(root.path().join("workplans/2026").join(name), text).unwrap();
    };
    file("plan.yaml", HEAD);
    file("work.yaml", &format!("schema: 1\n{LISTS}"));
    commit(root.path(), "A folder");
    file("plan.yaml", &HEAD.replace("title: P", "title: Another"));
    file("work.yaml", &format!("schema: 1\n{}", LISTS.replace("title: B,", "title: \"B,")));
    let found = serde_json::from_str::<Value>(&told(root.path(), &["diff"], "json")).unwrap();
    let plan = &found["plans"][0];
    assert_eq!(
        plan["fields"],
        json!([{"field": "title", "before": "P", "after": "Another"}]),
        "{plan}"
    );
    assert_eq!(
        (&plan["removed"], &plan["unreadable"]["after"]),
        (&json!([]), &json!(["a2", "a3", "b1"])),
        "{plan}"
    );
}

#[test]
fn figures_of_a_part_are_said_to_be_that() {
    let whole = format!("{HEAD}{LISTS}");
    let two = whole.replace("status: ongoing", "status: unheard of");
    let root = repository(&whole, &two);
    let page = told(root.path(), &["status"], "markdown");
    assert!(page.contains("**Left out, because it cannot be read: 2 activities**"), "{page}");
    assert!(page.contains("**2 of 2 activities that can be read implemented (100%)**"), "{page}");
    assert!(
        told(root.path(), &["status"], "table")
            .contains("left out, because it cannot be read: 2 activities")
    );
    let found: Value =
        serde_json::from_str(&told(root.path(), &["status", "--against", "base"], "json")).unwrap();
    assert_shape(&found, "status");
    assert_eq!(found["left_out"], json!({"activities": 2, "values": 0, "plans": 0}));
    assert_eq!(
        (&found["baseline"]["removed"], &found["baseline"]["unreadable"]),
        (&json!(0), &json!(2))
    );
    let page = told(root.path(), &["status", "--against", "base"], "markdown");
    assert!(page.contains("2 cannot be read now") && !page.contains("removed"), "{page}");
    let all: Value =
        serde_json::from_str(&told(root.path(), &["status", "--all"], "json")).unwrap();
    assert_shape(&all, "status_all");
    assert_eq!(all["left_out"]["activities"], 2);
    assert!(
        told(root.path(), &["status", "--all"], "markdown")
            .starts_with("**Left out, because it cannot be read: 2 activities**\n")
    );
    write(root.path(), &whole);
    let found: Value = serde_json::from_str(&told(root.path(), &["status"], "json")).unwrap();
    assert!(
        found["left_out"].is_null()
            && !told(root.path(), &["status"], "markdown").contains("can be read"),
        "{found}"
    );
}

#[test]
fn a_report_of_a_part_says_so() {
    let whole = format!("{HEAD}{LISTS}");
    let root = repository(&whole, &whole.replace("status: ongoing", "status: unheard of"));
    for format in ["markdown", "html"] {
        let page = told(root.path(), &["report"], format);
        assert!(page.contains("Left out, because it cannot be read: 2 activities."), "{page}");
        assert!(
            page.contains("2 of 2 activities that can be read are implemented (100%)"),
            "{page}"
        );
    }
}

#[test]
fn an_item_without_a_key_that_it_needs_is_counted_as_left_out() {
    let whole = format!("{HEAD}- {{id: u, name: U}}\n{LISTS}").replace(
        "{id: a2,",
        "{id: a2, milestones: [{title: M, due: 2026-03-01}], indicators: [{name: I, target: 5}], \
            deliverables: [{title: D}], budget: {currency: USD, required: 5},",
    );
    for (written, lacking) in [
        ("{title: M, due", "{due"),
        (", due: 2026-03-01}]", "}]"),
        ("name: I, ", ""),
        ("{title: D}", "{url: \"https://example.org\"}"),
        ("currency: USD, ", ""),
        ("{id: u, name: U}", "{name: U}"),
        ("- id: q\n  title: Q", "- title: Q"),
        ("title: Q", "x_title: Q"),
        ("end: 2026-12-31", "x_end: 2026-12-31"),
    ] {
        let half = whole.replace(written, lacking);
        assert_ne!(half, whole, "{written}");
        let root = repository(&whole, &half);
        assert_eq!(
            diff(root.path())["left_out"]["after"],
            json!({"activities": 0, "values": 1, "plans": 0}),
            "{lacking}"
        );
        let run = workplan(root.path(), &["status", "--lenient", "--as-of", "2026-06-01"]);
        assert!(
            run.code == Some(0)
                && run.stderr.contains("left out, because it cannot be read: 1 value"),
            "{lacking}: {}",
            run.stderr
        );
        assert!(
            told(root.path(), &DIFF, "markdown")
                .contains("Left out, because it cannot be read: 1 value"),
            "{lacking}"
        );
    }
    // An activity counts once, whatever it lacks.
    let half = whole.replace("{id: a1, title: A,", "{id: a1,");
    assert_eq!(
        diff(repository(&whole, &half).path())["left_out"]["after"],
        json!({"activities": 1, "values": 0, "plans": 0})
    );
}
