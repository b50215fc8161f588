//! Mishaps around sharing: hooks that change plans, locks and renamed branches in the shared copy,
//! runs that were stopped, and faults that come in from others.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::symlink;
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process};

use crate::share::{Group, assert_tidy};
use crate::share_bad_days::{assert_says, interrupted, script};
use crate::support::{command, git, open_terminal, workplan};

/// The branches of the shared copy.
fn branches(group: &Group) -> String {
    git(&group.path("hub.git"), &["for-each-ref", "--format=%(refname:short)", "refs/heads"])
}

#[test]
fn a_hook_that_brings_an_error_is_named_and_nothing_is_shared() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let hook = ana.join(".git/hooks/pre-commit");
    script(&hook, "echo '  [broken' >> workplans/2024.yaml; git add workplans");
    group.set("ana", "1.1", "status=ongoing");
    let own = group.plan("ana");
    let shared = group.shared();
    let state = || (group.status("ana"), git(&ana, &["rev-parse", "HEAD"]));
    let before = state();
    let run = group.run("ana", &["share"]);
    assert_says(
        &run,
        "a check of this repository (a hook) changed workplans/2024.yaml while your changes were \
         saved",
        "put your own version of workplans/2024.yaml back",
    );
    assert!(run.stderr.contains("Nothing was saved or shared"), "{run:?}");
    assert_eq!(group.shared(), shared);
    assert_eq!(state(), before, "the commit is taken back");
    // The way back that was said.
    let id = run.stderr.split("`git show ").nth(1).unwrap().split('`').next().unwrap();
    assert_eq!(git(&ana, &["show", id]), own);
    // Also after that, nothing with an error gets away.
    assert_eq!(group.run("ana", &["share"]).code, Some(2));
    assert_eq!(group.shared(), shared);
    std::fs::remove_file(hook).unwrap();
    std::fs::write(ana.join("workplans/2024.yaml"), &own).unwrap();
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), own);
    assert_eq!(group.status("ana"), "");
    assert_tidy(&ana);
}

#[test]
fn a_hook_that_rewrites_a_shared_file_is_named() {
    let group = Group::new(&["ana"]);
    let hook = group.path("ana").join(".git/hooks/pre-commit");
    script(
        &hook,
        "sed s/Activity\\ number\\ 2/Rewritten/ workplans/2024.yaml > new\n\
         mv new workplans/2024.yaml; git add workplans",
    );
    group.set("ana", "1.1", "status=ongoing");
    let said = group.ok("ana", &["share"]);
    assert!(
        said.contains("  changed file: workplans/2024.yaml (by a check of this repository)\n"),
        "{said}"
    );
    assert!(group.shared().contains("title: Rewritten"));
    assert_eq!(group.status("ana"), "");
    // A hook that changes nothing is not named.
    script(&hook, "git add workplans");
    group.set("ana", "1.1", "status=planned");
    let said = group.ok("ana", &["share"]);
    assert!(!said.contains("by a check"), "{said}");
}

#[test]
fn a_lock_in_the_shared_copy_is_not_a_protected_branch() {
    let group = Group::new(&["ana"]);
    let lock = group.path("hub.git/refs/heads/main.lock");
    std::fs::create_dir_all(lock.parent().unwrap()).unwrap();
    std::fs::write(&lock, "").unwrap();
    group.set("ana", "1.1", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_says(
        &run,
        "another program is writing to `main` in the shared copy",
        "run `workplan share` again in a minute",
    );
    assert_eq!(branches(&group), "main\n");
    std::fs::remove_file(lock).unwrap();
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), group.plan("ana"));
    assert_eq!(branches(&group), "main\n");
}

#[test]
fn a_branch_that_was_renamed_is_not_begun_again() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    group.ok("ana", &["share"]);
    git(&group.path("hub.git"), &["branch", "-m", "main", "trunk"]);
    group.set("ana", "1.1", "status=ongoing");
    for verb in ["share", "share", "update", "share"] {
        let run = group.run("ana", &[verb]);
        assert_says(
            &run,
            "the shared copy has no branch `main`, but it has: trunk",
            "`git branch --set-upstream-to=origin/trunk`",
        );
        assert_eq!(branches(&group), "trunk\n");
    }
    git(&ana, &["fetch", "-q", "origin"]);
    git(&ana, &["branch", "-q", "--set-upstream-to=origin/trunk"]);
    group.ok("ana", &["share"]);
    let shared = git(&group.path("hub.git"), &["show", "trunk:workplans/2024.yaml"]);
    assert_eq!(shared, group.plan("ana"));
    assert_eq!(branches(&group), "trunk\n");
}

#[test]
fn an_index_of_a_stopped_run_is_removed_by_the_next_one() {
    let group = Group::new(&["ana"]);
    let own = group.path("ana").join(".git/workplan");
    group.ok("ana", &["share"]);
    let left = own.join("index-left");
    std::fs::create_dir_all(&left).unwrap();
    std::fs::write(left.join("index"), "").unwrap();
    // As long as another run has one, it may be that one.
    let other = File::open(&own).unwrap();
    other.lock_shared().unwrap();
    group.ok("ana", &["share"]);
    assert!(left.exists());
    drop(other);
    group.ok("ana", &["share"]);
    assert!(!left.exists());
}

#[test]
fn an_interruption_says_where_things_stand() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let sign = group.path("sign");
    let stop = format!("touch '{}'; sleep 20", sign.display());
    group.set("ana", "1.1", "status=ongoing");
    let hook = ana.join(".git/hooks/pre-commit");
    script(&hook, &stop);
    let said = interrupted(&group, "ana", "share", &sign);
    let sentence = "Stopped while your changes were being saved: your files have them, nothing was \
                    shared, and `workplan share` goes on from there\n";
    assert_eq!(said.trim_start(), sentence);
    std::fs::remove_file(hook).unwrap();
    let slow = group.path("slow");
    script(&slow, &stop);
    git(&ana, &["config", "remote.origin.uploadpack", slow.to_str().unwrap()]);
    for (verb, sentence) in [
        ("share", "Stopped: your changes are saved here, the others may not have them yet, and"),
        ("update", "Stopped: your own changes are all here, and `workplan update` takes in"),
    ] {
        let said = interrupted(&group, "ana", verb, &sign);
        assert!(said.trim_start().starts_with(sentence), "{said}");
        assert_eq!(said.trim().lines().count(), 1, "{said}");
    }
    git(&ana, &["config", "--unset", "remote.origin.uploadpack"]);
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), group.plan("ana"));
    assert_tidy(&ana);
}

#[test]
fn an_interruption_at_a_question_says_where_things_stand() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("ana", "1.1", "due=2024-08-31");
    group.ok("ana", &["share"]);
    group.set("kenji", "1.1", "due=2024-07-31");
    let (mut near, far) = open_terminal(100);
    let end = || Stdio::from(far.try_clone().unwrap());
    let mut program = command(&group.path("kenji"), &["share"]);
    program.env("NO_COLOR", "1");
    let mut child = program.stdin(end()).stdout(end()).stderr(end()).spawn().unwrap();
    drop((program, far));
    let (mut said, mut piece) = (Vec::new(), [0; 256]);
    while !String::from_utf8_lossy(&said).contains("[s]top?") {
        let read = near.read(&mut piece).unwrap();
        said.extend_from_slice(&piece[..read]);
    }
    let id = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(id, Signal::INT).unwrap();
    let mut rest = Vec::new();
    let _ = near.read_to_end(&mut rest);
    let rest = String::from_utf8(rest).unwrap();
    assert!(rest.contains("Stopped: your changes are saved here"), "{rest}");
    assert!(!child.wait().unwrap().success());
    assert_eq!(group.status("kenji"), "");
    group.ok("kenji", &["share", "--ours"]);
    assert!(group.shared().contains("due: 2024-07-31"));
    assert_tidy(&group.path("kenji"));
}

#[test]
fn the_rest_of_a_moved_folder_is_named_and_not_taken_for_the_workplans() {
    let group = Group::new(&["ana", "ben", "kenji"]);
    let (ana, ben, kenji) = (group.path("ana"), group.path("ben"), group.path("kenji"));
    std::fs::create_dir(ben.join("plans")).unwrap();
    git(&ben, &["mv", "workplans", "plans/workplans"]);
    git(&ben, &["commit", "-qm", "Move the folder"]);
    git(&ben, &["push", "-q", "origin", "HEAD:main"]);
    std::fs::create_dir_all(ana.join(".git/info")).unwrap();
    std::fs::write(ana.join(".git/info/exclude"), "*.log\n").unwrap();
    for name in ["x.log", ".private"] {
        std::fs::write(ana.join("workplans").join(name), "mine\n").unwrap();
    }
    symlink("x.log", ana.join("workplans/link")).unwrap();
    let said = group.ok("ana", &["share"]);
    assert!(
        said.replace('\n', " ").contains(
            "these files are not shared and stay in the old folder: workplans/.private, \
             workplans/link, workplans/x.log."
        ),
        "{said}"
    );
    for verb in ["mine", "share", "update", "status"] {
        let run = group.run("ana", &[verb]);
        assert_says(
            &run,
            "workplans has no plans any more: the workplans folder was moved to ",
            "plans/workplans",
        );
    }
    let named = ["status", "--dir", "plans/workplans"];
    assert_eq!(group.run("ana", &named).code, Some(0));
    // Where nothing is left, the new folder is named as well.
    let said = group.ok("kenji", &["update"]);
    assert!(!said.contains("stay in the old folder"), "{said}");
    let run = group.run("kenji", &["mine"]);
    assert_says(&run, "there is no folder called `workplans` here", "plans/workplans");
    // A new folder beside that of another group is no rest of a move.
    std::fs::create_dir_all(kenji.join("other/workplans")).unwrap();
    let run = workplan(&kenji.join("other"), &["status"]);
    assert!(run.stderr.contains("there is no plan in "), "{run:?}");
}

#[test]
fn faults_that_come_in_are_told_with_their_authors() {
    let group = Group::new(&["ana", "ben"]);
    let ana = group.path("ana");
    let plan = ana.join("workplans/2024.yaml");
    let text = group.plan("ana").replacen("owners: [iom]", "owners: [nope]", 2);
    std::fs::write(&plan, text).unwrap();
    git(&ana, &["commit", "-qam", "Owners"]);
    git(&ana, &["push", "-q", "origin", "HEAD:main"]);
    let said = group.ok("ben", &["update"]).replace('\n', " ");
    assert!(said.contains("workplans/2024.yaml has 2 new errors by A: "), "{said}");
    assert!(said.contains("`nope`. Edits of the plan 2024 are refused until "), "{said}");
    let run = group.run("ben", &["set", "1.3", "weight=2"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    // Told once: it is not new the next time.
    group.set("ana", "1.1", "owners=iom");
    group.set("ana", "1.2", "owners=iom");
    symlink("/etc/hostname", ana.join("workplans/2026.yaml")).unwrap();
    git(&ana, &["add", "-A"]);
    git(&ana, &["commit", "-qm", "A link"]);
    git(&ana, &["push", "-q", "origin", "HEAD:main"]);
    let said = group.ok("ben", &["update"]).replace('\n', " ");
    assert!(!said.contains("new error"), "{said}");
    assert!(said.contains("workplans/2026.yaml by A cannot be opened: this link leads"), "{said}");
    assert!(said.contains("Edits are refused until it is removed or corrected"), "{said}");
}

#[test]
fn a_commit_that_a_hook_broke_is_judged_by_the_run_after_a_kill() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let plan = ana.join("workplans/2024.yaml");
    let head = || git(&ana, &["rev-parse", "HEAD"]);
    let (before, shared) = (head(), group.shared());
    group.set("ana", "1.1", "title=Mine");
    let mine = group.plan("ana");
    // What is left after a kill: the commit with what the hook wrote, and the note of it.
    std::fs::write(&plan, mine.replace("owners: [iom]", "owners: [nobody]")).unwrap();
    git(&ana, &["commit", "-qam", "By a hook"]);
    std::fs::write(&plan, &mine).unwrap();
    std::fs::create_dir_all(ana.join(".git/workplan")).unwrap();
    let note = ana.join(".git/workplan/unfinished-commit");
    std::fs::write(&note, before.trim()).unwrap();
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("unknown organization `nobody`"), "{run:?}");
    assert!(run.stderr.contains("Nothing was saved or shared"), "{run:?}");
    assert_eq!((head(), group.shared()), (before.clone(), shared));
    assert_eq!(group.plan("ana"), mine);
    assert!(!note.exists());
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), mine);
    assert_tidy(&ana);
    // One without errors is finished.
    let before = head();
    group.set("ana", "1.2", "title=Mine");
    git(&ana, &["commit", "-qam", "Half"]);
    std::fs::write(&note, before.trim()).unwrap();
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), group.plan("ana"));
    assert!(!note.exists());
}

#[test]
fn a_branch_that_git_has_forgotten_is_not_begun_again() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&group.path("hub.git"), &["branch", "-m", "main", "trunk"]);
    git(&ana, &["fetch", "-q", "--prune"]);
    group.set("ana", "1.1", "title=Mine");
    for _ in 0..2 {
        let run = group.run("ana", &["share"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("has no branch `main`, but it has: trunk"), "{run:?}");
        assert!(run.stderr.contains("your changes are safe here"), "{run:?}");
    }
    let branches = git(&group.path("hub.git"), &["branch", "--format=%(refname:short)"]);
    assert_eq!(branches, "trunk\n");
}

#[test]
fn a_shared_copy_without_a_common_beginning_is_one_sentence() {
    let group = Group::new(&["ana"]);
    group.set("ana", "1.1", "title=Mine");
    group.ok("ana", &["share"]);
    let other = group.path("other");
    std::fs::create_dir(&other).unwrap();
    crate::support::init(&other);
    git(&other, &["commit", "-q", "--allow-empty", "-m", "Else"]);
    git(&other, &["push", "-q", "--force", "../hub.git", "HEAD:main"]);
    for side in [&["share"][..], &["share", "--ours"], &["update", "--ours"]] {
        let run = group.run("ana", side);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains("have no common beginning"), "{run:?}");
        assert!(!run.stdout.contains("put back") && !run.stderr.contains("put back"), "{run:?}");
    }
}

#[test]
fn a_repository_among_the_plans_is_told_with_what_to_do() {
    let group = Group::new(&["ana"]);
    let workplans = group.path("ana").join("workplans");
    let inner = workplans.join("inner");
    std::fs::create_dir(&inner).unwrap();
    crate::support::init(&inner);
    let run = group.run("ana", &["set", "1.1", "title=Mine"]);
    assert_says(&run, "workplans/inner cannot be opened", "move workplans/inner out of the");
    std::fs::remove_dir_all(&inner).unwrap();
    // The folder itself hides the repository that is shared.
    crate::support::init(&workplans);
    group.set("ana", "1.1", "title=Mine");
    let run = group.run("ana", &["share"]);
    assert_says(&run, "was made a git repository of its own, inside of ", "if that was a mistake");
    std::fs::remove_dir_all(workplans.join(".git")).unwrap();
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), group.plan("ana"));
}

#[test]
fn a_plan_that_a_hook_changed_on_the_disk_alone_is_told() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let hook = "sed -i 's/Activity number 6/By the hook/' workplans/2024.yaml";
    crate::share_bad_days::script(&ana.join(".git/hooks/pre-commit"), hook);
    group.set("ana", "1.1", "status=ongoing");
    let said = group.ok("ana", &["share"]);
    let told = "a check of this repository (a hook) changed workplans/2024.yaml on the disk";
    assert!(said.contains(told), "{said}");
    assert!(!group.shared().contains("By the hook"));
    assert!(group.plan("ana").contains("By the hook"));
    // Without a change of its own, it says nothing.
    group.ok("ana", &["share"]);
    group.set("ana", "1.1", "status=planned");
    let said = group.ok("ana", &["share"]);
    assert!(!said.contains("on the disk"), "{said}");
}

#[test]
fn an_old_lock_of_a_branch_is_removed() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    group.set("ana", "1.1", "status=ongoing");
    for (name, minutes, is_removed) in [
        ("HEAD.lock", 2, true),
        ("refs/heads/main.lock", 2, true),
        ("HEAD.lock", 0, false),
        ("index.lock", 2, false),
    ] {
        let lock = ana.join(".git").join(name);
        let file = std::fs::File::create(&lock).unwrap();
        let then = std::time::SystemTime::now() - std::time::Duration::from_secs(minutes * 60);
        file.set_modified(then).unwrap();
        let run = group.run("ana", &["share"]);
        assert_eq!(run.code, Some(if is_removed { 0 } else { 2 }), "{name}: {run:?}");
        assert_eq!(lock.exists(), !is_removed, "{name}");
        assert_eq!(run.stderr.contains("which a stopped program had left"), is_removed, "{run:?}");
        let _ = std::fs::remove_file(lock);
    }
}
