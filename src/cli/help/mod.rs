//! The program's own help: its commands under headings, and the commands behind the words that
//! people try first.

mod texts;

use std::fmt::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, FromArgMatches};

pub use texts::help_texts;

use super::root::Cli;
use crate::diagnostic::{Message, message};
use crate::workspace::Result;

type Heading = fn() -> Message;

/// The commands, by what somebody wants to do. clap knows one list alone.
const GROUPS: &[(Heading, &[&str])] = &[
    (
        || message!("help.see-where-things-stand", "See where things stand"),
        &["status", "mine", "board", "list", "overdue", "upcoming", "show", "matrix", "check"],
    ),
    (
        || message!("help.record-what-happens", "Record what happens"),
        &[
            "done", "start", "progress", "slip", "hold", "postpone", "cancel", "set", "add",
            "remove", "undo", "endorse", "rollover",
        ],
    ),
    (|| message!("help.look-back", "Look back in git"), &["diff", "log", "trend"]),
    (
        || message!("help.share", "Share with others"),
        &["get", "update", "share", "report", "site", "digest", "export", "import"],
    ),
    (
        || message!("help.set-up", "Set up"),
        &[
            "init",
            "setup",
            "demo",
            "me",
            "completions",
            "schema",
            "lsp",
            "man",
            "mcp",
            "merge-file",
            "resolve",
            "help",
        ],
    ),
];

/// Arguments that are no command: the help that they ask for, which only then is put under
/// headings, or the error with what was meant.
pub(super) fn asked_for(error: clap::Error) -> Result<Cli, clap::Error> {
    if error.kind() != ErrorKind::DisplayHelp {
        return Err(with_what_is_meant(error));
    }
    let command = Cli::command();
    let template = template(&command);
    command
        .help_template(template)
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches))
}

fn template(command: &Command) -> String {
    let (header, literal) = (command.get_styles().get_header(), command.get_styles().get_literal());
    let about = |name: &str| match command.find_subcommand(name).and_then(Command::get_about) {
        Some(about) => about.to_string(),
        None => message!("help.explain", "Explain one of these").to_string(),
    };
    let width =
        GROUPS.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max().unwrap_or(0);
    let mut out = String::from("{about-with-newline}\n{usage-heading} {usage}\n");
    for (heading, names) in GROUPS {
        let _ = write!(out, "\n{header}{}:{header:#}\n", heading());
        for name in *names {
            let _ = writeln!(
                out,
                "  {literal}{name}{literal:#}{:1$}  {2}",
                "",
                width - name.len(),
                about(name)
            );
        }
    }
    let options = message!("help.options", "Options");
    let _ = write!(out, "\n{header}{options}:{header:#}\n{{options}}{{after-help}}");
    out
}

/// The error with what was most likely meant: what clap offers goes by letters alone.
fn with_what_is_meant(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::UnknownArgument
        && let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg)
    {
        let tip = commands_with(flag).map(|commands| {
            message!("help.flag-of", "{flag} is a flag of {commands}", flag, commands)
                .to_string()
                .into()
        });
        // Nobody means a flag as the name of a plan.
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tip.into_iter().collect()));
    }
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
        && let Some(meant) = meant(word)
    {
        error.insert(
            ContextKind::SuggestedSubcommand,
            ContextValue::Strings(vec![meant.to_owned()]),
        );
    }
    error
}

/// The commands that have a flag.
fn commands_with(flag: &str) -> Option<String> {
    let flag = flag.strip_prefix("--")?;
    let command = Cli::command();
    let has_it = |command: &&Command| {
        command.get_arguments().any(|argument| argument.get_long() == Some(flag))
    };
    let names: Vec<String> = command
        .get_subcommands()
        .filter(has_it)
        .map(|command| format!("`{}`", command.get_name()))
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn meant(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "complete" | "completed" | "finish" | "finished" | "close" => "done",
        "begin" | "resume" | "reopen" => "start",
        "pause" | "suspend" => "hold",
        "delay" | "reschedule" | "move" => "slip",
        "delete" | "rm" | "drop" => "cancel",
        "edit" | "change" | "modify" => "set",
        "push" | "publish" | "send" | "sync" | "commit" | "save" => "share",
        "pull" | "fetch" | "refresh" => "update",
        "clone" | "download" | "checkout" => "get",
        "new" | "create" => "add",
        "late" | "delayed" => "overdue",
        "due" | "next" | "soon" | "todo" | "agenda" | "calendar" => "upcoming",
        "ls" | "search" | "find" => "list",
        "my" | "tasks" => "mine",
        "tui" | "ui" | "screen" => "board",
        "view" | "info" | "cat" => "show",
        "summary" | "dashboard" | "stats" => "status",
        "gaps" | "coverage" | "heatmap" => "matrix",
        "lint" | "validate" | "verify" | "fix" => "check",
        "history" | "blame" => "log",
        "compare" | "changes" => "diff",
        "mail" | "email" | "remind" => "digest",
        "pdf" | "html" => "report",
        "website" | "web" | "pages" | "feed" => "site",
        "editor" | "language-server" | "server" => "lsp",
        "excel" | "xlsx" | "csv" => "export",
        "setup" => "init",
        "sample" | "example" | "try" | "tour" => "demo",
        "approve" | "adopt" | "baseline" => "endorse",
        "carry" | "next-year" => "rollover",
        "merge" => "merge-file",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_command_stands_under_one_heading() {
        let listed: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .filter(|name| *name != "help")
            .collect();
        let command = Cli::command();
        let known: BTreeSet<&str> = command.get_subcommands().map(Command::get_name).collect();
        assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(listed.len(), known.len());
    }

    #[test]
    fn a_line_of_the_list_fits_a_terminal() {
        for command in Cli::command().get_subcommands() {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(about.chars().count() <= 85, "{about}");
        }
    }
}
