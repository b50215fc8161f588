use super::args::{Common, Format};
use super::environment::Environment;
use super::failure::Failure;
use super::outcome::Outcome;
use super::session::Session;
use crate::diag::nearest;
use crate::format::read;
use crate::model::Levels;
use crate::rules::{RULES, find};
use crate::store;
use crate::text::clean_line;
use crate::view::rules_table;

/// What can be asked about the rules themselves; no workplans are needed for an answer.
#[derive(Clone, Copy)]
pub(super) enum Question<'a> {
    /// The page of this rule.
    Explain(&'a str),
    /// All of them.
    List,
}

/// Answers without a workplans folder; where there is one, with its levels.
pub(super) fn answer(question: Question<'_>, common: &Common, environment: Environment) -> anyhow::Result<Outcome> {
    common.format(&[(Format::Table, ()), (Format::Text, ())])?;
    match question {
        Question::Explain(name) => explain(name),
        Question::List => list(common, environment),
    }
}

fn explain(name: &str) -> anyhow::Result<Outcome> {
    if let Some(rule) = find(name) {
        return Ok(Outcome::done(rule.page.to_owned()));
    }
    let failure = Failure::new(format!("there is no rule `{}`", clean_line(name)));
    let failure = match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(meant) => failure.help(format!("did you mean `{meant}`?")),
        None => failure,
    };
    Err(failure.help("`workplan check --list-rules` lists the rules").into())
}

fn list(common: &Common, environment: Environment) -> anyhow::Result<Outcome> {
    let screen = environment.out;
    let has_folder = common.dir.is_some() || store::find_folder(&environment.folder).is_some();
    let levels = if has_folder { read(&Session::new(common, environment)?.input).folder.config.rules } else { Levels::new() };
    Ok(Outcome::done(rules_table(RULES.iter().map(|rule| (rule.name, rule.level_in(&levels), rule.summary())), &screen)))
}
