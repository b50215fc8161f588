//! Incomplete repositories: shallow, partial, damaged, or without the folder.

use std::ffi::OsStr;

use serde_json::json;

use crate::strange_repositories::{ASKING, ask, plan, repository};
use crate::support::{commit, git, init, temporary_folder};

#[test]
fn in_a_shallow_clone_messages_name_the_command_that_fetches_the_rest() {
    let (root, group) = repository(OsStr::new("group"));
    std::fs::write(group.join("workplans/2024.yaml"), plan("status: ongoing, progress: 5"))
        .unwrap();
    git(root.path(), &["commit", "-qam", "A change"]);
    git(root.path(), &["checkout", "-q", "-b", "side", "v1"]);
    git(root.path(), &["commit", "-q", "--allow-empty", "-m", "Elsewhere"]);
    let clone = temporary_folder();
    git(
        clone.path(),
        &[
            "clone",
            "-q",
            "--depth",
            "1",
            "--no-single-branch",
            &format!("file://{}", root.path().display()),
            ".",
        ],
    );
    git(clone.path(), &["checkout", "-q", "main"]);
    let group = clone.path().join("group");
    for question in ["trend 2024 --every commit", "trend 2024", "log 1 2024"] {
        let run = ask(&group, question, &[]);
        assert!(
            run.stderr.contains("`git fetch --unshallow` brings the rest"),
            "{question}: {run:?}"
        );
    }
    // Better no answer than a wrong one.
    for question in [
        "check --base origin/side",
        "diff --merge-base origin/side",
        "status 2024 --at HEAD~1",
        "status 2024 --against HEAD~1",
        "diff HEAD~1",
    ] {
        let run = ask(&group, question, &[]);
        assert!(
            run.code == Some(2) && run.stderr.contains("`git fetch --unshallow"),
            "{question}: {run:?}"
        );
    }
    git(clone.path(), &["fetch", "-q", "--unshallow", "--tags"]);
    for question in [
        "check --base origin/side",
        "diff --merge-base origin/side",
        "status 2024 --at HEAD~1",
        "status 2024 --against v1",
        "trend 2024",
        "log 1 2024",
    ] {
        let run = ask(&group, question, &[]);
        assert!(
            run.code == Some(0) && !run.stderr.contains("unshallow"),
            "the recommended command fetches it: {question}: {run:?}"
        );
    }
}

#[test]
fn a_revision_without_the_folder_is_reported() {
    let root = temporary_folder();
    init(root.path());
    git(root.path(), &["commit", "-q", "--allow-empty", "-m", "Nothing yet"]);
    git(root.path(), &["tag", "before"]);
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    std::fs::write(root.path().join("workplans/2024.yaml"), plan("status: planned")).unwrap();
    commit(root.path(), "A plan");
    for question in [
        "status 2024 --at before",
        "list 2024 --at before",
        "trend 2024 --at before",
        "log 1 2024 --at before",
        "check --at before",
    ] {
        let run = ask(root.path(), question, &[]);
        assert!(
            run.code == Some(2)
                && run.stderr.contains("there is no folder called `workplans` at `before`"),
            "{question}: {run:?}"
        );
    }
    let against = ask(root.path(), "status 2024 --against before", &[]);
    assert!(
        against.code == Some(2)
            && against.stderr.contains("there is no plan called `2024` at `before`"),
        "{against:?}"
    );
    assert_eq!(ask(root.path(), "check --base before", &[]).code, Some(0), "all of it is new");
    assert_eq!(
        ask(root.path(), "diff before", &["--format", "json"]).json()["plans"][0]["added"],
        json!(["1"])
    );
}

#[test]
fn objects_missing_from_a_partial_clone_are_reported_and_never_fetched() {
    let (root, _) = repository(OsStr::new("group"));
    git(root.path(), &["config", "uploadpack.allowFilter", "true"]);
    let source = format!("file://{}", root.path().display());
    for filter in ["blob:none", "tree:0"] {
        let clone = temporary_folder();
        git(clone.path(), &["clone", "-q", "--no-checkout", "--filter", filter, &source, "."]);
        let objects = || git(clone.path(), &["count-objects", "-v"]);
        let before = objects();
        for question in ASKING {
            let run = ask(
                clone.path(),
                question,
                &["--dir", "group/workplans", "--at", "HEAD"]
                    [..if question.contains("--at") { 2 } else { 4 }],
            );
            run.assert_clean();
            let is_trend = question.starts_with("trend") && filter == "blob:none";
            assert!(run.code == Some(2) || is_trend, "{filter} {question}: {run:?}");
            assert!(
                run.stderr.contains("`git fetch --refetch --no-filter` "),
                "{filter} {question}: {run:?}"
            );
        }
        assert_eq!(objects(), before, "{filter}");
        git(clone.path(), &["fetch", "-q", "--refetch", "--no-filter"]);
        let run = ask(
            clone.path(),
            "trend 2024 --at HEAD --every commit",
            &["--dir", "group/workplans", "--format", "csv"],
        );
        assert_eq!(run.ok().lines().count(), 3, "{filter}: what is named brings it");
    }
}

#[test]
fn damaged_repositories_give_an_error() {
    for part in ["v1:group/workplans/2024.yaml", "v1:group/workplans", "v1^{tree}", "v1"] {
        for is_lost in [true, false] {
            let (root, group) = repository(OsStr::new("group"));
            let id = git(root.path(), &["rev-parse", part]).trim().to_owned();
            let object = root.path().join(".git/objects").join(&id[..2]).join(&id[2..]);
            std::fs::remove_file(&object).unwrap();
            if !is_lost {
                std::fs::write(&object, "garbage").unwrap();
            }
            for question in ASKING {
                let run = ask(&group, question, &[]);
                run.assert_clean();
                let told = format!("{part} {is_lost} {question}: {run:?}");
                let is_file = part.ends_with("yaml");
                if question.ends_with("--at HEAD") || is_file && question.contains("--stale") {
                    assert_eq!(run.code, Some(0), "it hangs on nothing that is gone: {told}");
                } else {
                    assert!(
                        run.code == Some(2)
                            && (run.stdout.is_empty() || question.starts_with("check")),
                        "{told}"
                    );
                    assert!(run.stderr.contains("git fsck"), "what to do is said: {told}");
                }
            }
        }
    }
}

#[test]
fn without_commits_there_is_no_history() {
    let root = crate::support::folder(&[("2024.yaml", plan("status: planned").as_bytes())]);
    init(root.path());
    for question in ASKING {
        let run = ask(root.path(), question, &[]);
        assert!(
            run.code == Some(2) && run.stderr.contains("there is no commit in this repository yet"),
            "{question}: {run:?}"
        );
    }
}
