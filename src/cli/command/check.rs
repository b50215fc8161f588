use clap::Args;

use crate::analysis::{AsOf, Index};
use crate::cli::args::Format;
use crate::cli::outcome::{Ending, Outcome};
use crate::cli::rules::Question;
use crate::cli::session::{Session, cannot_open};
use crate::diag::Level;
use crate::format::read;
use crate::model::Levels;
use crate::rules::{RULES, Rule, judge};
use crate::view::{
    Findings, RuleCard, Screen, findings_github, findings_gitlab, findings_json, findings_junit, findings_sarif, findings_text,
};

/// Say what is wrong with the files, and where
///
/// Ends with 1 if there are errors. Warnings alone end with 0.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: text, json, github, gitlab, sarif, junit\n\nExamples:\n  workplan check\n  workplan check 2024\n  workplan check --format json\n  workplan check --explain theme-coverage\n  workplan check --format github        marks the lines of a pull request on GitHub\n  workplan check --format gitlab -o gl-code-quality-report.json"
)]
pub(in crate::cli) struct Check {
    /// The plans to look at; otherwise all of them
    #[arg(value_name = "PLAN")]
    plans: Vec<String>,

    /// Say what a rule finds, why that matters, and how to mend it
    #[arg(long, value_name = "RULE", conflicts_with_all = ["list_rules", "plans"])]
    explain: Option<String>,

    /// List the rules with their levels, as config.yaml sets them
    #[arg(long, conflicts_with = "plans")]
    list_rules: bool,
}

/// Makes the findings presentable.
type Emitter = fn(&Findings<'_>, &Screen) -> String;

/// The forms of `check`; a new one is a new emitter and a line here.
const FORMATS: &[(Format, Emitter)] = &[
    (Format::Text, |findings, screen| findings_text(findings.found, findings.sources, screen)),
    (Format::Json, |findings, _| findings_json(findings.found, findings.sources)),
    (Format::Github, |findings, _| findings_github(findings)),
    (Format::Gitlab, |findings, _| findings_gitlab(findings)),
    (Format::Sarif, |findings, _| findings_sarif(findings)),
    (Format::Junit, |findings, _| findings_junit(findings)),
];

impl Check {
    /// What is asked about the rules themselves, instead of about the plans.
    pub(in crate::cli) fn about_rules(&self) -> Option<Question<'_>> {
        match &self.explain {
            Some(name) => Some(Question::Explain(name)),
            None => self.list_rules.then_some(Question::List),
        }
    }

    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let emit = session.common.format(FORMATS)?;
        let reading = read(&session.input);
        let index = Index::new(&reading.folder);
        let as_of = AsOf { day: session.day(), soon: reading.folder.config.soon };
        for name in &self.plans {
            if session.unreadable.is_empty() {
                session.plan_exists(&index, name)?;
            }
        }
        let mut verdict = judge(&reading, &index, as_of);
        if !self.plans.is_empty() {
            verdict.keep_plans(|plan| self.plans.iter().any(|wanted| wanted == plan));
        }
        let findings = Findings {
            found: &verdict.findings,
            sources: &session.input.sources,
            rules: &cards(&reading.folder.config.rules),
            way: &session.way,
        };
        let output = emit(&findings, &session.environment.out);
        let mut outcome = Outcome::done(output).found_if(verdict.count(Level::Error) > 0);
        for unreadable in &session.unreadable {
            outcome.notes.push(format!("error: {}", cannot_open(unreadable)));
            outcome.ending = Ending::Failed;
        }
        Ok(outcome)
    }
}

/// What the formats of CI systems say of the rules themselves.
fn cards(levels: &Levels) -> Vec<RuleCard> {
    let card = |rule: &Rule| RuleCard { name: rule.name, level: rule.level_in(levels), summary: rule.summary(), page: rule.page };
    RULES.iter().map(card).collect()
}
