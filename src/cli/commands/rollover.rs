use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};

use crate::analysis::PlanIndex;
use crate::cli::output::CommandOutput;
use crate::cli::rollover::{NextPlan, RolloverTarget};
use crate::cli::session::Session;
use crate::edit::rollover::{PeriodShift, moved_years};
use crate::format::{is_plan_name, stem};
use crate::model::{Reference, is_id};
use crate::render::{OutputForm, RolloverView};
use crate::text::{argument, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// Write next year's plan
///
/// What is planned, ongoing, on hold or postponed goes into the next plan as it is written, with
/// its comments; what is completed or cancelled stays behind. The old plan does not change.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan rollover 2024 --dry-run\n  workplan rollover 2024 --to 2025\n  workplan rollover 2024 --to 2025 --update          what has been left open since, and nothing else\n  workplan rollover 2024 --to next --dates keep --map 1=field"
)]
pub(in crate::cli) struct Rollover {
    /// The old plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// The new plan's name; otherwise the old one with its year moved on
    #[arg(long, value_name = "NAME")]
    to: Option<String>,

    /// Move the dates of the activities along with the period, or keep them
    #[arg(long, value_name = "HOW", default_value = "shift", hide_default_value = true)]
    dates: Dates,

    /// Add to a plan that is there already what it does not continue yet
    #[arg(long)]
    update: bool,

    /// Put what stands under the priority OLD under the priority NEW
    #[arg(long, value_name = "OLD=NEW")]
    map: Vec<String>,

    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Dates {
    Shift,
    Keep,
}

impl Rollover {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        use crate::cli::args::Format;
        let form = {
            let endings: &[&str] =
                if self.dry_run { &["diff", "patch", "yaml", "yml"] } else { &[] };
            session.common.format_beside(
                &[(Format::Table, OutputForm::Table), (Format::Json, OutputForm::Json)],
                endings,
            )?
        };
        let plans = &session.plans(session.read()?);
        let old = plans.sound_plan(self.plan.as_deref())?;
        let period = old.plan.period.ok_or_else(|| {
            Error::not_found(format!("the plan `{}` has no period", old.plan.name))
        })?;
        let step = PeriodShift::of(period);
        let years = years(period, step)
            .ok_or_else(|| Error::refused("the next period lies beyond the year 2999"))?;
        let to = self.name(&old.plan.name, years, step)?;
        let target = self.target(plans, &to)?;
        let there = continued(old, target);
        let carried: BTreeSet<String> = old
            .plan
            .activities()
            .filter(|(_, activity)| {
                !activity.status.has_ended()
                    && !old.is_carried(activity)
                    && !there.contains_key(&*activity.id.value)
            })
            .map(|(_, activity)| activity.id.to_string())
            .collect();
        if let Some(target) = target {
            follows(old, target)?;
            no_collision(old, target, &carried)?;
        }
        let next = NextPlan {
            old,
            target: target.map_or(RolloverTarget::New, RolloverTarget::There),
            to: &to,
            carried: &carried,
            there: &there,
            step,
            end: period.end.value,
            shift: self.dates == Dates::Shift,
            years,
            priorities: &self.priorities(old, target)?,
            notes: RefCell::default(),
        };
        let files = next.files(session)?;
        next.notes.borrow().iter().for_each(|note| plans.note(clean_line(note).into_owned()));
        next.check(session, plans, &files)?;
        if !self.dry_run {
            next.write(session, &files)?;
        }
        let view = RolloverView {
            old,
            to: &to,
            path: next.path(session),
            written: !self.dry_run,
            carried: &carried,
            there: &there,
            texts: if self.dry_run { &files } else { &[] },
            hands: next.hands(session, &files, plans.as_of.day),
        };
        Ok(CommandOutput::done(view.render(form, &session.environment.out))
            .after_writing(!self.dry_run))
    }

    fn name(&self, old: &str, years: (i32, i32, i32), step: PeriodShift) -> Result<String> {
        let Some(to) = &self.to else {
            let moved = moved_years(old, years, step);
            if moved == old {
                let failure =
                    Error::usage(format!("the name `{old}` holds no year that could move on"));
                return Err(failure.hint("name the new plan with --to NAME"));
            }
            return Ok(moved);
        };
        if let Some(name) = stem(to) {
            let failure =
                Error::usage(format!("`{}` is a file's name, not a plan's", clean_line(to)));
            return Err(
                failure.hint(format!("leave out the ending: --to {}", argument(name, "NAME")))
            );
        }
        if !is_plan_name(to) {
            let failure = Error::usage(format!("`{}` is not a plan's name", clean_line(to)));
            return Err(failure
                .hint("a name is 1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or a digit: no path, no ending"));
        }
        if to == old {
            return Err(Error::usage(format!("`{to}` is the old plan itself"))
                .hint("give the new plan another name with --to"));
        }
        Ok(to.clone())
    }

    /// The plan that is there already, if there is one.
    fn target<'f>(&self, plans: &LoadedPlans<'f>, to: &str) -> Result<Option<&'f PlanIndex<'f>>> {
        let session = plans.workspace;
        let taken = ["", ".yaml", ".yml"]
            .iter()
            .map(|ending| format!("{to}{ending}"))
            .find(|name| session.folder.join(name).exists());
        match (plans.index.plan(to), taken) {
            (Some(_), _) if self.update => Ok(Some(plans.sound_plan(Some(to))?)),
            (None, None) => Ok(None),
            (plan, taken) => {
                let name = taken.unwrap_or_else(|| to.to_owned());
                let failure =
                    Error::refused(format!("{}/{name} is there already", session.input.folder));
                let help = if plan.is_some() {
                    "add --update to bring in what it does not continue yet, or name another plan with --to"
                } else {
                    "name another plan with --to"
                };
                Err(failure.hint(help))
            }
        }
    }

    /// `--map`, by the old id of each priority.
    fn priorities(
        &self,
        old: &PlanIndex<'_>,
        target: Option<&PlanIndex<'_>>,
    ) -> Result<BTreeMap<String, String>> {
        let mut map = BTreeMap::new();
        for pair in &self.map {
            let Some((from, to)) = pair.split_once('=').filter(|(_, to)| is_id(to)) else {
                return Err(Error::usage(format!(
                    "--map takes OLD=NEW, two ids of priorities, not `{}`",
                    clean_line(pair)
                )));
            };
            let has = |plan: &PlanIndex<'_>, id: &str| {
                plan.plan.priorities.iter().any(|priority| priority.id.value == id)
            };
            if !has(old, from) {
                return Err(Error::not_found(format!(
                    "the plan `{}` has no priority `{}`",
                    old.plan.name,
                    clean_line(from)
                )));
            }
            if map.insert(from.to_owned(), to.to_owned()).is_some() {
                return Err(Error::usage(format!("--map names the priority `{from}` twice")));
            }
            if target.is_some_and(|target| !has(target, to)) {
                return Err(Error::not_found(format!("the new plan has no priority `{to}`"))
                    .hint("add it to the new plan first"));
            }
        }
        let renamed = |id: &str| map.get(id).map_or(id, String::as_str).to_owned();
        let ids: BTreeSet<String> =
            old.plan.priorities.iter().map(|priority| renamed(&priority.id.value)).collect();
        if target.is_none() && ids.len() < old.plan.priorities.len() {
            let failure = Error::refused("--map would make one priority of two");
            return Err(failure
                .hint("write the new plan with its priorities first, and then bring in the activities with --update"));
        }
        Ok(map)
    }
}

/// The first and the last year of a period, and how far they move.
fn years(period: crate::model::Period, step: PeriodShift) -> Option<(i32, i32, i32)> {
    use chrono::Datelike;
    let (start, end) = (period.start.value, period.end.value);
    let (next, last) = (step.day(start)?, step.end(end)?);
    // 52 weeks of 2024 are followed by weeks that begin in 2024 and are those of 2025.
    let by = [next.year() - start.year(), last.year() - end.year()]
        .into_iter()
        .find(|&by| by > 0)
        .unwrap_or(0);
    (last.year() <= 2999).then_some((start.year(), end.year(), by))
}

/// Which activities of the old plan a plan continues by now, and under which ids.
fn continued(old: &PlanIndex<'_>, target: Option<&PlanIndex<'_>>) -> BTreeMap<String, String> {
    let activities = target.into_iter().flat_map(|target| target.plan.activities());
    let pair = |from: &str, id: &str| {
        let reference = Reference::parse(from)
            .filter(|reference| reference.plan == Some(old.plan.name.as_str()))?;
        Some((reference.id.to_owned(), id.to_owned()))
    };
    activities
        .filter_map(|(_, activity)| {
            pair(&activity.carried_from.as_ref()?.value, &activity.id.value)
        })
        .collect()
}

/// Refuses a target whose period does not begin later: what it takes up from the old plan would not
/// count as carried.
fn follows(old: &PlanIndex<'_>, target: &PlanIndex<'_>) -> Result<()> {
    let starts = [old, target].map(|plan| plan.plan.period.map(|period| period.start.value));
    let [Some(begins), Some(begins_there)] = starts else { return Ok(()) };
    if begins_there > begins {
        return Ok(());
    }
    let (from, to) = (&old.plan.name, &target.plan.name);
    let what = format!(
        "{to} begins on {begins_there}, which is not after {from} ({begins}), so it cannot continue {from}"
    );
    Err(Error::usage(what)
        .hint(format!("correct `period` in {to}, or name a later plan with --to")))
}

/// Refuses ids that the target has given to something else.
fn no_collision(
    old: &PlanIndex<'_>,
    target: &PlanIndex<'_>,
    carried: &BTreeSet<String>,
) -> Result<()> {
    for id in carried {
        let (Some((_, mine)), Some((_, other))) = (old.find(id), target.find(id)) else { continue };
        let (from, to) = (&old.plan.name, &target.plan.name);
        let what = format!(
            "{to}/{id} “{}” has the id of {from}/{id} “{}”, and does not continue it",
            clean_line(&other.title),
            clean_line(&mine.title)
        );
        return Err(Error::usage(what).hint(format!(
            "give the one in {to} another id, or add `carried_from: {from}/{id}` to it"
        )));
    }
    Ok(())
}
