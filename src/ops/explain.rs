//! Explains rules: the page of one, or all of them with their levels.

use crate::diagnostic::{did_you_mean, message, nearest};
use crate::format::read;
use crate::model::RuleLevels;
use crate::report::RuleCard;
use crate::rules::{RULES, Rule, find, rules_are_listed};
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, Options, Result, Workspace};

/// Returns the page of a rule, in Markdown.
///
/// # Errors
/// If there is no such rule.
pub fn explain(name: &str) -> Result<&'static str> {
    if let Some(rule) = find(name) {
        return Ok(rule.page);
    }
    let mut failure = Error::not_found(message!(
        "explain.no-such-rule",
        "there is no rule `{name}`",
        name = clean_line(name)
    ));
    if let Some(meant) = nearest(name, RULES.iter().map(|rule| rule.name)) {
        failure = failure.hint(did_you_mean(meant));
    }
    Err(failure.hint(rules_are_listed()))
}

/// Returns every rule; where there is a workplans folder, with its levels.
///
/// # Errors
/// If the folder cannot be opened.
pub fn list_rules(options: &Options) -> Result<Vec<RuleCard>> {
    let has_folder = options.dir.is_some() || store::find_folder(&options.here).is_some();
    let levels = if has_folder {
        read(&Workspace::new(options)?.input).folder.config.rules
    } else {
        RuleLevels::new()
    };
    Ok(rule_cards(&levels))
}

/// Returns every rule with its page and its usual level.
pub fn rule_pages() -> Vec<RuleCard> {
    rule_cards(&RuleLevels::new())
}

/// Returns every rule with its level.
pub(super) fn rule_cards(levels: &RuleLevels) -> Vec<RuleCard> {
    let card = |rule: &Rule| RuleCard {
        name: rule.name,
        level: rule.level_in(levels),
        summary: rule.summary(),
        page: rule.page,
    };
    RULES.iter().map(card).collect()
}
