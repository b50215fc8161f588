//! Edits that are taken back after they were shared, or after a decision between both sides.

use crate::share::{Group, long_plan};
use crate::support::git;

/// A plan that `rollover` continues.
fn group(people: &[&str]) -> Group {
    Group::with(people, &[("2024.yaml", &long_plan(2))])
}

fn shared_files(group: &Group) -> String {
    git(&group.path("hub.git"), &["ls-tree", "-r", "--name-only", "main"])
}

/// Decides for the other side, takes that back and shares it; then undo changes what it can.
fn decided(group: &Group) {
    group.ok("ben", &["share"]);
    group.ok("ana", &["update", "--theirs"]);
    group.ok("ana", &["undo"]);
    group.ok("ana", &["share"]);
    assert!(shared_files(group).contains("2025.yaml"));
    for _ in 0..4 {
        let _ = group.run("ana", &["undo"]);
    }
    assert!(group.path("ana/workplans/2025.yaml").exists());
}

#[test]
fn undo_does_not_remove_a_plan_that_others_shared() {
    // Both rolled over, and the second one decided about it.
    let both = group(&["ana", "ben"]);
    for person in ["ben", "ana"] {
        both.ok(person, &["rollover", "--to", "2025"]);
        let title = format!("title=Plan by {person}");
        let run = both.run(person, &["set", "plan:2025", &title]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    decided(&both);

    // The plans differ, because the plans before did.
    let earlier = group(&["ana", "ben"]);
    for person in ["ben", "ana"] {
        earlier.set(person, "1.1", &format!("title=By {person}"));
        earlier.ok(person, &["rollover", "--to", "2025"]);
    }
    decided(&earlier);

    // Both rolled over in the same words: it is the file that the other one shared.
    let same = group(&["ana", "ben"]);
    for person in ["ben", "ana"] {
        same.ok(person, &["rollover", "--to", "2025"]);
    }
    same.ok("ben", &["share"]);
    same.ok("ana", &["share"]);
    let run = same.run("ana", &["undo"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("ben has shared workplans/2025.yaml as well"), "{run:?}");
    assert!(same.path("ana/workplans/2025.yaml").exists());
    // Who shared it first removes it for everyone as well.
    let run = same.run("ben", &["undo"]);
    assert!(run.stderr.contains("workplans/2025.yaml is shared"), "{run:?}");
    assert!(same.path("ben/workplans/2025.yaml").exists());
}

#[test]
fn an_edit_that_cannot_be_taken_back_does_not_block_the_one_before() {
    let group = group(&["ana"]);
    group.set("ana", "1.2", "weight=2");
    group.set("ana", "1.1", "due=2024-07-31");
    let path = group.path("ana/workplans/2024.yaml");
    let text = group.plan("ana");
    std::fs::write(&path, text.replace("due: 2024-07-31", "due: 2024-08-31")).unwrap();
    let run = group.run("ana", &["undo", "--dry-run"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    let run = group.run("ana", &["undo"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("1.1, due has been changed again"), "{run:?}");
    let advice = "help: `workplan undo` once more takes back the edit before it\n";
    assert!(run.stderr.ends_with(advice), "{run:?}");
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("1.2 "), "{said}");
    let text = group.plan("ana");
    assert!(!text.contains("weight: 2") && text.contains("due: 2024-08-31"), "{text}");
    // The first one can be taken back again once that is possible.
    std::fs::write(&path, text.replace("due: 2024-08-31", "due: 2024-07-31")).unwrap();
    group.ok("ana", &["undo"]);
    assert!(!group.plan("ana").contains("due: 2024-07-31"));
    let run = group.run("ana", &["undo"]);
    assert!(run.stderr.contains("all edits that are kept here are taken back"), "{run:?}");
}

#[test]
fn undo_of_a_decision_names_each_file() {
    let group = Group::with(
        &["ana", "ben"],
        &[("2024.yaml", &long_plan(2)), ("config.yaml", "schema: 1\nsoon: 30\n")],
    );
    for (person, soon) in [("ben", "20"), ("ana", "10")] {
        group.set(person, "1.1", &format!("remarks=of {person}"));
        let config = group.path(person).join("workplans/config.yaml");
        std::fs::write(config, format!("schema: 1\nsoon: {soon}\n")).unwrap();
    }
    group.ok("ben", &["share"]);
    group.ok("ana", &["share", "--theirs"]);
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("1.1 Activity number 1"), "{said}");
    assert!(said.contains("workplans/config.yaml: written"), "{said}");
    assert!(!said.contains("2024.yaml: written"), "{said}");
}

#[test]
fn fields_that_are_decided_together_are_shown_with_their_values() {
    let group = group(&["ana", "ben"]);
    group.set("ben", "1.1", "start=2024-05-01");
    group.ok("ben", &["share"]);
    group.set("ana", "1.1", "due=2024-03-31");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    for line in [
        "    yours:  start nothing, due “2024-03-31”",
        "    theirs: start “2024-05-01”, due “2024-06-30” (ben",
    ] {
        assert!(run.stdout.contains(line), "{line}: {run:?}");
    }
    let said = group.ok("ana", &["share", "--theirs"]);
    assert!(said.contains("start nothing, due “2024-03-31”; now start “2024-05-01”"), "{said}");
}

#[test]
fn undo_of_a_decision_names_what_of_others_goes_with_it() {
    let group = group(&["ana", "ben"]);
    let add = ["add", "--title", "Draw a map", "--owner", "iom", "--priority", "1"];
    let run = group.run("ana", &[&add[..], &["--plan", "2024"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    group.ok("ana", &["share"]);
    group.ok("ben", &["update"]);
    group.set("ben", "1.2", "depends_on+=1.3");
    group.ok("ben", &["share"]);
    group.ok("ana", &["undo"]);
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let line = "you removed it, and others let activity 1.2 depend on it (ben, ";
    assert!(run.stdout.contains(line), "{run:?}");
    let said = group.ok("ana", &["share", "--theirs"]);
    assert!(said.contains("1.3: you removed it, and others let activity 1.2 depend"), "{said}");
    let said = group.ok("ana", &["undo"]);
    assert!(!group.plan("ana").contains("depends_on"));
    for line in ["1.2 Activity number 2 (2024,", "  depends on − 1.3\n", "1.3"] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn the_dropped_version_of_a_settings_file_can_be_looked_at() {
    let group = Group::new(&["ana", "ben"]);
    let config = |person: &str| group.path(person).join("workplans/config.yaml");
    std::fs::write(config("ben"), "schema: 1\nsoon: 20\n").unwrap();
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    std::fs::write(config("ben"), "schema: 1\nsoon: 21\n").unwrap();
    group.ok("ben", &["share"]);
    std::fs::remove_file(config("ana")).unwrap();
    let run = group.run("ana", &["update"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("theirs: who knows git sees it with `git show "), "{run:?}");
    let said = group.ok("ana", &["update", "--ours"]);
    let command = said.split('`').find(|part| part.starts_with("git show")).unwrap();
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    assert_eq!(git(&group.path("ana"), &words), "schema: 1\nsoon: 21\n");
    assert!(said.contains("`workplan undo` takes theirs instead."), "{said}");
}

#[test]
fn set_and_undo_print_a_number_alike() {
    let group = Group::with(&["ana"], &[("config.yaml", "schema: 1\nsoon: 30\n")]);
    let said = group.ok("ana", &["set", "config:", "soon=5"]);
    assert!(said.contains("  soon 30 → 5\n"), "{said}");
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("  soon 5 → 30\n"), "{said}");
}
