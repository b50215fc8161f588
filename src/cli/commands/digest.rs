use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use crate::analysis::{ActivityFacts, FieldValues, PlanIndex, digests};
use crate::cli::args::{EntryKind, Format};
use crate::cli::output::CommandOutput;
use crate::cli::select::organization;
use crate::cli::session::Session;
use crate::history::History;
use crate::model::Status;
use crate::render::{DigestForm, DigestView};
use crate::report::CalendarView;
use crate::store;
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result};

/// Show each organization what concerns it now
///
/// What is overdue, due soon or late to start, what it waits for, and what waits for it; and whom
/// to ask.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, markdown, html (fit for mail), ics\n\nExamples:\n  workplan digest\n  workplan digest --owner iom\n  workplan digest --format html --out-dir mails      a file for each organization that has something to do"
)]
pub(in crate::cli) struct Digest {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// Only this organization: its id, or its short name
    #[arg(long, value_name = "ORG")]
    owner: Vec<String>,

    /// In a calendar: whether an entry is an event, or a task for programs that keep tasks
    #[arg(long = "as", value_name = "KIND", default_value = "event")]
    kind: EntryKind,

    /// Write a file for each organization into this folder, named by its id
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    out_dir: Option<PathBuf>,
}

const FORMS: &[(Format, DigestForm)] = &[
    (Format::Table, DigestForm::Table),
    (Format::Json, DigestForm::Json),
    (Format::Markdown, DigestForm::Markdown),
    (Format::Html, DigestForm::Html),
    (Format::Ics, DigestForm::Ics),
];

impl Digest {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let form = session.common.format(FORMS)?;
        if self.kind == EntryKind::Todo && form != DigestForm::Ics {
            return Err(Error::usage("--as is for a calendar").hint("add --format ics"));
        }
        let plans = &session.plans(session.read()?);
        let plan = plans.plan(self.plan.as_deref())?;
        let wanted = self
            .owner
            .iter()
            .map(|one| organization(&plan.directory, one))
            .collect::<Result<Vec<String>>>()?;
        let (stale, git) = stale(plans, plan);
        let mut organizations = digests(plans.index, plan, plans.as_of, &stale);
        organizations.retain(|one| wanted.is_empty() || wanted.iter().any(|id| id == one.id));
        let calendar = (form == DigestForm::Ics).then(|| plans.calendar(plan));
        let calendar = calendar.map(|calendar| CalendarView {
            as_tasks: self.kind == EntryKind::Todo,
            contacts: true,
            ..calendar
        });
        let view = DigestView {
            plan,
            as_of: plans.as_of,
            revision: session.revision(),
            git,
            flags: session.options.retyped(),
            owners: wanted,
            organizations,
            calendar: calendar.as_ref(),
        };
        match &self.out_dir {
            Some(folder) => write_each(session, view, form, folder),
            None => Ok(CommandOutput::done(
                view.render(form, &session.environment.out).map_err(Error::internal)?,
            )),
        }
    }
}

/// The ongoing activities that nobody has changed for as long as `config.yaml` says; or none, and
/// why git does not tell. Where there is a history, that is noted as well.
fn stale(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> (BTreeSet<String>, Option<String>) {
    let ongoing =
        ActivityFacts::all(plan, plans.as_of).filter(|facts| facts.status == Status::Ongoing);
    let now =
        ongoing.map(|facts| (facts.activity.id.to_string(), FieldValues::of(&facts))).collect();
    let days = plans.reading.folder.config.stale;
    let unchanged = History::of(plans.workspace, "what is stale")
        .and_then(|history| history.unchanged(&plan.plan.name, &now, days, plans.as_of.day));
    let error = match unchanged {
        Ok(stale) => return (stale, None),
        Err(error) => error,
    };
    let why = error.in_one_line();
    // The reason is told behind a colon.
    let why = why.strip_prefix("what is stale: ").map_or_else(|| why.clone(), str::to_owned);
    if !error.is_absence() {
        plans.note(format!("note: stale activities are left out: {why}"));
    }
    (BTreeSet::new(), Some(why))
}

/// Writes a file for each organization that there is something to tell, and says which.
fn write_each(
    session: &Session,
    view: DigestView<'_>,
    form: DigestForm,
    folder: &std::path::Path,
) -> Result<CommandOutput> {
    let DigestView { plan, as_of, revision, git, flags, owners, organizations, calendar } = view;
    let (mut files, mut said) = (Vec::new(), String::new());
    for one in organizations.into_iter().filter(|one| !one.is_empty()) {
        // The reader takes no id that could lead out of the folder.
        let path = folder.join(format!("{}.{}", one.id, form.ending()));
        let (revision, git, flags, owners) =
            (revision.clone(), git.clone(), flags.clone(), owners.clone());
        let own = DigestView {
            plan,
            as_of,
            revision,
            git,
            flags,
            owners,
            organizations: vec![one],
            calendar,
        };
        said += &format!("{}\n", clean_line(&path.display().to_string()));
        files.push((
            session.options.here.join(path),
            own.render(form, &crate::render::Terminal::PIPE).map_err(Error::internal)?,
        ));
    }
    let here = &session.options.here;
    let written = store::write_set(&here.join(folder), &files);
    written.map_err(|(path, error)| {
        let path = path.strip_prefix(here).unwrap_or(&path).display().to_string();
        Error::from(error).context(format!("{} cannot be written", clean_line(&path)))
    })?;
    let mut outcome = CommandOutput::done(said).after_writing(true);
    if files.is_empty() {
        outcome.notes.push("nobody has anything to do now, so no file is written".to_owned());
    }
    Ok(outcome)
}
