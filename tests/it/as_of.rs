//! `--as-of DAY`: what was completed later counts as not completed on that day, in every format.

use serde_json::json;

use crate::support::{commit_on, folder, git, workplan};

const PLAN: &str = "schema: 1
title: Joint plan
period: {start: 2024-01-01, end: 2024-12-31}
organizations: [{id: a, name: Agency A}, {id: b, name: Agency B}]
themes: [{id: t, title: Theme}]
priorities:
- id: p
  title: P
  activities:
  - id: w1
    title: Repair the wells
    owners: [a]
    themes: [t]
    status: completed
    start: 2024-02-01
    due: 2024-05-31
    completed: 2024-10-05
    milestones:
    - {title: Pumps bought, due: 2024-03-31, done: 2024-03-20}
    - {title: Wells tested, due: 2024-05-15, done: 2024-09}
  - {id: w2, title: Train the operators, owners: [b], status: completed, due: 2024-04-30, \
    completed: 2024-04-28, depends_on: [w1]}
  - {id: w3, title: Print the guide, owners: [b], status: completed, start: 2024-08-01, due: \
    2024-11-15, completed: 2024-11, depends_on: [w1, w2]}
  - {id: w4, title: Publish the map, owners: [a], status: ongoing, start: 2024-03-01, due: 2024-12-15, progress: 30}
";

const NO_BURN_UP: &str =
    "note: there is no burn-up: it needs a git repository, and this folder is in none\n";
const NOTE: &str = "note: 2 activities were completed after 30 June 2024 and are not counted as \
    completed; --at REV shows the record of that day\n";

fn asked(arguments: &[&str]) -> String {
    let root =
        folder(&[("2024.yaml", PLAN.as_bytes()), ("config.yaml", b"schema: 1\ncalendar_id: x\n")]);
    let run = workplan(root.path(), &[arguments, &["--as-of", "2024-06-30"]].concat());
    // IATI requires more than this plan contains, and the program reports that.
    let said = if arguments.contains(&"iati") && run.stderr.ends_with(NOTE) {
        NOTE
    } else {
        run.stderr.trim_end_matches(NO_BURN_UP)
    };
    assert_eq!((run.code, said), (Some(0), NOTE), "{arguments:?}");
    run.stdout
}

#[test]
fn every_format_shows_the_state_of_that_day() {
    for (arguments, said, not_said) in [
        (&["status"][..], "1 of 4", "3 of 4"),
        (&["status", "--all"], "1 of 4", "3 of 4"),
        (&["matrix"], "0 of 1 0%", "1 of 1"),
        (&["list", "--status", "ongoing"], "Repair the wells", "Train"),
        (&["overdue"], "◆ Wells tested", "Print"),
        (&["digest", "--owner", "b"], "Print the guide, waits for w1 Repair the wells", "Train"),
        (&["report"], "- Status: planned, progress 0%", "Completed: 5 Oct 2024"),
        (&["report"], "- Milestone: Wells tested, due 15 May 2024, overdue", "reached 30 Sep"),
        (&["report", "--format", "html"], "<strong>1</strong> of 4 activities", "5 Oct 2024"),
        (&["export", "--format", "ics"], "Status: ongoing", "Reached: 2024-09"),
        (&["export", "--format", "iati"], "<activity-status code=\"2\"/>", "2024-10-05"),
        (&["export", "--format", "csv"], ",ongoing,2024-02-01,", ",completed,2024-02-01,"),
        (&["export", "--format", "json"], "\"recorded_status\": \"completed\"", "\"completed\": 3"),
        (
            &["show", "w1"],
            "recorded completed 2024-10-05, after this day",
            "due 2024-05-31 · completed",
        ),
        (&["show", "w1"], "◆ w1#2 Wells tested · due 2024-05-15, overdue", "reached 2024-09"),
        (&["show", "w1"], "awaited by w3 Print the guide · planned", "waits for"),
        (&["show", "w1"], "needed by w2 Train the operators · completed", "waits for"),
        (&["show", "w3"], "waits for w1 Repair the wells · ongoing", "waits for w2"),
        (&["show", "w3"], "depends on w2 Train the operators · completed", "needed by"),
    ] {
        let out = asked(arguments)
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        assert!(out.contains(said) && !out.contains(not_said), "{arguments:?}: {said}\n{out}");
    }
}

#[test]
fn recorded_dates_do_not_change() {
    let listed =
        asked(&["list", "--columns", "id,status,completed,recorded_status", "--format", "csv"]);
    let meant = "id,status,completed,recorded_status\r\nw1,ongoing,2024-10-05,completed\r\n\
        w2,completed,2024-04-28,completed\r\nw3,planned,2024-11-30,completed\r\nw4,ongoing,,ongoing\r\n";
    assert_eq!(listed, meant);
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let run = workplan(
        root.path(),
        &["set", "w1", "tags=wells", "--as-of", "2024-06-30", "--format", "json"],
    );
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "an edit goes by the record");
    let run = workplan(root.path(), &["rollover", "2024", "--as-of", "2024-06-30", "--dry-run"]);
    assert_eq!(
        (run.code, run.stderr.contains("completed after")),
        (Some(0), false),
        "a rollover goes by the record: {run:?}"
    );
}

#[test]
fn each_side_of_a_report_has_its_own_day() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - {id: x, title: X, owners: [a], status: ongoing, due: 2024-02-28}\n\
        \x20 - {id: y, title: Y, owners: [a], status: ongoing, due: 2024-05-31}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    git(root.path(), &["init", "-q"]);
    commit_on("2024-03-10T12:00:00+00:00", root.path(), "March");
    let since = |arguments: &[&str]| {
        workplan(
            root.path(),
            &[&["report", "--since", "HEAD", "--as-of", "2024-09-01"], arguments].concat(),
        )
        .ok()
    };
    for page in [since(&[]), since(&["--format", "html"])] {
        let heading = page.lines().find(|line| line.contains("What changed since")).unwrap();
        assert!(heading.contains(", 10 March 2024 to 1 September 2024"), "{heading}");
        assert!(
            page.contains("Nothing has changed in this plan.")
                && page.contains("overdue activities 1 → 2"),
            "{page}"
        );
    }
    std::fs::write(root.path().join("workplans/2024.yaml"), plan.replace("title: Y", "title: Z"))
        .unwrap();
    assert!(since(&[]).contains("overdue activities 1 → 2"));
    let diff = workplan(root.path(), &["diff", "--as-of", "2024-09-01", "--format", "json"]).json();
    let both = [&diff["plans"][0]["before"]["overdue"], &diff["plans"][0]["after"]["overdue"]];
    assert_eq!(both, [&json!(2), &json!(2)], "both as of one day");
}

#[test]
fn a_plan_that_has_hardly_begun_is_not_rated() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - {id: x, title: X, owners: [a], status: ongoing, start: 2024-01-01, due: 2024-04-09}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    // The activity takes 100 days: one percent per day.
    for (day, progress, rating, words) in [
        ("2023-12-31", "0", json!("on_track"), "on track"),
        ("2024-01-01", "0", json!(null), "too early to rate"),
        ("2024-01-04", "0", json!(null), "too early to rate"),
        ("2024-01-04", "4", json!("on_track"), "on track"),
        ("2024-01-05", "0", json!("off_track"), "off track"),
    ] {
        let text =
            plan.replace("due: 2024-04-09", &format!("due: 2024-04-09, progress: {progress}"));
        std::fs::write(root.path().join("workplans/2024.yaml"), text).unwrap();
        let asked =
            |form: &[&str]| workplan(root.path(), &[form, &["--as-of", day]].concat()).stdout;
        let status: serde_json::Value =
            serde_json::from_str(&asked(&["status", "2024", "--format", "json"])).unwrap();
        assert_eq!(status["total"]["rating"], rating, "{day}");
        for form in [
            &["status", "2024"][..],
            &["status", "2024", "--format", "markdown"],
            &["report", "2024"],
            &["report", "2024", "--format", "html"],
        ] {
            assert!(asked(form).contains(words), "{day} {form:?}");
        }
    }
}

#[test]
fn what_is_counted_is_named() {
    let plan = PLAN
        .replace("status: completed\n    start", "status: ongoing\n    start")
        .replace("    completed: 2024-10-05\n", "");
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let asked = |form: &[&str], day: &str| {
        workplan(root.path(), &[form, &["--as-of", day]].concat()).stdout
    };
    for form in [
        &["status"][..],
        &["status", "--format", "markdown"],
        &["report"],
        &["report", "--format", "html"],
    ] {
        let out = asked(form, "2024-06-30");
        assert!(out.contains("1 activity and 1 milestone overdue"), "{form:?}\n{out}");
    }
    assert_eq!(
        asked(&["upcoming"], "2024-06-30"),
        "Nothing is due in the next 30 days (to 30 July 2024).\n"
    );
    assert_eq!(
        asked(&["upcoming", "--within", "0d"], "2024-06-30"),
        "Nothing is due on 30 June 2024.\n"
    );
    assert!(
        asked(&["upcoming", "--within", "1d"], "2024-06-30")
            .starts_with("Nothing is due in the next day (to 1 July 2024).")
    );
}
