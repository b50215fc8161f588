//! Rare merges that git's own line merge cannot do.

use insta::assert_snapshot;
use workplan::edit::merge::{Merged, NotMerged, mean_the_same, merge};

/// Merges without a draft by git, from the three texts alone.
fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(base, ours, theirs, Vec::new, 7)
        .unwrap_or_else(|why| panic!("{why:?}\n{base}----\n{ours}----\n{theirs}"))
}

/// Returns the result. Asserts that it does not depend on the order of the sides or on the line
/// ends.
fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let win = |text: &str| text.replace('\n', "\r\n");
    let [there, back, with_returns] = [
        merged(base, ours, theirs),
        merged(base, theirs, ours),
        merged(&win(base), &win(ours), &win(theirs)),
    ];
    for one in [&there, &back, &with_returns] {
        assert_eq!(one.conflicts, [], "{}", one.text);
    }
    assert_eq!(with_returns.text, win(&there.text));
    assert_eq!(
        mean_the_same(&there.text, &back.text),
        Some(true),
        "{}----\n{}",
        there.text,
        back.text
    );
    there.text
}

/// Returns the conflicts in words.
fn clashes(base: &str, ours: &str, theirs: &str) -> String {
    let one = |conflict: workplan::edit::merge::Conflict| {
        format!("{}: {}", conflict.place(), conflict.what)
    };
    merged(base, ours, theirs).conflicts.into_iter().map(one).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_that_one_side_changed_is_taken_as_it_is() {
    let (sound, torn) = ("a: 1\n", "a: [\n");
    for (base, ours, theirs) in [(sound, torn, torn), (sound, sound, torn), (sound, torn, sound)] {
        assert_eq!(merged(base, ours, theirs).text, torn);
    }
}

#[test]
fn a_duplicate_key_is_not_merged_by_its_name() {
    let (base, ours) = ("a: 1\nb: 1\n", "a: 2\nb: 1\n");
    for theirs in [
        "a: 1\na: 2\n",
        "a:\n  b: 1\n  b: 2\n",
        "a:\n- b: 1\n  b: 2\n",
        "a: [[{b: 1, c: 1, b: 1}]]\n",
        "a: [\n",
    ] {
        let is_refused = |base: &str, ours: &str, theirs: &str, side: &str| {
            let result = merge(base, ours, theirs, Vec::new, 7);
            assert!(
                matches!(&result, Err(NotMerged::Unreadable(named)) if named.to_string() == side),
                "{theirs}: {result:?}"
            );
        };
        is_refused(base, ours, theirs, "their version");
        is_refused(base, theirs, ours, "our version");
        is_refused(theirs, base, ours, "the base");
        assert_eq!(mean_the_same(theirs, theirs), None);
    }
}

#[test]
fn texts_mean_the_same_whatever_the_order_of_their_keys() {
    for (one, other, expected) in [
        ("a: 1\nb: 2\n", "b: '2'\na: 1 # one\n", true),
        ("a: 1\nb: 2\nc: 3\n", "a: 1\nc: 3\nb: 2\n", true),
        ("a:\nb: [~]\n", "a: ~\nb:\n- null\n", true),
        ("", "# nothing\n", true),
        ("a: 1\nb: 2\n", "a: 2\nb: 1\n", false),
        ("a: 1\n", "b: 1\n", false),
        ("a: 1\nb: 1\n", "b: 1\nc: 1\n", false),
        ("a: 1\n", "a: 1\nb: 2\n", false),
        ("a: [x, y]\n", "a: [y, x]\n", false),
        ("a: [x]\n", "a: [x, y]\n", false),
        ("a: ~\n", "a: '~'\n", false),
        ("a: {b: [{c: 1}]}\n", "a: {b: [{c: 2}]}\n", false),
    ] {
        assert_eq!(mean_the_same(one, other), Some(expected), "{one}{other}");
        assert_eq!(mean_the_same(other, one), Some(expected), "{other}{one}");
    }
}

const SPACED: &str = "\
priorities:
- id: p
  activities:
  # about one
  - id: '1'
    title: One

  # about two
  - id: '2'
    title: Two # of three


  - id: '3'
    title: Three

- id: q
  # of q
  activities:
  - id: '4'
    title: Four";

#[test]
fn a_removed_activity_takes_its_comments_and_empty_lines_along() {
    let ours = SPACED.replace("title: One", "title: First");
    for gone in [
        "  # about two\n  - id: '2'\n    title: Two # of three\n\n\n",
        "  - id: '3'\n    title: Three\n\n",
    ] {
        assert!(SPACED.contains(gone));
        assert_eq!(clean(SPACED, &ours, &SPACED.replace(gone, "")), ours.replace(gone, ""));
    }
    let first = "  # about one\n  - id: '1'\n    title: One\n";
    let ours = SPACED.replace("title: Four", "title: Last");
    assert_eq!(clean(SPACED, &ours, &SPACED.replace(first, "")), ours.replace(first, ""));
}

#[test]
fn an_added_activity_brings_its_comments_and_keeps_the_spacing() {
    let ours = SPACED.replace("title: One", "title: First");
    let new = "  # about new\n  - id: '5' # new\n    title: New\n";
    let before = SPACED.replace("  # about two", &format!("{new}\n  # about two"));
    assert_eq!(clean(SPACED, &ours, &before), before.replace("title: One", "title: First"));
    let ahead = SPACED.replace("  # about one\n", &format!("{new}\n  # about one\n"));
    assert_eq!(clean(SPACED, &ours, &ahead), ahead.replace("title: One", "title: First"));
    // The other list has no empty lines, and the file ends without a line break.
    let behind = format!("{SPACED}\n{new}");
    assert_eq!(
        clean(SPACED, &ours, behind.trim_end()),
        behind.trim_end().replace("title: One", "title: First")
    );
    let tight = "- id: b\n  x: 1\n";
    assert_eq!(
        clean(tight, "- id: b\n  x: 2\n", &format!("# first\n- id: a\n{tight}")),
        "# first\n- id: a\n- id: b\n  x: 2\n"
    );
}

#[test]
fn a_restored_priority_is_placed_as_on_its_side() {
    let base = "priorities:\n- id: a\n  activities: [{id: '1'}]\n- id: b\n\
        \x20 activities: [{id: '2'}]\n- id: c\n  activities: [{id: '3'}]\n";
    let ours = base.replace("- id: b\n  activities: [{id: '2'}]\n", "");
    let theirs = base.replace("[{id: '2'}]", "[{id: '2'}, {id: '4'}]");
    assert_eq!(
        clashes(base, &ours, &theirs),
        "priority b: removed on one side, but activity 4 belongs to it on the other"
    );
    assert_snapshot!(merged(base, &ours, &theirs).text, @r##"
priorities:
- id: a
  activities: [{id: '1'}]
<<<<<<< ours
=======
- id: b
  activities: [{id: '4'}]
>>>>>>> theirs
- id: c
  activities: [{id: '3'}]
"##);
}

#[test]
fn an_activity_that_one_side_changes_and_the_other_takes_out_with_its_list() {
    let base =
        "priorities:\n- id: a\n  title: A\n  activities:\n  - id: '1'\n    due: 2024\n- id: b\n";
    let ours = base.replace("  activities:\n  - id: '1'\n    due: 2024\n", "");
    let theirs = base.replace("due: 2024", "due: 2025");
    assert_eq!(clashes(base, &ours, &theirs), "activity 1: removed by ours, changed by theirs");
    assert_snapshot!(merged(base, &ours, &theirs).text, @r##"
priorities:
- id: a
  title: A
<<<<<<< ours
=======
  activities:
  - id: '1'
    due: 2025
>>>>>>> theirs
- id: b
"##);
}

#[test]
fn a_file_that_both_sides_created_is_merged_by_its_keys() {
    for base in ["", "# nothing yet\n", "~\n"] {
        let text = clean(base, "title: T\ntags: [a]\n", "target: 80\ntags: [b]\n");
        assert_eq!(
            mean_the_same(&text, "title: T\ntarget: 80\ntags: [a, b]\n"),
            Some(true),
            "{text}"
        );
    }
    assert_eq!(
        clashes("", "title: T\nx: 1\n", "title: U\nx: 1\n"),
        "title: ours has “T”, theirs has “U”"
    );
}

#[test]
fn a_list_that_both_sides_created_has_the_items_of_both() {
    let base = "a: 1\n";
    assert_eq!(
        clean(base, "a: 1\ntags: [x, y]\n", "a: 1\ntags: [x, z]\n"),
        "a: 1\ntags: [x, y, z]\n"
    );
    assert_eq!(clean("tags:\n", "tags: [x]\n", "tags: [y]\n"), "tags: [x, y]\n");
    // A text is not an empty list.
    assert_eq!(clashes("tags: x\n", "tags: [x, y]\n", "tags: [x, z]\n"), "tags: changed by both");
    assert_eq!(
        clashes("tags: {x: 1}\n", "tags: [x, y]\n", "tags: [x, z]\n"),
        "tags: changed by both"
    );
    // Two new mappings are not merged either: each is a single answer.
    assert_eq!(
        clashes(base, "a: 1\nb: {c: 1}\n", "a: 1\nb: {d: 1}\n"),
        "b: added by both, and different in c, d"
    );
}

#[test]
fn items_named_by_different_keys_are_distinguished() {
    let base = "links:\n- title: A\n  url: 1\n- name: B\n  url: 1\n- just a text\n- [a, list]\n";
    let ours = base.replacen("url: 1", "url: 2", 1).replace("- just a text\n", "");
    let theirs = base
        .replace("name: B\n  url: 1", "name: B\n  url: 3")
        .replace("- [a, list]\n", "- [a, list]\n- more\n");
    assert_eq!(
        clean(base, &ours, &theirs),
        "links:\n- title: A\n  url: 2\n- name: B\n  url: 3\n- [a, list]\n- more\n"
    );
}

#[test]
fn a_mapping_from_which_each_side_takes_a_key_is_left_empty() {
    for (base, ours, theirs, expected) in [
        (
            "own:\n  a: 1\n  b: 2\nc: 3\n",
            "own:\n  b: 2\nc: 3\n",
            "own:\n  a: 1\nc: 3\n",
            "own: {}\nc: 3\n",
        ),
        (
            "own: {a: 1, b: 2}\nc: 3\n",
            "own: {b: 2}\nc: 3\n",
            "own: {a: 1}\nc: 3\n",
            "own: {}\nc: 3\n",
        ),
        ("own:\n- a\n- b\nc: 3\n", "own:\n- b\nc: 3\n", "own:\n- a\nc: 3\n", "own: []\nc: 3\n"),
    ] {
        assert_eq!(clean(base, ours, theirs), expected);
    }
}

#[test]
fn our_comments_stay_where_their_side_alone_has_changed_a_value() {
    let base = "# top\na: 1 # one\nb: 2\nc: 3\n";
    let ours = "# ours\na: 1 # the first\nb: 2\n# and\nc: 3\n";
    assert_eq!(
        merged(base, ours, &base.replace("a: 1", "a: 5")).text,
        ours.replace("a: 1", "a: 5")
    );
    let (text, run) = crate::merge::run(
        base.as_bytes(),
        ours.as_bytes(),
        base.replace("a: 1", "a: 5").as_bytes(),
        &[],
    );
    assert_eq!((run.ok().as_str(), text.as_slice()), ("", ours.replace("a: 1", "a: 5").as_bytes()));
}

#[test]
fn a_conflict_shows_both_sides_briefly() {
    let long = "ü".repeat(61);
    for (ours, theirs, expected) in [
        ("", "2024-05", "due: ours has nothing, theirs has “2024-05”".to_owned()),
        ("'~'", "~", "due: ours has “~”, theirs has nothing".to_owned()),
        (&long[2..], "x", format!("due: ours has “{}”, theirs has “x”", &long[2..])),
        ("x", &long, format!("due: ours has “x”, theirs has “{}…”", &long[2..])),
        ("x", "[a, b]", "due: changed by both".to_owned()),
    ] {
        assert_eq!(
            clashes("due: 2024\n", &format!("due: {ours}\n"), &format!("due: {theirs}\n")),
            expected
        );
    }
}

#[test]
fn a_file_without_a_last_line_break_is_marked_line_by_line() {
    let base = "schema: 1\ntitle: P\nx_a: base";
    let (ours, theirs) = (base.replace("base", "ours"), base.replace("base", "theirs"));
    let expected =
        "schema: 1\ntitle: P\n<<<<<<< ours\nx_a: ours\n=======\nx_a: theirs\n>>>>>>> theirs\n";
    assert_eq!(merged(base, &ours, &theirs).text, expected);
}

#[test]
fn items_without_a_name_are_matched_by_content() {
    let text = |items: &[&str]| {
        format!(
            "schema: 1\ntitle: P\nx_list:\n{}",
            items.iter().map(|item| format!("- {item}\n")).collect::<String>()
        )
    };
    let base = text(&["{b: 1, a: 2}", "{a: 3}"]);
    let merged = clean(
        &base,
        &text(&["{a: 0}", "{b: 1, a: 2}", "{a: 3}"]),
        &text(&["{b: 1, a: 2}", "{a: 3}", "{a: 9}"]),
    );
    assert_eq!(merged, text(&["{a: 0}", "{b: 1, a: 2}", "{a: 3}", "{a: 9}"]));
}

#[test]
fn a_comment_behind_a_text_stays_where_the_other_side_makes_it_a_block() {
    let base = "a:\n  d: 'old'\n  e: 1\n";
    let (ours, theirs) =
        (base.replace("'old'", "|\n    one\n    two"), base.replace("'old'", "'old' # why"));
    assert_eq!(clean(base, &ours, &theirs), "a:\n  d: | # why\n    one\n    two\n  e: 1\n");
    // The other way round.
    let base = "a:\n  d: | # one\n    one\n  e: 1\n";
    let (ours, theirs) =
        (base.replace("| # one\n    one", "new # one"), base.replace("# one", "# two"));
    assert_eq!(clean(base, &ours, &theirs), "a:\n  d: new # two\n  e: 1\n");
}
