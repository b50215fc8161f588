//! What the manual, the README and the help tell people to type, typed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::program::{copy, git, git_on, project, workplan};

/// A group's repository as the manual supposes it: the sample plans, some history, and someone of IOM at work.
fn group() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["workplans", "examples"] {
        copy(&project().join(part), &folder.path().join(part));
    }
    git(folder.path(), &["init", "-q", "-b", "main"]);
    git(folder.path(), &["config", "user.email", "iom-a@example.org"]);
    git(folder.path(), &["config", "user.name", "Focal Point A"]);
    git_on("2023-11-08T12:00:00+0100", folder.path(), &["add", "."]);
    git_on("2023-11-08T12:00:00+0100", folder.path(), &["commit", "-q", "-m", "The plans as endorsed"]);
    git(folder.path(), &["tag", "v2024"]);
    for day in ["2024-03-01", "2024-06-01", "2024-09-01"] {
        let moment = format!("{day}T12:00:00+0000");
        git_on(&moment, folder.path(), &["commit", "-q", "--allow-empty", "-m", "Another quarter"]);
    }
    folder
}

/// Runs lines of shell as a user would; `workplan` is the program.
fn shell(folder: &Path, script: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_workplan")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    command.env_clear().env("PATH", path).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1").stdin(Stdio::null());
    let output = command.current_dir(folder).args(["-c", script]).output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

/// The blocks of shell in a page that call the program.
fn blocks(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while lines.any(|line| line.trim() == "```sh") {
        let block: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != "```").collect();
        found.push(block.join("\n"));
    }
    found.retain(|block| block.contains("workplan "));
    found
}

fn pages() -> Vec<PathBuf> {
    let docs = std::fs::read_dir(project().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages
}

#[test]
fn the_blocks_of_the_manual_run() {
    let mut run = 0;
    for path in pages() {
        let folder = group();
        for block in blocks(&std::fs::read_to_string(&path).unwrap()) {
            let (code, said) = shell(folder.path(), &format!("set -e\n{block}"));
            assert!(matches!(code, Some(0 | 1)), "{}: {code:?}\n{block}\n{said}", path.display());
            assert!(!said.contains("error:"), "{}:\n{block}\n{said}", path.display());
            run += 1;
        }
    }
    assert!(run >= 3, "only {run} blocks were found");
}

/// The commands, as the program's own help lists them.
fn commands(folder: &Path) -> Vec<String> {
    let help = workplan(folder, &["--help"]).ok();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A line that goes on with the description of the one before has more space in front.
    let named = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    named.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn the_examples_of_the_help_run() {
    let probe = group();
    for command in std::iter::once(String::new()).chain(commands(probe.path())) {
        let arguments: Vec<&str> = [command.as_str(), "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let help = workplan(probe.path(), &arguments).ok();
        let examples: Vec<&str> =
            help.lines().skip_while(|line| *line != "Examples:").filter(|line| line.starts_with("  workplan")).collect();
        assert!(!examples.is_empty(), "`workplan {command} --help` has no examples");
        for example in examples {
            let line = example.trim().split("   ").next().unwrap();
            let folder = group();
            let (code, said) = shell(folder.path(), line);
            assert!(matches!(code, Some(0 | 1)), "`{line}` ended in {code:?}:\n{said}");
            assert!(!said.contains("error:"), "`{line}`:\n{said}");
        }
    }
}

#[test]
fn the_table_of_contents_is_whole() {
    let contents = std::fs::read_to_string(project().join("docs/SUMMARY.md")).unwrap();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(name == "SUMMARY.md" || contents.contains(&format!("({name})")), "docs/SUMMARY.md does not list {name}");
    }
}
