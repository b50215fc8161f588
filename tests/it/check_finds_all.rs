//! One run of `check` finds every error: one error hides only those that follow from it.

use crate::support::{folder, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    \x20 - {id: iom, name: Migration, focal_points: [{name: Ana Example}]}\n";

/// Returns rule and line of each finding in a plan with these activities. The first activity is on
/// line 1.
fn found(activities: &str) -> Vec<(String, u64)> {
    let plan = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n\
        - id: a\n  title: A\n  activities:\n";
    let root = folder(&[
        ("2025.yaml", (plan.to_owned() + activities).as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
    ]);
    let run = workplan(root.path(), &["check", "--as-of", "2025-07-15", "--format", "json"]);
    run.assert_clean();
    let report = run.json();
    let findings = report["diagnostics"].as_array().unwrap().iter();
    findings
        .map(|one| (one["rule"].as_str().unwrap().to_owned(), one["line"].as_u64().unwrap() - 7))
        .collect()
}

#[track_caller]
fn finds(activities: &str, expected: &[(&str, u64)]) {
    let expected: Vec<(String, u64)> =
        expected.iter().map(|&(rule, line)| (rule.to_owned(), line)).collect();
    assert_eq!(found(activities), expected, "{activities}");
}

#[test]
fn a_missing_title_hides_nothing() {
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
fn an_owner_that_is_not_an_id_hides_nothing() {
    finds(
        "  - {id: a1, title: T, owners: [a b], due: 2025-08-01, status: planned, start: \
            2025-02-01}\n  - {id: a2, title: T, owners: [iom], due: 2025-08-01, status: planned, \
            completed: 2025-02-01}\n",
        &[("invalid-value", 1), ("late-start", 1), ("duplicate-title", 2), ("completed-date", 2)],
    );
}

#[test]
fn an_unknown_status_is_reported_once() {
    let rest = "owners: [iom], due: 2025-08-01, start: 2025-02-01, completed: 2025-03-01, progress: \
        5, depends_on: [a1]";
    finds(&format!("  - {{id: a1, title: T, status: stalled, {rest}}}\n"), &[("invalid-value", 1)]);
    finds(&format!("  - {{id: a1, title: T, {rest}}}\n"), &[("missing-key", 1)]);
}

#[test]
fn a_duplicate_is_reported_at_its_later_place() {
    let (broken, whole) = (
        "  - {id: a1, owners: [iom], status: ongoing, due: 2025-08-01}\n",
        "title: T, owners: [iom], status: ongoing",
    );
    finds(
        &format!("{broken}  - {{id: a1, {whole}, due: 2025-08-01}}\n"),
        &[("missing-key", 1), ("duplicate-id", 2)],
    );
    finds(
        &format!("  - {{id: a1, {whole}, due: 2025-08-01}}\n{broken}"),
        &[("missing-key", 2), ("duplicate-id", 2)],
    );
}

#[test]
fn an_id_exists_for_its_own_kind_only() {
    // The activity `b` cannot be read. An organization of that id still does not exist.
    finds(
        "  - {id: b, owners: [b], status: ongoing, due: 2025-08-01}\n\
            \x20 - {id: c, title: T, owners: [iom], status: ongoing, due: 2025-08-01, depends_on: [b]}\n",
        &[("missing-key", 1), ("unknown-reference", 1)],
    );
}

/// An unreadable activity may continue another one, so only its own error is reported.
#[test]
fn an_activity_that_may_be_carried_is_not_reported() {
    let plan = |year: u32, activity: &str| {
        format!(
            "schema: 1\ntitle: P\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\npriorities:\n\
                - id: a\n  title: A\n  activities:\n  - {activity}\n"
        )
    };
    let old = plan(
        2024,
        "{id: a1, title: T, owners: [iom], status: planned, start: 2024-02-01, due: 2024-03-01, forecast: 2024-06-01}",
    );
    let new = plan(
        2025,
        "{id: a1, owners: [iom], status: planned, due: 2025-08-01, carried_from: 2024/a1}",
    );
    let root = folder(&[
        ("2024.yaml", old.as_bytes()),
        ("2025.yaml", new.as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
        ("config.yaml", b"schema: 1\nrules: {overdue: error}\n"),
    ]);
    let report =
        workplan(root.path(), &["check", "--as-of", "2025-07-15", "--format", "json"]).json();
    let rules: Vec<&str> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["missing-key"], "{report:#}");
}

/// Returns file, rule and line of each finding in a folder, for all plans or the named ones.
fn in_folder(files: &[(&str, &str)], plans: &[&str]) -> Vec<(String, String, u64)> {
    let bytes: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let root = folder(&bytes);
    let run = workplan(
        root.path(),
        &[&["check", "--as-of", "2025-07-15", "--format", "json"], plans].concat(),
    );
    run.assert_clean();
    let text =
        |one: &serde_json::Value| one.as_str().unwrap().trim_start_matches("workplans/").to_owned();
    let report = run.json();
    let findings = report["diagnostics"].as_array().unwrap().iter();
    findings
        .map(|one| (text(&one["rule"]), text(&one["path"]), one["line"].as_u64().unwrap()))
        .collect()
}

fn expected(findings: &[(&str, &str, u64)]) -> Vec<(String, String, u64)> {
    findings.iter().map(|&(rule, path, line)| (rule.to_owned(), path.to_owned(), line)).collect()
}

const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\n";
const REST: &str = "owners: [iom], status: ongoing, due: 2025-08-01";

#[test]
fn values_of_a_duplicate_key_are_checked() {
    finds(
        "  - id: a1
    title: T
    owners: [iom]
    status: ongoing
    due: 2025-08-01
    due: 2025-02-30
    milestones: [{title: M, due: 2025-08-01}]
    milestones: [{title: N, due: 2025-09-01}, {title: '', due: 2025-08-01}]
    depends_on: [a2]
    budget: {currency: USD, required: 1}
    budget: {currency: US, required: 1, spent: -1}
    tags: [a]
    tags: [a, ~]
    owners: [iom, imo]
  activities:
  - {id: a2, title: U, owners: [nobody], status: done, due: 2025-08-01}
  - {id: a1, title: V, owners: [iom], status: ongoing, due: 2025-08-01}
",
        &[
            ("syntax", 6),
            ("invalid-value", 6),
            ("syntax", 8),
            ("milestone-order", 8),
            ("invalid-value", 8),
            ("syntax", 11),
            ("invalid-value", 11),
            ("invalid-value", 11),
            ("syntax", 13),
            ("invalid-value", 13),
            ("syntax", 14),
            ("unknown-reference", 14),
            ("syntax", 15),
            ("unknown-reference", 16),
            ("invalid-value", 16),
            ("duplicate-id", 17),
        ],
    );
}

#[test]
fn a_duplicate_key_shows_the_first_one() {
    let root = folder(&[(
        "2025.yaml",
        format!("{HEAD}title: Other\npriorities: []\nx_own: {{a: 1, a: 2}}\n").as_bytes(),
    )]);
    insta::assert_snapshot!(workplan(root.path(), &["check", "--as-of", "2025-07-15"]).stdout);
}

/// A misspelt key is not reported as missing.
#[test]
fn a_misspelt_key_is_reported_without_its_consequences() {
    let plan = format!(
        "{HEAD}theems: [{{id: t, title: T, across: any}}]
organisations:
- {{id: iom, name: Migration, focal_points: [{{name: Ana Example}}]}}
- {{id: wfp, name: Food}}
priorities:
- id: a
  title: A
  leed: [wfp]
  activitys:
  - {{id: a1, title: T, {REST}, depends_on: [a2], themes: [t]}}
  - {{id: a2, title: U, ownres: [iom], owners: [iom], status: ongoing, deu: 2025-08-01}}
  - {{id: a3, title: V, {REST}, milestone: [{{title: M, due: 2025-10-01}}]}}
"
    );
    let found = in_folder(&[("2025.yaml", &plan)], &[]);
    let own = |rule, line| (rule, "2025.yaml", line);
    let keys = [4, 5, 11, 12, 14, 14, 15].map(|line| own("unknown-key", line));
    let [a, b, c, d, e, f, g] = keys;
    // The milestone with the misspelt key is read as well, and is late.
    assert_eq!(found, expected(&[a, b, c, d, e, f, g, own("milestone-order", 15)]));
}

#[test]
fn a_value_that_is_not_a_list_is_reported_once() {
    let plan = format!(
        "{HEAD}themes: health\norganizations: iom\npriorities:\n- id: a\n  title: A\n\
            \x20 activities: none yet\n\
            - {{id: b, title: B, activities: [{{id: b1, title: T, {REST}, themes: [health], depends_on: [a1]}}]}}\n"
    );
    let own = |line| ("invalid-value", "2025.yaml", line);
    assert_eq!(in_folder(&[("2025.yaml", &plan)], &[]), expected(&[own(4), own(5), own(9)]));
    let organizations = "schema: 1\norganisations: {iom: Migration}\n";
    let plan = format!(
        "{HEAD}priorities: [{{id: b, title: B, activities: [{{id: b1, title: T, {REST}}}]}}]\n"
    );
    let found = in_folder(&[("2025.yaml", &plan), ("organizations.yaml", organizations)], &[]);
    let own = |rule, line| (rule, "organizations.yaml", line);
    assert_eq!(found, expected(&[own("missing-key", 1), own("unknown-key", 2)]));
}

#[test]
fn each_further_file_of_a_plan_is_reported() {
    let plan = format!("{HEAD}priorities: []\n");
    let found = in_folder(
        &[
            ("2025.yaml", &plan),
            ("2025.yml", &plan),
            ("2025/a.yaml", &plan),
            ("2025/b.yaml", &plan),
        ],
        &[],
    );
    let twice = |path| ("duplicate-plan", path, 1);
    assert_eq!(found, expected(&[twice("2025.yml"), twice("2025/a.yaml")]));
}

/// A file system that does not tell capitals from small letters cannot hold both plans.
#[cfg(target_os = "linux")]
#[test]
fn names_that_other_systems_cannot_keep_are_reported() {
    let plan = format!("{HEAD}priorities: []\n");
    let found =
        in_folder(&[("Plan-a.yaml", &plan), ("aux.yaml", &plan), ("plan-A.yaml", &plan)], &[]);
    let wrong = [("invalid-value", "aux.yaml", 1), ("duplicate-plan", "plan-A.yaml", 1)];
    assert_eq!(found, expected(&wrong));
}

/// A dependency cycle through two plans is reported in one of them, and concerns both.
#[test]
fn a_cycle_is_reported_for_each_of_its_plans() {
    let plan = |year: u32, to: &str| {
        format!(
            "schema: 1\ntitle: P\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\npriorities:\n\
                - id: p\n  title: P\n\
                \x20 activities: [{{id: a{year}, title: T{year}, owners: [iom], status: planned, \
                due: {year}-08-01, depends_on: [{to}]}}]\n"
        )
    };
    let (a, b, c) = (plan(2025, "2026/a2026"), plan(2026, "2025/a2025"), plan(2027, "2026/a2026"));
    let files = [
        ("2025.yaml", &*a),
        ("2026.yaml", &*b),
        ("2027.yaml", &*c),
        ("organizations.yaml", ORGANIZATIONS),
    ];
    let cycle = ("dependency-cycle", "2026.yaml", 7);
    let of = |plans: &[&str]| {
        in_folder(&files, plans)
            .into_iter()
            .filter(|one| one.0 == "dependency-cycle")
            .collect::<Vec<_>>()
    };
    assert_eq!(
        [of(&[]), of(&["2025"]), of(&["2026"])],
        [expected(&[cycle]), expected(&[cycle]), expected(&[cycle])]
    );
    assert_eq!(of(&["2027"]), []);
}

#[test]
fn an_id_counts_even_if_the_rest_is_unreadable() {
    let plan = format!(
        "{HEAD}themes: [{{id: t, title: T, across: any}}, {{id: t}}, {{id: u}}]
organizations:
- {{id: iom}}
- {{id: wfp, aliases: [pam]}}
- {{id: pam, name: Food}}
- {{id: wfp, name: Food}}
priorities: [{{id: a, title: A, activities: [{{id: a1, title: T, {REST}, partners: [pam, wfp], themes: [t, u]}}]}}]
"
    );
    let found = in_folder(&[("2025.yaml", &plan), ("organizations.yaml", ORGANIZATIONS)], &[]);
    let twice: Vec<_> = found.into_iter().filter(|one| one.0 == "duplicate-id").collect();
    let own = |line| ("duplicate-id", "2025.yaml", line);
    assert_eq!(twice, expected(&[own(4), own(6), own(8), own(9)]));
}

#[test]
fn a_milestone_without_a_title_is_late_and_open_all_the_same() {
    finds(
        "  - {id: a1, title: T, owners: [iom], status: completed, completed: 2025-07-01, due: 2025-08-01,
     milestones: [{due: 2025-09-01, done: 2025-06-01},
       {title: M},
       {title: '', due: 2025-07-01}]}
",
        &[
            ("missing-key", 2),
            ("milestone-order", 2),
            ("milestone-order", 3),
            ("missing-key", 3),
            ("milestone-order", 4),
            ("invalid-value", 4),
        ],
    );
}

#[test]
fn another_plan_is_offered_where_it_has_the_activity() {
    let activity = |id: &str, from: &str| {
        format!(
            "{HEAD}priorities: [{{id: a, title: A, activities: [{{id: {id}, title: T, {REST}, \
                carried_from: {from}}}]}}]\n"
        )
    };
    let help = |from: &str| {
        let earlier = activity("old.1", "2019/x").replace("2025", "2024");
        let root = folder(&[
            ("2025.yaml", activity("new.1", from).as_bytes()),
            ("2024.yaml", earlier.as_bytes()),
        ]);
        let report =
            workplan(root.path(), &["check", "2025", "--as-of", "2025-07-15", "--format", "json"])
                .json();
        let of_plan = |one: &&serde_json::Value| {
            one["message"].as_str().unwrap().contains("is not in this folder")
        };
        report["diagnostics"].as_array().unwrap().iter().find(of_plan).unwrap()["help"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        help("2042/old.1"),
        "did you mean `2024`? `workplan set new.1 carried_from=2024/old.1`"
    );
    assert_eq!(
        help("2052/new.1"),
        "if that plan is kept elsewhere, ignore this; otherwise correct the name before the `/`"
    );
}
