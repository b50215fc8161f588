//! Failing system calls in the program and in git: the output is the same as without the fault, or
//! the error is reported, and nothing wrong is cached. Needs `strace`; without it the tests are
//! skipped with a message.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{
    BOUND, Run, bare, commit_on, entries, folder, git, git_on, init, run, temporary_folder,
};

const ONE: &str = "  - {id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30}\n";
const TWO: &str = "  - {id: '2', title: Two, owners: [a], status: ongoing, due: 2024-06-30}\n";

fn plan(activities: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan\nendorsed: 2024-01-15\nbaseline: main\n\
            period: {{start: 2024-01-01, end: 2024-12-31}}\npriorities:\n- id: p\n  title: P\n\
            \x20 activities:\n{activities}"
    )
}

/// Creates a repository whose branch removed one of two activities.
fn repository() -> tempfile::TempDir {
    let organizations = b"schema: 1\norganizations: [{id: a, name: A}]\n";
    let root = folder(&[
        ("2024.yaml", plan(&format!("{ONE}{TWO}")).as_bytes()),
        ("organizations.yaml", organizations),
    ]);
    init(root.path());
    commit_on("2024-05-01T12:00:00Z", root.path(), "As endorsed");
    git(root.path(), &["checkout", "-q", "-b", "work"]);
    fs::write(root.path().join("workplans/2024.yaml"), plan(ONE)).unwrap();
    git_on("2024-05-02T12:00:00Z", root.path(), &["commit", "-q", "-am", "A change"]);
    root
}

const ASKING: [&str; 9] = [
    "status 2024 --at main --format json",
    "status 2024 --format json",
    "trend 2024 --every commit --format json",
    "trend 2024 --every month --format json",
    "log 1 2024 --format json",
    "list 2024 --stale 1 --format json",
    "diff --merge-base main --format json",
    "check --base main --format json",
    "digest 2024 --format json",
];

/// The environment of a run.
struct Surroundings<'s> {
    cache: &'s Path,
    /// Folders placed before those of `PATH`.
    programs: Option<&'s Path>,
    /// The command that starts the program.
    before: Vec<String>,
}

fn ask(root: &Path, question: &str, given: &Surroundings<'_>) -> Run {
    let path = std::env::var("PATH").unwrap();
    let path =
        given.programs.map_or_else(|| path.clone(), |own| format!("{}:{path}", own.display()));
    let mut command = Command::new("/bin/sh");
    bare(&mut command)
        .current_dir(root)
        .env("PATH", path)
        .env("XDG_CACHE_HOME", given.cache)
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command
        .args(["-c", &format!("{BOUND} exec \"$@\""), "sh"])
        .args(&given.before)
        .arg(crate::support::program());
    run({
        command.args(question.split(' ')).args(["--as-of", "2024-06-20"]);
        command
    })
}

/// Returns the path of the real git.
fn real_git() -> PathBuf {
    std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join("git"))
        .find(|path| path.is_file())
        .unwrap()
}

/// Writes a fake `git` to a folder.
fn put_git(programs: &Path, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = programs.join("git");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Returns whether `strace` works on this machine.
#[allow(clippy::print_stderr)]
fn can_watch() -> bool {
    let tried = Command::new("strace")
        .args(["-qq", "-o", "/dev/null", "-e", "trace=read", "true"])
        .output();
    let can = tried.is_ok_and(|output| output.status.success());
    if !can {
        eprintln!("no call can be made to fail: it takes strace, and the right to use it");
    }
    can
}

fn watched(calls: &str, error: &str, when: &str) -> Vec<String> {
    let (trace, inject) =
        (format!("trace={calls}"), format!("inject={calls}:error={error}:when={when}"));
    ["strace", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject, "-e", "signal=none"]
        .map(str::to_owned)
        .to_vec()
}

/// Compares the output with a fault to the output without it, and checks that nothing wrong was
/// cached.
fn compare(root: &Path, question: &str, meant: &Run, given: &Surroundings<'_>, what: &str) {
    let found = ask(root, question, given);
    let is_same = (found.code, &found.stdout) == (meant.code, &meant.stdout);
    // Optional figures may be left out with a note, also in the JSON.
    let is_noted = found.code == Some(0) && found.stderr.contains("note: ") && {
        let json = found.json();
        json["git"].is_string() || json["baseline"].is_null()
    };
    let is_error = found.code == Some(2) && found.stderr.contains("error: ");
    assert!(!found.stderr.contains("panicked"), "{what} {question}: {found:?}");
    assert!(is_same || is_noted || is_error, "{what} {question}: {found:?}\n{meant:?}");
    let after = ask(
        root,
        question,
        &Surroundings { cache: given.cache, programs: None, before: Vec::new() },
    );
    assert_eq!(
        (after.code, &after.stdout, &after.stderr),
        (meant.code, &meant.stdout, &meant.stderr),
        "kept after {what} {question}"
    );
}

fn plain(root: &Path, question: &str) -> Run {
    let cache = temporary_folder();
    ask(root, question, &Surroundings { cache: cache.path(), programs: None, before: Vec::new() })
}

/// Git announces the size of a content before it reads it, and stops in the middle on a read error.
#[test]
fn a_truncated_answer_of_git_is_an_error() {
    let root = repository();
    let programs = temporary_folder();
    for question in [ASKING[0], ASKING[2], ASKING[4], ASKING[7], ASKING[8]] {
        let meant = plain(root.path(), question);
        for length in [0, 49, 200, 420] {
            let cut = format!(
                "exec 3<&0; {0} \"$@\" <&3 | dd bs=1 count={length} 2>/dev/null & exec >&- 3<&-; wait",
                real_git().display()
            );
            put_git(
                programs.path(),
                &format!(
                    "case \"$*\" in *cat-file*) {cut};; *) exec {} \"$@\";; esac",
                    real_git().display()
                ),
            );
            let cache = temporary_folder();
            let given = Surroundings {
                cache: cache.path(),
                programs: Some(programs.path()),
                before: Vec::new(),
            };
            compare(root.path(), question, &meant, &given, &format!("{length} bytes"));
        }
    }
}

#[test]
fn a_call_that_fails_in_git_makes_no_wrong_answer() {
    if !can_watch() {
        return;
    }
    let root = repository();
    let programs = temporary_folder();
    for (number, question) in ASKING.iter().enumerate() {
        let meant = plain(root.path(), question);
        // A part of the faults for each command: together they cover all.
        let faults = [
            ("openat", "EACCES", [38, 44, 48, 54]),
            ("openat", "EMFILE", [12, 30, 41, 50]),
            ("read", "EIO", [5, 14, 22, 31]),
            ("read", "EINTR", [6, 15, 23, 30]),
            ("newfstatat", "EIO", [30, 35, 41, 47]),
            ("mmap", "ENOMEM", [14, 18, 22, 26]),
            ("write", "ENOSPC", [1, 2, 3, 4]),
            ("access", "EIO", [3, 6, 9, 12]),
        ];
        for (calls, error, times) in faults.into_iter().skip(number % 2).step_by(2) {
            let when = times[number % times.len()].to_string();
            let strace = watched(calls, error, &when)
                .iter()
                .map(|part| format!("'{part}' "))
                .collect::<String>();
            put_git(programs.path(), &format!("exec {strace}{} \"$@\"", real_git().display()));
            let cache = temporary_folder();
            let given = Surroundings {
                cache: cache.path(),
                programs: Some(programs.path()),
                before: Vec::new(),
            };
            compare(
                root.path(),
                question,
                &meant,
                &given,
                &format!("{calls} {error} {when} in git"),
            );
        }
    }
}

#[test]
fn a_call_that_fails_in_the_program_makes_no_wrong_answer() {
    if !can_watch() {
        return;
    }
    let root = repository();
    for (number, question) in ASKING.iter().enumerate() {
        let meant = plain(root.path(), question);
        let faults = [
            ("clone,clone3,fork,vfork", "EAGAIN", ["1", "1+", "2+", "3"]),
            ("pipe2", "EMFILE", ["1", "2", "3+", "4"]),
            ("openat", "EMFILE", ["6+", "12+", "17", "25+"]),
            ("read", "EIO", ["9", "18", "27+", "39"]),
            ("read", "EINTR", ["9", "18", "27", "39"]),
            ("poll", "ENOMEM", ["1+", "2", "3", "4"]),
            ("statx", "EIO", ["3", "7", "9", "12"]),
            ("getdents64", "EIO", ["1", "1", "2", "2"]),
            ("rename,renameat,renameat2", "EIO", ["1", "1", "1+", "1"]),
        ];
        for (calls, error, times) in faults.into_iter().skip(number % 2).step_by(2) {
            let when = times[number % times.len()];
            let cache = temporary_folder();
            let given = Surroundings {
                cache: cache.path(),
                programs: None,
                before: watched(calls, error, when),
            };
            compare(root.path(), question, &meant, &given, &format!("{calls} {error} {when}"));
        }
    }
}

/// Returns the files below a folder with their contents. The lock file may remain: the lock counts,
/// not the file.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for path in entries(folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == ".workplan-lock" {
            continue;
        }
        if path.is_dir() {
            found.push((format!("{name}/"), Vec::new()));
            found.extend(
                files(&path).into_iter().map(|(way, bytes)| (format!("{name}/{way}"), bytes)),
            );
        } else {
            found.push((name, fs::read(path).unwrap()));
        }
    }
    found
}

/// Each edit replaces one file or one folder.
#[test]
fn an_edit_that_fails_leaves_every_file_as_it_was_and_no_other_one() {
    if !can_watch() {
        return;
    }
    let cache = temporary_folder();
    let given = |before| Surroundings { cache: cache.path(), programs: None, before };
    let begin = || {
        folder(&[
            ("2024.yaml", plan(ONE).as_bytes()),
            ("organizations.yaml", b"schema: 1\norganizations: [{id: a, name: A}]\n"),
        ])
    };
    for edit in [
        "set 1 progress=50 --plan 2024",
        "rollover 2024 --to 2025",
        "init new",
        "digest 2024 --out-dir mails --format html",
    ] {
        let root = begin();
        let before = files(root.path());
        let bytes = |files: &[(String, Vec<u8>)]| {
            files.iter().map(|(_, bytes)| bytes.clone()).collect::<Vec<_>>()
        };
        let run = ask(root.path(), edit, &given(Vec::new()));
        assert_eq!(run.code, Some(0), "{run:?}");
        let made = files(root.path());
        assert_ne!(bytes(&before), bytes(&made));
        for (calls, error, times) in [
            ("rename,renameat,renameat2", "EIO", ["1", "1+"]),
            ("fsync", "EIO", ["1", "2"]),
            ("write", "ENOSPC", ["1", "2+"]),
            ("write", "EINTR", ["1", "3"]),
            ("openat", "EMFILE", ["9", "12+"]),
            ("flock", "EIO", ["1", "1+"]),
            ("mkdir,mkdirat", "ENOSPC", ["1", "2"]),
        ] {
            for when in times {
                let root = begin();
                let run = ask(root.path(), edit, &given(watched(calls, error, when)));
                let left = files(root.path());
                let what = format!("{calls} {error} {when} {edit}: {run:?}");
                assert!(!run.stderr.contains("panicked"), "{what}");
                // If only the output fails, the edit is made.
                let is_made = left == made;
                assert!(
                    is_made || left == before && run.code == Some(2),
                    "{:?} {what}",
                    left.iter().map(|file| &file.0).collect::<Vec<_>>()
                );
                if !is_made {
                    let again = ask(root.path(), edit, &given(Vec::new()));
                    assert!(
                        again.code == Some(0) && files(root.path()) == made,
                        "nothing is locked: {what} {again:?}"
                    );
                }
            }
        }
    }
}
