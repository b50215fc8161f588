//! The report for people, with what changed since an earlier one.

use super::status::{StatusOptions, status_of};
use crate::analysis::{ActivityFacts, AsOf, Dependents, PlanIndex, Tally, diff, matrix};
use crate::diagnostic::{message, note};
use crate::report::{DiffSide, EarlierState, PlanReport};
use crate::text::clean_line;
use crate::workspace::{LoadedPlans, Result, Workspace};

/// What is reported.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReportOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// Whether mail addresses are shown.
    pub contacts: bool,
}

/// Reads the files of an earlier revision beside the present ones, to tell what changed since.
///
/// # Errors
/// Where git does not know the revision, or the two cannot be compared.
pub fn open_earlier(workspace: &mut Workspace, since: &str) -> Result<()> {
    let memory = workspace.memory("--since")?;
    let commit = memory.commit(since)?;
    workspace.compare_with(&memory, since, commit)
}

/// Returns the report of a plan; with what changed since `before`, where that is given.
///
/// # Errors
/// Where the plan is not there or has errors, also in the earlier state.
pub fn report<'f>(
    plans: &LoadedPlans<'f>,
    before: Option<&LoadedPlans<'f>>,
    options: &ReportOptions,
) -> Result<PlanReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    let since = before.map(|before| since(plans, before, plan)).transpose()?.flatten();
    let facts: Vec<ActivityFacts<'_>> = ActivityFacts::all(plan, plans.as_of).collect();
    let status = status_of(plans, plan, &StatusOptions::default())?;
    Ok(PlanReport {
        burn_up: plans.burn_up(plan, &status.standing.total),
        status,
        as_of: plans.as_of,
        matrix: matrix(plan, plans.as_of),
        waiting: Dependents::new(plans.index),
        index: plans.index,
        facts,
        since,
        contacts: options.contacts,
    })
}

/// Tells what changed in the plan since the earlier state; the figures of each state are for its
/// own day.
fn since<'f>(
    now: &LoadedPlans<'f>,
    before: &LoadedPlans<'f>,
    plan: &PlanIndex<'_>,
) -> Result<Option<EarlierState<'f>>> {
    before.refuse_errors(&|name| name == plan.plan.name)?;
    let Some(base) = &now.workspace.base else { return Ok(None) };
    let side = DiffSide { name: clean_line(&base.name).into_owned(), id: base.commit.id.clone() };
    if base.commit.day.is_none() {
        let (at, day) = (&base.name, now.as_of.day);
        now.note(note(message!(
            "report.since-without-day",
            "git shows no day of the commit at `{at}`; its figures are for {day} as well",
            at,
            day
        )));
    }
    let day = AsOf { day: base.commit.day.unwrap_or(now.as_of.day), ..now.as_of };
    if day.day > now.as_of.day {
        let (name, then, today) = (&side.name, day.day, now.as_of.day);
        now.note(note(message!(
            "report.since-later-day",
            "{name} is of {then}, after the day of this report, {today}: what changed is \
             told backwards; name an earlier revision, or a later day with --as-of",
            name,
            then,
            today
        )));
    }
    Ok(Some(EarlierState {
        revision: side,
        day: day.day,
        changes: diff(&before.state(day), &now.state(now.as_of)),
        figures: before.index.plan(&plan.plan.name).map(|then| Tally::of_plan(then, day)),
    }))
}
