//! A git that hangs, prints nothing or too much, or is killed: the program ends with status 2 and a
//! message in limited time. Also, the arguments with which git is started.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::{Run, command, commit_on, folder, git, git_on, init, run, temporary_folder};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations:\n- {id: a, name: A}\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30}\n";

/// Creates a repository with two commits: the branch `work` changes the title of the activity.
fn repository() -> tempfile::TempDir {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    init(root.path());
    commit_on("2024-05-01T12:00:00Z", root.path(), "As endorsed");
    git(root.path(), &["checkout", "-q", "-b", "work"]);
    std::fs::write(root.path().join("workplans/2024.yaml"), PLAN.replace("One", "Another"))
        .unwrap();
    git_on("2024-05-02T12:00:00Z", root.path(), &["commit", "-q", "-am", "A change"]);
    root
}

/// Runs the program with this timeout for git, and asserts that it ends within 30 seconds.
fn ask(root: &Path, question: &str, seconds: &str, programs: Option<&Path>) -> Run {
    let mut command = command(root, &question.split(' ').collect::<Vec<_>>());
    let path = std::env::var("PATH").unwrap();
    command.env(
        "PATH",
        programs.map_or_else(|| path.clone(), |own| format!("{}:{path}", own.display())),
    );
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("WORKPLAN_GIT_TIMEOUT", seconds);
    let begun = Instant::now();
    let run = run(command);
    assert!(begun.elapsed() < Duration::from_secs(30), "{question}: {run:?}");
    run.assert_clean();
    run
}

fn pipe(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

const WAITS: &str = "git has waited without an end, for example for a pipe among the files of the \
    repository, and was stopped";

/// A file of the repository is a pipe, at places that are not checked beforehand.
#[test]
#[cfg(target_os = "linux")]
fn a_git_that_waits_for_a_pipe_is_stopped() {
    let elsewhere = temporary_folder();
    let fifo = elsewhere.path().join("fifo");
    pipe(&fifo);
    pipe(&elsewhere.path().join("objects/info/alternates"));
    pipe(&elsewhere.path().join("tags/v1"));
    let (fifo, objects) =
        (fifo.display().to_string(), elsewhere.path().join("objects").display().to_string());
    let tags = elsewhere.path().join("tags");
    let settings = |name: &'static str| {
        let text =
            format!("[{name}]\n\t{} = {fifo}\n", if name == "include" { "path" } else { "file" });
        move |own: &Path| {
            let config = std::fs::read_to_string(own.join("config")).unwrap();
            std::fs::write(own.join("config"), config + &text).unwrap();
        }
    };
    type Trap<'t> = Box<dyn Fn(&Path) + Send + 't>;
    let traps: [(&str, &str, Trap<'_>); 5] = [
        ("include.path", "log 1 2024", Box::new(settings("include"))),
        ("mailmap.file", "trend 2024 --every commit", Box::new(settings("mailmap"))),
        (
            "alternates",
            "diff main",
            Box::new(|own| {
                std::fs::write(own.join("objects/info/alternates"), format!("{objects}\n"))
                    .unwrap();
            }),
        ),
        (
            "refs/tags",
            "status 2024 --at v1",
            Box::new(|own| {
                std::fs::remove_dir_all(own.join("refs/tags")).unwrap();
                std::os::unix::fs::symlink(&tags, own.join("refs/tags")).unwrap();
            }),
        ),
        (
            "worktrees",
            "check --base worktrees/x/HEAD",
            Box::new(|own| pipe(&own.join("worktrees/x/HEAD"))),
        ),
    ];
    let stopped = |(name, question, set): (&str, &str, Trap<'_>)| {
        let root = repository();
        let unharmed = ask(root.path(), "diff main", "20", None);
        assert_eq!(unharmed.code, Some(0), "{unharmed:?}");
        set(&root.path().join(".git"));
        let run = ask(root.path(), question, "20", None);
        assert!(run.code == Some(2) && run.stderr.contains(WAITS), "{name}: {run:?}");
        assert!(
            run.stderr.contains("Set WORKPLAN_GIT_TIMEOUT=200 to wait longer"),
            "{name}: {run:?}"
        );
    };
    // All wait at the same time.
    std::thread::scope(|scope| {
        traps.into_iter().for_each(|trap| drop(scope.spawn(|| stopped(trap))));
    });
}

/// Returns the path of the real git.
fn real_git() -> PathBuf {
    std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join("git"))
        .find(|path| path.is_file())
        .unwrap()
}

/// Creates a folder with a fake `git`: if the arguments contain a word it runs these lines of
/// shell, else the real git.
fn stand_in(word: &str, lines: &str) -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = temporary_folder();
    let path = folder.path().join("git");
    let real = real_git().display().to_string();
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *{word}*) {} ;; esac\nexec {real} \"$@\"\n",
        lines.replace("GIT", &real)
    );
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn silent_and_endless_gits_are_stopped() {
    let root = repository();
    let stopped = "and was stopped. Set WORKPLAN_GIT_TIMEOUT=20 to wait longer";
    for (word, lines, seconds, part) in [
        ("rev-list", "exec sleep 60", "2", stopped),
        ("cat-file", "exec sleep 60", "2", stopped),
        (
            "rev-list",
            "exec yes 'a long line of an answer that goes on and on and on'",
            "300",
            "git's answer has more than 256 MiB",
        ),
        // Prints more than the buffer of a pipe that nobody reads.
        ("rev-list", "yes | head -c 1000000 >&2; exec sleep 60", "2", stopped),
    ] {
        let programs = stand_in(word, lines);
        for question in ["log 1 2024", "check --base main"] {
            let run = ask(root.path(), question, seconds, Some(programs.path()));
            assert!(
                run.code == Some(2) && run.stderr.contains(part),
                "{word} {lines} {question}: {run:?}"
            );
        }
    }
    // A child process survives when git is killed.
    let programs = stand_in("cat-file", "sleep 25; exit 0");
    let begun = Instant::now();
    let run = ask(root.path(), "diff main", "3", Some(programs.path()));
    assert!(run.code == Some(2) && run.stderr.contains("and was stopped"), "{run:?}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{run:?}");
}

#[test]
fn a_slow_git_is_waited_for() {
    let root = repository();
    let programs = stand_in("rev-list", "sleep 0.5");
    let slow =
        ask(root.path(), "trend 2024 --every commit --format json", "100", Some(programs.path()));
    let plain = ask(root.path(), "trend 2024 --every commit --format json --no-cache", "100", None);
    assert_eq!((slow.code, slow.stdout, slow.stderr), (Some(0), plain.stdout, String::new()));
    for wrong in ["0", "-1", "soon", "1e3", "99999999999"] {
        let run = ask(root.path(), "diff main", wrong, None);
        assert!(
            run.code == Some(2)
                && run
                    .stderr
                    .contains("WORKPLAN_GIT_TIMEOUT is a number of seconds from 1 to 86400"),
            "{run:?}"
        );
    }
    assert_eq!(ask(root.path(), "diff main", "", None).code, Some(0));
}

/// Killed before, during and after its output.
#[test]
fn a_git_that_is_killed_gives_no_answer() {
    let root = repository();
    let questions = [
        "status 2024 --at main",
        "trend 2024 --every commit",
        "log 1 2024",
        "list 2024 --stale 1",
        "diff main",
        "check --base main",
    ];
    for (word, lines) in [
        ("rev-list", "kill -9 $$"),
        ("rev-list", "GIT \"$@\"; kill -9 $$"),
        ("rev-list", "GIT \"$@\" | head -c 30; kill -9 $$"),
        ("cat-file", "kill -9 $$"),
        (
            "cat-file",
            "exec 3<&0; GIT \"$@\" <&3 | dd bs=1 count=150 2>/dev/null & exec 3<&-; sleep 0.3; kill -9 $$",
        ),
    ] {
        let programs = stand_in(word, lines);
        for question in questions {
            let run =
                ask(root.path(), &format!("{question} --no-cache"), "300", Some(programs.path()));
            assert!(
                run.code == Some(2) && run.stderr.contains("error: "),
                "{lines} {question}: {run:?}"
            );
            assert!(
                !run.stderr.contains("git knows no commit"),
                "the error is not reported: {lines} {question}: {run:?}"
            );
        }
    }
}

/// Returns the run, and the arguments and variables of each git that it started.
fn recorded(root: &Path, question: &str) -> (Run, Vec<String>) {
    let record = temporary_folder().keep().join("record");
    let programs = stand_in(
        "",
        &format!("printf '%s\\n' \"$* $(env | tr '\\n' ' ')\" >>'{}'", record.display()),
    );
    let run = ask(root, question, "300", Some(programs.path()));
    let lines = std::fs::read_to_string(&record).unwrap().lines().map(str::to_owned).collect();
    std::fs::remove_dir_all(record.parent().unwrap()).unwrap();
    (run, lines)
}

#[test]
fn each_git_is_started_with_its_extensions_disabled() {
    let root = repository();
    git(root.path(), &["mv", "workplans", "plans"]);
    git(root.path(), &["commit", "-qm", "Elsewhere"]);
    let mut seen = Vec::new();
    for question in [
        "status 2024 --at main",
        "trend 2024",
        "log 1 2024",
        "diff main",
        "check --base main",
        "list 2024 --stale 1",
        "digest 2024",
    ] {
        let (run, recorded) = recorded(root.path(), &format!("{question} --dir plans --no-cache"));
        assert!(run.code != Some(2) || question.contains("--at"), "{run:?}");
        assert!(!recorded.is_empty(), "{question}");
        for words in recorded {
            for switch in [
                "--no-pager",
                "--no-replace-objects",
                "--literal-pathspecs",
                "-c core.hooksPath=/dev/null",
                "-c core.fsmonitor=false",
                "-c core.attributesFile=/dev/null",
                "-c protocol.allow=never",
                "-c diff.external=",
            ] {
                assert!(words.contains(switch), "{switch} {words}");
            }
            for variable in [
                "GIT_ALLOC_LIMIT=256m",
                "GIT_NO_LAZY_FETCH=1",
                "GIT_OPTIONAL_LOCKS=0",
                "GIT_TERMINAL_PROMPT=0",
            ] {
                assert!(words.contains(variable), "{variable} {words}");
            }
            seen.push(words);
        }
    }
    let renames: Vec<&String> = seen
        .iter()
        .filter(|words| words.contains(" diff-tree ") || words.contains(" diff-index "))
        .collect();
    assert!(
        !renames.is_empty() && renames.iter().all(|words| words.contains(" -l32 ")),
        "git compares each file with each: {renames:?}"
    );
}

/// A git that gave no answer is the last one of a question, and not of a conversation.
#[test]
#[cfg(target_os = "linux")]
fn the_next_call_of_an_assistant_asks_git_again() {
    let root = repository();
    let flag = temporary_folder();
    std::fs::write(flag.path().join("once"), "").unwrap();
    let once = flag.path().join("once").display().to_string();
    let programs = stand_in("rev-list", &format!("rm {once} 2>/dev/null && exec sleep 60"));
    let call = crate::mcp::request(
        1,
        "tools/call",
        &serde_json::json!({"name": "log", "arguments": {"id": "1", "plan": "2024"}}),
    );
    let mut program = command(root.path(), &["mcp"]);
    let path = format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap());
    program.env("PATH", path).env("GIT_CONFIG_NOSYSTEM", "1").env("WORKPLAN_GIT_TIMEOUT", "2");
    let run = crate::support::with_input(program, &call.repeat(2));
    let answers: Vec<&str> = run.stdout.lines().collect();
    assert!(answers[0].contains("and was stopped"), "{run:?}");
    assert!(answers[1].contains("\"isError\":false"), "{run:?}");
}
