//! Moves of the workplans folder among very many files, and very many moves.

use crate::moved_folder::{days, repository, write};
use crate::support::{git, workplan};

/// A few nested trees that contain each other many times, beside a moved folder: git would list
/// every file to find the move.
#[test]
#[cfg(unix)]
fn a_move_beside_more_files_than_there_is_memory_ends_in_a_sentence() {
    let root = repository("plans/workplans/2024.yaml");
    let id = |name: &str| git(root.path(), &["rev-parse", name]).trim().to_owned();
    let tree = |lines: &[String]| {
        write(root.path(), "lines", &lines.concat());
        let mut command = std::process::Command::new("git");
        let lines = std::fs::File::open(root.path().join("lines")).unwrap();
        let output = command.arg("mktree").current_dir(root.path()).stdin(lines).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let blob = id("main:plans/workplans/2024.yaml");
    let mut bomb =
        tree(&(0..50).map(|number| format!("100644 blob {blob}\tf{number}\n")).collect::<Vec<_>>());
    for _ in 0..6 {
        bomb = tree(
            &(0..50).map(|number| format!("040000 tree {bomb}\td{number}\n")).collect::<Vec<_>>(),
        );
    }
    let plans = id("main:plans/workplans");
    let top =
        tree(&[format!("040000 tree {plans}\tworkplans\n"), format!("040000 tree {bomb}\tz\n")]);
    let commit = git(root.path(), &["commit-tree", &top, "-p", "main", "-m", "A bomb"]);
    git(root.path(), &["branch", "bomb", commit.trim()]);
    for question in ["log 1 --at bomb", "check --base main --at bomb"] {
        let begun = std::time::Instant::now();
        let run = workplan(root.path(), &question.split(' ').collect::<Vec<_>>());
        assert!(
            run.code == Some(2) && run.stderr.contains("differ in more than 250000 files"),
            "{question}: {run:?}"
        );
        assert!(begun.elapsed().as_secs() < 90, "{question}");
    }
    // If no file was removed, nothing was moved, however many files are new.
    let top = tree(&[
        format!("040000 tree {}\tplans\n", id("main:plans")),
        format!("040000 tree {plans}\tworkplans\n"),
        format!("040000 tree {bomb}\tz\n"),
    ]);
    let commit = git(root.path(), &["commit-tree", &top, "-p", "main", "-m", "A copy"]);
    git(root.path(), &["branch", "copy", commit.trim()]);
    assert_eq!(workplan(root.path(), &["log", "1", "--at", "copy"]).code, Some(0));
}

/// Creates a history in which the folder moves from place to place and ends in `workplans`.
fn restless(places: impl Iterator<Item = String>) -> tempfile::TempDir {
    let root = repository("workplans/2024.yaml");
    let mut stream = String::new();
    let mut last = "workplans".to_owned();
    for (number, place) in places.chain(["workplans".to_owned()]).enumerate() {
        let from = if number == 0 { "from refs/heads/main^0\n" } else { "" };
        let moment = 1_707_566_400 + number * 60;
        stream += &format!(
            "commit refs/heads/restless\ncommitter P <p@example.org> {moment} +0000\ndata 1\nx\n\
                {from}R {last} {place}\n"
        );
        last = place;
    }
    std::fs::write(root.path().join("stream"), stream).unwrap();
    let input = std::fs::File::open(root.path().join("stream")).unwrap();
    let output = std::process::Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(root.path())
        .stdin(input)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    root
}

#[test]
fn a_folder_that_moves_often_has_its_full_history_or_none() {
    // A hundred moves away and back lose no history.
    let root =
        restless((0..200).map(|number| ["plans", "workplans"][number % 2].to_owned()).take(199));
    let log = workplan(root.path(), &["log", "1", "2024", "--at", "restless", "--format", "json"]);
    assert_eq!(days(&log), ["2024-01-10"], "{log:?}");
    // Through more places than the limit.
    let root = restless((0..40).map(|number| format!("place{number}")));
    for question in [&["log", "1", "2024"][..], &["trend", "2024"]] {
        let run = workplan(root.path(), &[question, &["--at", "restless"]].concat());
        assert!(
            run.code == Some(2)
                && run
                    .stderr
                    .contains("has lain in more than 32 places: too many to follow its history"),
            "{run:?}"
        );
    }
}
