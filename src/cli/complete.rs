use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValuesParser};
use clap::{Arg, Command, CommandFactory};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use super::args::Format;
use super::line::Cli;
use crate::analysis::{Choice, choose};
use crate::format::keys::ACTIVITY;
use crate::format::{Input, Reading, read};
use crate::model::{Folder, Plan, Status};
use crate::store;
use crate::text::{clean_line, is_shell_word};

/// Answers a shell that asks what can stand next, and says whether one did.
pub(super) fn answered() -> bool {
    // Without this variable nobody asks, and no time is spent on it.
    if std::env::var_os("COMPLETE").is_none() {
        return false;
    }
    let here = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(command).try_complete(std::env::args_os(), here.as_deref());
    asked.unwrap_or_else(|error| error.exit())
}

/// The program's arguments, with the values of the nearest workplans folder.
fn command() -> Command {
    with_values(Cli::command()).mut_subcommands(with_values)
}

fn with_values(command: Command) -> Command {
    command.mut_args(|argument| match (values_of(&argument), argument.get_id().as_str()) {
        (Some(values), _) => argument.add(ArgValueCompleter::new(move |typed: &OsStr| candidates(values, typed))),
        (None, "status") => argument.value_parser(PossibleValuesParser::new(Status::ALL.map(Status::as_str))),
        (None, "format") => argument.value_parser(EnumValueParser::<Format>::new()),
        (None, _) => argument,
    })
}

/// Values of a folder: what to insert, and what it is called.
type Values = fn(&Folder<'_>, &Plan<'_>) -> Vec<(String, String)>;

/// Which values an argument takes: arguments of one name take the same ones in every command.
fn values_of(argument: &Arg) -> Option<Values> {
    match argument.get_id().as_str() {
        "plan" | "plans" => Some(plans),
        "id" | "ids" => Some(activities),
        "changes" | "more" => Some(|_, _| ACTIVITY.keys.iter().map(|key| (format!("{}=", key.name), key.about.to_owned())).collect()),
        "owner" | "involving" | "partner" => Some(organizations),
        "theme" => Some(|_, plan| plan.themes.iter().map(|theme| (theme.id.to_string(), theme.title.to_string())).collect()),
        "priority" => Some(|_, plan| plan.priorities.iter().map(|one| (one.id.to_string(), one.title.to_string())).collect()),
        _ => None,
    }
}

fn plans(folder: &Folder<'_>, _: &Plan<'_>) -> Vec<(String, String)> {
    folder.plans.iter().map(|plan| (plan.name.clone(), plan.display_title().to_owned())).collect()
}

/// The activities of the plan of today by their ids, and those of the others with the plan's name before.
fn activities(folder: &Folder<'_>, today: &Plan<'_>) -> Vec<(String, String)> {
    let of = |plan: &Plan<'_>, before: String| -> Vec<(String, String)> {
        plan.activities().map(|(_, activity)| (format!("{before}{}", &*activity.id), activity.title.to_string())).collect()
    };
    let others = folder.plans.iter().flat_map(|plan| of(plan, format!("{}/", plan.name)));
    of(today, String::new()).into_iter().chain(others).collect()
}

fn organizations(folder: &Folder<'_>, plan: &Plan<'_>) -> Vec<(String, String)> {
    folder.organizations.iter().chain(&plan.organizations).map(|one| (one.id.to_string(), one.name.to_string())).collect()
}

fn candidates(values: Values, typed: &OsStr) -> Vec<CompletionCandidate> {
    let (Some(typed), Some(input)) = (typed.to_str(), input()) else { return Vec::new() };
    let Reading { folder, .. } = read(&input);
    let Choice::Plan(plan) = choose(&folder, super::environment::today()) else { return Vec::new() };
    let fitting = values(&folder, plan).into_iter().filter(|(value, _)| value.starts_with(typed));
    // Other plans' activities are of interest once a plan's name has been typed.
    let fitting = fitting.filter(|(value, _)| typed.contains('/') || !value.contains('/'));
    // Bash puts a candidate into the line as it is: what would need quotes there is not offered.
    let fitting = fitting.filter(|(value, _)| is_shell_word(value));
    let candidate = |(value, title): (String, String)| CompletionCandidate::new(value).help(Some(clean_line(&title).into_owned().into()));
    fitting.map(candidate).collect()
}

fn input() -> Option<Input> {
    let named = std::env::var_os("WORKPLAN_DIR").map(PathBuf::from);
    let folder = named.or_else(|| store::find_folder(&std::env::current_dir().ok()?))?;
    let files = store::read_folder(&folder).ok()?;
    Some(Input::new(&files.folder, files.files))
}
