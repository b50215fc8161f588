//! The folder that `check --base` compares with, and unreadable files in the base.

use std::os::unix::fs::symlink;

use crate::hostile_folders::{HEAD, ONE, TWO, ask, commit, endorsed, other, refused, write};
use crate::support::{git, init, temporary_folder};

#[test]
fn another_folder_than_the_nearest_one_of_the_base_is_named() {
    // The nearest folder is removed and one farther away replaces it, new or already there.
    for folders in [&["group/workplans"][..], &["group/workplans", "workplans"]] {
        let root = endorsed(folders);
        git(root.path(), &["rm", "-rq", "group/workplans"]);
        write(root.path(), "group/README", "Nothing\n");
        write(root.path(), "workplans/2024.yaml", &other());
        commit(root.path());
        let group = root.path().join("group");
        for question in [
            "check --base main",
            "diff --merge-base main",
            "report 2024 --since main",
            "check --base main --at change",
        ] {
            refused(
                &ask(&group, question, &[]),
                "at `main` the workplans folder is `group/workplans`, and now it is `workplans`",
            );
        }
    }
    // A nearer folder is added.
    let root = endorsed(&["workplans"]);
    write(root.path(), "workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    write(root.path(), "group/workplans/2024.yaml", &other());
    commit(root.path());
    let group = root.path().join("group");
    refused(
        &ask(&group, "check --base main", &[]),
        "at `main` the workplans folder is `workplans`, and now it is `group/workplans`",
    );
    assert_eq!(
        ask(&group, "check --base main", &["--dir", "../workplans"]).code,
        Some(1),
        "the named folder is compared"
    );
    assert!(
        ask(&group, "check --base main", &["--dir", "workplans"]).stderr.contains("counts as new")
    );
    // Moved within the repository.
    let root = endorsed(&["group/workplans"]);
    git(root.path(), &["mv", "group/workplans", "workplans"]);
    write(root.path(), "group/README", "Nothing\n");
    commit(root.path());
    assert_eq!(ask(&root.path().join("group"), "check --base main", &[]).code, Some(0));
}

#[test]
fn a_new_folder_is_said_to_be_new_where_that_is_certain() {
    let root = temporary_folder();
    init(root.path());
    commit(root.path());
    git(root.path(), &["checkout", "-q", "-b", "change"]);
    write(root.path(), "workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    commit(root.path());
    let note = "note: there is no workplans folder `workplans` at `main`; everything in it counts as new\n";
    for question in ["check --base main", "diff --merge-base main", "check --base main --at change"]
    {
        let run = ask(root.path(), question, &[]);
        assert!(run.code == Some(0) && run.stderr.starts_with(note), "{question}: {run:?}");
    }
    // With only a part of the history, its earlier place is unknown.
    let root = endorsed(&["group/workplans"]);
    git(root.path(), &["checkout", "-q", "main"]);
    write(root.path(), "README", "The group\n");
    commit(root.path());
    git(root.path(), &["checkout", "-q", "-B", "change"]);
    git(root.path(), &["mv", "group/workplans", "group/plans"]);
    write(root.path(), "group/plans/2024.yaml", &other());
    commit(root.path());
    let clones = temporary_folder();
    let url = format!("file://{}", root.path().display());
    git(clones.path(), &["clone", "-q", "--depth", "2", "-b", "change", &url, "part"]);
    let base = git(root.path(), &["rev-parse", "main"]);
    for dir in ["group/plans", "group/plans/../plans"] {
        let run = ask(
            &clones.path().join("part"),
            &format!("check --base {}", base.trim()),
            &["--dir", dir],
        );
        refused(&run, "`git fetch --unshallow`");
    }
}

#[test]
fn the_folder_of_a_plan_is_a_plain_folder_to_both_readers() {
    let whole = format!("{HEAD}{ONE}{TWO}");
    for kind in [
        "link",
        "link to a link",
        "link out",
        "submodule",
        "file behind a linked folder",
        "file in a submodule",
    ] {
        let root = endorsed(&["workplans"]);
        let path = root.path();
        git(path, &["rm", "-q", "workplans/2024.yaml"]);
        let sub = temporary_folder();
        init(sub.path());
        write(sub.path(), "plan.yaml", &whole);
        commit(sub.path());
        let add = |at: &str| {
            git(
                path,
                &[
                    "-c",
                    "protocol.file.allow=always",
                    "submodule",
                    "--quiet",
                    "add",
                    sub.path().to_str().unwrap(),
                    at,
                ],
            );
        };
        write(path, "workplans/data/x/plan.yaml", &whole);
        let plan = path.join("workplans/2024");
        match kind {
            "link" => symlink("data/x", &plan).unwrap(),
            "link to a link" => {
                symlink("y", &plan).unwrap();
                symlink("data/x", path.join("workplans/y")).unwrap();
            }
            "link out" => {
                write(path, "data/plan.yaml", &whole);
                symlink("../data", &plan).unwrap();
            }
            "submodule" => add("workplans/2024"),
            "file behind a linked folder" => {
                symlink("data", path.join("workplans/.l")).unwrap();
                symlink(".l/x/plan.yaml", path.join("workplans/2024.yaml")).unwrap();
            }
            _ => {
                add("workplans/.sub");
                symlink(".sub/plan.yaml", path.join("workplans/2024.yaml")).unwrap();
            }
        }
        commit(path);
        for question in [
            "check --base main",
            "check",
            "check --at HEAD",
            "status",
            "status --at HEAD",
            "check --base main --at HEAD",
        ] {
            let run = ask(path, question, &[]);
            assert!(
                run.code == Some(2) && run.stderr.contains("workplans/2024"),
                "{kind}, {question}: {run:?}"
            );
        }
    }
}

#[test]
fn a_plan_of_the_base_that_cannot_be_read_is_named() {
    for before in [
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "priorities: [\n",
        "- a\n",
        "schema: 2\n",
    ] {
        let root = endorsed(&["workplans"]);
        write(root.path(), "workplans/2024.yaml", before);
        commit(root.path());
        write(root.path(), "workplans/2024.yaml", &format!("{HEAD}{ONE}"));
        let run = ask(root.path(), "check --base HEAD", &[]);
        let note = "note: at `HEAD`, not all of the plan `2024` can be read, and what changed in \
            the rest is not judged; `workplan check --at";
        assert!(run.code == Some(0) && run.stderr.contains(note), "{before}: {run:?}");
        let others = ask(root.path(), "check 2024 --base main", &[]);
        assert!(others.code == Some(1) && !others.stderr.contains("note: "), "{others:?}");
    }
}
