//! Changes that move the workplans folder: behind a link, into a submodule, or up and down the
//! tree. Comparisons with history must not be misled, and nothing outside the repository is read or
//! written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::support::{Run, command, folder, git, init, run, temporary_folder, workplan};

pub const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    endorsed: 2024-01-10\norganizations:\n\
    - {id: a, name: A, focal_points: [{name: F, email: f@example.org}]}\npriorities:\n- id: p\n\
    \x20 title: P\n  activities:\n";

pub const ONE: &str = "  - {id: '1', title: One, owners: [a], status: planned, due: 2024-06-30}\n";

pub const TWO: &str = "  - {id: '2', title: Two, owners: [a], status: planned, due: 2024-06-30}\n";

/// Commands that compare with the history of the folder.
const COMPARING: &[&str] = &[
    "check --base main",
    "diff --merge-base main",
    "diff main",
    "diff --fail",
    "log 1 2024",
    "trend 2024",
    "report 2024 --since main",
    "list 2024 --stale 5",
];

pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub fn commit(root: &Path) {
    crate::support::commit(root, "A change");
}

/// Creates a repository with an endorsed plan of two activities in these folders, on a branch of
/// its own.
pub fn endorsed(folders: &[&str]) -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    for folder in folders {
        write(root.path(), &format!("{folder}/2024.yaml"), &format!("{HEAD}{ONE}{TWO}"));
    }
    write(root.path(), "README", "A group\n");
    commit(root.path());
    git(root.path(), &["checkout", "-q", "-b", "change"]);
    root
}

/// Another plan of the same name, too different for git to see a rename.
pub fn other() -> String {
    "priorities: [{id: o, title: Other, activities: [{due: 2024-03-31, owners: [x], id: '1', \
        status: planned, title: Mine}]}]\norganizations: [{id: x, name: Eve}]\n\
        period: {start: 2024-01-01, end: 2024-12-31}\ntitle: Mine\nschema: 1\n"
        .to_owned()
}

pub fn ask(root: &Path, question: &str, more: &[&str]) -> Run {
    let words: Vec<&str> =
        question.split(' ').chain(more.iter().copied()).chain(["--as-of", "2024-02-01"]).collect();
    let run = workplan(root, &words);
    run.assert_clean();
    run
}

#[track_caller]
pub fn refused(run: &Run, words: &str) {
    assert!(
        run.code == Some(2) && run.stdout.is_empty() && run.stderr.contains(words),
        "{words}: {run:?}"
    );
}

#[test]
fn a_folder_behind_a_link_has_no_history() {
    let root = endorsed(&["workplans", "g/workplans"]);
    let path = root.path();
    git(path, &["rm", "-rq", "workplans", "g"]);
    write(path, "plans/2024.yaml", &other());
    write(path, "h/workplans/2024.yaml", &other());
    symlink("plans", path.join("workplans")).unwrap();
    symlink("h", path.join("g")).unwrap();
    commit(path);
    let whole = path.join("g/workplans");
    for (dir, words) in [
        (&[][..], "`workplans` is a link"),
        (&["--dir", "workplans"], "--dir plans\n"),
        (&["--dir", "README/../workplans/."], "`workplans` is a link"),
        (&["--dir", "g/workplans"], "`g` is a link"),
        (&["--dir", whole.to_str().unwrap()], "--dir h/workplans\n"),
    ] {
        COMPARING.iter().for_each(|question| refused(&ask(path, question, dir), words));
        assert_eq!(
            ask(path, "status 2024", dir).code,
            Some(0),
            "without a comparison a link inside the repository is followed: {dir:?}"
        );
    }
    refused(&ask(path, "check --base main workplans/2024.yaml", &[]), "`workplans` is a link");
    refused(&ask(path, "check --base main g/workplans/2024.yaml", &[]), "`g` is a link");
    refused(
        &ask(&path.join("h"), "check --base main ../g/workplans/2024.yaml", &[]),
        "`g` is a link",
    );
    // In the history a link is not a folder, so the plans are gone. The message names what the base
    // has in place of the folder.
    let gone = ask(path, "check --base main --at change", &["--dir", "workplans"]);
    assert!(gone.code == Some(1) && gone.stdout.contains("activity-removed"), "{gone:?}");
    git(path, &["checkout", "-q", "-b", "back"]);
    git(path, &["rm", "-q", "workplans"]);
    write(path, "workplans/2024.yaml", &other());
    commit(path);
    refused(&ask(path, "check --base change", &[]), "`workplans` is a link");
    // The link leads nowhere, so the plans are gone.
    git(path, &["checkout", "-q", "change"]);
    fs::remove_dir_all(path.join("plans")).unwrap();
    let run = ask(path, "check --base main", &[]);
    assert_ne!(run.code, Some(0), "{run:?}");
}

/// A change that makes `group` a submodule: a fork from before the second activity, in which the
/// base exists as well.
fn with_submodule(at: &str) -> (tempfile::TempDir, String) {
    let root = temporary_folder();
    let (up, evil) = (root.path().join("up"), root.path().join("evil"));
    fs::create_dir(&up).unwrap();
    git(&up, &["init", "-q", "-b", "main"]);
    write(&up, "group/workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    commit(&up);
    write(&up, "group/workplans/2024.yaml", &format!("{HEAD}{ONE}{TWO}"));
    commit(&up);
    git(root.path(), &["clone", "-q", "up", "evil"]);
    git(&evil, &["checkout", "-q", "-b", "e", "HEAD~1"]);
    git(&evil, &["mv", "group/workplans", "workplans"]);
    commit(&evil);
    git(&up, &["checkout", "-q", "-b", "change"]);
    git(&up, &["rm", "-rq", "group"]);
    git(
        &up,
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            "-b",
            "e",
            evil.to_str().unwrap(),
            at,
        ],
    );
    let base = git(&up, &["rev-parse", "main"]).trim().to_owned();
    (root, base)
}

#[test]
fn the_history_of_a_submodule_is_not_used() {
    let (root, base) = with_submodule("group");
    let up = root.path().join("up");
    commit(&up);
    let question = format!("check --base {base}");
    for question in [
        question.as_str(),
        "diff HEAD",
        "log 1 2024",
        "trend 2024",
        "report 2024 --since HEAD",
        "check --base HEAD",
    ] {
        refused(&ask(&up, question, &["--dir", "group/workplans"]), "a repository of its own");
    }
    assert_eq!(ask(&up, "status 2024", &["--dir", "group/workplans"]).code, Some(0));
    // Inside the submodule commands work, but it is not compared with unless named.
    let inside = up.join("group");
    refused(&ask(&inside, &question, &[]), "a repository of its own");
    refused(&ask(&inside, &question, &["--at", "HEAD"]), "a repository of its own");
    refused(&ask(&inside, &format!("diff --merge-base {base}"), &[]), "a repository of its own");
    refused(&ask(&inside.join("workplans"), &question, &["--dir", "."]), "a repository of its own");
    assert_eq!(ask(&inside, "log 1 2024", &[]).code, Some(0));
    let mut named = command(&inside, &["check", "--base", &base, "--as-of", "2024-02-01"]);
    named.env("GIT_DIR", ".git");
    assert_eq!(run(named).code, Some(0), "what the message names is enough");
    let mut other = command(&inside, &["check", "--base", &base, "--as-of", "2024-02-01"]);
    other.env("GIT_DIR", up.join(".git"));
    refused(&run(other), "a repository of its own");
}

#[test]
fn the_history_of_a_submodule_behind_a_link_is_not_used() {
    let (root, base) = with_submodule("vendor");
    let up = root.path().join("up");
    symlink("vendor", up.join("group")).unwrap();
    commit(&up);
    let question = format!("check --base {base}");
    refused(&ask(&up, &question, &["--dir", "group/workplans"]), "`group` is a link");
    refused(&ask(&up.join("group"), &question, &[]), "a repository of its own");
    let whole = up.join("group/workplans");
    refused(&ask(root.path(), &question, &["--dir", whole.to_str().unwrap()]), "`group` is a link");
    let whole = up.join("vendor/workplans");
    refused(
        &ask(root.path(), &question, &["--dir", whole.to_str().unwrap()]),
        "a repository of its own",
    );
}

#[test]
fn a_repository_that_the_one_around_it_does_not_know_is_its_own() {
    let root = endorsed(&["workplans"]);
    git(root.path(), &["clone", "-q", "-b", "main", ".", "clones/one"]);
    for (from, dir) in [("clones/one", &[][..]), (".", &["--dir", "clones/one/workplans"])] {
        assert_eq!(ask(&root.path().join(from), "check --base HEAD", dir).code, Some(0), "{from}");
        assert_eq!(ask(&root.path().join(from), "log 1 2024", dir).code, Some(0), "{from}");
    }
    write(root.path(), "clones/one/workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    let run = ask(root.path(), "check --base HEAD", &["--dir", "clones/one/workplans"]);
    assert!(run.code == Some(1) && run.stdout.contains("activity-removed"), "{run:?}");
}

#[test]
fn files_outside_the_repository_are_neither_read_nor_written() {
    let home = temporary_folder();
    let place = home.path().join("home/x/workplans");
    let whole = format!("{HEAD}{ONE}");
    let secret = "schema: 1\npassword: SECRET\n";
    let open = whole.replace("planned", "done").replacen("schema: 1\n", "", 1);
    write(&place, "2024.yaml", &open);
    write(&place, "hosts.yml", secret);
    let root = home.path().join("clone");
    fs::create_dir(&root).unwrap();
    git(&root, &["init", "-q", "-b", "main"]);
    commit(&root);
    symlink("../home/x/workplans", root.join("workplans")).unwrap();
    symlink("../home/x", root.join("group")).unwrap();
    symlink("workplans", root.join("inner")).unwrap();
    commit(&root);
    let read = |dir: &Path| {
        let mut all: Vec<_> =
            fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
        all.sort();
        all.into_iter()
            .map(|file| (file.clone(), fs::read_to_string(file).unwrap()))
            .collect::<Vec<_>>()
    };
    let before = read(&place);
    for question in [
        "status",
        "check",
        "check --fix",
        "check --diff",
        "check --base HEAD~1",
        "done 2024/1",
        "set 1 title=x",
        "list",
        "export",
        "digest --out-dir d",
        "rollover 2025",
        "resolve",
        "log 1",
        "check --list-rules",
        "diff",
    ] {
        for dir in [
            &[][..],
            &["--dir", "workplans"],
            &["--dir", "group/workplans"],
            &["--dir", "inner"],
            &["--dir", "../clone/group/workplans"],
        ] {
            let words: Vec<&str> = question.split(' ').chain(dir.iter().copied()).collect();
            let run = workplan(&root, &words);
            run.assert_clean();
            assert_eq!(run.code, Some(2), "{words:?}: {run:?}");
            assert!(
                run.stderr.contains("leads out of the repository")
                    && !(run.stdout + &run.stderr).contains("SECRET"),
                "{words:?}"
            );
            assert_eq!(read(&place), before, "{words:?}");
        }
    }
    let run = workplan(&root, &["check", "group/workplans/2024.yaml"]);
    assert!(run.code == Some(2) && !run.stderr.contains("SECRET"), "{run:?}");
}

#[test]
fn links_above_a_repository_and_outside_of_every_one_are_followed() {
    let root = endorsed(&["workplans", "group/workplans"]);
    let elsewhere = temporary_folder();
    let link = elsewhere.path().join("link");
    symlink(root.path(), &link).unwrap();
    write(root.path(), "workplans/2024.yaml", &format!("{HEAD}{ONE}"));
    for (from, dir) in [
        (link.as_path(), "workplans"),
        (&link.join("group"), "../workplans"),
        (elsewhere.path(), "link/workplans"),
    ] {
        let run = ask(from, "check --base main", &["--dir", dir]);
        assert!(run.code == Some(1) && run.stdout.contains("activity-removed"), "{dir}: {run:?}");
        assert_eq!(ask(from, "log 1 2024", &["--dir", dir]).code, Some(0), "{dir}");
        assert_eq!(ask(from, "status 2024 --at HEAD", &["--dir", dir]).code, Some(0), "{dir}");
    }
    let whole = link.join("workplans");
    assert_eq!(
        ask(elsewhere.path(), "check --base main", &["--dir", whole.to_str().unwrap()]).code,
        Some(1)
    );
    assert_eq!(ask(&link, "check --base main", &[]).code, Some(1));
    let plain = folder(&[("2024.yaml", format!("{HEAD}{ONE}").as_bytes())]);
    symlink(plain.path().join("workplans"), elsewhere.path().join("workplans")).unwrap();
    assert_eq!(ask(elsewhere.path(), "status 2024", &[]).code, Some(0));
    assert_eq!(ask(elsewhere.path(), "done 2024/1", &[]).code, Some(0), "an edit as well");
}
