//! Answers about activities that are missing, incomplete, or in another plan.

use crate::support::{Run, folder, workplan};

const PLAN: &str = "schema: 1
title: Plan
period: {start: 2024-01-01, end: 2024-12-31}
organizations: [{id: a, name: Agency A}, {id: b, name: B}]
themes: [{id: t, title: Survivors}, {id: u, title: Children, across: any}]
priorities:
- id: p
  title: P
  activities:
  - id: \"1.1\"
    title: One
    owners: [a]
    status: planned
    start: 2024-02-01
    due: 2024-06-15
    themes: [t]
    indicators:
    - {name: People trained, unit: people, baseline: 10, target: 200, actual: some}
    - {name: Only named}
    budget: {currency: USD, required: 1200000, spent: 5000.5}
    depends_on: [\"1.2\", 2023/7]
  - {id: \"1.2\", title: Two, owners: [b], status: ongoing, due: 2024-06-20}
- id: q
  title: Q
  activities:
  - {id: \"2.1\", title: Three, owners: [a], status: cancelled, reason: No money, themes: [t]}
";

const NEXT: &str = "schema: 1
title: Next
period: {start: 2025-01-01, end: 2025-12-31}
organizations: [{id: a, name: Agency A}]
priorities:
- id: p
  title: P
  activities:
  - {id: \"3.1\", title: Next, owners: [a], status: planned}
";

fn asked(arguments: &[&str]) -> Run {
    let root = folder(&[("2024.yaml", PLAN.as_bytes()), ("2025.yaml", NEXT.as_bytes())]);
    workplan(root.path(), &[arguments, &["--as-of", "2024-06-15"]].concat())
}

#[test]
fn show_lists_indicators_budget_and_dependencies() {
    let expected = "2024/1.1 One

status      planned, late to start
progress    ···················· 0%
owners      Agency A
dates       from 2024-02-01 · due 2024-06-15
priority    p P
themes      t
indicators  People trained (people): baseline 10, target 200, actual some
            Only named
budget      USD 1 200 000 required, 5 000.5 spent
waits for   1.2 Two · ongoing
depends on  2023/7 is not in this folder
file        workplans/2024.yaml:10
";
    assert_eq!(asked(&["show", "1.1"]).ok(), expected);
    let page = asked(&["show", "1.1", "--format", "markdown"]).ok();
    for line in [
        "### 2024/1.1 One",
        "- **indicators**",
        "  - Only named",
        "- **depends on**: 2023/7 is not in this folder",
    ] {
        assert!(page.lines().any(|one| one == line), "{line}\n{page}");
    }
}

#[test]
fn an_unknown_id_gets_similar_ids_and_those_of_other_plans() {
    for (id, message) in [
        (
            "9",
            "error: the plan `2024` has no activity `9`\nhelp: workplan list 2024 shows the ids\n",
        ),
        (
            "2024/3.1",
            "error: the plan `2024` has no activity `3.1`\nhelp: it is in another plan: workplan show 2025/3.1\n",
        ),
        ("1.12", "error: the plan `2024` has no activity `1.12`\nhelp: did you mean `1.1`?\n"),
    ] {
        let run = asked(&["show", id]);
        assert_eq!(
            (run.code, run.stderr.as_str(), run.stdout.as_str()),
            (Some(2), message, ""),
            "{id}"
        );
    }
}

#[test]
fn matrix_reports_a_theme_that_a_priority_lacks() {
    let table = asked(&["matrix", "2024"]).ok();
    assert!(table.ends_with("\ngap Survivors: no activity in q Q\n"), "{table}");
    let page = asked(&["matrix", "2024", "--format", "markdown"]).ok();
    assert!(
        page.ends_with("| q Q | gap | \\- |\n\nGaps:\n\n- Survivors: no activity in q Q\n"),
        "{page}"
    );
    assert_eq!(
        asked(&["matrix", "2025"]).stdout,
        "this plan has no pair of a priority and a theme\n"
    );
}

#[test]
fn an_activity_due_today_is_marked_as_due_today() {
    let table = asked(&["upcoming", "2024"]).ok();
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[1].starts_with(" today  2024-06-15  1.1")
            && lines[2].starts_with("5 days  2024-06-20  1.2"),
        "{table}"
    );
    assert_eq!(asked(&["overdue", "2024"]).ok(), "Nothing is overdue.\n");
}

#[test]
fn a_milestone_after_the_period_is_reported_at_its_own_date() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - {id: p.1, title: T, owners: [a], status: planned, milestones: [{title: M, due: 2025-02-01}]}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let told = workplan(root.path(), &["check", "--as-of", "2024-03-01"]).stdout;
    assert!(
        told.contains(
            "this milestone is due on 2025-02-01, after the due date 2024-12-31 of its activity"
        ),
        "{told}"
    );
    assert!(!told.contains("the other date"), "{told}");
}
