//! Merges of plan files: by the program, by git, and with random changes.

use std::path::Path;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use proptest::prelude::*;
use workplan::edit::merge::{NotMerged, mean_the_same, merge};

use crate::support::{Run, temporary_folder, workplan};

pub const BASE: &str = "\
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
        due: 2024-06-30 # agreed
        status: planned
        tags: [a, b]
      - id: '1.2'
        title: Webinar
        owners: [unodc]
        due: 2024-09-30
        status: planned

  - id: '2'
    title: Data
    activities:
      - {id: '2.1', title: Survey, owners: [ilo], due: 2024-03-31, status: planned}
";

/// Merges three files; returns the result and the run.
pub fn run(base: &[u8], ours: &[u8], theirs: &[u8], options: &[&str]) -> (Vec<u8>, Run) {
    let folder = temporary_folder();
    for (name, bytes) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let arguments =
        [&["merge-file", "--path", "plan.yaml"], options, &["base", "ours", "theirs"]].concat();
    let run = workplan(folder.path(), &arguments);
    (std::fs::read(folder.path().join("ours")).unwrap(), run)
}

pub fn clean(base: &str, ours: &str, theirs: &str) -> String {
    let (bytes, run) = run(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), &[]);
    assert_eq!(
        (run.code, run.stderr.as_str(), run.stdout.as_str()),
        (Some(0), "", ""),
        "{}",
        String::from_utf8_lossy(&bytes)
    );
    String::from_utf8(bytes).unwrap()
}

/// Returns the result of a merge with conflicts, and its messages.
pub fn clash(base: &str, ours: &str, theirs: &str) -> (String, String) {
    let (bytes, run) = run(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), &[]);
    assert_eq!(run.code, Some(1), "{}\n{}", run.stderr, String::from_utf8_lossy(&bytes));
    (String::from_utf8(bytes).unwrap(), run.stderr)
}

pub fn swap(old: &str, new: &str) -> String {
    assert!(BASE.contains(old), "{old}");
    BASE.replacen(old, new, 1)
}

/// Returns the lines that one text has and the other one has not.
pub fn added(before: &str, after: &str) -> String {
    let diff = similar_lines(before, after);
    diff.into_iter().filter(|line| !line.starts_with(' ')).collect()
}

fn similar_lines(before: &str, after: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(before, after);
    diff.iter_all_changes().map(|change| format!("{}{}", change.tag(), change.value())).collect()
}

#[test]
fn a_priority_that_one_side_removes_and_the_other_extends_is_a_conflict() {
    let gone = BASE.split("  - id: '2'").next().unwrap().to_owned();
    let more = format!(
        "{BASE}      - {{id: '2.2', title: Atlas, owners: [ilo], due: 2024-05-31, status: planned}}\n"
    );
    let (text, said) = clash(BASE, &gone, &more);
    assert_snapshot!(said, @r##"
conflict in plan.yaml: priority 2: removed on one side, but activity 2.2 belongs to it on the other
plan.yaml: if one side has split this file, `workplan resolve` finishes the merge
"##);
    assert_snapshot!(added(&gone, &text), @r##"
+<<<<<<< ours
+=======
+  - id: '2'
+    title: Data
+    activities:
+      - {id: '2.2', title: Atlas, owners: [ilo], due: 2024-05-31, status: planned}
+
+>>>>>>> theirs
"##);
}

#[test]
fn conflict_markers_have_the_line_ends_of_the_file_and_the_given_size() {
    let win = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (ours, theirs) = (swap("2024-06-30", "2024-07-31"), swap("2024-06-30", "2024-08-31"));
    let (bytes, run) = run(
        win(BASE).as_bytes(),
        win(&ours).as_bytes(),
        win(&theirs).as_bytes(),
        &["--marker-size", "3"],
    );
    assert_eq!(run.code, Some(1));
    let text = String::from_utf8(bytes).unwrap();
    let marked = "<<< ours\r\n        due: 2024-07-31 # agreed\r\n===\r\n\
        \x20       due: 2024-08-31 # agreed\r\n>>> theirs\r\n";
    assert!(text.contains(marked), "{text}");
    assert_eq!(text.replace(marked, "        due: 2024-06-30 # agreed\r\n"), win(BASE));
}

#[test]
fn files_that_are_not_yaml_are_merged_by_lines() {
    let (text, said) = clash("a: 1\nb: [\n", "a: 2\nb: [\n", "a: 3\nb: [\n");
    assert_snapshot!(said, @r##"
plan.yaml: the base is not readable as YAML, so the lines were merged as git does
"##);
    assert_eq!(text, "<<<<<<< ours\na: 2\n=======\na: 3\n>>>>>>> theirs\nb: [\n");
    let (bytes, run) =
        run(b"a: \xff\n1\n2\n3\n", b"a: \xff\n1\n2\n4\n", b"b: \xff\n1\n2\n3\n", &[]);
    assert_eq!(
        (run.code, bytes.as_slice()),
        (Some(0), &b"b: \xff\n1\n2\n4\n"[..]),
        "{}",
        run.stderr
    );
}

#[test]
fn files_that_cannot_be_read_change_nothing() {
    let folder = temporary_folder();
    std::fs::write(folder.path().join("ours"), "a: 1\n").unwrap();
    std::fs::write(folder.path().join("theirs"), "a: 2\n").unwrap();
    std::fs::create_dir(folder.path().join("base")).unwrap();
    for base in ["base", "missing"] {
        let run = workplan(folder.path(), &["merge-file", base, "ours", "theirs"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
        assert_eq!(std::fs::read_to_string(folder.path().join("ours")).unwrap(), "a: 1\n");
    }
    std::fs::write(folder.path().join("b"), "a: 1\n").unwrap();
    let run = workplan(folder.path(), &["merge-file", "-p", "b", "ours", "theirs"]);
    assert_eq!(run.ok(), "a: 2\n");
    assert_eq!(std::fs::read_to_string(folder.path().join("ours")).unwrap(), "a: 1\n");
}

/// Runs git in a repository with the merge driver; returns whether it succeeded.
pub fn git_tries(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .stdin(Stdio::null());
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_EDITOR", "true");
    let output = command.output().unwrap();
    (
        output.status.success(),
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
    )
}

/// An activity of a generated plan.
#[derive(Clone, Debug)]
pub struct Activity {
    id: u8,
    priority: u8,
    title: u8,
    due: u8,
    tags: Vec<u8>,
    is_flow: bool,
}

/// Returns the text of a plan.
pub fn written(activities: &[Activity]) -> String {
    "# A plan\nschema: 1\ntitle: P\n".to_owned() + &priorities_written(activities, &[0, 1, 2])
}

/// Returns the text of some priorities.
pub fn priorities_written(activities: &[Activity], priorities: &[u8]) -> String {
    let mut out = "priorities:\n".to_owned();
    for &priority in priorities {
        out += &format!("  - id: p{priority}\n    title: P{priority}\n    activities:\n");
        for one in activities.iter().filter(|one| one.priority == priority) {
            let tags = one.tags.iter().map(|tag| format!("t{tag}")).collect::<Vec<_>>().join(", ");
            let Activity { id, title, due, .. } = one;
            out += &if one.is_flow {
                format!(
                    "      - {{id: a{id}, title: T{title}, due: 2024-01-0{due}, tags: [{tags}]}} # own {id}\n"
                )
            } else {
                format!(
                    "      # above {id}\n      - id: a{id}\n        title: T{title}\n\
                        \x20       due: 2024-01-0{due} # own\n        tags: [{tags}]\n"
                )
            };
        }
        if activities.iter().all(|one| one.priority != priority) {
            out.truncate(out.len() - "\n    activities:\n".len());
            out += "\n    activities: []\n";
        }
    }
    out
}

pub fn activities() -> impl Strategy<Value = Vec<Activity>> {
    let activity =
        (0..3_u8, 1..4_u8, 1..4_u8, proptest::collection::btree_set(0..5_u8, 0..4), any::<bool>());
    proptest::collection::vec(activity, 0..6).prop_map(|all| {
        let one = |(id, (priority, title, due, tags, is_flow)): (
            usize,
            (u8, u8, u8, std::collections::BTreeSet<u8>, bool),
        )| Activity {
            id: id as u8,
            priority,
            title,
            due,
            tags: tags.into_iter().collect(),
            is_flow,
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

#[derive(Clone, Debug)]
pub enum Change {
    Title(u8),
    Due(u8),
    Tag(u8),
    Untag,
    Move(u8),
    Remove,
    Add(u8),
}

pub fn changes() -> impl Strategy<Value = Vec<(usize, Change)>> {
    let change = prop_oneof![
        (1..4_u8).prop_map(Change::Title),
        (1..6_u8).prop_map(Change::Due),
        (5..9_u8).prop_map(Change::Tag),
        Just(Change::Untag),
        (0..3_u8).prop_map(Change::Move),
        Just(Change::Remove),
        (10..20_u8).prop_map(Change::Add),
    ];
    proptest::collection::vec((0..6_usize, change), 0..4)
}

pub fn changed(mut all: Vec<Activity>, changes: &[(usize, Change)]) -> Vec<Activity> {
    for (at, change) in changes {
        let at = if all.is_empty() { 0 } else { at % all.len() };
        match (change, all.get_mut(at)) {
            (Change::Add(id), _) => {
                if all.iter().all(|one| one.id != *id) {
                    let new = Activity {
                        id: *id,
                        priority: id % 3,
                        title: 1,
                        due: 1,
                        tags: vec![1],
                        is_flow: id % 2 == 0,
                    };
                    all.insert(at, new);
                }
            }
            (_, None) => {}
            (Change::Title(title), Some(one)) => one.title = *title,
            (Change::Due(due), Some(one)) => one.due = *due,
            (Change::Tag(tag), Some(one)) if !one.tags.contains(tag) => one.tags.push(*tag),
            (Change::Tag(_), _) => {}
            (Change::Untag, Some(one)) => drop(one.tags.pop()),
            (Change::Move(priority), Some(one)) => one.priority = *priority,
            (Change::Remove, _) => drop(all.remove(at)),
        }
    }
    all
}

pub fn merged(base: &str, ours: &str, theirs: &str) -> Result<(String, usize), NotMerged> {
    merge(base, ours, theirs, Vec::new, 7).map(|merged| (merged.text, merged.conflicts.len()))
}

/// Returns the text with each conflict resolved for one side.
pub fn settled(text: &str, is_ours: bool) -> String {
    let (mut out, mut side) = (String::new(), None);
    for line in text.split_inclusive('\n') {
        match line.trim_end() {
            "<<<<<<< ours" => side = Some(true),
            "=======" => side = Some(false),
            ">>>>>>> theirs" => side = None,
            _ if side.is_none_or(|side| side == is_ours) => out += line,
            _ => {}
        }
    }
    out
}

/// Text that may confuse the parser.
const ODD_BYTES: &[&str] =
    &["\0", "\t", "-", ":", "{", "\"", "&a ", "*a", "\r", "#", "\n- x", "? "];

proptest! {
    #![proptest_config(crate::support::cases(150))]

    #[test]
    fn a_merge_takes_single_changes_and_is_symmetric(base in activities(), a in changes(), b in changes()) {
        let (ours, theirs) =
            (written(&changed(base.clone(), &a)), written(&changed(base.clone(), &b)));
        let base = written(&base);
        prop_assert_eq!(merged(&base, &ours, &base).unwrap().0, ours.clone());
        prop_assert_eq!(merged(&base, &base, &ours).unwrap().0, ours.clone());
        prop_assert_eq!(merged(&base, &ours, &ours).unwrap().0, ours.clone());
        let (one, other) = (merged(&base, &ours, &theirs), merged(&base, &theirs, &ours));
        let ((one, conflicts), (other, as_many)) = (one.unwrap(), other.unwrap());
        prop_assert_eq!(conflicts, as_many);
        if conflicts == 0 {
            prop_assert_eq!(mean_the_same(&one, &other), Some(true), "{}\n{}", one, other);
        } else {
            for (is_ours, is_theirs) in [(true, false), (false, true)] {
                let (one, other) = (settled(&one, is_ours), settled(&other, is_theirs));
                prop_assert_eq!(mean_the_same(&one, &other), Some(true), "{}\n{}", one, other);
            }
        }
    }

    /// Comments that one side added are kept, whatever the other side changes.
    #[test]
    fn our_comments_stay(
        base in activities(),
        changes in changes(),
        notes in proptest::collection::btree_set(0..40_usize, 1..6),
    ) {
        let keeps = |change: &Change| !matches!(change, Change::Remove);
        let changes: Vec<(usize, Change)> =
            changes.into_iter().filter(|(_, change)| keeps(change)).collect();
        let (theirs, base) = (written(&changed(base.clone(), &changes)), written(&base));
        let indent = |line: &str| line.len() - line.trim_start().len();
        let note = |(number, line): (usize, &str)| {
            let note = if notes.contains(&number) {
                format!(
                    "{}# note {number}\n",
                    " ".repeat(indent(line))
                )
            } else {
                String::new()
            };
            note + line
        };
        let ours: String = base.split_inclusive('\n').enumerate().map(note).collect();
        let (text, conflicts) = merged(&base, &ours, &theirs).unwrap();
        prop_assert_eq!((conflicts, mean_the_same(&text, &theirs)), (0, Some(true)), "{}", text);
        for line in ours.lines().filter(|line| line.trim_start().starts_with("# note")) {
            prop_assert!(
                text.lines().any(|other| other.trim_start() == line.trim_start()),
                "{} is lost:\n{}",
                line,
                text
            );
        }
    }

    #[test]
    fn no_input_makes_it_panic(
        seed in proptest::collection::vec((0..200_usize, proptest::sample::select(ODD_BYTES)), 1..4),
        side in 0..3_usize,
    ) {
        let mut texts = [
            BASE.to_owned(),
            BASE.replace("2024-06", "2024-07"),
            BASE.replace("2024-06-30", "2024-08-01"),
        ];
        for (at, what) in seed {
            texts[side].insert_str(at * 3 % BASE.len(), what);
        }
        let _ = merge(&texts[0], &texts[1], &texts[2], Vec::new, 7);
    }
}
