//! Edits leave the notation, comments and lines around a value as they are, to the last space.

use workplan::edit::merge::shares;
use workplan::edit::{Change, NodePath, Value, ValueEntry, rewrite};
use workplan::format::yaml::parse;
use workplan::text::FileId;

use crate::edit::{difference, edited};
use crate::merge::clean;
use crate::support::{folder, workplan};

const HEAD: &str =
    "  - id: 1\n    title: T\n    owners: [a]\n    status: planned\n    due: 2024-06-30\n";

/// Asserts edits of an activity. A row has the text after its head, the arguments, and the lines
/// that change.
fn assert_edits(table: &[(&str, &[&str], &str)]) {
    table
        .iter()
        .for_each(|(rest, arguments, expected)| assert_edit(HEAD, rest, arguments, expected));
}

/// Asserts one edit of an activity with this head.
pub fn assert_edit(head: &str, rest: &str, arguments: &[&str], expected: &str) {
    let activity = format!("{head}{rest}");
    let (after, run) = edited(&activity, arguments);
    assert_eq!((run.code, run.complaints()), (Some(0), ""), "{rest}{arguments:?}");
    assert_eq!(difference(&activity, &after), expected, "{rest}{arguments:?}");
}

#[test]
fn lists_in_brackets_keep_their_spaces_lines_and_comments() {
    for (written, argument, expected) in [
        ("[  a  ]", "tags+=b", "[  a,  b  ]"),
        ("[a,  b]", "tags+=c", "[a,  b,  c]"),
        ("[a,b]", "tags+=c", "[a,b, c]"),
        ("[a, !!str b]", "tags+=c", "[a, !!str b, c]"),
        ("[\n      a\n    ]", "tags+=b", "[\n      a,\n      b\n    ]"),
        ("[a, b # why\n    ]", "tags+=c", "[a, b, # why\n           c\n    ]"),
        ("[a, b, # why\n    ]", "tags+=c", "[a, b, # why\n           c,\n    ]"),
        (
            "[\n      a, # of a\n      # of b\n      b\n    ]",
            "tags=a,c,b",
            "[\n      a, # of a\n      c,\n      # of b\n      b\n    ]",
        ),
        ("[a, b, # of b\n      c]", "tags=a,b,d,c", "[a, b, # of b\n      d, c]"),
        (
            "[a, b, # of b\n      # of c\n      c]",
            "tags=a,b,d,e,c",
            "[a, b, # of b\n      d, e,\n      # of c\n      c]",
        ),
        ("[\n      a,\n      b, # of b\n    ]", "tags-=b", "[\n      a\n    ]"),
        ("[\n      a, # of a\n      b, # of b\n    ]", "tags-=b", "[\n      a # of a\n    ]"),
    ] {
        let activity = format!("{HEAD}    tags: {written}\n");
        let (after, run) = edited(&activity, &[argument]);
        run.ok();
        assert_eq!(after, format!("{HEAD}    tags: {expected}\n"), "{written} {argument}");
    }
}

#[test]
fn a_new_item_replaces_a_removed_one_in_place() {
    let tags = "    tags:\n    - x # of x\n    # on y\n    - y # of y\n";
    let maps = "    tags:\n    - {a: b} # odd\n    - y # of y\n";
    assert_edits(&[
        (tags, &["tags=x,z"], "-    - y # of y\n+    - z # of y\n"),
        (tags, &["tags=z,y"], "-    - x # of x\n+    - z # of x\n"),
        (
            tags,
            &["tags=v,w,z"],
            "-    - x # of x\n+    - v # of x\n-    - y # of y\n+    - w # of y\n+    - z\n",
        ),
        (
            "    tags: [ 'x', \"y\" ]\n",
            &["tags=x,z"],
            "-    tags: [ 'x', \"y\" ]\n+    tags: [ 'x', \"z\" ]\n",
        ),
    ]);
    let (after, _) = edited(&format!("{HEAD}{maps}"), &["tags=z,y"]);
    assert_eq!(
        after,
        format!("{HEAD}    tags:\n    - z\n    - y # of y\n"),
        "an item that is no text is nobody's place"
    );
}

#[test]
fn values_with_tags_or_anchors_keep_them() {
    let texts = "    tags:\n    - !!str |\n      one\n    - &z >-\n      two\n    - x\n";
    assert_edits(&[
        ("    tags: !!seq\n    - x\n", &["tags+=z"], "+    - z\n"),
        ("    tags: &q !!seq\n    - x\n    - z\n", &["tags-=x"], "-    - x\n"),
        (texts, &["tags-=x"], "-    - x\n"),
        (
            texts,
            &["tags[1]=u", "tags[2]=w"],
            "-    - !!str |\n-      one\n+    - !!str |-\n+      u\n-      two\n+      w\n",
        ),
    ]);
}

#[test]
fn a_new_list_is_written_like_the_others() {
    let tall = HEAD.replace("owners: [a]", "owners:\n    - a");
    let (after, _) = edited(&tall, &["tags=x,z"]);
    assert_eq!(difference(&tall, &after), "+    tags:\n+    - x\n+    - z\n");
    assert_edits(&[("", &["tags=x,z"], "+    tags: [x, z]\n")]);
}

#[test]
fn a_text_of_several_lines_becomes_a_block_if_possible() {
    let block = "-    remarks: x\n+    remarks: |-\n+      one\n+      two\n";
    assert_edits(&[
        ("    remarks: x\n", &["remarks=one\ntwo"], block),
        ("    remarks: x\n    # why\n    tags: [x]\n", &["remarks=one\ntwo"], block),
        (
            "    remarks: |\n      x\n\n    tags: [x]\n",
            &["remarks="],
            "-    remarks: |\n-      x\n",
        ),
        ("    remarks: a + b\n\n    tags: [x]\n", &["remarks="], "-    remarks: a + b\n"),
        ("    remarks: |+\n      x\n\n", &["remarks="], "-    remarks: |+\n-      x\n-\n"),
        (
            "    remarks: |+\n      x\n\n",
            &["remarks=one\ntwo"],
            "-    remarks: |+\n-      x\n-\n+    remarks: |-\n+      one\n+      two\n",
        ),
    ]);
}

#[test]
fn an_item_that_loses_its_first_key_keeps_its_dash_and_the_comments_below() {
    let lost = "    milestones:\n    - done: 2024-05-02\n      title: M\n      due: 2024-05-01\n";
    let lost_above_comment = lost.replace("05-02\n", "05-02 # why\n      # on the title\n");
    let gained =
        "    milestones:\n    - x_a: 1 # why\n      # on the date\n      due: 2024-05-01\n";
    assert_edits(&[
        (
            lost,
            &["milestones[1].done="],
            "-    - done: 2024-05-02\n-      title: M\n+    - title: M\n",
        ),
        (&lost_above_comment, &["milestones[1].done="], "-    - done: 2024-05-02 # why\n+    -\n"),
        (
            gained,
            &["milestones[1].x_a=", "milestones[1].title=M"],
            "-    - x_a: 1 # why\n+    - title: M\n",
        ),
    ]);
}

#[test]
fn a_comment_stays_where_it_is_unless_a_block_would_take_it_in() {
    let indicators =
        "    indicators:\n    - name: N\n      unit: u\n          # why\n    tags: [x]\n";
    let below_a_block = "    remarks: >-\n      one\n    forecast: 2024-07\n# far left\n    # why\n\
        \x20     # inside\n    tags: [x]\n";
    assert_edits(&[
        (
            "    forecast: 2024-07\n        # why\n    tags: [x]\n",
            &["forecast="],
            "-    forecast: 2024-07\n",
        ),
        ("        # why\n    tags: [x]\n", &["forecast=2024-07"], "+    forecast: 2024-07\n"),
        (below_a_block, &["forecast="], "-    forecast: 2024-07\n-      # inside\n+    # inside\n"),
        (
            indicators,
            &["indicators+={name: M, verification: \"one\\ntwo\", x_a: 1}"],
            "+    - name: M\n+      verification: |-\n+        one\n+        two\n+      x_a: 1\n",
        ),
        (
            indicators,
            &["indicators+={name: M, x_a: 'one |', x_b: 1}"],
            "+    - name: M\n+      x_a: one |\n+      x_b: 1\n",
        ),
    ]);
}

#[test]
fn a_file_without_a_last_line_break_has_none_afterwards() {
    let (after, run) = edited(&format!("{HEAD}    forecast: 2024-07"), &["forecast="]);
    run.ok();
    assert_eq!(after, HEAD.trim_end());
}

/// Returns the text after a change of its top-level keys.
fn changed(text: &str, change: impl Fn(&mut Vec<ValueEntry>)) -> String {
    let (document, faults) = parse(FileId(0), text);
    assert!(faults.is_empty(), "{text}");
    let top = NodePath::top(&document).unwrap();
    let mut meant = Value::of(top.node);
    if let Value::Map(entries) = &mut meant {
        change(entries);
    }
    rewrite(&document, text, &[(top, Change::Value(meant))]).unwrap()
}

#[test]
fn removing_the_first_line_keeps_the_byte_order_mark() {
    for mark in ["", "\u{feff}"] {
        for (text, expected) in
            [("x: 1\ny: 2\nz: 3\n", "y: 2\nz: 3\n"), ("x:\n- 1\ny: 2\nz: 3\n", "y: 2\nz: 3\n")]
        {
            let after = changed(&format!("{mark}{text}"), |entries| drop(entries.remove(0)));
            assert_eq!(after, format!("{mark}{expected}"));
        }
        let after = changed(&format!("{mark}x: 1\ny: 2\n"), |entries| {
            entries[0].value = Value::Text("one\ntwo".into());
        });
        assert_eq!(after, format!("{mark}x: |-\n  one\n  two\ny: 2\n"));
    }
}

#[test]
fn only_a_new_status_adds_a_completion_date() {
    let completed = HEAD.replace("planned", "completed");
    let (after, run) = edited(&completed, &["title=U"]);
    assert_eq!(
        (run.code, after),
        (Some(2), completed.clone()),
        "a date that is missing is not made up by another edit"
    );
    let dated = format!("{completed}    completed: 2024-05-01\n");
    for (arguments, expected) in [
        (["title=U"], dated.replace("title: T", "title: U")),
        (["status=completed"], dated.clone()),
    ] {
        assert_eq!(edited(&dated, &arguments).0, expected);
    }
    assert_edits(&[(
        "    completed:\n",
        &["status=completed"],
        "-    status: planned\n+    status: completed\n-    completed:\n+    completed: 2024-09-15\n",
    )]);
}

#[test]
fn extension_keys_have_no_parts() {
    let activity = format!("{HEAD}    x_own: 1\n");
    for argument in ["x_own.sub=2", "x_own+=2", "x_own[1]=2"] {
        let (after, run) = edited(&activity, &[argument]);
        let message =
            "error: `x_own` is a key of your own, and takes a text\nhelp: write x_own=TEXT\n";
        assert_eq!(
            (run.code, run.stderr.as_str(), &after),
            (Some(2), message, &activity),
            "{argument}"
        );
    }
}

#[test]
fn a_merge_writes_empty_values_as_empty() {
    let base = "x_list:\n- a\npriorities:\n- id: p\n  activities:\n  - {id: 1, title: T}\n\
        \x20 - id: 2\n    tags:\n    - a\n    title: U\n";
    let ours = base.replace("title: T", "title: V");
    let merged = clean(base, &ours, &base.replace("title: T", "title: T, tags: [], budget: {}"));
    assert_eq!(merged, base.replace("title: T", "title: V, tags: [], budget: {}"));
    let ours = base.replace("title: U", "title: V # ours");
    let theirs = base.replace(
        "title: U",
        "title: U # theirs\n    themes: []\n    budget: {}\n    x_own: [{}, [], null, {a: 1}]",
    );
    let expected = "title: V # ours  # theirs\n    themes: []\n    budget: {}\n    x_own: [{}, [], null, {a: 1}]";
    assert_eq!(clean(base, &ours, &theirs), base.replace("title: U", expected));
}

#[test]
fn a_merge_takes_lists_that_are_in_another_order_and_files_that_are_lists() {
    let base = "x: {a: 1, t: [a, b, c], c: 2}\n";
    let merged = clean(base, &base.replace("a: 1", "a: 3"), &base.replace("a, b, c", "b, a, c"));
    assert_eq!(merged, "x: {a: 3, t: [b, a, c], c: 2}\n");
    let base = "- id: a\n  x: {a: 1, b: 2}\n# the second\n- id: b\n";
    let merged =
        clean(base, &base.replace("a: 1", "a: 3"), &(base.replace("b: 2", "b: 4") + "- id: c\n"));
    assert_eq!(merged, "- id: a\n  x: {a: 3, b: 4}\n# the second\n- id: b\n- id: c\n");
}

#[test]
fn merged_lines_are_indented_like_the_others() {
    let base = "schema: 1\ntitle: P\npriorities:\n- id: p\n  title: P\n  activities:\n  - id: 1\n    title: T # t\n";
    let deep = "schema: 1\ntitle: P\npriorities:\n    - id: p\n      title: P\n      activities:\n\
        \x20         - id: 1\n            title: T # t\n";
    let new = |id: usize, column: usize| {
        let lines = [
            "# new",
            &format!("- id: {id} # {id}"),
            "  title: U",
            "  remarks: |",
            "    a",
            "      b",
        ];
        lines.map(|line| format!("{}{line}\n", " ".repeat(column))).concat()
    };
    let merged = clean(base, &deep.replace("T #", "V #"), &(base.to_owned() + &new(2, 2)));
    assert_eq!(merged, deep.replace("T #", "V #") + &new(2, 10));
    let merged =
        clean(base, &(base.replace("T #", "V #") + &new(2, 2)), &(deep.to_owned() + &new(3, 10)));
    // The merge follows the side that changed the indentation.
    assert_eq!(merged, deep.replace("T #", "V #") + &new(2, 10) + &new(3, 10));
}

#[test]
fn a_list_in_brackets_with_lines_of_its_own_is_rolled_over_by_its_items() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n    [\n\
        \x20     # one\n      {id: 1, title: T, owners: [a], status: completed, due: 2024-06-30, \
        completed: 2024-06-30},\n      # two\n\
        \x20     {id: 2, title: U, owners: [a], status: planned, due: 2024-06-30},\n    ]\n- id: q\n\
        \x20 title: Q\n  activities:\n    [\n\
        \x20     {id: 3, title: V, owners: [a], status: cancelled, reason: R, due: 2024-06-30}\n    ]\n";
    let folder = folder(&[("2024.yaml", plan.as_bytes())]);
    let run =
        workplan(folder.path(), &["rollover", "2024", "--as-of", "2024-12-20", "--format", "json"]);
    run.ok();
    let after = std::fs::read_to_string(folder.path().join("workplans/2025.yaml")).unwrap();
    let list = "    [\n      # one\n      # two\n\
        \x20     {id: 2, title: U, owners: [a], status: planned, due: 2025-06-30, carried_from: \
        2024/2},\n    ]\n- id: q\n  title: Q\n  activities: []\n";
    assert_eq!(after.split_once("  activities:\n").unwrap().1, list);
}

#[test]
fn a_part_that_cannot_be_cut_out_of_a_split_file_is_compared_in_its_own_lines() {
    let base = "schema: 1\ntitle: P\npriorities:\n- id: p\n  activities:\n\
        \x20 - {id: 1, title: T, owners: &o [a, b]}\n- id: q\n  activities:\n  - id: 2\n\
        \x20   title: U\n    owners: *o\n    budget: {currency: USD, required: 5}\n";
    let parts = [
        "schema: 1\ntitle: P\npriorities:\n- id: p\n  activities:\n  - {id: 1, title: T, owners: [a, b]}\n",
        "schema: 1\npriorities:\n- id: q\n  activities:\n\
            \x20 - {id: 2, title: U, owners: [a, b], budget: {currency: USD, required: 5}}\n",
    ];
    let shares = shares(base, &base.replace("title: U", "title: V"), &parts).unwrap();
    let [share] = shares.as_slice() else { panic!("{shares:?}") };
    assert_eq!((share.part, share.base.as_str()), (1, parts[1]));
    assert_eq!(share.changed, parts[1].replace("title: U", "title: V"));
}
