//! Merges of changes to one activity or one list, field by field.

use insta::assert_snapshot;
use workplan::edit::merge::mean_the_same;

use crate::merge::{BASE, added, clash, clean, swap};

#[test]
fn one_moves_a_date_and_the_other_closes() {
    let ours = swap("due: 2024-06-30 # agreed", "due: 2024-07-31 # agreed later");
    let theirs = swap(
        "        status: planned\n        tags",
        "        status: completed\n        completed: 2024-05-02\n        tags",
    );
    let merged = clean(BASE, &ours, &theirs);
    assert_snapshot!(added(BASE, &merged), @r##"
-        due: 2024-06-30 # agreed
-        status: planned
+        due: 2024-07-31 # agreed later
+        status: completed
+        completed: 2024-05-02
"##);
}

#[test]
fn both_change_a_line_of_several_fields() {
    let ours = swap("due: 2024-03-31, status: planned", "due: 2024-04-30, status: planned");
    let theirs = swap("due: 2024-03-31, status: planned", "due: 2024-03-31, status: ongoing");
    assert_snapshot!(added(BASE, &clean(BASE, &ours, &theirs)), @r##"
-      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: planned}
+      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-04-30, status: ongoing}
"##);
}

#[test]
fn both_add_an_activity_at_one_place() {
    let add = |id: &str, title: &str| {
        let lines = format!(
            "        status: planned\n      # {title} matters.\n      - id: '{id}'\n\
                \x20       title: {title}\n        owners: [iom] # alone\n        due: 2024-10-31\n\
                \x20       status: planned\n\n"
        );
        swap("        status: planned\n\n", &lines)
    };
    let (ours, theirs) = (add("1.3", "Podcast"), add("1.4", "Film"));
    let merged = clean(BASE, &ours, &theirs);
    assert_snapshot!(added(BASE, &merged), @r##"
+      # Podcast matters.
+      - id: '1.3'
+        title: Podcast
+        owners: [iom] # alone
+        due: 2024-10-31
+        status: planned
+      # Film matters.
+      - id: '1.4'
+        title: Film
+        owners: [iom] # alone
+        due: 2024-10-31
+        status: planned
"##);
    assert_eq!(merged, clean(BASE, &theirs, &ours));
}

#[test]
fn both_close_another_one() {
    let ours = swap(
        "due: 2024-06-30 # agreed\n        status: planned",
        "due: 2024-06-30 # agreed\n        status: completed",
    );
    let theirs = swap(
        "due: 2024-09-30\n        status: planned",
        "due: 2024-09-30\n        status: cancelled\n        reason: No funds",
    );
    assert_snapshot!(added(BASE, &clean(BASE, &ours, &theirs)), @r##"
-        status: planned
+        status: completed
-        status: planned
+        status: cancelled
+        reason: No funds
"##);
}

#[test]
fn lists_are_merged_item_by_item() {
    let ours = swap("tags: [a, b]", "tags: [a, b, c]");
    let theirs = swap("tags: [a, b]", "tags: [d, b]");
    assert_snapshot!(added(BASE, &clean(BASE, &ours, &theirs)), @r##"
-        tags: [a, b]
+        tags: [d, b, c]
"##);
}

#[test]
fn an_activity_that_moves_takes_the_other_side_s_changes_along() {
    let flow =
        "      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: planned}\n";
    let ours = swap(flow, "")
        .replace("    title: Data\n    activities:\n", "    title: Data\n")
        .replace("      - id: '1.2'\n", &format!("{flow}      - id: '1.2'\n"));
    let theirs = swap("due: 2024-03-31, status: planned", "due: 2024-03-31, status: ongoing");
    let merged = clean(BASE, &ours, &theirs);
    assert_snapshot!(added(&ours, &merged), @r##"
-      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: planned}
+      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: ongoing}
"##);
    let other_way = clean(BASE, &theirs, &ours);
    assert_eq!(mean_the_same(&merged, &other_way), Some(true), "{other_way}");
}

#[test]
fn both_move_a_date() {
    let ours = swap("due: 2024-06-30 # agreed", "due: 2024-07-31 # agreed");
    let theirs = swap("due: 2024-06-30 # agreed", "due: 2024-08-31 # agreed")
        .replace("title: Webinar", "title: Webinars");
    let (text, said) = clash(BASE, &ours, &theirs);
    assert_snapshot!(said, @r##"
conflict in plan.yaml: activity 1.1, due: ours has “2024-07-31”, theirs has “2024-08-31”
"##);
    assert_snapshot!(text, @r##"
schema: 1
title: Plan
period: {start: 2024-01-01, end: 2024-12-31}
priorities:
  - id: '1'
    title: Guidance
    activities:
      # The first one.
      - id: '1.1'
        title: Handbook
        owners: [iom, unicef]
<<<<<<< ours
        due: 2024-07-31 # agreed
=======
        due: 2024-08-31 # agreed
>>>>>>> theirs
        status: planned
        tags: [a, b]
      - id: '1.2'
        title: Webinars
        owners: [unodc]
        due: 2024-09-30
        status: planned

  - id: '2'
    title: Data
    activities:
      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: planned}
"##);
}

#[test]
fn both_change_a_field_between_brackets() {
    let (text, said) = clash(
        BASE,
        &swap("title: Survey", "title: Surveys"),
        &swap("title: Survey", "title: Study"),
    );
    assert_snapshot!(said, @r##"
conflict in plan.yaml: activity 2.1, title: ours has “Surveys”, theirs has “Study”
"##);
    assert_snapshot!(added(BASE, &text), @r##"
-      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: planned}
+<<<<<<< ours
+      - {id: '2.1', title: Surveys, owners: [ilo], due: 2024-03-31, status: planned}
+=======
+      - {id: '2.1', title: Study, owners: [ilo], due: 2024-03-31, status: planned}
+>>>>>>> theirs
"##);
}

#[test]
fn one_removes_what_the_other_changes() {
    let gone = swap(
        "      - id: '1.2'\n        title: Webinar\n        owners: [unodc]\n\
            \x20       due: 2024-09-30\n        status: planned\n",
        "",
    );
    let changed = swap("due: 2024-09-30", "due: 2024-10-31");
    let (text, said) = clash(BASE, &gone, &changed);
    assert_snapshot!(said, @r##"
conflict in plan.yaml: activity 1.2: removed by ours, changed by theirs
"##);
    assert_snapshot!(added(BASE, &text), @r##"
+<<<<<<< ours
+=======
-        due: 2024-09-30
+        due: 2024-10-31
+>>>>>>> theirs
"##);
    let (text, said) = clash(BASE, &changed, &gone);
    assert_snapshot!(said, @r##"
conflict in plan.yaml: activity 1.2: changed by ours, removed by theirs
"##);
    assert_snapshot!(added(BASE, &text), @r##"
+<<<<<<< ours
-        due: 2024-09-30
+        due: 2024-10-31
+=======
+>>>>>>> theirs
"##);
}
