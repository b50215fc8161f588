//! `--at`: reads plans from a commit, not from the working tree.

use std::path::Path;

use serde_json::Value;

use crate::support::{command, commit, git, init, temporary_folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations:\n- {id: a, name: A}\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: '1', title: T, owners: [a], status: ongoing, due: 2024-06-30}\n";

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = workplan(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.ok()).unwrap()
}

/// Creates a repository with the plan in `group/workplans`, tagged `v1`. The activity is completed
/// in the working tree only.
fn repository() -> tempfile::TempDir {
    let folder = temporary_folder();
    let plans = folder.path().join("group/workplans");
    std::fs::create_dir_all(&plans).unwrap();
    std::fs::write(plans.join("2024.yaml"), PLAN).unwrap();
    init(folder.path());
    commit(folder.path(), "as endorsed");
    git(folder.path(), &["tag", "-a", "v1", "-m", "endorsed"]);
    std::fs::write(
        plans.join("2024.yaml"),
        PLAN.replace("ongoing", "completed, completed: 2024-06-01"),
    )
    .unwrap();
    folder
}

#[test]
fn a_plan_is_read_as_it_was_on_the_day_of_its_commit() {
    let folder = repository();
    let group = folder.path().join("group");
    let now = json(&group, &["status", "--as-of", "2024-07-02"]);
    assert_eq!((&now["total"]["completed"], &now["revision"]), (&1.into(), &Value::Null));
    let then = json(&group, &["status", "--at", "v1"]);
    assert_eq!(then["total"]["overdue"], 1);
    assert_eq!(then["as_of"], "2024-07-01", "the committer's day, in the committer's zone");
    assert_eq!(then["revision"].as_str().unwrap().len(), 40);
    assert_eq!(
        json(&group, &["status", "--at", "HEAD", "--as-of", "2024-06-30"])["total"]["overdue"],
        0
    );
    let list = json(&group.join("workplans"), &["list", "--at", "main"]);
    assert_eq!(list["activities"][0]["path"], "workplans/2024.yaml");
}

#[test]
fn a_bare_repository_needs_no_working_tree() {
    let folder = repository();
    let elsewhere = temporary_folder();
    let bare = elsewhere.path().join("bare.git");
    git(folder.path(), &["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    assert_eq!(
        json(&bare, &["--dir", "group/workplans", "status", "--at", "v1"])["total"]["ongoing"],
        1
    );
    let run = workplan(&bare, &["status", "--at", "v1"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("there is no folder called `workplans` at `v1`"));
}

#[test]
fn missing_revisions_and_folders_are_named() {
    let folder = repository();
    for (revision, part) in [
        ("v2", "did you mean `v1`?"),
        ("--all", "git knows no commit called `--all`"),
        ("v1:group", "git knows no commit"),
    ] {
        let run = workplan(&folder.path().join("group"), &["status", &format!("--at={revision}")]);
        assert_eq!(run.code, Some(2), "{revision}");
        assert!(run.stderr.contains(part), "{}", run.stderr);
    }
    let elsewhere = temporary_folder();
    let run = workplan(elsewhere.path(), &["status", "--at", "HEAD"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--at needs a git repository"));
}

#[test]
fn programs_named_by_a_repository_are_not_executed() {
    let folder = repository();
    let trap = folder.path().join("trap");
    let command = format!("touch {}", trap.display());
    for key in [
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "gpg.program",
        "core.sshCommand",
        "core.alternateRefsCommand",
    ] {
        git(folder.path(), &["config", key, &command]);
    }
    json(&folder.path().join("group"), &["status", "--at", "v1"]);
    assert!(!trap.exists());
}

#[test]
fn in_a_hook_the_folder_decides_which_repository_is_read() {
    let folder = repository();
    let group = folder.path().join("group");
    for (key, value) in [
        ("GIT_DIR", folder.path().join(".git")),
        ("GIT_DIR", ".git".into()),
        ("GIT_WORK_TREE", group.clone()),
    ] {
        let output = command(&group, &["list", "--at", "v1", "--format", "json"])
            .env(key, &value)
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{key}={}: {}",
            value.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    // Outside a repository only the variable names one.
    let elsewhere = temporary_folder();
    let arguments = ["list", "--at", "v1", "--dir", "group/workplans"];
    let output = command(elsewhere.path(), &arguments)
        .env("GIT_DIR", folder.path().join(".git"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
