//! Links in the workplans folder: those to files inside it are followed, all others are reported.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use crate::support::{Run, commit, folder, git, init, temporary_folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: p.1, title: First, owners: [a], status: ongoing, due: 2024-06-30}\n";

/// Creates a repository with a split plan of 2024; some of its files are links.
fn linked() -> tempfile::TempDir {
    let (head, list) = PLAN.split_at(PLAN.find("priorities:").unwrap());
    let part = format!("schema: 1\n{list}");
    let root = folder(&[("2024/plan.yaml", head.as_bytes()), (".parts/p.yaml", part.as_bytes())]);
    symlink("../.parts/p.yaml", root.path().join("workplans/2024/p.yaml")).unwrap();
    symlink(".", root.path().join("workplans/.parts/here")).unwrap();
    init(root.path());
    root
}

/// Returns the titles of the activities, from the working tree and from the commit.
fn titles(root: &tempfile::TempDir) -> [Vec<String>; 2] {
    [&[][..], &["--at", "HEAD"]].map(|at| {
        let run = workplan(
            root.path(),
            &[&["list", "2024", "--format", "json", "--as-of", "2024-03-01"], at].concat(),
        );
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        run.json()["activities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["title"].as_str().unwrap().to_owned())
            .collect()
    })
}

fn check(root: &tempfile::TempDir, at: &[&str]) -> Run {
    let run = workplan(root.path(), &[&["check", "--as-of", "2024-03-01"], at].concat());
    run.assert_clean();
    run
}

#[test]
fn a_link_to_a_file_inside_the_folder_is_that_file() {
    let root = linked();
    commit(root.path(), "links");
    assert_eq!(titles(&root), [["First"], ["First"]].map(|all| all.map(str::to_owned).to_vec()));
    // A link to a link, by a roundabout path.
    let plans = root.path().join("workplans");
    fs::remove_file(plans.join("2024/p.yaml")).unwrap();
    symlink(".././.parts//q.yaml", plans.join("2024/p.yaml")).unwrap();
    symlink("p.yaml", plans.join(".parts/q.yaml")).unwrap();
    commit(root.path(), "links");
    assert_eq!(titles(&root), [["First"], ["First"]].map(|all| all.map(str::to_owned).to_vec()));
}

#[test]
fn links_that_lead_out_or_nowhere_are_reported_and_not_followed() {
    let elsewhere = temporary_folder();
    let outside = elsewhere.path().join("p.yaml");
    fs::write(&outside, PLAN).unwrap();
    for target in [outside.to_str().unwrap(), "../../../etc/hostname", "../nothing.yaml", "p.yaml"]
    {
        let root = linked();
        let link = root.path().join("workplans/2024/p.yaml");
        fs::remove_file(&link).unwrap();
        symlink(target, &link).unwrap();
        commit(root.path(), "links");
        for (at, words) in [
            (&[][..], ["leads out", "leads nowhere", "leads nowhere"]),
            (&["--at", "HEAD"], ["leads out", "leads out", "lead to each other"]),
        ] {
            let run = check(&root, at);
            assert_eq!(run.code, Some(2), "{target} {at:?}");
            assert!(
                run.stderr.contains("workplans/2024/p.yaml")
                    && words.iter().any(|word| run.stderr.contains(word)),
                "{target}: {}",
                run.stderr
            );
        }
    }
}

#[test]
fn links_that_are_no_plan_files_may_lead_anywhere() {
    let root = linked();
    let plans = root.path().join("workplans");
    symlink("/nowhere/at/all", plans.join("notes.txt")).unwrap();
    symlink("/etc/hostname", plans.join("README")).unwrap();
    symlink("/nowhere", plans.join("2024/notes.md")).unwrap();
    symlink("/etc", plans.join("2024/drafts")).unwrap();
    commit(root.path(), "links");
    assert_eq!(check(&root, &[]).stderr, "");
    assert_eq!(check(&root, &["--at", "HEAD"]).stderr, "");
    // A folder elsewhere may contain plans, so it is reported.
    symlink("/etc", plans.join("2025")).unwrap();
    let run = check(&root, &[]);
    assert!(
        run.code == Some(2)
            && run.stderr.contains("workplans/2025")
            && run.stderr.contains("leads out"),
        "{run:?}"
    );
}

#[test]
fn another_repository_in_a_file_s_place_is_no_plan() {
    let root = linked();
    commit(root.path(), "links");
    let id = git(root.path(), &["rev-parse", "HEAD"]);
    git(
        root.path(),
        &[
            "update-index",
            "--add",
            "--cacheinfo",
            &format!("160000,{},workplans/2025.yaml", id.trim()),
        ],
    );
    git(root.path(), &["commit", "-q", "-m", "another repository"]);
    let plans: Value = workplan(
        root.path(),
        &["status", "--all", "--at", "HEAD", "--format", "json", "--as-of", "2024-03-01"],
    )
    .json();
    let names: Vec<&Value> =
        plans["plans"].as_array().unwrap().iter().map(|plan| &plan["plan"]).collect();
    assert_eq!(names, ["2024"]);
}

#[test]
fn files_that_the_base_could_not_open_are_not_compared() {
    let root = linked();
    let link = root.path().join("workplans/2024/p.yaml");
    fs::remove_file(&link).unwrap();
    symlink("../../elsewhere.yaml", &link).unwrap();
    commit(root.path(), "links");
    fs::remove_file(&link).unwrap();
    symlink("../.parts/p.yaml", &link).unwrap();
    let run = check(&root, &["--base", "HEAD"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.starts_with("note: at `HEAD`, workplans/2024/p.yaml cannot be opened"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("what changed in it is not judged"), "{}", run.stderr);
}
