//! A finished merge, in words.

use std::collections::BTreeSet;

use crate::diagnostic::message;
use crate::report::ResolvedFiles;
use crate::text::{clean_line, shell_word};

/// Says which files are merged, and how to go on.
pub fn resolved_files_text(files: &ResolvedFiles) -> String {
    if !files.had_open_files {
        let none = message!(
            "resolve.nothing",
            "git has left nothing to merge in {folder}",
            folder = &files.folder
        );
        return format!("{none}\n");
    }
    let mut out = String::new();
    for done in &files.done {
        out += &format!("{}: {}\n", shown(files, &done.path), clean_line(&done.what.to_string()));
    }
    out + &match (files.is_written, files.has_open()) {
        (false, _) => format!("{}.\n", message!("resolve.unchanged", "Nothing was changed")),
        (true, false) => {
            let all = message!(
                "resolve.all-merged",
                "All of it is merged. Go on with `git commit`, or with `git rebase --continue`"
            );
            format!("{all}.\n")
        }
        (true, true) => String::new(),
    }
}

/// Says what must be done by hand, and what else there is to say, a line each.
pub fn resolved_files_lines(files: &ResolvedFiles) -> Vec<String> {
    let notes = files.notes.iter().chain(&files.open);
    let mut lines: Vec<String> =
        notes.map(|note| format!("{}: {}", shown(files, &note.path), note.what)).collect();
    let add = command(files, "add", &files.to_add);
    let remove = command(files, "rm", &files.to_remove);
    if files.has_open() && files.is_written {
        let commands = match (add, remove) {
            (Some(add), Some(remove)) => {
                message!("resolve.both-commands", "{add} and {remove}", add, remove).to_string()
            }
            (Some(command), None) | (None, Some(command)) => command,
            (None, None) => return lines,
        };
        let help = message!(
            "resolve.resolve-and-tell-git",
            "help: resolve the marked conflicts, and then tell git: {commands}",
            commands
        );
        lines.push(help.to_string());
    }
    lines
}

/// The command that tells git of files; none where there are none.
fn command(files: &ResolvedFiles, word: &str, paths: &BTreeSet<String>) -> Option<String> {
    let paths: Vec<String> = paths.iter().map(|path| shell_word(&shown(files, path))).collect();
    (!paths.is_empty()).then(|| format!("`git {word} {}`", paths.join(" ")))
}

fn shown(files: &ResolvedFiles, path: &str) -> String {
    clean_line(&format!("{}/{path}", files.folder)).into_owned()
}
