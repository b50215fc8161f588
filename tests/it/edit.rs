//! Edits in place: what was meant changes, and no other byte; whatever happens, the file is the old
//! one or the new one.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Run, command, entries, folder, git, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations:\n- {id: a, name: A}\n- {id: b, name: B}\n- {id: c, name: C}\npriorities:\n- id: p\n  title: P\n  activities:\n";

/// Runs on a day in 2024.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    workplan(folder, &[arguments, &["--as-of", "2024-09-15"]].concat())
}

fn plan_of(folder: &Path) -> String {
    fs::read_to_string(folder.join("workplans/2024.yaml")).unwrap()
}

/// What an activity becomes by an edit; the lines are those below `activities:`.
pub fn edited(activity: &str, arguments: &[&str]) -> (String, Run) {
    let before = format!("{PLAN}{activity}");
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    let run = run(folder.path(), &[&["set", "1"], arguments].concat());
    run.assert_calm();
    let after = plan_of(folder.path());
    (after.strip_prefix(PLAN).unwrap_or(&after).to_owned(), run)
}

/// Lines that went and lines that came, each with its sign.
pub fn difference(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let changed =
        diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
    changed
        .map(|change| format!("{}{}", change.tag(), change.value().replace('\r', "␍")))
        .collect::<Vec<_>>()
        .join("")
}

const BLOCK: &str = "  # lead
  - id: 1 # the id
    title: 'It''s T' # ttl

    owners:   [ a , 'b' ]   # own
    status: planned # st
    due: \"2024-06-30\"
    # before tags
    tags:
    - x # about x
    # about y
    - y
    milestones:
      - title: M1 # m1
        due: 2024-05-01
      # about M2
      - {title: M2, due: 2024-06-01}
    remarks: | # hdr
      line1
      line2
    # end
";

const FLOW: &str = "  - {
      id: 1, # the id
      title: T,
      owners: [
        a, # about a
        b  # about b
      ],
      status: planned, due: 2024-06-30, # two
      # about the reason
      reason: \"r\", # r
      tags: [x] # last
    }
";

#[test]
fn each_style_is_kept() {
    let table: &[(&str, &[&str], &str)] = &[
        (BLOCK, &["status=ongoing"], "-    status: planned # st\n+    status: ongoing # st\n"),
        (BLOCK, &["title=x: y"], "-    title: 'It''s T' # ttl\n+    title: 'x: y' # ttl\n"),
        (BLOCK, &["due=2024-07"], "-    due: \"2024-06-30\"\n+    due: \"2024-07\"\n"),
        (
            BLOCK,
            &["owners=b,c"],
            "-    owners:   [ a , 'b' ]   # own\n+    owners:   [ 'b', c ]   # own\n",
        ),
        (
            BLOCK,
            &["owners-=b"],
            "-    owners:   [ a , 'b' ]   # own\n+    owners:   [ a ]   # own\n",
        ),
        (BLOCK, &["tags+=z,x"], "+    - z\n"),
        (BLOCK, &["tags-=x"], "-    - x # about x\n"),
        (BLOCK, &["tags="], "-    tags:\n-    - x # about x\n-    # about y\n-    - y\n"),
        (BLOCK, &["start=2024-02"], "+    start: 2024-02\n"),
        (BLOCK, &["contact=C. Person"], "+    contact: C. Person\n"),
        (
            BLOCK,
            &["milestones[2].done=2024-06-02"],
            "-      - {title: M2, due: 2024-06-01}\n+      - {title: M2, due: 2024-06-01, done: 2024-06-02}\n",
        ),
        (BLOCK, &["milestones[1].done=2024-05-02"], "+        done: 2024-05-02\n"),
        (BLOCK, &["milestones[1]="], "-      - title: M1 # m1\n-        due: 2024-05-01\n"),
        (
            BLOCK,
            &["milestones+={title: 'N, O', due: 2024-Q4}"],
            "+      - {title: 'N, O', due: 2024-Q4}\n",
        ),
        (
            BLOCK,
            &["budget.spent=1", "budget.required=20.5", "budget.currency=USD"],
            "+    budget:\n+      currency: USD\n+      required: 20.5\n+      spent: 1\n",
        ),
        (
            BLOCK,
            &["remarks=one\ntwo"],
            "-    remarks: | # hdr\n-      line1\n-      line2\n+    remarks: |- # hdr\n+      one\n+      two\n",
        ),
        (BLOCK, &["description=one\n\ntwo"], "+    description: |-\n+      one\n+\n+      two\n"),
        (BLOCK, &["remarks="], "-    remarks: | # hdr\n-      line1\n-      line2\n"),
        (
            BLOCK,
            &["x_own=- [", "status=completed"],
            "-    status: planned # st\n+    status: completed # st\n+    completed: 2024-09-15\n+    x_own: '- ['\n",
        ),
        (
            FLOW,
            &["status=completed"],
            "-      status: planned, due: 2024-06-30, # two\n+      status: completed, due: 2024-06-30, # two\n+      completed: 2024-09-15,\n",
        ),
        (
            FLOW,
            &["tags="],
            "-      reason: \"r\", # r\n-      tags: [x] # last\n+      reason: \"r\" # r\n",
        ),
        (FLOW, &["reason="], "-      reason: \"r\", # r\n"),
        (
            FLOW,
            &["due="],
            "-      status: planned, due: 2024-06-30, # two\n+      status: planned, # two\n",
        ),
        (
            FLOW,
            &["owners-=b"],
            "-        a, # about a\n-        b  # about b\n+        a # about a\n",
        ),
        (FLOW, &["owners+=c"], "-        b  # about b\n+        b,  # about b\n+        c\n"),
        (
            FLOW,
            &["remarks=one\ntwo"],
            "-      tags: [x] # last\n+      tags: [x], # last\n+      remarks: \"one\\ntwo\"\n",
        ),
    ];
    for (activity, arguments, expected) in table {
        let (after, run) = edited(activity, arguments);
        assert_eq!((run.code, run.complaints()), (Some(0), ""), "{arguments:?}");
        assert_eq!(difference(activity, &after), *expected, "{arguments:?}\n{after}");
    }
}

/// Lists and texts in notations that are seldom used.
const SELDOM: &str = "  - id: 1
    title: T
    owners: [a]
    status: planned
    milestones:
    - title: M1
      due: 2024-05-01
    - {title: M2, due: 2024-06-01}
    tags: [x, y]
    remarks: |+ # hdr
      line1


    geography:
    - |+
      one

    - two
    sdg_targets: !!seq [8.7]
    contact: &unused X
";

#[test]
fn lists_and_their_items_are_replaced_cleared_and_shortened() {
    let table: &[(&str, &str)] = &[
        (
            "milestones=",
            "-    milestones:\n-    - title: M1\n-      due: 2024-05-01\n-    - {title: M2, due: 2024-06-01}\n",
        ),
        ("milestones-=M1", "-    - title: M1\n-      due: 2024-05-01\n"),
        (
            "milestones=[{title: X, due: 2024-07-01}]",
            "-    - title: M1\n-      due: 2024-05-01\n-    - {title: M2, due: 2024-06-01}\n+    - {title: X, due: 2024-07-01}\n",
        ),
        ("milestones[3]={title: X, due: 2024-07-01}", "+    - {title: X, due: 2024-07-01}\n"),
        (
            "budget={required: 5, currency: USD}",
            "+    budget:\n+      currency: USD\n+      required: 5\n",
        ),
        ("tags[1]=w", "-    tags: [x, y]\n+    tags: [w, y]\n"),
        ("tags[3]=w", "-    tags: [x, y]\n+    tags: [x, y, w]\n"),
        ("remarks=", "-    remarks: |+ # hdr\n-      line1\n-\n-\n"),
        (
            "remarks=one",
            "-    remarks: |+ # hdr\n-      line1\n-\n-\n+    remarks: |- # hdr\n+      one\n",
        ),
        ("geography[1]=three", "-    - |+\n-      one\n-\n+    - |-\n+      three\n"),
        ("geography[1]=", "-    - |+\n-      one\n-\n"),
        ("geography+=three", "+    - three\n"),
        (
            "sdg_targets+=16.2",
            "-    sdg_targets: !!seq [8.7]\n+    sdg_targets: !!seq [8.7, '16.2']\n",
        ),
        ("contact=Y", "-    contact: &unused X\n+    contact: &unused 'Y'\n"),
        (
            "deliverables+={title: D, url: https://example.org}",
            "+    deliverables:\n+    - title: D\n+      url: https://example.org\n",
        ),
    ];
    for (argument, expected) in table {
        let (after, run) = edited(SELDOM, &[argument]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{argument}");
        assert_eq!(difference(SELDOM, &after), *expected, "{argument}\n{after}");
    }
    for (argument, message) in [
        (
            "milestones-=M3",
            "error: `milestones` has nothing called `M3`\nhelp: did you mean `M1`?\n",
        ),
        (
            "milestones=x",
            "error: a milestone is written as keys and values\nhelp: such as milestones+='{title: …}'\n",
        ),
        ("budget=5", "error: `budget` takes keys and values\nhelp: such as budget.currency=…\n"),
        ("tags-=q", "error: `q` is not in `tags`\nhelp: it holds x, y\n"),
        ("partners-=q", "error: `q` is not in `partners`\nhelp: there is no `partners`\n"),
        (
            "title.x=Y",
            "error: `title` takes one value, and has no parts\nhelp: write title=VALUE\n",
        ),
        ("title+=Y", "error: `title` takes one value, not a list\nhelp: write title=VALUE\n"),
    ] {
        let (after, run) = edited(SELDOM, &[argument]);
        assert_eq!(
            (run.code, run.stderr.as_str(), after.as_str()),
            (Some(2), message, SELDOM),
            "{argument}"
        );
    }
    let single = SELDOM.replace("owners: [a]", "owners: a");
    assert_eq!(
        difference(&single, &edited(&single, &["owners+=b"]).0),
        "-    owners: a\n+    owners: [a, b]\n"
    );
}

#[test]
fn a_comment_does_not_become_text_of_the_block_above_it() {
    let activity = "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    remarks: >-\n      one\n      two\n    forecast: 2024-07\n\n        # why\n    # and\n    due: 2024-06-30\n";
    let (after, run) = edited(activity, &["forecast="]);
    run.ok();
    assert_eq!(
        after,
        activity.replace("    forecast: 2024-07\n", "").replace("        # why", "    # why")
    );
    let (after, run) = edited(
        &activity.replace("remarks", "x_own"),
        &["remarks=one\n\ntwo", "x_own=", "forecast="],
    );
    run.ok();
    assert!(
        after.ends_with("    status: planned\n    remarks: |-\n      one\n\n      two\n\n    # why\n    # and\n    due: 2024-06-30\n"),
        "{after}"
    );
    let last = "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    due: 2024-06-30\n\n      # why\n";
    let (after, run) = edited(last, &["remarks=one\n\ntwo"]);
    run.ok();
    assert_eq!(after, format!("{last}    remarks: |-\n      one\n\n      two\n"));
    // In lists, in items with keys, and in the place of a value on one line, which then stays on
    // one line.
    let lists = "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    geography:\n    - East\n        # why\n    indicators:\n    - name: N\n      unit: u\n          # why not\n    due: 2024-06-30\n";
    for (argument, old, new) in [
        (
            "geography+=one\ntwo",
            "        # why\n",
            "        # why\n    - |-\n      one\n      two\n",
        ),
        ("geography[1]=one\ntwo", "- East\n", "- \"one\\ntwo\"\n"),
        ("indicators[1].unit=one\ntwo", "unit: u\n", "unit: \"one\\ntwo\"\n"),
        (
            "indicators[1].verification=one\ntwo",
            "          # why not\n",
            "          # why not\n      verification: |-\n        one\n        two\n",
        ),
    ] {
        let (after, run) = edited(lists, &[argument]);
        run.ok();
        assert_eq!(after, lists.replacen(old, new, 1), "{argument}");
    }
    let (after, run) = edited(lists, &["indicators[2].name=M", "indicators[2].unit=one\ntwo"]);
    run.ok();
    let new = "          # why not\n    - name: M\n      unit: |-\n        one\n        two\n";
    assert_eq!(after, lists.replace("          # why not\n", new));
    let milestones = activity
        .replace("    remarks: >-\n      one\n      two\n", "    tags:\n    - >-\n      one\n");
    let (after, run) = edited(&milestones, &["forecast="]);
    run.ok();
    assert_eq!(
        after,
        milestones.replace("    forecast: 2024-07\n", "").replace("        # why", "    # why")
    );
}

#[test]
fn line_ends_the_mark_at_the_start_and_the_missing_end_stay() {
    let activity = "\r\n  - id: 1\r\n    title: T\r\n    owners:\r\n      - a\r\n    status: planned\r\n    due: 2024-06-30";
    let before = format!("\u{feff}{}{activity}", PLAN.trim_end().replace('\n', "\r\n"));
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    run(folder.path(), &["done", "1"]).ok();
    let after = before.replace("planned", "completed") + "\r\n    completed: 2024-09-15";
    assert_eq!(plan_of(folder.path()), after);
    run(folder.path(), &["set", "1", "owners+=b"]).ok();
    assert_eq!(
        plan_of(folder.path()),
        after.replace("      - a\r\n", "      - a\r\n      - b\r\n")
    );
}

#[test]
fn what_others_use_is_for_people_to_edit() {
    let activity = "  - id: 1\n    title: &t T\n    owners: &o [a]\n    status: planned\n    partners: *o\n    due: 2024-06-30\n    tags: &unused [x]\n  - {id: 2, title: *t, owners: *o, status: planned, due: 2024-06-30}\n";
    for (argument, line) in
        [("title=U", 13), ("owners+=b", 14), ("owners=", 14), ("partners=b", 16)]
    {
        let (after, run) = edited(activity, &[argument]);
        assert_eq!((run.code, after.as_str()), (Some(2), activity), "{argument}");
        assert!(
            run.stderr.contains(&format!("edit workplans/2024.yaml:{line} by hand")),
            "{}",
            run.stderr
        );
    }
    let (after, _) = edited(activity, &["tags=y", "partners="]);
    assert_eq!(
        difference(activity, &after),
        "-    partners: *o\n-    tags: &unused [x]\n+    tags: &unused ['y']\n"
    );
}

const SIMPLE: &str = "  - {id: 1, title: T, owners: [a], status: planned, due: 2024-06-30} # x\n";
const TALL: &str =
    "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    due: 2024-06-30\n";

#[test]
fn smuggled_yaml_is_text_or_refused() {
    let texts = [
        "a\nstatus: completed",
        "x # y",
        "a: b",
        "{a: b}",
        "[a]",
        "}, {id: 9",
        "]",
        "'",
        "\"",
        "\\",
        "*a",
        "&a b",
        "!tag",
        "|",
        ">-",
        "- a",
        "? a",
        "~",
        "null",
        "---",
        "...",
        "%YAML",
        "@a",
        "`a",
        "a\n\n---\nb",
        " a",
        "a ",
        "\ta",
        "#",
        "é\u{2028}x",
        "\u{feff}a",
        "a\\nb",
        "<<",
        "=",
        "on",
        "0x1",
        "a,b",
        "\u{85}",
        "\u{1b}[2J",
        "\u{202e}a",
        "a\r\nb",
        "\u{0}x",
    ];
    for activity in [SIMPLE, TALL] {
        for text in texts.iter().filter(|text| !text.contains('\0')) {
            let before = format!("{PLAN}{activity}");
            let folder = folder(&[("2024.yaml", before.as_bytes())]);
            let run =
                run(folder.path(), &["set", "1", &format!("remarks={text}"), "--format", "json"]);
            run.assert_calm();
            if run.code == Some(2) {
                assert!(
                    text.contains(
                        |c: char| c.is_control() && c != '\n' && c != '\t' || c == '\u{202e}'
                    ),
                    "{text:?} is refused: {}",
                    run.stderr
                );
                assert_eq!(plan_of(folder.path()), before);
                continue;
            }
            let list = workplan(folder.path(), &["show", "1", "--format", "json"]).json();
            assert_eq!(
                list["remarks"].as_str().or(list["activity"]["remarks"].as_str()),
                Some(*text),
                "{}\n{list}",
                plan_of(folder.path())
            );
        }
    }
}

#[test]
fn a_wrong_value_gets_the_words_of_check() {
    for (argument, part) in [
        ("status=done", "did you mean `completed`?"),
        ("due=30/06/2024", "did you mean 2024-06-30?"),
        ("due=2024-02-30", "it is not in the calendar"),
        ("progress=half", "`half` is not a value for `progress`"),
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
    let expected = json!({"schema": 1, "plan": "2024", "id": "1", "path": "workplans/2024.yaml", "written": true, "changes": [
        {"field": "due", "before": "2024-06-30", "after": "2024-12-31"},
        {"field": "progress", "before": null, "after": 12.5},
        {"field": "weight", "before": null, "after": 2},
        {"field": "tags", "before": [], "after": ["x", "y"]},
        {"field": "x_n", "before": null, "after": "z"},
    ]});
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
fn the_everyday_words() {
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
fn a_word_without_its_sense_is_refused_before_anything_is_read() {
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
fn all_of_several_or_none() {
    let two = format!("{PLAN}{TALL}");
    let folder = folder(&[("2024.yaml", two.as_bytes())]);
    let run = run(folder.path(), &["done", "1", "2"]);
    assert_eq!((run.code, plan_of(folder.path())), (Some(2), two));
    assert!(run.stderr.contains("has no activity `2`"), "{}", run.stderr);
}

#[test]
fn which_plan_is_meant() {
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
        elsewhere.stderr.contains("it stands in the plan `2025`: name it as 2025/"),
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
fn a_plan_with_errors_is_edited_to_mend_it() {
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
        "  - {id: 1, title: T, owners: [a], status: planned, due: 2024-06-30}\n  - {id: 1, title: U, owners: [a], status: planned, due: 2024-06-30}\n",
    ] {
        let (after, run) = edited(text, &["status=ongoing"]);
        assert_eq!((run.code, after.as_str()), (Some(2), text));
        assert!(run.stderr.contains("error["), "{}", run.stderr);
    }
}

#[test]
fn a_rule_that_the_group_has_made_an_error_stops_what_brings_it_alone() {
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
    let first = "schema: 1\npriorities:\n- id: 1\n  title: P\n  activities:\n  # c\n  - id: 1.8\n    title: T\n    owners: [a]\n    status: planned\n    due: 2024-06\n\n  - id: 1.9\n    title: U\n    owners: [a]\n    status: planned\n    due: 2024-06 # last\n  # end\n";
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
    let new = "\n  - id: 1.11\n    title: 'New: one'\n    owners: [b, a]\n    status: planned\n    due: 2024-Q4\n    tags: [x]\n  # end\n";
    assert_eq!(read("2024/1.yaml"), first.replace("  # end\n", new));
    add(&["--priority", "2", "--id", "2.7"]).ok();
    assert!(
        read("2024/2.yaml")
            .contains("- {id: 2, title: Q, activities: [{id: 2.7, title: 'New: one', owners: [b, a], status: planned, due: 2024-Q4}]}\n")
    );
    add(&["--priority", "3", "status=completed"]).ok();
    let third = "  activities: # none yet\n  - id: 3.1\n    title: 'New: one'\n    owners: [b, a]\n    status: completed\n    due: 2024-Q4\n    completed: 2024-09-15\n";
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

#[test]
fn edits_at_one_moment_are_all_made() {
    let count = 20;
    let activities: String =
        (1..=count).map(|number| TALL.replace("id: 1", &format!("id: {number}"))).collect();
    let folder = folder(&[("2024.yaml", format!("{PLAN}{activities}").as_bytes())]);
    let start = |number: i32| {
        command(folder.path(), &["done", &number.to_string(), "--as-of", "2024-09-15"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut running: Vec<_> = (1..=count).map(start).collect();
    assert!(running.iter_mut().all(|process| process.wait().unwrap().success()));
    assert_eq!(plan_of(folder.path()).matches("completed: 2024-09-15").count(), count as usize);
    assert_eq!(entries(&folder.path().join("workplans")).len(), 1, "nothing is left behind");
}

#[test]
fn who_only_looks_waits_for_nobody() {
    let folder = folder(&[("2024.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    let lock = workplan::store::lock(&folder.path().join("workplans")).unwrap();
    assert!(
        run(folder.path(), &["set", "1", "weight=2", "--dry-run"])
            .ok()
            .contains("+    weight: 2\n")
    );
    run(folder.path(), &["rollover", "2024", "--dry-run"]).ok();
    let mut writing =
        command(folder.path(), &["set", "1", "weight=2"]).stdout(Stdio::null()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(writing.try_wait().unwrap().is_none(), "who writes waits");
    drop(lock);
    assert!(writing.wait().unwrap().success());
    assert!(plan_of(folder.path()).contains("    weight: 2\n"));
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let activities: String =
        (1..=400).map(|number| TALL.replace("id: 1", &format!("id: {number}"))).collect();
    let mut text = format!("{PLAN}{activities}");
    let folder = folder(&[("2024.yaml", text.as_bytes())]);
    let mut outcomes = [0, 0];
    let started = std::time::Instant::now();
    run(folder.path(), &["set", "7", "weight=2"]).ok();
    let whole = started.elapsed().as_micros() as u64;
    text = plan_of(folder.path());
    for turn in 0..200u64 {
        let weight = format!("weight={}", turn + 3);
        let mut process =
            command(folder.path(), &["set", "7", &weight]).stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(whole * (turn * 37 % 200) / 170));
        // It may have ended already.
        let _ = process.kill();
        let ended_well = process.wait().unwrap().success();
        let now = plan_of(folder.path());
        let new = text.replace(
            &format!("weight: {}", text.split("weight: ").nth(1).unwrap().lines().next().unwrap()),
            &weight.replace('=', ": "),
        );
        assert!(now == new || now == text && !ended_well, "turn {turn}");
        outcomes[usize::from(now == new)] += 1;
        text = now;
    }
    assert!(
        outcomes.iter().all(|&count| count > 0),
        "some are killed in time, and some are not: {outcomes:?}"
    );
    run(folder.path(), &["done", "8"]).ok();
    assert_eq!(
        workplan(folder.path(), &["check"]).code,
        Some(0),
        "what was left behind is no plan"
    );
}

#[cfg(unix)]
#[test]
fn the_mode_stays_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("2024/.parts/real.yaml", format!("{PLAN}{TALL}").as_bytes())]);
    let (real, link) = (
        folder.path().join("workplans/2024/.parts/real.yaml"),
        folder.path().join("workplans/2024/plan.yaml"),
    );
    symlink(".parts/real.yaml", &link).unwrap();
    for mode in [0o640, 0o666, 0o600] {
        fs::set_permissions(&real, fs::Permissions::from_mode(mode)).unwrap();
        run(folder.path(), &["set", "1", &format!("weight={mode}")]).ok();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, mode);
        assert!(fs::read_to_string(&real).unwrap().contains(&format!("weight: {mode}\n")));
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_stays_as_it_was() {
    use std::process::Command;
    let before =
        format!("{PLAN}{}", TALL.replace("title: T", &format!("title: {}", "T".repeat(4000))));
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    // No file of over a block can be written: once this ends the process, once it is told to it.
    for (trap, code) in [("", None), ("trap '' XFSZ;", Some(2))] {
        let script =
            format!("{trap} ulimit -f 1; exec {} set 1 weight=2", env!("CARGO_BIN_EXE_workplan"));
        let output =
            Command::new("sh").current_dir(folder.path()).args(["-c", &script]).output().unwrap();
        assert_eq!(output.status.code(), code, "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(plan_of(folder.path()), before);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(code.is_none() || said.contains("workplans/2024.yaml cannot be written"), "{said}");
    }
    use std::os::unix::fs::PermissionsExt;
    let workplans = folder.path().join("workplans");
    fs::set_permissions(&workplans, fs::Permissions::from_mode(0o555)).unwrap();
    let writable = fs::write(workplans.join(".probe"), "").is_ok();
    let run = run(folder.path(), &["set", "1", "weight=2"]);
    fs::set_permissions(&workplans, fs::Permissions::from_mode(0o755)).unwrap();
    // Whoever may write everywhere is not stopped by the mode of a folder.
    assert_eq!(run.code, Some(if writable { 0 } else { 2 }), "{}", run.stderr);
    assert!(writable || plan_of(folder.path()) == before);
}

#[test]
fn the_folder_is_left_as_it_was_found() {
    let folder = folder(&[
        ("2024.yaml", format!("{PLAN}{TALL}").as_bytes()),
        (".workplan-abc123", b"schema: ["),
        (".workplan-lock", b""),
    ]);
    run(folder.path(), &["done", "1"]).ok();
    let names: Vec<Value> = entries(&folder.path().join("workplans"))
        .iter()
        .map(|path| json!(path.file_name().unwrap().to_str()))
        .collect();
    assert_eq!(names, [".workplan-abc123", ".workplan-lock", "2024.yaml"]);
}
