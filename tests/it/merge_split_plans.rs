//! Merges in which one side has split a plan into several files: by git itself, finished by
//! `resolve`, and by law.

use std::collections::BTreeMap;
use std::path::Path;

use insta::assert_snapshot;
use proptest::prelude::*;
use workplan::edit::merge::{lost_by_split, merge, shares};

use crate::merge::{
    Activity, activities, changed, changes, git_tries, priorities_written, written,
};
use crate::support::{commit, git, workplan};

const HEAD: &str = "# The plan.\nschema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations:\n  - {id: iom, name: IOM}\n";

/// A priority with so many activities.
fn priority(number: usize, activities: usize) -> String {
    let activity = |at: usize| {
        format!(
            "      # About {number}.{at}.\n      - id: '{number}.{at}'\n        title: Activity {at} of priority {number}\n        owners: [iom]\n        due: 2024-0{number}-15 # agreed\n        status: planned\n        description: >-\n          Words about {number}.{at},\n          and more.\n"
        )
    };
    let activities: String = (1..=activities).map(activity).collect();
    format!(
        "  # Priority {number}.\n  - id: '{number}'\n    title: Priority {number}\n    activities:\n{activities}"
    )
}

fn plan(folder: &Path) -> std::path::PathBuf {
    folder.join("workplans/2024.yaml")
}

/// A repository in which one branch has split a plan, and another one has changed it; with the
/// driver, or without.
fn parted(
    sizes: [usize; 3],
    has_driver: bool,
    edit: &dyn Fn(&Path),
    beside: &dyn Fn(&Path),
) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    git(folder, &["init", "-q", "-b", "edited"]);
    if has_driver {
        let driver = format!(
            "'{}' merge-file --path %P --marker-size %L %O %A %B",
            env!("CARGO_BIN_EXE_workplan")
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

/// What the other branch does meanwhile, in whichever files the plan stands.
fn edit(folder: &Path) {
    for arguments in [
        &["set", "2.1", "due=2024-06-30", "--as-of", "2024-05-01"][..],
        &["set", "1.1", "status=ongoing", "tags=early"],
        &["done", "3.1", "--as-of", "2024-03-03"],
        &["add", "--priority", "2", "--title", "New", "--owner", "iom", "--due", "2024-11"],
    ] {
        workplan(folder, arguments).assert_calm();
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

fn texts(folder: &Path) -> BTreeMap<String, String> {
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    all_files(folder)
        .iter()
        .map(|path| (name(path), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Merges as a command of git does: on which branch, and how.
const WAYS: [(&str, &[&str]); 4] = [
    ("split", &["merge", "--no-edit", "edited"]),
    ("edited", &["merge", "--no-edit", "split"]),
    ("edited", &["rebase", "-q", "split"]),
    ("split", &["rebase", "-q", "edited"]),
];

fn nothing(_: &Path) {}

#[test]
fn what_was_changed_in_the_old_file_comes_to_the_new_ones() {
    // Of the same size, git sees a file that is gone; where one part is most of the whole, it sees
    // a file that was renamed.
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

/// So that the other branch is not empty.
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
fn what_both_have_changed_is_marked_in_the_new_file() {
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
    let marked = "<<<<<<< ours\n        due: 2024-07-31 # agreed\n=======\n        due: 2024-06-30 # agreed\n>>>>>>> theirs\n";
    let part = folder.join("workplans/2024/2-part.yaml");
    assert!(std::fs::read_to_string(&part).unwrap().contains(marked));
    // Git keeps asking, and a second run does no harm.
    let (is_content, said) = git_tries(folder, &["commit", "-q", "--no-edit"]);
    assert!(!is_content && said.contains("unmerged"), "{said}");
    let before = texts(folder);
    let run = workplan(folder, &["resolve"]);
    assert_eq!(run.code, Some(1));
    assert_snapshot!(run.stderr, @"workplans/2024/2-part.yaml: it has conflict marks: resolve them first");
    assert_eq!(texts(folder), before);
    // What the help says ends it.
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
fn what_is_gone_from_both_is_not_taken_for_removed() {
    let edit = |folder: &Path| {
        let text = std::fs::read_to_string(plan(folder)).unwrap();
        let (at, end) = (text.find("      # About 3.2.").unwrap(), text.len());
        std::fs::write(plan(folder), format!("{}{}", &text[..at], &text[end..])).unwrap();
    };
    let root = parted([1, 9, 2], true, &edit, &nothing);
    let folder = root.path();
    let (is_content, said) = git_tries(folder, &["merge", "--no-edit", "edited"]);
    assert!(!is_content, "{said}");
    let note = "workplans/2024/2-part.yaml: neither side has activity 3.2 here; if one side has split this file, `workplan resolve` finishes the merge";
    assert!(said.contains(note), "{said}");
    assert_eq!(
        workplan(folder, &["resolve"]).ok(),
        "workplans/2024/3-part.yaml: activity 3.2\nAll of it is merged. Go on with `git commit`, or with `git rebase --continue`.\n"
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

#[test]
fn conflicts_of_lines_are_resolved_without_the_driver() {
    let root = tempfile::tempdir().unwrap();
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
fn a_file_that_is_gone_for_good_is_left_to_people() {
    let root = parted([2, 2, 2], true, &edit, &|folder| {
        std::fs::remove_dir_all(folder.join("workplans/2024")).unwrap();
        std::fs::write(folder.join("workplans/2025.yaml"), HEAD.replace("2024", "2025")).unwrap();
    });
    let folder = root.path();
    assert!(!git_tries(folder, &["merge", "--no-edit", "edited"]).0);
    let before = texts(folder);
    let run = workplan(folder, &["resolve"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert_snapshot!(run.stderr, @"workplans/2024.yaml: one side has changed it, and the other has removed it: `git add` keeps it, `git rm` removes it");
    assert_eq!(texts(folder), before);
}

/// A merge at which git has stopped, with the versions of one file.
fn stopped(base: &[u8], ours: &[u8], theirs: &[u8]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
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
fn what_people_have_to_look_at_is_left_to_them() {
    let text = format!("{HEAD}priorities:\n{}", priority(1, 1));
    let [ours, theirs] = ["2024-06-30", "2024-07-31"].map(|day| text.replace("2024-01-15", day));
    let told = |root: &tempfile::TempDir| {
        let before = texts(root.path());
        let run = workplan(root.path(), &["resolve"]);
        run.assert_calm();
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
        assert_eq!(texts(root.path()), before);
        run.stderr
    };
    let bytes = |word: &str| [text.as_bytes(), b"# \xff ", word.as_bytes(), b"\n"].concat();
    let root = stopped(text.as_bytes(), &bytes("ours"), &bytes("theirs"));
    std::fs::write(plan(root.path()), &text).unwrap();
    assert_eq!(told(&root), "workplans/2024.yaml: it is no text in UTF-8\n");
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
        run.assert_calm();
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(
            run.stderr.contains("cannot be read as YAML with an id for each part"),
            "{}",
            run.stderr
        );
        assert_eq!(texts(root.path()), before);
    }
}

/// What a plan says, in whatever order: each activity with its priority.
fn said(texts: &[String]) -> BTreeMap<String, (String, serde_yaml::Value)> {
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

/// The plan in three files, of which some may hold no priority.
fn split(activities: &[Activity], files: [usize; 3]) -> Vec<String> {
    let part = |file: usize| {
        let own: Vec<u8> =
            (0..3).filter(|&priority| files[usize::from(priority)] == file).collect();
        let head = if file == 0 { "# A plan\nschema: 1\ntitle: P\n" } else { "schema: 1\n" };
        head.to_owned()
            + &if own.is_empty() { String::new() } else { priorities_written(activities, &own) }
    };
    (0..3).map(part).collect()
}

/// The files of a split plan with what became of the old file, and how many conflicts there are.
fn spread(base: &str, changed: &str, parts: &[String]) -> (Vec<String>, usize) {
    let texts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (mut parts, mut conflicts) = (parts.to_vec(), 0);
    for share in shares(base, changed, &texts).unwrap() {
        let merged = merge(&share.base, &parts[share.part], &share.changed, Vec::new, 7).unwrap();
        conflicts += merged.conflicts.len();
        parts[share.part] = merged.text;
    }
    (parts, conflicts)
}

const ONE: &str = "\
- id: '1'
  title: One
  activities:
  - {id: '1.1', title: First, owners: [iom]}
";
const TWO: &str = "\
- id: '2'
  title: Two
  activities:
  - {id: '2.1', title: Second, owners: [iom]} # in the old file
  - {id: '2.2', title: Third, owners: [iom]}
";

#[test]
fn whatever_was_changed_comes_to_the_file_in_which_it_stands_now() {
    let head = "title: T\norganizations:\n- {id: iom, name: IOM}\n";
    let base = format!("schema: 1\n{head}x_own: old\npriorities:\n{ONE}{TWO}");
    let parts = [
        format!("schema: 1\nx_own: old\npriorities:\n{ONE}"),
        format!("schema: 1\npriorities:\n{TWO}"),
        format!("schema: 1\n{head}"),
    ];
    for (place, old, new) in [
        (2, "title: T\n", "title: Plan\n"),
        (2, "name: IOM}", "name: I. O. M.}"),
        (2, "name: IOM}\n", "name: IOM}\n- {id: ilo, name: ILO}\n"),
        // What stands nowhere yet, or not beside the title.
        (2, "title: T\n", "title: T\ntarget: 80\n"),
        (2, "title: T\n", "title: T\nthemes:\n- {id: sea, name: Sea}\n"),
        (0, "x_own: old", "x_own: new"),
        (0, "title: One", "title: The first"),
        (0, "title: First", "title: Step"),
        (0, "First, owners: [iom]}\n", "First, owners: [iom]}\n  - {id: '1.2', title: New}\n"),
        (1, "title: Two", "title: The second"),
        (1, "title: Second", "title: Step"),
        (
            1,
            "{id: '2.2', title: Third, owners: [iom]}\n",
            "{id: '2.2', title: Third}\n- id: '3'\n  title: New\n",
        ),
    ] {
        assert!(base.contains(old) && parts[place].contains(old), "{old}");
        let mut expected = parts.clone();
        expected[place] = parts[place].replacen(old, new, 1);
        assert_eq!(
            spread(&base, &base.replacen(old, new, 1), &parts),
            (expected.to_vec(), 0),
            "{new}"
        );
    }
}

#[test]
fn an_activity_that_was_moved_in_the_old_file_moves_to_the_file_of_its_new_priority() {
    let base = format!("priorities:\n{ONE}{TWO}");
    let parts = [ONE, TWO].map(|own| format!("schema: 1\npriorities:\n{own}"));
    let line = TWO.lines().find(|line| line.contains("2.2")).unwrap();
    let moved = |text: &str| {
        text.replace(&format!("{line}\n"), "")
            .replace(", owners: [iom]}\n", &format!(", owners: [iom]}}\n{line}\n"))
    };
    let (now, conflicts) = spread(&base, &moved(&base), &parts);
    assert_eq!(
        (now, conflicts),
        (vec![moved(&parts[0]), parts[1].replace(&format!("{line}\n"), "")], 0)
    );
    // Where both have moved it, to different priorities, somebody has to say which.
    let three = "- id: '3'\n  title: Three\n  activities:\n";
    let parts =
        [parts[0].clone(), parts[1].replace(&format!("{line}\n"), &format!("{three}{line}\n"))];
    let (now, conflicts) = spread(&base, &moved(&base), &parts);
    assert!(conflicts > 0 && now[1].contains("<<<<<<<") && now[0] == parts[0], "{}", now.concat());
}

#[test]
fn what_neither_side_has_is_told_where_one_may_have_split_the_file() {
    let base = "schema: 1\ntarget: 80\norganizations: [{id: iom}, {id: ilo}]\npriorities: [{id: '1', activities: [{id: '1.1'}, {id: '1.2'}]}, {id: '2'}]\n";
    let part = "schema: 1\npriorities: [{id: '2'}]\n";
    let edited = "schema: 1\norganizations: [{id: iom}]\npriorities: [{id: '1', activities: [{id: '1.1'}]}, {id: '2'}]\n";
    let lost = ["target", "organization ilo", "activity 1.2"].map(str::to_owned);
    assert_eq!(lost_by_split(base, part, edited), Some(lost.to_vec()));
    assert_eq!(lost_by_split(base, edited, part), Some(lost.to_vec()));
    assert_eq!(lost_by_split(base, base, part), Some(Vec::new()));
    for [ours, theirs] in [[part, part], [edited, edited], [base, edited]] {
        assert_eq!(lost_by_split(base, ours, theirs), None, "{ours}{theirs}");
    }
}

#[test]
fn what_cannot_be_cut_out_of_the_old_file_is_compared_by_what_it_says() {
    let aliases = |text: &str| {
        text.replacen("[iom]", "&us [iom]", 1).replacen("owners: [iom]}", "owners: *us}", 2)
    };
    let base = aliases(&format!("title: T\npriorities:\n{ONE}{TWO}"));
    let parts = [
        "title: T\n".to_owned(),
        format!("priorities:\n{ONE}"),
        format!("priorities:\n{TWO}").replace("Third", "3rd"),
    ];
    let (new, line) =
        ("  # what is new\n  - {id: '2.3', title: Fourth} # at the end\n", "owners: *us}\n");
    let changed = base
        .replace("title: Second", "title: Step")
        .replace(&format!("Third, {line}"), &format!("Third, {line}{new}"));
    let expected = vec![
        parts[0].clone(),
        parts[1].clone(),
        parts[2].replace("title: Second", "title: Step") + new,
    ];
    assert_eq!(spread(&base, &changed, &parts), (expected, 0));
}

proptest! {
    #![proptest_config(crate::support::cases(300))]

    /// A split merges as the whole would have, or asks.
    #[test]
    fn a_split_changes_nothing_of_a_merge(base in activities(), a in changes(), b in changes(), files in [0..3_usize, 0..3_usize, 0..3_usize]) {
        let (ours, theirs) = (changed(base.clone(), &a), written(&changed(base.clone(), &b)));
        let base = written(&base);
        let whole = merge(&base, &written(&ours), &theirs, Vec::new, 7).unwrap();
        let (parts, conflicts) = spread(&base, &theirs, &split(&ours, files));
        prop_assert!(conflicts > 0 || whole.conflicts.is_empty(), "{:?}\n{}", whole.conflicts, parts.concat());
        if conflicts == 0 {
            prop_assert_eq!(said(&parts), said(&[whole.text]));
        }
    }
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
