//! Edits of unusual YAML: empty values, long lists in brackets, items that move.

use crate::edit::edited;
use crate::edit_bounds::assert_edit;
use crate::support::{folder, workplan};

const HEAD: &str = "  - id: 1\n    title: T\n    owners: [\"b\", 'c', a]\n    status: planned\n    due: 2024-06-30\n";

/// Asserts what lines of an activity become by an edit.
fn assert_becomes(cases: &[(&str, &str, &str)]) {
    cases
        .iter()
        .for_each(|(lines, argument, expected)| assert_edit(HEAD, lines, &[argument], expected));
}

#[test]
fn an_empty_value_is_filled_in() {
    assert_becomes(&[
        ("    contact:\n", "contact=X", "-    contact:\n+    contact: X\n"),
        (
            "    contact: # who\n      # else\n",
            "contact=X",
            "-    contact: # who\n+    contact: X # who\n",
        ),
        (
            "    contact: ~   # none\n",
            "contact=X",
            "-    contact: ~   # none\n+    contact: X   # none\n",
        ),
        (
            "    contact:\n      ~\n    tags: [x]\n",
            "contact=X",
            "-    contact:\n-      ~\n+    contact: X\n",
        ),
        (
            "    contact: &unused null\n",
            "contact=X",
            "-    contact: &unused null\n+    contact: &unused X\n",
        ),
        ("    contact:\n      X\n", "contact=Z", "-      X\n+      Z\n"),
        (
            "    tags:\n    - y\n    - # nothing\n    - z\n",
            "tags[2]=x",
            "-    - # nothing\n+    - x # nothing\n",
        ),
        (
            "    tags:\n    -\n    -\n      ~\n    - z\n",
            "tags=x,y,z",
            "-    -\n-    -\n-      ~\n+    - x\n+    - 'y'\n",
        ),
        (
            "    milestones:\n    -\n    - {title: M, due: 2024-06-01}\n",
            "milestones[1]={title: M, due: 2024-07-01}",
            "+      title: M\n+      due: 2024-07-01\n",
        ),
    ]);
}

#[test]
fn a_text_of_several_lines_goes_below_its_key_if_possible() {
    let block = "+    remarks: |-\n+      one\n+      two\n";
    for old in ["    remarks: X\n", "    remarks:\n", "    remarks: ~\n"] {
        assert_becomes(&[(old, "remarks=one\ntwo", &format!("-{old}{block}"))]);
    }
    assert_becomes(&[
        // White space after the last line would be text.
        (
            "    remarks:  \n",
            "remarks=one\ntwo",
            "-    remarks:  \n+    remarks: \"one\\ntwo\"  \n",
        ),
        (
            "    remarks: X  \n",
            "remarks=one\ntwo",
            "-    remarks: X  \n+    remarks: \"one\\ntwo\"  \n",
        ),
        (
            "    remarks: # why\n",
            "remarks=one\ntwo",
            "-    remarks: # why\n+    remarks: \"one\\ntwo\" # why\n",
        ),
        (
            "    indicators: [{name: N, unit: u}]\n",
            "indicators[1].unit=a\nb",
            "-    indicators: [{name: N, unit: u}]\n+    indicators: [{name: N, unit: \"a\\nb\"}]\n",
        ),
    ]);
}

#[test]
fn a_block_keeps_its_last_line_if_what_follows_is_removed() {
    let plan = "schema: 1\ntitle: P 2024\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - id: 1\n    title: T\n    owners: [a]\n    status: postponed\n    due: 2024-06-20\n";
    for block in
        ["|\n      one\n      two", ">\n      one\n      two", "|+\n      one\n\n", "|-\n      one"]
    {
        for last in ["reason: later", "reason: |\n      later", "reason: later # why"] {
            let before =
                format!("{plan}    description: {block}\n    {last}").replace("\n\n\n", "\n\n");
            let root = || folder(&[("2024.yaml", before.as_bytes())]);
            let said = |root: &std::path::Path, plan: &str| {
                let list = workplan(
                    root,
                    &["show", "1", plan, "--format", "json", "--as-of", "2024-03-01"],
                );
                list.json()["activity"]["description"].clone()
            };
            let meant = said(root().path(), "2024");
            assert!(meant.is_string(), "{before}");
            for edit in [&["start", "1"][..], &["set", "1", "reason=", "status=planned"]] {
                let root = root();
                workplan(root.path(), &[edit, &["--as-of", "2024-03-01"]].concat()).ok();
                assert_eq!(said(root.path(), "2024"), meant, "{before}");
            }
            let root = root();
            workplan(root.path(), &["rollover", "2024", "--as-of", "2024-12-01"]).ok();
            assert_eq!(said(root.path(), "2025"), meant, "{before}");
            let after = std::fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap();
            assert!(!after.contains("reason"), "{after}");
            let target = "schema: 1\ntitle: P 2025\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
                organizations: [{id: a, name: A}]\npriorities:\n- {id: p, title: P}\n";
            std::fs::write(root.path().join("workplans/2025.yaml"), target).unwrap();
            workplan(root.path(), &["rollover", "2024", "--update", "--as-of", "2024-12-01"]).ok();
            assert_eq!(said(root.path(), "2025"), meant, "{before}");
        }
    }
}

#[test]
fn a_word_in_brackets_that_moves_takes_its_comments_along() {
    assert_becomes(&[
        (
            "    tags: [ # all\n      x, # X\n      # above y\n      'y', # Y\n      z # Z\n    ]\n",
            "tags=y,x,z",
            "-      x, # X\n+      x, # X\n",
        ),
        (
            "    tags: [\n      x, # X\n      z # Z\n    ]\n",
            "tags=z,x",
            "-      x, # X\n-      z # Z\n+      z, # Z\n+      x # X\n",
        ),
        (
            "    tags: [x, # X\n      z] # Z\n",
            "tags=z,x",
            "-    tags: [x, # X\n-      z] # Z\n+    tags: [z,\n+      x # X\n+      ] # Z\n",
        ),
        (
            "    tags: [\n      x, # X\n      z, # Z\n    ]\n",
            "tags=z,w,x",
            "-      x, # X\n+      w,\n+      x, # X\n",
        ),
    ]);
}

#[test]
fn new_items_follow_the_others_and_moved_ones_stay_as_they_are_written() {
    assert_becomes(&[
        ("", "owners=a,b,c", "-    owners: [\"b\", 'c', a]\n+    owners: [a, \"b\", 'c']\n"),
        ("    tags:\n    -   'x'\n    -   y\n", "tags+=z", "+    -   z\n"),
        ("    tags:\n    -   y\n    -   'x'\n", "tags=x,y", "+    -   'x'\n-    -   'x'\n"),
        (
            "    tags:\n    - |-\n      x y\n    - z\n",
            "tags=z,x y",
            "-    - |-\n-      x y\n+    - x y\n",
        ),
        (
            "    milestones:\n    -   title: M\n        due: 2024-06-01\n",
            "milestones+={title: O, due: 2024-07-01}",
            "+    -   title: O\n+        due: 2024-07-01\n",
        ),
        (
            "    milestones: [{title: M, due: 2024-06-01}, {title: N, due: 2024-06-01}]\n",
            "milestones=[{title: O, due: 2024-07-01}, {title: P, due: 2024-07-02}]",
            "-    milestones: [{title: M, due: 2024-06-01}, {title: N, due: 2024-06-01}]\n\
                +    milestones: [{title: O, due: 2024-07-01}, {title: P, due: 2024-07-02}]\n",
        ),
    ]);
}

#[test]
fn a_key_in_an_unusual_notation_is_not_edited() {
    let activity = format!("{HEAD}    ? contact\n    : X\n");
    for argument in ["contact=Y", "tags=x"] {
        let (after, run) = edited(&activity, &[argument]);
        assert_eq!((run.code, after.as_str()), (Some(2), activity.as_str()), "{argument}");
        assert!(
            run.stderr
                .contains("the key is written in a notation that the program does not change"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn an_activity_is_added_with_the_spacing_of_those_before_it() {
    let one = |id: &str| {
        format!(
            "      - id: {id}\n        title: T\n        owners: [a]\n        status: planned\n\
                \x20       due: 2024-06-30\n"
        )
    };
    let new = "      - id: 3\n        title: New\n        owners: [a]\n        status: planned\n        due: 2024-11\n";
    for (between, before_the_new) in [
        ("", ""),
        ("\n", "\n"),
        ("   \n", "\n"),
        ("      # and then\n", ""),
        ("\n      # and then\n", "\n"),
    ] {
        for line_break in ["\n", "\r\n"] {
            let head = "schema: 1\ntitle: T\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
                organizations: [{id: a, name: A}]\npriorities:\n  - id: p\n    title: P\n    activities:\n";
            let text = format!("{head}{}{between}{}", one("1"), one("2"));
            let folder = folder(&[("2024.yaml", text.replace('\n', line_break).as_bytes())]);
            let arguments = [
                "add",
                "--priority",
                "p",
                "--title",
                "New",
                "--owner",
                "a",
                "--due",
                "2024-11",
                "--as-of",
                "2024-09-15",
            ];
            workplan(folder.path(), &arguments).ok();
            let after = std::fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
            assert_eq!(
                after,
                format!("{text}{before_the_new}{new}").replace('\n', line_break),
                "{between:?}"
            );
        }
    }
}

#[test]
fn the_comment_after_an_item_moves_with_it() {
    assert_becomes(&[
        ("    tags:\n    - x # 1\n    - z # 2\n", "tags=z,x", "+    - z # 2\n-    - z # 2\n"),
        ("    tags:\n    - x # 1\n    - z # 2\n", "tags+=w", "+    - w\n"),
    ]);
}

#[test]
fn a_tag_named_like_an_organization_is_shown_as_a_tag() {
    let text = format!(
        "schema: 1\ntitle: P\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\norganizations:\n\
            {}priorities:\n- id: p\n  title: P\n  activities:\n{HEAD}",
        "- {id: a, name: Alpha}\n- {id: b, name: Beta}\n- {id: c, name: Gamma}\n"
    );
    let folder = folder(&[("2024.yaml", text.as_bytes())]);
    let said = workplan(folder.path(), &["set", "1", "tags=a"]).stdout;
    assert!(said.contains("tags + a\n"), "{said}");
}
