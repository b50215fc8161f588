//! The operations, called as a library: without command line or terminal.
#![allow(clippy::unwrap_used, clippy::panic)]
#![allow(clippy::field_reassign_with_default)]

use std::fs;
use std::path::Path;

use crate::support::folder;
use workplan::ops::{self, Assignment, CheckOptions, EditOptions, Names};
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
