//! The account of `share` and `update`: what came in, what was dropped, and the way back.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::json_shapes::assert_shape;
use crate::share::{Group, long_plan};
use crate::support::{git, write};

/// Writes a script that can be run.
fn script(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// Commits and pushes with git alone.
fn push(group: &Group, person: &str, subject: &str) {
    let own = group.path(person);
    git(&own, &["add", "-A"]);
    git(&own, &["commit", "-qm", subject]);
    git(&own, &["push", "-q", "origin", "HEAD:main"]);
}

fn today(group: &Group, person: &str) -> String {
    let asked = ["log", "-1", "--format=%ad", "--date=format:%-d %b %Y"];
    git(&group.path(person), &asked).trim().to_owned()
}

#[test]
fn what_update_drops_is_named_and_undo_brings_it_back() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.4", "remarks=Text of Ben");
    group.set("ben", "1.5", "status=ongoing");
    group.ok("ben", &["share"]);
    group.set("ana", "1.4", "remarks=My long text");
    let said = group.ok("ana", &["update", "--theirs"]);
    assert_eq!(
        said,
        format!(
            "Took theirs in 1 place, and dropped what you had written there:\n  \
             1.4 Activity number 4: remarks: “My long text”; now “Text of Ben”\n  \
             `workplan undo` brings yours back.\n\
             Took in what others did: 2 changes by ben.\n  \
             1.4 Activity number 4: remarks changed ({day})\n  \
             1.5 Activity number 5: status planned → ongoing ({day})\n",
            day = today(&group, "ben")
        )
    );
    assert!(!group.plan("ana").contains("My long text"));
    let list = group.ok("ana", &["undo", "--list"]);
    assert!(list.contains("update"), "{list}");
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("1.4"), "{said}");
    let plan = group.plan("ana");
    assert!(plan.contains("My long text") && !plan.contains("Text of Ben"), "{plan}");
    assert!(plan.contains("status: ongoing"), "what Ben did elsewhere stays: {plan}");
}

#[test]
fn a_plan_that_others_removed_comes_back_by_undo() {
    let earlier = long_plan(2).replace("2024", "2023");
    let files = [("2024.yaml", long_plan(2)), ("2023.yaml", earlier)];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let group = Group::with(&["ana", "ben"], &files);
    std::fs::remove_file(group.path("ben/workplans/2023.yaml")).unwrap();
    group.ok("ben", &["share"]);
    let own = group.path("ana/workplans/2023.yaml");
    let edit = group.run("ana", &["set", "1.2", "title=Mine", "--plan", "2023"]);
    assert_eq!(edit.code, Some(0), "{edit:?}");
    let said = group.ok("ana", &["update", "--theirs"]);
    assert!(said.contains("  workplans/2023.yaml: the other version of the file\n"), "{said}");
    assert!(said.contains("    1.2 Mine: title"), "{said}");
    assert!(!own.exists());
    group.ok("ana", &["undo"]);
    assert!(std::fs::read_to_string(own).unwrap().contains("title: Mine"));
}

#[test]
fn what_share_overrules_is_named_with_the_old_value() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.4", "status=completed");
    group.ok("ben", &["share"]);
    let run = group.run("ana", &["cancel", "1.4", "--reason", "no money"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let value = group.run("ana", &["share", "--ours", "--dry-run", "--format", "json"]).json();
    assert_shape(&value, "share");
    let said = group.ok("ana", &["share", "--ours"]);
    assert!(!said.contains("The others have no new changes"), "{said}");
    assert!(said.contains("dropped what others had written there:\n  1.4 Activity"), "{said}");
    assert!(said.contains("status: “completed” (ben, "), "{said}");
    assert!(said.contains("; now “cancelled”"), "{said}");
    assert!(said.contains("`workplan undo` takes theirs instead."), "{said}");
    assert!(group.shared().contains("status: cancelled"));
    let said = group.ok("ben", &["update"]);
    assert!(said.contains("completed → cancelled"), "{said}");
}

#[test]
fn what_share_drops_of_the_user_is_said_and_nothing_is_claimed() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.4", "due=2025-01-01");
    group.ok("ben", &["share"]);
    group.set("ana", "1.4", "due=2025-02-01");
    let run = group.run("ana", &["share", "--theirs", "--format", "json"]);
    let value = run.json();
    assert_shape(&value, "share");
    assert_eq!(value["settled"][0]["kept"], "theirs");
    assert_eq!(value["settled"][0]["ours"], "“2025-02-01”");
    group.set("ana", "1.4", "due=2025-03-01");
    group.set("ben", "1.4", "due=2025-04-01");
    group.ok("ana", &["share"]);
    let said = group.ok("ben", &["share", "--theirs"]);
    assert!(said.contains("due: “2025-04-01”; now “2025-03-01”"), "{said}");
    assert!(said.contains("Nothing of yours is left to share"), "{said}");
    assert!(!said.contains("about other files") && !said.contains("can see"), "{said}");
    group.ok("ben", &["undo"]);
    assert!(group.plan("ben").contains("due: 2025-04-01"));
}

#[test]
fn an_unreadable_file_of_others_is_not_taken_in() {
    for has_own in [true, false] {
        let group = Group::new(&["ana", "ben"]);
        let ben = group.path("ben/workplans/2024.yaml");
        group.set("ben", "1.6", "weight=7");
        group.ok("ben", &["share"]);
        let text = std::fs::read_to_string(&ben).unwrap();
        std::fs::write(&ben, text.replacen("period", "  : : [\nperiod", 1)).unwrap();
        push(&group, "ben", "Oh");
        if has_own {
            group.set("ana", "1.5", "weight=9");
        }
        let before = group.plan("ana");
        for verb in ["update", "share"] {
            let run = group.run("ana", &[verb]);
            assert_eq!(run.code, Some(2), "{run:?}");
            let said = "workplans/2024.yaml cannot be read in the version that A shared last";
            assert!(run.stderr.contains(said), "{run:?}");
            assert!(run.stderr.contains("with --ours or --theirs: both take"), "{run:?}");
        }
        assert_eq!(group.plan("ana"), before);
        for side in ["--ours", "--theirs"].iter().take(if has_own { 2 } else { 1 }) {
            let said = group.ok("ana", &["share", side]);
            if *side == "--ours" {
                assert!(said.contains("2024.yaml: the last version of others cannot be"), "{said}");
                assert!(said.contains("1.6 Activity number 6: weight"), "{said}");
            }
            let shared = group.shared();
            assert!(shared.contains("weight: 7") && !shared.contains(": : ["), "{shared}");
            assert_eq!(shared.contains("weight: 9"), has_own);
        }
        assert_eq!(group.plan("ana"), group.shared());
        assert_eq!(group.status("ana"), "");
    }
}

#[test]
fn each_thing_that_comes_in_is_named() {
    let group = Group::new(&["ana", "ben"]);
    let ben = group.path("ben");
    let change: &[(&dyn Fn(), &str)] = &[
        (
            &|| {
                let path = ben.join("workplans/organizations.yaml");
                let text = std::fs::read_to_string(&path).unwrap();
                std::fs::write(path, text + "  - id: who\n    name: WHO\n").unwrap();
            },
            "  workplans/organizations.yaml: the organization WHO is new (",
        ),
        (
            &|| write(&ben, "config.yaml", "schema: 1\nsoon: 20\n"),
            "  workplans/config.yaml: a new file (",
        ),
        (
            &|| {
                let path = ben.join("workplans/2024.yaml");
                let text = std::fs::read_to_string(&path).unwrap();
                std::fs::write(path, format!("# A comment\n{text}")).unwrap();
            },
            "  workplans/2024.yaml: only comments or the layout changed (",
        ),
        (&|| write(&ben, "notes.md", "one\n"), "  workplans/notes.md: a new file ("),
        (&|| std::fs::write(ben.join("README"), "ONE\n").unwrap(), "  README: changed ("),
        (
            &|| {
                let path = ben.join("workplans/2024.yaml");
                std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
            },
            "  workplans/2024.yaml: only its permissions changed (",
        ),
        (&|| git(&ben, &["rm", "-q", "README"]).clear(), "  README: removed ("),
    ];
    for (edit, line) in change {
        edit();
        push(&group, "ben", "A change");
        let said = group.ok("ana", &["update"]);
        assert!(said.starts_with("Took in what others did: 1 change by A.\n"), "{line} {said}");
        assert!(said.contains(line), "{line}: {said}");
    }
    let value = {
        write(&ben, "notes.md", "two\n");
        push(&group, "ben", "A change");
        group.run("ana", &["update", "--format", "json"]).json()
    };
    assert_shape(&value, "share");
    assert_eq!(value["files"][0]["path"], "workplans/notes.md");
    assert_eq!(value["files"][0]["author"], "A");
    // The same by both.
    for person in ["ana", "ben"] {
        group.set(person, "1.1", "status=ongoing");
    }
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("What others did changes nothing here."), "{said}");
    // Nothing was decided, so nothing of hers was dropped.
    assert!(said.ends_with("The shared copy has all of your changes.\n"), "{said}");
}

#[test]
fn a_new_file_that_cannot_be_read_is_not_removed() {
    let group = Group::new(&["ana", "ben"]);
    let new = group.path("ben/workplans/2027.yaml");
    std::fs::write(&new, "a: [\n").unwrap();
    push(&group, "ben", "Oh");
    group.set("ana", "1.5", "weight=4");
    for arguments in [&["share"][..], &["share", "--ours"], &["update", "--theirs"]] {
        let run = group.run("ana", arguments);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr.contains("workplans/2027.yaml cannot be read in the version"),
            "{run:?}"
        );
        assert!(run.stderr.contains("ask A to correct it"), "{run:?}");
        assert!(run.stderr.contains("or to remove it; there is no earlier version"), "{run:?}");
        assert!(!run.stderr.contains("--ours"), "{run:?}");
    }
    assert!(!group.shared().contains("weight: 4"));
    group.ok("ben", &["update"]);
    assert!(new.exists());
    // Once it is removed, the next run goes on.
    std::fs::remove_file(&new).unwrap();
    push(&group, "ben", "Remove it");
    group.ok("ana", &["share"]);
    assert!(group.shared().contains("weight: 4"));
}

#[test]
fn undo_twice_after_a_decision_does_not_remove_what_others_wrote() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.4", "remarks=Text of Ben");
    group.ok("ben", &["share"]);
    group.set("ana", "1.4", "remarks=Mine");
    group.set("ana", "1.5", "weight=4");
    group.ok("ana", &["share", "--theirs"]);
    group.ok("ana", &["undo"]);
    assert!(group.plan("ana").contains("remarks: Mine"));
    // Another field of hers can still be taken back.
    let said = group.ok("ana", &["undo"]);
    assert!(said.contains("1.5"), "{said}");
    let run = group.run("ana", &["undo"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("remarks was changed after that edit, by ben"), "{run:?}");
    assert!(group.plan("ana").contains("remarks: Mine"));
    // A new edit of the field is taken back as ever.
    group.set("ana", "1.4", "remarks=New");
    group.ok("ana", &["undo"]);
    assert!(group.plan("ana").contains("remarks: Mine"));
}

#[test]
fn undo_is_not_promised_for_a_file_that_is_no_plan() {
    for (side, sentence) in [
        ("--theirs", "`workplan undo` brings yours back, except for files that are no plans."),
        ("--ours", "`workplan undo` takes theirs instead, except for files that are no plans."),
    ] {
        let group = Group::new(&["ana", "ben"]);
        for person in ["ben", "ana"] {
            write(&group.path(person), "notes.md", &format!("of {person}\n"));
            group.set(person, "1.4", &format!("remarks=of {person}"));
        }
        group.ok("ben", &["share"]);
        let said = group.ok("ana", &["share", side]);
        assert!(said.contains("workplans/notes.md: the other version of the file"), "{said}");
        assert!(said.contains("who knows git sees it with `git show "), "{said}");
        assert!(said.contains(sentence), "{said}");
    }
}

#[test]
fn a_dry_run_does_not_claim_to_have_done_it() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.4", "due=2025-01-01");
    group.ok("ben", &["share"]);
    let said = group.ok("ana", &["update", "--dry-run"]);
    assert!(said.starts_with("Would take in what others did: 1 change by ben."), "{said}");
    group.set("ana", "1.4", "due=2025-02-01");
    let said = group.ok("ana", &["update", "--theirs", "--dry-run"]);
    assert!(said.starts_with("Would take theirs in 1 place"), "{said}");
    assert!(group.plan("ana").contains("2025-02-01"));
}

#[test]
fn a_change_during_the_push_waits_and_the_push_is_not_denied() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.3", "progress=60");
    group.ok("ben", &["share"]);
    group.set("ana", "1.1", "status=ongoing");
    let program = env!("CARGO_BIN_EXE_workplan");
    let hook = group.path("ana").join(".git/hooks/pre-push");
    script(
        &hook,
        &format!("cd '{}' && {program} set 1.3 progress=71 >&2", group.path("ana").display()),
    );
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("Shared: the others can see your changes now"), "{run:?}");
    assert!(!run.stdout.contains("Nothing was taken in or shared"), "{run:?}");
    assert!(run.stdout.contains("This change is not shared yet:\n  1.3 Activity"), "{run:?}");
    assert!(run.stdout.contains("theirs: “60” (ben"), "{run:?}");
    assert!(group.shared().contains("status: ongoing"));
    std::fs::remove_file(hook).unwrap();
    group.ok("ana", &["share", "--ours"]);
    assert!(group.shared().contains("progress: 71"));
}

#[test]
fn another_run_that_saved_more_is_not_taken_back() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.3", "progress=60");
    group.ok("ben", &["share"]);
    group.set("ana", "1.1", "progress=50");
    // While the push is on its way, another run commits a further change.
    let program = env!("CARGO_BIN_EXE_workplan");
    let ana = group.path("ana");
    let hook = ana.join(".git/hooks/pre-push");
    script(
        &hook,
        &format!(
            "cd '{}' && {program} set 1.1 progress=71 >&2 && git commit -qm More -- workplans",
            ana.display()
        ),
    );
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("more was saved here meanwhile, which is not shared yet"), "{said}");
    assert!(said.contains("Shared: "), "{said}");
    assert!(group.plan("ana").contains("progress: 71"));
    std::fs::remove_file(hook).unwrap();
    group.ok("ana", &["share"]);
    assert!(group.shared().contains("progress: 71") && group.shared().contains("progress: 60"));
    assert_eq!(group.status("ana"), "");
}

#[test]
fn one_decision_about_the_status_keeps_every_other_change() {
    for (side, status) in [("--ours", "cancelled"), ("--theirs", "completed")] {
        let group = Group::new(&["ana", "ben"]);
        let day = ["--as-of", "2024-09-15"];
        let edit = |person: &str, arguments: &[&str]| {
            let run = group.run(person, &[arguments, &day].concat());
            assert_eq!(run.code, Some(0), "{run:?}");
        };
        edit("ben", &["done", "1.1"]);
        edit("ben", &["set", "1.3", "contact=Ben"]);
        group.ok("ben", &["share"]);
        edit("ana", &["cancel", "1.1", "--reason", "no funds"]);
        edit("ana", &["set", "1.2", "contact=Ana"]);
        let asked = group.run("ana", &["share"]);
        assert!(asked.stdout.contains("In one place you and others"), "{asked:?}");
        let run = group.run("ana", &["share", side]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(!run.stdout.contains("the other version of the file"), "{run:?}");
        let plan = group.shared();
        assert!(plan.contains("contact: Ana") && plan.contains("contact: Ben"), "{side}: {plan}");
        assert!(plan.contains(&format!("status: {status}")), "{side}: {plan}");
        assert_eq!(plan.contains("completed: 2024-09-15"), status == "completed", "{plan}");
        assert_eq!(plan.contains("reason: no funds"), status == "cancelled", "{plan}");
    }
}
