//! Every edit of activities in one way: find them, change what they say, change the text, verify
//! the new text, write it, and report what has changed.

use std::collections::{BTreeMap, HashMap};

use super::describe::describe;
use super::seen::SeenItem;
use super::target::{ActivityEdit, EditTarget, target_of};
use crate::analysis::PlanIndex;
use crate::diagnostic::{Message, message, note};
use crate::edit::{Change, NodePath, Problem, Value, find};
use crate::model::Day;
use crate::ops::journal::{EditCommand, JournaledActivity};
use crate::ops::verify_edit::{self, FileTexts, Rewritten, refused, rewrite_file};
use crate::ops::write::{refuse_closed, write_texts};
use crate::report::{Edits, FileChange};
use crate::text::FileId;
use crate::workspace::{LoadedPlans, Result, Workspace};

/// Which activities an edit is about, and whether it is written.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct EditOptions {
    /// Ids of activities, or `PLAN/ID`; `ID#2` for a second milestone, `ID#TEXT` for the one with
    /// that text in its title.
    pub ids: Vec<String>,
    /// The plan's name; without it the plan that holds the day, if it has the id.
    pub plan: Option<String>,
    /// Whether to report only what would change, and write nothing.
    pub dry_run: bool,
    /// The activities and milestones as the user saw them, by their names among the ids. What an
    /// edit would overwrite must still be so: otherwise it is refused, with
    /// [`ErrorKind::Changed`](crate::workspace::ErrorKind::Changed).
    pub seen: Vec<SeenItem>,
}

/// Changes what an activity says, in place; where a number is given, its milestone of that number.
pub(crate) type RequestedChange<'a> = &'a dyn Fn(&mut Value, Option<usize>) -> Result<(), Problem>;

/// Changes activities, all of them or none, and reports what has changed.
pub(crate) fn edit_activities(
    workspace: &Workspace,
    options: &EditOptions,
    change: RequestedChange<'_>,
) -> Result<Edits> {
    let plans = &plans_to_edit(workspace, options.dry_run)?;
    let plan = options.plan.as_deref();
    let seen = |id: &String| options.seen.iter().find(|seen| seen.is_named(id));
    let target = |id: &String| match seen(id) {
        Some(seen) => seen.target(plans, plan),
        None => target_of(plans, plan, id),
    };
    let targets = options.ids.iter().map(target).collect::<Result<Vec<_>>>()?;
    let numbers: Vec<Option<usize>> = targets.iter().map(|(_, number)| *number).collect();
    let (edited, texts) = change_texts(plans, targets, change)?;
    for (id, number) in options.ids.iter().zip(numbers) {
        seen(id).map_or(Ok(()), |seen| seen.check(plans, &edited, number))?;
    }
    finish(plans, &edited, &texts, options.dry_run)
}

/// Returns the plans of a folder that is open for edits.
pub(crate) fn plans_to_edit(workspace: &Workspace, dry_run: bool) -> Result<LoadedPlans<'_>> {
    refuse_closed(workspace, dry_run)?;
    Ok(workspace.plans(workspace.read()?))
}

/// Makes the new texts of the files that the activities are in. What is named twice is changed
/// twice, one change after the other.
fn change_texts<'f>(
    plans: &LoadedPlans<'f>,
    targets: Vec<(EditTarget<'f>, Option<usize>)>,
    change: RequestedChange<'_>,
) -> Result<(Vec<ActivityEdit<'f>>, FileTexts)> {
    let mut edited: Vec<ActivityEdit<'f>> = Vec::new();
    let mut places = Vec::new();
    for (target, milestone) in targets {
        let is_it = |other: &ActivityEdit<'_>| {
            (other.target.file, &other.target.id) == (target.file, &target.id)
        };
        if let Some(known) = edited.iter_mut().find(|other| is_it(other)) {
            change(&mut known.after, milestone)?;
            known.named.push(milestone);
            continue;
        }
        let document =
            plans.reading.documents.get(&target.file).filter(|document| !document.broken);
        let mut found = document.map_or_else(Vec::new, |document| find(document, &target.id));
        let (Some(place), true) = (found.pop(), found.is_empty()) else {
            return Err(refused(plans, &target.plan.plan.name));
        };
        let before = Value::of(place.node);
        let mut after = before.clone();
        change(&mut after, milestone)?;
        edited.push(ActivityEdit { target, before, after, named: vec![milestone] });
        places.push(place);
    }
    let mut changes: BTreeMap<FileId, Vec<(NodePath<'_, '_>, Change)>> = BTreeMap::new();
    for (one, place) in edited.iter().zip(places).filter(|(one, _)| one.before != one.after) {
        changes.entry(one.target.file).or_default().push((place, Change::Value(one.after.clone())));
    }
    let mut texts = FileTexts::new();
    for (file, changes) in changes {
        texts.insert(file, rewrite_file(plans, file, changes)?);
    }
    Ok((edited, texts))
}

/// Verifies the new texts, writes them unless it is a dry run, and reports what has changed.
pub(crate) fn finish(
    plans: &LoadedPlans<'_>,
    edited: &[ActivityEdit<'_>],
    texts: &FileTexts,
    dry_run: bool,
) -> Result<Edits> {
    let names = edited.iter().map(|edited| edited.target.plan.plan.name.as_str()).collect();
    let mut room = verify_edit::Room::default();
    let (new_index, new_findings) =
        verify_edit::accepted(plans, &names, texts, &mut room, dry_run)?;
    if let Some(note) = edited.iter().find_map(|one| to_come(plans.workspace, one)) {
        plans.note(note);
    }
    let edits = edited
        .iter()
        .map(|edited| describe(plans, edited, new_index.as_ref().unwrap_or(plans.index), !dry_run))
        .collect();
    if !dry_run {
        let texts: Vec<(FileId, &str)> =
            texts.iter().map(|(&file, new)| (file, new.text.as_str())).collect();
        let activities = edited.iter().filter(|one| one.before != one.after).map(|one| {
            let target = &one.target;
            JournaledActivity::new(&target.plan.plan.name, &target.id, &one.before, &one.after)
        });
        write_texts(plans.workspace, &texts, EditCommand::Edit, activities.collect())?;
    }
    Ok(Edits {
        edits,
        preview: dry_run.then(|| preview(plans, texts)),
        names: organization_names(edited),
        new_findings,
        notes: Vec::new(),
    })
}

/// Returns the files before and after.
pub(crate) fn preview(plans: &LoadedPlans<'_>, texts: &FileTexts) -> Vec<FileChange> {
    let change = |(&file, Rewritten { text, .. }): (&FileId, &Rewritten)| FileChange {
        path: plans.workspace.way.path(&plans.sources[file].path),
        before: plans.sources[file].text.clone(),
        after: text.clone(),
    };
    texts.iter().map(change).collect()
}

/// Returns what people call the organizations of the edited plans, by id.
pub(crate) fn organization_names(edited: &[ActivityEdit<'_>]) -> HashMap<String, String> {
    let plans: BTreeMap<&str, &PlanIndex<'_>> = edited
        .iter()
        .map(|edited| (edited.target.plan.plan.name.as_str(), edited.target.plan))
        .collect();
    let mut names = HashMap::new();
    for directory in plans.values().map(|plan| &plan.directory) {
        names.extend(directory.ids().map(|id| (id.to_owned(), directory.display(id).to_owned())));
    }
    names
}

/// Returns the note that something is recorded as done on a day to come. One day ahead is none:
/// somewhere it is tomorrow already.
fn to_come(workspace: &Workspace, edited: &ActivityEdit<'_>) -> Option<Message> {
    let known = done_on(&edited.before);
    let new = done_on(&edited.after).into_iter().filter(|day| !known.contains(day));
    let latest = new.filter(|day| (*day - workspace.options.today).num_days() > 1).max()?;
    Some(note(message!(
        "edit.day-to-come",
        "{latest} is still to come: until then `workplan check` calls it an error",
        latest
    )))
}

/// Returns the days on which an activity and its milestones were done.
fn done_on(activity: &Value) -> Vec<Day> {
    let day = |map: &Value, key: &str| {
        map.get(key).and_then(Value::as_text).and_then(|text| text.parse().ok())
    };
    let done = activity.items("milestones").iter().filter_map(|item| day(&item.value, "done"));
    day(activity, "completed").into_iter().chain(done).collect()
}
