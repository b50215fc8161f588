//! `diff`: what changed between two states, in the plan's own terms.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::json_shapes::assert_shape;
use crate::support::{git, init, temporary_folder, workplan, write};

/// Returns a plan with these activities, one a line.
pub fn plan(activities: &str) -> String {
    let head = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\nendorsed: 2024-01-15\n";
    let lines: String =
        activities.lines().map(|line| format!("  - {{{}}}\n", line.trim())).collect();
    format!(
        "{head}organizations:\n- {{id: a, name: A}}\n- {{id: b, name: B}}\npriorities:\n- id: p\n\
            \x20 title: P\n  activities:\n{lines}"
    )
}

pub fn commit(root: &Path, tag: &str) {
    crate::support::commit(root, tag);
    git(root, &["tag", tag]);
}

/// Creates a repository whose first commit, tagged `v1`, has this plan.
pub fn repository(activities: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    write(root.path(), "2024.yaml", &plan(activities));
    commit(root.path(), "v1");
    root
}

pub fn diff(root: &Path, arguments: &[&str]) -> Value {
    let all = [&["diff"], arguments, &["--as-of", "2024-07-01", "--format", "json"]].concat();
    let run = workplan(root, &all);
    assert_eq!(run.code, Some(0), "{run:?}");
    let found = run.json();
    assert_shape(&found, "diff");
    found
}

pub const TWO: &str = "id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30\n\
    id: '2', title: Two, owners: [b], status: planned";

#[test]
fn changes_are_listed_field_by_field() {
    let root = repository(TWO);
    let now = "id: '1', title: One, owners: [a, b], status: completed, due: 2024-08, completed: \
        2024-06-20\nid: '3', title: New, owners: [a], status: planned";
    write(root.path(), "2024.yaml", &plan(now));
    let found = diff(root.path(), &[]);
    assert_eq!(found["base"].as_str().unwrap().len(), 40);
    assert_eq!((&found["head"], &found["as_of"]), (&Value::Null, &json!("2024-07-01")));
    let plan = &found["plans"][0];
    assert_eq!(
        (&plan["added"], &plan["removed"], &plan["moved"]),
        (&json!(["3"]), &json!(["2"]), &json!([]))
    );
    let expected = json!([{"id": "1", "changes": [
        {"field": "owners", "before": ["a"], "after": ["a", "b"]},
        {"field": "status", "before": "ongoing", "after": "completed"},
        {"field": "due", "before": "2024-06-30", "after": "2024-08-31"},
        {"field": "completed", "before": null, "after": "2024-06-20"},
        {"field": "progress", "before": 0.0, "after": 100.0},
    ]}]);
    assert_eq!(plan["changed"], expected);
    assert_eq!(
        (&plan["before"]["overdue"], &plan["after"]["implementation_rate"]),
        (&json!(1), &json!(50.0))
    );
}

#[test]
fn a_repeated_item_is_not_a_change_of_order() {
    let activity = |tags: &str| {
        plan(&format!(
            "id: 1, title: T, owners: [a], status: ongoing, due: 2024-06-30, tags: [{tags}]"
        ))
    };
    for (before, after, told) in [
        ("x, y", "x, y, y", "tags + y"),
        ("x, y, y", "y, x", "tags − y"),
        ("x, x, y", "y, y, x", "tags + y, − x"),
        ("x, y, y", "y, x, y", "tags in another order"),
    ] {
        let root = temporary_folder();
        git(root.path(), &["init", "-q"]);
        write(root.path(), "2024.yaml", &activity(before));
        commit(root.path(), "base");
        write(root.path(), "2024.yaml", &activity(after));
        let table = workplan(root.path(), &["diff", "--as-of", "2024-05-01"]).ok();
        assert!(table.contains(&format!("{told}\n")), "{before} to {after}:\n{table}");
    }
}

#[test]
fn notation_is_not_a_change() {
    let root = repository(TWO);
    let other = "id: '1',   title: \"One\", weight: 1.0, owners: [a], status: ongoing, due: \
        2024-Q2, x_own: 1\nid: '2', title: Two, owners: [b], status: planned, due: 2024";
    write(root.path(), "2024.yaml", &format!("# a note\n{}", plan(other)));
    assert_eq!(diff(root.path(), &[])["plans"], json!([]));
    std::fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
    write(root.path(), "2024/plan.yaml", &plan(TWO));
    assert_eq!(diff(root.path(), &["v1"])["plans"], json!([]), "a file that became a folder");
    let run = workplan(root.path(), &["diff", "--fail"]);
    assert_eq!((run.code, run.stdout.contains("no changes")), (Some(0), true), "{run:?}");
}

#[test]
fn moved_activities_are_matched() {
    let root = repository(
        "id: '1', title: One, owners: [a], status: ongoing\n\
            id: '2', title: Two, owners: [b], status: planned\nid: '3', title: Three, owners: [a, b], status: planned",
    );
    write(
        root.path(),
        "2024.yaml",
        &plan("id: '9', title: Three, owners: [b, a], status: planned"),
    );
    let later = "id: '1', title: One, owners: [a], status: ongoing\n\
        id: '7', title: Two, owners: [b], status: planned, carried_from: 2024/2";
    write(root.path(), "2025.yaml", &plan(later).replace("2024-", "2025-"));
    // References to the moved activity are now errors, so the comparison needs `--lenient`.
    let all = ["diff", "--as-of", "2024-07-01", "--format", "json", "--lenient"];
    let found = workplan(root.path(), &all).json();
    let moved = json!([{"id": "1", "to": "2025/1"}, {"id": "2", "to": "2025/7"}, {"id": "3", "to": "2024/9"}]);
    assert_eq!(found["plans"][0]["moved"], moved);
    assert_eq!(
        (&found["plans"][1]["before"], &found["plans"][1]["added"]),
        (&Value::Null, &json!(["1", "7"]))
    );
    let table = workplan(root.path(), &["diff", "--as-of", "2024-07-01", "--lenient"]).stdout;
    insta::assert_snapshot!(table.split_once('\n').unwrap().1, @r#"

    2024 · Plan
    implemented 0 of 3 (0%) → 0 of 1 (0%) · progress 0% · overdue activities 0
    moved   1  One    to 2025/1
    moved   2  Two    to 2025/7
    new id  3  Three  its id is 9 now

    2025 · Plan
    implemented 0 of 2 (0%) · progress 0% · overdue activities 0
    a new plan with 2 activities, 1 of them carried from earlier plans
    added  1  One  ongoing · A · due 31 Dec 2025 · moved from 2024/1
    added  7  Two  planned · B · due 31 Dec 2025 · moved from 2024/2
    "#);
    let refused = workplan(root.path(), &all[..5]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("unknown-reference"), "{}", refused.stderr);
}

/// An activity for each kind of change.
const FATES: &str = "id: '1', title: Opened again, owners: [a], status: completed, completed: \
    2024-02-01, due: 2024-06-15
id: '2', title: Given up, owners: [a], status: ongoing, due: 2024-06-15
id: '3', title: Put off, owners: [a], status: ongoing, due: 2024-06-15
id: '4', title: Held up, owners: [a], status: ongoing, due: 2024-06-15
id: '5', title: Goes next door, owners: [a], status: ongoing, due: 2024-06-15
id: '6', title: Gets a new number, owners: [a], status: ongoing, due: 2024-06-15
id: '7', title: Started, owners: [a], status: planned, due: 2024-06-15
id: '8', title: Taken out, owners: [a], status: planned, due: 2024-06-15
id: '9', title: Late, owners: [a], status: planned, due: 2024-06-15";

#[test]
fn each_kind_of_change_has_a_word() {
    let root = repository(FATES);
    let there = "id: '20', title: There, owners: [a], status: planned, due: 2024-07-01";
    write(root.path(), "other.yaml", &plan(there));
    commit(root.path(), "v2");
    let moved = "id: '5', title: Goes next door, owners: [a], status: ongoing, due: 2024-06-15";
    let after = FATES
        .replace(
            "status: completed, completed: 2024-02-01",
            "status: ongoing, reason: Not done after all",
        )
        .replace(
            "Given up, owners: [a], status: ongoing",
            "Given up, owners: [a], status: cancelled, reason: No money",
        )
        .replace(
            "Put off, owners: [a], status: ongoing",
            "Put off, owners: [a], status: postponed, reason: Next year",
        )
        .replace(
            "Held up, owners: [a], status: ongoing",
            "Held up, owners: [a], status: on_hold, reason: Waits",
        )
        .replace("id: '6'", "id: '66'")
        .replace("Started, owners: [a], status: planned", "Started, owners: [a], status: ongoing")
        .replace(
            "Late, owners: [a], status: planned, due: 2024-06-15",
            "Late, owners: [a], status: planned, due: 2024-08-15",
        );
    let left = |line: &&str| !line.contains("Goes next door") && !line.contains("Taken out");
    write(
        root.path(),
        "2024.yaml",
        &plan(&after.lines().filter(left).collect::<Vec<_>>().join("\n")),
    );
    write(root.path(), "other.yaml", &plan(&format!("{there}\n{moved}")));
    let said = |format: &str| {
        workplan(root.path(), &["diff", "--as-of", "2024-05-01", "--format", format]).ok()
    };
    insta::assert_snapshot!("fates_as_a_table", said("table").split_once('\n').unwrap().1);
    let page = said("markdown");
    insta::assert_snapshot!("fates_as_a_comment", page.rsplit_once("\nHEAD").unwrap().0);
    insta::assert_snapshot!("fates_as_a_sheet", said("csv"));
}

#[test]
fn a_hostile_title_breaks_no_table() {
    let root = repository("id: '1', title: One, owners: [a], status: ongoing");
    let title =
        r#""a | b `c` <script> [x](https://example.org) @team **d** \\| # ## $x$ ~~y~~ &lt;""#;
    let now = format!(
        "id: '1', title: {title}, owners: [a], status: ongoing, reason: {title}\n\
            id: '2', title: {title}, owners: [a], status: planned"
    );
    write(root.path(), "2024.yaml", &plan(&now));
    let page = workplan(root.path(), &["diff", "--format", "markdown"]).ok();
    for row in page.lines().filter(|line| line.starts_with('|')) {
        let bars = row.replace(r"\\", "").replace(r"\|", "").matches('|').count();
        assert_eq!(bars, 4, "{row}");
        let bare = row.replace("<br>", "").replace("<!-- -->", "");
        let mut before = ' ';
        for c in bare.chars() {
            assert!(
                !matches!(c, '<' | '>' | '`' | '[' | '$' | '~' | '@') || before == '\\',
                "{row}"
            );
            before = if before == '\\' && c == '\\' { ' ' } else { c };
        }
    }
    workplan(root.path(), &["diff"]).assert_clean();
}

/// Random activities from a small set of ids, titles, dates and statuses, so that two states
/// overlap.
fn activities() -> impl Strategy<Value = String> {
    let one =
        (0..6u8, 0..3u8, prop_oneof![Just("a"), Just("b"), Just("a, b")], 0..6u8, 1..12u8, 0..3u8);
    proptest::collection::btree_map(0..8u8, one, 0..6).prop_map(|all| {
        let line = |(id, (status, title, owners, month, progress, more)): (
            u8,
            (u8, u8, &str, u8, u8, u8),
        )| {
            let status = match status {
                0 => "planned".to_owned(),
                1 => format!("ongoing, progress: {progress}"),
                2 => "on_hold, reason: Why".to_owned(),
                3 => "postponed, reason: Later".to_owned(),
                4 => format!("completed, completed: 2024-{progress:02}"),
                _ => "cancelled, reason: No".to_owned(),
            };
            let due =
                if month == 0 { String::new() } else { format!(", due: 2024-{:02}-15", month * 2) };
            let more = ["", ", tags: [x]", ", milestones: [{title: M, due: 2024-03-01}]"]
                [usize::from(more)];
            format!(
                "id: '{id}', title: T{title}, owners: [{owners}], status: {status}{due}{more}\n"
            )
        };
        all.into_iter().map(line).collect()
    })
}

proptest! {
    #![proptest_config(crate::support::cases(12))]

    #[test]
    fn back_and_forth_are_mirror_images(before in activities(), after in activities()) {
        let root = repository(&before);
        write(root.path(), "2024.yaml", &plan(&after));
        commit(root.path(), "v2");
        prop_assert_eq!(&diff(root.path(), &["v1", "v1"])["plans"], &json!([]));
        let (forth, back) = (diff(root.path(), &["v1", "v2"]), diff(root.path(), &["v2", "v1"]));
        prop_assert_eq!((&forth["base"], &forth["head"]), (&back["head"], &back["base"]));
        prop_assert_eq!(
            forth["plans"].as_array().unwrap().len(),
            back["plans"].as_array().unwrap().len()
        );
        let Some((there, here)) = forth["plans"].get(0).zip(back["plans"].get(0)) else {
            return Ok(());
        };
        prop_assert_eq!((&there["added"], &there["removed"]), (&here["removed"], &here["added"]));
        prop_assert_eq!((&there["before"], &there["after"]), (&here["after"], &here["before"]));
        for (side, tag) in [("before", "v1"), ("after", "v2")] {
            let run = workplan(
                root.path(),
                &["status", "2024", "--at", tag, "--as-of", "2024-07-01", "--format", "json"],
            );
            prop_assert_eq!(&there[side], &run.json()["total"]);
        }
        let mirrored = |all: &Value| {
            let mut all = all.clone();
            for change in all
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .flat_map(|one| one["changes"].as_array_mut().unwrap())
            {
                let (before, after) = (change["before"].take(), change["after"].take());
                (change["before"], change["after"]) = (after, before);
            }
            all
        };
        prop_assert_eq!(&there["changed"], &mirrored(&here["changed"]));
        // Each field has the same values as in `list`.
        let list = |tag: &str| {
            workplan(
                root.path(),
                &["list", "2024", "--at", tag, "--as-of", "2024-07-01", "--format", "json"],
            )
            .json()["activities"]
                .clone()
        };
        let (then, now) = (list("v1"), list("v2"));
        let field = |all: &Value, id: &Value, name: &str| {
            all.as_array()
                .unwrap()
                .iter()
                .find(|one| one["id"] == *id)
                .and_then(|one| one.get(name).cloned())
        };
        for one in there["changed"].as_array().unwrap() {
            for change in one["changes"].as_array().unwrap() {
                let name = change["field"].as_str().unwrap();
                for (all, side) in [(&then, "before"), (&now, "after")] {
                    if let Some(value) = field(all, &one["id"], name) {
                        prop_assert_eq!(&value, &change[side], "{}", name);
                    }
                }
            }
        }
    }
}

#[test]
fn the_git_settings_of_the_manual_work() {
    let root = repository(TWO);
    let activity = |id: &str, status: &str| {
        let filler: String = (0..8).map(|line| format!("      Line {line}.\n")).collect();
        format!(
            "  - id: '{id}'\n    title: T{id}\n    owners: [a]\n    description: |\n{filler}    status: {status}\n"
        )
    };
    let block = |status: &str| plan("") + &activity("1", "ongoing") + &activity("2", status);
    write(root.path(), "2024.yaml", &block("planned"));
    commit(root.path(), "v2");
    write(root.path(), "2024.yaml", &block("ongoing"));
    let page = include_str!("../../docs/diff.md");
    let blocks: Vec<&str> = page
        .split("```")
        .filter(|block| block.starts_with("sh\n") && block.contains("git config"))
        .collect();
    assert_eq!(blocks.len(), 2);
    let bin = Path::new(crate::support::program()).parent().unwrap();
    let path = std::env::join_paths(
        [bin.to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    )
    .unwrap();
    let run = |script: &str| {
        let mut command = std::process::Command::new("sh");
        command
            .args(["-ec", script])
            .current_dir(root.path())
            .env("PATH", &path)
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let hunks = run(&(blocks[0].trim_start_matches("sh\n").to_owned() + "git diff"));
    assert!(
        hunks.lines().any(|line| line.starts_with("@@ ") && line.ends_with("@@   - id: '2'")),
        "{hunks}"
    );
    let shown = run(blocks[1].trim_start_matches("sh\n"));
    assert!(shown.contains("planned → ongoing"), "{shown}");
}

#[test]
fn files_about_all_plans_are_named_where_they_changed_too() {
    let root = repository(TWO);
    let before = workplan(root.path(), &["diff", "--as-of", "2024-05-01"]);
    assert_eq!((before.code, before.stderr.as_str()), (Some(0), ""));
    write(root.path(), "config.yaml", "schema: 1\nsoon: 60\n");
    let run = workplan(root.path(), &["diff", "--as-of", "2024-05-01"]);
    assert_eq!(
        run.stderr,
        "note: workplans/config.yaml has changed as well, which is not shown: diff compares the plans\n"
    );
    commit(root.path(), "settings");
    assert_eq!(
        workplan(root.path(), &["diff", "HEAD~1", "HEAD", "--as-of", "2024-05-01"]).stderr,
        run.stderr
    );
}
