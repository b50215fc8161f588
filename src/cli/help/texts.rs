//! The texts of the help, each with an id, so that a catalogue can replace them.

use clap::{Arg, Command, CommandFactory};

use crate::cli::root::Cli;

/// Returns the texts of the help with their ids: of the program (`help.about`), of each command
/// (`help.status.about`), of each argument (`help.status.by`), and the headings
/// (`help.heading.common-options`).
pub fn help_texts() -> Vec<(String, String)> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let mut found = of_command("help", &program, |_| true);
    for command in program.get_subcommands() {
        let id = format!("help.{}", command.get_name());
        let is_own = |argument: &Arg| !argument.is_global_set() && argument.get_id() != "help";
        found.extend(of_command(&id, command, is_own));
    }
    let commands = std::iter::once(&program).chain(program.get_subcommands());
    let arguments = commands.flat_map(Command::get_arguments);
    let mut headings: Vec<&str> = arguments.filter_map(Arg::get_help_heading).collect();
    headings.sort_unstable();
    headings.dedup();
    // What follows in brackets explains the heading.
    let name = |heading: &str| kebab(heading.split(" (").next().unwrap_or(heading));
    let of_heading =
        |heading: &str| (format!("help.heading.{}", name(heading)), heading.to_owned());
    found.extend(headings.into_iter().map(of_heading));
    found
}

/// Returns the texts of a command, and of those of its arguments that are its own.
fn of_command(id: &str, command: &Command, is_own: fn(&Arg) -> bool) -> Vec<(String, String)> {
    let texts = [
        ("about", command.get_about()),
        ("long-about", command.get_long_about()),
        ("after-help", command.get_after_help()),
    ];
    let texts = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
    let arguments = command.get_arguments().filter(|argument| is_own(argument));
    let of_arguments = arguments.flat_map(|argument| {
        let name = kebab(argument.get_long().unwrap_or(argument.get_id().as_str()));
        let long = argument.get_long_help().map(|long| (format!("{name}.long"), long));
        argument.get_help().map(|help| (name, help)).into_iter().chain(long)
    });
    texts
        .chain(of_arguments)
        .map(|(name, text)| (format!("{id}.{name}"), text.to_string()))
        .collect()
}

fn kebab(name: &str) -> String {
    name.to_lowercase().replace(['_', ' '], "-")
}
