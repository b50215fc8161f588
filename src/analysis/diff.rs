use super::change::{Change, Value, changes, own, text, texts, translations};
use super::facts::{AsOf, Facts};
use super::fate::{Fate, fates};
use super::index::{Index, PlanIndex};
use super::tally::Tally;
use crate::model::{Across, Organization, Plan, Priority, Theme};
use crate::text::Span;

/// What is different in a plan.
pub struct PlanDiff<'f> {
    /// Its name.
    pub name: &'f str,
    /// The plan as it was, where it was there.
    pub before: Option<&'f PlanIndex<'f>>,
    /// The plan as it is, where it is there.
    pub after: Option<&'f PlanIndex<'f>>,
    /// What has changed in what the plan says of itself.
    pub fields: Vec<Change>,
    /// Activities that were not there, in file order.
    pub added: Vec<Facts<'f>>,
    /// Activities that are not there any more, in the order in which they stood.
    pub removed: Vec<Facts<'f>>,
    /// What became of those that are not simply gone.
    pub moved: Vec<Move<'f>>,
    /// Activities that were and are there, and say something else; in file order.
    pub changed: Vec<Changed<'f>>,
    /// The figures then; none where the plan was not there.
    pub tally_before: Option<Tally>,
    /// The figures now; none where the plan is not there.
    pub tally_after: Option<Tally>,
}

/// A removed activity that is found again.
#[derive(Clone, Copy)]
pub struct Move<'f> {
    /// The id that it had.
    pub id: &'f str,
    /// The plan that it stands in now.
    pub plan: &'f str,
    /// The id that it has now.
    pub now: &'f str,
}

/// An activity that says something else than before.
pub struct Changed<'f> {
    /// As it was.
    pub before: Facts<'f>,
    /// As it is.
    pub after: Facts<'f>,
    /// Field by field; never empty.
    pub changes: Vec<Change>,
}

impl Changed<'_> {
    /// Whether what had ended has not ended any more.
    pub fn is_reopened(&self) -> bool {
        self.before.status.has_ended() && !self.after.status.has_ended()
    }

    /// By how many days it is due later; earlier where it is negative.
    pub fn slip(&self) -> Option<i64> {
        Some((self.after.due? - self.before.due?).num_days()).filter(|&days| days != 0)
    }
}

/// Compares two states of a folder plan by plan: those that differ, by period, then by name. Each state has the day that its figures are for.
pub fn diff<'f>(before: (&'f Index<'f>, AsOf), after: (&'f Index<'f>, AsOf)) -> Vec<PlanDiff<'f>> {
    let mut names: Vec<&'f str> = before.0.plans().map(|plan| plan.plan.name.as_str()).collect();
    names.extend(after.0.plans().map(|plan| plan.plan.name.as_str()));
    names.sort_unstable();
    names.dedup();
    let mut plans: Vec<PlanDiff<'f>> = names.into_iter().filter_map(|name| diff_plan(before, after, name)).collect();
    let begins = |plan: &Plan<'_>| plan.period.map(|period| period.start.value);
    plans.sort_by_key(|diff| (diff.after.and_then(|plan| begins(plan.plan)).or(diff.before.and_then(|plan| begins(plan.plan))), diff.name));
    plans
}

/// Compares one plan; `None` where nothing is different.
pub fn diff_plan<'f>(
    (before, day_before): (&'f Index<'f>, AsOf),
    (after, day_after): (&'f Index<'f>, AsOf),
    name: &'f str,
) -> Option<PlanDiff<'f>> {
    let (then, now) = (before.plan(name), after.plan(name));
    let found = |plan: Option<&PlanIndex<'_>>, id: &str| plan.is_some_and(|plan| plan.find_written(id).is_some());
    let is_alike = then.zip(now).is_some_and(|(then, now)| reads_alike(before, then, after, now));
    let mut added = Vec::new();
    let mut changed = Vec::new();
    for now in now.into_iter().flat_map(|plan| once(plan, day_after)) {
        let Some(then) = then.and_then(|plan| Facts::find(plan, &now.activity.id.value, day_before)) else {
            // One that cannot be read as it was has not come since.
            if then.is_none_or(|plan| plan.find_written(&now.activity.id.value).is_none()) {
                added.push(now);
            }
            continue;
        };
        if is_alike && then.activity.key == now.activity.key {
            continue;
        }
        let changes = changes(&then, &now);
        if !changes.is_empty() {
            changed.push(Changed { before: then, after: now, changes });
        }
    }
    let all_then = then.into_iter().flat_map(|plan| once(plan, day_before));
    let removed: Vec<Facts<'f>> = all_then.filter(|facts| !found(now, &facts.activity.id.value)).collect();
    let fields = plan_changes(then.map(|plan| plan.plan), now.map(|plan| plan.plan));
    if added.is_empty() && removed.is_empty() && changed.is_empty() && fields.is_empty() && then.is_some() == now.is_some() {
        return None;
    }
    let moved = then.map(|plan| moves(before, plan, after)).unwrap_or_default();
    Some(PlanDiff {
        name,
        before: then,
        after: now,
        fields,
        added,
        removed,
        moved,
        changed,
        tally_before: then.map(|plan| Tally::of_plan(plan, day_before)),
        tally_after: now.map(|plan| Tally::of_plan(plan, day_after)),
    })
}

/// Whether what stands in one and the same file means the same in both states: what is left out, and which organization an id means.
fn reads_alike(before: &Index<'_>, then: &PlanIndex<'_>, after: &Index<'_>, now: &PlanIndex<'_>) -> bool {
    fn places<'a>(index: &'a Index<'_>, plan: &'a PlanIndex<'_>) -> impl Iterator<Item = Span> {
        index.folder.organizations.iter().chain(&plan.plan.organizations).map(|organization| organization.id.span)
    }
    then.has_period_of(now) && places(before, then).eq(places(after, now))
}

/// The facts of each activity of a plan; of several with one id of the first.
fn once<'f>(plan: &'f PlanIndex<'f>, as_of: AsOf) -> impl Iterator<Item = Facts<'f>> {
    plan.first_bearers().map(move |(priority, activity)| Facts::of(plan, priority, activity, as_of))
}

fn moves<'f>(before: &'f Index<'f>, plan: &'f PlanIndex<'f>, after: &'f Index<'f>) -> Vec<Move<'f>> {
    let name = plan.plan.name.as_str();
    let fates = fates(before, plan, after).into_iter();
    let found = fates.filter_map(|(_, activity, fate)| match fate {
        Fate::Renamed(new) => Some(Move { id: &activity.id.value, plan: name, now: &new.id.value }),
        Fate::Moved(plan, new) => Some(Move { id: &activity.id.value, plan, now: &new.id.value }),
        Fate::Gone => None,
    });
    found.collect()
}

/// What has changed in what a plan says of itself, apart from its lists; nothing where it is new or gone.
fn plan_changes(before: Option<&Plan<'_>>, after: Option<&Plan<'_>>) -> Vec<Change> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let fields = PLAN_FIELDS.iter().map(|(field, read)| Change { field, before: read(before), after: read(after) });
    fields.filter(|change| change.before != change.after).collect()
}

type Read = fn(&Plan<'_>) -> Value;

const PLAN_FIELDS: &[(&str, Read)] = &[
    ("title", |plan| text(&plan.title)),
    ("period", |plan| {
        plan.period.map_or(Value::Absent, |period| {
            Value::Item(vec![("start", Value::Day(period.start.value)), ("end", Value::Day(period.end.value))])
        })
    }),
    ("chairs", |plan| texts(&plan.chairs)),
    ("endorsed", |plan| plan.endorsed.map_or(Value::Absent, |date| Value::Day(date.last()))),
    ("baseline", |plan| text(&plan.baseline)),
    ("target", |plan| plan.target.map_or(Value::Absent, |target| Value::Number(target.value))),
    ("description", |plan| text(&plan.description)),
    ("message", |plan| text(&plan.message)),
    ("highlights", |plan| texts(&plan.highlights)),
    ("concerns", |plan| texts(&plan.concerns)),
    ("decisions", |plan| texts(&plan.decisions)),
    ("translations", |plan| translations(&plan.translations)),
    ("themes", |plan| Value::Items(plan.themes.iter().map(theme).collect())),
    ("priorities", |plan| Value::Items(plan.priorities.iter().map(priority).collect())),
    ("organizations", |plan| Value::Items(plan.organizations.iter().map(organization).collect())),
];

fn theme(theme: &Theme<'_>) -> Vec<(&'static str, Value)> {
    let across = if theme.across == Across::Any { "any" } else { "every_priority" };
    vec![
        ("id", own(&theme.id)),
        ("title", own(&theme.title)),
        ("description", text(&theme.description)),
        ("across", Value::Text(across.into())),
        ("translations", translations(&theme.translations)),
    ]
}

fn priority(priority: &Priority<'_>) -> Vec<(&'static str, Value)> {
    vec![
        ("id", own(&priority.id)),
        ("title", own(&priority.title)),
        ("description", text(&priority.description)),
        ("narrative", text(&priority.narrative)),
        ("lead", texts(&priority.lead)),
        ("translations", translations(&priority.translations)),
    ]
}

fn organization(organization: &Organization<'_>) -> Vec<(&'static str, Value)> {
    let people = organization.focal_points.iter().map(|point| point.name.value.to_string()).collect();
    vec![
        ("id", own(&organization.id)),
        ("name", own(&organization.name)),
        ("short", text(&organization.short)),
        ("iati", text(&organization.iati)),
        ("focal_points", Value::Texts(people)),
        ("aliases", texts(&organization.aliases)),
        ("translations", translations(&organization.translations)),
    ]
}
