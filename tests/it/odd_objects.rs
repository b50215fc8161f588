//! Malformed commits and trees, built byte by byte: each is read as git reads it, or refused with a
//! message.
#![cfg(unix)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Run, commit_on, folder, git, init, temporary_folder, workplan};

fn plan(title: &str) -> String {
    crate::support::plan(&format!(
        "  - {{id: '1', title: {title}, owners: [a], status: ongoing, due: 2024-06-30}}\n"
    ))
}

fn repository() -> tempfile::TempDir {
    let root = folder(&[("2024.yaml", plan("One").as_bytes())]);
    init(root.path());
    commit_on("2024-05-01T12:00:00Z", root.path(), "As endorsed");
    root
}

fn ask(root: &Path, question: &str) -> Run {
    let begun = Instant::now();
    let run = workplan(root, &question.split(' ').collect::<Vec<_>>());
    run.assert_clean();
    assert!(begun.elapsed() < Duration::from_secs(60), "{question}");
    run
}

/// Writes an object without git's checks; returns its id.
fn object(root: &Path, kind: &str, bytes: &[u8]) -> String {
    let mut command = Command::new("git");
    command.args(["hash-object", "-t", kind, "-w", "--stdin", "--literally"]).current_dir(root);
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    process.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn tree(root: &Path, entries: &[(&str, &str, &str)]) -> String {
    let mut bytes = Vec::new();
    for (mode, name, id) in entries {
        bytes.extend(format!("{mode} {name}\0").bytes());
        bytes.extend(
            (0..id.len()).step_by(2).map(|at| u8::from_str_radix(&id[at..at + 2], 16).unwrap()),
        );
    }
    object(root, "tree", &bytes)
}

/// Creates a branch with one commit on top of `main`.
fn branch(root: &Path, name: &str, tree: &str, author: &str, message: &str) {
    let parent = git(root, &["rev-parse", "main"]);
    let person = |name: &str| format!("{name} <a@example.org> 1714700000 +0000");
    let text = format!(
        "tree {tree}\nparent {parent}author {}\ncommitter {}\n\n{message}\n",
        person(author),
        person("A")
    );
    let id = object(root, "commit", text.as_bytes());
    git(root, &["update-ref", &format!("refs/heads/{name}"), &id]);
}

fn blob(root: &Path, title: &str) -> String {
    object(root, "blob", plan(title).as_bytes())
}

/// File modes written by old versions of git and by other programs.
#[test]
fn a_mode_is_read_as_git_reads_it() {
    let root = repository();
    let root = root.path();
    let changed = blob(root, "Changed");
    for (name, [file, dir]) in [
        ("of_a_group", ["100664", "40000"]),
        ("executable", ["100755", "40000"]),
        ("of_all", ["100777", "40000"]),
        ("with_a_zero", ["0100644", "040000"]),
        ("without_rights", ["100000", "40000"]),
        ("folder_with_rights", ["100644", "40755"]),
    ] {
        let plans = tree(root, &[(file, "2024.yaml", &changed)]);
        branch(root, name, &tree(root, &[(dir, "workplans", &plans)]), "A", "x");
        let shown = git(root, &["ls-tree", "-r", "--format=%(objecttype) %(objectname)", name]);
        assert_eq!(shown.trim(), format!("blob {changed}"), "git reads it: {name}");
        let list = ask(root, &format!("list 2024 --at {name} --format json"));
        assert!(list.code == Some(0) && list.stdout.contains("Changed"), "{name}: {list:?}");
        let diff = ask(root, &format!("diff main {name} --format json")).json();
        assert_eq!(diff["plans"][0]["changed"][0]["id"], "1", "{name}: {diff}");
        let log = ask(root, &format!("log 1 2024 --at {name} --format json")).json();
        assert_eq!(log["entries"].as_array().unwrap().len(), 2, "{name}: {log}");
    }
    // Neither a file nor a folder.
    for (mode, path) in [("160000", "2024.yaml"), ("10644", "2024.yaml")] {
        let plans = tree(root, &[(mode, path, &changed)]);
        branch(root, "odd", &tree(root, &[("40000", "workplans", &plans)]), "A", "x");
        let run = ask(root, "list 2024 --at odd");
        assert!(run.code == Some(2) && !run.stdout.contains("Changed"), "{mode}: {run:?}");
    }
}

/// `git fsck` rejects these, and git's own commands disagree on which entry counts.
#[test]
fn a_name_that_a_folder_has_twice_is_refused() {
    let root = repository();
    let root = root.path();
    let [one, two] = ["Changed", "Another"].map(|title| blob(root, title));
    let [plans, others] = [&one, &two].map(|id| tree(root, &[("100644", "2024.yaml", id)]));
    let twice = [
        (
            "folders",
            tree(root, &[("40000", "workplans", &plans), ("40000", "workplans", &others)]),
            "workplans",
        ),
        (
            "apart",
            tree(
                root,
                &[
                    ("40000", "workplans", &others),
                    ("100644", "x", &one),
                    ("40000", "workplans", &plans),
                ],
            ),
            "workplans",
        ),
        (
            "file_and_folder",
            tree(root, &[("100644", "workplans", &one), ("40000", "workplans", &plans)]),
            "workplans",
        ),
        (
            "files",
            tree(
                root,
                &[(
                    "40000",
                    "workplans",
                    &tree(root, &[("100644", "2024.yaml", &one), ("100644", "2024.yaml", &two)]),
                )],
            ),
            "2024.yaml",
        ),
    ];
    for (name, id, which) in twice {
        branch(root, name, &id, "A", "x");
        for question in
            ["status 2024 --at", "status 2024 --against", "check --base main --at", "diff main"]
        {
            let run = ask(root, &format!("{question} {name}"));
            let is_told = run
                .stderr
                .contains(&format!("a folder has two entries called {which}; `git fsck` lists it"));
            assert!(run.code == Some(2) && is_told, "{name} {question}: {run:?}");
        }
    }
}

#[test]
fn a_name_of_more_than_a_mebibyte_is_refused_with_its_commit() {
    let root = repository();
    let root = root.path();
    let changed = blob(root, "Changed");
    let top =
        tree(root, &[("40000", "workplans", &tree(root, &[("100644", "2024.yaml", &changed)]))]);
    let long = "x".repeat(2 << 20);
    for (author, message, code) in [(long.as_str(), "x", Some(2)), ("A", long.as_str(), Some(0))] {
        branch(root, "long", &top, author, message);
        let id = git(root, &["rev-parse", "long"]);
        let what = format!(
            "the name of the author of the commit {} has more than 1 MiB, and is not read",
            id.trim()
        );
        for question in
            ["log 1 2024 --at", "trend 2024 --every commit --at", "list 2024 --stale 1 --at"]
        {
            let run = ask(root, &format!("{question} long"));
            assert!(
                run.code == code && run.stderr.contains(&what) == (code == Some(2)),
                "{question}: {run:?}"
            );
        }
        // The plan itself can be read.
        assert_eq!(ask(root, "status 2024 --at long").code, Some(0));
    }
}

/// 90 commits of 0.9 MiB each.
#[test]
fn many_long_commits_are_all_reported() {
    let root = repository();
    let root = root.path();
    let mut stream = String::new();
    let message = "x".repeat(900 << 10);
    for number in 0..90 {
        let text = plan(&format!("T{number}"));
        let from = if number == 0 { "from refs/heads/main\n" } else { "" };
        let head = format!(
            "commit refs/heads/long\ncommitter P{number} <p@example.org> {} +0000\n",
            1_714_700_000 + number * 86_400
        );
        stream += &format!("{head}data {}\n{message}\n{from}", message.len());
        stream += &format!("M 100644 inline workplans/2024.yaml\ndata {}\n{text}\n", text.len());
    }
    std::fs::write(root.join("stream"), stream).unwrap();
    let input = std::fs::File::open(root.join("stream")).unwrap();
    let output = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(root)
        .stdin(input)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let log = ask(root, "log 1 2024 --at long --format json").json();
    let authors: Vec<&str> = log["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["author"].as_str().unwrap())
        .collect();
    let meant: Vec<String> =
        (0..90).rev().map(|number| format!("P{number}")).chain(["A".to_owned()]).collect();
    assert_eq!(authors, meant);
}

/// The size of objects is limited before git loads them into memory.
#[test]
fn an_object_that_is_too_large_for_git_ends_in_a_sentence() {
    let root = repository();
    let root = root.path();
    let plans = git(root, &["rev-parse", "main:workplans"]);
    let mut bytes = git_tree_of(&plans);
    bytes.extend(b"100644 ");
    bytes.append(&mut vec![b'y'; 300 << 20]);
    bytes.extend([0; 21]);
    let large = object(root, "tree", &bytes);
    drop(bytes);
    branch(root, "large", &large, "A", "x");
    for question in [
        "status 2024 --at large",
        "diff main large",
        "check --base main --at large",
        "log 1 2024 --at large",
    ] {
        let run = ask(root, question);
        assert!(run.code == Some(2) && run.stderr.contains("git fsck"), "{question}: {run:?}");
    }
}

fn git_tree_of(plans: &str) -> Vec<u8> {
    let id = plans.trim();
    let id = (0..id.len()).step_by(2).map(|at| u8::from_str_radix(&id[at..at + 2], 16).unwrap());
    b"40000 workplans\0".iter().copied().chain(id).collect()
}

/// The `.git` file of a linked worktree is read up to a limit, and pipes are not waited for.
#[test]
fn a_gitfile_is_read_to_a_bound() {
    for (name, begin) in [("whole", "gitdir: "), ("garbage", "")] {
        let root = folder(&[("2024.yaml", plan("One").as_bytes())]);
        std::fs::write(root.path().join(".git"), begin).unwrap();
        // A sparse file, which takes no space on the disk.
        std::fs::OpenOptions::new()
            .append(true)
            .open(root.path().join(".git"))
            .unwrap()
            .set_len(6 << 30)
            .unwrap();
        for question in ["diff HEAD", "status 2024 --at HEAD", "log 1 2024", "check --base HEAD"] {
            let run = ask(root.path(), question);
            assert!(
                run.code == Some(2) && run.stderr.contains("error: "),
                "{name} {question}: {run:?}"
            );
        }
        assert_eq!(ask(root.path(), "check").code, Some(0));
    }
    let root = repository();
    let linked = temporary_folder();
    let tree = linked.path().join("linked");
    git(root.path(), &["worktree", "add", "-q", tree.to_str().unwrap(), "-b", "linked"]);
    assert_eq!(ask(&tree, "diff HEAD").code, Some(0));
    std::fs::OpenOptions::new()
        .append(true)
        .open(root.path().join(".git/worktrees/linked/commondir"))
        .unwrap()
        .set_len(6 << 30)
        .unwrap();
    let run = ask(&tree, "diff HEAD");
    assert!(run.code == Some(2) && run.stderr.contains("error: "), "{run:?}");
}
