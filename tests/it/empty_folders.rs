//! Empty folders in place of plans: git submodules that are not checked out.

use std::path::Path;

use crate::support::{Run, commit, folder, git, init, temporary_folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations:\n- {id: a, name: A}\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: '1', title: T, owners: [a], status: ongoing, due: 2024-06-30}\n";

fn ask(root: &Path, question: &str) -> Run {
    let run = workplan(root, &question.split(' ').collect::<Vec<_>>());
    run.assert_clean();
    run
}

/// Creates a repository with a submodule that is not checked out.
fn with_submodule(root: &Path, place: &str) {
    init(root);
    commit(root, "A plan");
    let id = git(root, &["rev-parse", "HEAD"]);
    git(root, &["update-index", "--add", "--cacheinfo", &format!("160000,{},{place}", id.trim())]);
    git(root, &["commit", "-q", "-m", "A submodule"]);
    std::fs::create_dir_all(root.join(place)).unwrap();
}

#[test]
fn a_submodule_that_is_not_checked_out_is_named() {
    for (place, here, dir) in [
        ("workplans", "", ""),
        ("the group/workplans", "the group", ""),
        ("plans", "", " --dir plans"),
    ] {
        let root = temporary_folder();
        with_submodule(root.path(), place);
        for question in [
            "check",
            "check --format json",
            "check --base HEAD~1",
            "diff",
            "diff HEAD~1",
            "status",
            "list",
            "trend",
        ] {
            let run = ask(&root.path().join(here), &format!("{question}{dir}"));
            assert!(run.code == Some(2) && run.stdout.is_empty(), "{question}: {run:?}");
            let is_named = run.stderr.contains("is a submodule that is not checked out")
                && run.stderr.contains("`git submodule update --init`");
            assert!(is_named, "{question}: {run:?}");
        }
    }
}

#[test]
fn a_submodule_in_the_place_of_a_plan_is_named() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    with_submodule(root.path(), "workplans/2025");
    for question in ["check", "status"] {
        let run = ask(root.path(), question);
        assert!(
            run.code == Some(2)
                && run
                    .stderr
                    .contains("workplans/2025 cannot be opened: this is a repository of its own"),
            "{run:?}"
        );
    }
}

#[test]
fn a_folder_without_a_plan_is_said_to_have_none() {
    let root = temporary_folder();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    let said = |run: Run| {
        run.code == Some(0)
            && run.stderr.contains("note: there is no plan in ")
            && run.stderr.lines().count() == 1
    };
    assert!(said(ask(root.path(), "check")));
    init(root.path());
    assert!(said(ask(root.path(), "check --format json")));
    std::fs::write(root.path().join("workplans/config.yaml"), "schema: 1\n").unwrap();
    assert!(said(ask(root.path(), "check")));
    std::fs::create_dir(root.path().join("workplans/2025")).unwrap();
    std::fs::write(root.path().join("workplans/2024.yaml"), PLAN).unwrap();
    let run = ask(root.path(), "check --as-of 2024-02-01");
    assert!(!run.stderr.contains("no plan"), "{run:?}");
}
