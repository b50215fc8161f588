use std::collections::HashMap;

use super::super::change::lines;
use super::super::screen::Tone;
use super::super::words::{count, percent, short_day};
use crate::analysis::{Changed, Facts, PlanDiff, Tally};
use crate::model::{Activity, Status};
use crate::text::clean_line;

/// What happened to one activity, in words.
pub(in crate::view) struct Story {
    /// What kind of change it is, in one or two words.
    pub kind: Kind,
    pub id: String,
    pub title: String,
    /// Change by change; may be empty.
    pub lines: Vec<(String, Tone)>,
}

/// What happened to a plan, told as a whole and activity by activity.
pub(in crate::view) struct Told {
    /// What happened, in one sentence.
    pub sentence: String,
    /// The figures then and now.
    pub figures: String,
    /// Activity by activity, the weightiest first.
    pub stories: Vec<Story>,
}

impl Told {
    pub(in crate::view) fn new(plan: &PlanDiff<'_>, origins: &Origins<'_>) -> Self {
        let stories = stories(plan, origins);
        let mut sentence: Vec<String> = whole(plan).map(|(text, _)| text).into_iter().collect();
        sentence.extend(Some(counts(&stories)).filter(|counts| !counts.is_empty() && sentence.is_empty()));
        sentence.extend(plan_lines(plan).into_iter().map(|(text, _)| text));
        Told {
            sentence: sentence.join("; "),
            figures: figures([plan.tally_before.as_ref(), plan.tally_after.as_ref()], plan.are_counted_whole()).join(" · "),
            stories,
        }
    }
}

/// The kinds of changes, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::view) enum Kind {
    Removed,
    Moved,
    NewId,
    Reopened,
    Cancelled,
    Postponed,
    OnHold,
    Later,
    Completed,
    Begun,
    Added,
    Changed,
    UnreadableBefore,
    UnreadableNow,
}

impl Kind {
    /// In a table.
    pub(in crate::view) fn label(self) -> &'static str {
        match self {
            Kind::Removed => "removed",
            Kind::Moved => "moved",
            Kind::NewId => "new id",
            Kind::Reopened => "reopened",
            Kind::Cancelled => "cancelled",
            Kind::Postponed => "postponed",
            Kind::OnHold => "on hold",
            Kind::Later => "later",
            Kind::Completed => "completed",
            Kind::Begun => "begun",
            Kind::Added => "added",
            Kind::Changed => "changed",
            Kind::UnreadableBefore => "could not be read before",
            Kind::UnreadableNow => "cannot be read now",
        }
    }

    /// Behind a number, in a sentence.
    fn in_sentence(self) -> &'static str {
        match self {
            Kind::Moved => "moved to another plan",
            Kind::NewId => "under a new id",
            Kind::OnHold => "put on hold",
            Kind::Later => "due later",
            Kind::Changed => "changed otherwise",
            other => other.label(),
        }
    }

    pub(in crate::view) fn tone(self) -> Tone {
        match self {
            Kind::Removed | Kind::Reopened => Tone::Bad,
            Kind::Moved | Kind::NewId | Kind::Cancelled | Kind::Postponed | Kind::OnHold | Kind::Later | Kind::UnreadableNow => {
                Tone::Warning
            }
            Kind::Completed | Kind::Added => Tone::Good,
            Kind::Begun | Kind::Changed | Kind::UnreadableBefore => Tone::Plain,
        }
    }
}

/// A new or a lost plan with more activities than this is told in one sentence.
const LISTED: usize = 20;

/// Where activities of a plan come from that stood in another one: the plan and the id that they had, by those that they have.
pub(in crate::view) type Origins<'f> = HashMap<(&'f str, &'f str), (&'f str, &'f str)>;

/// What has moved between these plans.
pub(in crate::view) fn origins<'f>(plans: &[PlanDiff<'f>]) -> Origins<'f> {
    let moves = plans.iter().flat_map(|plan| plan.moved.iter().map(|one| ((one.plan, one.now), (plan.name, one.id))));
    moves.filter(|((now, _), (then, _))| now != then).collect()
}

/// The changes of a plan, the weightiest first, else in file order.
pub(super) fn stories(plan: &PlanDiff<'_>, origins: &Origins<'_>) -> Vec<Story> {
    let mut all: Vec<Story> = plan.removed.iter().map(|facts| removed(plan, facts)).collect();
    all.extend(plan.changed.iter().map(changed));
    all.extend(plan.added.iter().filter(|facts| !has_new_id(plan, facts)).map(|facts| added(plan, facts, origins)));
    let unreadable = |kind: Kind, was: &str, facts: &Facts<'_>| {
        story(kind, facts.activity, vec![(format!("it {was} {}", facts.status.label()), Tone::Plain)])
    };
    all.extend(plan.unreadable_before.iter().map(|facts| unreadable(Kind::UnreadableBefore, "is", facts)));
    all.extend(plan.unreadable_after.iter().map(|facts| unreadable(Kind::UnreadableNow, "was", facts)));
    if plan.before.is_none() || plan.after.is_none() {
        all.truncate(if all.len() > LISTED { 0 } else { LISTED });
    }
    all.sort_by_key(|story| story.kind);
    all
}

fn story(kind: Kind, activity: &Activity<'_>, lines: Vec<(String, Tone)>) -> Story {
    Story { kind, id: activity.id.value.to_string(), title: clean_line(activity.title.value.trim()).into_owned(), lines }
}

fn removed(plan: &PlanDiff<'_>, facts: &Facts<'_>) -> Story {
    let id: &str = &facts.activity.id.value;
    match plan.moved.iter().find(|one| one.id == id) {
        Some(one) if one.plan == plan.name => {
            story(Kind::NewId, facts.activity, vec![(format!("its id is {} now", one.now), Tone::Warning)])
        }
        Some(one) => story(Kind::Moved, facts.activity, vec![(format!("to {}/{}", one.plan, one.now), Tone::Warning)]),
        None => story(Kind::Removed, facts.activity, vec![(format!("it was {}", facts.status.label()), Tone::Plain)]),
    }
}

/// Whether an activity of the plan is one that had another id before.
fn has_new_id(plan: &PlanDiff<'_>, facts: &Facts<'_>) -> bool {
    plan.moved.iter().any(|one| one.plan == plan.name && one.now == facts.activity.id.value)
}

fn added(plan: &PlanDiff<'_>, facts: &Facts<'_>, origins: &Origins<'_>) -> Story {
    let activity = facts.activity;
    let owners: Vec<_> = facts.owners().map(|id| clean_line(facts.index.directory.display(id)).into_owned()).collect();
    let mut about = vec![facts.status.label().to_owned(), owners.join(", ")];
    about.extend(facts.due.map(|due| format!("due {}", short_day(due))));
    let moved = origins.get(&(plan.name, &*activity.id.value)).map(|(plan, id)| format!("moved from {plan}/{id}"));
    about.extend(moved.or_else(|| Some(format!("carried from {}", clean_line(&activity.carried_from.as_ref()?.value)))));
    story(Kind::Added, activity, vec![(about.join(" · "), Tone::Plain)])
}

fn changed(one: &Changed<'_>) -> Story {
    let (then, now) = (one.before.status, one.after.status);
    let kind = match now {
        _ if one.is_reopened() => Kind::Reopened,
        Status::Cancelled if then != now => Kind::Cancelled,
        Status::Postponed if then != now => Kind::Postponed,
        Status::OnHold if then != now => Kind::OnHold,
        Status::Completed if then != now => Kind::Completed,
        _ if one.slip().is_some_and(|days| days > 0) => Kind::Later,
        Status::Ongoing if then == Status::Planned => Kind::Begun,
        _ => Kind::Changed,
    };
    // With the status go the day of completion and the progress: they need no line of their own.
    let follows = |field: &str| {
        let ended = Status::Completed == then || Status::Completed == now;
        then != now && ended && matches!(field, "completed" | "progress")
    };
    let name = |id: &str| one.after.index.directory.display(id).to_owned();
    let mut told: Vec<(String, Tone)> = Vec::new();
    for change in one.changes.iter().filter(|change| !follows(change.field)) {
        told.extend(match change.field {
            "status" => vec![(status(one), kind.tone())],
            _ => lines(change, &name),
        });
    }
    story(kind, one.after.activity, told)
}

fn status(one: &Changed<'_>) -> String {
    let (then, now) = (one.before.status, one.after.status);
    match one.after.completed() {
        Some(day) if now == Status::Completed => format!("{} → {} on {}", then.label(), now.label(), short_day(day.last())),
        _ => format!("{} → {}", then.label(), now.label()),
    }
}

/// What a plan says of itself, change by change.
pub(super) fn plan_lines(plan: &PlanDiff<'_>) -> Vec<(String, Tone)> {
    let name = |id: &str| plan.after.map_or(id, |plan| plan.directory.display(id)).to_owned();
    plan.fields.iter().flat_map(|change| lines(change, &name)).collect()
}

/// How many activities of each kind: `2 completed, 1 due later, 3 added`.
pub(super) fn counts(stories: &[Story]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for together in stories.chunk_by(|a, b| a.kind == b.kind) {
        let Some(first) = together.first() else { continue };
        let number = if parts.is_empty() { count(together.len() as i64, "activity", "activities") } else { together.len().to_string() };
        parts.push(format!("{number} {}", first.kind.in_sentence()));
    }
    parts.join(", ")
}

/// The plan's own words: its name, and its title where that says more.
pub(super) fn heading(plan: &PlanDiff<'_>) -> String {
    let title = plan.after.or(plan.before).map_or("", |index| index.plan.display_title());
    let name = clean_line(plan.name);
    if title == plan.name { name.into_owned() } else { format!("{name} · {}", clean_line(title.trim())) }
}

/// What happened to the plan as a whole.
pub(super) fn whole(plan: &PlanDiff<'_>) -> Option<(String, Tone)> {
    let activities = |number: usize| count(number as i64, "activity", "activities");
    match (plan.before, plan.after) {
        (None, Some(_)) => {
            let carried = plan.added.iter().filter(|facts| facts.activity.carried_from.is_some()).count();
            let from = if carried > 0 { format!(", {carried} of them carried from earlier plans") } else { String::new() };
            Some((format!("a new plan with {}{from}", activities(plan.added.len())), Tone::Good))
        }
        (Some(_), None) => {
            let moved = if plan.moved.is_empty() { String::new() } else { format!(", {} of them moved to other plans", plan.moved.len()) };
            Some((format!("the plan is gone, with {}{moved}", activities(plan.removed.len())), Tone::Bad))
        }
        _ => None,
    }
}

/// The figures then and now: `12 of 30 implemented (40%) → 14 of 31 (45%)`, and so on; what stayed is said once. Where an activity may be missing
/// from one of them they are not compared.
pub(in crate::view) fn figures([then, now]: [Option<&Tally>; 2], [then_is_whole, now_is_whole]: [bool; 2]) -> Vec<String> {
    if !then_is_whole || !now_is_whole {
        let side = |when: &str, tally: Option<&Tally>, is_whole: bool| {
            let of = if is_whole { "" } else { ", of what can be read" };
            Some(format!("{when}{of}: {}", figures([None, Some(tally?)], [true; 2]).join(", ")))
        };
        return [side("before", then, then_is_whole), side("now", now, now_is_whole)].into_iter().flatten().collect();
    }
    let rate = |tally: &Tally| {
        let (done, all) = (tally.count(Status::Completed), tally.activities());
        format!("{done} of {all} ({})", percent(tally.implementation_rate()))
    };
    let row = |name: &str, value: &dyn Fn(&Tally) -> String| {
        let (then, now) = (then.map(value), now.map(value));
        match (then, now) {
            (Some(then), Some(now)) if then != now => format!("{name} {then} → {now}"),
            (then, now) => now.or(then).map_or_else(String::new, |value| format!("{name} {value}")),
        }
    };
    vec![
        row("implemented", &rate),
        row("progress", &|tally| percent(tally.progress())),
        row("overdue activities", &|tally| tally.overdue.to_string()),
    ]
}
