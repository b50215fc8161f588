//! Edits in place: only the edited values change, and an interrupted edit leaves the old file or
//! the new one.

use std::fs;
use std::path::Path;

use crate::support::{Run, folder, workplan};

pub const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations:\n- {id: a, name: A}\n- {id: b, name: B}\n- {id: c, name: C}\npriorities:\n\
    - id: p\n  title: P\n  activities:\n";

/// Runs the program on a fixed day in 2024.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    workplan(folder, &[arguments, &["--as-of", "2024-09-15"]].concat())
}

pub fn plan_of(folder: &Path) -> String {
    fs::read_to_string(folder.join("workplans/2024.yaml")).unwrap()
}

/// Returns the lines of an activity after an edit, and the run. The lines are those below
/// `activities:`.
pub fn edited(activity: &str, arguments: &[&str]) -> (String, Run) {
    let before = format!("{PLAN}{activity}");
    let folder = folder(&[("2024.yaml", before.as_bytes())]);
    let run = run(folder.path(), &[&["set", "1"], arguments].concat());
    run.assert_clean();
    let after = plan_of(folder.path());
    (after.strip_prefix(PLAN).unwrap_or(&after).to_owned(), run)
}

/// Returns the removed and added lines, marked with `-` and `+`.
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
fn each_yaml_style_is_kept() {
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
            "-      status: planned, due: 2024-06-30, # two\n\
                +      status: completed, due: 2024-06-30, # two\n+      completed: 2024-09-15,\n",
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

/// Lists and texts in rare notations.
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
            "-    - title: M1\n-      due: 2024-05-01\n-    - {title: M2, due: 2024-06-01}\n\
                +    - {title: X, due: 2024-07-01}\n",
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
    let activity = "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    remarks: >-\n\
        \x20     one\n      two\n    forecast: 2024-07\n\n        # why\n    # and\n    due: 2024-06-30\n";
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
        after.ends_with(
            "    status: planned\n    remarks: |-\n      one\n\n      two\n\n    # why\n\
            \x20   # and\n    due: 2024-06-30\n"
        ),
        "{after}"
    );
    let last = "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    due: 2024-06-30\n\n      # why\n";
    let (after, run) = edited(last, &["remarks=one\n\ntwo"]);
    run.ok();
    assert_eq!(after, format!("{last}    remarks: |-\n      one\n\n      two\n"));
    // In lists, in items with keys, and as a value on one line, which stays on one line.
    let lists = "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    geography:\n\
        \x20   - East\n        # why\n    indicators:\n    - name: N\n      unit: u\n\
        \x20         # why not\n    due: 2024-06-30\n";
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
fn line_ends_byte_order_mark_and_missing_last_line_break_stay() {
    let activity = "\r\n  - id: 1\r\n    title: T\r\n    owners:\r\n      - a\r\n\
        \x20   status: planned\r\n    due: 2024-06-30";
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
fn anchors_that_are_used_elsewhere_are_not_edited() {
    let activity = "  - id: 1\n    title: &t T\n    owners: &o [a]\n    status: planned\n\
        \x20   partners: *o\n    due: 2024-06-30\n    tags: &unused [x]\n\
        \x20 - {id: 2, title: *t, owners: *o, status: planned, due: 2024-06-30}\n";
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

pub const SIMPLE: &str =
    "  - {id: 1, title: T, owners: [a], status: planned, due: 2024-06-30} # x\n";

pub const TALL: &str =
    "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    due: 2024-06-30\n";
