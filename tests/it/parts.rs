//! Edits of what stands above the activities: plans, themes, priorities, organizations, settings.

use std::fs;
use std::path::Path;

use crate::edit::{difference, run};
use crate::json_shapes::assert_shape;
use crate::support::{Run, folder};

const PLAN: &str = "schema: 1\r
title: 'Plan' # the title\r
period: {start: 2024-01-01, end: 2024-12-31}\r
\r
# about the target\r
target: 80 # percent\r
themes:\r
- {id: gender, title: Gender} # first\r
- id: youth\r
  title: \"Youth\"\r
  across: any\r
organizations:\r
- {id: own, name: Own}\r
priorities:\r
- id: 1 # the id\r
  title: First\r
  lead: [a]\r
  activities:\r
  - {id: 1.1, title: T, owners: [a, own], themes: [gender], status: planned, due: 2024-06-30}\r
- {id: 2, title: Second}\r
";

const ORGANIZATIONS: &str = "# shared
schema: 1
organizations:
  - id: a
    name: Alpha # full
    short: ALP
    focal_points:
      - {name: Ada Example, email: ada@example.org}
      - {name: Ben Example}
  - id: b
    name: Beta
";

const CONFIG: &str = "schema: 1\n# near\nsoon: 30\n";

fn made() -> tempfile::TempDir {
    folder(&[
        ("2024.yaml", PLAN.as_bytes()),
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
        ("config.yaml", CONFIG.as_bytes()),
    ])
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("workplans").join(name)).unwrap()
}

/// Returns the changed lines of all files after an edit, and the run.
fn edited(arguments: &[&str]) -> (String, Run) {
    let folder = made();
    let run = run(folder.path(), arguments);
    assert!(matches!(run.code, Some(0 | 2)) && !run.stderr.contains("panicked"), "{run:?}");
    let all = [("2024.yaml", PLAN), ("organizations.yaml", ORGANIZATIONS), ("config.yaml", CONFIG)];
    let change = all.iter().map(|(name, text)| difference(text, &read(folder.path(), name)));
    (change.collect(), run)
}

#[test]
fn set_changes_a_part_and_no_other_byte() {
    for (arguments, change) in [
        (&["plan:", "target=90%"][..], "-target: 80 # percent␍\n+target: 90 # percent␍\n"),
        (&["plan:2024", "target="], "-target: 80 # percent␍\n"),
        (&["plan:", "title=New"], "-title: 'Plan' # the title␍\n+title: 'New' # the title␍\n"),
        (&["plan:", "chairs=a,b"], "+chairs: [a, b]␍\n"),
        (&["plan:", "endorsed=2024-01-08"], "+endorsed: 2024-01-08␍\n"),
        (
            &["theme:gender", "title=Equality"],
            "-- {id: gender, title: Gender} # first␍\n+- {id: gender, title: Equality} # first␍\n",
        ),
        (&["theme:youth", "across="], "-  across: any␍\n"),
        (&["priority:1", "lead+=b"], "-  lead: [a]␍\n+  lead: [a, b]␍\n"),
        (&["priority:1", "narrative=Well"], "+  narrative: Well␍\n"),
        (&["org:a", "short=A"], "-    short: ALP\n+    short: A\n"),
        (
            &["organization:own", "short=O"],
            "-- {id: own, name: Own}␍\n+- {id: own, name: Own, short: O}␍\n",
        ),
        (
            &["org:a", "focal_points[2].email=ben@example.org"],
            "-      - {name: Ben Example}\n+      - {name: Ben Example, email: ben@example.org}\n",
        ),
        (&["config:", "soon=14"], "-soon: 30\n+soon: 14\n"),
        (&["config:", "rules.overdue=off"], "+rules:\n+  overdue: 'off'\n"),
        (&["config:", "languages=en,fr"], "+languages: [en, fr]\n"),
    ] {
        let (after, run) = edited(&[&["set"], arguments].concat());
        assert_eq!(after, change, "{run:?}");
        let (after, patch) = edited(&[&["set"], arguments, &["--dry-run"]].concat());
        assert_eq!(after, "", "{patch:?}");
        assert!(patch.stdout.starts_with("--- a/workplans/"), "{patch:?}");
    }
}

#[test]
fn what_is_set_and_set_back_leaves_the_same_bytes() {
    for (part, there, other) in [
        ("plan:", "target=80", "target=33.5"),
        ("plan:", "title=Plan", "title=no: 'quotes' # here"),
        ("plan:", "period.end=2024-12-31", "period.end=2024-12-30"),
        ("plan:", "description=", "description=Two\nlines"),
        ("theme:gender", "title=Gender", "title=Equal rights"),
        ("theme:gender", "across=", "across=any"),
        ("theme:youth", "description=", "description=null"),
        ("priority:1", "lead=a", "lead=a,own"),
        ("priority:2", "title=Second", "title=Zwölf"),
        ("org:a", "name=Alpha", "name=Alpha and others"),
        ("org:a", "aliases=", "aliases=old"),
        ("org:own", "name=Own", "name=真名"),
        ("config:", "soon=30", "soon=7"),
        ("config:", "stale=", "stale=10"),
        ("config:", "rules.overdue=", "rules.overdue=warning"),
    ] {
        let folder = made();
        let _ = run(folder.path(), &["set", part, other]);
        let changed = ["2024.yaml", "organizations.yaml", "config.yaml"]
            .map(|name| read(folder.path(), name));
        assert_ne!(changed.concat(), [PLAN, ORGANIZATIONS, CONFIG].concat(), "{part} {other}");
        assert_eq!(run(folder.path(), &["set", part, there]).code, Some(0), "{part} {there}");
        assert_eq!(read(folder.path(), "2024.yaml"), PLAN, "{part} {other}");
        assert_eq!(read(folder.path(), "organizations.yaml"), ORGANIZATIONS, "{part} {other}");
        assert_eq!(read(folder.path(), "config.yaml"), CONFIG, "{part} {other}");
    }
}

#[test]
fn a_part_is_added_in_the_style_of_its_place_and_removed_without_a_trace() {
    for (add, remove, change) in [
        (
            &["theme", "health", "--title", "Health", "across=any"][..],
            &["theme", "health"][..],
            "+- id: health␍\n+  title: Health␍\n+  across: any␍\n",
        ),
        (&["priority", "3", "--title", "Third"], &["priority", "3"], "+- {id: 3, title: Third}␍\n"),
        (
            &["organization", "c", "--name", "Gamma", "--short", "G"],
            &["org", "c"],
            "+  - id: c\n+    name: Gamma\n+    short: G\n",
        ),
        (
            &["organization", "d", "--name", "Delta", "--plan", "2024"],
            &["organization", "d", "--plan", "2024"],
            "+- {id: d, name: Delta}␍\n",
        ),
        (
            &["person", "a", "--name", "Cyd Example", "--email", "cyd@example.org"],
            &["person", "a", "cyd"],
            "+      - {name: Cyd Example, email: cyd@example.org}\n",
        ),
        (
            &["person", "b", "--name", "Dee", "handle=dee"],
            &["person", "b", "dee"],
            "+    focal_points:\n+      - name: Dee\n+        handle: dee\n",
        ),
    ] {
        let (after, told) = edited(&[&["add"], add].concat());
        assert_eq!(after, change, "{told:?}");
        assert!(told.stdout.starts_with("new: "), "{told:?}");
        let folder = made();
        let _ = run(folder.path(), &[&["add"], add].concat());
        let told = run(folder.path(), &[&["remove"], remove].concat());
        assert!(told.code == Some(0) && told.stdout.starts_with("removed: "), "{told:?}");
        assert_eq!(read(folder.path(), "2024.yaml"), PLAN, "{add:?}");
        assert_eq!(read(folder.path(), "organizations.yaml"), ORGANIZATIONS, "{add:?}");
    }
}

#[test]
fn what_is_used_is_not_removed() {
    for (arguments, parts) in [
        (&["theme", "gender"][..], ["theme:gender is used in one place: 1.1 (", "2024.yaml:19)"]),
        (
            &["organization", "a"],
            ["org:a is used in 2 places: priority:1 (", "1.1 (workplans/2024.yaml:19)"],
        ),
        (
            &["organization", "own"],
            ["org:own is used in one place: 1.1", "name another organization"],
        ),
        (
            &["priority", "1"],
            ["priority:1 has an activity: 1.1 (", "`workplan cancel ID --reason TEXT`"],
        ),
        (&["theme", "yout"], ["the plan `2024` has no theme `yout`", "did you mean `youth`?"]),
        (
            &["person", "a", "Example"],
            ["`Example` fits several persons", "Ada Example, Ben Example"],
        ),
        (&["person", "a", "Zoe"], ["no such person: `Zoe`", "the organization's people are"]),
        (&["person", "a"], ["<NAME>", "required"]),
        (
            &["activity", "1.1"],
            ["invalid value 'activity'", "theme, priority, organization, person"],
        ),
    ] {
        let (after, run) = edited(&[&["remove"], arguments].concat());
        assert_eq!((after.as_str(), run.code), ("", Some(2)), "{run:?}");
        parts.iter().for_each(|part| assert!(run.stderr.contains(part), "{part}: {run:?}"));
    }
}

#[test]
fn what_would_be_an_error_is_refused() {
    for (arguments, part) in [
        (&["set", "plan:", "target=101"][..], "`target` takes a number from 0 to 100"),
        (&["set", "plan:", "title="], "a plan needs `title`"),
        (&["set", "plan:", "endorsed=soon"], "`endorsed`"),
        (&["set", "plan:", "targt=3"], "did you mean `target`?"),
        (&["set", "plan:", "priorities="], "`workplan set priority:ID …`"),
        (&["set", "priority:1", "activities="], "`workplan set ID …`, `workplan add`"),
        (&["set", "plan:2025", "title=x"], "there is no plan called `2025`"),
        (&["set", "plan:2024", "title=x", "--plan", "2023"], "name the plan once"),
        (&["set", "theme:gender", "id=g"], "`gender`"),
        (&["set", "theme:", "title=x"], "write its id after the colon"),
        (&["set", "thema:x", "title=x"], "parts are plan:, plan:NAME, theme:ID"),
        (&["set", "org:zz", "short=x"], "there is no organization `zz`"),
        (&["set", "config:", "rules.overdo=off"], "overdo"),
        (&["add", "theme", "gender", "--title", "x"], "`workplan set theme:gender KEY=VALUE`"),
        (&["add", "organization", "a", "--name", "x"], "the id `a` is used already"),
        (&["add", "organization", "own", "--name", "x"], "`own`"),
        (&["add", "theme", "x y", "--title", "x"], "x y"),
        (&["add", "theme", "t"], "--title <TEXT>"),
        (&["add", "person", "zz", "--name", "x"], "there is no organization `zz`"),
    ] {
        let (after, run) = edited(arguments);
        assert_eq!((after.as_str(), run.code), ("", Some(2)), "{run:?}");
        assert!(run.stderr.contains(part), "{part}: {run:?}");
    }
}

#[test]
fn a_plan_in_a_folder_is_changed_in_the_right_file() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n";
    let themes = "schema: 1\ntarget: 50\nthemes:\n  - {id: t, title: T}\n";
    let first = "schema: 1\npriorities:\n  - {id: 1, title: A}\n";
    let second = "schema: 1\npriorities:\n  - {id: 2, title: B}\n";
    let made = || {
        folder(&[
            ("2024/plan.yaml", plan.as_bytes()),
            ("2024/a-themes.yaml", themes.as_bytes()),
            ("2024/b.yaml", first.as_bytes()),
            ("2024/c.yaml", second.as_bytes()),
        ])
    };
    let folder = made();
    let run = run(folder.path(), &["set", "plan:", "target=60", "title=Q", "--format", "json"]);
    let answer = run.json();
    assert_shape(&answer, "edits");
    assert_eq!(read(folder.path(), "2024/a-themes.yaml"), themes.replace("50", "60"));
    assert_eq!(read(folder.path(), "2024/plan.yaml"), plan.replace("title: P", "title: Q"));
    for (add, file, line) in [
        (["theme", "u"], "2024/a-themes.yaml", "  - {id: u, title: X}\n"),
        (["priority", "3"], "2024/c.yaml", "  - {id: 3, title: X}\n"),
    ] {
        let folder = made();
        let before = read(folder.path(), file);
        let told = crate::edit::run(folder.path(), &["add", add[0], add[1], "--title", "X"]);
        assert_eq!(read(folder.path(), file), before + line, "{told:?}");
    }
}

#[test]
fn json_names_the_part() {
    for (arguments, id, plan) in [
        (&["set", "plan:", "target=81"][..], "plan:2024", Some("2024")),
        (&["set", "theme:youth", "title=Y"], "theme:youth", Some("2024")),
        (&["set", "org:a", "short=A"], "org:a", None),
        (&["set", "config:", "soon=1"], "config:", None),
        (&["add", "theme", "x", "--title", "X", "--dry-run"], "theme:x", Some("2024")),
        (&["remove", "person", "a", "ben"], "org:a", None),
    ] {
        let (_, run) = edited(&[arguments, &["--format", "json"]].concat());
        let answer = run.json();
        assert_shape(&answer, "edit");
        assert_eq!((answer["id"].as_str(), answer["plan"].as_str()), (Some(id), plan), "{run:?}");
        assert_eq!(answer["written"], !arguments.contains(&"--dry-run"), "{run:?}");
    }
    let (_, run) = edited(&["set", "plan:", "target=81", "--format", "json"]);
    let change = serde_json::json!([{"field": "target", "before": 80, "after": 81}]);
    assert_eq!(run.json()["changes"], change);
}

#[test]
fn undo_takes_the_edit_of_a_part_back() {
    let folder = made();
    crate::support::git(folder.path(), &["init", "-q"]);
    run(folder.path(), &["set", "plan:", "target=90"]).ok();
    assert_eq!(run(folder.path(), &["undo"]).code, Some(0));
    assert_eq!(read(folder.path(), "2024.yaml"), PLAN);
}
