//! One run of `check` finds everything there is to find: what is wrong with a value hides nothing but what follows from it.

use crate::program::{folder, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n  - {id: iom, name: Migration, focal_points: [{name: Ana Example}]}\n";

/// Rule and line of each finding in a plan with these activities.
fn found(activities: &str) -> Vec<(String, u64)> {
    let plan = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n- id: a\n  title: A\n  activities:\n";
    let root = folder(&[("2025.yaml", (plan.to_owned() + activities).as_bytes()), ("organizations.yaml", ORGANIZATIONS.as_bytes())]);
    let run = workplan(root.path(), &["check", "--as-of", "2025-07-15", "--format", "json"]);
    run.assert_calm();
    let report = run.json();
    let findings = report["diagnostics"].as_array().unwrap().iter();
    // The first line of the activities is line 1.
    findings.map(|one| (one["rule"].as_str().unwrap().to_owned(), one["line"].as_u64().unwrap() - 7)).collect()
}

#[track_caller]
fn finds(activities: &str, expected: &[(&str, u64)]) {
    let expected: Vec<(String, u64)> = expected.iter().map(|&(rule, line)| (rule.to_owned(), line)).collect();
    assert_eq!(found(activities), expected, "{activities}");
}

#[test]
fn beside_a_missing_title() {
    finds(
        "  - id: a1
    owners: [iom]
    status: on_hold
    start: 2025-05-01
    due: 2025-03-01
    forecast: 2025-06-01
    depends_on: [a2]
  - id: a2
    owners: [iom]
    status: completed
    progress: 90
    due: 2025-04-01
    milestones: [{title: M, due: 2025-05-01}]
    depends_on: [a1]
",
        &[
            ("missing-key", 1),
            ("missing-reason", 3),
            ("date-order", 5),
            ("forecast-late", 6),
            ("missing-key", 8),
            ("completed-date", 10),
            ("dependency-order", 10),
            ("progress-status", 11),
            ("dependency-order", 12),
            ("milestone-order", 13),
            ("milestone-order", 13),
            ("dependency-cycle", 14),
        ],
    );
}

#[test]
fn beside_an_owner_that_is_no_id() {
    finds(
        "  - {id: a1, title: T, owners: [a b], due: 2025-08-01, status: planned, start: 2025-02-01}\n  - {id: a2, title: T, owners: [iom], due: 2025-08-01, status: planned, completed: 2025-02-01}\n",
        &[("invalid-value", 1), ("late-start", 1), ("duplicate-title", 2), ("completed-date", 2)],
    );
}

#[test]
fn an_unknown_status_is_not_blamed_twice() {
    let rest = "owners: [iom], due: 2025-08-01, start: 2025-02-01, completed: 2025-03-01, progress: 5, depends_on: [a1]";
    finds(&format!("  - {{id: a1, title: T, status: stalled, {rest}}}\n"), &[("invalid-value", 1)]);
    finds(&format!("  - {{id: a1, title: T, {rest}}}\n"), &[("missing-key", 1)]);
}

#[test]
fn the_second_of_two_is_the_one_that_stands_later() {
    let (broken, whole) = ("  - {id: a1, owners: [iom], status: ongoing, due: 2025-08-01}\n", "title: T, owners: [iom], status: ongoing");
    finds(&format!("{broken}  - {{id: a1, {whole}, due: 2025-08-01}}\n"), &[("missing-key", 1), ("duplicate-id", 2)]);
    finds(&format!("  - {{id: a1, {whole}, due: 2025-08-01}}\n{broken}"), &[("missing-key", 2), ("duplicate-id", 2)]);
}

#[test]
fn an_id_that_is_there_is_that_of_one_kind_of_thing() {
    // The activity `b` cannot be read as a whole; an organization of that id is not there for all that.
    finds(
        "  - {id: b, owners: [b], status: ongoing, due: 2025-08-01}\n  - {id: c, title: T, owners: [iom], status: ongoing, due: 2025-08-01, depends_on: [b]}\n",
        &[("missing-key", 1), ("unknown-reference", 1)],
    );
}

/// What cannot be counted may still carry: the fault is told where it is, and not at what it hides.
#[test]
fn what_may_be_carried_is_left_in_peace() {
    let plan = |year: u32, activity: &str| {
        format!(
            "schema: 1\ntitle: P\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\npriorities:\n- id: a\n  title: A\n  activities:\n  - {activity}\n"
        )
    };
    let old = plan(2024, "{id: a1, title: T, owners: [iom], status: planned, start: 2024-02-01, due: 2024-03-01, forecast: 2024-06-01}");
    let new = plan(2025, "{id: a1, owners: [iom], status: planned, due: 2025-08-01, carried_from: 2024/a1}");
    let root = folder(&[
        ("2024.yaml", old.as_bytes()),
        ("2025.yaml", new.as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
        ("config.yaml", b"schema: 1\nrules: {overdue: error}\n"),
    ]);
    let report = workplan(root.path(), &["check", "--as-of", "2025-07-15", "--format", "json"]).json();
    let rules: Vec<&str> = report["diagnostics"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["missing-key"], "{report:#}");
}
