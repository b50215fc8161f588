//! `set`, `add`, `done` and the other editing commands: arguments, output, and `--dry-run`.

use std::fs;

use serde_json::json;

use crate::edit::{PLAN, SIMPLE, TALL, difference, edited, plan_of, run};
use crate::support::{folder, git, workplan};

#[test]
fn a_wrong_value_is_reported_as_check_does() {
    for (argument, part) in [
        ("status=done", "did you mean `completed`?"),
        ("due=30/06/2024", "did you mean 2024-06-30?"),
        ("due=2024-02-30", "it is not in the calendar"),
        ("progress=half", "`half` is not a valid value for `progress`"),
        ("progress=101", "`progress` takes a number from 0 to 100"),
        ("owners=x", "unknown organization `x`"),
        ("owners=", "an activity needs `owners`"),
        ("owners=a,a", "`a` is in `owners` twice"),
        ("status=on_hold", "missing-reason"),
        ("completed=2024-05-01", "completed-date"),
        ("title=", "an activity needs `title`"),
        ("title=a\nb", "`title` must be one line"),
        ("depends_on=1", "dependency-cycle"),
        ("start=2024-08-01", "date-order"),
        ("ownr=a", "did you mean `owners`?"),
        ("milestones[2].done=2024", "there are no milestones"),
        ("milestones.done=2024", "number them from 1"),
        ("tags-=x", "`x` is not in `tags`"),
        ("status+=x", "`status` takes one value"),
        ("budget={", "cannot be read"),
        ("milestones+=x", "keys and values"),
        ("status", "is not of the form KEY=VALUE"),
        ("a b=c", "is not of the form KEY=VALUE"),
    ] {
        let (after, run) = edited(SIMPLE, &[argument]);
        assert_eq!(
            (run.code, after.as_str(), run.stdout.as_str()),
            (Some(2), SIMPLE, ""),
            "{argument}: {}",
            run.stderr
        );
        assert!(run.stderr.contains(part), "{argument}: {}", run.stderr);
    }
}

#[test]
fn json_says_what_changed() {
    let (_, run) = edited(
        SIMPLE,
        &["due=2024-Q4", "tags=x,y", "progress=12.5", "weight=2", "x_n=z", "--format", "json"],
    );
    let changes = json!([
        {"field": "due", "before": "2024-06-30", "after": "2024-12-31"},
        {"field": "progress", "before": null, "after": 12.5},
        {"field": "weight", "before": null, "after": 2},
        {"field": "tags", "before": [], "after": ["x", "y"]},
        {"field": "x_n", "before": null, "after": "z"},
    ]);
    let expected = json!({
        "schema": 1, "plan": "2024", "id": "1", "path": "workplans/2024.yaml", "written": true,
        "changes": changes,
    });
    assert_eq!(run.json(), expected);
    let (after, run) = edited(SIMPLE, &["due=", "--format", "json", "--dry-run"]);
    assert_eq!(after, SIMPLE);
    assert_eq!(
        (&run.json()["written"], &run.json()["changes"]),
        (&json!(false), &json!([{"field": "due", "before": "2024-06-30", "after": null}]))
    );
    let (_, run) = edited(SIMPLE, &["status=planned", "--format", "json"]);
    assert_eq!(
        (run.code, &run.json()["written"], &run.json()["changes"]),
        (Some(0), &json!(false), &json!([]))
    );
}

#[test]
fn a_dry_run_of_a_file_with_crlf_is_a_patch_for_it() {
    let before = format!("{PLAN}{SIMPLE}").replace('\n', "\r\n");
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["config", "core.autocrlf", "false"]);
    let patch = run(folder.path(), &["set", "1", "status=ongoing", "--dry-run"]).ok();
    fs::write(folder.path().join("p.diff"), &patch).unwrap();
    git(folder.path(), &["apply", "p.diff"]);
    let applied = plan_of(folder.path());
    fs::write(folder.path().join("workplans/2024.yaml"), &before).unwrap();
    run(folder.path(), &["set", "1", "status=ongoing"]).ok();
    assert_eq!(plan_of(folder.path()), applied);
    assert!(applied.contains("status: ongoing") && applied.matches("\r\n").count() > 10);
}

#[test]
fn a_dry_run_is_a_patch() {
    let (after, run) = edited(TALL, &["status=completed", "--dry-run"]);
    assert_eq!(after, TALL);
    let folder = folder(&[("2024.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    fs::write(folder.path().join("patch"), run.ok()).unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["apply", "patch"]);
    assert!(
        plan_of(folder.path())
            .ends_with("status: completed\n    due: 2024-06-30\n    completed: 2024-09-15\n")
    );
}

#[test]
fn the_commands_for_everyday_edits() {
    let two = format!("{PLAN}{TALL}{}", TALL.replace("id: 1", "id: 2"));
    let table: &[(&[&str], &str)] = &[
        (
            &["done", "1"],
            "-    status: planned\n+    status: completed\n+    completed: 2024-09-15\n",
        ),
        (&["start", "1"], "-    status: planned\n+    status: ongoing\n+    start: 2024-06-01\n"),
        (
            &["hold", "1", "--reason", "no funds"],
            "-    status: planned\n+    status: on_hold\n+    reason: no funds\n",
        ),
        (
            &["postpone", "1", "--reason", "x"],
            "-    status: planned\n+    status: postponed\n+    reason: x\n",
        ),
        (
            &["cancel", "1", "--reason", "x"],
            "-    status: planned\n+    status: cancelled\n+    reason: x\n",
        ),
        (&["progress", "1", "60"], "+    progress: 60\n"),
        (
            &["slip", "1", "2024-09-30", "--reason", "x"],
            "-    due: 2024-06-30\n+    due: 2024-09-30\n+    reason: x\n",
        ),
    ];
    for (arguments, expected) in table {
        let folder = folder(&[("2024.yaml", two.as_bytes())]);
        let day = if arguments[0] == "start" { "2024-06-01" } else { "2024-09-15" };
        workplan(folder.path(), &[arguments, &["--as-of", day][..]].concat()).ok();
        assert_eq!(difference(&two, &plan_of(folder.path())), *expected, "{arguments:?}");
    }
    let folder = folder(&[("2024.yaml", two.as_bytes())]);
    let said = run(folder.path(), &["done", "1", "2024/2", "--format", "json"]).json();
    assert_eq!(
        said["edits"].as_array().unwrap().iter().map(|edit| &edit["id"]).collect::<Vec<_>>(),
        ["1", "2"]
    );
    assert_eq!(plan_of(folder.path()).matches("completed: 2024-09-15").count(), 2);
    let said = run(folder.path(), &["set", "1", "status=ongoing", "--format", "json"]).json();
    assert_eq!(
        said["changes"][1],
        json!({"field": "completed", "before": "2024-09-15", "after": null})
    );
    for wrong in [
        &["hold", "1"][..],
        &["slip", "1", "2024-10"],
        &["done"],
        &["set", "1"],
        &["done", "1", "--at", "HEAD"],
        &["done", "1", "--format", "csv"],
    ] {
        assert_eq!(run(folder.path(), wrong).code, Some(2), "{wrong:?}");
    }
}

#[test]
fn wrong_arguments_are_refused_before_any_file_is_read() {
    let folder = folder(&[("2024.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    for verb in ["hold", "postpone", "cancel"] {
        let run = run(folder.path(), &[verb, "1", "--reason", " "]);
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("say why, in one sentence"), "{}", run.stderr);
    }
    let run = run(folder.path(), &["progress", "1", "-5"]);
    assert!(run.stderr.contains("`progress` takes a number from 0 to 100"), "{}", run.stderr);
    assert_eq!(plan_of(folder.path()), format!("{PLAN}{TALL}"));
}

#[test]
fn several_activities_are_edited_or_none() {
    let two = format!("{PLAN}{TALL}");
    let folder = folder(&[("2024.yaml", two.as_bytes())]);
    let run = run(folder.path(), &["done", "1", "2"]);
    assert_eq!((run.code, plan_of(folder.path())), (Some(2), two));
    assert!(run.stderr.contains("has no activity `2`"), "{}", run.stderr);
}

#[test]
fn an_edit_finds_its_plan() {
    let later = PLAN.replace("2024", "2025");
    let only = TALL.replace("id: 1", "id: 7");
    let files = [
        ("2024.yaml", format!("{PLAN}{TALL}")),
        ("2025.yaml", format!("{later}{TALL}{only}").replace("2024-06", "2025-06")),
    ];
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&files);
    let chosen = run(folder.path(), &["done", "1", "--dry-run"]).ok();
    assert!(chosen.contains("2024.yaml") && !chosen.contains("2025.yaml"), "{chosen}");
    let elsewhere = run(folder.path(), &["done", "7"]);
    assert_eq!(elsewhere.code, Some(2));
    assert!(
        elsewhere.stderr.contains("it is in the plan `2025`: name it as 2025/"),
        "{}",
        elsewhere.stderr
    );
    for (arguments, file) in [
        (&["hold", "1", "--reason", "x", "--plan", "2025"], "2025"),
        (&["hold", "2024/1", "--reason", "x", "--plan", "2024"], "2024"),
    ] {
        let said = run(folder.path(), &[&arguments[..], &["--format", "json"]].concat()).json();
        assert_eq!(
            (&said["plan"], &said["path"]),
            (&json!(file), &json!(format!("workplans/{file}.yaml")))
        );
    }
    for wrong in [
        &["done", "2024/1", "--plan", "2025"][..],
        &["done", "1", "--plan", "../2024"],
        &["done", "1", "--plan", "2026"],
        &["done", "../1"],
        &["done", "2024/../1"],
    ] {
        assert_eq!(run(folder.path(), wrong).code, Some(2), "{wrong:?}");
    }
}

#[test]
fn a_plan_with_errors_can_be_edited_to_fix_them() {
    let broken = format!(
        "{PLAN}{}{}",
        TALL.replace("planned", "doen"),
        TALL.replace("id: 1", "id: 2").replace("[a]", "[nobody]")
    );
    let folder = folder(&[("2024.yaml", broken.as_bytes())]);
    let refused = run(folder.path(), &["set", "1", "tags=x"]);
    assert_eq!((refused.code, plan_of(folder.path())), (Some(2), broken.clone()));
    assert!(refused.stderr.contains("unless the edit takes errors away"), "{}", refused.stderr);
    assert_eq!(run(folder.path(), &["set", "1", "tags=x", "--lenient"]).code, Some(2));
    run(folder.path(), &["set", "1", "status=ongoing"]).ok();
    run(folder.path(), &["set", "2", "owners=b"]).ok();
    run(folder.path(), &["set", "1", "tags=x"]).ok();
    for text in [
        "  - {id: 1, title: T\n",
        "  - {id: 1, title: T, owners: [a], status: planned, due: 2024-06-30}\n\
            \x20 - {id: 1, title: U, owners: [a], status: planned, due: 2024-06-30}\n",
    ] {
        let (after, run) = edited(text, &["status=ongoing"]);
        assert_eq!((run.code, after.as_str()), (Some(2), text));
        assert!(run.stderr.contains("error["), "{}", run.stderr);
    }
}

#[test]
fn a_rule_set_to_error_stops_only_edits_that_break_it() {
    let plan = format!(
        "{PLAN}{TALL}{}",
        TALL.replace("id: 1", "id: 2").replace("2024-06-30", "2024-12-30")
    );
    let folder = folder(&[
        ("2024.yaml", plan.as_bytes()),
        ("config.yaml", b"schema: 1\nrules: {overdue: error}\n"),
    ]);
    run(folder.path(), &["set", "2", "tags=x"]).ok();
    let refused = run(folder.path(), &["set", "2", "due=2024-07-30"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("error[overdue]") && !refused.stderr.contains("`1`"),
        "{}",
        refused.stderr
    );
}

#[test]
fn an_activity_is_added_where_its_priority_is() {
    let main = PLAN.split("priorities:").next().unwrap();
    let first = "schema: 1\npriorities:\n- id: 1\n  title: P\n  activities:\n  # c\n  - id: 1.8\n\
        \x20   title: T\n    owners: [a]\n    status: planned\n    due: 2024-06\n\n  - id: 1.9\n\
        \x20   title: U\n    owners: [a]\n    status: planned\n    due: 2024-06 # last\n  # end\n";
    let second = "schema: 1\npriorities:\n- {id: 2, title: Q}\n- id: 3\n  title: R\n  activities: [] # none yet\n";
    let old = PLAN.replace("2024", "2023")
        + "  - {id: 1.10, title: Old, owners: [a], status: cancelled, reason: x, due: 2023}\n";
    let folder = folder(&[
        ("2024/plan.yaml", main.as_bytes()),
        ("2024/1.yaml", first.as_bytes()),
        ("2024/2.yaml", second.as_bytes()),
        ("2023.yaml", old.as_bytes()),
    ]);
    let add = |arguments: &[&str]| {
        run(
            folder.path(),
            &[&["add", "--title", "New: one", "--owner", "b,a", "--due", "2024-Q4"], arguments]
                .concat(),
        )
    };
    let read = |name: &str| fs::read_to_string(folder.path().join("workplans").join(name)).unwrap();
    let said = add(&["--priority", "1", "tags=x", "--format", "json"]).json();
    assert_eq!(
        (&said["id"], &said["path"], &said["written"]),
        (&json!("1.11"), &json!("workplans/2024/1.yaml"), &json!(true)),
        "1.10 was used in 2023"
    );
    assert!(
        said["changes"]
            .as_array()
            .unwrap()
            .contains(&json!({"field": "owners", "before": null, "after": ["b", "a"]}))
    );
    let new = "\n  - id: 1.11\n    title: 'New: one'\n    owners: [b, a]\n    status: planned\n\
        \x20   due: 2024-Q4\n    tags: [x]\n  # end\n";
    assert_eq!(read("2024/1.yaml"), first.replace("  # end\n", new));
    add(&["--priority", "2", "--id", "2.7"]).ok();
    assert!(read("2024/2.yaml").contains(
        "- {id: 2, title: Q, activities: [{id: 2.7, title: 'New: one', owners: [b, \
                a], status: planned, due: 2024-Q4}]}\n"
    ));
    add(&["--priority", "3", "status=completed"]).ok();
    let third = "  activities: # none yet\n  - id: 3.1\n    title: 'New: one'\n    owners: [b, a]\n\
        \x20   status: completed\n    due: 2024-Q4\n    completed: 2024-09-15\n";
    assert!(read("2024/2.yaml").ends_with(third), "{}", read("2024/2.yaml"));
    let files = [read("2024/1.yaml"), read("2024/2.yaml")];
    for (wrong, part) in [
        (&["--priority", "4"][..], "its priorities are: 1, 2, 3"),
        (&["--priority", "1", "--id", "1.10"], "is used in the plan `2023`"),
        (&["--priority", "1", "--id", "1.8"], "is used in the plan `2024`"),
        (&["--priority", "1", "--id", "a b"], "is not an id"),
        (&["--priority", "1", "title=x"], "`title` is given twice"),
        (&["--priority", "1", "partners=zz"], "unknown organization `zz`"),
        (&["--priority", "1", "--plan", "../2024"], "there is no plan"),
    ] {
        let run = add(wrong);
        assert_eq!(run.code, Some(2), "{wrong:?}");
        assert!(run.stderr.contains(part), "{wrong:?}: {}", run.stderr);
    }
    assert_eq!(files, [read("2024/1.yaml"), read("2024/2.yaml")]);
    assert!(add(&["--priority", "1", "--dry-run"]).ok().contains("+  - id: 1.12\n"));
    assert_eq!(workplan(folder.path(), &["check"]).code, Some(0));
}
