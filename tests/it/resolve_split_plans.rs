//! `resolve` after one side split a plan into several files, and conflicts that must be resolved by
//! hand.

use std::path::Path;

use insta::assert_snapshot;

use crate::merge::git_tries;
use crate::merge_split_plans::{HEAD, edit, nothing, parted, plan, priority, texts};
use crate::support::{commit, git, temporary_folder, workplan};

#[test]
fn conflicts_of_lines_are_resolved_without_the_driver() {
    let root = temporary_folder();
    let folder = root.path();
    git(folder, &["init", "-q", "-b", "ours"]);
    std::fs::create_dir(folder.join("workplans")).unwrap();
    std::fs::write(plan(folder), format!("{HEAD}priorities:\n{}", priority(1, 1))).unwrap();
    commit(folder, "A change");
    assert_eq!(workplan(folder, &["resolve"]).ok(), "git has left nothing to merge in workplans\n");
    git(folder, &["branch", "theirs"]);
    drop(workplan(folder, &["set", "1.1", "due=2024-06-30", "--as-of", "2024-05-01"]).ok());
    commit(folder, "A change");
    git(folder, &["checkout", "-q", "theirs"]);
    drop(workplan(folder, &["set", "1.1", "status=ongoing", "--as-of", "2024-05-01"]).ok());
    commit(folder, "A change");
    assert!(!git_tries(folder, &["merge", "--no-edit", "ours"]).0);
    assert_eq!(
        workplan(folder, &["resolve"]).ok(),
        "workplans/2024.yaml: merged\nAll of it is merged. Go on with `git commit`, or with `git rebase --continue`.\n"
    );
    let text = std::fs::read_to_string(plan(folder)).unwrap();
    assert!(text.contains("due: 2024-06-30 # agreed\n        status: ongoing\n"), "{text}");
    assert!(git_tries(folder, &["commit", "-q", "--no-edit"]).0);
}

#[test]
fn a_removed_file_must_be_resolved_by_hand() {
    let root = parted([2, 2, 2], true, &edit, &|folder| {
        std::fs::remove_dir_all(folder.join("workplans/2024")).unwrap();
        std::fs::write(folder.join("workplans/2025.yaml"), HEAD.replace("2024", "2025")).unwrap();
    });
    let folder = root.path();
    assert!(!git_tries(folder, &["merge", "--no-edit", "edited"]).0);
    let before = texts(folder);
    let run = workplan(folder, &["resolve"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert_snapshot!(run.stderr, @"workplans/2024.yaml: one side has changed it, and the other has \
        removed it: `git add` keeps it, `git rm` removes it");
    assert_eq!(texts(folder), before);
}

/// Creates a stopped merge with these versions of one file.
fn stopped(base: &[u8], ours: &[u8], theirs: &[u8]) -> tempfile::TempDir {
    let root = temporary_folder();
    let folder = root.path();
    git(folder, &["init", "-q", "-b", "ours"]);
    std::fs::create_dir(folder.join("workplans")).unwrap();
    let put = |bytes: &[u8]| {
        std::fs::write(plan(folder), bytes).unwrap();
        commit(folder, "A change");
    };
    put(base);
    git(folder, &["checkout", "-q", "-b", "theirs"]);
    put(theirs);
    git(folder, &["checkout", "-q", "ours"]);
    put(ours);
    assert!(!git_tries(folder, &["merge", "--no-edit", "theirs"]).0);
    root
}

#[test]
fn what_cannot_be_merged_is_left_to_the_user() {
    let text = format!("{HEAD}priorities:\n{}", priority(1, 1));
    let [ours, theirs] = ["2024-06-30", "2024-07-31"].map(|day| text.replace("2024-01-15", day));
    let told = |root: &tempfile::TempDir| {
        let before = texts(root.path());
        let run = workplan(root.path(), &["resolve"]);
        run.assert_clean();
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert_eq!(texts(root.path()), before);
        run.stderr
    };
    let bytes = |word: &str| [text.as_bytes(), b"# \xff ", word.as_bytes(), b"\n"].concat();
    let root = stopped(text.as_bytes(), &bytes("ours"), &bytes("theirs"));
    std::fs::write(plan(root.path()), &text).unwrap();
    assert_eq!(told(&root), "workplans/2024.yaml: it is not UTF-8 text\n");
    let root = stopped(text.as_bytes(), ours.as_bytes(), theirs.as_bytes());
    std::fs::write(plan(root.path()), &ours).unwrap();
    assert_eq!(
        told(&root),
        "workplans/2024.yaml: no conflict is marked in it any more: look at it, and then `git add` it\n"
    );
    let broken = |day: &str| format!("{text}bad: [{day}\n");
    let root = stopped(text.as_bytes(), broken("1").as_bytes(), broken("2").as_bytes());
    assert_eq!(
        told(&root),
        "workplans/2024.yaml: our version cannot be read as YAML with an id for each part: merged\n"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_not_spread() {
    let breaks = |folder: &Path| {
        let text = std::fs::read_to_string(plan(folder)).unwrap();
        std::fs::write(plan(folder), text + "bad: [\n").unwrap();
    };
    for (branch, other) in [("split", "edited"), ("edited", "split")] {
        let root = parted([2, 2, 2], false, &breaks, &nothing);
        git(root.path(), &["checkout", "-q", branch]);
        assert!(!git_tries(root.path(), &["merge", "--no-edit", other]).0);
        let before = texts(root.path());
        let run = workplan(root.path(), &["resolve"]);
        run.assert_clean();
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(
            run.stderr.contains("cannot be read as YAML with an id for each part"),
            "{}",
            run.stderr
        );
        assert_eq!(texts(root.path()), before);
    }
}
