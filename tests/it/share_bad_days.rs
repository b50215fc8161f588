//! Sharing on bad days: each ends with a sentence that says what to do, nothing is lost, and the
//! next run goes on.

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::share::{Group, ORGANIZATIONS, assert_tidy, long_plan};
use crate::support::{Run, command, folder, git, run, temporary_folder, workplan, write};

/// Asserts that a run was refused with a sentence and an advice.
pub fn assert_says(run: &Run, sentence: &str, advice: &str) {
    assert_eq!(run.code, Some(2), "{run:?}");
    run.assert_clean();
    assert!(run.stderr.contains(sentence), "{sentence}: {run:?}");
    assert!(
        run.stderr.lines().any(|line| line.starts_with("help: ") && line.contains(advice)),
        "{run:?}"
    );
}

/// Writes a script that can be run.
pub fn script(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn without_a_shared_copy_a_sentence_says_how_to_get_one() {
    let alone = folder(&[("2024.yaml", long_plan(1).as_bytes())]);
    let run = workplan(alone.path(), &["share"]);
    assert_says(&run, "it is in no git repository", "workplan get ADDRESS");
    let group = Group::new(&["ana"]);
    git(&group.path("ana"), &["remote", "remove", "origin"]);
    let run = group.run("ana", &["update"]);
    assert_says(&run, "this folder has no shared copy yet", "git remote add origin ADDRESS");
    let run = workplan(&group.path("hub.git"), &["share"]);
    assert_says(&run, "a bare repository", "workplan get");
}

#[test]
fn of_several_shared_copies_one_is_chosen() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["config", "--remove-section", "branch.main"]);
    git(&ana, &["remote", "rename", "origin", "one"]);
    git(&ana, &["remote", "add", "two", "../nowhere.git"]);
    let run = group.run("ana", &["share"]);
    assert_says(&run, "several shared copies, and none is chosen: one, two", "--remote one");
    let run = group.run("ana", &["share", "--remote", "three"]);
    assert_says(&run, "there is no shared copy called `three`", "known: one, two");
    group.set("ana", "1.1", "status=ongoing");
    group.ok("ana", &["share", "--remote", "one"]);
    assert_eq!(group.shared(), group.plan("ana"));
    // With an upstream, or with `origin`, nothing has to be said.
    git(&ana, &["remote", "rename", "one", "origin"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("The shared copy has all of your changes."), "{said}");
    assert_eq!(git(&ana, &["config", "branch.main.merge"]), "refs/heads/main\n");
}

#[test]
fn what_git_has_begun_is_finished_first() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    git(&ana, &["checkout", "-q", "--detach"]);
    assert_says(&group.run("ana", &["share"]), "no branch", "git switch");
    git(&ana, &["checkout", "-q", "main"]);
    let head = git(&ana, &["rev-parse", "HEAD"]);
    for (sign, word, advice) in [
        ("MERGE_HEAD", "a merge has been begun", "git merge --abort"),
        ("CHERRY_PICK_HEAD", "a cherry-pick has been begun", "git cherry-pick --abort"),
        ("REVERT_HEAD", "a revert has been begun", "git revert --abort"),
        ("rebase-merge/head-name", "a rebase has been begun", "git rebase --abort"),
        ("BISECT_LOG", "a bisect has been begun", "git bisect reset"),
    ] {
        let path = ana.join(".git").join(sign);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &head).unwrap();
        let run = group.run("ana", &["share"]);
        assert_says(&run, word, advice);
        match sign.split_once('/') {
            Some((folder, _)) => std::fs::remove_dir_all(ana.join(".git").join(folder)).unwrap(),
            None => std::fs::remove_file(path).unwrap(),
        }
    }
    let shallow = group.path("shallow");
    let address = format!("file://{}", group.path("hub.git").display());
    group.set("ana", "1.1", "status=ongoing");
    group.ok("ana", &["share"]);
    git(group.root.path(), &["clone", "-q", "--depth", "1", &address, "shallow"]);
    assert_says(
        &workplan(&shallow, &["share"]),
        "only a part of the history",
        "git fetch --unshallow",
    );
}

#[test]
fn a_submodule_and_another_owner() {
    let group = Group::new(&["ana"]);
    let outer = group.path("outer");
    std::fs::create_dir(&outer).unwrap();
    crate::support::init(&outer);
    let hub = group.path("hub.git").display().to_string();
    git(
        &outer,
        &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &hub, "plans"],
    );
    let inner = outer.join("plans");
    git(&inner, &["config", "user.name", "ana"]);
    git(&inner, &["config", "user.email", "ana@example.org"]);
    let said = workplan(&inner, &["share"]).ok();
    assert!(said.starts_with("note: this repository is a part of another one"), "{said}");
    git(&inner, &["checkout", "-q", "--detach"]);
    assert_says(&workplan(&inner, &["share"]), "no branch", "a part of another one");

    let mut other = command(&group.path("ana"), &["share"]);
    other.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    let run = run(other);
    assert_says(&run, "belongs to another user of the machine", "safe.directory");
}

#[test]
fn a_user_without_a_name_is_told_how_to_say_it() {
    let group = Group::new(&["ana"]);
    group.set("ana", "1.1", "status=ongoing");
    git(&group.path("ana"), &["config", "--remove-section", "user"]);
    let before = group.status("ana");
    let run = group.run("ana", &["share"]);
    assert_says(&run, "git does not know your name yet", "git config --global user.name");
    assert_eq!(group.status("ana"), before);
}

#[test]
fn a_hook_that_refuses_is_heard_and_nothing_changes() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    script(&ana.join(".git/hooks/pre-commit"), "echo 'No commits \x1b[31mon Mondays' >&2; exit 1");
    group.set("ana", "1.1", "status=ongoing");
    git(&ana, &["add", "workplans"]);
    group.set("ana", "1.1", "status=planned");
    group.set("ana", "1.2", "status=ongoing");
    write(&ana, "2025.yaml", &long_plan(1).replace("2024", "2025"));
    std::fs::write(ana.join("staged"), "mine\n").unwrap();
    git(&ana, &["add", "staged"]);
    let state = || (group.status("ana"), git(&ana, &["ls-files", "--stage"]), group.plan("ana"));
    let before = state();
    let run = group.run("ana", &["share"]);
    assert_says(
        &run,
        "a check of this repository refused them. It says: No commits",
        "your files are as they were",
    );
    assert_eq!(state(), before);
    assert_tidy(&ana);
    std::fs::remove_file(ana.join(".git/hooks/pre-commit")).unwrap();
    group.ok("ana", &["share"]);
    assert_eq!(group.status("ana"), "A  staged\n");
}

#[test]
fn a_hook_that_leaves_all_out_sends_nothing() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    script(&ana.join(".git/hooks/pre-commit"), "git stash -q; git stash pop -q");
    group.set("ana", "1.1", "status=ongoing");
    let (plan, shared) = (group.plan("ana"), git(&group.path("hub.git"), &["rev-parse", "main"]));
    let run = group.run("ana", &["share"]);
    assert_says(
        &run,
        "left out all your changes while they were saved",
        "are in the files as they",
    );
    assert_eq!(group.plan("ana"), plan);
    assert_eq!(git(&group.path("hub.git"), &["rev-parse", "main"]), shared);
    assert_tidy(&ana);
    std::fs::remove_file(ana.join(".git/hooks/pre-commit")).unwrap();
    group.ok("ana", &["share"]);
    assert!(group.shared().contains("status: ongoing"));
}

#[test]
fn changes_of_others_never_overwrite_other_files() {
    let group = Group::new(&["ana", "kenji"]);
    let (ana, kenji) = (group.path("ana"), group.path("kenji"));
    std::fs::write(ana.join("README"), "one\n\n\nTWO\n\n\nthree\n").unwrap();
    std::fs::write(ana.join("new"), "of ana\n").unwrap();
    git(&ana, &["add", "-A"]);
    git(&ana, &["commit", "-qm", "Other files"]);
    group.set("ana", "1.1", "status=ongoing");
    group.ok("ana", &["share"]);
    // An unsaved change of the same file, and an untracked one in the place of a new one.
    for (name, text) in [("README", "one\n\n\ntwo\n\n\nTHREE\n"), ("new", "of kenji\n")] {
        let old = std::fs::read(kenji.join(name)).ok();
        std::fs::write(kenji.join(name), text).unwrap();
        let before = (group.status("kenji"), group.plan("kenji"));
        for verb in ["update", "share"] {
            let run = group.run("kenji", &[verb]);
            assert_says(
                &run,
                &format!("and that are no workplans: {name}. Nothing was taken in"),
                "move yours away",
            );
        }
        assert_eq!((group.status("kenji"), group.plan("kenji")), before);
        match old {
            Some(old) => std::fs::write(kenji.join(name), old).unwrap(),
            None => std::fs::remove_file(kenji.join(name)).unwrap(),
        }
    }
    // Both have committed the same lines.
    std::fs::write(kenji.join("README"), "one\n\n\nZWEI\n\n\nthree\n").unwrap();
    git(&kenji, &["commit", "-qam", "Mine"]);
    let run = group.run("kenji", &["share"]);
    assert_says(
        &run,
        "the same lines as you in files that are no workplans: README",
        "git pull --no-rebase origin main",
    );
    assert_eq!(group.status("kenji"), "");
    assert_tidy(&kenji);
}

#[test]
fn without_a_connection_the_changes_stay_and_the_next_run_goes_on() {
    let group = Group::new(&["ana", "kenji"]);
    let ana = group.path("ana");
    group.set("kenji", "1.3", "status=ongoing");
    group.ok("kenji", &["share"]);
    group.set("ana", "1.1", "status=ongoing");
    // Not even to be read.
    git(&ana, &["remote", "set-url", "origin", "../nowhere.git"]);
    let run = group.run("ana", &["share"]);
    assert_says(&run, "cannot be reached, or you may not read it", "your changes are safe here");
    assert!(run.stdout.starts_with("Saved your changes: Start 1.1"), "{run:?}");
    assert_says(&group.run("ana", &["update"]), "cannot be reached", "nothing was changed");
    assert_eq!(group.status("ana"), "");
    // To be read, but not to be written.
    git(&ana, &["remote", "set-url", "origin", "../hub.git"]);
    git(&ana, &["remote", "set-url", "--push", "origin", "../nowhere.git"]);
    let run = group.run("ana", &["share", "--format", "json"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(run.json()["pushed"], false);
    assert!(run.stderr.contains("did not take your changes"), "{run:?}");
    assert!(group.plan("ana").matches("status: ongoing").count() == 2, "theirs is here");
    assert_tidy(&ana);
    git(&ana, &["config", "--unset", "remote.origin.pushurl"]);
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("Shared: the others can see your changes now"), "{said}");
    assert_eq!(group.shared(), group.plan("ana"));
}

#[test]
fn a_protected_branch_gets_a_branch_beside_it() {
    let group = Group::new(&["ana"]);
    let ana = group.path("ana");
    let hook = group.path("hub.git").join("hooks/update");
    script(
        &hook,
        "case $1 in refs/heads/main) echo 'Protected: ask \x1b[1mus' >&2; exit 1;; esac\n\
         echo 'Open https://example.org/pull/new/x' >&2",
    );
    group.set("ana", "1.1", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    run.assert_clean();
    let branches = git(&group.path("hub.git"), &["for-each-ref", "--format=%(refname:short)"]);
    let branch = branches.lines().find(|name| name.starts_with("workplan/ana-")).unwrap();
    assert!(run.stdout.contains(&format!("wait on the branch `{branch}`")), "{run:?}");
    assert!(run.stdout.contains("Ask for that here: https://example.org/pull/new/x"), "{run:?}");
    assert!(run.stdout.contains("It said: Protected: ask"), "{run:?}");
    assert_eq!(group.status("ana"), "");
    // The next change of the day goes to the same branch, and what is agreed comes back.
    group.set("ana", "1.2", "status=ongoing");
    group.ok("ana", &["share"]);
    let branches = git(&group.path("hub.git"), &["for-each-ref", "--format=%(refname:short)"]);
    assert_eq!(branches.lines().count(), 2, "{branches}");
    std::fs::remove_file(hook).unwrap();
    git(
        &group.path("hub.git"),
        &["update-ref", "refs/heads/main", &format!("refs/heads/{branch}")],
    );
    let said = group.ok("ana", &["share"]);
    assert!(said.contains("The shared copy has all of your changes."), "{said}");
    // Where nothing at all is taken, the changes stay here.
    script(&group.path("hub.git").join("hooks/pre-receive"), "echo 'Closed' >&2; exit 1");
    group.set("ana", "1.3", "status=ongoing");
    let run = group.run("ana", &["share"]);
    assert_says(&run, "did not take your changes", "your changes are safe here");
    assert_tidy(&ana);
}

/// Runs the program, waits for a sign that a step has begun, and interrupts all of it as Ctrl-C
/// does. Returns its error output.
pub fn interrupted(group: &Group, person: &str, verb: &str, sign: &Path) -> String {
    let mut child = command(&group.path(person), &[verb])
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !sign.exists() {
        assert!(begun.elapsed() < Duration::from_secs(20), "{verb} does not get there");
        assert!(child.try_wait().unwrap().is_none(), "{verb} ended before");
        std::thread::sleep(Duration::from_millis(5));
    }
    let id = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process_group(id, Signal::INT).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!child.wait().unwrap().success());
    std::fs::remove_file(sign).unwrap();
    said
}

#[test]
fn an_interruption_at_each_step_leaves_a_clean_state() {
    let group = Group::new(&["ana", "kenji"]);
    let ana = group.path("ana");
    let sign = group.path("sign");
    let stop = format!("touch '{}'; sleep 20", sign.display());
    let hub = group.path("hub.git");
    group.set("kenji", "1.3", "status=ongoing");
    group.ok("kenji", &["share"]);
    group.set("ana", "1.1", "status=ongoing");
    write(&ana, "2025.yaml", &long_plan(1).replace("2024", "2025"));
    let before = (group.status("ana"), group.plan("ana"), git(&ana, &["rev-parse", "HEAD"]));

    // While the commit is made.
    let hook = ana.join(".git/hooks/pre-commit");
    script(&hook, &stop);
    interrupted(&group, "ana", "share", &sign);
    assert_eq!((group.status("ana"), group.plan("ana"), git(&ana, &["rev-parse", "HEAD"])), before);
    assert!(!ana.join(".git/index.lock").exists());
    std::fs::remove_file(hook).unwrap();

    // When the commit is made, and git's index does not know of it yet.
    let hook = ana.join(".git/hooks/post-commit");
    script(&hook, &stop);
    interrupted(&group, "ana", "share", &sign);
    assert_ne!(group.status("ana"), "");
    std::fs::remove_file(hook).unwrap();
    let missing = git(&ana, &["config", "remote.origin.url"]);
    git(&ana, &["config", "remote.origin.url", "../nowhere.git"]);
    // The git that was stopped may hold its lock for a moment.
    let mut run = group.run("ana", &["share"]);
    while run.stderr.contains("another program is working") {
        run = group.run("ana", &["share"]);
    }
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(group.status("ana"), "", "the next run tells git: {run:?}");
    git(&ana, &["config", "remote.origin.url", missing.trim()]);

    // While the others are waited for.
    let slow = group.path("slow");
    script(&slow, &stop);
    git(&ana, &["config", "remote.origin.uploadpack", slow.to_str().unwrap()]);
    interrupted(&group, "ana", "share", &sign);
    assert_eq!(group.status("ana"), "", "the own changes are saved");
    git(&ana, &["config", "--unset", "remote.origin.uploadpack"]);

    // While the changes are sent: the shared copy takes them, or it does not.
    let hook = hub.join("hooks/pre-receive");
    script(&hook, &stop);
    interrupted(&group, "ana", "share", &sign);
    assert_eq!(group.status("ana"), "");
    std::fs::remove_file(hook).unwrap();
    let hook = hub.join("hooks/post-receive");
    script(&hook, &stop);
    interrupted(&group, "ana", "share", &sign);
    std::fs::remove_file(hook).unwrap();
    assert_eq!(group.shared().matches("status: ongoing").count(), 2, "taken");
    assert_eq!(group.status("ana"), "");

    group.ok("ana", &["share"]);
    assert_eq!(group.plan("ana"), group.shared());
    assert_eq!(git(&ana, &["rev-list", "--count", "--merges", "HEAD"]), "1\n");
    for name in ["index.lock", "HEAD.lock", "refs/heads/main.lock"] {
        assert!(!ana.join(".git").join(name).exists(), "{name}");
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    let plan = long_plan(3);
    let files = [("2024/plan.yaml", plan.as_str())];
    let group = Group::with(&["ana", "kenji", "lee"], &files);
    let ana = group.path("ana/workplans/2024/plan.yaml");
    std::fs::write(&ana, plan.replacen("status: planned", "status: ongoing", 1)).unwrap();
    group.ok("ana", &["share"]);
    let kenji = group.path("kenji/workplans/2024");
    let outside = group.path("outside");
    std::fs::rename(&kenji, &outside).unwrap();
    std::os::unix::fs::symlink(&outside, &kenji).unwrap();
    for side in ["--theirs", "--ours"] {
        let run = group.run("kenji", &["update", side]);
        assert_eq!(run.code, Some(if side == "--theirs" { 2 } else { 0 }), "{run:?}");
        assert_eq!(std::fs::read_to_string(outside.join("plan.yaml")).unwrap(), plan, "{run:?}");
    }
    // A link in the place of a file, which others have changed.
    let lee = group.path("lee/workplans/2024/plan.yaml");
    std::fs::remove_file(&lee).unwrap();
    std::os::unix::fs::symlink(outside.join("plan.yaml"), &lee).unwrap();
    let run = group.run("lee", &["update", "--theirs"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains("it is a link or a folder on one side"), "{run:?}");
    assert!(lee.is_symlink());
    assert_eq!(std::fs::read_to_string(outside.join("plan.yaml")).unwrap(), plan);
}

#[test]
fn a_hook_before_the_push_is_heard() {
    let group = Group::new(&["ana"]);
    let hook = group.path("ana").join(".git/hooks/pre-push");
    group.set("ana", "1.1", "status=ongoing");
    for words in ["", "echo checking; "] {
        script(&hook, &format!("{words}echo 'Not on Mondays' >&2; exit 1"));
        let run = group.run("ana", &["share"]);
        let said = "your changes were not sent: a check of this repository refused that. It says: ";
        assert_says(&run, said, "your changes are safe here; correct what it names");
        assert!(run.stderr.contains("Not on Mondays"), "{run:?}");
        assert!(!run.stderr.contains("check the connection"), "{run:?}");
    }
    std::fs::remove_file(hook).unwrap();
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), group.plan("ana"));
}

#[test]
fn a_crash_between_the_files_and_git_loses_nothing() {
    // The state in which a run ends that was stopped after it wrote the files, and before git knew.
    let group = Group::new(&["ana", "kenji"]);
    group.set("kenji", "1.1", "status=ongoing");
    group.ok("kenji", &["share"]);
    let ana = group.path("ana");
    group.set("ana", "1.2", "status=ongoing");
    let both = group.plan("ana").replacen("status: planned", "status: ongoing", 1);
    std::fs::write(ana.join("workplans/2024.yaml"), &both).unwrap();
    group.ok("ana", &["update"]);
    assert_eq!(group.plan("ana"), both);
    let own = git(&ana, &["diff", "HEAD", "--stat"]);
    assert!(own.contains("1 insertion(+), 1 deletion(-)"), "{own}");
    group.ok("ana", &["share"]);
    assert_eq!(group.shared(), both);
}

#[test]
fn a_folder_with_a_history_of_its_own_and_a_first_commit() {
    let group = Group::new(&[]);
    let other = temporary_folder();
    crate::support::init(other.path());
    write(other.path(), "2024.yaml", &long_plan(1));
    write(other.path(), "organizations.yaml", ORGANIZATIONS);
    git(other.path(), &["config", "user.name", "ana"]);
    git(other.path(), &["config", "user.email", "ana@example.org"]);
    git(other.path(), &["remote", "add", "origin", group.path("hub.git").to_str().unwrap()]);
    let run = workplan(other.path(), &["share"]);
    assert_says(&run, "have no common beginning", "workplan get");
    // A new repository and an empty shared copy begin with the first commit.
    git(group.root.path(), &["init", "-q", "--bare", "-b", "main", "empty.git"]);
    git(other.path(), &["remote", "set-url", "origin", group.path("empty.git").to_str().unwrap()]);
    assert_says(
        &workplan(other.path(), &["share"]),
        "the shared copy has no branch `main` any more",
        "git ls-remote --heads origin",
    );
    let said = workplan(other.path(), &["share"]).ok();
    assert!(said.contains("Shared: the others can see your changes now"), "{said}");
    assert_eq!(git(other.path(), &["config", "branch.main.remote"]), "origin\n");
}

#[test]
fn a_file_that_git_ignores_is_not_overwritten() {
    let group = Group::new(&["ana", "kenji"]);
    let (ana, kenji) = (group.path("ana"), group.path("kenji"));
    std::fs::write(ana.join("draft"), "of ana\n").unwrap();
    git(&ana, &["add", "draft"]);
    git(&ana, &["commit", "-qm", "A draft"]);
    group.ok("ana", &["share"]);
    std::fs::create_dir_all(kenji.join(".git/info")).unwrap();
    std::fs::write(kenji.join(".git/info/exclude"), "draft\n").unwrap();
    std::fs::write(kenji.join("draft"), "of kenji\n").unwrap();
    let run = group.run("kenji", &["update"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(std::fs::read_to_string(kenji.join("draft")).unwrap(), "of kenji\n");
}

#[test]
fn what_an_editor_saves_meanwhile_is_not_lost() {
    let group = Group::new(&["ana", "kenji"]);
    group.set("kenji", "1.1", "status=ongoing");
    group.ok("kenji", &["share"]);
    let ana = group.path("ana");
    group.set("ana", "1.2", "status=ongoing");
    // A filter stands for the editor: git runs it when the new text of the file is made.
    let saved = "echo '# saved meanwhile' >> workplans/2024.yaml; cat";
    git(&ana, &["config", "filter.editor.smudge", saved]);
    std::fs::create_dir_all(ana.join(".git/info")).unwrap();
    std::fs::write(ana.join(".git/info/attributes"), "2024.yaml filter=editor\n").unwrap();
    let before = group.plan("ana");
    let run = group.run("ana", &["update"]);
    assert_says(&run, "changed while others' changes were taken in: 2024.yaml", "again");
    assert_eq!(group.plan("ana"), format!("{before}# saved meanwhile\n"));
    std::fs::remove_file(ana.join(".git/info/attributes")).unwrap();
    group.ok("ana", &["update"]);
    let both = before.replacen("status: planned", "status: ongoing", 1);
    assert_eq!(group.plan("ana"), format!("{both}# saved meanwhile\n"));
    assert_tidy(&ana);
}
