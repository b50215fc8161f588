//! The activity or milestone that a name finds, or those that may be meant.

use super::activity_edit::{SeenItem, milestone_without_status, target_of};
use super::mine::{MineOptions, mine};
use crate::analysis::{ActivityFacts, Percent, PlanIndex};
use crate::diagnostic::{Message, message, nearest};
use crate::edit::{Assignment, Value, assign};
use crate::model::{Activity, Day, Milestone, Status};
use crate::report::MineReport;
use crate::text::is_refused;
use crate::workspace::{Error, LoadedPlans, Result};

/// An activity or a milestone that a name finds.
#[derive(Clone, Debug)]
pub struct NamedItem {
    /// Its name in commands: `2.4` or `2.4#3`, with its plan where that was named.
    pub name: String,
    /// Its title.
    pub title: String,
    /// When it is due.
    pub due: Option<Day>,
    /// When it starts.
    pub start: Option<Day>,
    /// Whether it is a milestone.
    pub is_milestone: bool,
    /// Whether it is a milestone that was reached.
    pub is_reached: bool,
    /// The status of its activity; none where that cannot be read.
    pub status: Option<Status>,
    /// The progress of its activity.
    pub progress: Option<Percent>,
    /// The milestones of an activity that are not reached yet, by name and title.
    pub open_milestones: Vec<NearItem>,
    /// It as it is now, for an edit that follows a question about it.
    pub seen: SeenItem,
}

/// An activity or a milestone that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearItem {
    /// Its name in commands.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// The result of looking up a name.
pub enum Named {
    /// One activity or milestone.
    One(Box<NamedItem>),
    /// None, and why; with those that may be meant, the likeliest first.
    None(Error, Vec<NearItem>),
}

/// The most items that are offered in place of a wrong name.
const MOST_NEAR: usize = 9;

/// The most ids that are offered because they are nearly written like a wrong one.
const MOST_ALIKE: usize = 4;

/// Finds what a name means for an edit, or what may be meant by it.
pub fn named_item(plans: &LoadedPlans<'_>, plan: Option<&str>, name: &str) -> Named {
    match target_of(plans, plan, name) {
        Ok((target, number)) => {
            Named::One(Box::new(item(plans, target.plan, name, &target.id, number)))
        }
        Err(error) => {
            let near = near(plans, plan, name);
            Named::None(error, near)
        }
    }
}

/// Returns the open activities and milestones of the user's organizations; of all, with the reason,
/// where it is not known who the user is.
///
/// # Errors
/// Where the plan is not there, or has errors.
pub fn open_to_choose<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
) -> Result<(MineReport<'f>, Option<Error>)> {
    let mut options = MineOptions { plan: plan.map(str::to_owned), owners: Vec::new() };
    let found = plans.plan(plan)?;
    match mine(plans, &options) {
        Ok(report) => Ok((report, None)),
        Err(why) => {
            let mut owners: Vec<&str> = ActivityFacts::all(found, plans.as_of)
                .flat_map(|facts| facts.owners().collect::<Vec<_>>())
                .collect();
            owners.sort_unstable();
            owners.dedup();
            if owners.is_empty() {
                return Err(why);
            }
            options.owners = owners.into_iter().map(str::to_owned).collect();
            Ok((mine(plans, &options)?, Some(why)))
        }
    }
}

/// Returns the error for a milestone where only activities are taken.
pub fn not_of_milestones() -> Error {
    milestone_without_status().into()
}

/// Returns why a value does not fit a key of an activity, as an edit on that day would say.
pub fn unfit_value(key: &str, value: &str, day: Day) -> Option<Message> {
    if let Some(c) = value.chars().find(|&c| is_refused(c)) {
        return Some(message!(
            "edit.odd-character",
            "the character U+{code} is not allowed in a text",
            code = format!("{:04X}", u32::from(c))
        ));
    }
    let mut nothing = Value::Map(Vec::new());
    assign(&mut nothing, &[Assignment::set(key, value)], day).err().map(|problem| problem.what)
}

fn item(
    plans: &LoadedPlans<'_>,
    plan: &PlanIndex<'_>,
    name: &str,
    id: &str,
    number: Option<usize>,
) -> NamedItem {
    let of_plan = name.split_once('/').map_or(String::new(), |(plan, _)| format!("{plan}/"));
    let named = |number: Option<usize>| match number {
        Some(number) => format!("{of_plan}{id}#{number}"),
        None => format!("{of_plan}{id}"),
    };
    let activity = plan.find_written(id).map(|(_, activity)| activity);
    let facts = ActivityFacts::find(plan, id, plans.as_of);
    let steps = activity.map_or(&[][..], |activity| activity.milestones.as_slice());
    let step = number.and_then(|number| steps.iter().find(|step| step.number == number));
    let open = steps.iter().filter(|step| number.is_none() && is_open(step));
    NamedItem {
        seen: SeenItem::of(plans, plan, &named(number), id, number),
        name: named(number),
        title: match (step, activity) {
            (Some(step), _) => step.title.value.to_string(),
            (None, activity) => {
                activity.map_or_else(String::new, |one| one.title.value.to_string())
            }
        },
        due: match step {
            Some(step) => Some(step.due.value.last()),
            None => facts.and_then(|facts| facts.due),
        },
        start: facts.filter(|_| number.is_none()).and_then(|facts| facts.start),
        is_milestone: number.is_some(),
        is_reached: step.is_some_and(|step| !is_open(step)),
        status: activity.filter(|one| one.is_readable("status")).map(|one| one.status.value),
        progress: facts.map(|facts| facts.progress()),
        open_milestones: open
            .map(|step| NearItem {
                name: named(Some(step.number)),
                title: step.title.value.to_string(),
            })
            .collect(),
    }
}

fn is_open(milestone: &Milestone<'_>) -> bool {
    milestone.done.is_none() && !milestone.done_is_unreadable
}

/// Returns what may be meant by a name that finds nothing.
fn near(plans: &LoadedPlans<'_>, plan: Option<&str>, name: &str) -> Vec<NearItem> {
    let (named, id) = match name.split_once('/') {
        Some((named, id)) => (Some(named), id),
        None => (plan, name),
    };
    let Ok(index) = plans.plan_to_edit(named) else { return Vec::new() };
    let of_plan = name.split_once('/').map_or(String::new(), |(plan, _)| format!("{plan}/"));
    let one = |activity: &Activity<'_>| NearItem {
        name: format!("{of_plan}{}", activity.id.value),
        title: activity.title.value.to_string(),
    };
    let step = |activity: &Activity<'_>, step: &Milestone<'_>| NearItem {
        name: format!("{of_plan}{}#{}", activity.id.value, step.number),
        title: step.title.value.to_string(),
    };
    let (id, text) = match id.split_once('#') {
        Some((id, text)) => (id, Some(text)),
        None => (id, None),
    };
    let wanted = text.unwrap_or(id).trim().to_lowercase();
    let has_it = |title: &str| title.to_lowercase().contains(&wanted);
    if let Some((_, activity)) = index.find_written(id) {
        let all = || activity.milestones.iter();
        let having: Vec<NearItem> =
            all().filter(|own| has_it(&own.title.value)).map(|own| step(activity, own)).collect();
        let all = || all().map(|own| step(activity, own)).collect();
        let mut found: Vec<NearItem> = if having.is_empty() { all() } else { having };
        found.truncate(MOST_NEAR);
        return found;
    }
    let mut found: Vec<NearItem> = plans
        .index
        .plans()
        .filter(|_| text.is_none() && of_plan.is_empty())
        .filter_map(|plan| Some((plan, plan.find_written(id)?.1)))
        .map(|(plan, activity)| NearItem {
            name: format!("{}/{}", plan.plan.name, activity.id.value),
            title: activity.title.value.to_string(),
        })
        .collect();
    let mut ids: Vec<&str> = index.ids().collect();
    for _ in 0..MOST_ALIKE {
        let Some(alike) = nearest(id, ids.iter().copied()) else { break };
        ids.retain(|other| *other != alike);
        found.extend(index.find_written(alike).map(|(_, activity)| one(activity)));
    }
    if wanted.chars().count() > 2 {
        for activity in index.plan.written_activities() {
            let own = Some(one(activity)).filter(|_| has_it(&activity.title.value));
            let steps = activity.milestones.iter().filter(|step| has_it(&step.title.value));
            let all = own.into_iter().chain(steps.map(|own| step(activity, own)));
            found.extend(all.take(MOST_NEAR));
            if found.len() > 2 * MOST_NEAR {
                break;
            }
        }
    }
    let mut known = std::collections::BTreeSet::new();
    found.retain(|item| known.insert(item.name.clone()));
    found.truncate(MOST_NEAR);
    found
}
