//! The formats of each command, as its help lists them.

use super::{digest, report, schema, trend};
use crate::cli::args::export::FORMATS as EXPORT;
use crate::cli::args::{EDITING, Format, READING};
use crate::cli::findings::EMITTERS;

/// Returns the names of the formats of a command, its default first; none for a command that has
/// one form alone.
pub(in crate::cli) fn formats_of(command: &str) -> Vec<String> {
    match command {
        "status" | "list" | "overdue" | "upcoming" | "mine" | "show" | "matrix" | "diff"
        | "log" | "demo" => names(READING),
        "done" | "start" | "progress" | "slip" | "hold" | "postpone" | "cancel" | "set" | "add"
        | "remove" | "endorse" | "rollover" | "import" | "share" | "update" | "me" | "undo"
        | "site" => names(EDITING),
        "check" => names(EMITTERS),
        "trend" => names(trend::FORMATS),
        "report" => names(report::FORMS),
        "digest" => names(digest::FORMS),
        "export" => names(EXPORT),
        "schema" => names(schema::FORMATS),
        _ => Vec::new(),
    }
}

fn names<T>(known: &[(Format, T)]) -> Vec<String> {
    known.iter().map(|(format, _)| format.name()).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::root::Cli;

    #[test]
    fn help_lists_the_formats_that_a_command_has() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let listed = help.lines().find_map(|line| line.strip_prefix("Formats: "));
            // What follows a name in brackets explains it.
            let listed = listed.unwrap_or("").replace(" (fit for mail)", "");
            let name = command.get_name();
            assert_eq!(formats_of(name).join(", "), listed, "{name}");
        }
    }
}
