//! Merges in which one side split a plan into several files: by git, finished with `resolve`, and
//! with random changes.

use std::collections::BTreeMap;
use std::path::Path;

use insta::assert_snapshot;

use crate::merge::{Activity, git_tries, priorities_written};
use crate::support::{commit, git, temporary_folder, workplan};

pub const HEAD: &str = "# The plan.\nschema: 1\ntitle: Plan\n\
    period: {start: 2024-01-01, end: 2024-12-31}\norganizations:\n  - {id: iom, name: IOM}\n";

/// Returns a priority with N activities.
pub fn priority(number: usize, activities: usize) -> String {
    let activity = |at: usize| {
        format!(
            "      # About {number}.{at}.\n      - id: '{number}.{at}'\n\
                \x20       title: Activity {at} of priority {number}\n        owners: [iom]\n\
                \x20       due: 2024-0{number}-15 # agreed\n        status: planned\n\
                \x20       description: >-\n          Words about {number}.{at},\n          and more.\n"
        )
    };
    let activities: String = (1..=activities).map(activity).collect();
    format!(
        "  # Priority {number}.\n  - id: '{number}'\n    title: Priority {number}\n    activities:\n{activities}"
    )
}

pub fn plan(folder: &Path) -> std::path::PathBuf {
    folder.join("workplans/2024.yaml")
}

/// Creates a repository in which one branch split a plan and the other one changed it, with or
/// without the driver.
pub fn parted(
    sizes: [usize; 3],
    has_driver: bool,
    edit: &dyn Fn(&Path),
    beside: &dyn Fn(&Path),
) -> tempfile::TempDir {
    let root = temporary_folder();
    let folder = root.path();
    git(folder, &["init", "-q", "-b", "edited"]);
    if has_driver {
        let driver = format!(
            "'{}' merge-file --path %P --marker-size %L %O %A %B",
            crate::support::program()
        );
        git(folder, &["config", "merge.workplan.driver", &driver]);
        std::fs::write(folder.join(".gitattributes"), "workplans/**/*.yaml merge=workplan\n")
            .unwrap();
    }
    std::fs::create_dir(folder.join("workplans")).unwrap();
    let priorities = [1, 2, 3].map(|number| priority(number, sizes[number - 1]));
    std::fs::write(plan(folder), format!("{HEAD}priorities:\n{}", priorities.concat())).unwrap();
    commit(folder, "A change");
    git(folder, &["branch", "split"]);
    edit(folder);
    commit(folder, "A change");
    git(folder, &["checkout", "-q", "split"]);
    std::fs::remove_file(plan(folder)).unwrap();
    let parts = folder.join("workplans/2024");
    std::fs::create_dir(&parts).unwrap();
    std::fs::write(parts.join("plan.yaml"), HEAD).unwrap();
    for (number, priority) in (1..).zip(&priorities) {
        std::fs::write(
            parts.join(format!("{number}-part.yaml")),
            format!("schema: 1\npriorities:\n{priority}"),
        )
        .unwrap();
    }
    beside(folder);
    commit(folder, "A change");
    root
}

/// Makes the changes of the other branch, in one file or several.
pub fn edit(folder: &Path) {
    for arguments in [
        &["set", "2.1", "due=2024-06-30", "--as-of", "2024-05-01"][..],
        &["set", "1.1", "status=ongoing", "tags=early"],
        &["done", "3.1", "--as-of", "2024-03-03"],
        &["add", "--priority", "2", "--title", "New", "--owner", "iom", "--due", "2024-11"],
    ] {
        workplan(folder, arguments).assert_clean();
    }
    for path in all_files(folder) {
        let text = std::fs::read_to_string(&path).unwrap();
        let text = text
            .replace("title: Plan\n", "title: The plan\n")
            .replace("# About 1.1.", "# About 1.1, the first one.");
        std::fs::write(&path, text).unwrap();
    }
}

fn all_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = |folder: &Path| crate::support::entries(folder);
    entries(&folder.join("workplans"))
        .into_iter()
        .flat_map(|path| if path.is_dir() { entries(&path) } else { vec![path] })
        .collect()
}

pub fn texts(folder: &Path) -> BTreeMap<String, String> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    all_files(folder)
        .iter()
        .map(|path| (name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Ways of merging with git: the branch and the command.
const WAYS: [(&str, &[&str]); 4] = [
    ("split", &["merge", "--no-edit", "edited"]),
    ("edited", &["merge", "--no-edit", "split"]),
    ("edited", &["rebase", "-q", "split"]),
    ("split", &["rebase", "-q", "edited"]),
];

pub fn nothing(_: &Path) {}

#[test]
fn changes_of_the_old_file_go_to_the_new_ones() {
    // Git sees a removed file if the parts are of equal size, and a rename if one part is most of
    // it.
    for (sizes, has_driver) in [([2, 2, 2], true), ([1, 9, 1], true), ([1, 9, 1], false)] {
        let wanted = parted(sizes, false, &nothing_but_a_file, &edit);
        let wanted = texts(wanted.path());
        for (branch, how) in WAYS {
            let root = parted(sizes, has_driver, &edit, &nothing);
            let folder = root.path();
            git(folder, &["checkout", "-q", branch]);
            let (is_content, said) = git_tries(folder, how);
            assert!(!is_content && said.contains("CONFLICT"), "{said}");
            let before = texts(folder);
            let run = workplan(folder, &["resolve", "--dry-run"]);
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{how:?}");
            assert!(run.stdout.ends_with("Nothing was changed.\n"), "{}", run.stdout);
            assert_eq!(texts(folder), before);
            let said = workplan(folder, &["resolve"]).ok();
            if sizes[1] == 2 {
                assert_eq!(said, SAID);
            }
            let end: &[&str] = if how[0] == "merge" {
                &["commit", "-q", "--no-edit"]
            } else {
                &["rebase", "--continue"]
            };
            let (is_content, said) = git_tries(folder, end);
            assert!(is_content, "{said}");
            assert_eq!(git(folder, &["status", "--porcelain"]), "");
            assert_eq!(texts(folder), wanted, "{how:?}");
        }
    }
}

/// Makes the other branch not empty.
fn nothing_but_a_file(folder: &Path) {
    std::fs::write(folder.join("notes.txt"), "x").unwrap();
}

const SAID: &str = "\
workplans/2024/1-part.yaml: activity 1.1
workplans/2024/2-part.yaml: activity 2.1, activity 2.3
workplans/2024/3-part.yaml: activity 3.1
workplans/2024/plan.yaml: title
workplans/2024.yaml: removed; its parts are in files of their own
All of it is merged. Go on with `git commit`, or with `git rebase --continue`.
";

#[test]
fn changes_of_both_sides_are_marked_in_the_new_file() {
    let edit = |folder: &Path| {
        drop(workplan(folder, &["set", "2.1", "due=2024-06-30", "--as-of", "2024-05-01"]).ok());
    };
    let beside = |folder: &Path| {
        drop(workplan(folder, &["set", "2.1", "due=2024-07-31", "--as-of", "2024-05-01"]).ok());
    };
    let root = parted([2, 2, 2], true, &edit, &beside);
    let folder = root.path();
    let (is_content, _) = git_tries(folder, &["merge", "--no-edit", "edited"]);
    assert!(!is_content);
    let run = workplan(folder, &["resolve"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert_snapshot!(run.stderr, @r#"
    workplans/2024/2-part.yaml: conflict: activity 2.1, due: ours has “2024-07-31”, theirs has “2024-06-30”
    help: resolve the marked conflicts, and then tell git: `git add workplans/2024/2-part.yaml` and `git rm workplans/2024.yaml`
    "#);
    let marked = "<<<<<<< ours\n        due: 2024-07-31 # agreed\n=======\n\
        \x20       due: 2024-06-30 # agreed\n>>>>>>> theirs\n";
    let part = folder.join("workplans/2024/2-part.yaml");
    assert!(std::fs::read_to_string(&part).unwrap().contains(marked));
    // Git still refuses to commit, and a second run does no harm.
    let (is_content, said) = git_tries(folder, &["commit", "-q", "--no-edit"]);
    assert!(!is_content && said.contains("unmerged"), "{said}");
    let before = texts(folder);
    let run = workplan(folder, &["resolve"]);
    assert_eq!(run.code, Some(1));
    assert_snapshot!(run.stderr, @"workplans/2024/2-part.yaml: it has conflict marks: resolve them first");
    assert_eq!(texts(folder), before);
    // The recommended commands finish the merge.
    let text = std::fs::read_to_string(&part)
        .unwrap()
        .replace(marked, "        due: 2024-07-31 # agreed\n");
    std::fs::write(&part, text).unwrap();
    git(folder, &["add", "workplans/2024/2-part.yaml"]);
    git(folder, &["rm", "-q", "workplans/2024.yaml"]);
    assert!(git_tries(folder, &["commit", "-q", "--no-edit"]).0);
    assert_eq!(git(folder, &["status", "--porcelain"]), "");
}

#[test]
fn an_activity_that_no_side_has_is_not_treated_as_removed() {
    let edit = |folder: &Path| {
        let text = std::fs::read_to_string(plan(folder)).unwrap();
        let (at, end) = (text.find("      # About 3.2.").unwrap(), text.len());
        std::fs::write(plan(folder), format!("{}{}", &text[..at], &text[end..])).unwrap();
    };
    let root = parted([1, 9, 2], true, &edit, &nothing);
    let folder = root.path();
    let (is_content, said) = git_tries(folder, &["merge", "--no-edit", "edited"]);
    assert!(!is_content, "{said}");
    let note = "workplans/2024/2-part.yaml: neither side has activity 3.2 here; if one side has \
        split this file, `workplan resolve` finishes the merge";
    assert!(said.contains(note), "{said}");
    assert_eq!(
        workplan(folder, &["resolve"]).ok(),
        "workplans/2024/3-part.yaml: activity 3.2\n\
            All of it is merged. Go on with `git commit`, or with `git rebase --continue`.\n"
    );
    assert!(!texts(folder)["workplans/2024/3-part.yaml"].contains("3.2"));
    assert!(git_tries(folder, &["commit", "-q", "--no-edit"]).0);
}

#[test]
fn of_several_that_neither_side_has_the_first_is_named() {
    let edit = |folder: &Path| {
        let text = std::fs::read_to_string(plan(folder)).unwrap();
        let at = text.find("      # About 3.2.").unwrap();
        std::fs::write(plan(folder), &text[..at]).unwrap();
    };
    let root = parted([1, 9, 3], true, &edit, &nothing);
    let (is_content, said) = git_tries(root.path(), &["merge", "--no-edit", "edited"]);
    assert!(
        !is_content
            && said.contains(
                "neither side has activity 3.2 and 1 more here; if one side has split this file"
            ),
        "{said}"
    );
}

/// Returns each activity of the plan with its priority, in no order.
pub fn said(texts: &[String]) -> BTreeMap<String, (String, serde_yaml::Value)> {
    let mut all = BTreeMap::new();
    for text in texts {
        let plan: serde_yaml::Value =
            serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let list = |value: &serde_yaml::Value, key: &str| {
            value.get(key).and_then(serde_yaml::Value::as_sequence).cloned().unwrap_or_default()
        };
        for priority in list(&plan, "priorities") {
            for activity in list(&priority, "activities") {
                let id = activity["id"].as_str().unwrap().to_owned();
                let before =
                    all.insert(id.clone(), (priority["id"].as_str().unwrap().to_owned(), activity));
                assert!(before.is_none(), "{id} stands in two places: {texts:?}");
            }
        }
    }
    all
}

/// Returns the plan split into three files, some of which may have no priority.
pub fn split(activities: &[Activity], files: [usize; 3]) -> Vec<String> {
    let part = |file: usize| {
        let own: Vec<u8> =
            (0..3).filter(|&priority| files[usize::from(priority)] == file).collect();
        let head = if file == 0 { "# A plan\nschema: 1\ntitle: P\n" } else { "schema: 1\n" };
        head.to_owned()
            + &if own.is_empty() { String::new() } else { priorities_written(activities, &own) }
    };
    (0..3).map(part).collect()
}

#[test]
fn without_a_folder_or_a_repository_it_says_so() {
    let root = crate::support::samples();
    let run = workplan(root.path(), &["resolve"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(2), "error: resolve needs a git repository, and this folder is in none\n")
    );
    let run = workplan(root.path(), &["resolve", "--dir", "nowhere"]);
    assert!(run.code == Some(2) && run.stderr.contains("nowhere does not exist"), "{run:?}");
}
