//! Compares two states of a folder.

use std::collections::{BTreeSet, HashSet};

use super::activity_facts::{ActivityFacts, AsOf};
use super::disappearance::{Disappearance, fates};
use super::field_change::{FieldChange, changes};
use super::field_value::{FieldValue, own, text, texts, translations};
use super::index::{Index, PlanIndex};
use super::tally::Tally;
use super::unread_activities::UnreadActivities;
use crate::model::{Organization, Plan, Priority, Theme, ThemeScope};
use crate::text::Span;

/// One of two compared states of a folder.
pub struct FolderState<'f> {
    /// The plans.
    pub index: &'f Index<'f>,
    /// The day that its figures are for.
    pub as_of: AsOf,
    /// The plans with faults.
    faulty: BTreeSet<&'f str>,
}

impl<'f> FolderState<'f> {
    /// Makes a state of which only the plans are known.
    pub fn new(index: &'f Index<'f>, as_of: AsOf) -> Self {
        FolderState { index, as_of, faulty: BTreeSet::new() }
    }

    /// Adds the plans with errors to the state.
    #[must_use]
    pub fn with_faulty(self, faulty: BTreeSet<&'f str>) -> Self {
        FolderState { faulty, ..self }
    }

    fn unread(&self, plan: &'f PlanIndex<'f>) -> UnreadActivities<'f> {
        UnreadActivities::in_doubt(plan, self.faulty.contains(plan.plan.name.as_str()))
    }
}

/// The differences in a plan.
pub struct PlanDiff<'f> {
    /// The name.
    pub name: &'f str,
    /// The plan as it was, where it was there.
    pub before: Option<&'f PlanIndex<'f>>,
    /// The plan as it is, where it is there.
    pub after: Option<&'f PlanIndex<'f>>,
    /// Changed fields of the plan itself.
    pub fields: Vec<FieldChange>,
    /// Activities that were not there, in file order.
    pub added: Vec<ActivityFacts<'f>>,
    /// Removed activities, in their former order.
    pub removed: Vec<ActivityFacts<'f>>,
    /// Activities of the earlier state that may still exist: the current files cannot be read in
    /// full.
    pub unreadable_after: Vec<ActivityFacts<'f>>,
    /// Activities of the current state that may have existed before: the earlier files cannot be
    /// read in full.
    pub unreadable_before: Vec<ActivityFacts<'f>>,
    /// Activities that were moved or renamed.
    pub moved: Vec<MovedActivity<'f>>,
    /// Activities that were and are there, and say something else; in file order.
    pub changed: Vec<ChangedActivity<'f>>,
    /// The earlier figures; `None` if the plan did not exist.
    pub tally_before: Option<Tally>,
    /// The current figures; `None` if the plan does not exist.
    pub tally_after: Option<Tally>,
}

/// A removed activity that is found again.
#[derive(Clone, Copy)]
pub struct MovedActivity<'f> {
    /// The id that it had.
    pub id: &'f str,
    /// The current plan of the activity.
    pub plan: &'f str,
    /// The id that it has now.
    pub now: &'f str,
}

/// An activity that says something else than before.
pub struct ChangedActivity<'f> {
    /// The activity before.
    pub before: ActivityFacts<'f>,
    /// The activity now.
    pub after: ActivityFacts<'f>,
    /// Field by field; never empty.
    pub changes: Vec<FieldChange>,
}

impl ChangedActivity<'_> {
    /// Whether an ended activity is open again.
    pub fn is_reopened(&self) -> bool {
        self.before.status.has_ended() && !self.after.status.has_ended()
    }

    /// The number of days by which the activity is due later; negative if earlier.
    pub fn slip(&self) -> Option<i64> {
        Some((self.after.due? - self.before.due?).num_days()).filter(|&days| days != 0)
    }
}

impl PlanDiff<'_> {
    /// Whether the figures before, and those after, are of all the activities: else they cannot be
    /// compared.
    pub fn are_counted_whole(&self) -> [bool; 2] {
        let is_whole =
            |plan: Option<&PlanIndex<'_>>| plan.is_none_or(|plan| plan.plan.is_counted_whole());
        [
            is_whole(self.before) && self.unreadable_before.is_empty(),
            is_whole(self.after) && self.unreadable_after.is_empty(),
        ]
    }
}

/// Compares two states of a folder plan by plan, and returns the plans that differ, by period, then
/// by name.
pub fn diff<'f>(before: &FolderState<'f>, after: &FolderState<'f>) -> Vec<PlanDiff<'f>> {
    let mut names: Vec<&'f str> =
        before.index.plans().map(|plan| plan.plan.name.as_str()).collect();
    names.extend(after.index.plans().map(|plan| plan.plan.name.as_str()));
    names.sort_unstable();
    names.dedup();
    let mut plans: Vec<PlanDiff<'f>> =
        names.into_iter().filter_map(|name| diff_plan(before, after, name)).collect();
    let begins = |plan: &Plan<'_>| plan.period.map(|period| period.start.value);
    plans.sort_by_key(|diff| {
        (
            diff.after
                .and_then(|plan| begins(plan.plan))
                .or(diff.before.and_then(|plan| begins(plan.plan))),
            diff.name,
        )
    });
    plans
}

/// Compares one plan; `None` where nothing is different.
pub fn diff_plan<'f>(
    before: &FolderState<'f>,
    after: &FolderState<'f>,
    name: &'f str,
) -> Option<PlanDiff<'f>> {
    let (then, now) = (before.index.plan(name), after.index.plan(name));
    let has = |plan: Option<&PlanIndex<'_>>, facts: &ActivityFacts<'_>| {
        plan.is_some_and(|plan| plan.find(&facts.activity.id.value).is_some())
    };
    let new: Vec<ActivityFacts<'f>> = now
        .into_iter()
        .flat_map(|plan| once(plan, after.as_of))
        .filter(|facts| !has(then, facts))
        .collect();
    let gone: Vec<ActivityFacts<'f>> = then
        .into_iter()
        .flat_map(|plan| once(plan, before.as_of))
        .filter(|facts| !has(now, facts))
        .collect();
    let mut moved = then
        .filter(|_| !gone.is_empty())
        .map(|plan| moves(before.index, plan, after.index))
        .unwrap_or_default();
    // Under a new id it is known to be there.
    let (unreadable_before, added) = parted(
        new,
        then.map(|plan| before.unread(plan)),
        moved.iter().filter(|one| one.plan == name).map(|one| one.now),
    );
    let (unreadable_after, removed) = parted(
        gone,
        now.map(|plan| after.unread(plan)),
        moved.iter().filter(|one| one.plan == name).map(|one| one.id),
    );
    let doubtful: HashSet<&str> =
        unreadable_after.iter().map(|facts| &*facts.activity.id.value).collect();
    moved.retain(|one| !doubtful.contains(one.id));
    let changed =
        then.zip(now).map(|(then, now)| changed((before, then), (after, now))).unwrap_or_default();
    let fields = plan_changes(then.map(|plan| plan.plan), now.map(|plan| plan.plan));
    let is_same = then.is_some() == now.is_some() && changed.is_empty() && fields.is_empty();
    if is_same
        && [&added, &removed, &unreadable_before, &unreadable_after]
            .iter()
            .all(|all| all.is_empty())
    {
        return None;
    }
    Some(PlanDiff {
        name,
        before: then,
        after: now,
        fields,
        added,
        removed,
        unreadable_after,
        unreadable_before,
        moved,
        changed,
        tally_before: then.map(|plan| Tally::of_plan(plan, before.as_of)),
        tally_after: now.map(|plan| Tally::of_plan(plan, after.as_of)),
    })
}

/// Separates activities that the other state may have but could not read from those that it
/// certainly lacks. An id that another activity has there is certainly lacking.
fn parted<'f>(
    all: Vec<ActivityFacts<'f>>,
    unread: Option<UnreadActivities<'_>>,
    renamed: impl Iterator<Item = &'f str>,
) -> (Vec<ActivityFacts<'f>>, Vec<ActivityFacts<'f>>) {
    let Some(unread) = unread.filter(|_| !all.is_empty()) else { return (Vec::new(), all) };
    let renamed: HashSet<&str> = renamed.collect();
    let id = |facts: &ActivityFacts<'f>| -> &'f str { &facts.activity.id.value };
    all.into_iter().partition(|facts| unread.may_hold(id(facts)) && !renamed.contains(id(facts)))
}

/// The activities that were and are there, and say something else.
fn changed<'f>(
    (before, then): (&FolderState<'f>, &'f PlanIndex<'f>),
    (after, now): (&FolderState<'f>, &'f PlanIndex<'f>),
) -> Vec<ChangedActivity<'f>> {
    let is_alike = reads_alike(before.index, then, after.index, now);
    let pairs = once(now, after.as_of).filter_map(|now| {
        Some((ActivityFacts::find(then, &now.activity.id.value, before.as_of)?, now))
    });
    let pairs = pairs.filter(|(then, now)| !is_alike || then.activity.key != now.activity.key);
    let compared = pairs.map(|(then, now)| ChangedActivity {
        changes: changes(&then, &now),
        before: then,
        after: now,
    });
    compared.filter(|one| !one.changes.is_empty()).collect()
}

/// Whether equal files have an equal meaning in both states: the same parts are left out, and an id
/// means the same organization.
fn reads_alike(
    before: &Index<'_>,
    then: &PlanIndex<'_>,
    after: &Index<'_>,
    now: &PlanIndex<'_>,
) -> bool {
    fn places<'a>(index: &'a Index<'_>, plan: &'a PlanIndex<'_>) -> impl Iterator<Item = Span> {
        index
            .folder
            .organizations
            .iter()
            .chain(&plan.plan.organizations)
            .map(|organization| organization.id.span)
    }
    then.has_period_of(now) && places(before, then).eq(places(after, now))
}

/// The facts of each activity of a plan; of several with one id of the first.
fn once<'f>(plan: &'f PlanIndex<'f>, as_of: AsOf) -> impl Iterator<Item = ActivityFacts<'f>> {
    plan.first_bearers()
        .map(move |(priority, activity)| ActivityFacts::of(plan, priority, activity, as_of))
}

fn moves<'f>(
    before: &'f Index<'f>,
    plan: &'f PlanIndex<'f>,
    after: &'f Index<'f>,
) -> Vec<MovedActivity<'f>> {
    let name = plan.plan.name.as_str();
    let fates = fates(before, plan, after).into_iter();
    let found = fates.filter_map(|(_, activity, fate)| match fate {
        Disappearance::Renamed(new) => {
            Some(MovedActivity { id: &activity.id.value, plan: name, now: &new.id.value })
        }
        Disappearance::Moved(plan, new) => {
            Some(MovedActivity { id: &activity.id.value, plan, now: &new.id.value })
        }
        Disappearance::Gone => None,
    });
    found.collect()
}

/// Returns changed fields of the plan itself. A new or removed plan has none, and uncertain values
/// are not compared.
fn plan_changes(before: Option<&Plan<'_>>, after: Option<&Plan<'_>>) -> Vec<FieldChange> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let is_certain =
        |field: &str| [before, after].iter().all(|plan| !plan.uncertain.contains(&field));
    let fields = PLAN_FIELDS
        .iter()
        .filter(|(field, _)| is_certain(field))
        .map(|(field, read)| FieldChange { field, before: read(before), after: read(after) });
    fields.filter(|change| change.before != change.after).collect()
}

type Read = fn(&Plan<'_>) -> FieldValue;

const PLAN_FIELDS: &[(&str, Read)] = &[
    ("title", |plan| text(&plan.title)),
    ("period", |plan| {
        plan.period.map_or(FieldValue::Absent, |period| {
            FieldValue::Item(vec![
                ("start", FieldValue::Day(period.start.value)),
                ("end", FieldValue::Day(period.end.value)),
            ])
        })
    }),
    ("chairs", |plan| texts(&plan.chairs)),
    ("endorsed", |plan| {
        plan.endorsed.map_or(FieldValue::Absent, |date| FieldValue::Day(date.last()))
    }),
    ("baseline", |plan| text(&plan.baseline)),
    ("target", |plan| {
        plan.target.map_or(FieldValue::Absent, |target| FieldValue::Number(target.value))
    }),
    ("description", |plan| text(&plan.description)),
    ("message", |plan| text(&plan.message)),
    ("highlights", |plan| texts(&plan.highlights)),
    ("concerns", |plan| texts(&plan.concerns)),
    ("decisions", |plan| texts(&plan.decisions)),
    ("translations", |plan| translations(&plan.translations)),
    ("themes", |plan| FieldValue::Items(plan.themes.iter().map(theme).collect())),
    ("priorities", |plan| FieldValue::Items(plan.priorities.iter().map(priority).collect())),
    ("organizations", |plan| {
        FieldValue::Items(plan.organizations.iter().map(organization).collect())
    }),
];

fn theme(theme: &Theme<'_>) -> Vec<(&'static str, FieldValue)> {
    let across = if theme.across == ThemeScope::Any { "any" } else { "every_priority" };
    vec![
        ("id", own(&theme.id)),
        ("title", own(&theme.title)),
        ("description", text(&theme.description)),
        ("across", FieldValue::Text(across.into())),
        ("translations", translations(&theme.translations)),
    ]
}

fn priority(priority: &Priority<'_>) -> Vec<(&'static str, FieldValue)> {
    vec![
        ("id", own(&priority.id)),
        ("title", own(&priority.title)),
        ("description", text(&priority.description)),
        ("narrative", text(&priority.narrative)),
        ("lead", texts(&priority.lead)),
        ("translations", translations(&priority.translations)),
    ]
}

fn organization(organization: &Organization<'_>) -> Vec<(&'static str, FieldValue)> {
    let people =
        organization.focal_points.iter().map(|point| point.name.value.to_string()).collect();
    vec![
        ("id", own(&organization.id)),
        ("name", own(&organization.name)),
        ("short", text(&organization.short)),
        ("iati", text(&organization.iati)),
        ("focal_points", FieldValue::Texts(people)),
        ("aliases", texts(&organization.aliases)),
        ("translations", translations(&organization.translations)),
    ]
}
