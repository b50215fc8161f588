//! Boundary cases of the figures: the day itself, plans with the same start, partly changed fields,
//! unchanged files.

use serde_json::{Value, json};

use crate::support::{commit, folder, init, workplan};

/// Returns a plan for a year with these activities, one a line.
fn plan(year: u32, activities: &str) -> String {
    let lines: String =
        activities.lines().map(|line| format!("  - {{{}, owners: [a]}}\n", line.trim())).collect();
    format!(
        "schema: 1\ntitle: Plan\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n\
            organizations: [{{id: a, name: A}}]\npriorities:\n- id: p\n  title: P\n  activities:\n{lines}"
    )
}

fn asked(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let root = folder(&files);
    workplan(root.path(), &[arguments, &["--format", "json"]].concat()).json()
}

#[test]
fn an_activity_due_today_is_not_overdue() {
    let text = plan(2024, "id: '1', title: T, status: ongoing, due: 2024-06-15");
    for (day, late, left, overdue) in [
        ("2024-06-14", Value::Null, 1, 0),
        ("2024-06-15", Value::Null, 0, 0),
        ("2024-06-16", json!(1), -1, 1),
    ] {
        let list = asked(&[("2024.yaml", &text)], &["list", "--as-of", day]);
        let one = &list["activities"][0];
        assert_eq!((&one["overdue"], &one["days_late"]), (&json!(overdue == 1), &late), "{day}");
        let total = &asked(&[("2024.yaml", &text)], &["status", "--as-of", day])["total"];
        assert_eq!(
            (&total["overdue"], &total["due_soon"]),
            (&json!(overdue), &json!(1 - overdue)),
            "{day}"
        );
        let upcoming = &asked(&[("2024.yaml", &text)], &["upcoming", "--as-of", day])["items"];
        assert_eq!(
            upcoming
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["days_left"].as_i64().unwrap())
                .collect::<Vec<_>>(),
            if overdue == 0 { vec![left] } else { vec![] }
        );
    }
}

#[test]
fn an_activity_that_starts_after_its_due_date_is_expected_at_once() {
    let text = plan(2024, "id: '1', title: T, status: ongoing, start: 2024-07-01, due: 2024-06-15");
    for (day, expected) in
        [("2024-06-14", 0.0), ("2024-06-15", 100.0), ("2024-06-16", 100.0), ("2024-07-02", 100.0)]
    {
        let status = asked(&[("2024.yaml", &text)], &["status", "--as-of", day, "--lenient"]);
        assert_eq!(status["total"]["expected"], json!(expected), "{day}");
    }
    let text = plan(2024, "id: '1', title: T, status: ongoing, start: 2024-06-15, due: 2024-06-16");
    for (day, expected) in [("2024-06-14", 0.0), ("2024-06-15", 50.0), ("2024-06-16", 100.0)] {
        assert_eq!(
            asked(&[("2024.yaml", &text)], &["status", "--as-of", day])["total"]["expected"],
            json!(expected),
            "{day}"
        );
    }
}

#[test]
fn only_a_later_plan_carries_activities() {
    let old = plan(
        2024,
        "id: '1', title: T, status: ongoing, due: 2024-06-15\nid: '2', title: U, status: ongoing, due: 2024-06-15",
    );
    let next =
        plan(2025, "id: '1', title: T, status: planned, due: 2025-06-15, carried_from: 2024/1");
    let files = [("2024.yaml", old.as_str()), ("2025.yaml", next.as_str())];
    let list = asked(&files, &["list", "2024", "--as-of", "2025-02-01"]);
    assert_eq!(list["activities"][0]["carried_to"], json!(["2025/1"]));
    assert_eq!(list["activities"][1]["carried_to"], json!([]));
    let total = |files: &[(&str, &str)]| {
        asked(files, &["status", "2024", "--as-of", "2025-02-01"])["total"].clone()
    };
    assert_eq!((&total(&files)["carried"], &total(&files)["overdue"]), (&json!(1), &json!(1)));

    let twin =
        plan(2024, "id: '1', title: T, status: planned, due: 2024-06-15, carried_from: 2024/1");
    let twins = [("2024.yaml", old.as_str()), ("twin.yaml", twin.as_str())];
    assert_eq!((&total(&twins)["carried"], &total(&twins)["overdue"]), (&json!(0), &json!(2)));
}

#[test]
fn a_lineage_shows_all_earlier_and_later_activities() {
    let of = |year: u32, from: &[&str]| {
        let one = |(number, from): (usize, &&str)| {
            format!("id: 'a{number}', title: T, status: ongoing, due: {year}-06-15{from}\n")
        };
        plan(year, from.iter().enumerate().map(one).collect::<String>().trim_end())
    };
    let (from_2023, from_2024) = (", carried_from: 2023/a0", ", carried_from: 2024/a0");
    let lineage = |first: &str, activity: &str| {
        let plans =
            [of(2023, &[first]), of(2024, &[from_2023]), of(2025, &[from_2024, "", from_2024])];
        let files =
            [("2023.yaml", &*plans[0]), ("2024.yaml", &*plans[1]), ("2025.yaml", &*plans[2])];
        let found =
            asked(&files, &["show", activity, "--as-of", "2025-02-01", "--lenient"])["lineage"]
                .clone();
        let name = |one: &Value| {
            format!("{}/{}", one["plan"].as_str().unwrap(), one["activity"].as_str().unwrap())
        };
        found.as_array().unwrap().iter().map(name).collect::<Vec<_>>()
    };
    let all = ["2023/a0", "2024/a0", "2025/a0", "2025/a2"];
    assert_eq!(lineage("", "2023/a0"), all);
    assert_eq!(lineage("", "2024/a0"), all);
    assert_eq!(lineage("", "2025/a2"), ["2023/a0", "2024/a0", "2025/a2"]);
    assert_eq!(lineage("", "2025/a1"), ["2025/a1"]);
    assert_eq!(
        lineage(", carried_from: 2022/a0", "2023/a0"),
        ["2022/a0", "2023/a0", "2024/a0", "2025/a0", "2025/a2"],
        "of 2022 no more is known"
    );
    assert_eq!(
        lineage(from_2024, "2023/a0"),
        ["2024/a0", "2023/a0"],
        "in a circle each stands once"
    );
}

#[test]
fn before_and_after_leave_the_day_itself_out() {
    let text = plan(
        2024,
        "id: '1', title: T, status: planned, due: 2024-06-14\n\
            id: '2', title: U, status: planned, due: 2024-06-15\nid: '3', title: V, status: planned, due: 2024-06-16",
    );
    for (flag, expected) in [("--due-before", ["1"]), ("--due-after", ["3"])] {
        let list =
            asked(&[("2024.yaml", &text)], &["list", "--as-of", "2024-01-01", flag, "2024-06-15"]);
        let ids: Vec<&str> = list["activities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected, "{flag}");
    }
}

#[test]
fn a_change_in_a_part_of_a_field_is_reported() {
    let before = plan(
        2024,
        "id: '1', title: T, status: planned, due: 2024-06-14, deliverables: [{title: D, url: \
            'https://example.org/1'}], indicators: [{name: I, unit: people, baseline: 1, target: 9, \
            actual: 2, verification: list}], milestones: [{title: M, due: 2024-05-01}], budget: \
            {currency: USD, required: 5}",
    );
    let root = folder(&[("2024.yaml", before.as_bytes())]);
    init(root.path());
    commit(root.path(), "A plan");
    for (old, new, field) in [
        ("title: D", "title: E", "deliverables"),
        ("example.org/1", "example.org/2", "deliverables"),
        ("name: I", "name: J", "indicators"),
        ("unit: people", "unit: states", "indicators"),
        ("baseline: 1", "baseline: 0", "indicators"),
        ("target: 9", "target: 8", "indicators"),
        ("actual: 2", "actual: 3", "indicators"),
        ("verification: list", "verification: survey", "indicators"),
        ("title: M", "title: N", "milestones"),
        ("due: 2024-05-01", "due: 2024-05-02", "milestones"),
        ("currency: USD", "currency: EUR", "budget"),
        ("required: 5", "required: 6", "budget"),
    ] {
        std::fs::write(root.path().join("workplans/2024.yaml"), before.replace(old, new)).unwrap();
        let diff =
            workplan(root.path(), &["diff", "--as-of", "2024-03-01", "--format", "json"]).json();
        let changes = &diff["plans"][0]["changed"][0]["changes"];
        assert_eq!(changes.as_array().map(Vec::len), Some(1), "{new}: {diff}");
        assert_eq!(changes[0]["field"], json!(field), "{new}");
    }
}

/// Creates a split plan with this head, these organizations and activities.
fn repository_of_parts(head: &str, organizations: &str, activities: &str) -> tempfile::TempDir {
    let organizations = format!("schema: 1\norganizations: {organizations}\n");
    let priorities = format!(
        "schema: 1\npriorities:\n- id: p\n  title: P\n  activities:\n  - {{{activities}}}\n"
    );
    let files = [
        ("2024/plan.yaml", head),
        ("organizations.yaml", &organizations),
        ("2024/activities.yaml", &priorities),
    ];
    let root = folder(&files.map(|(name, text)| (name, text.as_bytes())));
    init(root.path());
    commit(root.path(), "A plan");
    root
}

fn plan_changes(root: &std::path::Path) -> Value {
    workplan(root, &["diff", "--as-of", "2024-03-01", "--format", "json"]).json()["plans"][0]
        .clone()
}

const PERIOD: &str = "period: {start: 2024-01-01, end: 2024-12-31}";

#[test]
fn changes_from_other_files_of_a_plan_are_reported() {
    let head = format!("schema: 1\ntitle: Plan\n{PERIOD}\n");
    let root = repository_of_parts(
        &head,
        "[{id: a, name: A}, {id: b, name: B}]",
        "id: '1', title: T, status: planned, owners: [a]",
    );
    let write = |name: &str, text: &str| {
        std::fs::write(root.path().join("workplans").join(name), text).unwrap();
    };
    write("2024/plan.yaml", &head.replace("12-31", "11-30"));
    let due = json!([{"id": "1", "changes": [{"field": "due", "before": "2024-12-31", "after": "2024-11-30"}]}]);
    assert_eq!(plan_changes(root.path())["changed"], due, "it ends with its period");
    write("2024/plan.yaml", &head);
    write(
        "organizations.yaml",
        "schema: 1\norganizations: [{id: a2, name: A, aliases: [a]}, {id: b, name: B}]\n",
    );
    let owners =
        json!([{"id": "1", "changes": [{"field": "owners", "before": ["a"], "after": ["a2"]}]}]);
    assert_eq!(plan_changes(root.path())["changed"], owners, "its owner has another id now");
}

#[test]
fn changes_of_the_plan_itself_are_reported() {
    let head = format!(
        "schema: 1\ntitle: Plan\n{PERIOD}\nthemes: [{{id: t, title: T, description: About, across: any}}]\n\
         organizations: [{{id: c, name: C, short: See, aliases: [d], focal_points: [{{name: X}}]}}]\n"
    );
    let root = repository_of_parts(
        &head,
        "[{id: a, name: A}]",
        "id: '1', title: T, status: planned, owners: [a], due: 2024-03-01",
    );
    for (old, new, field) in [
        ("id: t,", "id: u,", "themes"),
        ("title: T", "title: U", "themes"),
        ("description: About", "description: More", "themes"),
        ("across: any", "across: every_priority", "themes"),
        ("id: c", "id: e", "organizations"),
        ("name: C", "name: E", "organizations"),
        ("short: See", "short: Sea", "organizations"),
        ("aliases: [d]", "aliases: [d, e]", "organizations"),
        ("name: X", "name: Y", "organizations"),
    ] {
        std::fs::write(root.path().join("workplans/2024/plan.yaml"), head.replace(old, new))
            .unwrap();
        let told = plan_changes(root.path());
        let fields: Vec<&Value> =
            told["fields"].as_array().unwrap().iter().map(|change| &change["field"]).collect();
        assert_eq!(fields, [field], "{new}: {told}");
    }
    std::fs::write(
        root.path().join("workplans/2024/plan.yaml"),
        head.replace("across: any", "across: every_priority"),
    )
    .unwrap();
    let across = |side: &str| plan_changes(root.path())["fields"][0][side][0]["across"].clone();
    assert_eq!((across("before"), across("after")), (json!("any"), json!("every_priority")));
}
