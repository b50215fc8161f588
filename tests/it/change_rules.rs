//! `check --base`: the rules about changes of agreed plans.

use std::path::Path;

use serde_json::Value;

use crate::in_process::check_change;
use crate::support::{commit, init, temporary_folder, workplan, write};

/// Returns a plan with these keys and activities, one activity a line.
pub fn plan(head: &str, activities: &str) -> String {
    let lines: String =
        activities.lines().map(|line| format!("  - {{{}}}\n", line.trim())).collect();
    format!("schema: 1\n{head}\npriorities:\n- id: p\n  title: P\n  activities:\n{lines}")
}

pub const HEAD_2024: &str =
    "title: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\nendorsed: 2024-01-15";

pub const HEAD_2025: &str = "title: Next\nperiod: {start: 2025-01-01, end: 2025-12-31}";

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    - {id: a, name: A, focal_points: [{name: X}]}\n- {id: b, name: B, focal_points: [{name: Y}]}\n";

/// Creates a repository with these files on `main`.
pub fn repository(files: &[(&str, String)]) -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    write(root.path(), "organizations.yaml", ORGANIZATIONS);
    files.iter().for_each(|(name, text)| write(root.path(), name, text));
    commit(root.path(), "base");
    root
}

/// The rules tested here.
const RULES: [&str; 7] = [
    "activity-removed",
    "activity-moved",
    "reopened",
    "id-changed",
    "due-slipped",
    "progress-fell",
    "closed-plan",
];

pub fn check(root: &Path, day: &str, arguments: &[&str]) -> Vec<Value> {
    let all = [&["check", "--format", "json", "--as-of", day], arguments].concat();
    let run = workplan(root, &all);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    run.json()["diagnostics"].as_array().unwrap().clone()
}

/// Returns the findings of these rules in short: rule, level, path, line, plan/activity.
pub fn found(root: &Path, day: &str) -> Vec<String> {
    in_short(&check(root, day, &["--base", "main"]))
}

fn in_short(all: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let of_change = all.iter().filter(|one| RULES.contains(&one["rule"].as_str().unwrap()));
    let short = |one: &Value| {
        let place = format!("{}:{}:{}", text(&one["path"]), one["line"], one["column"]);
        format!(
            "{} {} {place} {}/{}",
            text(&one["rule"]),
            text(&one["level"]),
            text(&one["plan"]),
            text(&one["activity"])
        )
    };
    of_change.map(short).collect()
}

/// Returns the findings if the activities of the endorsed plan of 2024 change from `before` to
/// `after`.
fn change(before: &str, after: &str) -> Vec<String> {
    between(plan(HEAD_2024, before), plan(HEAD_2024, after))
}

/// Returns the same for a plan that was not endorsed.
fn free_change(before: &str, after: &str) -> Vec<String> {
    let head = HEAD_2024.replace("endorsed: 2024-01-15", "");
    // An endorsement in the same change does not apply to the earlier state.
    between(plan(&head, before), plan(HEAD_2024, after))
}

/// Compares in memory. The other tests in this file show that a repository gives the same result.
fn between(before: String, after: String) -> Vec<String> {
    let files = |plan| [("organizations.yaml", ORGANIZATIONS.to_owned()), ("2024.yaml", plan)];
    let found = check_change(&files(before), &files(after), "2024-07-01".parse().unwrap());
    in_short(found["diagnostics"].as_array().unwrap())
}

pub const ONE: &str = "id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30";

pub const TWO: &str = "id: '2', title: Two, owners: [a, b], status: planned, due: 2024-09-30";

pub fn both() -> String {
    format!("{ONE}\n{TWO}")
}

#[test]
fn unchanged_and_added_activities_are_not_reported() {
    let more = format!(
        "{TWO}\n{ONE}, reason: Late, tags: [x]\nid: '3', title: Three, owners: [b], status: planned, due: 2024-09"
    );
    assert_eq!(change(&both(), &more), [""; 0]);
    assert_eq!(change(&both(), &both()), [""; 0]);
}

#[test]
fn a_removed_activity_is_reported_at_its_priority() {
    assert_eq!(change(&both(), ONE), ["activity-removed error workplans/2024.yaml:6:7 2024/2"]);
    assert_eq!(free_change(&both(), ONE), [""; 0]);
    let cancelled = format!("{ONE}\n{}, reason: No host", TWO.replace("planned", "cancelled"));
    assert_eq!(change(&both(), &cancelled), [""; 0]);
}

#[test]
fn the_day_of_the_endorsement_counts() {
    for (endorsed, expected) in [("2024-07-01", 1), ("2024", 1), ("2024-07-02", 0), ("2024-Q4", 0)]
    {
        let head = HEAD_2024.replace("2024-01-15", endorsed);
        let root = repository(&[("2024.yaml", plan(&head, &both()))]);
        write(root.path(), "2024.yaml", &plan(&head, ONE));
        assert_eq!(found(root.path(), "2024-07-01").len(), expected, "{endorsed}");
    }
}

#[test]
fn a_plan_is_removed_with_all_its_activities() {
    let root = repository(&[
        ("2024/a.yaml", plan(HEAD_2024, &both())),
        ("2025.yaml", plan(HEAD_2025, "id: x, title: X, owners: [a], status: planned")),
    ]);
    std::fs::remove_dir_all(root.path().join("workplans/2024")).unwrap();
    std::fs::remove_file(root.path().join("workplans/2025.yaml")).unwrap();
    let expected = ["1", "2"]
        .map(|id| format!("activity-removed error workplans/organizations.yaml:1:1 2024/{id}"));
    assert_eq!(found(root.path(), "2024-07-01"), expected);
    // A removed plan can be named. The other plan was never endorsed.
    assert_eq!(
        check(root.path(), "2024-07-01", &["--base", "main", "2025"])
            .iter()
            .filter(|one| one["plan"] == "2024")
            .count(),
        0
    );
    // If no plan is left, the removal is still reported.
    std::fs::remove_file(root.path().join("workplans/organizations.yaml")).unwrap();
    assert_eq!(found(root.path(), "2024-07-01").len(), 2);
}

#[test]
fn a_file_that_becomes_a_folder_is_the_same_plan() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    std::fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
    write(root.path(), "2024/plan.yaml", &plan(HEAD_2024, ONE));
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["activity-removed error workplans/2024/plan.yaml:6:7 2024/2"]
    );
    write(root.path(), "2024/plan.yaml", &plan(HEAD_2024, &both()));
    assert_eq!(found(root.path(), "2024-07-01"), [""; 0]);
}

#[test]
fn a_moved_activity_is_reported_at_its_new_place() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    write(
        root.path(),
        "2024.yaml",
        &plan(HEAD_2024, "id: '3', title: Three, owners: [a], status: planned"),
    );
    let moved = "id: '1', title: One, owners: [a], status: ongoing\n\
        id: n, title: New, owners: [b], status: planned, carried_from: 2024/2";
    write(root.path(), "2025.yaml", &plan(HEAD_2025, moved));
    let expected = [
        "activity-moved warning workplans/2025.yaml:8:10 2024/1",
        "activity-moved warning workplans/2025.yaml:9:69 2024/2",
    ];
    assert_eq!(found(root.path(), "2024-07-01"), expected);
    let rules: Vec<Value> = check(root.path(), "2024-07-01", &["--base", "main"])
        .iter()
        .map(|one| one["rule"].clone())
        .collect();
    assert!(rules.iter().any(|rule| rule == "unknown-reference"), "{rules:?}");
}

#[test]
fn an_id_that_another_plan_had_already_is_no_move() {
    let other = plan(HEAD_2025, "id: '2', title: Other, owners: [b], status: planned");
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both())), ("2025.yaml", other)]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["activity-removed error workplans/2024.yaml:6:7 2024/2"]
    );
}

#[test]
fn a_renamed_plan_has_moved_its_activities() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    std::fs::rename(
        root.path().join("workplans/2024.yaml"),
        root.path().join("workplans/icat-2024.yaml"),
    )
    .unwrap();
    let expected = [(9, 1), (10, 2)].map(|(line, id)| {
        format!("activity-moved warning workplans/icat-2024.yaml:{line}:10 2024/{id}")
    });
    assert_eq!(found(root.path(), "2024-07-01"), expected);
}

#[test]
fn a_changed_id_is_reported_instead_of_a_removal() {
    let renamed =
        both().replace("'2'", "'2b'").replace("[a, b]", "[b, a]").replace("planned", "ongoing");
    assert_eq!(change(&both(), &renamed), ["id-changed error workplans/2024.yaml:10:10 2024/2b"]);
    assert_eq!(free_change(&both(), &renamed), [""; 0]);
    // With another title it is another activity.
    let other = renamed.replace("Two", "2");
    assert_eq!(change(&both(), &other), ["activity-removed error workplans/2024.yaml:6:7 2024/2"]);
    // An id that existed before is not a new id, whatever its title.
    let twins = format!("{ONE}\nid: '2', title: One, owners: [a], status: planned, due: 2024-09");
    let left = twins.lines().nth(1).unwrap();
    assert_eq!(change(&twins, left), ["activity-removed error workplans/2024.yaml:6:7 2024/1"]);
}

#[test]
fn an_owner_under_its_later_id_is_the_same_owner() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    write(
        root.path(),
        "organizations.yaml",
        &ORGANIZATIONS.replace("{id: a,", "{id: a2, aliases: [a],"),
    );
    write(
        root.path(),
        "2024.yaml",
        &plan(HEAD_2024, &ONE.replace("'1'", "'9'").replace("[a]", "[a2]")),
    );
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["id-changed error workplans/2024.yaml:9:10 2024/9"]
    );
}

#[test]
fn a_reopened_activity_needs_a_reason() {
    let done = ONE.replace("ongoing", "completed, completed: 2024-06-20, progress: 100");
    let open = format!("{ONE}, progress: 100");
    let expected = "reopened error workplans/2024.yaml:9:48 2024/1";
    assert_eq!(change(&done, &open), [expected]);
    assert_eq!(free_change(&done, &open), [expected], "endorsed or not");
    assert_eq!(change(&done, &format!("{open}, reason: A mistake")), [""; 0]);
    let cancelled = format!("{}, reason: No", ONE.replace("ongoing", "cancelled"));
    assert_eq!(change(&cancelled, ONE), [expected]);
    assert_eq!(
        change(&format!("{done}, reason: x"), &cancelled.replace("due", "progress: 100, due")),
        [""; 0],
        "an activity that is cancelled instead is not reopened"
    );
}

#[test]
fn a_later_due_needs_a_new_reason() {
    let later = ONE.replace("2024-06-30", "2024-07");
    let expected = ["due-slipped warning workplans/2024.yaml:9:62 2024/1"];
    assert_eq!(change(ONE, &later), expected);
    assert_eq!(free_change(ONE, &later), [""; 0]);
    assert_eq!(change(ONE, &format!("{later}, reason: Agreed on 3 June")), [""; 0]);
    assert_eq!(change(ONE, &ONE.replace("06-30", "06-29")), [""; 0]);
    assert_eq!(change(ONE, &ONE.replace("2024-06-30", "2024-Q2")), [""; 0]);
    // An earlier reason, or one that was removed, does not count.
    let why = format!("{ONE}, reason: Why not");
    assert_eq!(change(&why, &format!("{later}, reason: \"Why  not\"")), expected);
    assert_eq!(change(&why, &later), expected);
    // Without `due`, the end of the period counts.
    let open_end = ONE.replace(", due: 2024-06-30", "");
    assert_eq!(change(ONE, &open_end), ["due-slipped warning workplans/2024.yaml:3:34 2024/1"]);
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &open_end))]);
    write(
        root.path(),
        "2024.yaml",
        &plan(&HEAD_2024.replace("end: 2024-12-31", "end: 2025-03-31"), &open_end),
    );
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["due-slipped warning workplans/2024.yaml:3:34 2024/1"]
    );
    // Also if the file of the activity did not change.
    let head = |end: &str| format!("schema: 1\n{}\n", HEAD_2024.replace("2024-12-31", end));
    let activities =
        format!("schema: 1\npriorities:\n- id: p\n  title: P\n  activities:\n  - {{{open_end}}}\n");
    let root = repository(&[("2024/a.yaml", activities), ("2024/plan.yaml", head("2024-12-31"))]);
    write(root.path(), "2024/plan.yaml", &head("2025-03-31"));
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["due-slipped warning workplans/2024/plan.yaml:3:34 2024/1"]
    );
}

/// Returns the message of the only finding of a rule.
fn message(root: &Path, rule: &str, day: &str) -> String {
    let found = check(root, day, &["--base", "main"]);
    let [one] = found.iter().filter(|one| one["rule"] == rule).collect::<Vec<_>>()[..] else {
        panic!("{found:?}")
    };
    one["message"].as_str().unwrap().to_owned()
}

#[test]
fn messages_use_singular_and_plural() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    for (due, later) in [("2024-07-01", "1 day"), ("2024-07-02", "2 days")] {
        write(root.path(), "2024.yaml", &plan(HEAD_2024, &both().replace("2024-06-30", due)));
        let told = message(root.path(), "due-slipped", "2024-07-01");
        assert_eq!(
            told,
            format!(
                "the due date of `1` was moved from 2024-06-30 by {later}, without a new reason"
            )
        );
    }
    for (status, words) in [("status: ongoing", "1 change"), ("status:", "2 changes")] {
        write(
            root.path(),
            "2024.yaml",
            &plan(HEAD_2024, &both().replace(status, &format!("remarks: x, {status}"))),
        );
        let told = message(root.path(), "closed-plan", "2025-05-01");
        assert_eq!(
            told,
            format!("the plan `2024` ended on 2024-12-31, more than 90 days ago, and has {words}")
        );
    }
}

#[test]
fn falling_progress_is_reported_at_its_cause() {
    let at = |progress: &str| format!("{ONE}, progress: {progress}");
    assert_eq!(
        change(&at("60"), &at("59.999999")),
        ["progress-fell warning workplans/2024.yaml:9:84 2024/1"]
    );
    assert_eq!(free_change(&at("60"), &at("6")).len(), 1);
    assert_eq!(change(&at("60"), &at("60.0")), [""; 0]);
    assert_eq!(change(&at("60"), ONE), ["progress-fell warning workplans/2024.yaml:9:5 2024/1"]);
    let steps = |done: &str| {
        format!("{ONE}, milestones: [{{title: M, due: 2024-05{done}}}, {{title: N, due: 2024-06}}]")
    };
    assert_eq!(
        change(&steps(", done: 2024-05-02"), &steps("")),
        ["progress-fell warning workplans/2024.yaml:9:95 2024/1"]
    );
    // It is unknown what unreadable text contains.
    for (then, now) in [
        (at("60"), at("much")),
        (steps(", done: 2024-05-02"), format!("{ONE}, milestones: soon")),
        (format!("{}, progress: much", steps(", done: 2024-05-02")), at("6")),
    ] {
        assert_eq!(change(&then, &now), [""; 0], "{now}");
    }
    let done = ONE.replace("ongoing", "completed, completed: 2024-06-20");
    let rules: Vec<String> =
        change(&done, ONE).iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(rules, ["progress-fell", "reopened"]);
}
