//! Milestones by their names: `1#2`, or a part of the title; what edits do with them, and what
//! lists call them.

use std::fs;

use serde_json::json;

use crate::edit::{PLAN, plan_of, run};
use crate::support::{Run, folder, workplan};

const ACTIVITY: &str = "  - id: '1'
    title: T
    owners: [a]
    status: ongoing
    due: 2024-12-01
    milestones:
      - {title: Script agreed, due: 2024-03-01, done: 2024-03-05}
      - {title: Interviews held, due: 2024-08-01}
      # about the third one
      - {title: 'Report: interviews', due: 2024-10-01}
      - title: Étude imprimée
        due: 2024-11-01
";

fn made() -> tempfile::TempDir {
    folder(&[("2024.yaml", format!("{PLAN}{ACTIVITY}").as_bytes())])
}

/// Runs an edit of the activity; returns the changed lines and the run.
fn edited(arguments: &[&str]) -> (String, Run) {
    let folder = made();
    let run = run(folder.path(), arguments);
    run.assert_clean();
    let before = format!("{PLAN}{ACTIVITY}");
    (crate::edit::difference(&before, &plan_of(folder.path())), run)
}

#[test]
fn a_part_of_a_title_names_the_only_milestone_that_has_it() {
    let second = "-      - {title: Interviews held, due: 2024-08-01}\n\
        +      - {title: Interviews held, due: 2024-08-01, done: 2024-09-15}\n";
    for name in ["1#2", "1#interviews HELD", "1# held ", "2024/1#eld", "1#\u{200b}2"] {
        let (change, run) = edited(&["done", name]);
        assert_eq!(change, second, "{name}: {run:?}");
        assert!(run.stdout.contains("\n  1#2 Interviews held: done 15 Sep 2024\n"), "{run:?}");
    }
    let (change, run) = edited(&["done", "1#ÉTUDE"]);
    assert_eq!(change, "+        done: 2024-09-15\n", "{run:?}");
    let (change, _) = edited(&["slip", "1#imprim", "2024-11-20", "--reason", "late"]);
    assert!(change.starts_with("-        due: 2024-11-01\n+        due: 2024-11-20\n"), "{change}");
    let (change, run) = edited(&["set", "1#étude", "title=Étude relue", "due=+1w"]);
    assert!(change.contains("title: Étude relue\n") && change.contains("due: 2024-09-22\n"));
    assert!(run.stderr.contains("+1w"), "{run:?}");
}

#[test]
fn a_name_that_could_mean_several_milestones_lists_them() {
    for (name, problem, advice) in [
        (
            "1#interviews",
            "`interviews` is in the titles of 2 milestones of 1",
            "name one by its number: 1#2 Interviews held, 1#3 Report: interviews",
        ),
        ("1#xyz", "`1` has no milestone `xyz`", "its milestones are 1#1 Script agreed, "),
        ("1#5", "`1` has no milestone `5`", "its milestones are 1#1 to 1#4"),
        ("1#0", "`1` has no milestone `0`", "its milestones are 1#1 to 1#4"),
        ("1#", "`1` has no milestone ``", "its milestones are 1#1 to 1#4"),
    ] {
        for verb in [&["done", name][..], &["slip", name, "today", "--reason", "x"]] {
            let (change, run) = edited(verb);
            assert_eq!((run.code, change.as_str()), (Some(2), ""), "{run:?}");
            assert!(run.stderr.contains(problem) && run.stderr.contains(advice), "{run:?}");
        }
    }
    // A title in full is meant before a part of others.
    let text = format!("{PLAN}{}", ACTIVITY.replace("Interviews held", "Interviews"));
    let folder = folder(&[("2024.yaml", text.as_bytes())]);
    run(folder.path(), &["done", "1#interviews"]).ok();
    assert!(
        plan_of(folder.path()).contains("{title: Interviews, due: 2024-08-01, done: 2024-09-15}")
    );
}

#[test]
fn a_milestone_that_was_reached_keeps_its_day() {
    let (change, run) = edited(&["done", "1#1"]);
    assert_eq!((change.as_str(), run.code), ("", Some(0)), "{run:?}");
    assert!(run.stdout.starts_with("1#1 Script agreed: no change, "), "{run:?}");
    let note = "note: 1#1 Script agreed was reached on 2024-03-05 already; `workplan set 1#1 \
        done=2024-09-15` records another day\n";
    assert_eq!(run.stderr, note);
    let (change, run) = edited(&["slip", "1#1", "2024-04-01", "--reason", "x"]);
    assert_eq!((change.as_str(), run.code), ("", Some(2)), "{run:?}");
    for part in ["1#1 Script agreed was reached on 2024-03-05", "`workplan set 1#1 due=DATE`"] {
        assert!(run.stderr.contains(part), "{run:?}");
    }
    // What the advice says does it.
    let (change, _) = edited(&["set", "1#1", "done=2024-09-15"]);
    assert!(change.contains("+      - {title: Script agreed, due: 2024-03-01, done: 2024-09-15}"));
    for verb in
        [&["start", "1#1"][..], &["progress", "1#1", "50"], &["hold", "1#1", "--reason", "x"]]
    {
        let (change, run) = edited(verb);
        assert_eq!((change.as_str(), run.code), ("", Some(2)), "{run:?}");
        assert!(run.stderr.contains("a milestone has no status"), "{run:?}");
    }
}

#[test]
fn a_completed_activity_takes_its_open_milestones_along_if_asked() {
    let (change, run) = edited(&["done", "1"]);
    assert!(!change.contains("done:"), "{change}");
    let note = "note: 1 still has 3 open milestones; `workplan done 1 --milestones` records them as \
        reached\n";
    assert!(run.stderr.ends_with(note), "{run:?}");
    let (change, run) = edited(&["done", "1", "--milestones"]);
    assert_eq!(change.matches("done: 2024-09-15").count(), 3, "{change}");
    assert!(change.contains("+    status: completed\n") && !change.contains("Script"), "{change}");
    assert!(run.stderr.is_empty(), "{run:?}");
    let (change, run) = edited(&["done", "1#2", "--milestones"]);
    assert_eq!((change.as_str(), run.code), ("", Some(2)), "{run:?}");
    assert!(run.stderr.contains("workplan done 1 --milestones"), "{run:?}");
}

#[test]
fn an_edit_says_which_milestones_came_and_went() {
    let add = "milestones+={title: Thanks, due: 2024-11-30}";
    let (_, run) = edited(&["set", "1", "milestones[2]=", add, "milestones[1].title=Script"]);
    let lines: Vec<&str> = run.stdout.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "  1#1 Script: title “Script agreed” → “Script”",
            "  1#4 Thanks added: due 30 Nov 2024",
            "  milestone “Interviews held” removed",
        ],
        "{run:?}"
    );
}

#[test]
fn lists_call_milestones_by_the_names_that_commands_take() {
    let folder = made();
    let show = run(folder.path(), &["show", "1"]).ok();
    assert!(show.contains("✓ 1#1 Script agreed · reached 2024-03-05"), "{show}");
    assert!(show.contains("◆ 1#3 Report: interviews · due 2024-10-01"), "{show}");
    let overdue = run(folder.path(), &["overdue"]).ok();
    assert!(overdue.contains("  1#2  ◆ Interviews held"), "{overdue}");
    let items = run(folder.path(), &["upcoming", "--within", "100", "--format", "json"]).json();
    let numbers: Vec<_> =
        items["items"].as_array().unwrap().iter().map(|one| &one["milestone"]).collect();
    assert_eq!(numbers, [&json!(3), &json!(4), &json!(null)], "{items}");
    let csv = run(folder.path(), &["overdue", "--format", "csv"]).ok();
    assert!(csv.lines().next().unwrap().ends_with(",status,milestone"), "{csv}");
    assert!(csv.lines().nth(1).unwrap().ends_with(",ongoing,2"), "{csv}");
    let digest = run(folder.path(), &["digest"]).ok();
    assert!(digest.contains("1#2  ◆ Interviews held"), "{digest}");
}

#[test]
fn a_milestone_that_cannot_be_read_keeps_its_number() {
    let text = format!(
        "{PLAN}{}",
        ACTIVITY.replace("{title: Interviews held, due: 2024-08-01}", "{title: X}")
    );
    let folder = folder(&[("2024.yaml", text.as_bytes())]);
    let show = workplan(folder.path(), &["show", "1", "--lenient", "--as-of", "2024-09-15"]);
    assert!(show.stdout.contains("1#3 Report: interviews"), "{show:?}");
    run(folder.path(), &["set", "1#2", "due=2024-08-01"]).ok();
    let fixed = fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    assert_eq!(fixed, text.replace("{title: X}", "{title: X, due: 2024-08-01}"));
}
