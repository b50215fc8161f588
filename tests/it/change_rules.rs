//! `check --base`: what a change does to plans that were agreed.

use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use crate::in_process::check_change;
use crate::support::{commit, git, git_on, init, workplan, write};

/// A plan with this head and these activities, one a line.
fn plan(head: &str, activities: &str) -> String {
    let lines: String =
        activities.lines().map(|line| format!("  - {{{}}}\n", line.trim())).collect();
    format!("schema: 1\n{head}\npriorities:\n- id: p\n  title: P\n  activities:\n{lines}")
}

const HEAD_2024: &str =
    "title: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\nendorsed: 2024-01-15";
const HEAD_2025: &str = "title: Next\nperiod: {start: 2025-01-01, end: 2025-12-31}";

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n- {id: a, name: A, focal_points: [{name: X}]}\n- {id: b, name: B, focal_points: [{name: Y}]}\n";

/// A repository whose branch `main` has these files.
fn repository(files: &[(&str, String)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    init(root.path());
    write(root.path(), "organizations.yaml", ORGANIZATIONS);
    files.iter().for_each(|(name, text)| write(root.path(), name, text));
    commit(root.path(), "base");
    root
}

/// The rules of this page.
const RULES: [&str; 7] = [
    "activity-removed",
    "activity-moved",
    "reopened",
    "id-changed",
    "due-slipped",
    "progress-fell",
    "closed-plan",
];

fn check(root: &Path, day: &str, arguments: &[&str]) -> Vec<Value> {
    let all = [&["check", "--format", "json", "--as-of", day], arguments].concat();
    let run = workplan(root, &all);
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    run.json()["diagnostics"].as_array().unwrap().clone()
}

/// What the rules about changes find, in short: rule, level, path, line, plan/activity.
fn found(root: &Path, day: &str) -> Vec<String> {
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

/// What is found where the endorsed plan of 2024 has these activities, and then those.
fn change(before: &str, after: &str) -> Vec<String> {
    between(plan(HEAD_2024, before), plan(HEAD_2024, after))
}

/// The same of a plan that was not endorsed.
fn free_change(before: &str, after: &str) -> Vec<String> {
    let head = HEAD_2024.replace("endorsed: 2024-01-15", "");
    // To endorse it in the same change does not bind what was before.
    between(plan(&head, before), plan(HEAD_2024, after))
}

/// Without a repository: with one it is the same, as the other tests of this page show.
fn between(before: String, after: String) -> Vec<String> {
    let files = |plan| [("organizations.yaml", ORGANIZATIONS.to_owned()), ("2024.yaml", plan)];
    let found = check_change(&files(before), &files(after), "2024-07-01".parse().unwrap());
    in_short(found["diagnostics"].as_array().unwrap())
}

const ONE: &str = "id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30";
const TWO: &str = "id: '2', title: Two, owners: [a, b], status: planned, due: 2024-09-30";

fn both() -> String {
    format!("{ONE}\n{TWO}")
}

#[test]
fn what_stays_or_comes_is_not_told() {
    let more = format!(
        "{TWO}\n{ONE}, reason: Late, tags: [x]\nid: '3', title: Three, owners: [b], status: planned, due: 2024-09"
    );
    assert_eq!(change(&both(), &more), [""; 0]);
    assert_eq!(change(&both(), &both()), [""; 0]);
}

#[test]
fn a_removed_activity_is_told_at_its_priority() {
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
    // A plan may be asked for that is gone; the other one was never endorsed.
    assert_eq!(
        check(root.path(), "2024-07-01", &["--base", "main", "2025"])
            .iter()
            .filter(|one| one["plan"] == "2024")
            .count(),
        0
    );
    // With nothing left at all there is still something to say.
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
fn a_moved_activity_is_told_where_it_is_now() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    write(
        root.path(),
        "2024.yaml",
        &plan(HEAD_2024, "id: '3', title: Three, owners: [a], status: planned"),
    );
    let moved = "id: '1', title: One, owners: [a], status: ongoing\nid: n, title: New, owners: [b], status: planned, carried_from: 2024/2";
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
fn a_new_id_is_told_instead_of_a_removal() {
    let renamed =
        both().replace("'2'", "'2b'").replace("[a, b]", "[b, a]").replace("planned", "ongoing");
    assert_eq!(change(&both(), &renamed), ["id-changed error workplans/2024.yaml:10:10 2024/2b"]);
    assert_eq!(free_change(&both(), &renamed), [""; 0]);
    // Another title: that is another activity.
    let other = renamed.replace("Two", "2");
    assert_eq!(change(&both(), &other), ["activity-removed error workplans/2024.yaml:6:7 2024/2"]);
    // One that was there already is no new id, whatever its title is.
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
fn what_was_reopened_needs_a_reason() {
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
        "it has still ended"
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
    // The reason of another matter, or one that is taken away, is no reason for this.
    let why = format!("{ONE}, reason: Why not");
    assert_eq!(change(&why, &format!("{later}, reason: \"Why  not\"")), expected);
    assert_eq!(change(&why, &later), expected);
    // Without a due, the period's end counts.
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
    // Also where the activity stands in a file that has not changed.
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

/// The words of the only finding of a rule.
fn message(root: &Path, rule: &str, day: &str) -> String {
    let found = check(root, day, &["--base", "main"]);
    let [one] = found.iter().filter(|one| one["rule"] == rule).collect::<Vec<_>>()[..] else {
        panic!("{found:?}")
    };
    one["message"].as_str().unwrap().to_owned()
}

#[test]
fn one_is_told_as_one_and_more_as_many() {
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
fn progress_that_falls_is_told_at_what_it_comes_from() {
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
    // Of what cannot be read, then or now, nobody knows how much it was.
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

#[test]
fn a_closed_plan_should_not_change() {
    let root = repository(&[(
        "2024.yaml",
        plan(&HEAD_2024.replace("endorsed: 2024-01-15", "target: 80"), &both()),
    )]);
    assert_eq!(found(root.path(), "2025-05-01"), [""; 0]);
    let head = HEAD_2024.replace("endorsed: 2024-01-15", "target: 80");
    for (text, expected) in [
        (format!("# a note\n{}", plan(&head, &both())), [""; 0].to_vec()),
        (
            plan(&head, &format!("{ONE}, remarks: x\n{TWO}")),
            ["closed-plan warning workplans/2024.yaml:9:83 2024/1"].to_vec(),
        ),
        (
            plan(
                &head,
                &format!(
                    "{TWO}\n{ONE}, remarks: x\nid: '3', title: T, owners: [a], status: planned"
                ),
            ),
            ["closed-plan warning workplans/2024.yaml:10:83 2024/-"].to_vec(),
        ),
        (plan(&head, ONE), ["closed-plan warning workplans/2024.yaml:6:7 2024/2"].to_vec()),
        (
            plan(&head.replace("80", "70"), &both()),
            ["closed-plan warning workplans/2024.yaml:4:9 2024/-"].to_vec(),
        ),
        (
            plan(&head.replace("end: 2024", "end: 2025"), &both()),
            ["closed-plan warning workplans/2024.yaml:3:34 2024/-"].to_vec(),
        ),
    ] {
        write(root.path(), "2024.yaml", &text);
        assert_eq!(found(root.path(), "2025-05-01"), expected, "{text}");
        assert_eq!(found(root.path(), "2025-03-31"), [""; 0], "90 days after its end");
    }
}

/// The place of what is told of a closed plan in which something has changed: what stands there.
fn told_at(before: &str, after: &str) -> String {
    let root = repository(&[("2024.yaml", before.to_owned())]);
    write(root.path(), "2024.yaml", after);
    let found = check(root.path(), "2025-05-01", &["--base", "main"]);
    let [one] = found.iter().filter(|one| one["rule"] == "closed-plan").collect::<Vec<_>>()[..]
    else {
        panic!("{after}\n{found:?}")
    };
    let at = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
    let line = after.lines().nth(at("line") - 1).unwrap();
    line.chars().skip(at("column") - 1).take(at("end_column") - at("column")).collect()
}

#[test]
fn a_change_of_a_closed_plan_is_told_at_what_it_says_now() {
    let head = HEAD_2024.replace("endorsed: 2024-01-15", "target: 80");
    let before = plan(&head, "id: '1', title: T, owners: [a], status: ongoing");
    for (old, new) in [
        ("title: T", "title: Title"),
        ("owners: [a]", "owners: [b]"),
        ("status: ongoing", "status: ongoing, start: 2024-03-01"),
        ("status: ongoing", "status: ongoing, due: 2024-03-01"),
        ("status: ongoing", "status: ongoing, forecast: 2024-12-01"),
        ("status: ongoing", "status: ongoing, completed: 2024-03-01"),
        ("status: ongoing", "status: ongoing, progress: 30"),
        ("status: ongoing", "status: ongoing, weight: 2"),
        ("status: ongoing", "status: ongoing, contact: C. Person"),
        ("status: ongoing", "status: ongoing, reason: Why"),
        ("status: ongoing", "status: ongoing, description: What"),
        ("status: ongoing", "status: ongoing, remarks: More"),
        ("status: ongoing", "status: ongoing, working_group: Data"),
        ("status: ongoing", "status: ongoing, carried_from: 2023/1"),
        ("status: ongoing", "status: planned"),
        ("target: 80", "target: 70"),
        ("target: 80", "target: 80\nendorsed: 2024-02-02"),
        ("target: 80", "target: 80\nbaseline: v2024"),
        ("target: 80", "target: 80\ndescription: About"),
    ] {
        let value = new.rsplit(": ").next().unwrap().trim_matches(['[', ']']);
        assert_eq!(told_at(&before, &before.replace(old, new)), value, "{new}");
    }
    let gone = told_at(&before.replace("ongoing", "ongoing, tags: [x]"), &before);
    assert_eq!(gone, "'1'", "a field that is gone is told at the id");
    assert_eq!(
        told_at(&before, &before.replace("target: 80", "")),
        "Plan",
        "and one of the plan at its title"
    );
}

#[test]
fn lists_that_a_new_file_of_a_closed_plan_brings_are_not_judged() {
    let head = HEAD_2024.replace("endorsed: 2024-01-15\n", "");
    let organizations = "\norganizations:\n- {id: c, name: C}\nthemes:\n- {id: t, title: T}";
    let root = repository(&[("2024/plan.yaml", plan(&format!("{head}{organizations}"), ONE))]);
    write(
        root.path(),
        "2024/more.yaml",
        "schema: 1\nthemes:\n- {id: u, title: U}\norganizations:\n- {id: d, name: D}\n",
    );
    assert_eq!(found(root.path(), "2025-05-01"), [""; 0]);
    let changed = plan(&format!("{head}{organizations}"), ONE)
        .replace("{id: t, title: T}", "{id: t, title: T}\n- {id: v, title: V}");
    write(root.path(), "2024/plan.yaml", &changed);
    assert_eq!(found(root.path(), "2025-05-01").len(), 1);
}

#[test]
fn a_new_file_of_a_closed_plan_is_not_judged() {
    let head = HEAD_2024.replace("endorsed: 2024-01-15\n", "");
    let root = repository(&[("2024/plan.yaml", plan(&head, ONE))]);
    let more = "schema: 1\npriorities:\n- id: q\n  title: Q\n  activities:\n  - {id: '9', title: N, owners: [b], status: planned}\n";
    write(root.path(), "2024/more.yaml", more);
    assert_eq!(found(root.path(), "2025-05-01"), [""; 0]);
    write(root.path(), "2024/plan.yaml", &plan(&head, ONE).replace("title: P\n", "title: Q\n"));
    assert_eq!(
        found(root.path(), "2025-05-01"),
        ["closed-plan warning workplans/2024/plan.yaml:2:8 2024/-"]
    );
}

#[test]
fn what_the_base_does_not_have_or_cannot_read_is_not_judged() {
    let broken = plan(HEAD_2024, &both()).replace("title: Plan", "title: [Plan");
    let root = repository(&[("2024.yaml", broken)]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    write(root.path(), "2023.yaml", &plan(&HEAD_2024.replace("2024", "2023"), ONE));
    assert_eq!(found(root.path(), "2025-07-01"), [""; 0]);
    let root = tempfile::tempdir().unwrap();
    init(root.path());
    commit(root.path(), "nothing yet");
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    assert_eq!(found(root.path(), "2025-07-01"), [""; 0]);
}

#[test]
fn what_cannot_be_read_now_is_not_called_removed() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    for now in [
        plan(HEAD_2024, &both()) + "  - {id: x, title: [",
        plan(HEAD_2024, &both()).replace("status: planned", "status: planed"),
        plan(HEAD_2024, ONE) + "  -\n",
        plan(HEAD_2024, &both()).replace("  activities:", "  activities:\n  activities:"),
        plan(HEAD_2024, &both()).replace("  activities:", "  activites:"),
        plan(HEAD_2024, &both()).replace("priorities:", "prorities:"),
        plan(HEAD_2024, ONE).replace("schema: 1", "schema: 2"),
    ] {
        write(root.path(), "2024.yaml", &now);
        assert_eq!(found(root.path(), "2024-07-01"), [""; 0], "{now}");
    }
    // Another fault in the plan does not hide what is gone.
    write(
        root.path(),
        "2024.yaml",
        &plan(HEAD_2024, ONE).replace("title: One", "titel: x, title: One"),
    );
    assert_eq!(found(root.path(), "2024-07-01").len(), 1);
    #[cfg(unix)]
    {
        std::fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", root.path().join("workplans/2024.yaml"))
            .unwrap();
        let run = workplan(root.path(), &["check", "--base", "main", "--format", "json"]);
        assert_eq!(
            (run.code, run.stdout.contains("activity-removed")),
            (Some(2), false),
            "{run:?}"
        );
    }
}

#[test]
fn an_id_that_still_stands_somewhere_in_a_faulty_plan_is_not_called_removed() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    let told = |now: &str| {
        write(root.path(), "2024.yaml", now);
        found(root.path(), "2024-07-01").len()
    };
    // Below a key that nobody knows nothing is read.
    for (rest, expected) in [
        ("id: '2'", 0),
        ("id: 2", 0),
        ("\"id\" : \"2\"", 0),
        ("title: Two, id: 2", 0),
        ("id: '20'", 1),
        ("id: 2b", 1),
        ("id: 2.1", 1),
        ("id: 2_1", 1),
        ("id: 2-1", 1),
        ("title: '2'", 1),
        ("id: 1, '2': x", 1),
        ("id: 12", 1),
    ] {
        let now = plan(HEAD_2024, ONE) + "  works_of_the_year:\n  - {" + rest + "}";
        assert_eq!(told(&now), expected, "{now}");
    }
    assert_eq!(
        told(&(plan(HEAD_2024, ONE) + "  works_of_the_year:\n  - id: 2")),
        0,
        "at the very end of the file"
    );
    let own = plan(HEAD_2024, ONE) + "  x_was:\n  - {id: '2'}\n";
    assert_eq!(told(&own), 1, "a key of one's own is no fault");
    write(root.path(), "2025.yaml", &plan(HEAD_2025, "id: '7', title: T"));
    assert_eq!(told(&own), 1, "the faults of another plan are its own");
    std::fs::remove_file(root.path().join("workplans/2025.yaml")).unwrap();
    let of = |id: &str| {
        plan(HEAD_2024, &both()).replace("'2'", id).replace("status: planned", "status: planed")
    };
    assert_eq!(told(&of("\"\\x32\"")), 0, "whichever way its id is written");
    let known_as = plan(&format!("{HEAD_2024}\norganizations:\n- {{id: c, aliases: ['2']}}"), ONE);
    assert_eq!(told(&known_as), 1, "an organization of that id is no activity");
}

#[test]
fn the_levels_are_those_of_the_working_tree() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    write(root.path(), "config.yaml", "schema: 1\nrules: {activity-removed: warning}\n");
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["activity-removed warning workplans/2024.yaml:6:7 2024/2"]
    );
    write(root.path(), "config.yaml", "schema: 1\nrules: {activity-removed: off}\n");
    assert_eq!(found(root.path(), "2024-07-01"), [""; 0]);
}

#[test]
fn it_compares_with_the_commit_where_the_lines_part() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    git(root.path(), &["checkout", "-q", "-b", "work"]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, &ONE.replace("2024-06-30", "2024-07-31")));
    commit(root.path(), "slip");
    git(root.path(), &["checkout", "-q", "main"]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, &both()));
    commit(root.path(), "main goes on");
    git(root.path(), &["checkout", "-q", "work"]);
    let expected = ["due-slipped warning workplans/2024.yaml:9:62 2024/1"];
    assert_eq!(
        found(root.path(), "2024-07-01"),
        expected,
        "what came to main later is not removed here"
    );
    git(root.path(), &["checkout", "-q", "main"]);
    let at = check(root.path(), "2024-07-01", &["--base", "main", "--at", "work"]);
    assert_eq!(
        at.iter().filter(|one| one["rule"] == "due-slipped").count(),
        1,
        "with --at, the line of that revision"
    );
    assert_eq!(found(root.path(), "2024-07-01"), [""; 0]);
}

#[test]
fn without_a_common_commit_it_says_what_to_do() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    git(root.path(), &["checkout", "-q", "--orphan", "other"]);
    commit(root.path(), "another beginning");
    let run = workplan(root.path(), &["check", "--base", "main"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("no commit that `main` and HEAD have in common"), "{}", run.stderr);
    assert_eq!(workplan(root.path(), &["check", "--base", "nowhere"]).code, Some(2));
    let bare = tempfile::tempdir().unwrap();
    write(bare.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    let run = workplan(bare.path(), &["check", "--base", "main"]);
    assert!(run.code == Some(2) && run.stderr.contains("--base needs a git repository"), "{run:?}");
}

#[test]
fn in_a_shallow_clone_it_names_the_command_that_mends_it() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    for day in 1..4 {
        git(root.path(), &["checkout", "-q", "-B", "work"]);
        git_on(
            &format!("2024-07-0{day}T00:00:00Z"),
            root.path(),
            &["commit", "-q", "--allow-empty", "-m", "work"],
        );
    }
    git(root.path(), &["checkout", "-q", "main"]);
    commit(root.path(), "main goes on");
    let clone = tempfile::tempdir().unwrap();
    let from = format!("file://{}", root.path().display());
    git(
        clone.path(),
        &["clone", "-q", "--depth", "1", "--no-single-branch", "-b", "work", &from, "c"],
    );
    let run = workplan(&clone.path().join("c"), &["check", "--base", "origin/main"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("git fetch --unshallow"), "{}", run.stderr);
}

#[test]
fn every_format_of_check_has_them() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    for format in ["text", "json", "github", "gitlab", "sarif", "junit"] {
        let run = workplan(
            root.path(),
            &["check", "--base", "main", "--format", format, "--as-of", "2024-07-01"],
        );
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stdout.contains("activity-removed"), "{format}: {}", run.stdout);
        run.assert_calm();
    }
}

/// A change as people make them, and as nobody should: a line goes, comes twice, or is cut; a piece
/// of text is put somewhere.
fn edited(text: &str, edits: &[(u8, usize, usize)]) -> String {
    const PIECES: [&str; 8] = ["[", "}", ": ", "\u{1b}[31m", "&a ", "*a", "\t", "\"\\u202e\""];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for &(kind, line, at) in edits {
        let Some(number) = line.checked_rem(lines.len()) else { break };
        let cut = at % (lines[number].len() + 1);
        match kind {
            0 => drop(lines.remove(number)),
            1 => lines.insert(number, lines[number].clone()),
            2 => lines[number].truncate(cut),
            _ => lines[number].insert_str(cut, PIECES[at % PIECES.len()]),
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(crate::support::cases(25))]

    #[test]
    fn whatever_the_change_is_it_stays_calm(
        then in proptest::collection::vec((0..4u8, any::<usize>(), any::<usize>()), 0..3),
        now in proptest::collection::vec((0..4u8, any::<usize>(), any::<usize>()), 0..4),
    ) {
        let good = plan(HEAD_2024, &format!("{}\nid: '3', title: Three, owners: [b], status: cancelled, reason: No, due: 2024-09, tags: [x, y]", both()));
        let root = repository(&[("2024.yaml", edited(&good, &then))]);
        write(root.path(), "2024.yaml", &edited(&good, &now));
        for arguments in [
            &["check", "--base", "main"][..], &["check", "--base", "main", "--format", "github"], &["diff"], &["diff", "--lenient"],
            &["diff", "--lenient", "--format", "markdown"], &["status", "--lenient", "--against", "main"],
        ] {
            workplan(root.path(), arguments).assert_calm();
        }
        // A fault of the reader is never taken for a removal of what is still there.
        let ids = check(root.path(), "2024-07-01", &["--base", "main"]);
        let text = std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
        for one in ids.iter().filter(|one| one["rule"] == "activity-removed") {
            let id = one["activity"].as_str().unwrap();
            prop_assert!(!text.contains(&format!("- {{id: '{id}', title")), "{}\n{}", one, text);
        }
    }
}
