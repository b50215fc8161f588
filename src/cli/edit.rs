//! One way for every edit of activities: find them, work out what is meant, change the text, read
//! it again, compare, judge, write.

use std::collections::{BTreeMap, HashMap};

use clap::Args;

use super::args::{Format, understood_as};
use super::output::CommandOutput;
use super::session::Session;
use super::verify_edit::{self, FileTexts, NewFindings, Rewritten, refused, rewrite_file};
use crate::analysis::{ActivityFacts, FieldValue as Shown, Index, PlanIndex, written};
use crate::diagnostic::nearest;
use crate::edit::{Assignment, Change, NodePath, Problem, Value, assign, find, record};
use crate::model::Day;
use crate::ops::replace_all;
use crate::render::{EditChange, EditView, EditsView, FileChange, found_faults};
use crate::store::NewText;
use crate::text::{FileId, argument, clean_line};
use crate::workspace::{Error, ErrorKind, LoadedPlans, Result, Workspace};

/// Flags that every edit has.
#[derive(Clone, Debug, Args)]
pub(super) struct EditArgs {
    /// The plan's name; otherwise the plan that holds the day, if it has the id
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,

    /// Show what would change, as a unified diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How an activity is changed, or its milestone of that number: what the activity says, in place.
pub(super) type RequestedChange<'a> = &'a dyn Fn(&mut Value, Option<usize>) -> Result<(), Problem>;

/// An activity that is to be changed.
pub(super) struct EditTarget<'f> {
    pub plan: &'f PlanIndex<'f>,
    pub id: String,
    pub file: FileId,
}

/// An activity before and after, by what its YAML says.
pub(super) struct ActivityEdit<'f> {
    pub target: EditTarget<'f>,
    /// Nothing, if it is new.
    pub before: Value,
    pub after: Value,
}

impl EditArgs {
    /// Whether the answer is JSON; of a dry run it can be a file for `git apply`.
    pub(super) fn is_json(&self, session: &Session) -> Result<bool> {
        let endings: &[&str] = if self.dry_run { &["diff", "patch"] } else { &[] };
        session.common.format_beside(&[(Format::Table, false), (Format::Json, true)], endings)
    }

    /// Changes activities, all of them or none, and says what has changed.
    pub(super) fn run(
        &self,
        session: &Session,
        ids: &[String],
        change: RequestedChange<'_>,
    ) -> Result<CommandOutput> {
        let is_json = self.is_json(session)?;
        let plans = &session.plans(session.read()?);
        let targets = ids
            .iter()
            .map(|id| target_of(plans, self.plan.as_deref(), id))
            .collect::<Result<Vec<_>>>()?;
        let (edited, texts) = change_texts(plans, targets, change)?;
        let (view, new) = finish(plans, &edited, &texts, self.dry_run)?;
        Ok(outcome(&view, new.as_ref(), is_json, session))
    }
}

/// Makes assignments in activities, or in their milestones, and says how dates in words were
/// understood.
pub(super) fn change(
    session: &Session,
    edit: &EditArgs,
    ids: &[String],
    assignments: &[Assignment],
) -> Result<CommandOutput> {
    let day = session.day();
    let mut outcome = edit.run(session, ids, &|activity, milestone| match milestone {
        Some(number) => {
            let own: Vec<Assignment> =
                assignments.iter().map(|one| one.clone().of_milestone(number)).collect();
            assign(activity, &own, day)
        }
        None => record(activity, assignments, day),
    })?;
    // Of a milestone, a key is one of its own.
    let number = ids.iter().find_map(|id| id.split_once('#')?.1.parse().ok());
    let of_milestone = |one: &Assignment| {
        number
            .map(|number| one.clone().of_milestone(number))
            .filter(|_| one.typed_dates(day).is_empty())
    };
    let typed: Vec<Assignment> =
        assignments.iter().map(|one| of_milestone(one).unwrap_or_else(|| one.clone())).collect();
    outcome.notes.extend(typed_dates(&typed, day));
    Ok(outcome)
}

/// How the dates of assignments were understood, where they are not days as the format writes them.
pub(super) fn typed_dates(assignments: &[Assignment], as_of: Day) -> impl Iterator<Item = String> {
    assignments
        .iter()
        .flat_map(move |one| one.typed_dates(as_of))
        .map(|(text, day)| understood_as(&text, day))
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Error::new(ErrorKind::InvalidInput, problem.what).hint(problem.help)
    }
}

/// The activity that an id means; `ID#N` is its milestone of that number.
fn target_of<'f>(
    plans: &LoadedPlans<'f>,
    plan: Option<&str>,
    id: &str,
) -> Result<(EditTarget<'f>, Option<usize>)> {
    let Some((id, number)) = id.split_once('#') else {
        return Ok((target(plans, plan, id)?, None));
    };
    let target = target(plans, plan, id)?;
    let many = target
        .plan
        .plan
        .written_activities()
        .find(|activity| activity.id.value == target.id)
        .map_or(0, |own| own.milestones.len());
    let there = match many {
        0 => "it has no milestones".to_owned(),
        1 => format!("it has one milestone, {id}#1"),
        many => format!("its milestones are {id}#1 to {id}#{many}"),
    };
    match number.parse::<usize>().ok().filter(|number| (1..=many).contains(number)) {
        Some(number) => Ok((target, Some(number))),
        None => Err(Error::not_found(format!(
            "`{}` has no milestone `{}`",
            clean_line(id),
            clean_line(number)
        ))
        .hint(clean_line(&there))),
    }
}

/// The activity that an id means: without a plan's name, in the plan that the day chooses.
fn target<'f>(plans: &LoadedPlans<'f>, plan: Option<&str>, id: &str) -> Result<EditTarget<'f>> {
    let (named, id) = match id.split_once('/') {
        Some((named, id)) => (Some(named), id),
        None => (plan, id),
    };
    if let (Some(named), Some(plan)) = (named, plan)
        && named != plan
    {
        let what = format!(
            "`{}/{}` is not in the plan `{}`",
            clean_line(named),
            clean_line(id),
            clean_line(plan)
        );
        return Err(Error::usage(what).hint("name the plan once"));
    }
    let file_in = |plan: &PlanIndex<'_>| {
        plan.plan
            .written_activities()
            .find(|activity| activity.id.value == id)
            .map(|found| found.key.file)
    };
    let plan = plans.plan_to_edit(named)?;
    if let Some(file) = file_in(plan) {
        if named.is_none() {
            plans.note_outside(plan);
        }
        return Ok(EditTarget { plan, id: id.to_owned(), file });
    }
    if plan.plan.broken {
        return Err(refused(plans, &plan.plan.name));
    }
    let failure = Error::not_found(format!(
        "the plan `{}` has no activity `{}`",
        plan.plan.name,
        clean_line(id)
    ));
    let holders: Vec<&str> = plans
        .index
        .plans()
        .filter(|plan| file_in(plan).is_some())
        .map(|plan| plan.plan.name.as_str())
        .collect();
    let help = match (holders.as_slice(), nearest(id, plan.ids())) {
        ([holder], _) => format!("it stands in the plan `{holder}`: name it as {holder}/{id}"),
        ([_, ..], _) => {
            let names: Vec<String> =
                holders.iter().map(|holder| format!("{holder}/{id}")).collect();
            format!(
                "it stands in the plans {}: name it as {}",
                holders.join(", "),
                names.join(" or ")
            )
        }
        (_, Some(meant)) => format!("did you mean `{meant}`?"),
        (_, None) => format!("workplan list {} shows the ids", argument(&plan.plan.name, "PLAN")),
    };
    Err(failure.hint(help))
}

/// The new texts of the files in which the activities stand. What is named twice is changed twice,
/// one change after the other.
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
            change(&mut known.after, milestone).map_err(Error::from)?;
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
        change(&mut after, milestone).map_err(Error::from)?;
        edited.push(ActivityEdit { target, before, after });
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

/// Judges the new texts, writes them unless they are only to be shown, and tells what has changed.
pub(super) fn finish(
    plans: &LoadedPlans<'_>,
    edited: &[ActivityEdit<'_>],
    texts: &FileTexts,
    dry_run: bool,
) -> Result<(EditsView, Option<NewFindings>)> {
    let names = edited.iter().map(|edited| edited.target.plan.plan.name.as_str()).collect();
    let mut room = verify_edit::Room::default();
    let (new_index, findings) = verify_edit::accepted(plans, &names, texts, &mut room, dry_run)?;
    edited
        .iter()
        .find_map(|one| to_come(plans.workspace, one))
        .into_iter()
        .for_each(|note| plans.note(note));
    let edits = edited
        .iter()
        .map(|edited| describe(plans, edited, new_index.as_ref().unwrap_or(plans.index), dry_run))
        .collect();
    if !dry_run {
        write(plans.workspace, texts.iter().map(|(&file, new)| (file, new.text.as_str())))?;
    }
    let plans_edited: BTreeMap<&str, &PlanIndex<'_>> = edited
        .iter()
        .map(|edited| (edited.target.plan.plan.name.as_str(), edited.target.plan))
        .collect();
    let mut names = HashMap::new();
    for directory in plans_edited.values().map(|plan| &plan.directory) {
        names.extend(directory.ids().map(|id| (id.to_owned(), directory.display(id).to_owned())));
    }
    let change = |(&file, Rewritten { text, .. }): (&FileId, &Rewritten)| FileChange {
        path: plans.workspace.way.path(&plans.sources[file].path),
        before: plans.sources[file].text.clone(),
        after: text.clone(),
    };
    let dry_run = dry_run.then(|| texts.iter().map(change).collect());
    Ok((EditsView { edits, dry_run, names }, findings))
}

/// Says that something is recorded as done on a day that is still to come. Somewhere it is tomorrow
/// already.
fn to_come(session: &Workspace, edited: &ActivityEdit<'_>) -> Option<String> {
    let known = done_on(&edited.before);
    let new = done_on(&edited.after).into_iter().filter(|day| !known.contains(day));
    let latest = new.filter(|day| (*day - session.options.today).num_days() > 1).max()?;
    Some(format!("note: {latest} is still to come: until then `workplan check` calls it an error"))
}

/// The days on which an activity and its milestones were done.
fn done_on(activity: &Value) -> Vec<Day> {
    let day = |map: &Value, key: &str| {
        map.get(key).and_then(Value::as_text).and_then(|text| text.parse().ok())
    };
    let done = activity.items("milestones").iter().filter_map(|item| day(&item.value, "done"));
    day(activity, "completed").into_iter().chain(done).collect()
}

/// What was done, as it is told.
pub(super) fn outcome(
    view: &EditsView,
    new: Option<&NewFindings>,
    is_json: bool,
    session: &Session,
) -> CommandOutput {
    let told = if is_json { view.json() } else { view.table(&session.environment.out) };
    with_findings(CommandOutput::done(told), new, session).after_writing(view.has_written())
}

/// Shows on standard error, beside the answer, what `check` would find anew.
pub(super) fn with_findings(
    output: CommandOutput,
    new: Option<&NewFindings>,
    session: &Session,
) -> CommandOutput {
    let shown = new.map(|new| {
        let faults = found_faults(&new.faults, &session.environment.err);
        format!("{faults}{}\n", new.summary)
    });
    CommandOutput { findings: shown.unwrap_or_default(), ..output }
}

/// Writes the files, each in one step, and none where there is no room for all.
pub(super) fn write<'t>(
    session: &Workspace,
    texts: impl Iterator<Item = (FileId, &'t str)>,
) -> Result<()> {
    replace_all(texts.filter_map(|(file, text)| {
        let source = &session.input.sources[file];
        let path = session.folder.join(source.path.split_once('/')?.1);
        Some((
            source.path.clone(),
            NewText { path, old: Some(source.text.as_bytes()), new: text.as_bytes() },
        ))
    }))
}

/// What has changed in one activity.
fn describe(
    plans: &LoadedPlans<'_>,
    edited: &ActivityEdit<'_>,
    new_index: &Index<'_>,
    dry_run: bool,
) -> EditView {
    let ActivityEdit { target, before, after } = edited;
    let plan = target.plan.plan.name.as_str();
    let keys = |value: &Value| match value {
        Value::Map(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
        _ => Vec::new(),
    };
    let (then, now) = (by_key(before), by_key(after));
    let mut fields = keys(after);
    fields.extend(keys(before).into_iter().filter(|key| !now.contains_key(key.as_str())));
    fields.retain(|field| then.get(field.as_str()) != now.get(field.as_str()));
    let new_id = after.get("id").and_then(Value::as_text).unwrap_or(&target.id);
    let old_facts = facts(plans, target.plan, &target.id);
    let new_facts = new_index.plan(plan).and_then(|plan| facts(plans, plan, new_id));
    let changes = fields.into_iter().map(|field| {
        let known = old_facts
            .as_ref()
            .or(new_facts.as_ref())
            .and_then(|facts| written(facts, &field))
            .map(|(name, _)| name);
        let (before, after) =
            (shown(old_facts.as_ref(), before, &field), shown(new_facts.as_ref(), after, &field));
        EditChange { field, known, before, after }
    });
    EditView {
        plan: plan.to_owned(),
        id: new_id.to_owned(),
        title: after.get("title").and_then(Value::as_text).unwrap_or("").to_owned(),
        path: plans.sources[target.file].path.clone(),
        written: before != after && !dry_run,
        is_new: *before == Value::Null,
        changes: changes.collect(),
    }
}

/// The values of a mapping by their keys; of several with one key the first.
fn by_key(value: &Value) -> HashMap<&str, &Value> {
    match value {
        Value::Map(entries) => {
            entries.iter().rev().map(|entry| (entry.key.as_str(), &entry.value)).collect()
        }
        _ => HashMap::new(),
    }
}

fn facts<'f>(
    plans: &LoadedPlans<'_>,
    plan: &'f PlanIndex<'f>,
    id: &str,
) -> Option<ActivityFacts<'f>> {
    plan.find(id)
        .map(|(priority, activity)| ActivityFacts::of(plan, priority, activity, plans.as_of))
}

/// What an activity says in a field: as the format reads it, else as it is written.
fn shown(facts: Option<&ActivityFacts<'_>>, activity: &Value, field: &str) -> Shown {
    let read = facts.and_then(|facts| written(facts, field)).map(|(_, value)| value);
    match (activity.get(field), read) {
        (_, Some(value)) => value,
        (Some(Value::Text(text)), None) => Shown::Text(text.to_string()),
        (Some(Value::List(items)), None) => Shown::Texts(
            items.iter().filter_map(|item| item.value.as_text()).map(str::to_owned).collect(),
        ),
        (_, None) => Shown::Absent,
    }
}
