use super::args::{Common, Format};
use super::environment::Environment;
use super::output::CommandOutput;
use crate::diagnostic::nearest;
use crate::format::read;
use crate::model::RuleLevels;
use crate::render::rules_table;
use crate::rules::{RULES, find};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, Result, Workspace};

/// What can be asked about the rules themselves; no workplans are needed for an answer.
#[derive(Clone, Copy)]
pub(super) enum BaseQuestion<'a> {
    /// The page of this rule.
    Explain(&'a str),
    /// All of them.
    List,
}

/// Answers without a workplans folder; where there is one, with its levels.
pub(super) fn answer(
    question: BaseQuestion<'_>,
    common: &Common,
    environment: &Environment,
) -> Result<CommandOutput> {
    common.format(&[(Format::Table, ()), (Format::Text, ())])?;
    match question {
        BaseQuestion::Explain(name) => explain(name),
        BaseQuestion::List => list(common, environment),
    }
}

fn explain(name: &str) -> Result<CommandOutput> {
    if let Some(rule) = find(name) {
        return Ok(CommandOutput::done(rule.page.to_owned()));
    }
    let failure = Error::not_found(format!("there is no rule `{}`", clean_line(name)));
    let failure = match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
        None => failure,
    };
    Err(failure.hint("`workplan check --list-rules` lists the rules"))
}

fn list(common: &Common, environment: &Environment) -> Result<CommandOutput> {
    let screen = &environment.out;
    let has_folder = common.dir.is_some() || store::find_folder(&environment.folder).is_some();
    let levels = if has_folder {
        read(&Workspace::new(&common.options(environment))?.input).folder.config.rules
    } else {
        RuleLevels::new()
    };
    Ok(CommandOutput::done(rules_table(
        RULES.iter().map(|rule| (rule.name, rule.level_in(&levels), rule.summary())),
        screen,
    )))
}
