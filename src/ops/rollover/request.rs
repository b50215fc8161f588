//! What a rollover is asked for: which plan is written, and what of the old one goes into it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::next_plan::NextPlan;
use crate::analysis::PlanIndex;
use crate::diagnostic::message;
use crate::edit::rollover::{CarryForward, PeriodShift, moved_years};
use crate::format::{is_plan_name, stem};
use crate::model::{Activity, Period, Reference, is_id};
use crate::text::{argument, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// Which plan to roll over, and how.
#[derive(Clone, Debug, Default)]
pub struct RolloverOptions {
    /// The old plan's name; without it the plan that holds the day.
    pub plan: Option<String>,
    /// The new plan's name; without it the old one with its year moved on.
    pub to: Option<String>,
    /// Whether the dates of the activities stay as they are, and do not move with the period.
    pub keep_dates: bool,
    /// Whether a plan that is there gets what it does not continue yet.
    pub update: bool,
    /// New ids of priorities: `OLD=NEW`.
    pub map: Vec<String>,
    /// Whether nothing is written.
    pub dry_run: bool,
}

/// Finds the old plan, and works out what of it goes into which new one.
pub(super) fn next_plan<'f>(
    plans: &LoadedPlans<'f>,
    options: &RolloverOptions,
) -> Result<NextPlan<'f>> {
    let old = plans.sound_plan(options.plan.as_deref())?;
    let from = &old.plan.name;
    let period = old.plan.period.ok_or_else(|| {
        Error::not_found(message!("rollover.no-period", "the plan `{from}` has no period", from))
    })?;
    let step = PeriodShift::of(period);
    let years = years(period, step).ok_or_else(|| {
        Error::refused(message!(
            "rollover.beyond-2999",
            "the next period lies beyond the year 2999"
        ))
    })?;
    let to = name(options.to.as_deref(), from, years, step)?;
    let target = target(plans, &to, options.update)?;
    let there = continued(old, target);
    let carried = open(old, &there);
    if let Some(target) = target {
        follows(old, target)?;
        no_collision(old, target, &carried)?;
    }
    let forward = CarryForward {
        from: from.clone(),
        carried,
        there,
        step,
        end: period.end.value,
        shift: !options.keep_dates,
        years,
        priorities: priorities(&options.map, old, target)?,
    };
    Ok(NextPlan { workspace: plans.workspace, old, target, to, forward })
}

/// The activities that are open, and that no plan continues yet.
fn open(old: &PlanIndex<'_>, there: &BTreeMap<String, String>) -> BTreeSet<String> {
    let activities = old.plan.activities().map(|(_, activity)| activity);
    let is_open = |activity: &&Activity<'_>| {
        !activity.status.has_ended()
            && !old.is_carried(activity)
            && !there.contains_key(&*activity.id.value)
    };
    activities.filter(is_open).map(|activity| activity.id.to_string()).collect()
}

/// The new plan's name.
fn name(to: Option<&str>, old: &str, years: (i32, i32, i32), step: PeriodShift) -> Result<String> {
    let Some(to) = to else {
        let moved = moved_years(old, years, step);
        if moved == old {
            let failure = Error::usage(message!(
                "rollover.no-year-in-name",
                "the name `{old}` contains no year to move on",
                old
            ));
            return Err(failure
                .hint(message!("rollover.name-new-plan", "name the new plan with --to NAME")));
        }
        return Ok(moved);
    };
    if let Some(name) = stem(to) {
        let failure = Error::usage(message!(
            "rollover.is-a-file-name",
            "`{to}` is a file's name, not a plan's",
            to = clean_line(to)
        ));
        return Err(failure.hint(message!(
            "rollover.leave-out-ending",
            "leave out the ending: --to {name}",
            name = argument(name, "NAME")
        )));
    }
    if !is_plan_name(to) {
        let failure = Error::usage(message!(
            "rollover.not-a-name",
            "`{to}` is not a plan's name",
            to = clean_line(to)
        ));
        return Err(failure.hint(message!(
            "rollover.what-names-are",
            "a name is 1 to 64 of A-Z a-z 0-9 . _ -, \
                beginning with a letter or a digit: no path, no ending, no device of Windows such as \
                `nul`"
        )));
    }
    if to == old {
        return Err(Error::usage(message!(
            "rollover.is-the-old-plan",
            "`{to}` is the old plan itself",
            to
        ))
        .hint(message!("rollover.give-another-name", "give the new plan another name with --to")));
    }
    Ok(to.to_owned())
}

/// The plan that is there already, if there is one.
fn target<'f>(
    plans: &LoadedPlans<'f>,
    to: &str,
    update: bool,
) -> Result<Option<&'f PlanIndex<'f>>> {
    let session = plans.workspace;
    let taken = ["", ".yaml", ".yml"]
        .iter()
        .map(|ending| format!("{to}{ending}"))
        .find(|name| session.folder.join(name).exists());
    match (plans.index.plan(to), taken) {
        (Some(_), _) if update => Ok(Some(plans.sound_plan(Some(to))?)),
        (None, None) => Ok(None),
        (plan, taken) => {
            let name = taken.unwrap_or_else(|| to.to_owned());
            let failure = Error::refused(message!(
                "rollover.is-there",
                "{folder}/{name} is there already",
                folder = &session.input.folder,
                name
            ));
            let help = if plan.is_some() {
                message!(
                    "rollover.update-or-other-name",
                    "add --update to bring in what it does not continue yet, or name another plan with --to"
                )
            } else {
                message!("rollover.other-name", "name another plan with --to")
            };
            Err(failure.hint(help))
        }
    }
}

/// The new ids of priorities, by the old ones.
fn priorities(
    pairs: &[String],
    old: &PlanIndex<'_>,
    target: Option<&PlanIndex<'_>>,
) -> Result<BTreeMap<String, String>> {
    let mut map = BTreeMap::new();
    for pair in pairs {
        let Some((from, to)) = pair.split_once('=').filter(|(_, to)| is_id(to)) else {
            return Err(Error::usage(message!(
                "rollover.odd-map",
                "--map takes OLD=NEW, two ids of priorities, not `{pair}`",
                pair = clean_line(pair)
            )));
        };
        let has = |plan: &PlanIndex<'_>, id: &str| {
            plan.plan.priorities.iter().any(|priority| priority.id.value == id)
        };
        if !has(old, from) {
            return Err(Error::not_found(message!(
                "rollover.no-such-old-priority",
                "the plan `{name}` has no priority `{from}`",
                name = &old.plan.name,
                from = clean_line(from)
            )));
        }
        if map.insert(from.to_owned(), to.to_owned()).is_some() {
            return Err(Error::usage(message!(
                "rollover.map-twice",
                "--map names the priority `{from}` twice",
                from
            )));
        }
        if target.is_some_and(|target| !has(target, to)) {
            return Err(Error::not_found(message!(
                "rollover.no-such-new-priority",
                "the new plan has no priority `{to}`",
                to
            ))
            .hint(message!("rollover.add-priority-first", "add it to the new plan first")));
        }
    }
    let renamed = |id: &str| map.get(id).map_or(id, String::as_str).to_owned();
    let ids: BTreeSet<String> =
        old.plan.priorities.iter().map(|priority| renamed(&priority.id.value)).collect();
    if target.is_none() && ids.len() < old.plan.priorities.len() {
        let failure = Error::refused(message!(
            "rollover.map-joins-two",
            "--map would make one priority of two"
        ));
        return Err(failure.hint(message!(
            "rollover.write-priorities-first",
            "write the new plan with its \
                priorities first, and then bring in the activities with --update"
        )));
    }
    Ok(map)
}

/// The first and the last year of a period, and how far they move.
fn years(period: Period, step: PeriodShift) -> Option<(i32, i32, i32)> {
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
    let what = message!(
        "rollover.begins-too-early",
        "{to} begins on {begins_there}, which is not after {from} ({begins}), so it cannot continue {from}",
        to,
        begins_there,
        from,
        begins
    );
    Err(Error::usage(what).hint(message!(
        "rollover.correct-period",
        "correct `period` in {to}, or name a later plan with --to",
        to
    )))
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
        let what = message!(
            "rollover.id-is-taken",
            "{to}/{id} “{title}” has the id of {from}/{id} “{title2}”, and does not continue it",
            to,
            id,
            title = clean_line(&other.title),
            from,
            title2 = clean_line(&mine.title)
        );
        return Err(Error::usage(what).hint(message!(
            "rollover.give-another-id",
            "give the one in {to} another id, or add `carried_from: {from}/{id}` to it",
            to,
            from,
            id
        )));
    }
    Ok(())
}
