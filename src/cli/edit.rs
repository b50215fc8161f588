//! One way for every edit of activities: find them, work out what is meant, change the text, read it again, compare, judge, write.

use std::collections::{BTreeMap, HashMap};

use clap::Args;

use super::args::Format;
use super::failure::Failure;
use super::outcome::{Outcome, replace_all};
use super::reread::{self, Rewritten, Texts, refused, rewrite_file};
use super::session::{Plans, Session};
use crate::analysis::{Facts, Index, PlanIndex, Value as Shown, written};
use crate::diag::nearest;
use crate::edit::{Meant, Place, Problem, Value, find};
use crate::store::NewText;
use crate::text::{FileId, clean_line};
use crate::view::{EditChange, EditView, EditsView, FileChange};

/// Flags that every edit has.
#[derive(Clone, Debug, Args)]
pub(super) struct EditArgs {
    /// The plan's name; needed where an id stands in more than one plan
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<String>,

    /// Show what would change, as a unified diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How an activity is changed: what it says, in place.
pub(super) type Change<'a> = &'a dyn Fn(&mut Value) -> Result<(), Problem>;

/// An activity that is to be changed.
pub(super) struct Target<'f> {
    pub plan: &'f PlanIndex<'f>,
    pub id: String,
    pub file: FileId,
}

/// An activity before and after, by what its YAML says.
pub(super) struct Edited<'f> {
    pub target: Target<'f>,
    /// Nothing, if it is new.
    pub before: Value,
    pub after: Value,
}

impl EditArgs {
    /// Changes activities, all of them or none, and says what has changed.
    pub(super) fn run(&self, session: &Session, ids: &[String], change: Change<'_>) -> anyhow::Result<Outcome> {
        let is_json = session.common.format(&[(Format::Table, false), (Format::Json, true)])?;
        session.with_plans(|plans| {
            let targets = ids.iter().map(|id| target(plans, self.plan.as_deref(), id)).collect::<anyhow::Result<Vec<_>>>()?;
            let (edited, texts) = change_texts(plans, targets, change)?;
            let view = finish(plans, &edited, &texts, self.dry_run)?;
            Ok(outcome(&view, is_json, session))
        })
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::new(problem.what).help(problem.help)
    }
}

/// The activity that an id means. One that stands in several plans needs the plan's name.
fn target<'f>(plans: &Plans<'f>, plan: Option<&str>, id: &str) -> anyhow::Result<Target<'f>> {
    let (named, id) = match id.split_once('/') {
        Some((named, id)) => (Some(named), id),
        None => (plan, id),
    };
    if let (Some(named), Some(plan)) = (named, plan)
        && named != plan
    {
        let what = format!("`{}/{}` is not in the plan `{}`", clean_line(named), clean_line(id), clean_line(plan));
        return Err(Failure::new(what).help("name the plan once").into());
    }
    let file_in =
        |plan: &PlanIndex<'f>| plan.plan.written_activities().find(|activity| activity.id.value == id).map(|found| found.key.file);
    let holders: Vec<&str> = plans.index.plans().filter(|plan| file_in(plan).is_some()).map(|plan| plan.plan.name.as_str()).collect();
    if let (None, [_, _, ..]) = (named, holders.as_slice()) {
        let what = format!("the id `{id}` stands in {} plans: {}", holders.len(), holders.join(", "));
        let choices: Vec<String> = holders.iter().map(|holder| format!("--plan {holder}")).collect();
        return Err(Failure::new(what).help(format!("say which: {}", choices.join(" or "))).into());
    }
    let plan = plans.plan_to_edit(named)?;
    if let Some(file) = file_in(plan) {
        return Ok(Target { plan, id: id.to_owned(), file });
    }
    if plan.plan.broken {
        return Err(refused(plans, &plan.plan.name));
    }
    let failure = Failure::new(format!("the plan `{}` has no activity `{}`", plan.plan.name, clean_line(id)));
    let help = match (holders.first(), nearest(id, plan.ids())) {
        (Some(holder), _) => format!("it stands in the plan `{holder}`: name it as {holder}/{id}"),
        (None, Some(meant)) => format!("did you mean `{meant}`?"),
        (None, None) => format!("workplan list {} shows the ids", plan.plan.name),
    };
    Err(failure.help(help).into())
}

/// The new texts of the files in which the activities stand.
fn change_texts<'f>(plans: &Plans<'f>, targets: Vec<Target<'f>>, change: Change<'_>) -> anyhow::Result<(Vec<Edited<'f>>, Texts)> {
    let mut changes: BTreeMap<FileId, Vec<(Place<'_, '_>, Meant)>> = BTreeMap::new();
    let mut edited = Vec::new();
    for target in targets {
        let document = plans.reading.documents.get(&target.file).filter(|document| !document.broken);
        let mut places = document.map_or_else(Vec::new, |document| find(document, &target.id));
        let (Some(place), true) = (places.pop(), places.is_empty()) else {
            return Err(refused(plans, &target.plan.plan.name));
        };
        let before = Value::of(place.node);
        let mut after = before.clone();
        change(&mut after).map_err(Failure::from)?;
        let of_file = changes.entry(target.file).or_default();
        if before != after && of_file.iter().all(|(other, _)| other.way != place.way) {
            of_file.push((place, Meant::Value(after.clone())));
        }
        edited.push(Edited { target, before, after });
    }
    let mut texts = Texts::new();
    for (file, changes) in changes.into_iter().filter(|(_, changes)| !changes.is_empty()) {
        texts.insert(file, rewrite_file(plans, file, changes)?);
    }
    Ok((edited, texts))
}

/// Judges the new texts, writes them unless they are only to be shown, and tells what has changed.
pub(super) fn finish(plans: &Plans<'_>, edited: &[Edited<'_>], texts: &Texts, dry_run: bool) -> anyhow::Result<EditsView> {
    let names = edited.iter().map(|edited| edited.target.plan.plan.name.as_str()).collect();
    let mut room = None;
    let new_index = reread::accepted(plans, &names, texts, &mut room)?;
    let edits = edited.iter().map(|edited| told(plans, edited, new_index.as_ref().unwrap_or(plans.index), dry_run)).collect();
    if !dry_run {
        write(plans.session, texts.iter().map(|(&file, new)| (file, new.text.as_str())))?;
    }
    let plans_edited: BTreeMap<&str, &PlanIndex<'_>> =
        edited.iter().map(|edited| (edited.target.plan.plan.name.as_str(), edited.target.plan)).collect();
    let mut names = HashMap::new();
    for directory in plans_edited.values().map(|plan| &plan.directory) {
        names.extend(directory.ids().map(|id| (id.to_owned(), directory.display(id).to_owned())));
    }
    let change = |(&file, Rewritten { text, .. }): (&FileId, &Rewritten)| FileChange {
        path: format!("{}{}", plans.session.way, plans.sources[file].path),
        before: plans.sources[file].text.clone(),
        after: text.clone(),
    };
    let dry_run = dry_run.then(|| texts.iter().map(change).collect());
    Ok(EditsView { edits, dry_run, names })
}

/// What was done, as it is told.
pub(super) fn outcome(view: &EditsView, is_json: bool, session: &Session) -> Outcome {
    let told = if is_json { view.json() } else { view.table(&session.environment.out) };
    Outcome::done(told).after_writing(view.has_written())
}

/// Writes the files, each in one step, and none where there is no room for all.
pub(super) fn write<'t>(session: &Session, texts: impl Iterator<Item = (FileId, &'t str)>) -> anyhow::Result<()> {
    replace_all(texts.filter_map(|(file, text)| {
        let source = &session.input.sources[file];
        let path = session.folder.join(source.path.split_once('/')?.1);
        Some((source.path.clone(), NewText { path, old: Some(source.text.as_bytes()), new: text.as_bytes() }))
    }))
}

/// What has changed in one activity.
fn told(plans: &Plans<'_>, edited: &Edited<'_>, new_index: &Index<'_>, dry_run: bool) -> EditView {
    let Edited { target, before, after } = edited;
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
        let known = old_facts.as_ref().or(new_facts.as_ref()).and_then(|facts| written(facts, &field)).map(|(name, _)| name);
        let (before, after) = (shown(old_facts.as_ref(), before, &field), shown(new_facts.as_ref(), after, &field));
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
        Value::Map(entries) => entries.iter().rev().map(|entry| (entry.key.as_str(), &entry.value)).collect(),
        _ => HashMap::new(),
    }
}

fn facts<'f>(plans: &Plans<'_>, plan: &'f PlanIndex<'f>, id: &str) -> Option<Facts<'f>> {
    plan.find(id).map(|(priority, activity)| Facts::of(plan, priority, activity, plans.as_of))
}

/// What an activity says in a field: as the format reads it, else as it is written.
fn shown(facts: Option<&Facts<'_>>, activity: &Value, field: &str) -> Shown {
    let read = facts.and_then(|facts| written(facts, field)).map(|(_, value)| value);
    match (activity.get(field), read) {
        (_, Some(value)) => value,
        (Some(Value::Text(text)), None) => Shown::Text(text.clone()),
        (Some(Value::List(items)), None) => Shown::Texts(items.iter().filter_map(|item| item.value.as_text()).map(str::to_owned).collect()),
        (_, None) => Shown::Absent,
    }
}
