//! What an editor shows about the word at a place.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::hints::{late, milestones};
use super::nodes::{document, root_table, way};
use super::occurrence::{Occurrence, OccurrenceKind, occurrence_at, occurrences};
use crate::analysis::{ActivityFacts, ActivityRef, PlanIndex, relations};
use crate::diagnostic::{Message, all_of, message};
use crate::history::History;
use crate::model::Organization;
use crate::text::{FileId, Span, clean_line};
use crate::workspace::{LoadedPlans, Result, Workspace};

/// The most commits that are shown.
const MOST_COMMITS: usize = 3;

/// What is shown about a place.
pub struct Hover {
    /// The word that it is about.
    pub span: Span,
    /// The lines, the first one as a heading.
    pub lines: Vec<Message>,
    /// The activity that it is about, with the name of its plan: git may tell of it.
    pub activity: Option<(String, String)>,
}

/// Tells about the word at an offset of a file: an activity, an organization, a theme, a key.
pub fn hover(plans: &LoadedPlans<'_>, file: FileId, offset: u32) -> Option<Hover> {
    let all = occurrences(plans.index);
    if let Some(named) = occurrence_at(&all, file, offset) {
        return of_name(plans, file, &named);
    }
    let document = document(plans.sources, file);
    let step = way(&document, root_table(&plans.sources[file].path), offset).pop()?;
    let (key, spec) = (step.key?.span(), step.spec?);
    let is_on_key = key.start <= offset && offset <= key.end;
    if spec.name == "title" && !is_on_key {
        let activity = super::activity_at(plans.index, plans.sources, file, offset);
        return activity.filter(|(_, _, activity)| activity.title.span == step.node.span()).map(
            |(plan, _, activity)| of_activity(plans, plan, &activity.id.value, step.node.span()),
        );
    }
    is_on_key.then(|| Hover {
        span: key,
        lines: vec![Message::verbatim(spec.name), Message::verbatim(spec.about)],
        activity: None,
    })
}

fn of_name(plans: &LoadedPlans<'_>, file: FileId, named: &Occurrence<'_>) -> Option<Hover> {
    let simple = |lines| Some(Hover { span: named.span, lines, activity: None });
    let defined_in = plans.index.plan_of_file(named.definition.file);
    match named.kind {
        OccurrenceKind::Activity => Some(of_activity(plans, defined_in?, named.id, named.span)),
        OccurrenceKind::Organization => {
            let here = plans.index.plan_of_file(file);
            let own = here.and_then(|plan| plan.directory.find(named.id));
            let shared = || {
                let all = &plans.index.folder.organizations;
                all.iter().find(|one| one.id.span == named.definition)
            };
            simple(of_organization(plans, own.or_else(shared)?))
        }
        OccurrenceKind::Theme => {
            let theme = defined_in?.theme(named.id)?;
            let mut lines = vec![Message::verbatim(clean_line(&theme.title.value))];
            lines.extend(
                theme.description.as_ref().map(|text| Message::verbatim(clean_line(&text.value))),
            );
            simple(lines)
        }
        OccurrenceKind::Priority => {
            let plan = defined_in?;
            let own = plan.plan.priorities.iter().find(|one| one.id.span == named.definition)?;
            simple(vec![Message::verbatim(clean_line(&own.title.value))])
        }
    }
}

/// Tells of an activity: its title, its status and dates, its milestones, its owners, and what it
/// waits for or keeps waiting.
fn of_activity(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>, id: &str, span: Span) -> Hover {
    let name = plan.plan.name.clone();
    let mut lines = Vec::new();
    // An index of the folder outlives this one of a plan.
    let plan = plans.index.plan(&name);
    if let Some(facts) = plan.and_then(|plan| ActivityFacts::find(plan, id, plans.as_of)) {
        lines.push(Message::verbatim(clean_line(&facts.activity.title.value)));
        lines.push(standing(&facts));
        let all = &facts.activity.milestones;
        if !all.is_empty() {
            let reached = all.iter().filter(|one| facts.done(one).is_some()).count();
            lines.push(milestones(reached, all.len()));
        }
        let names = facts.owners().map(|id| clean_line(facts.index.directory.display(id)));
        let owners = all_of(names.map(Cow::into_owned).collect());
        lines.push(message!("editor.owners", "owners: {owners}", owners));
        let related = relations(plans.index, &facts, plans.as_of);
        let open = |all: &[ActivityRef<'_>], ours: bool| -> Vec<String> {
            let waits = |other: &ActivityFacts<'_>| match ours {
                true => facts.waits_for(other),
                false => other.waits_for(&facts),
            };
            let waiting = all.iter().filter(|one| one.found.as_ref().is_some_and(waits));
            let names = waiting
                .map(|one| {
                    if one.plan == name {
                        one.id.to_owned()
                    } else {
                        format!("{}/{}", one.plan, one.id)
                    }
                })
                .collect::<BTreeSet<String>>();
            names.into_iter().collect()
        };
        let (on, by) = (open(&related.depends_on, true), open(&related.dependents, false));
        if !on.is_empty() {
            lines.push(message!("editor.waits-for", "waits for {others}", others = all_of(on)));
        }
        if !by.is_empty() {
            lines.push(message!(
                "editor.awaited-by",
                "{others} {number#waits|wait} for it",
                number = by.len(),
                others = all_of(by)
            ));
        }
    }
    Hover { span, lines, activity: Some((name, id.to_owned())) }
}

/// Tells the status of an activity on the day, and its due date.
fn standing(facts: &ActivityFacts<'_>) -> Message {
    let (status, progress) = (facts.status.label(), facts.progress().whole());
    let due = facts.due.map(|due| message!("editor.due", "due {due}", due));
    let how = match (facts.days_late, facts.days_left) {
        (Some(days), _) => Some(late(days)),
        (_, Some(days)) => Some(message!("editor.days-left", "{days#1 day|# days} left", days)),
        _ => None,
    };
    let parts = [due, how].into_iter().flatten();
    parts.fold(
        message!("editor.status", "{status}, {progress} % done", status, progress),
        |list, part| message!("editor.and", "{list}, {part}", list, part),
    )
}

/// Tells of an organization: its name, its focal points, and what it owes in each plan.
fn of_organization(plans: &LoadedPlans<'_>, organization: &Organization<'_>) -> Vec<Message> {
    let mut lines = vec![Message::verbatim(clean_line(&organization.name.value))];
    let people =
        organization.focal_points.iter().map(|one| clean_line(&one.name.value).into_owned());
    let people: Vec<String> = people.collect();
    if !people.is_empty() {
        lines.push(message!(
            "editor.focal-points",
            "focal points: {people}",
            people = all_of(people)
        ));
    }
    for plan in plans.index.plans() {
        let owned = ActivityFacts::all(plan, plans.as_of)
            .filter(|facts| facts.open && facts.owners().any(|id| id == &*organization.id.value));
        let (mut open, mut overdue) = (0_usize, 0_usize);
        owned.for_each(|facts| {
            open += 1;
            overdue += usize::from(facts.is_overdue());
        });
        if open > 0 {
            lines.push(message!(
                "editor.owes",
                "{plan}: {open} open, {overdue} overdue",
                plan = clean_line(&plan.plan.name),
                open,
                overdue
            ));
        }
    }
    lines
}

/// Returns the last commits that changed an activity, a line each: day, author, fields.
///
/// # Errors
/// If git cannot be asked.
pub fn recent_changes(workspace: &Workspace, plan: &str, id: &str) -> Result<Vec<Message>> {
    let (entries, _) = History::of(workspace, "log")?.story(plan, id, false)?;
    let line = |entry: &crate::report::LogEntry| {
        let fields: Vec<String> =
            entry.changes.iter().map(|change| change.field.to_string()).collect();
        let day = entry.day.map_or_else(String::new, |day| day.to_string());
        message!(
            "editor.commit",
            "{day} {author}: {fields}",
            day,
            author = clean_line(&entry.author),
            fields = fields.join(", ")
        )
    };
    Ok(entries.iter().take(MOST_COMMITS).map(line).collect())
}
