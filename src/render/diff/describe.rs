//! What happened to a plan and its activities, in words.

use std::collections::HashMap;

use crate::analysis::{ActivityFacts, ChangedActivity, PlanDiff, Tally};
use crate::model::{Activity, Status};
use crate::render::activity::change::lines;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{count, percent, short_day};
use crate::text::clean_line;

/// What happened to one activity, in words.
pub(in crate::render) struct ActivityStory {
    /// What kind of change it is, in one or two words.
    pub kind: ChangeKind,
    pub id: String,
    pub title: String,
    /// Change by change; may be empty.
    pub lines: Vec<(String, Tone)>,
}

/// What happened to a plan, told as a whole and activity by activity.
pub(in crate::render) struct ChangeLine {
    /// What happened, in one sentence.
    pub sentence: String,
    /// The figures then and now.
    pub figures: String,
    /// Activity by activity, the weightiest first.
    pub stories: Vec<ActivityStory>,
}

impl ChangeLine {
    pub(in crate::render) fn new(plan: &PlanDiff<'_>, origins: &MovedFrom<'_>) -> Self {
        let stories = stories(plan, origins);
        let mut sentence: Vec<String> = whole(plan).map(|(text, _)| text).into_iter().collect();
        sentence.extend(
            Some(counts(&stories)).filter(|counts| !counts.is_empty() && sentence.is_empty()),
        );
        sentence.extend(plan_lines(plan).into_iter().map(|(text, _)| text));
        ChangeLine {
            sentence: sentence.join("; "),
            figures: figures(
                [plan.tally_before.as_ref(), plan.tally_after.as_ref()],
                plan.are_counted_whole(),
            )
            .join(" · "),
            stories,
        }
    }
}

/// The kinds of changes, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum ChangeKind {
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

impl ChangeKind {
    /// In a table.
    pub(in crate::render) fn label(self) -> &'static str {
        match self {
            ChangeKind::Removed => "removed",
            ChangeKind::Moved => "moved",
            ChangeKind::NewId => "new id",
            ChangeKind::Reopened => "reopened",
            ChangeKind::Cancelled => "cancelled",
            ChangeKind::Postponed => "postponed",
            ChangeKind::OnHold => "on hold",
            ChangeKind::Later => "later",
            ChangeKind::Completed => "completed",
            ChangeKind::Begun => "begun",
            ChangeKind::Added => "added",
            ChangeKind::Changed => "changed",
            ChangeKind::UnreadableBefore => "could not be read before",
            ChangeKind::UnreadableNow => "cannot be read now",
        }
    }

    /// Behind a number, in a sentence.
    fn in_sentence(self) -> &'static str {
        match self {
            ChangeKind::Moved => "moved to another plan",
            ChangeKind::NewId => "under a new id",
            ChangeKind::OnHold => "put on hold",
            ChangeKind::Later => "due later",
            ChangeKind::Changed => "changed otherwise",
            other => other.label(),
        }
    }

    pub(in crate::render) fn tone(self) -> Tone {
        match self {
            ChangeKind::Removed | ChangeKind::Reopened => Tone::Bad,
            ChangeKind::Moved
            | ChangeKind::NewId
            | ChangeKind::Cancelled
            | ChangeKind::Postponed
            | ChangeKind::OnHold
            | ChangeKind::Later
            | ChangeKind::UnreadableNow => Tone::Warning,
            ChangeKind::Completed | ChangeKind::Added => Tone::Good,
            ChangeKind::Begun | ChangeKind::Changed | ChangeKind::UnreadableBefore => Tone::Plain,
        }
    }
}

/// A new or a lost plan with more activities than this is told in one sentence.
const LISTED: usize = 20;

/// Where activities of a plan come from that stood in another one: the plan and the id that they
/// had, by those that they have.
pub(in crate::render) type MovedFrom<'f> = HashMap<(&'f str, &'f str), (&'f str, &'f str)>;

/// What has moved between these plans.
pub(in crate::render) fn origins<'f>(plans: &[PlanDiff<'f>]) -> MovedFrom<'f> {
    let moves = plans
        .iter()
        .flat_map(|plan| plan.moved.iter().map(|one| ((one.plan, one.now), (plan.name, one.id))));
    moves.filter(|((now, _), (then, _))| now != then).collect()
}

/// The changes of a plan, the weightiest first, else in file order.
pub(super) fn stories(plan: &PlanDiff<'_>, origins: &MovedFrom<'_>) -> Vec<ActivityStory> {
    let mut all: Vec<ActivityStory> =
        plan.removed.iter().map(|facts| removed(plan, facts)).collect();
    all.extend(plan.changed.iter().map(changed));
    all.extend(
        plan.added
            .iter()
            .filter(|facts| !has_new_id(plan, facts))
            .map(|facts| added(plan, facts, origins)),
    );
    let unreadable = |kind: ChangeKind, was: &str, facts: &ActivityFacts<'_>| {
        story(
            kind,
            facts.activity,
            vec![(format!("it {was} {}", facts.status.label()), Tone::Plain)],
        )
    };
    all.extend(
        plan.unreadable_before
            .iter()
            .map(|facts| unreadable(ChangeKind::UnreadableBefore, "is", facts)),
    );
    all.extend(
        plan.unreadable_after
            .iter()
            .map(|facts| unreadable(ChangeKind::UnreadableNow, "was", facts)),
    );
    if plan.before.is_none() || plan.after.is_none() {
        all.truncate(if all.len() > LISTED { 0 } else { LISTED });
    }
    all.sort_by_key(|story| story.kind);
    all
}

fn story(kind: ChangeKind, activity: &Activity<'_>, lines: Vec<(String, Tone)>) -> ActivityStory {
    ActivityStory {
        kind,
        id: activity.id.value.to_string(),
        title: clean_line(activity.title.value.trim()).into_owned(),
        lines,
    }
}

fn removed(plan: &PlanDiff<'_>, facts: &ActivityFacts<'_>) -> ActivityStory {
    let id: &str = &facts.activity.id.value;
    match plan.moved.iter().find(|one| one.id == id) {
        Some(one) if one.plan == plan.name => story(
            ChangeKind::NewId,
            facts.activity,
            vec![(format!("its id is {} now", one.now), Tone::Warning)],
        ),
        Some(one) => story(
            ChangeKind::Moved,
            facts.activity,
            vec![(format!("to {}/{}", one.plan, one.now), Tone::Warning)],
        ),
        None => story(
            ChangeKind::Removed,
            facts.activity,
            vec![(format!("it was {}", facts.status.label()), Tone::Plain)],
        ),
    }
}

/// Whether an activity of the plan is one that had another id before.
fn has_new_id(plan: &PlanDiff<'_>, facts: &ActivityFacts<'_>) -> bool {
    plan.moved.iter().any(|one| one.plan == plan.name && one.now == facts.activity.id.value)
}

fn added(plan: &PlanDiff<'_>, facts: &ActivityFacts<'_>, origins: &MovedFrom<'_>) -> ActivityStory {
    let activity = facts.activity;
    let owners: Vec<_> = facts
        .owners()
        .map(|id| clean_line(facts.index.directory.display(id)).into_owned())
        .collect();
    let mut about = vec![facts.status.label().to_owned(), owners.join(", ")];
    about.extend(facts.due.map(|due| format!("due {}", short_day(due))));
    let moved = origins
        .get(&(plan.name, &*activity.id.value))
        .map(|(plan, id)| format!("moved from {plan}/{id}"));
    about.extend(moved.or_else(|| {
        Some(format!("carried from {}", clean_line(&activity.carried_from.as_ref()?.value)))
    }));
    story(ChangeKind::Added, activity, vec![(about.join(" · "), Tone::Plain)])
}

fn changed(one: &ChangedActivity<'_>) -> ActivityStory {
    let (then, now) = (one.before.status, one.after.status);
    let kind = match now {
        _ if one.is_reopened() => ChangeKind::Reopened,
        Status::Cancelled if then != now => ChangeKind::Cancelled,
        Status::Postponed if then != now => ChangeKind::Postponed,
        Status::OnHold if then != now => ChangeKind::OnHold,
        Status::Completed if then != now => ChangeKind::Completed,
        _ if one.slip().is_some_and(|days| days > 0) => ChangeKind::Later,
        Status::Ongoing if then == Status::Planned => ChangeKind::Begun,
        _ => ChangeKind::Changed,
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

fn status(one: &ChangedActivity<'_>) -> String {
    let (then, now) = (one.before.status, one.after.status);
    match one.after.completed() {
        Some(day) if now == Status::Completed => {
            format!("{} → {} on {}", then.label(), now.label(), short_day(day.last()))
        }
        _ => format!("{} → {}", then.label(), now.label()),
    }
}

/// What a plan says of itself, change by change.
pub(super) fn plan_lines(plan: &PlanDiff<'_>) -> Vec<(String, Tone)> {
    let name = |id: &str| plan.after.map_or(id, |plan| plan.directory.display(id)).to_owned();
    plan.fields.iter().flat_map(|change| lines(change, &name)).collect()
}

/// How many activities of each kind: `2 completed, 1 due later, 3 added`.
pub(super) fn counts(stories: &[ActivityStory]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for together in stories.chunk_by(|a, b| a.kind == b.kind) {
        let Some(first) = together.first() else { continue };
        let number = if parts.is_empty() {
            count(together.len() as i64, "activity", "activities")
        } else {
            together.len().to_string()
        };
        parts.push(format!("{number} {}", first.kind.in_sentence()));
    }
    parts.join(", ")
}

/// The plan's own words: its name, and its title where that says more.
pub(super) fn heading(plan: &PlanDiff<'_>) -> String {
    let title = plan.after.or(plan.before).map_or("", |index| index.plan.display_title());
    let name = clean_line(plan.name);
    if title == plan.name {
        name.into_owned()
    } else {
        format!("{name} · {}", clean_line(title.trim()))
    }
}

/// What happened to the plan as a whole.
pub(super) fn whole(plan: &PlanDiff<'_>) -> Option<(String, Tone)> {
    let activities = |number: usize| count(number as i64, "activity", "activities");
    match (plan.before, plan.after) {
        (None, Some(_)) => {
            let carried =
                plan.added.iter().filter(|facts| facts.activity.carried_from.is_some()).count();
            let from = if carried > 0 {
                format!(", {carried} of them carried from earlier plans")
            } else {
                String::new()
            };
            Some((format!("a new plan with {}{from}", activities(plan.added.len())), Tone::Good))
        }
        (Some(_), None) => {
            let moved = if plan.moved.is_empty() {
                String::new()
            } else {
                format!(", {} of them moved to other plans", plan.moved.len())
            };
            Some((
                format!("the plan is gone, with {}{moved}", activities(plan.removed.len())),
                Tone::Bad,
            ))
        }
        _ => None,
    }
}

/// The figures then and now: `12 of 30 implemented (40%) → 14 of 31 (45%)`, and so on; what stayed
/// is said once. Where an activity may be missing from one of them they are not compared.
pub(in crate::render) fn figures(
    [then, now]: [Option<&Tally>; 2],
    [then_is_whole, now_is_whole]: [bool; 2],
) -> Vec<String> {
    if !then_is_whole || !now_is_whole {
        let side = |when: &str, tally: Option<&Tally>, is_whole: bool| {
            let of = if is_whole { "" } else { ", of what can be read" };
            Some(format!("{when}{of}: {}", figures([None, Some(tally?)], [true; 2]).join(", ")))
        };
        return [side("before", then, then_is_whole), side("now", now, now_is_whole)]
            .into_iter()
            .flatten()
            .collect();
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
