//! What happened to a plan and its activities, in words.

use std::collections::HashMap;

use super::kind::ChangeKind;
use crate::analysis::{ActivityFacts, ChangedActivity, PlanDiff, Tally};
use crate::diagnostic::{Message, message};
use crate::model::{Activity, Status};
use crate::render::activity::change::lines;
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{activities, part_and_rate, percent, short_day};
use crate::render::words;
use crate::text::clean_line;

/// What happened to one activity, in words.
pub(in crate::render) struct ActivityStory {
    /// What kind of change it is, in one or two words.
    pub kind: ChangeKind,
    pub id: String,
    pub title: String,
    /// Change by change; may be empty.
    pub lines: Vec<(Message, Tone)>,
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
        let mut sentence: Vec<String> =
            whole(plan).map(|(words, _)| words.to_string()).into_iter().collect();
        sentence.extend(
            Some(counts(&stories)).filter(|counts| !counts.is_empty() && sentence.is_empty()),
        );
        sentence.extend(plan_lines(plan).into_iter().map(|(line, _)| line.to_string()));
        ChangeLine {
            sentence: sentence.join("; "),
            figures: in_a_line(&figures(
                [plan.tally_before.as_ref(), plan.tally_after.as_ref()],
                plan.are_counted_whole(),
            )),
            stories,
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
    all.extend(plan.unreadable_before.iter().map(|facts| {
        let is = message!("diff.it-is", "it is {status}", status = words::status(facts.status));
        story(ChangeKind::UnreadableBefore, facts.activity, vec![(is, Tone::Plain)])
    }));
    all.extend(plan.unreadable_after.iter().map(|facts| {
        story(ChangeKind::UnreadableNow, facts.activity, vec![(it_was(facts), Tone::Plain)])
    }));
    if plan.before.is_none() || plan.after.is_none() {
        all.truncate(if all.len() > LISTED { 0 } else { LISTED });
    }
    all.sort_by_key(|story| story.kind);
    all
}

fn story(kind: ChangeKind, activity: &Activity<'_>, lines: Vec<(Message, Tone)>) -> ActivityStory {
    ActivityStory {
        kind,
        id: activity.id.value.to_string(),
        title: clean_line(activity.title.value.trim()).into_owned(),
        lines,
    }
}

fn removed(plan: &PlanDiff<'_>, facts: &ActivityFacts<'_>) -> ActivityStory {
    let id: &str = &facts.activity.id.value;
    let (kind, line, tone) = match plan.moved.iter().find(|one| one.id == id) {
        Some(one) if one.plan == plan.name => {
            let now = message!("diff.its-id-is", "its id is {id} now", id = one.now);
            (ChangeKind::NewId, now, Tone::Warning)
        }
        Some(one) => {
            let place = format!("{}/{}", one.plan, one.now);
            let to = message!("diff.moved-to", "to {activity}", activity = place);
            (ChangeKind::Moved, to, Tone::Warning)
        }
        None => (ChangeKind::Removed, it_was(facts), Tone::Plain),
    };
    story(kind, facts.activity, vec![(line, tone)])
}

fn it_was(facts: &ActivityFacts<'_>) -> Message {
    message!("diff.it-was", "it was {status}", status = words::status(facts.status))
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
    let mut about = vec![words::status(facts.status).to_string(), owners.join(", ")];
    about.extend(facts.due.map(|due| words::due_on(short_day(due)).to_string()));
    let from = origins
        .get(&(plan.name, &*activity.id.value))
        .map(|(plan, id)| {
            let activity = format!("{plan}/{id}");
            message!("diff.moved-from", "moved from {activity}", activity)
        })
        .or_else(|| {
            let activity = clean_line(&activity.carried_from.as_ref()?.value);
            Some(message!("diff.carried-from", "carried from {activity}", activity))
        });
    about.extend(from.map(String::from));
    let about = Message::verbatim(about.join(" · "));
    story(ChangeKind::Added, activity, vec![(about, Tone::Plain)])
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
    let mut told: Vec<(Message, Tone)> = Vec::new();
    for change in one.changes.iter().filter(|change| !follows(change.field)) {
        told.extend(match change.field {
            "status" => vec![(status(one), kind.tone())],
            _ => lines(change, &name),
        });
    }
    story(kind, one.after.activity, told)
}

fn status(one: &ChangedActivity<'_>) -> Message {
    let (then, now) = (words::status(one.before.status), words::status(one.after.status));
    match one.after.completed() {
        Some(day) if one.after.status == Status::Completed => {
            let day = short_day(day.last());
            message!("diff.status-on", "{then} → {now} on {day}", then, now, day)
        }
        _ => message!("diff.status", "{then} → {now}", then, now),
    }
}

/// What a plan says of itself, change by change.
pub(super) fn plan_lines(plan: &PlanDiff<'_>) -> Vec<(Message, Tone)> {
    let name = |id: &str| plan.after.map_or(id, |plan| plan.directory.display(id)).to_owned();
    plan.fields.iter().flat_map(|change| lines(change, &name)).collect()
}

/// How many activities of each kind: `2 activities completed, 1 due later`.
pub(super) fn counts(stories: &[ActivityStory]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for together in stories.chunk_by(|a, b| a.kind == b.kind) {
        let Some(first) = together.first() else { continue };
        let number = together.len();
        let counted = match parts.is_empty() {
            true => first.kind.counted(activities(number)),
            false => first.kind.counted(number),
        };
        parts.push(counted.to_string());
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
pub(super) fn whole(plan: &PlanDiff<'_>) -> Option<(Message, Tone)> {
    match (plan.before, plan.after) {
        (None, Some(_)) => {
            let number = plan.added.len();
            let carried =
                plan.added.iter().filter(|facts| facts.activity.carried_from.is_some()).count();
            let words = match carried {
                0 => message!(
                    "diff.new-plan",
                    "a new plan with {number#1 activity|# activities}",
                    number
                ),
                _ => message!(
                    "diff.new-plan-carried",
                    "a new plan with {number#1 activity|# activities}, {carried} of them carried from earlier plans",
                    number,
                    carried
                ),
            };
            Some((words, Tone::Good))
        }
        (Some(_), None) => {
            let (number, moved) = (plan.removed.len(), plan.moved.len());
            let words = match moved {
                0 => message!(
                    "diff.plan-gone",
                    "the plan is gone, with {number#1 activity|# activities}",
                    number
                ),
                _ => message!(
                    "diff.plan-gone-moved",
                    "the plan is gone, with {number#1 activity|# activities}, {moved} of them moved to other plans",
                    number,
                    moved
                ),
            };
            Some((words, Tone::Bad))
        }
        _ => None,
    }
}

/// The figures then and now: `implemented 12 of 30 (40%) → 14 of 31 (45%)`, and so on; what stayed
/// is said once. Where an activity may be missing from one of them they are not compared.
pub(in crate::render) fn figures(
    [then, now]: [Option<&Tally>; 2],
    [then_is_whole, now_is_whole]: [bool; 2],
) -> Vec<Message> {
    if !then_is_whole || !now_is_whole {
        let figures = |tally: &Tally| {
            let figures = figures([None, Some(tally)], [true; 2]);
            figures.iter().map(Message::to_string).collect::<Vec<_>>().join(", ")
        };
        let before = then.map(figures).map(|figures| match then_is_whole {
            true => message!("diff.figures-before", "before: {figures}", figures),
            false => message!(
                "diff.figures-before-readable",
                "before, of what can be read: {figures}",
                figures
            ),
        });
        let now = now.map(figures).map(|figures| match now_is_whole {
            true => message!("diff.figures-now", "now: {figures}", figures),
            false => {
                message!(
                    "diff.figures-now-readable",
                    "now, of what can be read: {figures}",
                    figures
                )
            }
        });
        return [before, now].into_iter().flatten().collect();
    }
    let implemented = change(then, now, |tally| {
        let (done, all) = (tally.count(Status::Completed), tally.activities());
        part_and_rate(done, all, percent(tally.implementation_rate())).to_string()
    });
    let progress = change(then, now, |tally| percent(tally.progress()));
    let overdue = change(then, now, |tally| tally.overdue.to_string());
    vec![
        message!("diff.implemented", "implemented {figures}", figures = implemented),
        message!("diff.progress", "progress {figures}", figures = progress),
        message!("diff.overdue", "overdue activities {figures}", figures = overdue),
    ]
}

/// A figure then and now, or once where it stayed.
fn change(then: Option<&Tally>, now: Option<&Tally>, of: impl Fn(&Tally) -> String) -> String {
    match (then.map(&of), now.map(&of)) {
        (Some(then), Some(now)) if then != now => format!("{then} → {now}"),
        (then, now) => now.or(then).unwrap_or_default(),
    }
}

/// Pieces in one line.
pub(in crate::render) fn in_a_line(pieces: &[Message]) -> String {
    pieces.iter().map(Message::to_string).collect::<Vec<_>>().join(" · ")
}
