//! Completions and manual pages.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{bare, entries, project, temporary_folder, workplan};

/// Returns the completions that bash offers for a line, using the script that the program prints.
fn offered(line: &str) -> Vec<String> {
    // Bash splits words at `=`.
    let words: Vec<&str> = line.split(' ').flat_map(apart).collect();
    let quoted: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let script = format!(
        "complete() {{ :; }}; compopt() {{ :; }}; eval \"$(workplan completions bash)\"; \
            COMP_WORDS=({}); COMP_CWORD={}; COMP_TYPE=9; \
         COMP_LINE='{line}'; COMP_POINT={}; \
         _clap_complete_workplan workplan '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        quoted.join(" "),
        words.len() - 1,
        line.len(),
        words.last().unwrap()
    );
    let program = Path::new(crate::support::program()).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    bare(&mut command)
        .args(["--norc", "-c", &script])
        .current_dir(project())
        .env("PATH", path)
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Splits a word as bash does.
fn apart(word: &str) -> Vec<&str> {
    match word.split_once('=') {
        None => vec![word],
        Some((left, "")) => vec![left, "="],
        Some((left, right)) => vec![left, "=", right],
    }
}

#[test]
fn bash_completes_values_after_equals_signs() {
    assert_eq!(offered("workplan list --status=pl"), ["planned"]);
    assert_eq!(offered("workplan list --status=on"), ["ongoing", "on_hold"]);
    assert_eq!(offered("workplan list --owner=un-"), ["un-women"]);
    assert!(offered("workplan set 1.3 status=").contains(&"cancelled".to_owned()));
    assert_eq!(offered("workplan set 1.3 owners=un-"), ["un-women"]);
    assert_eq!(offered("workplan set 1.3 owners=iom,un-"), ["iom,un-women"]);
    assert!(!offered("workplan set 1.3 partners+=iom,").contains(&"iom,iom".to_owned()));
    assert!(offered("workplan set 1.3 themes=").contains(&"child-protection".to_owned()));
    assert!(offered("workplan set 1.3 due=to").contains(&"tomorrow".to_owned()));
    assert!(offered("workplan set 1.3 nothing=").is_empty());
}

#[test]
fn bash_completes_files_for_check() {
    assert_eq!(offered("workplan check workpl"), ["workplans/"]);
    let files = offered("workplan check workplans/2");
    assert!(
        files.iter().any(|file| file.starts_with("workplans/20") && file.ends_with(".yaml")),
        "{files:?}"
    );
    assert!(offered("workplan check 20").contains(&"2024".to_owned()), "plans still");
    assert!(
        offered("workplan check Cargo.t").is_empty()
            && offered("workplan status workpl").is_empty()
    );
}

#[test]
fn commands_that_have_no_formats_refuse_one() {
    let folder = temporary_folder();
    for words in [
        "man pages",
        "completions bash",
        "completions zsh -o _workplan.csv",
        "merge-file a b c",
        "resolve",
    ] {
        for format in ["csv", "json", "github"] {
            let run = workplan(
                folder.path(),
                &[&words.split(' ').collect::<Vec<_>>()[..], &["--format", format]].concat(),
            );
            assert_eq!(
                (run.code, run.stderr.lines().next()),
                (Some(2), Some(&*format!("error: this command has no format `{format}`"))),
                "{words}"
            );
        }
    }
    for name in ["_workplan", "workplan.bash", "workplan.fish", "workplan.ps1"] {
        let _ = workplan(folder.path(), &["completions", "fish", "-o", name]).ok();
    }
    assert!(!folder.path().join("pages").exists());
}

#[test]
fn bash_completes_the_formats_that_a_command_has() {
    assert_eq!(offered("workplan status --format "), ["table", "json", "csv", "markdown"]);
    assert_eq!(offered("workplan report --format "), ["markdown", "html", "pdf", "docx", "json"]);
    assert_eq!(offered("workplan check --format=s"), ["sarif"]);
    assert_eq!(offered("workplan digest --format h"), ["html"]);
    for (command, other) in [("status", "html"), ("done 1.3", "csv"), ("export", "table")] {
        assert!(
            !offered(&format!("workplan {command} --format ")).contains(&other.to_owned()),
            "{command}"
        );
    }
}

#[test]
fn open_activities_are_offered_first() {
    let list =
        workplan(project(), &["list", "2024", "--format", "json", "--as-of", "2999-12-31"]).json();
    let list: Vec<(String, String)> = list["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (one["id"].as_str().unwrap().to_owned(), one["status"].as_str().unwrap().to_owned())
        })
        .collect();
    let status =
        |id: &str| list.iter().find(|(own, _)| own == id).map(|(_, status)| status.clone());
    let ids = offered("workplan show 2024/");
    let open: Vec<bool> = ids
        .iter()
        .filter_map(|id| status(id.strip_prefix("2024/")?))
        .map(|status| is_open(&status))
        .collect();
    assert!(open.len() > 10 && open.is_sorted_by(|a, b| a >= b), "{ids:?}");
}

fn is_open(status: &str) -> bool {
    matches!(status, "planned" | "ongoing" | "on_hold")
}

#[test]
fn bash_completes_commands_and_values_of_the_plans() {
    assert_eq!(offered("workplan stat"), ["status"]);
    assert_eq!(offered("workplan status 202"), ["2023", "2024"]);
    assert_eq!(offered("workplan list --owner un-"), ["un-women"]);
    assert!(offered("workplan show 2024/2.").contains(&"2024/2.2".to_owned()));
    assert!(offered("workplan done 1.").contains(&"1.3".to_owned()));
    assert_eq!(offered("workplan set 1.3 sta"), ["status=", "start="]);
    assert!(offered("workplan list --theme chi").contains(&"child-protection".to_owned()));
}

#[test]
fn every_shell_has_a_script() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = workplan(project(), &["completions", shell]).ok();
        assert!(script.contains("workplan") && script.contains("COMPLETE"), "{shell}");
    }
    assert_eq!(workplan(project(), &["completions", "tcsh"]).code, Some(2));
}

#[test]
fn there_is_a_page_for_every_command() {
    let folder = temporary_folder();
    let said = workplan(folder.path(), &["man", "a/b"]).ok();
    let pages = entries(&folder.path().join("a/b"));
    assert!(said.contains(&format!("{} pages", pages.len())), "{said}");
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        assert!(
            text.contains(".SH NAME") && text.contains(".SH EXAMPLES") && !text.contains("EXTRA"),
            "{}",
            page.display()
        );
    }
    assert!(
        pages.iter().any(|page| page.ends_with("workplan.1"))
            && pages.iter().any(|page| page.ends_with("workplan-check.1"))
    );
    std::fs::write(folder.path().join("file"), "").unwrap();
    let refused = workplan(folder.path(), &["man", "file"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
}

#[test]
#[allow(clippy::print_stderr)]
fn the_pages_are_clean() {
    let folder = temporary_folder();
    let _ = workplan(folder.path(), &["man", "pages"]).ok();
    let pages = entries(&folder.path().join("pages"));
    // CI runs mandoc on the pages; this test checks what mandoc would say about line lengths and
    // spaces.
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        let is_literal = |at: usize| {
            text.lines().take(at).filter(|line| matches!(*line, ".nf" | ".fi")).count() % 2 == 1
        };
        for (at, line) in text.lines().enumerate() {
            let place = format!("{}:{}", page.display(), at + 1);
            assert!(line == line.trim_end() && !line.is_empty(), "{place}: {line}");
            assert!(line.len() <= 80 || is_literal(at) || line.starts_with('.'), "{place}: {line}");
            assert!(!line.starts_with('\''), "{place}: {line}");
        }
    }
    let mandoc = Command::new("mandoc").args(["-T", "lint", "-W", "style"]).args(&pages).output();
    match mandoc {
        Ok(said) => assert!(
            said.status.success() && said.stdout.is_empty(),
            "{}",
            String::from_utf8_lossy(&said.stdout)
        ),
        Err(_) => eprintln!("mandoc is not here; it did not look at the pages"),
    }
}

#[test]
fn set_offers_what_stands_above_the_activities() {
    let all = offered("workplan set th");
    assert!(all.contains(&"theme:child-protection".to_owned()), "{all:?}");
    assert!(!offered("workplan show th").iter().any(|one| one.starts_with("theme")));
}
