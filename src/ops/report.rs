//! The report for people, with what changed since an earlier one.

mod logo;
mod masthead;
mod people;
mod svg;

pub use people::leave_out_people;

use super::status::{StatusOptions, status_of};
use crate::analysis::{
    ActivityFacts, AsOf, Dependents, EarlierPlan, PlanIndex, Results, Tally, diff, earlier_plans,
    matrix,
};
use crate::diagnostic::{message, note};
use crate::model::{Priority, Text};
use crate::report::{Audience, BurnUp, DiffSide, EarlierState, PlanReport};
use crate::text::{Spanned, clean_line};
use crate::workspace::{Error, LoadedPlans, Result, Workspace};
pub(super) use masthead::masthead;

/// What is reported.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReportOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// Whether mail addresses are shown.
    pub contacts: bool,
    /// Whom it is for. For outsiders, [`leave_out_people`] has to be called on what was read.
    pub audience: Audience,
}

/// How many characters of the chairs' texts the first of two pages holds, tried on paper.
const FIRST_PAGE: usize = 1800;
/// How many half lines of priorities the second one holds: one takes three, and each line of its
/// narrative two.
const SECOND_PAGE: usize = 40;
const LETTERS_IN_LINE: usize = 110;
/// How much of a narrative is shown there.
const LETTERS_OF_NARRATIVE: usize = 200;

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
    if options.contacts && !options.audience.sees_people() {
        return Err(Error::usage(message!(
            "report.contacts-for-members",
            "--contacts is for members; a report for {readers} has no addresses",
            readers = options.audience.as_str()
        ))
        .hint(message!("report.leave-out-contacts", "leave out --contacts, or --for")));
    }
    if !options.audience.sees_people() && !plans.reading.folder.without_people {
        return Err(Error::internal(message!(
            "report.people-are-there",
            "the people are still in the plans"
        )));
    }
    let plan = plans.plan(options.plan.as_deref())?;
    let are_sound = |wanted: &dyn Fn(&str) -> bool| plans.refuse_errors(wanted).is_ok();
    let report = report_of(plans, before, plan, &are_sound, options)?;
    if let BurnUp::Absent(why) = &report.burn_up {
        let why = why.clone();
        plans.note(note(message!("report.no-burn-up", "there is no burn-up: {why}", why)));
    }
    Ok(report)
}

/// Whether no plan with such a name has errors.
pub(super) type AreSound<'s> = &'s dyn Fn(&dyn Fn(&str) -> bool) -> bool;

/// Returns the report of a plan that is chosen already.
pub(super) fn report_of<'f>(
    plans: &LoadedPlans<'f>,
    before: Option<&LoadedPlans<'f>>,
    plan: &'f PlanIndex<'f>,
    are_sound: AreSound<'_>,
    options: &ReportOptions,
) -> Result<PlanReport<'f>> {
    let mut since = before.map(|before| since(plans, before, plan)).transpose()?.flatten();
    if let Some(since) = since.as_mut().filter(|_| !options.audience.sees_people()) {
        // A branch can have the name of a person.
        since.revision.name = since.revision.id.clone();
    }
    let facts: Vec<ActivityFacts<'_>> = ActivityFacts::all(plan, plans.as_of).collect();
    let status = status_of(plans, plan, &StatusOptions::default())?;
    let burn_up = plans.burn_up(plan, &status.standing.total);
    if options.audience == Audience::Principals {
        note_length(plans, plan);
    }
    Ok(PlanReport {
        audience: options.audience,
        masthead: masthead(plans),
        burn_up,
        status,
        as_of: plans.as_of,
        matrix: matrix(plan, plans.as_of),
        results: Results::of(&facts),
        earlier: earlier(plans, plan, are_sound),
        waiting: Dependents::new(plans.index),
        index: plans.index,
        facts,
        since,
        contacts: options.contacts,
    })
}

/// Returns where earlier plans stood at the same point. A plan with errors is left out, which is
/// said.
fn earlier<'f>(
    plans: &LoadedPlans<'f>,
    plan: &PlanIndex<'_>,
    are_sound: AreSound<'_>,
) -> Vec<EarlierPlan<'f>> {
    let mut earlier = earlier_plans(plans.index, plan, plans.as_of);
    let is_one = |name: &str| earlier.iter().any(|one| one.plan.plan.name == name);
    if are_sound(&is_one) {
        return earlier;
    }
    earlier.retain(|one| {
        let name = &one.plan.plan.name;
        let is_sound = are_sound(&|other| other == name);
        if !is_sound {
            plans.note(note(message!(
                "report.earlier-plan-left-out",
                "the plan `{name}` is not compared with this one, because it has errors: \
                `workplan check {name}` shows them",
                name = clean_line(name)
            )));
        }
        is_sound
    });
    earlier
}

/// Says that the texts of a plan take more than the two pages that principals get.
fn note_length(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) {
    let plan = plan.plan;
    let letters = |text: &Spanned<Text<'_>>| text.value.chars().count();
    let texts = plan.message.iter().chain(&plan.decisions).chain(&plan.concerns).map(letters);
    let of_priority = |priority: &Priority<'_>| {
        let narrative = priority.narrative.as_ref().map_or(0, letters);
        3 + 2 * narrative.min(LETTERS_OF_NARRATIVE).div_ceil(LETTERS_IN_LINE)
    };
    let (letters, most) = (texts.sum::<usize>(), FIRST_PAGE);
    if letters > most {
        plans.note(note(message!(
            "report.long-texts",
            "printed, this report may take more than two pages: its message, decisions and \
            concerns have {letters} characters, and a page holds about {most}",
            letters,
            most
        )));
    } else if plan.priorities.iter().map(of_priority).sum::<usize>() > SECOND_PAGE {
        plans.note(note(message!(
            "report.many-priorities",
            "printed, this report may take more than two pages: it has {number} priorities, with \
            what is said of them",
            number = plan.priorities.len()
        )));
    }
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
