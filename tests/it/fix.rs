//! `check --fix` and `check --diff`.

use proptest::prelude::*;

use crate::support::{Run, folder, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    \x20 - {id: iom, name: Migration, short: IOM, focal_points: [{name: Ana Example}]}\n\
    \x20 - {id: ilo, name: Labour, focal_points: [{name: Ben Example}]}\n";

/// Common mistakes, each with a comment and other content that must stay.
const HABITS: &str = "# Our plan\ntitle: Plan   # as agreed\n\
    period: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n  - id: a\n    title: A\n\
    \x20   activities:\n      - id: a1\n        Title: 'Train   officers'\n\
    \x20       lead: [IOM]     # first\n        state: In Progress\n        deadline: 30/06/2025\n\
    \x20       percent: 50%\n      - {id: a2, title: B, responsible: ilo, status: Not started, due: \
    09/13/2025, progress: \"0\"}\n      - id: a3\n        title: C\n        owners: [ilo]\n\
    \x20       status: \"done\"\n        completed: 2025-02-01\n        due: 05/06/2025\n";

fn group(plan: &str) -> tempfile::TempDir {
    folder(&[("2025.yaml", plan.as_bytes()), ("organizations.yaml", ORGANIZATIONS.as_bytes())])
}

fn check(root: &tempfile::TempDir, arguments: &[&str]) -> Run {
    let run = workplan(root.path(), &[&["check", "--as-of", "2025-05-01"], arguments].concat());
    run.assert_clean();
    run
}

fn written(root: &tempfile::TempDir) -> String {
    std::fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap()
}

#[test]
fn certain_errors_are_fixed_and_nothing_else_changes() {
    let root = group(HABITS);
    let run = check(&root, &["--fix"]);
    insta::assert_snapshot!(written(&root), @r##"
    # Our plan
    schema: 1
    title: Plan   # as agreed
    period: {start: 2025-01-01, end: 2025-12-31}
    priorities:
      - id: a
        title: A
        activities:
          - id: a1
            title: 'Train   officers'
            owners: [iom]     # first
            status: ongoing
            due: 2025-06-30
            progress: 50
          - {id: a2, title: B, owners: [ilo], status: planned, due: 2025-09-13, progress: 0}
          - id: a3
            title: C
            owners: [ilo]
            status: completed
            completed: 2025-02-01
            due: 05/06/2025
    "##);
    insta::assert_snapshot!(run.stdout, @r##"
    error[invalid-value]: `05/06/2025` is not a date
      --> workplans/2025.yaml:21:14
       |
    21 |         due: 05/06/2025
       |              ^^^^^^^^^^
       |
       = help: `workplan set a3 due=DATE`; in the file: a date is a day such as 2024-06-30, or a span: 2024-06, 2024-Q2, 2024-H1, 2024

    16 fixed; 1 error, 0 warnings
    "##);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let before = written(&root);
    assert_eq!(check(&root, &["--fix"]).stdout.lines().last(), Some("1 error, 0 warnings"));
    assert_eq!(written(&root), before);
}

#[test]
fn the_diff_shows_it_and_writes_nothing() {
    let root = group(HABITS);
    let run = check(&root, &["--diff"]);
    assert_eq!(run.code, Some(0));
    assert_eq!(written(&root), HABITS);
    let patch = root.path().join("patch");
    std::fs::write(&patch, &run.stdout).unwrap();
    crate::support::git(root.path(), &["apply", "patch"]);
    let patched = written(&root);
    let again = group(HABITS);
    assert_eq!(check(&again, &["--fix"]).code, Some(1));
    assert_eq!(patched, written(&again));
}

#[test]
fn with_line_ends_and_a_byte_order_mark_as_they_were() {
    let text = format!("\u{feff}{}", HABITS.replace('\n', "\r\n"));
    let (plain, root) = (group(HABITS), group(&text));
    assert_eq!(check(&plain, &["--fix"]).code, check(&root, &["--fix"]).code);
    assert_eq!(format!("\u{feff}{}", written(&plain).replace('\n', "\r\n")), written(&root));
}

#[test]
fn a_fix_that_would_cause_an_error_is_not_made() {
    // The status `done` needs a date of completion, which the program must not invent.
    let plan = HABITS.replace("        completed: 2025-02-01\n", "");
    let root = group(&plan);
    assert_eq!(check(&root, &["--fix"]).code, Some(1));
    let after = written(&root);
    assert!(after.contains("status: \"done\"") && after.contains("due: 2025-06-30"), "{after}");
}

/// Each of these values is left as it is, and those beside them are fixed.
#[test]
fn many_fixes_that_would_cause_errors_are_not_made() {
    let activity = |n: usize| {
        format!(
            "      - id: a{n}\n        title: T{n}\n        owners: [iom]\n        status: done\n\
                \x20       start: 01/02/2025\n        due: 30/06/2025\n"
        )
    };
    let head = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n\
        \x20 - id: a\n    title: A\n    activities:\n";
    let root = group(&format!("{head}{}", (0..60).map(activity).collect::<String>()));
    let run = check(&root, &["--diff"]);
    assert_eq!(run.stderr, "60 to fix; `workplan check --fix` does it\n");
    assert_eq!(check(&root, &["--fix"]).code, Some(1));
    let count = |text: &str| written(&root).matches(text).count();
    // Ambiguous: 1 February or 2 January.
    assert_eq!(
        (count("status: done"), count("due: 2025-06-30"), count("start: 01/02/2025")),
        (60, 60, 60)
    );
}

#[test]
fn values_of_an_alias_are_not_fixed() {
    let plan = HABITS.replace("deadline: 30/06/2025", "x_day: &day 30/06/2025\n        due: *day");
    let root = group(&plan);
    assert_eq!(check(&root, &["--fix"]).code, Some(1));
    assert!(written(&root).contains("x_day: &day 30/06/2025\n        due: *day"));
}

#[test]
fn other_plans_and_revisions_are_not_fixed() {
    let root = folder(&[
        ("2025.yaml", HABITS.as_bytes()),
        ("2026.yaml", HABITS.as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
    ]);
    assert_eq!(check(&root, &["--fix", "2026"]).code, Some(1));
    assert_eq!(written(&root), HABITS);
    for arguments in [
        ["--fix", "--at=HEAD"],
        ["--diff", "--at=HEAD"],
        ["--fix", "2027"],
        ["--diff", "--format=json"],
    ] {
        assert_eq!(check(&root, &arguments).code, Some(2), "{arguments:?}");
        assert_eq!(written(&root), HABITS);
    }
}

#[test]
fn an_unreadable_file_is_not_reported_as_valid() {
    let root = group(
        "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities: []\n",
    );
    std::fs::create_dir(root.path().join("workplans/2026.yaml")).unwrap();
    assert_eq!(check(&root, &[]).code, Some(0));
    std::os::unix::fs::symlink("/nowhere", root.path().join("workplans/2027.yaml")).unwrap();
    let run = check(&root, &[]);
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(2), "1 file could not be checked; in the others: no errors, no warnings\n")
    );
}

/// Returns a value as a user might write it.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "done",
        "Done",
        "in progress",
        "'to do'",
        "ongoing",
        "30/06/2025",
        "01/02/2025",
        "31.12.2025",
        "2025-06-30",
        "50%",
        "\"7\"",
        "iom",
        "IOM",
        "[iom]",
        "[IOM, ilo]",
        "Migration",
        "1e3",
        "~",
        "",
        "{a: b}",
        "*x",
        "|\n          done",
    ])
    .prop_map(str::to_owned)
}

fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "lead",
        "responsible",
        "owners",
        "Owners",
        "status",
        "state",
        "deadline",
        "due",
        "Due date",
        "percent",
        "progress",
        "completed",
        "weight",
        "start",
        "notes",
        "x_own",
        "milestones",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(crate::support::cases(24))]

    /// For any values: a fix causes no new error, its message names the old value, and a second run
    /// fixes nothing.
    #[test]
    fn fixes_only_remove_errors(pairs in prop::collection::vec((key(), word()), 0..6), end in "(\r)?\n") {
        let lines: String =
            pairs.iter().map(|(key, word)| format!("        {key}: {word}\n")).collect();
        let head = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
            priorities:\n  - id: a\n    title: A\n    activities:\n      - id: a1\n        title: T\n";
        let original = format!("{head}{lines}").replace('\n', &end);
        let root = group(&original);
        let count = |run: &Run| run.json()["errors"].as_i64().unwrap();
        let (before, after) =
            (count(&check(&root, &["--format=json"])), check(&root, &["--fix", "--format=json"]));
        prop_assert!(count(&after) <= before);
        let text = written(&root);
        prop_assert_eq!(after.stderr.contains("fixed"), text != original);
        prop_assert_eq!(check(&root, &["--fix", "--format=json"]).stderr, "");
        prop_assert_eq!(&written(&root), &text);
        prop_assert_eq!(check(&root, &["--diff"]).stdout, "");
    }
}

/// An alias refers to a list or an activity used elsewhere, so it is not replaced by a word in it.
#[test]
fn an_alias_is_not_replaced_by_its_words() {
    let rest = "due: 2025-06-30";
    let plan = format!(
        "schema: 1\ntitle: P\nperiod: {{start: 2025-01-01, end: 2025-12-31}}\nx_all: &all [IOM]\n\
            x_one: &one {{id: a2, title: U, owners: [ilo], {rest}, status: done}}\n\
            priorities: [{{id: a, title: A, activities: [{{id: a1, title: T, owners: *all, status: \
            ongoing, {rest}}}, *one]}}]\n"
    );
    let root = group(&plan);
    let run = check(&root, &["--diff"]);
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("", "0 to fix; `workplan check --fix` does it\n")
    );
    let report = check(&root, &["--format", "json"]).json();
    let rules: Vec<&str> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["unknown-reference", "invalid-value"]);
}
