//! Files and folders that are not read or written: each is named, and nothing is lost.

use std::fs;

use crate::refusals::{PLAN, refuses};
use crate::support::{commit, folder, git, init, samples, temporary_folder, workplan};

#[test]
fn a_folder_that_cannot_be_written_is_reported() {
    let root = temporary_folder();
    fs::write(root.path().join("taken"), "a file").unwrap();
    refuses(
        root.path(),
        &["init", "taken/here"],
        "nothing was written, because taken/here does not take it",
        "to begin in another folder: workplan init DIR",
    );
}

#[test]
fn a_merge_of_a_binary_file_names_its_side() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let (text, bytes) = (PLAN.as_bytes().to_vec(), b"schema: \xff\n".to_vec());
    let other = |word: &str| PLAN.replace("First", word).into_bytes();
    for (versions, which) in [
        ([bytes.clone(), other("Ours"), other("Theirs")], "the base"),
        ([text.clone(), bytes.clone(), other("Theirs")], "our version"),
        ([text, other("Ours"), bytes], "their version"),
    ] {
        for (name, content) in ["base", "ours", "theirs"].iter().zip(&versions) {
            fs::write(root.path().join(name), content).unwrap();
        }
        let run = workplan(root.path(), &["merge-file", "base", "ours", "theirs", "--stdout"]);
        run.assert_clean();
        assert!(matches!(run.code, Some(1 | 2)), "{which}: {run:?}");
        assert!(run.stderr.contains(which), "{which}: {run:?}");
    }
}

#[test]
fn a_resolved_file_that_git_refuses_is_reported() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    init(root.path());
    let commit = |text: &str| {
        fs::write(root.path().join("workplans/2024.yaml"), text).unwrap();
        commit(root.path(), "plan");
    };
    commit(PLAN);
    git(root.path(), &["checkout", "-q", "-b", "theirs"]);
    commit(&PLAN.replace("title: First", "title: Second"));
    git(root.path(), &["checkout", "-q", "main"]);
    commit(&PLAN.replace("status: ongoing", "status: planned"));
    let merged = std::process::Command::new("git")
        .current_dir(root.path())
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "theirs"])
        .output()
        .unwrap();
    assert!(!merged.status.success());
    fs::write(root.path().join(".git/index.lock"), "").unwrap();
    let run = workplan(root.path(), &["resolve"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("the files are merged, and git could not be told")
            && run.stderr.contains("git add -A workplans"),
        "{}",
        run.stderr
    );
    let text = fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
    assert!(
        text.contains("title: Second") && text.contains("status: planned") && !text.contains("<<<"),
        "{text}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn errors_name_no_temporary_files() {
    let root = samples();
    let run = workplan(
        root.path(),
        &["report", "2024", "--as-of", "2024-09-15", "-o", "/proc/report.md"],
    );
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains(
            "\nerror: /proc/report.md cannot be written: no file can be created in its folder: "
        ),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains(".workplan-"), "{}", run.stderr);
}

#[test]
fn without_a_folder_of_plans_it_is_said_how_to_begin() {
    let root = temporary_folder();
    for in_repository in [false, true] {
        if in_repository {
            git(root.path(), &["init", "-q"]);
        }
        fs::create_dir_all(root.path().join("a/b")).unwrap();
        let run = workplan(&root.path().join("a/b"), &["status"]);
        assert_eq!(run.code, Some(2));
        assert!(
            run.stderr.starts_with(
                "error: there is no folder called `workplans` here, nor in a folder above\n"
            ),
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("workplan init"), "{}", run.stderr);
        assert!(run.stderr.contains("workplan demo"), "{}", run.stderr);
    }
}

#[test]
fn an_import_refuses_folders_and_large_files() {
    let root = samples();
    let import = |name: &str| workplan(root.path(), &["import", name, "--to", "2025"]);
    let run = import("workplans");
    assert!(
        run.code == Some(2) && run.stderr.contains("the folder workplans holds no workbook"),
        "{run:?}"
    );
    fs::File::create(root.path().join("large.csv")).unwrap().set_len((64 << 20) + 1).unwrap();
    let run = import("large.csv");
    assert!(
        run.code == Some(2)
            && run.stderr.contains("large.csv cannot be read: it has more than 64 MiB"),
        "{run:?}"
    );
    assert_eq!(
        workplan(root.path(), &["status", "2024", "--as-of", "2024-09-15", "-o", "/dev/null"]).ok(),
        ""
    );
}

#[test]
fn files_that_git_cannot_merge_by_lines_are_reported() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    for (name, text) in [("base", "a\0"), ("ours", "b\0"), ("theirs", "c\0")] {
        fs::write(root.path().join(name), text).unwrap();
    }
    let run = workplan(
        root.path(),
        &["merge-file", "base", "ours", "theirs", "--path", "workplans/2024.yaml"],
    );
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(
        run.stderr.starts_with("error: workplans/2024.yaml cannot be merged: "),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read(root.path().join("ours")).unwrap(), b"b\0");
}

#[test]
fn a_failed_init_removes_what_it_created() {
    let root = temporary_folder();
    fs::write(root.path().join(".github"), "a file").unwrap();
    refuses(
        root.path(),
        &["init", "--ci", "github"],
        "nothing was written, because this folder does not take it",
        "to begin in another folder",
    );
    let left: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, [".github"]);
    refuses(
        root.path(),
        &["init", "elsewhere", "--from", "one-pge"],
        "there is no example `one-pge`",
        "did you mean `one-page`?",
    );
}

#[test]
fn a_folder_of_facts_that_somebody_has_added_to_is_left_alone() {
    let root = samples();
    git(root.path(), &["init", "-q"]);
    commit(root.path(), "plans");
    let export = || workplan(root.path(), &["export", "2024", "--history", "--out-dir", "facts"]);
    export().ok();
    export().ok();
    let month =
        fs::read_dir(root.path().join("facts/plan=2024")).unwrap().next().unwrap().unwrap().path();
    fs::write(month.join("notes.txt"), "mine").unwrap();
    let run = export();
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("notes.txt is not of an earlier run; name another folder"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_to_string(month.join("notes.txt")).unwrap(), "mine");
}
