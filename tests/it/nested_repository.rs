//! A nested repository in place of the workplans folder may have come with the change that is
//! checked, along with its history.
#![cfg(unix)]

use std::path::Path;

use crate::support::{Run, commit, folder, git, init, temporary_folder, workplan};

fn plan(title: &str) -> String {
    crate::support::plan(&format!(
        "  - {{id: '1', title: {title}, owners: [a], status: ongoing, due: 2024-06-30}}\n"
    ))
}

/// Creates a repository whose working tree lost part of `main`, and another one whose `main` equals
/// that working tree.
fn repositories() -> (tempfile::TempDir, tempfile::TempDir) {
    let root = folder(&[("2024.yaml", plan("One").as_bytes())]);
    let other = temporary_folder();
    std::fs::write(other.path().join("2024.yaml"), plan("Forged")).unwrap();
    for path in [root.path(), other.path()] {
        init(path);
        commit(path, "A plan");
    }
    git(root.path(), &["checkout", "-q", "-b", "work"]);
    git(root.path(), &["rm", "-q", "-r", "workplans"]);
    (root, other)
}

fn ask(root: &Path, question: &str) -> Run {
    let run = workplan(root, &question.split(' ').collect::<Vec<_>>());
    run.assert_clean();
    run
}

fn is_refused(run: &Run) -> bool {
    run.code == Some(2)
        && run.stderr.contains("the folder is in a repository of its own")
        && run.stderr.contains("may have come with the change")
}

#[test]
fn a_change_is_not_compared_with_a_submodule_that_it_adds() {
    let (root, other) = repositories();
    let url = other.path().display().to_string();
    git(
        root.path(),
        &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "workplans"],
    );
    git(root.path(), &["commit", "-q", "-m", "A submodule"]);
    for question in [
        "check --base main",
        "diff main",
        "check --base main --dir workplans",
        "diff --merge-base main",
    ] {
        let run = ask(root.path(), question);
        assert!(is_refused(&run), "{question}: {run:?}");
    }
    // Inside the nested repository, its own history counts.
    let run = ask(&root.path().join("workplans"), "diff main --dir .");
    assert!(!is_refused(&run) && run.code == Some(0), "{run:?}");
}

#[test]
fn a_change_is_not_compared_with_a_repository_behind_a_link_that_it_adds() {
    let (root, other) = repositories();
    for target in [other.path().to_owned(), root.path().join("vendor/plans")] {
        let place = root.path().join("workplans");
        let _ = std::fs::remove_file(&place);
        if target.starts_with(root.path()) {
            // A nested repository that came with the change, as files.
            crate::support::copy(other.path(), &target);
        }
        std::os::unix::fs::symlink(&target, &place).unwrap();
        for question in ["check --base main", "diff main", "check --base main --dir workplans"] {
            let run = ask(root.path(), question);
            assert!(
                run.code == Some(2) && run.stderr.contains("`workplans` is a link"),
                "{} {question}: {run:?}",
                target.display()
            );
        }
        let run = ask(&target, "diff main --dir .");
        assert!(!is_refused(&run) && run.code == Some(0), "{run:?}");
    }
}

/// `merge-file` needs no repository and reads no settings that could make git hang.
#[test]
fn a_merge_of_files_does_not_wait_for_a_pipe_in_a_repository() {
    let (root, _other) = repositories();
    for (name, title) in [("base", "One"), ("ours", "Ours"), ("theirs", "One")] {
        std::fs::write(
            root.path().join(format!("{name}.yaml")),
            format!(
                "a: [\n{}",
                plan(title).replace(
                    "title: Plan",
                    if name == "theirs" { "title: Plan B" } else { "title: Plan" }
                )
            ),
        )
        .unwrap();
    }
    let merge = "merge-file --stdout base.yaml ours.yaml theirs.yaml";
    let plain = ask(root.path(), merge);
    let is_merged = plain.stdout.contains("Ours")
        && plain.stdout.contains("Plan B")
        && plain.stderr.contains("merged as git does");
    assert!(plain.code == Some(0) && is_merged, "it is no YAML, and git is asked: {plain:?}");
    let config = root.path().join(".git/config");
    std::fs::remove_file(&config).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&config).status().unwrap().success());
    let begun = std::time::Instant::now();
    let run = ask(root.path(), merge);
    assert!(begun.elapsed().as_secs() < 20);
    assert_eq!((run.code, run.stdout, run.stderr), (plain.code, plain.stdout, plain.stderr));
}
