//! Boundary cases of the rules: the last case without a finding, and the first one with it.

use crate::support::{folder, workplan};

/// Returns a plan for 2024 with this header and these activities, one a line.
pub fn plan(head: &str, activities: &str) -> String {
    plan_of(2024, head, activities)
}

pub fn plan_of(year: u32, head: &str, activities: &str) -> String {
    let period = format!("period: {{start: {year}-01-01, end: {year}-12-31}}");
    let period = if head.contains("period:") { "" } else { &period };
    let lines: String =
        activities.lines().map(|line| format!("  - {{{}}}\n", line.trim())).collect();
    format!(
        "schema: 1\ntitle: Plan\n{period}\n{head}\norganizations: [{{id: a, name: A}}]\n\
            priorities:\n- id: p\n  title: P\n  activities:\n{lines}"
    )
}

/// Returns the text at each finding of a rule on a day.
pub fn told(rule: &str, day: &str, plans: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(&str, &[u8])> =
        plans.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let root = folder(&files);
    let run = workplan(root.path(), &["check", "--format", "json", "--as-of", day]);
    run.assert_clean();
    let report = run.json();
    let of_rule =
        report["diagnostics"].as_array().unwrap().iter().filter(|one| one["rule"] == rule);
    let text = |one: &serde_json::Value| {
        let at = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
        let path = one["path"].as_str().unwrap().strip_prefix("workplans/").unwrap();
        let (_, text) = plans.iter().find(|(name, _)| *name == path).unwrap();
        let line = text.lines().nth(at("line") - 1).unwrap();
        line.chars()
            .skip(at("column") - 1)
            .take(at("end_column") - at("column"))
            .collect::<String>()
    };
    of_rule.map(text).collect()
}

/// Returns the same for one plan.
pub fn told_of(rule: &str, day: &str, text: &str) -> Vec<String> {
    told(rule, day, &[("2024.yaml", text)])
}

pub const NOTHING: [&str; 0] = [];

/// Returns an activity with the required keys and these.
pub fn activity(more: &str) -> String {
    plan("", &format!("id: '1', title: T, owners: [a], {more}"))
}

#[test]
fn a_completion_tomorrow_is_accepted_for_other_time_zones() {
    for (completed, expected) in [
        ("2024-06-15", false),
        ("2024-06-16", false),
        ("2024-06-17", true),
        ("2024-11-01", true),
        ("2024-06", false),
        ("2024-07", true),
    ] {
        let told = told_of(
            "completed-in-future",
            "2024-06-15",
            &activity(&format!("status: completed, completed: {completed}")),
        );
        assert_eq!(told, if expected { vec![completed] } else { vec![] }, "{completed}");
    }
}

#[test]
fn an_activity_of_one_day_is_valid() {
    let day = "period: {start: 2024-03-01, end: 2024-03-01}";
    assert_eq!(
        told_of(
            "date-order",
            "2024-03-01",
            &plan(day, "id: '1', title: T, owners: [a], status: planned")
        ),
        NOTHING
    );
    assert_eq!(
        told_of(
            "date-order",
            "2024-03-01",
            &activity("status: planned, start: 2024-03-01, due: 2024-03-01")
        ),
        NOTHING
    );
    assert_eq!(
        told_of(
            "date-order",
            "2024-03-01",
            &activity("status: completed, start: 2024-03-01, completed: 2024-03-01")
        ),
        NOTHING
    );
    assert_eq!(
        told_of(
            "date-order",
            "2024-03-01",
            &activity("status: planned, start: 2024-03-02, due: 2024-03-01")
        ),
        ["2024-03-01"]
    );
    assert_eq!(
        told_of(
            "date-order",
            "2024-04-01",
            &activity("status: completed, start: 2024-03-02, completed: 2024-03-01")
        ),
        ["2024-03-01"]
    );
}

#[test]
fn the_first_and_the_last_day_are_in_the_period() {
    for (due, is_told) in [
        ("2023-12-31", true),
        ("2023-06-01", true),
        ("2024-01-01", false),
        ("2024-12-31", false),
        ("2025-01-01", true),
    ] {
        let told = told_of(
            "outside-period",
            "2024-06-01",
            &activity(&format!("status: planned, due: {due}")),
        );
        assert_eq!(told, if is_told { vec![due] } else { vec![] }, "{due}");
    }
    for (start, is_told) in [("2023-01-01", false), ("2024-12-31", false), ("2025-01-01", true)] {
        let told = told_of(
            "outside-period",
            "2024-06-01",
            &activity(&format!("status: planned, start: {start}")),
        );
        assert_eq!(told, if is_told { vec![start] } else { vec![] }, "{start}");
    }
}

#[test]
fn a_plan_is_over_on_the_day_after_its_end() {
    let old = activity("status: ongoing, due: 2024-06-30")
        .replace("title: Plan", "title: Plan\ntarget: 90");
    let next = plan_of(2025, "", "id: '2', title: U, owners: [a], status: planned");
    for (day, is_over) in [("2024-12-31", false), ("2025-01-01", true)] {
        let both = [("2024.yaml", old.as_str()), ("2025.yaml", next.as_str())];
        assert_eq!(
            told("not-carried", day, &both),
            if is_over { vec!["'1'"] } else { vec![] },
            "{day}"
        );
        assert_eq!(
            told("target-missed", day, &both),
            if is_over { vec!["90"] } else { vec![] },
            "{day}"
        );
    }
    assert_eq!(
        told("not-carried", "2025-02-01", &[("2024.yaml", &old)]),
        NOTHING,
        "there is no later plan"
    );
    let met = old.replace("ongoing", "completed");
    assert_eq!(told("target-missed", "2025-02-01", &[("2024.yaml", &met)]), NOTHING);
}

/// Returns a plan with two priorities and two themes. The activity of the second priority has these
/// keys.
pub fn themes(second: &str) -> String {
    let first = "id: '1', title: T, owners: [a], status: planned, themes: [t, u]";
    format!(
        "{}- id: q\n  title: Q\n  activities:\n  - {{id: '2', title: U, owners: [a], {second}}}\n",
        plan("themes: [{id: t, title: T}, {id: u, title: U, across: any}]", first)
    )
}

#[test]
fn a_theme_runs_through_every_priority() {
    let told = |second: &str| told_of("theme-coverage", "2024-03-01", &themes(second));
    assert_eq!(told("status: planned, themes: [t]"), NOTHING);
    assert_eq!(told("status: planned, themes: [u]"), ["q"]);
    assert_eq!(
        told("status: cancelled, reason: r, themes: [t]"),
        ["q"],
        "a cancelled activity serves no theme"
    );
    assert_eq!(told("status: no word, themes: [t]"), NOTHING, "its status is unknown");
    assert_eq!(told("status: planned, themes: {a: b}"), NOTHING, "nobody knows what it serves");
}

#[test]
fn an_id_may_come_down_through_the_years() {
    let of = |year: u32, id: &str, from: &str| {
        let from = if from.is_empty() { String::new() } else { format!(", carried_from: {from}") };
        plan_of(
            year,
            "",
            &format!("id: '{id}', title: Of {year}, owners: [a], status: ongoing{from}"),
        )
    };
    let told = |last: &str, middle: &str, middle_id: &str| {
        let plans = [of(2022, "1", ""), of(2023, middle_id, middle), of(2024, "1", last)];
        told(
            "id-reused",
            "2024-03-01",
            &[("2022.yaml", &plans[0]), ("2023.yaml", &plans[1]), ("2024.yaml", &plans[2])],
        )
    };
    assert_eq!(told("", "", "2"), ["'1'"]);
    assert_eq!(told("2022/1", "", "2"), NOTHING, "at first hand");
    assert_eq!(told("2023/2", "2022/1", "2"), NOTHING, "through another id");
    assert_eq!(told("2023/2", "", "2"), ["'1'"], "the other one continues nothing");
    assert_eq!(told("2023/2", "2024/1", "2"), ["'1'"], "the way leads back in time");
    assert_eq!(told("2023/2", "2023/2", "2"), ["'1'"]);
    assert_eq!(told("2023/9", "", "2"), NOTHING, "what is not there is another rule's");
    assert_eq!(told("2023/1", "2022/1", "1"), NOTHING);
    assert_eq!(told("2022/1", "", "1"), ["'1'", "'1'"], "of several bearers the latest one counts");
}

#[test]
fn an_id_may_continue_only_the_plan_before() {
    let of = |year: u32, id: &str, from: &str| {
        let from = if from.is_empty() { String::new() } else { format!(", carried_from: {from}") };
        plan_of(
            year,
            "",
            &format!("id: '{id}', title: Of {year}, owners: [a], status: ongoing{from}"),
        )
    };
    let told = |plans: &[(&str, String)]| {
        let plans: Vec<(&str, &str)> =
            plans.iter().map(|(name, text)| (*name, text.as_str())).collect();
        told("id-reused", "2024-03-01", &plans)
    };
    let beside = [
        ("2022.yaml", of(2022, "1", "")),
        ("other.yaml", of(2022, "5", "2022/1")),
        ("2023.yaml", of(2023, "1", "other/5")),
    ];
    assert_eq!(told(&beside), NOTHING, "by another plan of the same year");
    let past = [
        ("2021.yaml", of(2021, "9", "2019/7")),
        ("2022.yaml", of(2022, "1", "")),
        ("2023.yaml", of(2023, "1", "2021/9")),
    ];
    assert_eq!(told(&past), ["'1'"], "what went before the one that had it did not come from it");
}

#[test]
fn the_order_of_completed_activities_does_not_depend_on_the_day() {
    let told = |one: &str, day: &str| {
        let activities = format!(
            "id: '1', title: T, owners: [a], status: completed, due: 2024-06-30, completed: {one}\n\
                id: '2', title: U, owners: [a], status: completed, due: 2024-12-15, completed: \
                2024-12-10, depends_on: ['1']"
        );
        told_of("dependency-order", day, &plan("", &activities))
    };
    for day in ["2024-01-01", "2024-06-30", "2024-12-10", "2024-12-31", "2026-01-01"] {
        assert_eq!(told("2024-07-10", day), NOTHING, "{day}");
        assert_eq!(told("2024-12-11", day), ["2024-12-10"], "{day}");
    }
}

#[test]
fn a_dependent_activity_ends_after_the_other_one() {
    let told = |one: &str, two: &str| {
        let activities = format!(
            "id: '1', title: T, owners: [a], {one}\nid: '2', title: U, owners: [a], depends_on: ['1'], {two}"
        );
        told_of("dependency-order", "2024-09-01", &plan("", &activities))
    };
    let planned = "status: planned, due: 2024-06-30";
    assert_eq!(told(planned, planned), NOTHING, "both on one day");
    assert_eq!(told(planned, "status: planned, due: 2024-06-29"), ["2024-06-29"]);
    assert_eq!(
        told("status: cancelled, reason: r, due: 2024-06-30", "status: planned, due: 2024-06-29"),
        NOTHING
    );
    assert_eq!(
        told("status: no word, due: 2024-06-30", "status: planned, due: 2024-06-29"),
        NOTHING,
        "its status is unknown"
    );
    assert_eq!(told(planned, "status: cancelled, reason: r, due: 2024-06-29"), NOTHING);
    let done = "status: completed, due: 2024-06-30, completed: 2024-06-10";
    assert_eq!(told(done, done), NOTHING, "both on one day");
    assert_eq!(told(done, &done.replace("06-10", "06-09")), ["2024-06-09"]);
    assert_eq!(told(planned, done), ["2024-06-10"], "it is still open");
}

#[test]
fn a_duplicate_id_is_reported_for_its_activity() {
    let text = plan(
        "",
        "id: '1', title: T, owners: [a], status: planned\nid: '1', title: U, owners: [a], status: planned",
    );
    let text = text.clone()
        + text.split_once("priorities:\n").unwrap().1.split_once("  activities").unwrap().0;
    let root = folder(&[("2024.yaml", text.as_bytes())]);
    let report =
        workplan(root.path(), &["check", "--format", "json", "--as-of", "2024-03-01"]).json();
    let twice = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "duplicate-id");
    let whose: Vec<_> =
        twice.map(|one| (one["message"].as_str().unwrap(), one["activity"].as_str())).collect();
    assert_eq!(
        whose,
        [("two activities have the id `1`", Some("1")), ("two priorities have the id `p`", None)]
    );
}
