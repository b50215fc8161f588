//! Code hosts and `git apply` need paths from the root of the repository, wherever the workplans
//! folder is.

use std::path::Path;

use crate::support::{commit, copy, git, init, temporary_folder, workplan};

const PLAN: &str = "schema: 1\ntitle: P\nperiod: {start: 2026-01-01, end: 2026-12-31}\n\
    organizations:\n- {id: o, name: O}\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: '1', title: A, owners: [o], status: Done, completed: 2026-05-05}\n";

/// Creates a repository with a plan in this folder; `.` is its root.
fn repository(folder: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    std::fs::create_dir_all(root.path().join(folder)).unwrap();
    std::fs::write(root.path().join(folder).join("2026.yaml"), PLAN).unwrap();
    init(root.path());
    commit(root.path(), "Plan");
    root
}

/// Returns the path of the first finding in the formats for code hosts.
fn paths(here: &Path, arguments: &[&str]) -> Vec<String> {
    let said = |format: &str| {
        workplan(
            here,
            &[&["check"], arguments, &["--format", format, "--as-of", "2026-06-01"]].concat(),
        )
    };
    let github = said("github").stdout;
    let github = github
        .split_once("file=")
        .and_then(|(_, rest)| rest.split_once(','))
        .map(|(path, _)| path.to_owned());
    let sarif = said("sarif").json();
    let place =
        &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
    let gitlab = said("gitlab").json()[0]["location"]["path"].as_str().map(str::to_owned);
    vec![
        github.unwrap_or_default(),
        gitlab.unwrap_or_default(),
        place["uri"].as_str().unwrap_or_default().to_owned(),
    ]
}

#[test]
fn paths_are_those_that_the_repository_has() {
    for (folder, here, arguments, path) in [
        (".", ".", &["--dir", "."][..], "2026.yaml"),
        (".", ".", &["2026.yaml"], "2026.yaml"),
        (".", ".", &["--dir", ".", "--at", "HEAD"], "2026.yaml"),
        (".", ".", &["--dir", ".", "--base", "HEAD"], "2026.yaml"),
        ("plans", ".", &["--dir", "plans"], "plans/2026.yaml"),
        ("plans", "plans", &["--dir", "."], "plans/2026.yaml"),
        ("plans", "plans", &["2026.yaml"], "plans/2026.yaml"),
        ("workplans", ".", &[], "workplans/2026.yaml"),
        ("workplans", "workplans", &["2026.yaml"], "workplans/2026.yaml"),
        ("docs/workplans", ".", &["docs/workplans/2026.yaml"], "docs/workplans/2026.yaml"),
        ("docs/workplans", "docs", &["--at", "HEAD"], "docs/workplans/2026.yaml"),
    ] {
        let root = repository(folder);
        assert_eq!(
            paths(&root.path().join(here), arguments),
            [path; 3],
            "{folder} {here} {arguments:?}"
        );
    }
}

#[test]
fn paths_of_several_folders_are_those_that_the_repository_has() {
    let root = repository(".");
    std::fs::create_dir_all(root.path().join("docs/workplans")).unwrap();
    std::fs::write(root.path().join("docs/workplans/2027.yaml"), PLAN.replace("2026", "2027"))
        .unwrap();
    let said = workplan(
        root.path(),
        &["check", "2026.yaml", "docs/workplans/2027.yaml", "--format", "github"],
    )
    .stdout;
    assert!(
        said.contains("file=2026.yaml,") && said.contains("file=docs/workplans/2027.yaml,"),
        "{said}"
    );
}

#[test]
fn inside_a_nested_repository_its_root_counts() {
    let outer = repository("workplans");
    copy(&outer.path().join(".git"), &outer.path().join("workplans/.git"));
    assert_eq!(paths(&outer.path().join("workplans"), &["--dir", "."]), ["2026.yaml"; 3]);
    assert_eq!(paths(outer.path(), &[]), ["workplans/2026.yaml"; 3]);
}

#[test]
fn diffs_can_be_applied_at_the_root() {
    let root = repository(".");
    let patch = workplan(root.path(), &["check", "--dir", ".", "--diff", "-o", "fix.diff"]);
    assert_eq!(patch.code, Some(0), "{patch:?}");
    git(root.path(), &["apply", "fix.diff"]);
    assert!(
        std::fs::read_to_string(root.path().join("2026.yaml"))
            .unwrap()
            .contains("status: completed")
    );
}
