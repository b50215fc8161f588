//! What can stand in the place of an argument: values of the plans, each with what it is called.

use std::collections::BTreeSet;

use crate::format::keys::{ACTIVITY, ValueKind};
use crate::model::{Activity, Folder, Plan};

/// The values that fit what was typed: what to insert, and what it is called.
pub type Values = fn(&Folder<'_>, &Plan<'_>, &str) -> Vec<(String, String)>;

/// Returns which values an argument takes: arguments of one name take the same ones in every
/// command.
pub fn values_of(argument: &str) -> Option<Values> {
    match argument {
        "plan" | "plans" => Some(|folder, _, _| plans(folder)),
        "id" | "ids" => Some(|folder, plan, _| activities(folder, plan)),
        "target" => Some(targets),
        "changes" | "more" => Some(assignments),
        "owner" | "involving" | "partner" => {
            Some(|folder, plan, _| owned(organizations(folder, Some(plan))))
        }
        "theme" => Some(|_, plan, _| owned(themes(plan))),
        "priority" => Some(|_, plan, _| {
            plan.priorities.iter().map(|one| (one.id.to_string(), one.title.to_string())).collect()
        }),
        _ => None,
    }
}

fn plans(folder: &Folder<'_>) -> Vec<(String, String)> {
    folder.plans.iter().map(|plan| (plan.name.clone(), plan.display_title().to_owned())).collect()
}

/// The activities of the plan of today by their ids, the open ones first, and those of the others
/// with the plan's name before.
fn activities(folder: &Folder<'_>, today: &Plan<'_>) -> Vec<(String, String)> {
    let of = |plan: &Plan<'_>, before: &str| -> Vec<(String, String)> {
        open_first(plan)
            .into_iter()
            .map(|activity| (format!("{before}{}", &*activity.id), activity.title.to_string()))
            .collect()
    };
    let others = folder.plans.iter().flat_map(|plan| of(plan, &format!("{}/", plan.name)));
    of(today, "").into_iter().chain(others).collect()
}

/// The activities, and what stands above them once something of its name is typed.
fn targets(folder: &Folder<'_>, plan: &Plan<'_>, typed: &str) -> Vec<(String, String)> {
    let named = |kind: &str, all: Vec<(String, String)>| -> Vec<(String, String)> {
        all.into_iter().map(|(id, title)| (format!("{kind}:{id}"), title)).collect()
    };
    let mut all = activities(folder, plan);
    if !typed.is_empty() {
        let own = plan.priorities.iter();
        let own = own.map(|one| (one.id.to_string(), one.title.to_string())).collect();
        all.extend(named("plan", plans(folder)));
        all.extend(named("theme", owned(themes(plan))));
        all.extend(named("priority", own));
        all.extend(named("org", owned(organizations(folder, Some(plan)))));
        all.push(("config:".to_owned(), "config.yaml".to_owned()));
    }
    all
}

/// Returns the activities of a plan, the open ones first.
pub(in crate::ops) fn open_first<'f, 's>(plan: &'f Plan<'s>) -> Vec<&'f Activity<'s>> {
    let mut all: Vec<&Activity<'s>> = plan.activities().map(|(_, activity)| activity).collect();
    all.sort_by_key(|activity| !activity.status.is_open());
    all
}

/// Returns the ids and names of the organizations that a plan can name.
pub(in crate::ops) fn organizations<'f>(
    folder: &'f Folder<'_>,
    plan: Option<&'f Plan<'_>>,
) -> impl Iterator<Item = (&'f str, &'f str)> {
    let own = plan.into_iter().flat_map(|plan| &plan.organizations);
    folder.organizations.iter().chain(own).map(|one| (&*one.id.value, &*one.name.value))
}

/// Returns the ids and titles of the themes of a plan.
pub(in crate::ops) fn themes<'f>(plan: &'f Plan<'_>) -> impl Iterator<Item = (&'f str, &'f str)> {
    plan.themes.iter().map(|theme| (&*theme.id.value, &*theme.title.value))
}

fn owned<'f>(all: impl Iterator<Item = (&'f str, &'f str)>) -> Vec<(String, String)> {
    all.map(|(id, name)| (id.to_owned(), name.to_owned())).collect()
}

/// The keys of an activity; behind the sign of one its values, in a list those that are not there
/// yet.
fn assignments(folder: &Folder<'_>, plan: &Plan<'_>, typed: &str) -> Vec<(String, String)> {
    let Some((left, value)) = typed.split_once('=') else {
        return ACTIVITY
            .keys
            .iter()
            .map(|key| (format!("{}=", key.name), key.about.to_owned()))
            .collect();
    };
    let name = left.trim_end_matches(['+', '-']);
    let Some(key) = ACTIVITY.keys.iter().find(|key| key.name == name) else { return Vec::new() };
    let plain = |words: &[&str]| {
        words.iter().map(|word| ((*word).to_owned(), key.about.to_owned())).collect()
    };
    let (values, is_list): (Vec<(String, String)>, bool) = match (key.takes, name) {
        (ValueKind::Word(words), _) => (plain(words), false),
        (ValueKind::Date, _) => (plain(&["today", "tomorrow", "+1w", "+1m"]), false),
        (ValueKind::Ids, "themes") => (owned(themes(plan)), true),
        (ValueKind::Ids, _) => (owned(organizations(folder, Some(plan))), true),
        (ValueKind::References, _) => (activities(folder, plan), true),
        (ValueKind::Texts, "tags") => {
            let tags: BTreeSet<&str> = plan
                .activities()
                .flat_map(|(_, activity)| &activity.tags)
                .map(|tag| &*tag.value)
                .collect();
            (plain(&tags.into_iter().collect::<Vec<_>>()), true)
        }
        _ => return Vec::new(),
    };
    let head =
        value.rfind(',').filter(|_| is_list).and_then(|comma| value.get(..=comma)).unwrap_or("");
    let is_there = |value: &str| head.split(',').any(|other| other == value);
    values
        .into_iter()
        .filter(|(value, _)| !is_there(value))
        .map(|(value, about)| (format!("{left}={head}{value}"), about))
        .collect()
}
