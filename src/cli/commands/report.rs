use clap::Args;

use crate::analysis::{
    ActivityFacts, AsOf, Dependents, Index, PlanIndex, Tally, diff, matrix, overdue_and_soon,
    standing,
};
use crate::cli::args::Format;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::render::{ChangesSince, DiffSide, ReportForm, ReportView, StatusView};
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result};

/// Write the report for people: as a document, or as one page for a browser
///
/// The page needs nothing but itself: it can be mailed, put on a website, or printed. Mail
/// addresses are left out of it unless --contacts asks for them.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: markdown, html\n\nExamples:\n  workplan report --format html -o report.html\n  workplan report 2023\n  workplan report --as-of 2024-06-30 -o half-year.md\n  workplan report --since HEAD~1 --format html -o report.html"
)]
pub(in crate::cli) struct Report {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// Tell what changed since that git revision, such as the commit or the tag of the last report
    #[arg(long, value_name = "REV")]
    since: Option<String>,

    /// Show the mail addresses of focal points and contacts, which are left out otherwise
    #[arg(long)]
    contacts: bool,
}

const FORMS: &[(Format, ReportForm)] =
    &[(Format::Markdown, ReportForm::Markdown), (Format::Html, ReportForm::Html)];

impl Report {
    pub(in crate::cli) fn run(&self, session: &mut Session) -> Result<CommandOutput> {
        let form = session.common.format(FORMS)?;
        let Some(since) = &self.since else {
            return self.show(session, form, &session.plans(session.read()?), None);
        };
        let memory = session.memory("--since")?;
        let commit = memory.commit(since)?;
        session.compare_with(&memory, since, commit)?;
        let (earlier, now) = session.read_both()?;
        let (index_earlier, index_now) = (Index::new(&earlier.folder), Index::new(&now.folder));
        let [before, after] = session.both_plans([(&earlier, &index_earlier), (&now, &index_now)]);
        self.show(session, form, &after, Some(&before))
    }

    fn show(
        &self,
        session: &Session,
        form: ReportForm,
        plans: &LoadedPlans<'_>,
        before: Option<&LoadedPlans<'_>>,
    ) -> Result<CommandOutput> {
        let plan = plans.plan(self.plan.as_deref())?;
        let since = before.map(|before| since(plans, before, plan)).transpose()?.flatten();
        let facts: Vec<ActivityFacts<'_>> = ActivityFacts::all(plan, plans.as_of).collect();
        let (overdue, due_soon) = overdue_and_soon(facts.iter().copied(), plans.as_of);
        let standing = standing(plan, plans.as_of);
        let burn_up = plans.burn_up(plan, &standing.total);
        let (baseline, git) = plans.baseline(plan, None)?;
        let status = StatusView {
            plan,
            as_of: plans.as_of.day,
            revision: session.revision(),
            standing,
            overdue,
            due_soon,
            bands: plans.reading.folder.config.rating,
            by: None,
            baseline,
            git,
            flags: session.options.retyped(),
            left_out: plans.left_out(&|name| name == plan.plan.name),
        };
        let view = ReportView {
            status,
            as_of: plans.as_of,
            matrix: matrix(plan, plans.as_of),
            waiting: Dependents::new(plans.index),
            index: plans.index,
            facts,
            burn_up,
            since,
            contacts: self.contacts,
        };
        Ok(CommandOutput::done(view.render(form).map_err(Error::internal)?))
    }
}

/// What changed in the plan since the earlier state; the figures of each state are for its own day.
/// Refused where the plan had errors then, as by `diff`.
fn since(
    now: &LoadedPlans<'_>,
    before: &LoadedPlans<'_>,
    plan: &PlanIndex<'_>,
) -> Result<Option<ChangesSince>> {
    before.refuse_errors(&|name| name == plan.plan.name)?;
    let Some(base) = &now.workspace.base else { return Ok(None) };
    let side = DiffSide { name: clean_line(&base.name).into_owned(), id: base.commit.id.clone() };
    if base.commit.day.is_none() {
        let (at, day) = (&base.name, now.as_of.day);
        now.note(format!(
            "note: git shows no day of the commit at `{at}`; its figures are for {day} as well"
        ));
    }
    let day = AsOf { day: base.commit.day.unwrap_or(now.as_of.day), ..now.as_of };
    if day.day > now.as_of.day {
        let (then, today) = (day.day, now.as_of.day);
        now.note(format!(
            "note: {} is of {then}, after the day of this report, {today}: what changed is told backwards; name an earlier revision, or a later day with --as-of",
            side.name
        ));
    }
    let plans = diff(&before.state(day), &now.state(now.as_of));
    let then = before.index.plan(&plan.plan.name).map(|then| Tally::of_plan(then, day));
    let tallies = (then.as_ref(), &Tally::of_plan(plan, now.as_of));
    Ok(Some(ChangesSince::new(&side, [day.day, now.as_of.day], tallies, &plans, plan)))
}
