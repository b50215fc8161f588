mod base;
mod named;

use std::sync::Arc;

use clap::Args;

use self::base::about_base;
use self::named::Names;
use crate::analysis::{AsOf, Index};
use crate::cli::args::{Common, Format, typed};
use crate::cli::environment::Environment;
use crate::cli::fix::FixResult;
use crate::cli::output::{CommandOutput, ExitStatus};
use crate::cli::rules::BaseQuestion;
use crate::cli::unreadable_base::tell_unreadable;
use crate::diagnostic::{Diagnostic, Level};
use crate::format::{read, read_both};
use crate::model::RuleLevels;
use crate::render::{
    FindingsReport, Fixable, MOST_ANNOTATIONS, MOST_RESULTS, RuleCard, Terminal, findings_github,
    findings_gitlab, findings_json, findings_junit, findings_report, findings_sarif,
};
use crate::rules::{Comparison, RULES, Rule, TipActivity, judge};
use crate::text::{FileId, FromRoot, Source, Sources, Span, clean_line};
use crate::workspace::{
    A_PLAN, Error, Options, Result, Workspace, by_folder, cannot_open, is_file_name,
};

/// Say what is wrong with the files, and where
///
/// Ends with 1 if there are errors. Warnings alone end with 0.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: text, json, github, gitlab, sarif, junit\n\nExamples:\n  workplan check\n  workplan check 2024\n  workplan check workplans/2023.yaml    one file, as hooks and editors name it\n  workplan check --format json\n  workplan check --base main            also what a change does: removed, reopened, slipped\n  workplan check --diff                 what --fix would change\n  workplan check --fix                  mends what is certain\n  workplan check --explain theme-coverage\n  workplan check --format github        marks the lines of a pull request on GitHub\n  workplan check --format gitlab -o gl-code-quality-report.json"
)]
pub(in crate::cli) struct Check {
    /// The plans, files or folders to look at, or - for a file from standard input; otherwise all
    /// plans
    #[arg(value_name = "PLAN or FILE")]
    plans: Vec<String>,

    /// Judge what has changed as well, since the commit from which this line of history and REV
    /// part
    #[arg(long, value_name = "REV", conflicts_with_all = ["explain", "list_rules"])]
    base: Option<String>,

    /// Mend what is certain, such as `status: done` or `30/06/2024`, as long as no error comes of
    /// it; every other byte stays
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

/// How many fixes are tried to say how many there are; of more the number is an upper bound.
const MOST_TRIED: usize = 50;
/// In files of how many bytes together: each trial reads all of them.
const MOST_TRIED_BYTES: usize = 256 << 10;

/// Makes the findings presentable.
type Emitter = fn(&FindingsReport<'_>, &Terminal) -> String;

/// The forms of `check`; a new one is a new emitter and a line here.
const EMITTERS: &[(Format, Emitter)] = &[
    (Format::Text, findings_report),
    (Format::Json, |findings, _| findings_json(findings.found, findings.sources)),
    (Format::Github, |findings, _| findings_github(findings)),
    (Format::Gitlab, |findings, _| findings_gitlab(findings)),
    (Format::Sarif, |findings, _| findings_sarif(findings)),
    (Format::Junit, |findings, _| findings_junit(findings)),
];

impl Check {
    /// What is asked about the rules themselves, instead of about the plans.
    pub(in crate::cli) fn about_rules(&self) -> Option<BaseQuestion<'_>> {
        match &self.explain {
            Some(name) => Some(BaseQuestion::Explain(name)),
            None => self.list_rules.then_some(BaseQuestion::List),
        }
    }

    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let known: Vec<(Format, Format)> =
            EMITTERS.iter().map(|&(format, _)| (format, format)).collect();
        let format =
            common.format_beside(&known, if self.diff { &["diff", "patch"] } else { &[] })?;
        if self.diff {
            common.format_beside(&[(Format::Text, ())], &["diff", "patch"])?;
        }
        let options = common.options(environment);
        if self.plans.iter().any(|word| word == "-") {
            return self.standard_input(&options, environment, format);
        }
        let (files, plans): (Vec<String>, Vec<String>) =
            self.plans.iter().cloned().partition(|word| is_file_name(word, &options));
        if files.is_empty() {
            let whole = Part { options: &options, names: Names::Plans(&self.plans) };
            return self.judge_all(&options, environment, format, &[whole]);
        }
        if let [plan, ..] = plans.as_slice() {
            let failure =
                Error::usage(format!("`{}` is not a file, and the others are", clean_line(plan)));
            return Err(failure.hint("name plans alone, or files alone"));
        }
        let folders = by_folder(&options, &files)?;
        let parts: Vec<Part<'_>> = folders
            .iter()
            .map(|one| Part { options: &one.options, names: Names::Files(one) })
            .collect();
        self.judge_all(&options, environment, format, &parts)
    }

    /// Judges a plan that comes by standard input, beside the plans of the folder.
    fn standard_input(
        &self,
        options: &Options,
        environment: &Environment,
        format: Format,
    ) -> Result<CommandOutput> {
        if self.plans.len() > 1 {
            return Err(Error::usage("`-` stands for standard input, and stands alone")
                .hint("workplan check - < plan.yaml"));
        }
        if self.fix || self.diff || self.base.is_some() || options.at.is_some() {
            let failure = Error::usage("what comes by standard input is checked as it is");
            return Err(failure.hint("leave out --fix, --diff, --base and --at, or name the file"));
        }
        let (session, id) = Workspace::with_standard_input(options)?;
        let mut judged = judge_session(session, None, Names::Plans(&[]))?;
        judged.found.retain(|(_, finding)| finding.span.file == id);
        Ok(shown(
            vec![judged],
            format,
            (0, Fixable::default()),
            environment,
            &self.command(options),
        ))
    }

    /// The command that shows all that is found.
    fn command(&self, options: &Options) -> String {
        let mut words = vec!["workplan", "check"];
        words.extend(self.plans.iter().map(String::as_str));
        words.extend(self.base.iter().flat_map(|base| ["--base", base]));
        typed(&words) + &options.retyped()
    }

    /// Judges parts of folders, each in its own folder.
    fn judge_all(
        &self,
        options: &Options,
        environment: &Environment,
        format: Format,
        parts: &[Part<'_>],
    ) -> Result<CommandOutput> {
        if self.diff {
            return self.show_diff(environment, parts);
        }
        let (mut mended, mut judged, mut notes) = (0, Vec::new(), Vec::new());
        let mut fixable = Fixable::default();
        for part in parts.iter().filter(|_| self.fix) {
            let (count, note) = part.fix(&Workspace::to_edit(part.options, false)?)?;
            mended += count;
            notes.extend(note);
        }
        for part in parts {
            let session = match &self.base {
                Some(base) => Workspace::since(part.options, base)?,
                None => Workspace::new(part.options)?,
            };
            let one = judge_session(session, self.base.as_deref(), part.names)?;
            if format == Format::Text && !self.fix {
                fixable.add(part.fixable(&one)?);
            }
            judged.push(one);
        }
        let mut outcome =
            shown(judged, format, (mended, fixable), environment, &self.command(options));
        outcome.notes.append(&mut notes);
        if mended > 0 && format != Format::Text {
            outcome.notes.push(format!("{mended} mended"));
        }
        Ok(outcome.after_writing(mended > 0))
    }

    /// Shows what `--fix` would do. Nothing is written, and nothing found fault with.
    fn show_diff(&self, environment: &Environment, parts: &[Part<'_>]) -> Result<CommandOutput> {
        let (mut text, mut count, mut notes) = (String::new(), 0, Vec::new());
        for part in parts {
            let session = Workspace::new(part.options)?;
            let mended = part.mended(&session)?;
            text += &mended.diff(&session, &environment.out);
            count += mended.count;
            notes.extend(mended.note);
        }
        let mut outcome = CommandOutput::done(text);
        outcome.notes.push(format!("{count} to mend; `workplan check --fix` does it"));
        outcome.notes.append(&mut notes);
        Ok(outcome)
    }
}

/// What is looked at in one folder.
struct Part<'a> {
    options: &'a Options,
    names: Names<'a>,
}

impl Part<'_> {
    /// Mends what is certain; how many findings that were, and what to say of the others.
    fn fix(&self, session: &Workspace) -> Result<(usize, Option<String>)> {
        let mended = self.mended(session)?;
        mended.write(session)?;
        Ok((mended.count, mended.note))
    }

    /// How many of the findings `--fix` would fix.
    fn fixable(&self, judged: &Judged) -> Result<Fixable> {
        let number = judged.found.iter().filter(|(_, finding)| finding.fix.is_some()).count();
        Ok(match number {
            _ if judged.session.commit.is_some() => Fixable::default(),
            1..=MOST_TRIED if judged.session.input.bytes() <= MOST_TRIED_BYTES => {
                Fixable { number: self.mended(&judged.session)?.count.min(number), is_bound: false }
            }
            number => Fixable { number, is_bound: number > 0 },
        })
    }

    fn mended(&self, session: &Workspace) -> Result<FixResult> {
        match self.names {
            Names::Plans(plans) => {
                let reading = read(&session.input);
                let index = Index::new(&reading.folder);
                plans.iter().try_for_each(|name| session.plan_exists(&index, name).map(drop))?;
                Ok(FixResult::of(session, &|finding| {
                    plans.is_empty()
                        || finding.plan.as_ref().is_none_or(|plan| plans.contains(plan))
                }))
            }
            Names::Files(files) => {
                let ids = files.ids(session)?;
                Ok(FixResult::of(session, &|finding| ids.contains(&finding.span.file)))
            }
        }
    }
}

/// What was found in one folder.
struct Judged {
    session: Workspace,
    found: Vec<(Level, Diagnostic)>,
    rules: Vec<RuleCard>,
    /// What to say beside the findings.
    notes: Vec<String>,
}

/// Judges a folder; where there is a base, against each commit from which the change comes.
fn judge_session(mut session: Workspace, base: Option<&str>, names: Names<'_>) -> Result<Judged> {
    let Some(base) = base else {
        let StateJudged { found, rules, notes } = judge_state(&session, names)?;
        return Ok(Judged { session, found, rules, notes });
    };
    let memory = session.measure("--base")?;
    let commits = memory.starts_of_change(base)?;
    let has_others = commits.len() > 1;
    let (mut found, mut rules, mut notes, mut unreadable) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for commit in commits {
        session.compare_with(&memory, base, commit)?;
        session.base.iter_mut().for_each(|base| base.has_others = has_others);
        let mut one = judge_state(&session, names)?;
        found.append(&mut one.found);
        one.notes.retain(|note| !notes.contains(note));
        notes.append(&mut one.notes);
        rules = one.rules;
        unreadable
            .extend(session.base.iter_mut().flat_map(|base| std::mem::take(&mut base.unreadable)));
    }
    if has_others {
        found.sort_by(|(_, a), (_, b)| (a.span, a.key()).cmp(&(b.span, b.key())));
        found.dedup();
        unreadable.sort_by(|a, b| (&a.path, &a.why).cmp(&(&b.path, &b.why)));
        unreadable.dedup();
    }
    session.base.iter_mut().for_each(|base| base.unreadable.append(&mut unreadable));
    Ok(Judged { session, found, rules, notes })
}

/// What is found in a folder, and in its change where there is a base.
struct StateJudged {
    found: Vec<(Level, Diagnostic)>,
    rules: Vec<RuleCard>,
    notes: Vec<String>,
}

fn judge_state(session: &Workspace, names: Names<'_>) -> Result<StateJudged> {
    let (earlier, reading) = read_both(&session.input);
    let (before, index) = (Index::new(&earlier.folder), Index::new(&reading.folder));
    let as_of = AsOf { day: session.day(), soon: reading.folder.config.soon };
    if let Names::Plans(plans) = names {
        let known = |name: &String| !session.unreadable.is_empty() || before.plan(name).is_some();
        for name in plans.iter().filter(|name| !known(name)) {
            session.plan_exists(&index, name)?;
        }
    }
    let present = TipActivity {
        index: &index,
        reading: &reading,
        input: &session.input,
        all_opened: session.unreadable.is_empty(),
    };
    let mut since = session
        .base
        .is_some()
        .then(|| Comparison::new(&before, &present, as_of, session.day_of_question()));
    if let Some(since) = &mut since {
        since.commits = session.commits(&reading.folder.config, since)?;
    }
    let mut verdict = judge(&reading, &index, as_of, since.as_ref());
    session.point_at_newer(&mut verdict);
    verdict
        .findings
        .iter_mut()
        .filter_map(|(_, finding)| finding.help.as_mut())
        .for_each(|help| session.options.add_dir(help));
    names.keep(&mut verdict, session, since.is_some())?;
    let rules = cards(&reading.folder.config.rules);
    let mut notes = session
        .base
        .as_ref()
        .map(|base| {
            about_base(base, (&earlier, &before), (&index, session.day_of_question()), names)
        })
        .unwrap_or_default();
    if verdict.findings.is_empty()
        && session.unreadable.is_empty()
        && index.plans().next().is_none()
    {
        notes.push(format!(
            "note: there is no plan in {}; {A_PLAN}",
            clean_line(&session.folder.display().to_string())
        ));
    }
    Ok(StateJudged { found: verdict.findings, rules, notes })
}

/// Presents what was found. Of several folders each file is named by its path from the root of the
/// repository.
fn shown(
    mut all: Vec<Judged>,
    format: Format,
    (mended, fixable): (usize, Fixable),
    environment: &Environment,
    command: &str,
) -> CommandOutput {
    let mut sources = Sources::default();
    let (mut found, mut unopened, mut way) = (Vec::new(), 0, FromRoot::default());
    if let [one] = all.as_mut_slice() {
        std::mem::swap(&mut sources, &mut Arc::make_mut(&mut one.session.input).sources);
        found.append(&mut one.found);
        way.clone_from(&one.session.way);
    }
    for one in &mut all {
        let first = sources.iter().count() as u32;
        let moved = |span: Span| Span { file: FileId(span.file.0 + first), ..span };
        for (level, mut finding) in one.found.drain(..) {
            finding.span = moved(finding.span);
            finding.labels.iter_mut().for_each(|label| label.span = moved(label.span));
            found.push((level, finding));
        }
        let way = way_to(&one.session, environment);
        for (_, source) in one.session.input.sources.iter() {
            sources.push(Source { path: way.path(&source.path), text: source.text.clone() });
        }
        unopened += one.session.unreadable.len();
    }
    let notes: Vec<String> =
        all.iter_mut().flat_map(|one| std::mem::take(&mut one.notes)).collect();
    let rules = all.iter_mut().map(|one| std::mem::take(&mut one.rules)).next().unwrap_or_default();
    let findings = FindingsReport {
        found: &found,
        sources: &sources,
        rules: &rules,
        way: &way,
        mended,
        unopened,
        fixable,
    };
    let emit = EMITTERS
        .iter()
        .find(|(own, _)| *own == format)
        .map_or(findings_report as Emitter, |(_, emit)| *emit);
    let errors = found.iter().filter(|(level, _)| *level == Level::Error).count();
    let mut outcome = CommandOutput::done(emit(&findings, &environment.out)).found_if(errors > 0);
    // These lines are commands, and are to be obeyed.
    outcome.is_raw = format == Format::Github;
    let (most, why) = match format {
        Format::Sarif => (MOST_RESULTS, "SARIF has at most"),
        Format::Github => (MOST_ANNOTATIONS, "GitHub shows of a step at most"),
        _ => (usize::MAX, ""),
    };
    let left_out = match found.len().saturating_sub(most) {
        0 => None,
        1 => Some("1 finding is".to_owned()),
        number => Some(format!("{number} findings are")),
    };
    outcome.notes.extend(
        left_out.map(|what| {
            format!("note: {what} left out, since {why} {most}; `{command}` shows them")
        }),
    );
    outcome.notes.extend(notes);
    for session in all.iter().map(|one| &one.session) {
        for unreadable in &session.unreadable {
            outcome.notes.push(format!("error: {}", cannot_open(unreadable)));
            outcome.ending = ExitStatus::Failed;
        }
        session.base.iter().for_each(|base| tell_unreadable(base, &mut outcome));
    }
    outcome
}

/// How the files of a workplans folder are called beside those of others: from the root of the
/// repository, or where there is none from the current folder.
fn way_to(session: &Workspace, environment: &Environment) -> FromRoot {
    let holder =
        session.folder.parent().and_then(|holder| holder.strip_prefix(&environment.folder).ok());
    match holder.filter(|_| session.way.is_empty()) {
        Some(holder) => FromRoot::to(
            holder.iter().map(|name| format!("{}/", name.to_string_lossy())).collect::<String>(),
        ),
        None => session.way.clone(),
    }
}

/// What the formats of CI systems say of the rules themselves.
fn cards(levels: &RuleLevels) -> Vec<RuleCard> {
    let card = |rule: &Rule| RuleCard {
        name: rule.name,
        level: rule.level_in(levels),
        summary: rule.summary(),
        page: rule.page,
    };
    RULES.iter().map(card).collect()
}
