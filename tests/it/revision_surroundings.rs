//! Names of people, the place of the folder, and settings of git, as they are in revisions.

use std::process::Command;

use crate::revisions::{plan, repository};
use crate::support::{bare, git, temporary_folder, workplan};

#[test]
fn people_have_their_names_whatever_the_encoding() {
    let root = repository();
    let commit_as = |name: &[u8], encoding: &str, status: &str| {
        use std::os::unix::ffi::OsStrExt;
        std::fs::write(root.path().join("workplans/2024.yaml"), plan(status)).unwrap();
        let mut command = Command::new("git");
        bare(&mut command).env("PATH", std::env::var_os("PATH").unwrap()).current_dir(root.path());
        command.args([
            "-c",
            &format!("i18n.commitEncoding={encoding}"),
            "commit",
            "-q",
            "-am",
            "x",
        ]);
        for variable in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"] {
            command.env(variable, std::ffi::OsStr::from_bytes(name));
        }
        command
            .env("GIT_AUTHOR_EMAIL", "z@example.org")
            .env("GIT_COMMITTER_EMAIL", "z@example.org");
        assert!(command.output().unwrap().status.success());
    };
    commit_as("Zoé Exemple".as_bytes(), "UTF-8", "planned");
    commit_as(b"Zo\xe9 Exemple", "ISO-8859-1", "ongoing");
    commit_as("Зоя Пример".as_bytes(), "UTF-8", "planned");
    commit_as(b"\xfa\xcf\xd1 \xf0\xd2\xc9\xcd\xc5\xd2", "KOI8-R", "ongoing");
    for output in ["", "ISO-8859-15", "KOI8-R", "UTF-16", "nonsense"] {
        git(root.path(), &["config", "i18n.logOutputEncoding", output]);
        let run = workplan(root.path(), &["log", "1", "2024", "--format", "json"]);
        let said = run.json();
        let names: Vec<&str> = said["entries"]
            .as_array()
            .unwrap()
            .iter()
            .take(4)
            .map(|entry| entry["author"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Зоя Пример", "Зоя Пример", "Zoé Exemple", "Zoé Exemple"], "{output}");
    }
}

#[test]
fn a_file_or_link_in_place_of_the_folder_is_named() {
    let root = repository();
    let path = root.path();
    git(path, &["mv", "workplans", "plans"]);
    std::os::unix::fs::symlink("plans", path.join("workplans")).unwrap();
    crate::support::commit(path, "A link");
    assert_eq!(workplan(path, &["status", "2024"]).code, Some(0), "on the disk a link is followed");
    let run = workplan(path, &["status", "2024", "--at", "HEAD"]);
    assert!(
        run.code == Some(2)
            && run
                .stderr
                .contains("`workplans` is a link; name the folder that it leads to: --dir plans"),
        "{run:?}"
    );
    assert_eq!(workplan(path, &["status", "2024", "--at", "HEAD", "--dir", "plans"]).code, Some(0));
    std::fs::remove_file(path.join("workplans")).unwrap();
    std::os::unix::fs::symlink("plans;touch x", path.join("workplans")).unwrap();
    git(path, &["commit", "-qam", "A link that is a command"]);
    let run = workplan(path, &["status", "2024", "--at", "HEAD"]);
    assert!(
        run.stderr.contains("name the folder that it leads to: --dir DIR")
            && !run.stderr.contains("touch"),
        "{run:?}"
    );
    std::fs::remove_file(path.join("workplans")).unwrap();
    let inside = format!("160000,{},workplans", git(path, &["rev-parse", "HEAD"]).trim());
    git(path, &["rm", "-q", "--cached", "workplans"]);
    git(path, &["update-index", "--add", "--cacheinfo", &inside]);
    git(path, &["commit", "-qm", "A submodule"]);
    for arguments in [
        &["status", "--at", "HEAD"][..],
        &["status"],
        &["status", "--dir", "workplans/deep", "--at", "HEAD"],
    ] {
        let run = workplan(path, arguments);
        assert!(
            run.code == Some(2) && run.stderr.contains("`workplans` is a submodule"),
            "{arguments:?}: {run:?}"
        );
    }
}

#[test]
fn a_folder_that_git_holds_and_the_tree_does_not_is_named() {
    let root = repository();
    std::fs::create_dir(root.path().join("deep")).unwrap();
    std::fs::write(root.path().join("deep/x"), "").unwrap();
    crate::support::commit(root.path(), "Another folder");
    git(root.path(), &["sparse-checkout", "set", "deep"]);
    for (folder, arguments) in [
        (".", &["status"][..]),
        ("deep", &["list"]),
        (".", &["status", "--dir", "workplans"]),
        ("deep", &["overdue", "--dir", "../workplans"]),
    ] {
        let run = workplan(&root.path().join(folder), arguments);
        assert!(
            run.code == Some(2)
                && run.stderr.contains("sparse checkout")
                && run.stderr.contains("`--at HEAD`"),
            "{run:?}"
        );
        assert_eq!(
            workplan(&root.path().join(folder), &[arguments, &["--at", "HEAD"]].concat()).code,
            Some(0),
            "{arguments:?}"
        );
    }
    git(root.path(), &["sparse-checkout", "disable"]);
    // One of several plans, in a folder.
    std::fs::create_dir(root.path().join("workplans/2025")).unwrap();
    std::fs::write(
        root.path().join("workplans/2025/plan.yaml"),
        plan("planned").replace("2024-", "2025-"),
    )
    .unwrap();
    crate::support::commit(root.path(), "Another plan");
    git(root.path(), &["sparse-checkout", "set", "deep", "workplans/2026"]);
    let run = workplan(root.path(), &["status", "--as-of", "2025-06-01"]);
    assert!(
        run.code == Some(0)
            && run
                .stderr
                .contains("note: this sparse checkout leaves out 2025/plan.yaml; `--at HEAD`"),
        "{run:?}"
    );
    for arguments in [&["diff", "HEAD"][..], &["check", "--base", "HEAD"]] {
        let run = workplan(root.path(), arguments);
        assert!(run.code == Some(2) && run.stderr.contains("leaves out 2025/plan.yaml"), "{run:?}");
        assert_ne!(
            workplan(root.path(), &[arguments, &["--at", "HEAD"]].concat()).code,
            Some(1),
            "{arguments:?}"
        );
    }
    git(root.path(), &["sparse-checkout", "disable"]);
    assert_eq!(workplan(root.path(), &["diff", "HEAD"]).code, Some(0));
    std::fs::remove_dir_all(root.path().join("workplans")).unwrap();
    let run = workplan(root.path(), &["status"]);
    assert!(
        run.code == Some(2)
            && run.stderr.contains("`git restore :/workplans`")
            && run.stderr.contains("--at HEAD"),
        "{run:?}"
    );
    git(root.path(), &["restore", ":/workplans"]);
    assert_eq!(
        workplan(root.path(), &["status", "2024"]).code,
        Some(0),
        "the recommended command restores it"
    );
}

#[test]
fn settings_for_git_s_own_output_change_no_answer() {
    let root = repository();
    let ask = |question: &str| workplan(root.path(), &question.split(' ').collect::<Vec<_>>()).ok();
    let questions = [
        "log 1 2024",
        "trend 2024 --every commit",
        "list 2024 --stale 1 --as-of 2024-12-01",
        "diff v1",
        "status 2024 --at v1",
    ];
    let plain = questions.map(ask);
    for (key, value) in [
        ("log.follow", "true"),
        ("log.showRoot", "false"),
        ("log.mailmap", "false"),
        ("log.date", "relative"),
        ("log.abbrevCommit", "true"),
        ("log.diffMerges", "first-parent"),
        ("log.decorate", "full"),
        ("format.pretty", "oneline"),
        ("core.abbrev", "4"),
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("color.diff", "always"),
        ("column.ui", "always"),
        ("diff.orderFile", "nowhere"),
        ("diff.noprefix", "true"),
        ("grep.patternType", "perl"),
        ("merge.conflictStyle", "diff3"),
    ] {
        git(root.path(), &["config", key, value]);
        assert_eq!(questions.map(ask), plain, "{key}");
    }
}

#[test]
fn the_repository_is_found_wherever_its_git_entry_leads() {
    let root = repository();
    let home = temporary_folder();
    let path = home.path();
    git(path, &["init", "-q", "outer"]);
    let outer = path.join("outer");
    let source = root.path().to_str().unwrap();
    git(&outer, &["-c", "protocol.file.allow=always", "submodule", "add", "-q", source, "sub"]);
    git(&outer, &["commit", "-qm", "A submodule"]);
    git(&outer.join("sub"), &["worktree", "add", "-q", "../../tree"]);
    git(path, &["clone", "-q", "--separate-git-dir", "apart", source, "separate"]);
    let log = workplan(root.path(), &["log", "1", "2024"]).ok();
    for folder in ["outer/sub", "outer/sub/workplans", "tree", "tree/workplans", "separate"] {
        let folder = path.join(folder);
        assert_eq!(workplan(&folder, &["log", "1", "2024"]).ok(), log, "{}", folder.display());
        assert!(
            workplan(&folder, &["diff", "HEAD"]).ok().starts_with("no changes"),
            "{}",
            folder.display()
        );
    }
    for folder in [
        "outer/.git/modules/sub",
        "outer/.git/modules/sub/refs",
        "apart",
        "separate/../apart/objects",
    ] {
        let run =
            workplan(&path.join(folder), &["status", "2024", "--at", "HEAD", "--format", "json"]);
        assert_eq!(
            (run.code, run.json()["total"]["ongoing"].as_i64()),
            (Some(0), Some(1)),
            "{folder}: {run:?}"
        );
    }
    std::fs::create_dir_all(path.join("empty/.git")).unwrap();
    crate::support::copy(&root.path().join("workplans"), &path.join("empty/workplans"));
    let run = workplan(&path.join("empty"), &["diff", "HEAD"]);
    assert!(
        run.code == Some(2) && run.stderr.contains("its `.git` is not a repository"),
        "{run:?}"
    );
}
