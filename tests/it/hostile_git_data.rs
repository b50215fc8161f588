//! Git's own data in a repository changes no answer: settings, pipes, replacements, variables,
//! promised objects, mail maps, hooks.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::hostile_repositories::{ASKING, ONE, TWO, ask, embed, honest, plan, said, trap, with};
use crate::support::{commit, git, temporary_folder, workplan};

#[test]
fn a_setting_that_moves_the_working_tree_is_named() {
    let elsewhere = temporary_folder();
    let outside = elsewhere.path().display().to_string();
    let settings = [
        ("core.bare", "true"),
        ("core.worktree", outside.as_str()),
        ("core.worktree", ".."),
        ("core.worktree", "../group"),
    ];
    for (name, value) in settings {
        let root = honest();
        git(root.path(), &["config", name, value]);
        let is_right = name == "core.worktree" && value == "..";
        for question in ASKING {
            let run = ask(&root.path().join("group"), question);
            let is_named = run.stderr.contains(&format!("`{name}` in the settings of "));
            let code = if question.starts_with("digest") { 0 } else { 2 };
            if is_right {
                assert!(run.code != Some(2) && !is_named, "{name}={value} {question}: {run:?}");
            } else {
                assert!(run.code == Some(code) && is_named, "{name}={value} {question}: {run:?}");
            }
        }
    }
}

#[test]
fn a_pipe_in_the_repository_is_named_and_not_opened() {
    let root = honest();
    let own = root.path().join(".git");
    let places = [
        "HEAD",
        "config",
        "index",
        "packed-refs",
        "shallow",
        "refs/heads/main",
        "refs/tags/v",
        "info/grafts",
        "objects/info/alternates",
        "objects/pack/pack-x.idx",
        "logs/HEAD",
    ];
    for place in places {
        let (path, saved) = (own.join(place), root.path().join("saved"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let had_one = std::fs::rename(&path, &saved).is_ok();
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        for question in ["diff main", "status 2024 --at main", "digest 2024", "log 1 2024"] {
            let begun = Instant::now();
            let run = ask(&root.path().join("group"), question);
            assert!(begun.elapsed() < Duration::from_secs(20), "{place} {question}");
            let code = if question.starts_with("digest") { 0 } else { 2 };
            assert!(
                run.code == Some(code)
                    && run.stderr.contains(&format!("{place} is a pipe or a device")),
                "{place} {question}: {run:?}"
            );
        }
        std::fs::remove_file(&path).unwrap();
        if had_one {
            std::fs::rename(&saved, &path).unwrap();
        }
    }
    assert_eq!(ask(&root.path().join("group"), "diff main").code, Some(0));
}

#[test]
fn replacements_and_grafts_change_no_answer() {
    let root = honest();
    let group = root.path().join("group");
    let plain: Vec<_> =
        ASKING.iter().map(|question| said(&ask(&group, question), root.path())).collect();
    git(root.path(), &["replace", "main", "work"]);
    let [main, work] = ["main", "work"].map(|name| {
        git(root.path(), &["--no-replace-objects", "rev-parse", name]).trim().to_owned()
    });
    std::fs::create_dir_all(root.path().join(".git/info")).unwrap();
    std::fs::write(root.path().join(".git/info/grafts"), format!("{work}\n{main} {work}\n"))
        .unwrap();
    for (question, plain) in ASKING.iter().zip(plain) {
        assert_eq!(said(&ask(&group, question), root.path()), plain, "{question}");
    }
}

#[test]
fn variables_of_the_caller_name_no_program_and_no_other_repository() {
    let root = honest();
    let group = root.path().join("group");
    let (mark, command) = trap(root.path());
    let other = honest();
    git(other.path(), &["branch", "-f", "main", "work"]);
    let path = |way: &str| other.path().join(way).display().to_string();
    let trace = root.path().join("mark").display().to_string();
    let dir = path(".git");
    let objects = path(".git/objects");
    let index = path(".git/index");
    let tree = other.path().display().to_string();
    let environment = [
        ("GIT_DIR", dir.as_str()),
        ("GIT_WORK_TREE", tree.as_str()),
        ("GIT_COMMON_DIR", dir.as_str()),
        ("GIT_OBJECT_DIRECTORY", objects.as_str()),
        ("GIT_ALTERNATE_OBJECT_DIRECTORIES", objects.as_str()),
        ("GIT_INDEX_FILE", index.as_str()),
        ("GIT_NAMESPACE", "other"),
        ("GIT_REPLACE_REF_BASE", "refs/heads/"),
        ("GIT_SHALLOW_FILE", index.as_str()),
        ("GIT_TRACE", trace.as_str()),
        ("GIT_TRACE2", trace.as_str()),
        ("GIT_TRACE2_EVENT", trace.as_str()),
        ("GIT_TRACE_SETUP", trace.as_str()),
        ("GIT_EXTERNAL_DIFF", command.as_str()),
        ("GIT_PAGER", command.as_str()),
        ("GIT_SSH_COMMAND", command.as_str()),
        ("GIT_ASKPASS", command.as_str()),
        ("SSH_ASKPASS", command.as_str()),
        ("GIT_EDITOR", command.as_str()),
        ("GIT_EXEC_PATH", tree.as_str()),
        ("GIT_CEILING_DIRECTORIES", "/"),
        ("GIT_ATTR_SOURCE", "main"),
        ("GIT_LITERAL_PATHSPECS", "0"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_FLUSH", "0"),
    ];
    for question in ASKING {
        let question = format!("{question} --as-of 2024-06-20");
        let (plain, odd) = (with(&group, &question, &[]), with(&group, &question, &environment));
        assert_eq!(said(&odd, root.path()), said(&plain, root.path()), "{question}");
    }
    assert!(!mark.exists());
}

#[test]
fn git_is_not_looked_for_in_the_tree() {
    let root = honest();
    let (mark, command) = trap(root.path());
    for folder in [".", "group", "group/workplans"] {
        let program = root.path().join(folder).join("git");
        std::fs::write(&program, format!("#!/bin/sh\n{command}\n")).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    for search in [format!(".:{path}"), format!(":{path}"), format!("group:..:{path}")] {
        let run = with(&root.path().join("group"), "diff main", &[("PATH", &search)]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{search}");
    }
    assert!(!mark.exists());
}

#[test]
fn promised_objects_are_never_fetched() {
    let root = honest();
    let (mark, _) = trap(root.path());
    for (key, value) in [
        ("remote.origin.url", format!("ext::sh -c touch% '{}'", mark.display())),
        ("remote.origin.promisor", "true".to_owned()),
        ("remote.origin.partialclonefilter", "blob:none".to_owned()),
        ("protocol.ext.allow", "always".to_owned()),
        ("protocol.allow", "always".to_owned()),
        ("core.repositoryformatversion", "1".to_owned()),
        ("extensions.partialClone", "origin".to_owned()),
    ] {
        git(root.path(), &["config", key, &value]);
    }
    let id = git(root.path(), &["rev-parse", "main:group/workplans/2024.yaml"]).trim().to_owned();
    std::fs::remove_file(root.path().join(".git/objects").join(&id[..2]).join(&id[2..])).unwrap();
    for question in ASKING {
        let run = ask(&root.path().join("group"), question);
        assert!(!mark.exists(), "{question}: {run:?}");
    }
}

/// A few trees, each of which contains the next one many times.
#[test]
fn of_a_huge_tree_only_the_top_is_read() {
    let root = honest();
    let blob = git(root.path(), &["rev-parse", "main:group/workplans/2024.yaml"]).trim().to_owned();
    let tree = |lines: &[String]| {
        std::fs::write(root.path().join("lines"), lines.concat()).unwrap();
        let mut command = Command::new("git");
        let output = command
            .arg("mktree")
            .current_dir(root.path())
            .stdin(std::fs::File::open(root.path().join("lines")).unwrap());
        String::from_utf8(output.output().unwrap().stdout).unwrap().trim().to_owned()
    };
    let mut bomb = tree(
        &(0..50).map(|number| format!("100644 blob {blob}\tf{number}.yaml\n")).collect::<Vec<_>>(),
    );
    for _ in 0..12 {
        bomb = tree(
            &(0..50).map(|number| format!("040000 tree {bomb}\td{number}\n")).collect::<Vec<_>>(),
        );
    }
    let plans = tree(&[
        format!("100644 blob {blob}\t2024.yaml\n"),
        format!("040000 tree {bomb}\tarchive\n"),
    ]);
    let group = tree(&[format!("040000 tree {plans}\tworkplans\n")]);
    let top = tree(&[format!("040000 tree {group}\tgroup\n")]);
    let commit = git(root.path(), &["commit-tree", &top, "-p", "main", "-m", "A bomb"]);
    git(root.path(), &["branch", "bomb", commit.trim()]);
    for question in [
        "status 2024 --at bomb --format json",
        "diff bomb",
        "trend 2024 --at bomb --every commit",
        "log 1 2024 --at bomb",
    ] {
        let begun = Instant::now();
        let run = ask(&root.path().join("group"), question);
        assert!(
            run.code == Some(0) && begun.elapsed() < Duration::from_secs(30),
            "{question}: {run:?}"
        );
    }
}

#[test]
fn a_change_does_not_vouch_for_its_own_author() {
    let root = honest();
    let group = root.path().join("group");
    let file = group.join("workplans/2024.yaml");
    git(root.path(), &["checkout", "-q", "main"]);
    let text = plan(&format!("{ONE}{TWO}")).replace(
        "{id: a, name: A}",
        "{id: a, name: A, focal_points: [{name: F, email: focal@example.org}]}",
    );
    std::fs::write(&file, &text).unwrap();
    std::fs::write(
        group.join("workplans/config.yaml"),
        "schema: 1\nrules: {foreign-edit: error}\n",
    )
    .unwrap();
    commit(root.path(), "A focal point");
    let foreign = |base: &str| {
        let run = ask(&group, &format!("check --format json --base {base}"));
        run.json()["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["rule"] == "foreign-edit")
            .count()
    };
    git(root.path(), &["checkout", "-q", "-b", "change"]);
    std::fs::write(&file, text.replace("title: One", "title: Another")).unwrap();
    std::fs::write(root.path().join(".mailmap"), "Focal <focal@example.org> <a@example.org>\n")
        .unwrap();
    commit(root.path(), "A stranger's change");
    assert_eq!(foreign("main"), 1, "the map came with the change");
    let log = ask(&group, "log 1 2024 --format json").json();
    assert_eq!(
        (&log["entries"][0]["author"], &log["entries"][0]["email"]),
        (&"Focal".into(), &"focal@example.org".into()),
        "the same author as in git log"
    );
    // If the base has it, it counts.
    git(root.path(), &["checkout", "-q", "main"]);
    std::fs::write(root.path().join(".mailmap"), "Focal <focal@example.org> <a@example.org>\n")
        .unwrap();
    commit(root.path(), "A map");
    git(root.path(), &["checkout", "-q", "-b", "again"]);
    std::fs::write(&file, text.replace("title: One", "title: Another")).unwrap();
    git(root.path(), &["commit", "-qam", "A change"]);
    assert_eq!(foreign("main"), 0);
}

#[test]
fn hostile_mail_maps_change_no_answer() {
    let root = honest();
    let group = root.path().join("group");
    let plain = ask(&group, "log 1 2024").ok();
    let secret = temporary_folder();
    std::fs::write(secret.path().join("map"), "Secret <secret@example.org> <a@example.org>\n")
        .unwrap();
    let map = root.path().join(".mailmap");
    std::os::unix::fs::symlink(secret.path().join("map"), &map).unwrap();
    assert_eq!(ask(&group, "log 1 2024").ok(), plain, "a link is not followed");
    std::fs::remove_file(&map).unwrap();
    std::fs::write(&map, [b"<<<>>> \xff\0 <a@example.org\n".as_slice(), &[b'<'; 100_000]].concat())
        .unwrap();
    assert_eq!(ask(&group, "log 1 2024").code, Some(0));
    std::fs::write(&map, "\u{1b}[2J\u{202e} <x@example.org> <a@example.org>\n").unwrap();
    assert_eq!(ask(&group, "log 1 2024").code, Some(0));
    std::fs::remove_file(&map).unwrap();
    assert!(Command::new("mkfifo").arg(&map).status().unwrap().success());
    let run = ask(&group, "log 1 2024");
    assert!(
        run.code == Some(2) && run.stderr.contains(".mailmap is a pipe or a device"),
        "{run:?}"
    );
}

#[test]
fn in_a_hook_the_pushed_commits_are_checked() {
    let root = honest();
    // Also for a repository inside a working tree: the hook's variables say which one is meant.
    for home in [temporary_folder().keep(), root.path().join("inside")] {
        let bare_one = home.join("plans.git");
        std::fs::create_dir_all(&home).unwrap();
        git(&home, &["clone", "-q", "--bare", root.path().to_str().unwrap(), "plans.git"]);
        let hook = bare_one.join("hooks/pre-receive");
        let script = format!(
            "#!/bin/sh\nread old new name\nexec '{}' check --base main --at $new --dir group/workplans\n",
            crate::support::program()
        );
        std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
        std::fs::write(&hook, script).unwrap();
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
        let push = |name: &str| {
            let url = bare_one.display().to_string();
            let output = Command::new("git")
                .args(["push", "-q", &url, &format!("HEAD:refs/heads/{name}")])
                .current_dir(root.path())
                .output()
                .unwrap();
            (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
        };
        git(root.path(), &["checkout", "-q", "-B", "new", "main"]);
        git(root.path(), &["commit", "-q", "--allow-empty", "-m", "Fine"]);
        let fine = push("fine");
        assert!(fine.0 && fine.1.contains("no-focal-point"), "{fine:?}");
        std::fs::write(root.path().join("group/workplans/2024.yaml"), plan(TWO)).unwrap();
        git(root.path(), &["commit", "-qam", "Not fine"]);
        let bad = push("bad");
        assert!(!bad.0 && bad.1.contains("activity-removed"), "{bad:?}");
        std::fs::remove_dir_all(home).unwrap();
    }
}

#[test]
fn without_a_repository_around_it_one_in_the_plans_is_not_theirs() {
    let root = honest();
    let (mark, command) = trap(root.path());
    let unpacked = crate::support::folder(&[("2024.yaml", plan(ONE).as_bytes())]);
    let plans = unpacked.path().join("workplans");
    embed(root.path(), &plans, &plans, &command);
    for question in [
        "diff main",
        "check --base main",
        "trend 2024",
        "log 1 2024",
        "list 2024 --stale 1",
        "resolve",
    ] {
        for start in [unpacked.path(), &plans] {
            let run = workplan(start, &question.split(' ').collect::<Vec<_>>());
            assert!(
                run.code == Some(2) && run.stderr.contains("this folder is in none"),
                "{question}: {run:?}"
            );
        }
    }
    assert!(!mark.exists());
}
