//! Merges in which an id alone does not tell which activity is meant.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostic::Message;
use crate::edit::merge::{Beside, Conflict, Favour, Merged, merge_beside};

const HEAD: &str = "schema: 1\ntitle: P\npriorities:\n  - id: p\n    title: P\n    activities:\n";

/// An activity with these fields, and perhaps more of them.
fn activity(id: &str, title: &str, owner: &str, due: &str, more: &[&str]) -> String {
    let more: String = more.iter().map(|line| format!("        {line}\n")).collect();
    format!(
        "      - id: {id}\n        title: {title}\n        owners: [{owner}]\n        due: {due}\n{more}"
    )
}

fn guide(id: &str, more: &[&str]) -> String {
    activity(id, "Print the guide", "coast", "2025-10-15", more)
}

fn test(id: &str) -> String {
    activity(id, "Test the water", "river", "2025-08-31", &["status: planned"])
}

fn plan(activities: &[String]) -> String {
    let old = activity("w1", "Repair the wells", "river", "2025-05-31", &["status: planned"]);
    format!("{HEAD}{old}{}", activities.concat())
}

/// The merged file of a plan with these names, or the conflict.
fn in_plan(plans: &[String], versions: [&str; 3]) -> Merged {
    let beside = Beside { plans, ids: &HashSet::new, chosen: &[] };
    merge_beside(versions, &beside, Vec::new, 7).unwrap_or_else(|why| {
        let conflict = Conflict {
            parts: Vec::new(),
            what: Message::verbatim(format!("{why:?}")),
            way: Vec::new(),
            values: [None, None],
        };
        let (text, notes, kept) = (String::new(), Vec::new(), Vec::new());
        Merged { text, conflicts: vec![conflict], notes, new_ids: BTreeMap::new(), kept }
    })
}

fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    in_plan(&[], [base, ours, theirs])
}

fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    merged.text
}

fn clashes(base: &str, ours: &str, theirs: &str) -> Vec<String> {
    let conflicts = merged(base, ours, theirs).conflicts.into_iter();
    conflicts.map(|one| format!("{}: {}", one.place(), one.what)).collect()
}

const PLANNED: &[&str] = &["status: planned"];
const DONE: &[&str] = &["status: completed", "completed: 2025-05-20"];

#[test]
fn what_an_earlier_merge_has_given_a_new_id_is_found_again() {
    // Both sides have added w2, and the merge has renamed the guide to w3. The branch continues
    // with its w2.
    let (base, theirs) = (plan(&[guide("w2", PLANNED)]), plan(&[guide("w2", DONE)]));
    let ours = plan(&[test("w2"), guide("w3", PLANNED)]);
    let expected = plan(&[test("w2"), guide("w3", DONE)]);
    assert_eq!(clean(&base, &ours, &theirs), expected);
    assert_eq!(clean(&base, &theirs, &ours), expected);
    // Ours was changed as well.
    let (moved, noted) = (
        ours.replace("2025-10-15", "2025-11-15"),
        plan(&[guide("w2", &["status: ongoing", "progress: 30"])]),
    );
    let expected = plan(&[
        test("w2"),
        guide("w3", &["status: ongoing", "progress: 30"]).replace("2025-10-15", "2025-11-15"),
    ]);
    assert_eq!(clean(&base, &moved, &noted), expected);
    assert_eq!(clean(&base, &noted, &moved), expected);
    // A conflict is one of the guide, and not of the two.
    let theirs = base.replace("2025-10-15", "2025-12-15");
    assert_eq!(
        clashes(&base, &moved, &theirs),
        ["activity w2, due: ours has “2025-11-15”, theirs has “2025-12-15”"]
    );
}

#[test]
fn a_new_activity_of_the_branch_gets_the_next_free_id_again() {
    let base = plan(&[guide("w2", PLANNED)]);
    let ours = plan(&[test("w2"), guide("w3", PLANNED)]);
    let map = |id| activity(id, "Draw a map", "coast", "2025-12-01", &["depends_on: [w2]"]);
    let theirs = plan(&[guide("w2", DONE), map("w3")]);
    let map_now = map("w4").replace("[w2]", "[w3]");
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.text, plan(&[test("w2"), guide("w3", DONE), map_now]));
    assert_eq!(
        merged.notes.iter().map(Message::to_string).collect::<Vec<_>>(),
        ["two activities have the id w3, “Print the guide” and “Draw a map”: the second one \
            is now w4, also in references to it in this file"]
    );
}

#[test]
fn ids_that_one_side_has_exchanged_take_the_changes_along() {
    let base = plan(&[guide("w2", PLANNED), test("w3")]);
    let ours = plan(&[test("w2"), guide("w3", PLANNED)]);
    let theirs = plan(&[guide("w2", DONE), test("w3")]);
    let text = clean(&base, &ours, &theirs);
    assert!(text.contains(&test("w2")) && text.contains(&guide("w3", DONE)), "{text}");
}

#[test]
fn where_neither_id_nor_content_is_plain_both_versions_stay() {
    let (base, theirs) = (plan(&[guide("w2", PLANNED)]), plan(&[guide("w2", DONE)]));
    for ours in [
        // The guide was removed, and another activity has its id.
        plan(&[test("w2")]),
        // It has another id, another title and other new values.
        plan(&[
            test("w2"),
            guide("w3", PLANNED)
                .replace("the guide", "the new guide")
                .replace("2025-10-15", "2025-11-30"),
        ]),
    ] {
        assert_eq!(
            clashes(&base, &ours, &theirs),
            ["activity w2: it may be two activities, “Test the water” and \
                “Print the guide”: changed by both"]
        );
        let kept = merged(&base, &ours, &theirs).kept;
        assert_eq!(kept.first(), Some(&ours));
        assert!(kept.iter().all(|text| text.matches("completed: ").count() < 2), "{kept:?}");
        assert!(kept.last().is_some_and(|text| text.contains(&guide("w2", DONE))), "{kept:?}");
        // A change by one side alone is taken.
        assert_eq!(clean(&base, &ours, &base.replace("title: P\n", "title: Q\n")), {
            ours.replace("title: P\n", "title: Q\n")
        });
    }
}

#[test]
fn a_new_title_alone_keeps_the_activity() {
    let base = plan(&[guide("w2", PLANNED), test("w3")]);
    let theirs = plan(&[guide("w2", DONE), test("w3")]);
    for title in ["Hand out leaflets", "Print the guides", "The guide"] {
        let ours = base.replace("title: Print the guide", &format!("title: {title}"));
        let ours = ours + &activity("w4", "Draw a map", "coast", "2025-12-01", &[]);
        let expected = ours.replace(&guide("w2", PLANNED), &guide("w2", DONE));
        let expected = expected.replace(
            &guide("w2", PLANNED).replace("Print the guide", title),
            &guide("w2", DONE).replace("Print the guide", title),
        );
        assert_eq!(clean(&base, &ours, &theirs), expected);
    }
}

#[test]
fn what_was_taken_over_from_the_other_branch_under_a_new_id_is_not_added_again() {
    // Ours has the guide from theirs, by a cherry-pick that has made it w3.
    let base = plan(&[]);
    let (ours, theirs) = (plan(&[test("w2"), guide("w3", PLANNED)]), plan(&[guide("w2", PLANNED)]));
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merged(&base, ours, theirs);
        assert_eq!(merged.conflicts, []);
        assert_eq!(merged.text, plan(&[test("w2"), guide("w3", PLANNED)]));
        assert_eq!(merged.notes.len(), 1);
        assert!(
            merged.notes[0]
                .to_string()
                .ends_with("it is now w3, also in references to it in this file"),
            "{:?}",
            merged.notes
        );
    }
}

#[test]
fn what_continues_one_activity_of_an_earlier_plan_is_one() {
    let base = plan(&[]);
    let carried = |id, title, due, more: &[&str]| {
        activity(id, title, "coast", due, &[&["carried_from: 2024/w2"], more].concat())
    };
    let ours = plan(&[carried("w2", "Train the operators", "2025-12-01", &[])]);
    let theirs =
        plan(&[carried("w2", "Teach all new people well", "2025-07-31", &["contact: Bob"])]);
    assert_eq!(
        clashes(&base, &ours, &theirs),
        ["activity w2: added by both, and different in title, due, contact"]
    );
    let text = merged(&base, &ours, &theirs).text;
    assert_eq!(text.matches("<<<<<<<").count(), 1, "{text}");
    // Also if one side had to use another id.
    let theirs = plan(&[carried("w5", "Train the operators", "2025-12-01", &[])]);
    assert_eq!(clashes(&base, &ours, &theirs), ["activity w2: added by both, and different in id"]);
    // An activity that continues another one is a different activity.
    let theirs = ours.replace("2024/w2", "2024/w7");
    assert_eq!(
        clean(&base, &ours, &theirs),
        plan(&[
            carried("w2", "Train the operators", "2025-12-01", &[]),
            carried("w3", "Train the operators", "2025-12-01", &[]).replace("2024/w2", "2024/w7"),
        ])
    );
    // Later on, it is found by that under another id and another title.
    let base = ours.clone();
    let ours = base.replace("id: w2", "id: train").replace("the operators", "everybody");
    let theirs = base.replace("2025-12-01", "2025-11-01");
    assert_eq!(clean(&base, &ours, &theirs), ours.replace("2025-12-01", "2025-11-01"));
}

#[test]
fn one_new_activity_whose_title_differs_in_its_spelling_is_marked_once() {
    let base = plan(&[]);
    for (one, other, is_one) in [
        ("Print the guide", "Print the guied", true),
        ("Guide", "Guides", true),
        ("Ecole", "École", true),
        ("PRINT: the guide", "Print the guide", true),
        // Another word, or another number, is another activity.
        ("Print the guide", "Print the new guide", false),
        ("Training in Kenya", "Training in Uganda", false),
        ("Meeting 1 of experts", "Meeting 2 of experts", false),
        ("第一次会议报告", "第二次会议报告", false),
        ("دليل التدريب", "دليل التدريب الجديد", false),
        ("Guide", "Maps", false),
        ("印刷指南手册", "培训操作人员", false),
    ] {
        let new = |title| plan(&[activity("w2", title, "coast", "2025-10-15", &["contact: C"])]);
        let (ours, theirs) = (new(one), new(other));
        let merged = merged(&base, &ours, &theirs);
        assert_eq!(merged.conflicts.len(), usize::from(is_one), "{one} {other}\n{}", merged.text);
        assert_eq!(merged.notes.len(), usize::from(!is_one), "{one} {other}");
    }
}

#[test]
fn a_reference_that_names_the_plan_follows_too() {
    let plans = ["2025".to_owned()];
    let merged = |base: &str, ours: &str, theirs: &str| {
        let merged = in_plan(&plans, [base, ours, theirs]);
        assert_eq!(merged.conflicts, []);
        merged.text
    };
    let refers = |to: &str| {
        activity("w9", "Hand out", "coast", "2025-12-01", &[&format!("depends_on: [{to}]")])
    };
    // A new id of theirs.
    let base = plan(&[]);
    let ours = plan(&[test("w2")]);
    let theirs = plan(&[guide("w2", PLANNED), refers("2025/w2, w2, 2024/w2, w1")]);
    let text = merged(&base, &ours, &theirs);
    assert!(text.contains(&refers("2025/w10, w10, 2024/w2, w1")), "{text}");
    // A new id that a side has given.
    let base = plan(&[guide("w2", PLANNED), refers("w1")]);
    let ours = base.replace("id: w2", "id: print");
    let theirs = base.replace("[w1]", "[w1, 2025/w2]");
    let expected = ours.replace("[w1]", "[w1, 2025/print]");
    assert_eq!(merged(&base, &ours, &theirs), expected);
    assert_eq!(merged(&base, &theirs, &ours), expected);
    // Ids that one side has removed, and the other side names.
    let ours = plan(&[refers("w1")]);
    let both = in_plan(&plans, [&base, &ours, &theirs]);
    assert_eq!(both.conflicts.len(), 1);
    assert_eq!(both.kept, [ours, theirs]);
}

#[test]
fn each_conflict_can_be_decided_for_itself() {
    let with = |due: &str, title: &str, status: &str| {
        let status = format!("status: {status}");
        plan(&[activity("w2", title, "river", due, &[&status])])
    };
    let base = with("2025-05-31", "Dig", "planned");
    let ours = with("2025-06-30", "Dig wells", "ongoing");
    let theirs = with("2025-07-31", "Dig trenches", "planned");
    let conflicts = merged(&base, &ours, &theirs).conflicts;
    let fields: Vec<_> = conflicts.iter().map(|one| (one.activity(), one.field())).collect();
    assert_eq!(fields, [(Some("w2"), Some("title")), (Some("w2"), Some("due"))]);
    let values = conflicts.iter().flat_map(|one| one.values.iter().flatten());
    let values: Vec<String> = values.map(ToString::to_string).collect();
    assert_eq!(values, ["“Dig wells”", "“Dig trenches”", "“2025-06-30”", "“2025-07-31”"]);
    let chosen: Vec<_> = conflicts.iter().map(Conflict::place).collect();
    let chosen = [(chosen[0].clone(), Favour::Theirs), (chosen[1].clone(), Favour::Ours)];
    let beside = Beside { plans: &[], ids: &HashSet::new, chosen: &chosen };
    let result = merge_beside([&base, &ours, &theirs], &beside, Vec::new, 7);
    let text = result.map(|merged| (merged.conflicts.len(), merged.text)).ok();
    assert_eq!(text, Some((0, with("2025-06-30", "Dig trenches", "ongoing"))));
    let beside = Beside { chosen: &chosen[..1], ..beside };
    let result = merge_beside([&base, &ours, &theirs], &beside, Vec::new, 7);
    assert_eq!(result.map(|merged| merged.conflicts.len()).ok(), Some(1));
}
