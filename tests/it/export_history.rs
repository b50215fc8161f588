//! `export --history`: each row matches a second computation, and the sums match `trend`.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::json_shapes::assert_shape;
use crate::support::{entries, folder, git, git_on, init, workplan};

/// Status, progress and due month by id.
type State = BTreeMap<u8, (&'static str, u8, u8)>;

/// The content of a plan file in a commit: unreadable, missing, or these activities.
#[derive(Clone, Debug)]
enum File {
    Broken,
    Gone,
    Says(State),
}

fn text(state: &State) -> String {
    let mut text = "schema: 1\ntitle: P\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\n\
                    priorities:\n- id: p\n  title: P\n  activities:\n"
        .to_owned();
    if state.is_empty() {
        text = text.replace("activities:\n", "activities: []\n");
    }
    for (id, (status, progress, month)) in state {
        let progress = if *status == "completed" {
            "100, completed: 2024-01-05".to_owned()
        } else {
            progress.to_string()
        };
        text += &format!(
            "  - {{id: 'x{id}', title: T, owners: [a], reason: r, status: {status}, progress: \
                {progress}, due: 2024-{month:02}}}\n"
        );
    }
    text
}

/// Commits the states, one a month from January 2024 on.
fn repository(commits: &[[File; 2]]) -> tempfile::TempDir {
    let root = folder(&[]);
    init(root.path());
    for (number, files) in commits.iter().enumerate() {
        for (name, file) in ["a.yaml", "b.yaml"].iter().zip(files) {
            let path = root.path().join("workplans").join(name);
            match file {
                File::Broken => std::fs::write(path, "schema: [").unwrap(),
                File::Gone => drop(std::fs::remove_file(path)),
                File::Says(state) => std::fs::write(path, text(state)).unwrap(),
            }
        }
        git(root.path(), &["add", "-A"]);
        let day = format!("{}-{:02}-10T12:00:00Z", 2024 + number / 12, number % 12 + 1);
        git_on(&day, root.path(), &["commit", "-q", "--allow-empty", "-m", "A change"]);
    }
    root
}

/// Returns the rows of a plan, in file order: month, commit, change, id, status, progress.
fn rows(facts: &Path, plan: &str) -> Vec<(String, u64, String, String, String, f64)> {
    let plan = facts.join(format!("plan={plan}"));
    let mut rows = Vec::new();
    for part in if plan.exists() { entries(&plan) } else { Vec::new() } {
        let month =
            part.file_name().unwrap().to_string_lossy().strip_prefix("month=").unwrap().to_owned();
        for line in std::fs::read_to_string(part.join("facts.ndjson")).unwrap().lines() {
            let row: Value = serde_json::from_str(line).unwrap();
            assert_shape(&row, "fact");
            let word = |key: &str| row[key].as_str().unwrap().to_owned();
            rows.push((
                month.clone(),
                row["position"].as_u64().unwrap(),
                word("change"),
                word("activity"),
                word("status"),
                row["progress"].as_f64().unwrap(),
            ));
        }
    }
    rows
}

/// Computes the expected rows from the states.
fn expected(
    commits: &[[File; 2]],
    which: usize,
) -> Vec<(String, u64, String, String, String, f64)> {
    let (mut last, mut rows, mut position) = (State::new(), Vec::new(), 0);
    let mut before: Option<[String; 2]> = None;
    for (number, files) in commits.iter().enumerate() {
        // A commit without changes in the folder is not counted.
        let now = files.clone().map(|file| format!("{file:?}"));
        if before.as_ref() == Some(&now)
            || before.is_none() && files.iter().all(|file| matches!(file, File::Gone))
        {
            continue;
        }
        before = Some(now);
        position += 1;
        let empty = State::new();
        let state = match &files[which] {
            File::Broken => continue,
            File::Gone => &empty,
            File::Says(state) => state,
        };
        let month = format!("{}-{:02}", 2024 + number / 12, number % 12 + 1);
        let share = |(status, progress, _): &(&str, u8, u8)| {
            if *status == "completed" { 100.0 } else { f64::from(*progress) }
        };
        let mut row = |change: &str, id: &u8, one: &(&'static str, u8, u8)| {
            rows.push((
                month.clone(),
                position,
                change.to_owned(),
                format!("x{id}"),
                one.0.to_owned(),
                share(one),
            ));
        };
        for (id, one) in state {
            match last.get(id) {
                None => row("added", id, one),
                Some(old)
                    if (old.0, share(old).to_bits(), old.2)
                        != (one.0, share(one).to_bits(), one.2) =>
                {
                    row("changed", id, one);
                }
                Some(_) => {}
            }
        }
        last.iter()
            .filter(|(id, _)| !state.contains_key(id))
            .for_each(|(id, one)| row("removed", id, one));
        last = state.clone();
    }
    rows
}

fn file() -> impl Strategy<Value = File> {
    let status = prop::sample::select(vec!["planned", "ongoing", "on_hold", "completed"]);
    let state = prop::collection::btree_map(0..5u8, (status, 0..3u8, 6..8u8), 0..5);
    prop_oneof![1 => Just(File::Broken), 1 => Just(File::Gone), 6 => state.prop_map(File::Says)]
}

proptest! {
    #![proptest_config(crate::support::cases(8))]

    #[test]
    fn each_row_is_the_effect_of_a_commit(commits in prop::collection::vec([file(), file()], 1..8)) {
        let root = repository(&commits);
        let wanted = [expected(&commits, 0), expected(&commits, 1)];
        let run = workplan(root.path(), &["export", "--history", "--out-dir", "facts", "--as-of", "2025-12-31"]);
        run.assert_clean();
        prop_assert_eq!(run.code, Some(if wanted.iter().all(Vec::is_empty) { 2 } else { 0 }), "{:?}", run);
        for (plan, wanted) in ["a", "b"].iter().zip(&wanted) {
            prop_assert_eq!(&rows(&root.path().join("facts"), plan), wanted);
        }
    }
}

/// Creates three commits; the plan of the second one is unreadable.
fn short() -> tempfile::TempDir {
    let says = |state: &[(u8, (&'static str, u8, u8))]| File::Says(state.iter().copied().collect());
    repository(&[
        [says(&[(1, ("planned", 0, 6)), (2, ("ongoing", 20, 6))]), says(&[(7, ("planned", 0, 9))])],
        [File::Broken, says(&[(7, ("planned", 0, 9))])],
        [
            says(&[(1, ("completed", 0, 6)), (3, ("planned", 0, 12))]),
            says(&[(7, ("ongoing", 0, 9))]),
        ],
    ])
}

#[test]
fn the_rows_add_up_to_the_trend() {
    let root = short();
    let day = ["--as-of", "2024-12-31"];
    let run = workplan(root.path(), &["export", "--history", "--out-dir", "facts", day[0], day[1]]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "facts/plan=a\nfacts/plan=b\n"));
    assert_eq!(run.stderr, "left out, because a plan cannot be read there: 1 revision\n");
    let trend = workplan(
        root.path(),
        &["trend", "a", "--every", "commit", "--format", "json", day[0], day[1]],
    )
    .json();
    for point in trend["points"].as_array().unwrap() {
        let (mut standing, mut counts) = (BTreeMap::new(), BTreeMap::<String, u64>::new());
        let month = &point["date"].as_str().unwrap()[..7];
        for (_, _, change, id, status, _) in
            rows(&root.path().join("facts"), "a").into_iter().filter(|row| row.0.as_str() <= month)
        {
            if change == "removed" {
                standing.remove(&id)
            } else {
                standing.insert(id, status)
            };
        }
        standing.values().for_each(|status| *counts.entry(status.clone()).or_default() += 1);
        for status in ["planned", "ongoing", "on_hold", "completed"] {
            assert_eq!(
                point[status],
                json!(counts.get(status).copied().unwrap_or(0)),
                "{status} in {point}"
            );
        }
    }
}

#[test]
fn a_second_run_replaces_only_the_files_of_the_first() {
    let root = short();
    let facts = root.path().join("facts");
    let run = |more: &[&str]| {
        workplan(
            root.path(),
            &[&["export", "--history", "--out-dir", "facts", "--as-of", "2024-12-31"], more]
                .concat(),
        )
    };
    std::fs::create_dir(&facts).unwrap();
    std::fs::write(facts.join("notes.txt"), "mine").unwrap();
    assert_eq!(run(&[]).code, Some(0));
    let first = rows(&facts, "a");
    std::fs::create_dir(facts.join("plan=a/month=1999-01")).unwrap();
    assert_eq!(run(&["a"]).stdout, "facts/plan=a\n");
    assert_eq!(rows(&facts, "a"), first);
    std::fs::write(facts.join("plan=a/mine.txt"), "mine").unwrap();
    let refused = run(&[]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("plan=a/mine.txt is not of an earlier run"), "{refused:?}");
    assert_eq!(rows(&facts, "b").len(), 2);
    let names: Vec<_> = entries(&facts)
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names, ["notes.txt", "plan=a", "plan=b"]);
}

#[test]
fn wrong_arguments_are_reported() {
    let root = short();
    for (arguments, said) in [
        (&["export", "--history"][..], "--out-dir"),
        (&["export", "--out-dir", "x", "--alarm", "7d"], "--alarm"),
        (&["export", "--out-dir", "x", "--strict"], "--strict"),
        (&["export", "--out-dir", "x", "--format", "csv"], "csv"),
        (&["export", "--history", "--out-dir", "x", "--format", "csv"], "csv"),
        (&["export", "--history", "--out-dir", "x", "--alarm", "7d"], "--alarm"),
        (&["export", "c", "--history", "--out-dir", "x"], "no commit up to"),
        (
            &["export", "--history", "--out-dir", "workplans/a.yaml"],
            "workplans/a.yaml cannot be written",
        ),
    ] {
        let run = workplan(root.path(), arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(said), "{run:?}");
        assert!(!root.path().join("x").exists());
    }
    let plain = folder(&[("a.yaml", text(&State::new()).as_bytes())]);
    let run = workplan(plain.path(), &["export", "--history", "--out-dir", "x"]);
    assert!(run.code == Some(2) && run.stderr.contains("git repository"), "{run:?}");
}
