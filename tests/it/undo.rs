//! `workplan undo`: takes back edits of this clone, one after the other.

use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::json_shapes::assert_shape;
use crate::support::{Run, commit, folder, git, repository, workplan, write};

/// A plan with comments, an open activity and a milestone.
const PLAN: &str = "\
# The plan of the year
schema: 1
title: Plan 2024
period: {start: 2024-01-01, end: 2024-12-31}
organizations:
  - {id: a, name: Agency A}
priorities:
  - id: '1'
    title: One
    activities:
      - id: '1.1'
        title: Train judges  # in two regions
        owners: [a]
        status: ongoing
        due: 2024-09-30
        milestones:
          - {title: Draft, due: 2024-05-01}
      - id: '1.2'
        title: Write a guide
        owners: [a]
        status: planned
        due: 2024-10-31
";

fn plan() -> TempDir {
    repository(&[("2024.yaml", PLAN.as_bytes())])
}

fn text(root: &Path) -> String {
    std::fs::read_to_string(root.join("workplans/2024.yaml")).unwrap()
}

fn edit(root: &Path, arguments: &[&str]) {
    let all = [arguments, &["--as-of", "2024-09-15"]].concat();
    workplan(root, &all).ok();
}

fn undo(root: &Path) -> Run {
    workplan(root, &["undo", "--as-of", "2024-09-15"])
}

#[test]
fn each_undo_takes_back_one_edit_more_to_the_last_byte() {
    let root = plan();
    let root = root.path();
    let mut states = vec![text(root)];
    let edits: [&[&str]; 5] = [
        &["done", "1.1"],
        &["slip", "1.2", "2024-11-30", "--reason", "The venue: closed"],
        &["done", "1.1#1"],
        &["set", "1.2", "tags=a,b", "contact=Ann"],
        &["add", "--priority", "1", "--title", "New", "--owner", "a", "--due", "2024-12-01"],
    ];
    for arguments in edits {
        edit(root, arguments);
        states.push(text(root));
    }
    while let Some(state) = states.pop() {
        assert_eq!(text(root), state);
        if !states.is_empty() {
            undo(root).ok();
        }
    }
    let run = undo(root);
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("all edits that are kept here are taken back"), "{run:?}");
}

#[test]
fn undo_says_which_fields_are_as_before() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let said = undo(root.path()).ok();
    assert!(said.starts_with("Taken back: the edit of 20"), "{said}");
    for part in ["1.1 Train judges (2024, in workplans/2024.yaml)", "ongoing", "completed"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn an_edit_that_was_committed_is_taken_back_as_a_new_edit() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    commit(root.path(), "Complete 1.1");
    undo(root.path()).ok();
    assert_eq!(text(root.path()), PLAN);
    assert_eq!(git(root.path(), &["log", "--format=%s", "-1"]), "Complete 1.1\n");
    assert_eq!(git(root.path(), &["status", "--porcelain"]), " M workplans/2024.yaml\n");
}

#[test]
fn what_others_changed_since_stays() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let theirs = text(root.path()).replace("Write a guide", "Write two guides # more");
    write(root.path(), "2024.yaml", &theirs);
    undo(root.path()).ok();
    assert_eq!(text(root.path()), PLAN.replace("Write a guide", "Write two guides # more"));
}

#[test]
fn a_field_that_was_changed_again_is_named_and_nothing_changes() {
    let root = plan();
    edit(root.path(), &["slip", "1.2", "2024-11-30", "--reason", "Late"]);
    let theirs = text(root.path()).replace("2024-11-30", "2024-12-15");
    write(root.path(), "2024.yaml", &theirs);
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    for part in ["workplans/2024.yaml", "activity 1.2, due has been changed again"] {
        assert!(run.complaints().contains(part), "{run:?}");
    }
    assert_eq!(text(root.path()), theirs);
}

#[test]
fn an_edit_that_somebody_took_back_by_hand_changes_nothing() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    write(root.path(), "2024.yaml", PLAN);
    let said = undo(root.path()).ok();
    assert!(said.starts_with("No change: "), "{said}");
    assert!(said.contains("the plans do not have the edit"), "{said}");
    assert_eq!(undo(root.path()).code, Some(2), "there is no other");
}

#[test]
fn an_edit_that_comes_back_with_another_state_can_be_taken_back() {
    let root = plan();
    edit(root.path(), &["set", "1.2", "contact=Ann"]);
    let first = text(root.path());
    edit(root.path(), &["done", "1.1"]);
    git(root.path(), &["stash", "-q"]);
    assert!(undo(root.path()).ok().starts_with("No change: "));
    assert_eq!(text(root.path()), PLAN);
    git(root.path(), &["stash", "pop", "-q"]);
    let said = undo(root.path()).ok();
    assert!(said.contains("1.1 Train judges"), "{said}");
    assert_eq!(text(root.path()), first);
}

#[test]
fn an_edit_that_could_not_be_kept_is_not_taken_for_the_one_before() {
    let root = plan();
    edit(root.path(), &["set", "1.2", "contact=Ann"]);
    // A folder has the name under which the text after the next edit would be kept.
    let next = text(root.path()).replace("contact: Ann", "contact: Bob");
    let name: String =
        Sha256::digest(next.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    std::fs::create_dir(journal(root.path()).join(name)).unwrap();
    let run = workplan(root.path(), &["set", "1.2", "contact=Bob", "--as-of", "2024-09-15"]);
    assert!(run.stderr.contains("`workplan undo` cannot take this edit back"), "{run:?}");
    let listed = workplan(root.path(), &["undo", "--list"]).ok();
    assert!(listed.contains("(not kept: it cannot be taken back)"), "{listed}");
    let run = undo(root.path());
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("cannot be taken back: it could not be kept"), "{run:?}");
    assert_eq!(text(root.path()), next);
}

#[test]
fn undo_says_what_became_of_a_part_and_of_an_id() {
    let root = plan();
    edit(root.path(), &["set", "plan:2024", "target=95"]);
    edit(root.path(), &["set", "org:a", "short=AA"]);
    edit(root.path(), &["set", "1.2", "id=1.9"]);
    edit(root.path(), &["set", "1.1#1", "done=2024-04-30"]);
    edit(root.path(), &["add", "person", "a", "--name", "Ada Example"]);
    let listed = workplan(root.path(), &["undo", "--list"]).ok();
    for line in [
        "  2024/plan:2024 Plan 2024: target – → 95\n",
        "  2024/org:a AA: short – → AA\n",
        "  2024/1.2 Write a guide: id 1.2 → 1.9\n",
        "  2024/1.1 Train judges: milestones (Draft)\n",
    ] {
        assert!(listed.contains(line), "{line}: {listed}");
    }
    let said: Vec<String> = (0..5).map(|_| undo(root.path()).ok()).collect();
    for (said, line) in said.iter().zip([
        "removed: Ada Example of org:a (2024, in workplans/2024.yaml)\n",
        "1.1#1 Draft",
        "1.2 Write a guide (2024, in workplans/2024.yaml)\n  id: 1.2\n",
        "short removed, it was “AA”\n",
        "target removed, it was 95\n",
    ]) {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert_eq!(text(root.path()), PLAN);
}

#[test]
fn undo_that_would_cause_an_error_is_refused() {
    let root = plan();
    let new = ["add", "--priority", "1", "--title", "New", "--owner", "a", "--due", "2024-12-01"];
    edit(root.path(), &new);
    let added = text(root.path());
    let next =
        PLAN.replace("2024", "2025").replace("'1.1'", "'1.3'\n        carried_from: 2024/1.3");
    write(root.path(), "2025.yaml", &next);
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("taking the edit back would cause the error"), "{run:?}");
    assert_eq!(text(root.path()), added);
    std::fs::remove_file(root.path().join("workplans/2025.yaml")).unwrap();
    undo(root.path()).ok();
    assert_eq!(text(root.path()), PLAN);
}

#[test]
fn an_activity_that_another_one_waits_for_by_now_stays() {
    let root = plan();
    let new = ["add", "--priority", "1", "--title", "New", "--owner", "a", "--due", "2024-12-01"];
    edit(root.path(), &new);
    let used =
        text(root.path()).replace("status: planned", "status: planned\n        depends_on: [1.3]");
    write(root.path(), "2024.yaml", &used);
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("or something refers to it"), "{run:?}");
    assert_eq!(text(root.path()), used);
}

#[test]
fn a_new_plan_is_removed_again_unless_it_was_changed() {
    let root = plan();
    workplan(root.path(), &["rollover", "2024"]).ok();
    let new = root.path().join("workplans/2025.yaml");
    assert!(new.exists());
    let said = undo(root.path()).ok();
    assert!(said.contains("workplans/2025.yaml: removed") && !new.exists(), "{said}");
    workplan(root.path(), &["rollover", "2024"]).ok();
    let changed = std::fs::read_to_string(&new).unwrap() + "# mine\n";
    std::fs::write(&new, &changed).unwrap();
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("workplans/2025.yaml has been changed since"), "{run:?}");
    assert_eq!(std::fs::read_to_string(&new).unwrap(), changed);
}

#[test]
fn a_folder_plan_that_was_rolled_over_goes_with_its_folder() {
    let head = PLAN.split("priorities:").next().unwrap().replace("2024", "2023");
    let rest = format!("priorities:{}", PLAN.split("priorities:").nth(1).unwrap());
    let rest = rest.replace("2024", "2023");
    let root = repository(&[("2023/a.yaml", head.as_bytes()), ("2023/b.yaml", rest.as_bytes())]);
    workplan(root.path(), &["rollover", "2023"]).ok();
    assert!(root.path().join("workplans/2024").is_dir());
    undo(root.path()).ok();
    assert!(!root.path().join("workplans/2024").exists());
}

#[test]
fn a_fix_is_taken_back_with_its_fault() {
    let text_with_fault = PLAN.replace("Write a guide", "Write a\u{200b} guide");
    let root = repository(&[("2024.yaml", text_with_fault.as_bytes())]);
    let run = workplan(root.path(), &["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_ne!(text(root.path()), text_with_fault);
    undo(root.path()).ok();
    assert_eq!(text(root.path()), text_with_fault);
}

#[test]
fn the_list_shows_the_newest_edit_first_and_what_is_taken_back() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    edit(root.path(), &["slip", "1.2", "2024-11-30", "--reason", "Late"]);
    undo(root.path()).ok();
    let list = workplan(root.path(), &["undo", "--list"]).ok();
    let lines: Vec<&str> = list.lines().collect();
    assert!(lines[0].ends_with("edit (taken back)"), "{list}");
    assert_eq!(lines[1], "  2024/1.2 Write a guide: due 2024-10-31 → 2024-11-30; reason – → Late");
    assert!(lines[3].contains("2024/1.1 Train judges: status ongoing → completed"), "{list}");
    let json = workplan(root.path(), &["undo", "--list", "--format", "json"]).json();
    assert_shape(&json, "undo_list");
    assert_eq!(json["edits"][0]["undone"], Value::Bool(true));
}

#[test]
fn the_answer_for_scripts_keeps_its_shape() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let json = workplan(root.path(), &["undo", "--format", "json"]).json();
    assert_shape(&json, "undo");
    assert_eq!(json["files"][0]["change"], "changed");
    assert_eq!(json["edits"][0]["changes"][0]["after"], "ongoing");
}

#[test]
fn a_dry_run_shows_the_difference_and_changes_nothing() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let after = text(root.path());
    let said = workplan(root.path(), &["undo", "--dry-run"]).ok();
    assert!(said.contains("-        status: completed\n+        status: ongoing\n"), "{said}");
    assert_eq!(text(root.path()), after);
    undo(root.path()).ok();
    assert_eq!(text(root.path()), PLAN);
}

#[test]
fn outside_of_a_repository_there_is_no_journal_and_edits_work() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    edit(root.path(), &["done", "1.1"]);
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("in no git repository"), "{run:?}");
}

#[test]
fn a_damaged_journal_is_named_and_the_next_edit_begins_a_new_one() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let list = journal(root.path()).join("edits.json");
    std::fs::write(&list, "[{").unwrap();
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("the journal of edits is damaged"), "{run:?}");
    assert!(run.stderr.contains("help: no workplan is affected"), "{run:?}");
    let before = text(root.path());
    let next = workplan(root.path(), &["set", "1.2", "contact=Ann", "--as-of", "2024-09-15"]);
    assert!(next.stderr.contains("is damaged: a new one begins with this edit"), "{next:?}");
    undo(root.path()).ok();
    assert_eq!(text(root.path()), before);
}

#[test]
fn a_text_that_is_gone_from_the_journal_is_an_error() {
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let after = text(root.path());
    for entry in std::fs::read_dir(journal(root.path())).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none() {
            std::fs::write(path, "damaged").unwrap();
        }
    }
    let run = undo(root.path());
    assert_eq!(run.code, Some(2));
    assert!(run.complaints().contains("not in the journal of edits any more"), "{run:?}");
    assert_eq!(text(root.path()), after);
}

#[test]
fn the_journal_keeps_a_hundred_edits_and_no_text_of_others() {
    let root = plan();
    for number in 0..103 {
        edit(root.path(), &["set", "1.2", &format!("contact=Ann {number}")]);
    }
    let json = workplan(root.path(), &["undo", "--list", "--format", "json"]).json();
    assert_eq!(json["edits"].as_array().unwrap().len(), 100);
    // A hundred edits one after the other have a hundred and one texts, beside the list.
    assert_eq!(std::fs::read_dir(journal(root.path())).unwrap().count(), 102);
}

#[cfg(unix)]
#[test]
fn the_journal_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let root = plan();
    edit(root.path(), &["done", "1.1"]);
    let folder = journal(root.path());
    assert_eq!(folder.metadata().unwrap().permissions().mode() & 0o777, 0o700);
    for entry in std::fs::read_dir(folder).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[cfg(unix)]
#[test]
fn an_edit_whose_journal_cannot_be_written_says_so_and_is_made() {
    let root = plan();
    std::fs::write(root.path().join(".git/workplan"), "in the way").unwrap();
    let run = workplan(root.path(), &["done", "1.1", "--as-of", "2024-09-15"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("`workplan undo` cannot take this edit back"), "{run:?}");
    assert!(text(root.path()).contains("status: completed"));
}

/// The folder of the journal.
fn journal(root: &Path) -> std::path::PathBuf {
    let all = root.join(".git/workplan/undo");
    let mut entries = std::fs::read_dir(all).unwrap();
    entries.next().unwrap().unwrap().path()
}
