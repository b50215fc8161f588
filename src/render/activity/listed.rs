//! An activity as a list shows it.

use serde::Serialize;

use crate::analysis::ActivityFacts;
use crate::model::Status;
use crate::render::toolkit::shape::{DayShape, NumberShape, PercentShape, text, texts};
use crate::render::toolkit::terminal::Tone;
use crate::text::{Locator, Sources};

/// An activity in JSON.
#[derive(Serialize)]
pub(crate) struct ActivityShape<'a> {
    plan: &'a str,
    id: &'a str,
    priority: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    partners: Vec<&'a str>,
    themes: Vec<&'a str>,
    status: &'static str,
    start: Option<DayShape>,
    due: Option<DayShape>,
    forecast: Option<DayShape>,
    completed: Option<DayShape>,
    progress: PercentShape,
    weight: NumberShape,
    overdue: bool,
    days_late: Option<i64>,
    late_start: bool,
    depends_on: Vec<&'a str>,
    carried_from: Option<&'a str>,
    carried_to: Vec<String>,
    reason: Option<&'a str>,
    tags: Vec<&'a str>,
    path: &'a str,
    line: usize,
    recorded_status: &'static str,
}

impl<'f> ActivityShape<'f> {
    pub(crate) fn new(
        facts: &ActivityFacts<'f>,
        sources: &'f Sources,
        locator: &mut Locator<'_>,
    ) -> Self {
        let activity = facts.activity;
        ActivityShape {
            plan: &facts.index.plan.name,
            id: &activity.id.value,
            priority: &facts.priority.id.value,
            title: &activity.title.value,
            owners: facts.owners().collect(),
            partners: facts.partners().collect(),
            themes: texts(&activity.themes),
            status: facts.status.as_str(),
            start: facts.start.map(DayShape),
            due: facts.due.map(DayShape),
            forecast: activity.forecast.map(|date| DayShape(date.last())),
            completed: activity.completed.map(|date| DayShape(date.last())),
            progress: PercentShape(facts.progress()),
            weight: NumberShape(activity.weight()),
            overdue: facts.is_overdue(),
            days_late: facts.days_late,
            late_start: facts.late_start,
            depends_on: texts(&activity.depends_on),
            carried_from: text(&activity.carried_from),
            carried_to: carried_to(facts),
            reason: text(&activity.reason),
            tags: texts(&activity.tags),
            path: &sources[activity.key.file].path,
            line: locator.position(activity.key.file, activity.key.start).line,
            recorded_status: activity.status.as_str(),
        }
    }
}

/// The activities of later plans that continue an activity, as `plan/id`.
pub(crate) fn carried_to(facts: &ActivityFacts<'_>) -> Vec<String> {
    facts
        .index
        .carried_to(&facts.activity.id.value)
        .iter()
        .map(|(plan, id)| format!("{plan}/{id}"))
        .collect()
}

/// How a status looks.
pub(crate) fn status_tone(facts: &ActivityFacts<'_>) -> Tone {
    match facts.status {
        _ if facts.is_overdue() => Tone::Bad,
        Status::Completed => Tone::Good,
        Status::OnHold | Status::Postponed => Tone::Warning,
        Status::Cancelled => Tone::Faint,
        Status::Planned | Status::Ongoing if facts.carried => Tone::Faint,
        Status::Planned | Status::Ongoing => Tone::Plain,
    }
}
