use clap::Args;

use crate::analysis::{AsOf, Index};
use crate::cli::args::{Common, Format};
use crate::cli::environment::Environment;
use crate::cli::mend::Mended;
use crate::cli::outcome::{Ending, Outcome};
use crate::cli::rules::Question;
use crate::cli::session::{Base, Session, cannot_open};
use crate::diag::Level;
use crate::format::{read, read_both};
use crate::model::Levels;
use crate::rules::{Present, RULES, Rule, Since, judge};
use crate::view::{
    Findings, MOST_RESULTS, RuleCard, Screen, findings_github, findings_gitlab, findings_json, findings_junit, findings_report,
    findings_sarif,
};

/// Say what is wrong with the files, and where
///
/// Ends with 1 if there are errors. Warnings alone end with 0.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: text, json, github, gitlab, sarif, junit\n\nExamples:\n  workplan check\n  workplan check 2024\n  workplan check --format json\n  workplan check --base main            also what a change does: removed, reopened, slipped\n  workplan check --diff                 what --fix would change\n  workplan check --fix                  mends what is certain\n  workplan check --explain theme-coverage\n  workplan check --format github        marks the lines of a pull request on GitHub\n  workplan check --format gitlab -o gl-code-quality-report.json"
)]
pub(in crate::cli) struct Check {
    /// The plans to look at; otherwise all of them
    #[arg(value_name = "PLAN")]
    plans: Vec<String>,

    /// Judge what has changed as well, since the commit from which this line of history and REV part
    #[arg(long, value_name = "REV", conflicts_with_all = ["explain", "list_rules"])]
    base: Option<String>,

    /// Mend what is certain, such as `status: done` or `30/06/2024`, as long as no error comes of it; every other byte stays
    #[arg(long, conflicts_with_all = ["at", "explain", "list_rules"])]
    fix: bool,

    /// Show what --fix would change, as a unified diff, and write nothing
    #[arg(long, conflicts_with_all = ["at", "base", "explain", "list_rules"])]
    diff: bool,

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
    (Format::Text, findings_report),
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

    pub(in crate::cli) fn run(&self, common: &Common, environment: &Environment) -> anyhow::Result<Outcome> {
        let emit = common.format(FORMATS)?;
        let session = || match &self.base {
            Some(base) => Session::since(common, environment.clone(), base),
            None => Session::new(common, environment.clone()),
        };
        if self.diff {
            return self.diff(&session()?);
        }
        let (mended, note) = if self.fix { self.fix(&Session::to_edit(common, environment.clone(), false)?)? } else { (0, None) };
        let mut outcome = self.look(session()?, emit, mended)?;
        outcome.notes.extend(note);
        if mended > 0 && !matches!(common.format, None | Some(Format::Text)) {
            outcome.notes.push(format!("{mended} mended"));
        }
        Ok(outcome.after_writing(mended > 0))
    }

    /// Mends what is certain; how many findings that were, and what to say of the others.
    fn fix(&self, session: &Session) -> anyhow::Result<(usize, Option<String>)> {
        self.plans_exist(session)?;
        let mended = Mended::of(session, &self.plans);
        mended.write(session)?;
        Ok((mended.count, mended.note))
    }

    /// Shows what `--fix` would do. Nothing is written, and nothing found fault with.
    fn diff(&self, session: &Session) -> anyhow::Result<Outcome> {
        session.common.format(&[(Format::Text, ())])?;
        self.plans_exist(session)?;
        let mended = Mended::of(session, &self.plans);
        let mut outcome = Outcome::done(mended.diff(session, &session.environment.out));
        outcome.notes.push(format!("{} to mend; `workplan check --fix` does it", mended.count));
        outcome.notes.extend(mended.note);
        Ok(outcome)
    }

    fn plans_exist(&self, session: &Session) -> anyhow::Result<()> {
        let reading = read(&session.input);
        let index = Index::new(&reading.folder);
        self.plans.iter().try_for_each(|name| session.plan_exists(&index, name).map(drop))
    }

    fn look(&self, mut session: Session, emit: Emitter, mended: usize) -> anyhow::Result<Outcome> {
        if let Some(base) = &self.base {
            let memory = session.memory("--base")?;
            let commit = memory.merge_base(base)?;
            session.compare_with(&memory, base, commit)?;
        }
        let (earlier, reading) = read_both(&session.input);
        let (before, index) = (Index::new(&earlier.folder), Index::new(&reading.folder));
        let as_of = AsOf { day: session.day(), soon: reading.folder.config.soon };
        let known = |name: &String| !session.unreadable.is_empty() || before.plan(name).is_some();
        for name in self.plans.iter().filter(|name| !known(name)) {
            session.plan_exists(&index, name)?;
        }
        let present = Present { index: &index, reading: &reading, input: &session.input, all_opened: session.unreadable.is_empty() };
        let mut since = session.base.is_some().then(|| Since::new(&before, &present, as_of));
        if let Some(since) = &mut since {
            since.commits = session.commits(&reading.folder.config, since)?;
        }
        let mut verdict = judge(&reading, &index, as_of, since.as_ref());
        if !self.plans.is_empty() {
            verdict.keep_all_about(|plan| self.plans.iter().any(|wanted| wanted == plan));
        }
        let findings = Findings {
            found: &verdict.findings,
            sources: &session.input.sources,
            rules: &cards(&reading.folder.config.rules),
            way: &session.way,
            mended,
            unopened: session.unreadable.len(),
        };
        let output = emit(&findings, &session.environment.out);
        let mut outcome = Outcome::done(output).found_if(verdict.count(Level::Error) > 0);
        // These lines are commands, and are to be obeyed.
        outcome.is_raw = session.common.format == Some(Format::Github);
        let left_out = verdict.findings.len().saturating_sub(MOST_RESULTS);
        if session.common.format == Some(Format::Sarif) && left_out > 0 {
            outcome.notes.push(format!(
                "note: {left_out} findings are left out, since SARIF has at most {MOST_RESULTS}; `workplan check` shows them"
            ));
        }
        for unreadable in &session.unreadable {
            outcome.notes.push(format!("error: {}", cannot_open(unreadable)));
            outcome.ending = Ending::Failed;
        }
        session.base.iter().for_each(|base| tell_unreadable(base, &mut outcome));
        Ok(outcome)
    }
}

/// What the base has and could not be opened raises no rule. Where the clone does not have it, nobody can say that all is well.
fn tell_unreadable(base: &Base, outcome: &mut Outcome) {
    for unreadable in &base.unreadable {
        let what = format!("at `{}`, {}", base.name, cannot_open(unreadable));
        if unreadable.is_missing {
            outcome.notes.push(format!("error: {what}"));
            outcome.ending = Ending::Failed;
        } else {
            outcome.notes.push(format!("note: {what}; what changed in it is not judged"));
        }
    }
}

/// What the formats of CI systems say of the rules themselves.
fn cards(levels: &Levels) -> Vec<RuleCard> {
    let card = |rule: &Rule| RuleCard { name: rule.name, level: rule.level_in(levels), summary: rule.summary(), page: rule.page };
    RULES.iter().map(card).collect()
}
