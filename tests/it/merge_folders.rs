//! Merges by git of plans with several files: each file is merged alone, and a new id must be
//! unused in all of them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{commit, git, init, temporary_folder, workplan};

const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    organizations:\n  - {id: a, name: A}\n";

fn part(priority: &str, activity: &str) -> String {
    format!(
        "schema: 1\npriorities:\n  - id: {priority}\n    title: Priority {priority}\n\
            \x20   activities:\n      - id: {activity}\n        title: Old {activity}\n\
            \x20       owners: [a]\n        status: planned\n        due: 2025-11-30\n"
    )
}

fn add(folder: &Path, priority: &str, title: &str) {
    let new = ["add", "--priority", priority, "--title", title, "--owner", "a"];
    let run =
        workplan(folder, &[&new[..], &["--due", "2025-10-15", "--as-of", "2025-05-01"]].concat());
    run.assert_clean();
}

/// Creates a repository in which both branches added activities to both files of a plan.
fn parted() -> tempfile::TempDir {
    let root = temporary_folder();
    let folder = root.path();
    init(folder);
    let driver =
        format!("'{}' merge-file --path %P --marker-size %L %O %A %B", crate::support::program());
    git(folder, &["config", "merge.workplan.driver", &driver]);
    std::fs::write(folder.join(".gitattributes"), "workplans/**/*.yaml merge=workplan\n").unwrap();
    let plan = folder.join("workplans/2025");
    std::fs::create_dir_all(&plan).unwrap();
    for (name, text) in
        [("plan", HEAD.to_owned()), ("1-p", part("p", "w1")), ("2-q", part("q", "w2"))]
    {
        std::fs::write(plan.join(format!("{name}.yaml")), text).unwrap();
    }
    commit(folder, "A change");
    git(folder, &["checkout", "-q", "-b", "branch"]);
    add(folder, "p", "Guide of theirs");
    add(folder, "q", "Maps of theirs");
    workplan(folder, &["set", "w2", "depends_on=w3", "due=2025-12-01", "--as-of", "2025-05-01"])
        .ok();
    commit(folder, "A change");
    git(folder, &["checkout", "-q", "main"]);
    add(folder, "p", "Tests, ours");
    add(folder, "q", "Trips, ours");
    commit(folder, "A change");
    root
}

/// Returns the titles of the activities by id.
fn titles(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for name in ["1-p", "2-q"] {
        let text = std::fs::read_to_string(folder.join(format!("workplans/2025/{name}.yaml")));
        let text = text.unwrap();
        let activities = text.split("      - id: ").skip(1);
        for (id, rest) in activities.filter_map(|one| one.split_once('\n')) {
            let title = rest.lines().next().unwrap().trim().trim_start_matches("title: ");
            let before = found.insert(id.to_owned(), title.to_owned());
            assert_eq!(before, None, "{id} twice");
        }
    }
    found
}

#[test]
fn a_new_id_is_free_in_all_files_of_both_sides() {
    let expected = [
        ("w1", "Old w1"),
        ("w2", "Old w2"),
        ("w3", "Tests, ours"),
        ("w4", "Trips, ours"),
        ("w5", "Guide of theirs"),
        ("w6", "Maps of theirs"),
    ];
    let expected = expected.map(|(id, title)| (id.to_owned(), title.to_owned())).into();
    for way in [
        &["merge", "-q", "--no-edit", "branch"][..],
        &["cherry-pick", "branch"],
        &["rebase", "-q", "main", "branch"],
    ] {
        let root = parted();
        git(root.path(), way);
        assert_eq!(titles(root.path()), expected, "{way:?}");
    }
}

#[test]
fn a_reference_in_a_file_that_is_not_merged_is_named() {
    let root = parted();
    let folder = root.path();
    let output = std::process::Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(["merge", "--no-edit", "branch"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let line = "workplans/2025/1-p.yaml: 2-q.yaml refers to their w3, and is merged without this \
        file: let it refer to w5\n";
    assert!(output.status.success() && said.contains(line), "{said}");
}
