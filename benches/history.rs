//! The time of history commands, compared with the minimum: reading every version of every file
//! from git and parsing each once, on all cores.
//!
//! `cargo bench --bench history` creates a history; `WORKPLAN_HISTORY=FOLDER` uses the repository
//! in FOLDER, which must have the plan 2024 in `workplans/`. It prints medians, explained in
//! docs/performance.md, and never fails because of time.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use granit_parser::Parser;

const ROUNDS: usize = 7;
const COMMITS: usize = 500;
const FILES: usize = 8;
const ACTIVITIES: usize = 125;

fn git(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder).args(arguments);
    git
}

/// Returns a file of the plan after N commits. Each commit changes one activity of one file.
fn file(number: usize, commits: usize) -> String {
    let mut text = format!(
        "schema: 1\npriorities:\n- id: '{number}'\n  title: Priority {number}\n  activities:\n"
    );
    for activity in 0..ACTIVITIES {
        let turns =
            (commits + FILES * ACTIVITIES - (activity * FILES + number)) / (FILES * ACTIVITIES);
        let month = activity % 12 + 1;
        write!(
            text,
            "\x20 - id: '{number}.{activity}'\n\
             \x20   title: Train the people who meet those at risk, {number}.{activity}\n\
             \x20   owners: [one]\n\
             \x20   status: ongoing\n\
             \x20   start: 2024-01-15\n\
             \x20   due: 2024-{month:02}-28\n\
             \x20   progress: {}\n\
             \x20   description: What was agreed on, and with whom it is to be done.\n\
             \x20   milestones:\n\
             \x20   - title: Terms of reference agreed\n\
             \x20     due: 2024-{month:02}-10\n\
             \x20     done: 2024-{month:02}-09\n",
            turns.min(100)
        )
        .unwrap();
    }
    text
}

fn generated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert!(git(folder.path(), &["init", "-q", "-b", "main"]).status().unwrap().success());
    let mut import =
        git(folder.path(), &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut out = import.stdin.take().unwrap();
    let head = "\
        schema: 1\n\
        title: Made for measuring\n\
        period: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: one, name: One}]\n";
    for commit in 0..COMMITS {
        let when = 1_704_100_000 + commit * 15 * 3600;
        writeln!(out, "commit refs/heads/main\ncommitter A <a@example.org> {when} +0000\ndata 0")
            .unwrap();
        let changed = if commit == 0 { 0..FILES } else { commit % FILES..commit % FILES + 1 };
        let files = changed.map(|number| (format!("{number}.yaml"), file(number, commit)));
        for (name, text) in
            files.chain((commit == 0).then(|| ("plan.yaml".to_owned(), head.to_owned())))
        {
            writeln!(out, "M 100644 inline workplans/2024/{name}\ndata {}\n{text}", text.len())
                .unwrap();
        }
    }
    drop(out);
    assert!(import.wait().unwrap().success());
    assert!(git(folder.path(), &["reset", "-q", "--hard"]).status().unwrap().success());
    folder
}

/// Returns the ids of all versions of all files.
fn versions(folder: &Path) -> Vec<String> {
    let log = git(
        folder,
        &["log", "--first-parent", "--raw", "--no-abbrev", "--format=", "--", "workplans"],
    )
    .output()
    .unwrap();
    let ids = String::from_utf8(log.stdout).unwrap();
    let new: BTreeSet<String> =
        ids.lines().filter_map(|line| line.split(' ').nth(3)).map(str::to_owned).collect();
    new.into_iter().filter(|id| id.bytes().any(|byte| byte != b'0')).collect()
}

/// Reads all versions on all cores, and parses them if asked; returns the number of bytes.
fn floor(folder: &Path, ids: &[String], parses: bool) -> usize {
    let mut process = git(folder, &["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut questions = process.stdin.take().unwrap();
    let mut answers = BufReader::with_capacity(1 << 16, process.stdout.take().unwrap());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (out, texts) = sync_channel::<String>(64);
    let texts = Mutex::new(texts);
    let bytes = std::thread::scope(|scope| {
        scope.spawn(move || ids.iter().for_each(|id| writeln!(questions, "{id}").unwrap()));
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let text = texts.lock().unwrap().recv();
                    let Ok(text) = text else { break };
                    if parses {
                        Parser::new_from_str(&text)
                            .for_each(|event| drop(black_box(event.unwrap())));
                    }
                }
            });
        }
        let mut bytes = 0;
        for _ in ids {
            let mut head = String::new();
            answers.read_line(&mut head).unwrap();
            let size: usize = head.trim_end().rsplit(' ').next().unwrap().parse().unwrap();
            let mut text = vec![0; size + 1];
            answers.read_exact(&mut text).unwrap();
            bytes += size;
            out.send(String::from_utf8(text).unwrap()).unwrap();
        }
        drop(out);
        bytes
    });
    process.wait().unwrap();
    bytes
}

fn trend(folder: &Path, cache: &Path, every: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workplan"));
    command.args(["trend", "2024", "--every", every, "--as-of", "2025-01-31", "--format", "csv"]);
    let status = command
        .current_dir(folder)
        .env("XDG_CACHE_HOME", cache)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.unwrap().success());
}

fn main() {
    let own = std::env::var_os("WORKPLAN_HISTORY").map(PathBuf::from);
    let made = own.is_none().then(generated);
    let folder = own.as_deref().or(made.as_ref().map(tempfile::TempDir::path)).unwrap();
    let ids = versions(folder);
    println!("{} versions of files, {} MB", ids.len(), floor(folder, &ids, false) / 1_000_000);
    let cache = tempfile::tempdir().unwrap();
    let forget = || {
        std::fs::remove_dir_all(cache.path())
            .and_then(|()| std::fs::create_dir(cache.path()))
            .unwrap();
    };
    let work: [(&str, &dyn Fn()); 6] = [
        ("git alone", &|| _ = black_box(floor(folder, &ids, false))),
        ("git and the library's events", &|| _ = black_box(floor(folder, &ids, true))),
        ("trend --every commit", &|| trend(folder, cache.path(), "commit")),
        ("the same again", &|| trend(folder, cache.path(), "commit")),
        ("trend --every month", &|| trend(folder, cache.path(), "month")),
        ("the same again", &|| trend(folder, cache.path(), "month")),
    ];
    let mut times = vec![Vec::new(); work.len()];
    // In turn, so that load on the machine affects all of them.
    for _ in 0..ROUNDS {
        forget();
        for ((_, run), times) in work.iter().zip(&mut times) {
            let begun = Instant::now();
            run();
            times.push(begun.elapsed());
        }
    }
    for ((name, _), mut times) in work.iter().zip(times) {
        times.sort();
        println!(
            "{name:<32}{:>8.3} s",
            times.get(ROUNDS / 2).copied().unwrap_or(Duration::ZERO).as_secs_f64()
        );
    }
}
