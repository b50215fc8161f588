//! Runs the commands in the manual, the README and the help.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::SystemTime;

use crate::support::{
    commit_on, copy, entries, git, git_on, project, shell, temporary_folder, workplan,
};

/// Creates a group's repository as the manual assumes it: the sample plans, some history, and a
/// member of IOM as the user.
fn group() -> tempfile::TempDir {
    static GROUP: LazyLock<tempfile::TempDir> = LazyLock::new(new_group);
    let folder = temporary_folder();
    copy(GROUP.path(), folder.path());
    folder
}

fn new_group() -> tempfile::TempDir {
    let folder = temporary_folder();
    for part in ["workplans", "examples"] {
        copy(&project().join(part), &folder.path().join(part));
    }
    git(folder.path(), &["init", "-q", "-b", "main", "--template="]);
    git(folder.path(), &["config", "user.email", "iom-a@example.org"]);
    git(folder.path(), &["config", "user.name", "Focal Point A"]);
    commit_on("2023-11-08T12:00:00+0100", folder.path(), "The plans as endorsed");
    git(folder.path(), &["tag", "v2024"]);
    for day in ["2024-03-01", "2024-06-01", "2024-09-01"] {
        let moment = format!("{day}T12:00:00+0000");
        git_on(&moment, folder.path(), &["commit", "-q", "--allow-empty", "-m", "Another quarter"]);
    }
    // The shared copy, which the manual calls by an address.
    git(folder.path(), &["clone", "-q", "--bare", ".", "shared.git"]);
    git(folder.path(), &["remote", "add", "origin", "./shared.git"]);
    std::fs::write(
        folder.path().join(".gitconfig"),
        "[url \"./shared.git\"]\n\tinsteadOf = https://example.org/group/plans.git\n\t\
         insteadOf = git@example.org:group/plans.git\n",
    )
    .unwrap();
    folder
}

/// Returns the shell blocks of a page that call the program.
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
    let mut pages =
        [entries(&project().join("docs")), entries(&project().join("docs/tutorials"))].concat();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    pages
}

/// Returns the folder for the blocks of a page: a tutorial starts with an empty one.
fn start(page: &Path) -> tempfile::TempDir {
    if !page.parent().unwrap().ends_with("tutorials") {
        return group();
    }
    let home = temporary_folder();
    std::fs::write(
        home.path().join(".gitconfig"),
        "[user]\n\tname = Ana Example\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n",
    )
    .unwrap();
    home
}

#[test]
fn the_blocks_of_the_manual_run() {
    let mut run = 0;
    for path in pages() {
        let folder = start(&path);
        // A reader stays in the folder that a block has gone to.
        let mut way = String::new();
        for block in blocks(&std::fs::read_to_string(&path).unwrap()) {
            let (code, said) = shell(folder.path(), &format!("set -e\n{way}{block}"));
            let steps = block.lines().filter(|line| line.starts_with("cd "));
            way.extend(steps.map(|line| format!("{line}\n")));
            // A command may exit with 1 if it is followed by `|| …` or is the last one.
            let may_find = block
                .lines()
                .last()
                .is_some_and(|line| line.contains("check") || line.contains("--fail"));
            assert!(
                code == Some(0) || code == Some(1) && may_find,
                "{}: {code:?}\n{block}\n{said}",
                path.display()
            );
            assert!(!said.contains("error:"), "{}:\n{block}\n{said}", path.display());
            run += 1;
        }
    }
    assert!(run >= 3, "only {run} blocks were found");
}

/// Returns the commands listed in the help.
fn commands(folder: &Path) -> Vec<String> {
    let help = workplan(folder, &["--help"]).ok();
    let listed = help
        .lines()
        .skip_while(|line| !line.starts_with("Usage:"))
        .skip(1)
        .take_while(|line| *line != "Options:");
    let named = listed
        .filter(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next());
    let commands: Vec<String> = named.filter(|name| *name != "help").map(str::to_owned).collect();
    assert!(commands.len() > 20, "{help}");
    commands
}

/// Returns size and time of each file below a folder, to detect writes. Caches of git and the
/// program do not count.
fn state(folder: &Path) -> Vec<(PathBuf, u64, SystemTime)> {
    let mut found = Vec::new();
    for path in entries(folder) {
        let about = path.symlink_metadata().unwrap();
        if about.is_dir() && !path.ends_with(".cache") {
            found.extend(state(&path));
        } else if about.is_file() && !path.ends_with(".git/index") {
            found.push((path, about.len(), about.modified().unwrap()));
        }
    }
    found
}

#[test]
fn the_examples_of_the_help_run() {
    let probe = group();
    let mut folder = group();
    for command in std::iter::once(String::new()).chain(commands(probe.path())) {
        let arguments: Vec<&str> =
            [command.as_str(), "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        let help = workplan(probe.path(), &arguments).ok();
        let examples: Vec<&str> = help
            .lines()
            .skip_while(|line| *line != "Examples:")
            .filter(|line| line.starts_with("  workplan"))
            .collect();
        assert!(!examples.is_empty(), "`workplan {command} --help` has no examples");
        for example in examples {
            let line = example.trim().split("   ").next().unwrap();
            if command == "undo" {
                let run = workplan(folder.path(), &["set", "1.3", "contact=Ann"]);
                assert_eq!(run.code, Some(0), "{run:?}");
            }
            // It needs a terminal; see `board.rs`.
            if command == "board" {
                continue;
            }
            let before = state(folder.path());
            let (code, said) = shell(folder.path(), line);
            assert!(matches!(code, Some(0 | 1)), "`{line}` ended in {code:?}:\n{said}");
            assert!(!said.contains("error:"), "`{line}`:\n{said}");
            if command == "undo" || state(folder.path()) != before {
                folder = group();
            }
        }
    }
}

#[test]
fn the_program_lists_its_commands_by_what_one_wants_to_do() {
    let folder = group();
    let help = workplan(folder.path(), &["-h"]).ok();
    let headings: Vec<&str> =
        help.lines().filter(|line| !line.starts_with(' ') && line.ends_with(':')).collect();
    let groups = [
        "See where things stand:",
        "Record what happens:",
        "Look back in git:",
        "Share with others:",
        "Set up:",
    ];
    assert_eq!(headings, [&groups[..], &["Options:", "Examples:"]].concat());
    assert_eq!(workplan(folder.path(), &["help"]).ok(), workplan(folder.path(), &["--help"]).ok());
    assert!(workplan(folder.path(), &["help", "status"]).ok().contains("workplan status --all"));
}

#[test]
fn a_wrong_word_gets_the_right_one() {
    let folder = group();
    for (line, meant) in [
        ("late", "'overdue'"),
        ("complete 1.3", "'done'"),
        ("next", "'upcoming'"),
        ("overdu", "'overdue'"),
        ("list --status finished", "`completed`"),
        ("list --status onhold", "`on_hold`"),
        ("list --status ?", "planned, ongoing, on_hold, postponed, completed, cancelled"),
        ("list --format jsn", "`json`"),
        ("list --format markdwn", "`markdown`"),
        ("export --format excel", "`xlsx`"),
        ("digest --format pdf", "html"),
        ("status --owner iom", "--owner is a flag of `list`, `overdue`, `upcoming`"),
        ("list --overdu", "--overdue"),
        ("status workplans/2023.yaml", "did you mean `2023`?"),
        ("list --as-of 2024-02-30", "not in the calendar"),
        ("list --as-of 30/06/2024", "2024-06-30"),
        ("list --as-of 05/06/2024", "2024-06-05 (5 June 2024)"),
        ("list --as-of 1024", "1900 to 2999"),
        ("list --owner ion", "`iom`"),
        ("status 20234", "`2023`"),
        ("check --explain overdu", "`overdue`"),
        ("set 1.3 staus=ongoing", "`status`"),
        ("set 1.3 status=finished", "`completed`"),
    ] {
        let run = workplan(folder.path(), &line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, Some(2), "{line}: {run:?}");
        assert!(run.stderr.contains(meant), "{line}: {}", run.stderr);
        assert!(run.stdout.is_empty(), "{line}: {}", run.stdout);
    }
    std::fs::copy(
        folder.path().join("workplans/2023.yaml"),
        folder.path().join("workplans/2025.yaml"),
    )
    .unwrap();
    assert!(workplan(folder.path(), &["status", "2025x"]).stderr.contains("did you mean `2025`?"));
    // Suggestions go by meaning, not by letters.
    assert!(!workplan(folder.path(), &["complete", "1.3"]).stderr.contains("completions"));
}

#[test]
fn the_table_of_contents_is_complete() {
    let contents = std::fs::read_to_string(project().join("docs/SUMMARY.md")).unwrap();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(
            name == "SUMMARY.md" || contents.contains(&format!("{name})")),
            "docs/SUMMARY.md does not list {name}"
        );
    }
}

#[test]
#[allow(clippy::print_stderr)]
fn the_pictures_show_what_the_program_writes() {
    let mut draw = Command::new("python3");
    draw.arg(project().join("docs/pictures/draw.py")).args(["--check", crate::support::program()]);
    match draw.output() {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat())
        ),
        Err(_) => eprintln!("Python 3 is not here; the pictures were not held against the program"),
    }
    let pictures = entries(&project().join("docs/pictures"));
    let text: String = pages()
        .iter()
        .chain([&project().join("README.md")])
        .map(|page| std::fs::read_to_string(page).unwrap())
        .collect();
    for picture in
        pictures.iter().filter(|path| path.extension().is_some_and(|ending| ending == "svg"))
    {
        let name = picture.file_name().unwrap().to_str().unwrap();
        assert!(text.contains(&format!("pictures/{name})")), "no page shows {name}");
    }
}
