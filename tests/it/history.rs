//! `trend`, `log` and `list --stale`.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{commit_on, git, git_on, init, temporary_folder, workplan};

pub const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    target: 80\norganizations:\n- {id: a, name: A}\npriorities:\n- id: p\n  title: P\n  activities:\n";

pub fn activity(id: &str, rest: &str) -> String {
    format!("  - {{id: {id}, title: Title {id}, owners: [a], {rest}}}\n")
}

/// A file and its text; `None` removes it.
pub type File<'a> = (&'a str, Option<String>);

/// Creates a repository with `group/workplans`. Each commit has a time and the files that it writes
/// or removes.
pub fn repository(commits: &[(&str, &[File<'_>])]) -> tempfile::TempDir {
    let folder = temporary_folder();
    init(folder.path());
    for (moment, files) in commits {
        commit(folder.path(), moment, files);
    }
    folder
}

pub fn commit(folder: &Path, moment: &str, files: &[File<'_>]) {
    for (name, text) in files {
        let path = folder.join("group/workplans").join(name);
        match text {
            Some(text) => {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            None => std::fs::remove_file(path).unwrap(),
        }
    }
    commit_on(moment, folder, "A change");
}

pub fn plan(activities: &[(&str, &str)]) -> Option<String> {
    Some(
        HEAD.to_owned()
            + &activities.iter().map(|(id, rest)| activity(id, rest)).collect::<String>(),
    )
}

pub fn json(folder: &Path, arguments: &[&str]) -> Value {
    let run = workplan(&folder.join("group"), &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    run.json()
}

/// A year of commits: the plan is added, changed on the last day of a month in a western time zone,
/// broken, and fixed.
pub fn year() -> tempfile::TempDir {
    repository(&[
        ("2024-01-10T12:00:00+0000", &[("notes.txt", Some("no plan yet".into()))]),
        (
            "2024-01-31T23:30:00-1100",
            &[(
                "2024.yaml",
                plan(&[("'1'", "status: ongoing, due: 2024-06-30"), ("'2'", "status: planned")]),
            )],
        ),
        (
            "2024-02-20T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: completed, completed: 2024-02-19, due: 2024-06-30"),
                    ("'2'", "status: planned"),
                ]),
            )],
        ),
        ("2024-03-05T12:00:00+0000", &[("2024.yaml", Some("schema: 1\ntitle: [".into()))]),
        (
            "2024-04-02T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: completed, completed: 2024-02-19, due: 2024-06-30"),
                    ("'2'", "status: ongoing, due: 2024-09-30"),
                ]),
            )],
        ),
        ("2024-04-03T12:00:00+0000", &[("notes.txt", Some("another file".into()))]),
    ])
}

#[test]
fn activities_without_changes_are_stale() {
    let folder = repository(&[
        (
            "2024-01-01T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: ongoing"),
                    ("'2'", "status: ongoing"),
                    ("'3'", "status: planned"),
                ]),
            )],
        ),
        (
            "2024-05-01T12:00:00+0000",
            &[(
                "2024.yaml",
                plan(&[
                    ("'1'", "status: ongoing"),
                    ("'2'", "status: ongoing, progress: 5"),
                    ("'3'", "status: planned"),
                ]),
            )],
        ),
    ]);
    let stale = |arguments: &[&str]| -> Vec<String> {
        let listed = json(folder.path(), &[&["list", "2024"], arguments].concat());
        listed["activities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|activity| activity["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(stale(&["--stale", "90d", "--as-of", "2024-06-01"]), ["1"]);
    assert_eq!(stale(&["--stale", "31", "--as-of", "2024-06-01"]), ["1", "2"]);
    assert_eq!(stale(&["--stale", "32", "--as-of", "2024-06-01"]), ["1"]);
    assert!(stale(&["--stale", "--as-of", "2024-03-01"]).is_empty());
    let edited = plan(&[
        ("'1'", "status: ongoing, remarks: Still at it"),
        ("'2'", "status: ongoing, progress: 5"),
        ("'3'", "status: planned"),
    ]);
    std::fs::write(folder.path().join("group/workplans/2024.yaml"), edited.unwrap()).unwrap();
    assert!(
        stale(&["--stale", "90", "--as-of", "2024-06-01"]).is_empty(),
        "an activity with uncommitted edits is not stale"
    );
}

#[test]
fn every_kind_of_repository_is_read() {
    let source = year();
    let group = |folder: &Path| {
        json(folder, &["trend", "2024", "--every", "commit", "--as-of", "2024-02-29"])["points"]
            .as_array()
            .unwrap()
            .len()
    };
    for kind in ["--object-format=sha256", "--ref-format=reftable"] {
        let folder = temporary_folder();
        let made = std::process::Command::new("git")
            .args(["init", "-q", "-b", "main", kind])
            .current_dir(&folder)
            .output()
            .unwrap();
        if !made.status.success() {
            // This version of git does not know the object format.
            continue;
        }
        commit(
            folder.path(),
            "2024-02-01T12:00:00+0000",
            &[("2024.yaml", plan(&[("'1'", "status: planned")]))],
        );
        commit(
            folder.path(),
            "2024-02-02T12:00:00+0000",
            &[("2024.yaml", plan(&[("'1'", "status: ongoing")]))],
        );
        assert_eq!(group(folder.path()), 2, "{kind}");
        assert_eq!(
            json(folder.path(), &["log", "2024/1"])["entries"].as_array().unwrap().len(),
            2,
            "{kind}"
        );
        assert_eq!(
            json(folder.path(), &["status", "2024", "--at", "HEAD~1"])["total"]["planned"],
            1,
            "{kind}"
        );
    }
    let root = source.path();
    git(root, &["worktree", "add", "-q", "tree", "HEAD~3"]);
    assert_eq!(group(&root.join("tree")), 2, "a worktree");
    git(root, &["gc", "-q"]);
    assert_eq!(group(root), 2, "packed");
    git(root, &["clone", "-q", "--shared", ".", "shared"]);
    assert_eq!(group(&root.join("shared")), 2, "with alternates");
    let elsewhere = temporary_folder();
    let bare = elsewhere.path().join("bare.git");
    git(root, &["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let run = workplan(
        &bare,
        &[
            "--dir",
            "group/workplans",
            "trend",
            "2024",
            "--at",
            "main",
            "--every",
            "commit",
            "--format",
            "json",
        ],
    );
    assert_eq!(run.json()["points"].as_array().unwrap().len(), 3, "bare");
    let yesterday = json(root, &["status", "2024", "--at", "main@{0}"]);
    assert_eq!(yesterday["total"]["activities"], 2, "the reflog");
}

#[test]
fn check_finds_foreign_edits_and_stale_activities() {
    let organizations = "organizations:\n\
        - {id: a, name: A, focal_points: [{name: X, email: Speaker@example.org}]}\n\
        - {id: b, name: B, focal_points: [{name: Y, email: chair@example.org}]}\n";
    let plan = |rest: &str| {
        let text = plan(&[("'1'", rest), ("'2'", "status: ongoing, due: 2024-12-31")]).unwrap();
        Some(text.replace(
            "organizations:\n- {id: a, name: A}\n",
            &format!("chairs: [b]\n{organizations}"),
        ))
    };
    let config = "schema: 1\nstale: 60\nrules: {foreign-edit: error, stale-activity: warning}\n";
    let folder = repository(&[(
        "2024-01-01T12:00:00+0000",
        &[("2024.yaml", plan("status: planned")), ("config.yaml", Some(config.into()))],
    )]);
    let root = folder.path();
    git(root, &["tag", "base"]);
    for (email, rest) in [
        ("speaker@example.org", "status: ongoing"),
        ("chair@example.org", "status: ongoing, progress: 5"),
        ("else@example.org", "status: ongoing, progress: 9"),
    ] {
        std::fs::write(root.join("group/workplans/2024.yaml"), plan(rest).unwrap()).unwrap();
        git_on(
            "2024-03-01T12:00:00+0000",
            root,
            &["-c", &format!("user.email={email}"), "commit", "-qam", "A change"],
        );
    }
    let run = workplan(
        &root.join("group"),
        &["check", "--base", "base", "--as-of", "2024-03-02", "--format", "json"],
    );
    assert_eq!(run.code, Some(1), "{run:?}");
    let found: Vec<Value> = run.json()["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "foreign-edit" || one["rule"] == "stale-activity")
        .cloned()
        .collect();
    assert_eq!(found.len(), 2, "{run:?}");
    assert_eq!((&found[0]["rule"], &found[0]["activity"]), (&json!("foreign-edit"), &json!("1")));
    assert!(
        found[0]["message"]
            .as_str()
            .unwrap()
            .starts_with("A <else@example.org> changed this activity in "),
        "{}",
        found[0]
    );
    assert_eq!(
        (&found[1]["rule"], &found[1]["activity"], &found[1]["level"]),
        (&json!("stale-activity"), &json!("2"), &json!("warning"))
    );
    assert!(
        !workplan(&root.join("group"), &["check", "--as-of", "2024-03-02"])
            .stdout
            .contains("stale-activity"),
        "only with a base"
    );
}

#[test]
fn a_plan_that_begins_without_activities_has_no_share_then() {
    let root = repository(&[
        ("2024-01-10T12:00:00Z", &[("2024.yaml", plan(&[]))]),
        (
            "2024-02-10T12:00:00Z",
            &[("2024.yaml", plan(&[("1", "status: completed, completed: 2024-02-01")]))],
        ),
    ]);
    let trend = workplan(
        &root.path().join("group"),
        &["trend", "2024", "--every", "commit", "--as-of", "2024-03-01"],
    )
    .ok();
    assert!(trend.lines().any(|line| line.contains("  █")), "{trend}");
}

#[test]
fn without_a_clear_plan_history_commands_ask_for_a_name() {
    let text = plan(&[("1", "status: planned")]);
    let root = repository(&[("2024-01-10T12:00:00Z", &[("2024.yaml", text)])]);
    let (group, plans) = (root.path().join("group"), root.path().join("group/workplans"));
    // A day after the plan of 2024 ended.
    let trend = || workplan(&group, &["trend", "--as-of", "2025-03-01"]);
    let run = trend();
    assert!(
        run.code == Some(0)
            && run
                .stderr
                .starts_with("note: the plan 2024 ended on 31 December 2024, 60 days ago; "),
        "{run:?}"
    );
    std::fs::write(plans.join("other.yaml"), "schema: 1\ntitle: Without a period\n").unwrap();
    let run = trend();
    assert!(
        run.code == Some(2) && run.stderr.contains("it is not clear which plan is meant"),
        "{run:?}"
    );
    std::os::unix::fs::symlink("/etc/hostname", plans.join("linked.yaml")).unwrap();
    let run = trend();
    assert!(
        run.code == Some(2) && run.stderr.contains("workplans/linked.yaml cannot be opened"),
        "{run:?}"
    );
    for name in ["2024.yaml", "other.yaml", "linked.yaml"] {
        std::fs::remove_file(plans.join(name)).unwrap();
    }
    let run = trend();
    assert!(run.code == Some(2) && run.stderr.contains("there is no plan in "), "{run:?}");
}

#[test]
fn a_file_in_place_of_the_folder_is_reported() {
    let root = temporary_folder();
    let plans = root.path().join("group/workplans");
    std::fs::create_dir(root.path().join("group")).unwrap();
    std::fs::write(&plans, "to come").unwrap();
    init(root.path());
    commit_on("2024-01-10T12:00:00Z", root.path(), "A file");
    std::fs::remove_file(&plans).unwrap();
    commit(
        root.path(),
        "2024-02-10T12:00:00Z",
        &[("2024.yaml", plan(&[("1", "status: planned")]))],
    );
    let trend = json(root.path(), &["trend", "2024", "--every", "commit", "--as-of", "2024-03-01"]);
    assert_eq!(trend["points"].as_array().unwrap().len(), 1, "{trend}");
    assert_eq!(json(root.path(), &["log", "1", "2024"])["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn versions_that_are_not_text_are_left_out() {
    let text = plan(&[("1", "status: planned")]);
    let root = repository(&[("2024-01-10T12:00:00Z", &[("2024.yaml", text.clone())])]);
    std::fs::write(root.path().join("group/workplans/2024.yaml"), b"schema: 1\n\xff\n").unwrap();
    git_on("2024-02-10T12:00:00Z", root.path(), &["commit", "-q", "-a", "-m", "no text"]);
    commit(root.path(), "2024-03-10T12:00:00Z", &[("2024.yaml", text)]);
    let run = workplan(
        &root.path().join("group"),
        &["trend", "2024", "--every", "commit", "--as-of", "2024-04-01", "--format", "json"],
    );
    assert_eq!((run.code, run.json()["points"].as_array().unwrap().len()), (Some(0), 2), "{run:?}");
    assert!(run.stderr.contains("1 revision"), "{}", run.stderr);
}
