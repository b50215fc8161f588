//! What changed between two runs of a site.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use crate::model::Status;
use crate::report::{
    SiteActivityFacts, SiteChange, SiteChangeKind, SitePlanChanges, SitePlanFacts,
};

/// How many changes of a plan an entry lists.
const MOST_LISTED: usize = 50;

/// Compares the plans of two runs, and returns those that differ.
pub(super) fn changes(before: &[SitePlanFacts], after: &[SitePlanFacts]) -> Vec<SitePlanChanges> {
    let find = |all: &'_ [SitePlanFacts], name: &str| all.iter().position(|one| one.name == name);
    let mut found = Vec::new();
    for now in after {
        let then = find(before, &now.name).and_then(|at| before.get(at));
        found.extend(of_plan(then, Some(now)));
    }
    for then in before.iter().filter(|plan| find(after, &plan.name).is_none()) {
        found.extend(of_plan(Some(then), None));
    }
    found
}

/// What changed in a plan; of one that is new or gone its activities are not listed.
fn of_plan(
    before: Option<&SitePlanFacts>,
    after: Option<&SitePlanFacts>,
) -> Option<SitePlanChanges> {
    let mut all = match (before, after) {
        (Some(before), Some(after)) => of_activities(&before.activities, &after.activities),
        _ => Vec::new(),
    };
    if all.is_empty() && before.is_some() && after.is_some() {
        return None;
    }
    all.sort_by_key(|change| change.kind);
    let mut counts: BTreeMap<SiteChangeKind, u64> = BTreeMap::new();
    for change in &all {
        *counts.entry(change.kind).or_default() += 1;
    }
    all.truncate(MOST_LISTED);
    Some(SitePlanChanges {
        title: after.or(before).map(|plan| plan.title.clone()).unwrap_or_default(),
        file: after.map(|plan| plan.file.clone()),
        before: before.map(figures),
        after: after.map(figures),
        counts: counts.into_iter().collect(),
        changes: all,
    })
}

fn figures(plan: &SitePlanFacts) -> [u64; 2] {
    let is_done = |one: &&SiteActivityFacts| one.status == Status::Completed.as_str();
    let done = plan.activities.iter().filter(is_done).count();
    [done as u64, plan.activities.len() as u64]
}

fn of_activities(before: &[SiteActivityFacts], after: &[SiteActivityFacts]) -> Vec<SiteChange> {
    let mut old: HashMap<&str, &SiteActivityFacts> = HashMap::with_capacity(before.len());
    old.extend(before.iter().map(|one| (one.id.as_str(), one)));
    let mut found = Vec::new();
    for now in after {
        match old.remove(now.id.as_str()) {
            Some(then) => found.extend(of_activity(then, now)),
            None => found.push(change(SiteChangeKind::Added, now)),
        }
    }
    let gone = before.iter().filter(|one| old.contains_key(one.id.as_str()));
    found.extend(gone.map(|one| change(SiteChangeKind::Removed, one)));
    found
}

fn change(kind: SiteChangeKind, of: &SiteActivityFacts) -> SiteChange {
    SiteChange { kind, id: of.id.clone(), title: of.title.clone(), due: None, progress: None }
}

fn of_activity(before: &SiteActivityFacts, after: &SiteActivityFacts) -> Option<SiteChange> {
    if before == after {
        return None;
    }
    let due = before.due.zip(after.due).filter(|(then, now)| then != now);
    let kind = if before.status == after.status {
        match due {
            Some((then, now)) if now > then => SiteChangeKind::Later,
            _ => SiteChangeKind::Changed,
        }
    } else {
        by_status(&before.status, &after.status)
    };
    let is_progress_told = before.progress != after.progress && kind != SiteChangeKind::Completed;
    Some(SiteChange {
        due: due.map(|(then, now)| [then, now]),
        progress: is_progress_told.then_some([before.progress, after.progress]),
        ..change(kind, after)
    })
}

fn by_status(before: &str, after: &str) -> SiteChangeKind {
    let status = |word: &str| Status::ALL.into_iter().find(|status| status.as_str() == word);
    let had_ended = status(before).is_some_and(Status::has_ended);
    match status(after) {
        Some(Status::Completed) => SiteChangeKind::Completed,
        Some(Status::Cancelled) => SiteChangeKind::Cancelled,
        Some(Status::Postponed) => SiteChangeKind::Postponed,
        Some(_) if had_ended => SiteChangeKind::Reopened,
        Some(Status::OnHold) => SiteChangeKind::OnHold,
        Some(Status::Ongoing) => SiteChangeKind::Begun,
        Some(Status::Planned) | None => SiteChangeKind::Changed,
    }
}
