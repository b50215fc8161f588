//! What of the workplans folder is shared: new files by name, and no leftovers, links or
//! repositories; and the settings, hooks and locks of git that get in the way.

use std::os::unix::fs::{PermissionsExt, symlink};

use crate::json_shapes::assert_shape;
use crate::share::{Group, assert_tidy, long_plan};
use crate::share_dialogue::typed;
use crate::support::{command, git, write};

#[test]
fn new_files_are_named_and_leftovers_stay_here() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    for name in [
        "passwords.txt",
        "notes.md",
        "~$plan.xlsx",
        ".1-field.yaml.swp",
        ".hidden",
        ".workplan-lock",
        ".workplan-AbC123",
        "2024.yaml.bak",
        "2024.yaml~",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "4913",
        "#notes.md#",
    ] {
        write(&ana, name, "mine\n");
    }
    std::fs::create_dir(ana.join("workplans/inner")).unwrap();
    crate::support::init(&ana.join("workplans/inner"));
    symlink("/etc/hostname", ana.join("workplans/2025.yaml")).unwrap();
    let said = group.ok("ana", &["share"]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("Saved your changes: Update 2 files of the workplans."), "{said}");
    assert_eq!(lines[1], "  new file: workplans/notes.md");
    assert_eq!(lines[2], "  new file: workplans/passwords.txt");
    assert!(lines[3].starts_with("Not shared: workplans/"), "{said}");
    for part in [
        "workplans/#notes.md# (left by another program)",
        "workplans/.hidden (hidden)",
        "workplans/inner (a git repository of its own)",
        "workplans/2025.yaml (a link out of the folder: edits are refused until it is removed)",
    ] {
        assert!(lines[3].contains(part), "{part}: {said}");
    }
    assert!(!said.contains(".workplan-"), "{said}");
    let shared = git(&group.path("hub.git"), &["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(
        shared,
        "README\nworkplans/2024.yaml\nworkplans/notes.md\nworkplans/organizations.yaml\n\
         workplans/passwords.txt\n"
    );
    write(&ana, "one.txt", "one\n");
    let value = group.run("ana", &["share", "--format", "json"]).json();
    assert_shape(&value, "share");
    assert_eq!(value["committed"]["subject"], "Add workplans/one.txt");
    assert_eq!(value["committed"]["files"][0]["path"], "workplans/one.txt");
    assert_eq!(value["left_out"].as_array().unwrap().len(), 12, "{value}");
    let run = group.run("ana", &["set", "1.1", "weight=2"]);
    assert!(
        run.stderr.contains("workplans/2025.yaml cannot be opened: this link leads"),
        "{run:?}"
    );
    let said = group.ok("ana", &["share"]);
    assert!(said.ends_with("The shared copy has all of your other changes.\n"), "{said}");
    assert_tidy(&ana);
}

#[test]
fn a_plan_that_became_a_link_is_refused() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let plan = ana.join("workplans/2024.yaml");
    std::fs::rename(&plan, group.path("elsewhere.yaml")).unwrap();
    symlink(group.path("elsewhere.yaml"), &plan).unwrap();
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("workplans/2024.yaml. Nothing was changed"), "{run:?}");
    assert_eq!(group.shared(), long_plan(6));
}

#[test]
fn a_plan_that_git_ignores_is_named() {
    let group = Group::new(&["ana", "ben"]);
    let ana = group.path("ana");
    std::fs::create_dir_all(ana.join(".git/info")).unwrap();
    std::fs::write(ana.join(".git/info/exclude"), "2025*\n").unwrap();
    write(&ana, "2025.yaml", &long_plan(1).replace("2024", "2025"));
    git(&ana, &["update-index", "--assume-unchanged", "workplans/2024.yaml"]);
    group.set("ana", "1.1", "status=ongoing");
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("workplans/2025.yaml (ignored by git)"), "{said}");
    assert!(said.contains("workplans/2024.yaml (git was asked to ignore its changes)"), "{said}");
    assert!(said.ends_with("The shared copy has all of your other changes.\n"), "{said}");
    // Another one of that name is not written over it.
    write(&group.path("ben"), "2025.yaml", &long_plan(2).replace("2024", "2025"));
    group.ok("ben", &["share"]);
    let before = std::fs::read_to_string(ana.join("workplans/2025.yaml")).unwrap();
    for verb in ["update", "share"] {
        let run = group.run("ana", &[verb]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("git ignores here: workplans/2025.yaml"), "{run:?}");
        assert!(run.stderr.contains("move yours away"), "{run:?}");
    }
    assert_eq!(std::fs::read_to_string(ana.join("workplans/2025.yaml")).unwrap(), before);
}

#[test]
fn settings_for_merges_do_not_matter() {
    for setting in [
        ["merge.verifySignatures", "true"],
        ["branch.main.mergeOptions", "--squash"],
        ["branch.main.mergeOptions", "--no-ff --no-commit"],
        ["merge.ff", "false"],
    ] {
        let group = Group::new(&["ana", "ben"]);
        let ana = group.path("ana");
        git(&ana, &["config", setting[0], setting[1]]);
        group.set("ben", "1.1", "status=ongoing");
        group.ok("ben", &["share"]);
        group.set("ana", "1.2", "status=ongoing");
        group.ok("ana", &["share"]);
        group.set("ben", "1.3", "status=ongoing");
        group.ok("ben", &["share"]);
        group.ok("ana", &["update"]);
        assert_eq!(group.status("ana"), "", "{setting:?}");
        assert_eq!(
            git(&ana, &["rev-parse", "HEAD", "origin/main"])
                .lines()
                .collect::<std::collections::BTreeSet<_>>()
                .len(),
            1
        );
        assert_eq!(group.plan("ana").matches("status: ongoing").count(), 3);
    }
}

#[test]
fn a_lock_of_git_stops_it_before_anything_is_done() {
    let group = Group::new(&["ana", "ben"]);
    let ana = group.path("ana");
    group.set("ben", "1.1", "status=ongoing");
    group.ok("ben", &["share"]);
    group.set("ana", "1.2", "status=ongoing");
    let before = (group.status("ana"), group.plan("ana"), git(&ana, &["rev-parse", "HEAD"]));
    for name in ["index", "HEAD", "refs/heads/main", "refs/remotes/origin/main"] {
        let lock = format!(".git/{name}.lock");
        std::fs::create_dir_all(ana.join(&lock).parent().unwrap()).unwrap();
        std::fs::write(ana.join(&lock), "").unwrap();
        for verb in ["share", "update"] {
            let run = group.run("ana", &[verb]);
            assert_eq!(run.code, Some(2), "{run:?}");
            assert!(run.stderr.contains("another program is working in this repo"), "{run:?}");
            assert!(run.stderr.contains(&lock), "{run:?}");
            assert!(!run.stderr.contains("git process"), "{run:?}");
        }
        std::fs::remove_file(ana.join(&lock)).unwrap();
    }
    let now = (group.status("ana"), group.plan("ana"), git(&ana, &["rev-parse", "HEAD"]));
    assert_eq!(now, before);
    group.ok("ana", &["share"]);
    assert_eq!(group.status("ana"), "");
}

#[test]
fn what_a_hook_adds_to_the_commit_stays() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let hook = ana.join(".git/hooks/pre-commit");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, "#!/bin/sh\necho made >made.txt; git add made.txt\n").unwrap();
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::write(ana.join("README"), "staged\n").unwrap();
    git(&ana, &["add", "README"]);
    group.set("ana", "1.1", "status=ongoing");
    let said = group.ok("ana", &["share", "# urgent"]);
    assert!(said.contains("  new file: made.txt (by a check of this repository)"), "{said}");
    assert_eq!(group.status("ana"), "M  README\n");
    assert_eq!(git(&ana, &["show", "HEAD:made.txt"]), "made\n");
    assert_eq!(git(&ana, &["log", "-1", "--format=%s"]), "# urgent\n");
}

#[test]
fn a_moved_folder_is_not_shared_twice() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    std::fs::create_dir(ana.join("sub")).unwrap();
    git(&ana, &["mv", "workplans", "sub/workplans"]);
    let run = crate::support::workplan(&ana.join("sub"), &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("was moved from workplans to sub/workplans"), "{run:?}");
    assert!(run.stderr.contains("git commit -m 'Move the workplans'"), "{run:?}");
    git(&ana, &["commit", "-qm", "Move the workplans"]);
    crate::support::workplan(&ana.join("sub"), &["share"]).ok();
    let shared = git(&group.path("hub.git"), &["ls-tree", "-r", "--name-only", "main"]);
    assert_eq!(shared.matches("2024.yaml").count(), 1, "{shared}");
}

#[test]
fn a_file_that_is_no_plan_is_settled_as_a_whole() {
    for (side, text) in [("--ours", "of ana\n"), ("--theirs", "of ben\n")] {
        let group = Group::new(&["ana", "ben"]);
        for person in ["ben", "ana"] {
            write(&group.path(person), "notes.md", &format!("of {person}\n"));
        }
        group.ok("ben", &["share"]);
        let run = group.run("ana", &["share"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stdout.contains("both changed this file, which is no plan"), "{run:?}");
        let said = group.ok("ana", &["share", side]);
        assert!(said.contains("workplans/notes.md: the other version of the file"), "{said}");
        let command = said.split('`').find(|part| part.starts_with("git show")).unwrap();
        let words: Vec<&str> = command.split(' ').skip(1).collect();
        let other = if side == "--ours" { "of ben\n" } else { "of ana\n" };
        assert_eq!(git(&group.path("ana"), &words), other);
        assert_eq!(git(&group.path("hub.git"), &["show", "main:workplans/notes.md"]), text);
        assert_eq!(group.status("ana"), "");
    }
}

#[test]
fn plans_that_git_stores_in_another_form_are_refused() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["config", "filter.rot.clean", "tr a-z n-za-m"]);
    git(&ana, &["config", "filter.rot.smudge", "tr a-z n-za-m"]);
    // A filter of other files does not matter.
    std::fs::write(ana.join(".gitattributes"), "*.bin filter=rot\n").unwrap();
    group.ok("ana", &["share"]);
    std::fs::write(ana.join(".gitattributes"), "*.yaml filter=rot\n").unwrap();
    for verb in ["share", "update"] {
        let run = group.run("ana", &[verb]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("in another form (the filter `rot`)"), "{run:?}");
        assert!(run.stderr.contains("help: ask somebody who knows git to share them"), "{run:?}");
    }
}

#[test]
fn a_shared_copy_that_was_rewritten_is_not_restored_unasked() {
    let group = Group::new(&["ana", "ben"]);
    let (ana, ben) = (group.path("ana"), group.path("ben"));
    group.set("ben", "1.1", "status=ongoing");
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    git(&ben, &["reset", "-q", "--hard", "HEAD~1"]);
    git(&ben, &["push", "-q", "--force", "origin", "main"]);
    let run = group.run("ana", &["update"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("git reset --keep "), "nothing of her own is here: {run:?}");
    group.set("ana", "1.2", "status=ongoing");
    for _ in 0..2 {
        let run = group.run("ana", &["share"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(
            run.stderr.contains("the shared copy was rewritten: 1 change that you have from the"),
            "{run:?}"
        );
        assert!(run.stderr.contains("(the last one: Start 1.1)"), "{run:?}");
        assert!(run.stderr.contains("with --ours puts them back"), "{run:?}");
    }
    assert!(!group.shared().contains("status: ongoing"));
    let (text, code) = typed(command(&ana, &["share"]), &["s"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("[p]ut them back, or [s]top?"), "{text}");
    let said = group.ok("ana", &["share", "--ours"]);
    assert!(said.contains("they are put back"), "{said}");
    assert_eq!(group.shared().matches("status: ongoing").count(), 2);
    // What she never had is no matter.
    git(&ben, &["fetch", "-q"]);
    git(&ben, &["reset", "-q", "--hard", "origin/main"]);
    group.set("ben", "1.3", "status=ongoing");
    group.ok("ben", &["share"]);
    git(&ana, &["fetch", "-q"]);
    git(&ben, &["reset", "-q", "--hard", "HEAD~1"]);
    git(&ben, &["push", "-q", "--force", "origin", "main"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("The others have no new changes."), "{said}");
}

#[test]
fn a_rewritten_shared_copy_is_noticed_until_that_is_decided() {
    // What comes between the rewriting and the next run: a run that ends at the question,
    // or a fetch by git.
    for is_by_git in [false, true] {
        let group = Group::new(&["ana", "ben"]);
        let (ana, ben) = (group.path("ana"), group.path("ben"));
        group.set("ben", "1.6", "weight=7");
        group.ok("ben", &["share"]);
        group.ok("ana", &["update"]);
        group.set("ana", "1.5", "weight=4");
        git(&ben, &["reset", "-q", "--hard", "HEAD~1"]);
        group.set("ben", "1.3", "weight=3");
        git(&ben, &["commit", "-qam", "Another"]);
        git(&ben, &["push", "-q", "--force", "origin", "main"]);
        if is_by_git {
            git(&ana, &["fetch", "-q"]);
        } else {
            let (text, code) = typed(command(&ana, &["share"]), &[]);
            assert!(text.contains("[p]ut them back, or [s]top?"), "{text}");
            assert_ne!(code, Some(0), "{text}");
        }
        for _ in 0..2 {
            let run = group.run("ana", &["share"]);
            assert_eq!(run.code, Some(2), "{run:?}");
            assert!(run.stderr.contains("the shared copy was rewritten: 1 change"), "{run:?}");
            git(&ana, &["fetch", "-q"]);
        }
        assert!(!group.shared().contains("weight: 7"));
        // The decision is made once.
        let said = group.ok("ana", &["share", "--ours"]);
        assert_eq!(said.matches("they are put back").count(), 1, "{said}");
        group.set("ana", "1.2", "weight=2");
        group.ok("ana", &["share"]);
        for weight in [2, 3, 4, 7] {
            assert!(group.shared().contains(&format!("weight: {weight}")));
        }
    }
}

#[test]
fn a_rewritten_shared_copy_is_noticed_in_a_clone_that_only_git_has_fetched() {
    let group = Group::new(&["ana", "ben"]);
    let (ana, ben) = (group.path("ana"), group.path("ben"));
    for number in ["1.6", "1.5"] {
        group.set("ben", number, "weight=7");
        group.ok("ben", &["share"]);
    }
    git(&ana, &["pull", "-q"]);
    git(&ben, &["reset", "-q", "--hard", "HEAD~1"]);
    git(&ben, &["push", "-q", "--force", "origin", "main"]);
    git(&ana, &["fetch", "-q"]);
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("the shared copy was rewritten: 1 change that you"), "{run:?}");
    assert_eq!(group.shared().matches("weight: 7").count(), 1);
}

#[test]
fn a_question_about_unsaved_changes_is_told_by_its_answer() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.4", "due=2025-01-01");
    group.ok("ben", &["share"]);
    group.set("ana", "1.4", "due=2024-11-29");
    let (text, code) = typed(command(&group.path("ana"), &["update"]), &["k"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("What others did changes nothing here."), "{text}");
    assert!(text.contains("Kept yours in 1 place"), "{text}");
    assert!(!text.contains("→"), "{text}");
    assert!(group.plan("ana").contains("due: 2024-11-29"));
}

#[test]
fn a_shared_copy_in_which_someone_works_is_named() {
    let group = Group::new(&["ana", "ben"]);
    git(&group.path("ana"), &["remote", "set-url", "origin", "../ben"]);
    group.set("ana", "1.1", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("is a folder in which someone works"), "{run:?}");
    assert_eq!(git(&group.path("ben"), &["branch"]), "* main\n");
}

#[test]
fn mails_and_half_downloads_stay_here_and_every_new_file_is_named() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let left = ["a.msg", "a.mbox", "a.OFT", "a.crdownload", "a.partial", "a.part", "2024.old"];
    for name in left.iter().chain(&["2024.yaml.mine"]) {
        write(&ana, name, "mine\n");
    }
    for number in 0..12 {
        write(&ana, &format!("note-{number}.txt"), "mine\n");
    }
    let said = group.ok("ana", &["share"]);
    assert_eq!(said.matches("new file: ").count(), 12, "{said}");
    assert_eq!(git(&ana, &["status", "--porcelain"]).lines().count(), 8);
}

#[test]
fn a_conflict_above_the_activities_names_its_plan() {
    let group = Group::new(&["ana", "ben"]);
    for (person, target) in [("ben", "target=80"), ("ana", "target=90")] {
        let run = group.run(person, &["set", "plan:2024", target]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    group.ok("ben", &["share"]);
    let run = group.run("ana", &["share"]);
    assert!(run.stdout.contains("  2024: target\n"), "{run:?}");
    let said = group.ok("ana", &["share", "--ours"]);
    assert!(said.contains("2024: target"), "{said}");
}

#[test]
fn a_folder_that_others_moved_is_not_called_removed() {
    let group = Group::new(&["ana", "ben"]);
    let ben = group.path("ben");
    std::fs::create_dir(ben.join("group")).unwrap();
    git(&ben, &["mv", "workplans", "group/workplans"]);
    git(&ben, &["commit", "-qm", "Move"]);
    git(&ben, &["push", "-q", "origin", "HEAD:main"]);
    let said = group.ok("ana", &["update"]);
    assert!(
        said.contains("the others moved the workplans folder: it is group/workplans"),
        "{said}"
    );
    assert!(!said.contains("the plan 2024: removed"), "{said}");
}

#[test]
fn a_commit_that_cannot_be_signed_is_no_refused_check() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["config", "commit.gpgSign", "true"]);
    git(&ana, &["config", "gpg.program", "false"]);
    group.set("ana", "1.1", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("git could not save your changes: "), "{run:?}");
}

#[test]
fn where_nothing_can_be_written_that_is_said_before_anything_is_fetched() {
    let group = Group::new(&["ana", "ben"]);
    group.set("ben", "1.1", "status=ongoing");
    group.ok("ben", &["share"]);
    let ana = group.path("ana");
    std::fs::write(ana.join(".git/workplan"), "in the way\n").unwrap();
    let before = git(&ana, &["for-each-ref"]);
    for verb in ["update", "share"] {
        let run = group.run("ana", &[verb]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("nothing can be written in git's folder of "), "{run:?}");
        assert!(run.stderr.contains("help: nothing is lost; it needs room"), "{run:?}");
    }
    assert_eq!(git(&ana, &["for-each-ref"]), before);
}

#[test]
fn a_removed_activity_is_told_in_words_for_people() {
    let group = Group::new(&["ana", "ben"]);
    let path = group.path("ben/workplans/2024.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let (rest, _) = text.split_once("      - id: 1.6\n").unwrap();
    std::fs::write(path, rest).unwrap();
    group.ok("ben", &["share"]);
    group.set("ana", "1.6", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("others removed it, and you changed it (ben"), "{run:?}");
    let said = group.ok("ana", &["share", "--theirs"]);
    assert!(said.contains("1.6 Activity number 6: others removed it, and you changed"), "{said}");
    group.ok("ana", &["undo"]);
    assert!(group.plan("ana").contains("status: ongoing"));
}
