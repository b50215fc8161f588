//! The operations, called as a library: without command line or terminal.
#![allow(clippy::unwrap_used, clippy::panic)]
#![allow(clippy::field_reassign_with_default)]

use std::fs;
use std::path::Path;

use crate::support::folder;
use workplan::ops::{self, Assignment, CheckOptions, EditOptions, Names, SeenItem};
use workplan::workspace::{ErrorKind, Options, Workspace};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A, focal_points: [{name: Ada}]}]\npriorities:\n- id: p\n\
    \x20 title: P\n  activities:\n\
    \x20 - {id: p1, title: Wells, owners: [a], status: ongoing, due: 2024-09-30} # by hand\n";

fn options(root: &Path) -> Options {
    Options::new(root, "2024-06-01".parse().unwrap())
}

fn edit(is_dry_run: bool) -> EditOptions {
    let mut options = EditOptions::default();
    options.ids = vec!["p1".to_owned()];
    options.dry_run = is_dry_run;
    options
}

#[test]
fn an_edit_in_memory_holds_the_new_text_and_writes_nothing() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let workspace = Workspace::to_edit(&options(root.path()), true).unwrap();
    let due = [Assignment::parse("due=2024-10-31").unwrap()];
    let edits = ops::set(&workspace, &edit(true), &due).unwrap();
    let [file] = edits.preview.as_deref().unwrap() else { panic!("one file changes") };
    assert_eq!(file.before, PLAN);
    assert_eq!(file.after, PLAN.replace("2024-09-30", "2024-10-31"));
    assert_eq!(edits.edits[0].changes[0].field, "due");
    assert!(!edits.has_written());
    assert_eq!(fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(), PLAN);
}

#[test]
fn a_folder_that_is_open_to_be_read_is_not_edited() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let for_reading = Workspace::new(&options(root.path())).unwrap();
    let for_dry_runs = Workspace::to_edit(&options(root.path()), true).unwrap();
    for (workspace, is_dry_run) in
        [(&for_reading, true), (&for_reading, false), (&for_dry_runs, false)]
    {
        let error = ops::done(workspace, &edit(is_dry_run)).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Internal, "{error}");
    }
    assert_eq!(fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(), PLAN);
}

#[test]
fn errors_are_returned_as_findings_with_places() {
    let plan = PLAN.replace("2024-09-30", "30/09/2024");
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let workspace = Workspace::new(&options(root.path())).unwrap();
    let mut options = CheckOptions::default();
    options.count_fixable = true;
    let findings = ops::check(&workspace, &options).unwrap();
    assert!(findings.has_errors());
    let (_, first) = &findings.found[0];
    let text = &findings.sources[first.span.file].text;
    assert_eq!(&text[first.span.start as usize..first.span.end as usize], "30/09/2024");
    assert_eq!(findings.fixable.number, 1);
    let fixes = ops::fix(&workspace, &Names::default(), true).unwrap();
    assert_eq!(fixes.count, 1);
    assert_eq!(fixes.preview.unwrap()[0].after, PLAN);
}

const WITH_MILESTONES: &str = "\x20 - id: p2\n    title: Roads\n    owners: [a]\n    \
    status: ongoing\n    due: 2024-10-31\n    milestones:\n    \
    - {title: Survey, due: 2024-07-01}\n    - {title: Build, due: 2024-08-01}\n";

/// Edits what was seen before another program changed the file.
fn edit_after(
    names: &[&str],
    change: impl Fn(&str) -> String,
    edit: impl Fn(&Workspace, &EditOptions) -> workplan::workspace::Result<workplan::report::Edits>,
) -> Result<(String, String), (ErrorKind, String)> {
    let plan = PLAN.to_owned() + WITH_MILESTONES;
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let before = Workspace::new(&options(root.path())).unwrap();
    let plans = before.load().unwrap();
    let mut asked = EditOptions::default();
    asked.ids = names.iter().map(|&name| name.to_owned()).collect();
    asked.seen = names.iter().map(|name| SeenItem::new(&plans, None, name).unwrap()).collect();
    let changed = change(&plan);
    assert_ne!(changed, plan);
    let path = root.path().join("workplans/2024.yaml");
    fs::write(&path, &changed).unwrap();
    let workspace = Workspace::to_edit(&options(root.path()), false).unwrap();
    let edited = edit(&workspace, &asked);
    let now = fs::read_to_string(path).unwrap();
    match edited {
        Ok(_) => Ok((changed, now)),
        Err(error) => {
            assert_eq!(now, changed);
            Err((error.kind(), error.to_string()))
        }
    }
}

fn slip(
    workspace: &Workspace,
    options: &EditOptions,
) -> workplan::workspace::Result<workplan::report::Edits> {
    ops::slip(workspace, options, "2024-12-01", "Rain")
}

#[test]
fn an_edit_overwrites_no_field_that_was_changed_since_it_was_seen() {
    // A field that the edit writes.
    let changed = edit_after(&["p1"], |plan| plan.replace("2024-09-30", "2024-12-30"), slip);
    let (kind, what) = changed.unwrap_err();
    assert_eq!(kind, ErrorKind::Changed);
    assert!(what.ends_with("due is now 30 December 2024 (was 30 September 2024)"), "{what}");
    // Its title says which activity it is.
    let renamed = edit_after(&["p1"], |plan| plan.replace("Wells", "Pumps"), slip);
    let (kind, what) = renamed.unwrap_err();
    assert_eq!(kind, ErrorKind::Changed);
    assert!(what.contains("title is now “Pumps” (was “Wells”)"), "{what}");
    // Another field of the activity.
    let other = |plan: &str| plan.replace("Wells, ", "Wells, contact: Nora, ");
    let (before, now) = edit_after(&["p1"], other, slip).unwrap();
    assert!(before != now && now.contains("due: 2024-12-01") && now.contains("Nora"), "{now}");
    // A status, and what follows from it.
    let done =
        |plan: &str| plan.replace("status: ongoing, due: 2024-09", "status: planned, due: 2024-09");
    let hold = |workspace: &Workspace, options: &EditOptions| ops::hold(workspace, options, "War");
    let (_, what) = edit_after(&["p1"], done, hold).unwrap_err();
    assert!(what.contains("status is now planned (was ongoing)"), "{what}");
    // What is recorded already is not written again.
    let same = |plan: &str| {
        let done = "status: completed, completed: 2024-06-01, due: 2024-09";
        plan.replace("status: ongoing, due: 2024-09", done)
    };
    let (before, now) = edit_after(&["p1"], same, ops::done).unwrap();
    assert_eq!(before, now);
}

#[test]
fn a_milestone_is_followed_by_its_title_and_never_by_its_number() {
    let first = "- {title: Survey, due: 2024-07-01}\n";
    let second = "- {title: Build, due: 2024-08-01}\n";
    let inserted = |plan: &str| {
        plan.replace(second, &format!("- {{title: Ask, due: 2024-07-15}}\n    {second}"))
    };
    let (_, now) = edit_after(&["p2#2"], inserted, slip).unwrap();
    assert!(now.contains("- {title: Ask, due: 2024-07-15}"), "{now}");
    assert!(now.contains("- {title: Build, due: 2024-12-01}"), "{now}");
    let gone = |plan: &str| plan.replace(&format!("    {second}"), "");
    let (kind, what) = edit_after(&["p2#2"], gone, slip).unwrap_err();
    assert_eq!(kind, ErrorKind::Changed);
    assert!(what.contains("“Build” of p2 is no longer there"), "{what}");
    let moved = |plan: &str| plan.replace("Build, due: 2024-08-01", "Build, due: 2024-08-09");
    let (_, what) = edit_after(&["p2#2"], moved, slip).unwrap_err();
    assert!(what.contains("due is now 9 August 2024 (was 1 August 2024)"), "{what}");
    let renamed = |plan: &str| plan.replace("title: Build", "title: Build it");
    let (_, what) = edit_after(&["p2#2"], renamed, slip).unwrap_err();
    assert!(what.contains("title is now “Build it”"), "{what}");
    // The other milestone does not matter, but to an edit of all.
    let other =
        |plan: &str| plan.replace(first, "- {title: Survey, due: 2024-07-01, done: 2024-05-31}\n");
    assert!(edit_after(&["p2#2"], other, slip).is_ok());
    let all = edit_after(&["p2"], other, ops::done_with_milestones);
    assert!(all.unwrap_err().1.contains("milestones are not the same"));
    assert!(edit_after(&["p2"], other, ops::done).is_ok());
}
