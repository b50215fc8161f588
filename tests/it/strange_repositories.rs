//! Unusual, incomplete or hostile repositories: each command answers or explains what is missing.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Run, commit_on, git, init, temporary_folder, workplan};

pub fn plan(rest: &str) -> String {
    crate::support::plan(&format!(
        "  - {{id: '1', title: T, owners: [a], due: 2024-06-30, {rest}}}\n"
    ))
}

/// Creates a repository with the plan in a folder of this name: planned in May and tagged, ongoing
/// in June.
pub fn repository(group: &OsStr) -> (tempfile::TempDir, PathBuf) {
    let root = temporary_folder();
    let group = root.path().join(group);
    std::fs::create_dir_all(group.join("workplans")).unwrap();
    init(root.path());
    for (day, status) in [("2024-05-10T12:00:00Z", "planned"), ("2024-06-10T12:00:00Z", "ongoing")]
    {
        std::fs::write(group.join("workplans/2024.yaml"), plan(&format!("status: {status}")))
            .unwrap();
        commit_on(day, root.path(), "A change");
        if status == "planned" {
            git(root.path(), &["tag", "v1"]);
        }
    }
    (root, group)
}

/// Each command that uses the history.
pub const ASKING: [&str; 8] = [
    "status 2024 --at HEAD",
    "status 2024 --against v1",
    "trend 2024 --every commit",
    "trend 2024 --every month",
    "log 1 2024",
    "list 2024 --stale 1",
    "diff v1",
    "check --base v1",
];

pub fn ask(folder: &Path, question: &str, more: &[&str]) -> Run {
    workplan(
        folder,
        &[question.split(' ').collect::<Vec<_>>().as_slice(), &["--as-of", "2024-06-20"], more]
            .concat(),
    )
}

#[test]
fn a_folder_may_have_any_name() {
    let names: [&[u8]; 8] = [
        b"a b \"q\"",
        b"new\nline",
        b"\xff\xfe",
        b"x blob 12 y",
        b"it's",
        b"-dash",
        b"*glob[a]",
        "计划 قائمة".as_bytes(),
    ];
    for name in names {
        let (_root, group) = repository(OsStr::from_bytes(name));
        let said = |question: &str| {
            let run = ask(&group, question, &["--format", "json"]);
            assert_eq!(
                (run.code, run.stderr.as_str()),
                (Some(0), ""),
                "{name:?} {question}: {run:?}"
            );
            run.json()
        };
        let points = said("trend 2024 --every commit")["points"].clone();
        assert_eq!(
            (&points[0]["planned"], &points[1]["ongoing"], &points[2]),
            (&json!(1), &json!(1), &Value::Null),
            "{name:?}"
        );
        assert_eq!(said("trend 2024")["points"].as_array().unwrap().len(), 2, "{name:?}");
        let change = json!([{"field": "status", "before": "planned", "after": "ongoing"}]);
        assert_eq!(said("log 1 2024")["entries"][0]["changes"], change, "{name:?}");
        assert_eq!(said("diff v1")["plans"][0]["changed"][0]["changes"], change, "{name:?}");
        assert_eq!(said("status 2024 --at v1")["total"]["planned"], 1, "{name:?}");
        assert_eq!(
            said("list 2024 --stale 10")["activities"].as_array().unwrap().len(),
            1,
            "{name:?}"
        );
        assert_eq!(said("check --base v1")["errors"], 0, "{name:?}");
    }
}

#[test]
fn the_files_of_a_plan_may_have_any_names() {
    let root = temporary_folder();
    let plan_folder = root.path().join("workplans/2024");
    std::fs::create_dir_all(&plan_folder).unwrap();
    init(root.path());
    let names: [&[u8]; 9] = [
        b"a b \"q\".yaml",
        b"new\nline.yaml",
        b"\xff.yaml",
        b"\xfe.yaml",
        "计划.yaml".as_bytes(),
        b"it's.yml",
        b"-x.yaml",
        b"*[a].yaml",
        b" tab\t.yaml",
    ];
    let write = |status: &str| {
        std::fs::write(
            plan_folder.join("plan.yaml"),
            plan("status: planned").split_once("priorities").unwrap().0,
        )
        .unwrap();
        for (number, name) in names.iter().enumerate() {
            let text = format!(
                "schema: 1\npriorities:\n- id: p{number}\n  title: P{number}\n  activities:\n\
                    \x20 - {{id: '{number}', title: T{number}, owners: [a], status: {status}}}\n"
            );
            std::fs::write(plan_folder.join(OsStr::from_bytes(name)), text).unwrap();
        }
        commit_on("2024-06-10T12:00:00Z", root.path(), "A change");
    };
    write("planned");
    write("ongoing");
    let said = |question: &str| {
        let run = ask(root.path(), question, &["--format", "json"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{question}: {run:?}");
        run.json()
    };
    assert_eq!(said("status 2024 --at HEAD")["total"], said("status 2024")["total"]);
    let list = |question: &str| said(question)["activities"].clone();
    assert_eq!(
        list("list 2024 --at HEAD"),
        list("list 2024"),
        "in one order, and under the same paths"
    );
    assert_eq!(said("diff HEAD")["plans"], json!([]));
    assert_eq!(said("diff HEAD~1")["plans"][0]["changed"].as_array().unwrap().len(), names.len());
    assert_eq!(said("trend 2024 --every commit")["points"][1]["ongoing"], names.len());
    for number in 0..names.len() {
        assert_eq!(
            said(&format!("log {number} 2024"))["entries"].as_array().unwrap().len(),
            2,
            "{number}"
        );
    }
}

#[test]
fn a_repository_may_be_the_folder_itself() {
    let root = temporary_folder();
    init(root.path());
    for (day, status) in [("2024-05-10T12:00:00Z", "planned"), ("2024-06-10T12:00:00Z", "ongoing")]
    {
        std::fs::write(root.path().join("2024.yaml"), plan(&format!("status: {status}"))).unwrap();
        commit_on(day, root.path(), "A change");
    }
    git(root.path(), &["tag", "v1", "HEAD^"]);
    for question in ASKING {
        let run = ask(root.path(), question, &["--dir", "."]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{question}: {run:?}");
    }
    let then = ask(root.path(), "status 2024 --at v1 --format json", &["--dir", "."]).json();
    assert_eq!(then["total"]["planned"], 1);
}

#[test]
fn a_repository_inside_another_is_no_folder_of_that_one() {
    let root = temporary_folder();
    init(root.path());
    git(root.path(), &["commit", "-q", "--allow-empty", "-m", "Nothing yet"]);
    let inside = format!("160000,{},workplans", git(root.path(), &["rev-parse", "HEAD"]).trim());
    git(root.path(), &["update-index", "--add", "--cacheinfo", &inside]);
    git(root.path(), &["commit", "-q", "-m", "The plans of somebody else"]);
    let run = ask(root.path(), "status 2024 --at HEAD", &[]);
    assert!(
        run.code == Some(2)
            && run.stderr.contains("there is no folder called `workplans` at `HEAD`"),
        "{run:?}"
    );
}

#[test]
fn nothing_that_a_repository_names_is_executed() {
    let (root, group) = repository(OsStr::new("group"));
    let trap = root.path().join("trap");
    let command = format!("touch '{}'; cat", trap.display());
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "diff.external",
        "diff.plan.textconv",
        "diff.plan.command",
        "filter.plan.smudge",
        "filter.plan.clean",
        "filter.plan.process",
        "merge.plan.driver",
        "pager.log",
        "pager.cat-file",
        "gpg.program",
        "credential.helper",
        "uploadpack.packObjectsHook",
        "sequence.editor",
    ] {
        git(root.path(), &["config", key, &command]);
    }
    for name in ["log", "cat-file", "rev-parse", "ls-tree", "merge-base", "show", "config"] {
        git(root.path(), &["config", &format!("alias.{name}"), &format!("!{command}")]);
    }
    git(root.path(), &["config", "log.showSignature", "true"]);
    std::fs::write(root.path().join(".gitattributes"), "* diff=plan filter=plan merge=plan\n")
        .unwrap();
    std::fs::create_dir_all(root.path().join("hooks")).unwrap();
    git(root.path(), &["config", "core.hooksPath", "hooks"]);
    for hook in [
        "post-checkout",
        "pre-commit",
        "reference-transaction",
        "post-index-change",
        "fsmonitor-watchman",
    ] {
        let path = root.path().join("hooks").join(hook);
        std::fs::write(&path, format!("#!/bin/sh\n{command}\n")).unwrap();
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .unwrap();
    }
    for question in ASKING {
        let run = ask(&group, question, &[]);
        assert_eq!(run.code, Some(0), "{question}: {run:?}");
        assert!(!trap.exists(), "{question}");
    }
}

#[test]
fn control_characters_in_author_names_are_removed() {
    let (root, group) = repository(OsStr::new("group"));
    std::fs::write(group.join("workplans/2024.yaml"), plan("status: ongoing, progress: 5"))
        .unwrap();
    std::fs::write(
        group.join("workplans/config.yaml"),
        "schema: 1\nrules: {foreign-edit: warning}\n",
    )
    .unwrap();
    git(root.path(), &["add", "-A"]);
    let author = "Ev\u{1b}[31mil \"x\" \u{202e}\u{85} =1+1 <x@example.org>";
    git(root.path(), &["commit", "-q", "--author", author, "-m", "\u{1b}]0;x\u{7}"]);
    for format in ["table", "json", "csv", "markdown"] {
        let run = ask(&group, "log 1 2024", &["--format", format, "--color", "never"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        // Rows of CSV end with CRLF.
        Run { stdout: run.stdout.replace("\r\n", "\n"), ..run.clone() }.assert_clean();
        assert!(run.stdout.contains("Ev") && !run.stdout.contains('\u{85}'), "{format}: {run:?}");
    }
    let run = ask(&group, "check --base v1", &["--color", "never"]);
    run.assert_clean();
    assert!(run.stdout.contains("foreign-edit"), "{run:?}");
}

#[test]
fn a_revision_can_be_named_in_each_of_git_s_ways() {
    let (root, group) = repository(OsStr::new("group"));
    git(root.path(), &["tag", "-a", "endorsed", "v1", "-m", "As endorsed"]);
    let id = git(root.path(), &["rev-parse", "v1"]);
    let names = [
        "v1",
        "endorsed",
        "refs/tags/v1",
        &id[..7],
        "HEAD~1",
        "HEAD^",
        "main@{2024-05-20}",
        "main~1^{commit}",
    ];
    for name in names {
        let run = ask(&group, "status 2024", &["--format", "json", "--at", name]);
        assert_eq!(
            (run.code, run.json()["revision"].as_str()),
            (Some(0), Some(id.trim())),
            "{name}: {run:?}"
        );
    }
    for (name, part) in [
        ("v2", "did you mean `v1`?"),
        ("endorsd", "did you mean `endorsed`?"),
        ("mian", "did you mean `main`?"),
        ("HEAD~9", "git knows no commit called `HEAD~9`"),
        ("", "git knows no commit"),
        ("HEAD^{tree}", "git knows no commit"),
        ("--output=x", "git knows no commit called `--output=x`"),
        ("v1\u{1b}[2J", "git knows no commit called"),
        ("v1..main", "with a space between them"),
    ] {
        for flag in ["status 2024 --at=", "status 2024 --against=", "check --base="] {
            let run = workplan(&group, &format!("{flag}{name}").splitn(3, ' ').collect::<Vec<_>>());
            run.assert_clean();
            assert!(run.code == Some(2) && run.stderr.contains(part), "{flag}{name}: {run:?}");
        }
    }
    assert!(!group.join("x").exists());
}

#[test]
fn an_unreadable_part_of_a_plan_adds_nothing_to_the_log() {
    let root = temporary_folder();
    let plans = root.path().join("workplans/2024");
    std::fs::create_dir_all(&plans).unwrap();
    init(root.path());
    let whole = plan("status: planned").replace(", due: 2024-06-30", "");
    let (head, priorities) = whole.split_at(whole.find("priorities").unwrap());
    std::fs::write(plans.join("one.yaml"), priorities).unwrap();
    for (day, text) in [("2024-05-10", head), ("2024-05-11", "schema: ["), ("2024-05-12", head)] {
        std::fs::write(plans.join("plan.yaml"), text).unwrap();
        commit_on(&format!("{day}T12:00:00Z"), root.path(), "A change");
    }
    let story = ask(root.path(), "log 1 2024", &["--format", "json"]).json();
    assert_eq!(
        story["entries"].as_array().unwrap().len(),
        1,
        "its due hangs on the period, and nobody has changed it: {story}"
    );
    let weeks =
        ask(root.path(), "trend 2024 --every week", &["--at", "HEAD~1", "--format", "json"]);
    let told = "error: the plan `2024` cannot be read in any revision; left out: 1 revision\n";
    assert!(
        weeks.code == Some(2) && weeks.stderr.starts_with(told),
        "a revision is counted once: {weeks:?}"
    );
}
