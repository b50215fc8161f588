use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use clap::Args;

use crate::analysis::PlanIndex;
use crate::cli::args::Format;
use crate::cli::edits::with_findings;
use crate::cli::import_sheet::FromSheet;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::edit::{Assignment, Change, NodePath, Value, ValueItem, assign, next_ids, with_item};
use crate::ops::activity_edit::{ActivityEdit as Changed, EditTarget, finish};
use crate::ops::verify_edit::{FileTexts, refused, rewrite_file};
use crate::render::import_json;
use crate::spreadsheet::{
    FieldConflict, Preferred, Workbook, WorkbookMerge, merge, read_csv, read_edited,
};
use crate::store;
use crate::text::{FileId, clean_line};
use crate::workspace::{Context, Error, LoadedPlans, Result, STANDARD_INPUT};

/// Take in an exported workbook, or make a plan out of a sheet
///
/// Only what was changed since the export goes into the plan; comments, layout and every other byte
/// stay. A field that was changed on both sides is a conflict: nothing is written, unless --ours or
/// --theirs decides. New rows become activities; rows that are gone are told, and nothing is
/// deleted. Any other workbook or CSV file becomes a new plan, named by --to; what is not sure is
/// asked for by a mapping file.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json\n\nExamples:\n  workplan export -o plan.xlsx && workplan import plan.xlsx --dry-run\n  workplan export -o plan.xlsx && workplan import plan.xlsx --theirs"
)]
pub(in crate::cli) struct Import {
    /// The workbook, or - for standard input
    file: PathBuf,

    /// Show what would change, in the plan's own terms and as a unified diff, and write nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// Where both have changed a field, keep what the plan says
    #[arg(long, conflicts_with = "theirs")]
    ours: bool,

    /// Where both have changed a field, take what the workbook says
    #[arg(long)]
    theirs: bool,

    /// For a sheet of the group's own: the name of the new plan
    #[arg(long, value_name = "NAME", conflicts_with_all = ["ours", "theirs"])]
    to: Option<String>,

    /// Write down what is not sure, with proposals, in a new file
    #[arg(long, value_name = "MAPPING")]
    write_mapping: Option<PathBuf>,

    /// What was decided, in the form that --write-mapping writes
    #[arg(long, value_name = "MAPPING", conflicts_with = "write_mapping")]
    mapping: Option<PathBuf>,
}

impl Import {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let is_json = {
            let endings: &[&str] =
                if self.dry_run { &["diff", "patch", "yaml", "yml"] } else { &[] };
            session
                .common
                .format_beside(&[(Format::Table, false), (Format::Json, true)], endings)?
        };
        let is_standard_input = self.file.as_os_str() == "-";
        let name = if is_standard_input {
            STANDARD_INPUT.into()
        } else {
            clean_line(&self.file.display().to_string()).into_owned()
        };
        let bytes = if is_standard_input {
            store::read_standard_input()
        } else {
            store::read_file(&session.options.here.join(&self.file))
        };
        let bytes = bytes.with_context(|| format!("{name} cannot be read"))?;
        let unreadable = |why: String| {
            Error::usage(format!("{name}: {}", clean_line(&why))).hint("nothing was written")
        };
        let foreign = FromSheet {
            name: &name,
            to: self.to.as_deref(),
            mapping: self.mapping.as_deref(),
            write_mapping: self.write_mapping.as_deref(),
            dry_run: self.dry_run,
            is_json,
        };
        if !bytes.starts_with(b"PK") && !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            let mut notes = Vec::new();
            let sheet = read_csv(&bytes, &mut notes).map_err(unreadable)?;
            return foreign.run(session, vec![sheet], &notes);
        }
        let mut book = Workbook::open(&bytes).map_err(unreadable)?;
        let Some(edited) = read_edited(&mut book).map_err(unreadable)? else {
            let sheets = book
                .sheets()
                .iter()
                .map(|name| book.sheet(name))
                .collect::<Result<Vec<_>, _>>()
                .map_err(unreadable)?;
            drop(book);
            return foreign.run(session, sheets, &[]);
        };
        drop(book);
        if self.to.is_some() || self.mapping.is_some() || self.write_mapping.is_some() {
            return Err(Error::usage(format!(
                "{name} was exported: it goes back into its own plan"
            ))
            .hint("leave out --to and the mapping"));
        }
        let plans = &session.plans(session.read()?);
        let plan = plans.sound_plan(Some(&edited.state.plan))?;
        let side = if self.ours {
            Some(Preferred::Plan)
        } else {
            self.theirs.then_some(Preferred::Workbook)
        };
        let mut merge = merge(&edited, plan.plan, &plan.directory, side);
        merge.faults.splice(0..0, edited.faults.iter().cloned());
        edited.notes.iter().chain(&merge.notes).for_each(|note| plans.note(note.clone()));
        if !merge.faults.is_empty() {
            return Err(faults(&merge.faults));
        }
        if !merge.conflicts.is_empty() {
            let told = if is_json {
                import_json(&[], &merge.conflicts)
            } else {
                conflicts(&merge.conflicts)
            };
            return Ok(CommandOutput::done(told).found_if(true));
        }
        let (edits, texts) = apply(plans, plan, &merge)?;
        let view = finish(plans, &edits, &texts, self.dry_run)?;
        let told = match (is_json, edits.is_empty()) {
            (true, _) => import_json(&view.edits, &[]),
            (false, true) => {
                "nothing to change: the plan says all that the workbook says\n".to_owned()
            }
            (false, false) if self.dry_run => {
                let screen = &session.environment.out;
                format!(
                    "{}\nnothing was written; it would be:\n\n{}",
                    view.in_words(screen),
                    view.terminal(screen)
                )
            }
            (false, false) => view.terminal(&session.environment.out),
        };
        Ok(with_findings(CommandOutput::done(told), view.new_findings.as_ref(), session)
            .after_writing(view.has_written()))
    }
}

/// The most faults of a workbook that are told.
const MOST_FAULTS: usize = 1_000;

fn faults(all: &[String]) -> Error {
    let mut faults: Vec<String> = all.iter().take(MOST_FAULTS).cloned().collect();
    if all.len() > MOST_FAULTS {
        faults.push(format!("{} more faults are not told here", all.len() - MOST_FAULTS));
    }
    let help = "nothing was written; mend these cells and import again".to_owned();
    Error::input(faults).hint(help)
}

fn conflicts(all: &[FieldConflict]) -> String {
    let shown = |text: &str| {
        if text.is_empty() { "(nothing)".to_owned() } else { format!("`{}`", clean_line(text)) }
    };
    let line = |conflict: &FieldConflict| {
        let FieldConflict { id, field, exported, plan, workbook } = conflict;
        format!(
            "conflict: {} {field}: was {}, is {} in the plan, {} in the workbook\n",
            clean_line(id),
            shown(exported),
            shown(plan),
            shown(workbook)
        )
    };
    let mut text: String = all.iter().map(line).collect();
    text += "nothing was written; --ours keeps what the plan says, --theirs takes what the workbook says\n";
    text
}

/// The new texts of the plan's files.
fn apply<'f>(
    plans: &LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
    merge: &WorkbookMerge,
) -> Result<(Vec<Changed<'f>>, FileTexts)> {
    let mut new = new_activities(plans, plan, merge)?;
    let (mut edits, mut texts) = (Vec::new(), FileTexts::new());
    let concerned = concerned(plan, merge);
    for &file in plan.plan.files.iter().filter(|file| concerned.contains(file)) {
        let document = plans.reading.documents.get(&file).filter(|document| !document.broken);
        let Some(top) = document.and_then(NodePath::top) else {
            return Err(refused(plans, &plan.plan.name));
        };
        let before = Value::of(top.node);
        let mut after = before.clone();
        let mut change = FileChange { plans, plan, file, edits: &mut edits, new: &mut new };
        for priority in list(&mut after, "priorities").into_iter().flatten() {
            change.priority(priority, &merge.changes)?;
        }
        if before != after {
            texts.insert(file, rewrite_file(plans, file, vec![(top, Change::Value(after))])?);
        }
    }
    Ok((edits, texts))
}

/// The files in which something is to be changed.
fn concerned(plan: &PlanIndex<'_>, merge: &WorkbookMerge) -> Vec<FileId> {
    let changed = plan
        .plan
        .activities()
        .filter(|(_, activity)| merge.changes.contains_key(&*activity.id.value));
    let growing: HashSet<&str> = merge.new.iter().map(|new| new.priority.as_str()).collect();
    let grown =
        plan.plan.priorities.iter().filter(|priority| growing.contains(&*priority.id.value));
    let mut files: Vec<FileId> = changed
        .map(|(_, activity)| activity.id.span.file)
        .chain(grown.map(|priority| priority.id.span.file))
        .collect();
    files.dedup();
    files
}

/// New activities by priority: id, and what it says; taken out when they have found their place.
type New = HashMap<String, Vec<(String, Value)>>;

struct FileChange<'c, 'f> {
    plans: &'c LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
    file: FileId,
    edits: &'c mut Vec<Changed<'f>>,
    new: &'c mut New,
}

impl FileChange<'_, '_> {
    fn priority(
        &mut self,
        priority: &mut ValueItem,
        changes: &BTreeMap<String, Vec<(String, String)>>,
    ) -> Result<()> {
        for activity in list(&mut priority.value, "activities").into_iter().flatten() {
            let id = activity.value.get("id").and_then(Value::as_text).unwrap_or("").to_owned();
            let Some(fields) = changes.get(&id) else { continue };
            let before = activity.value.clone();
            assign(&mut activity.value, &assignments(fields)?, self.plans.as_of.day)
                .map_err(Error::from)?;
            let target = EditTarget { plan: self.plan, id, file: self.file };
            self.edits.push(Changed { target, before, after: activity.value.clone() });
        }
        let own = priority.value.get("id").and_then(Value::as_text).unwrap_or("").to_owned();
        for (id, value) in self.new.remove(&own).into_iter().flatten() {
            let target = EditTarget { plan: self.plan, id, file: self.file };
            self.edits.push(Changed { target, before: Value::Null, after: value.clone() });
            match list(&mut priority.value, "activities").filter(|items| !items.is_empty()) {
                Some(items) => items.push(ValueItem { origin: None, value }),
                None => priority.value = with_item(priority.value.clone(), value),
            }
        }
        Ok(())
    }
}

/// The list behind a key, if there is one.
fn list<'v>(map: &'v mut Value, key: &str) -> Option<&'v mut Vec<ValueItem>> {
    match map.get_mut(key)? {
        Value::List(items) => Some(items),
        _ => None,
    }
}

fn assignments(fields: &[(String, String)]) -> Result<Vec<Assignment>> {
    let read = |(key, value): &(String, String)| {
        Assignment::parse(&format!("{key}={value}")).map_err(Error::from)
    };
    fields.iter().map(read).collect::<Result<_, _>>()
}

/// What new activities say; those without an id get the next free one.
fn new_activities(
    plans: &LoadedPlans<'_>,
    plan: &PlanIndex<'_>,
    merge: &WorkbookMerge,
) -> Result<New> {
    let mut used = plans.index.used_ids();
    let (mut new, mut series) = (New::new(), HashMap::new());
    for one in &merge.new {
        let id = if one.id.is_empty() {
            let next = series.entry(one.priority.as_str()).or_insert_with(|| {
                let priorities = plan
                    .plan
                    .priorities
                    .iter()
                    .filter(|priority| priority.id.value == one.priority);
                let own: Vec<&str> = priorities
                    .flat_map(|priority| priority.activities.iter())
                    .map(|activity| &*activity.id.value)
                    .collect();
                next_ids(&one.priority, &own)
            });
            next.find(|id| !used.contains(id)).unwrap_or_default()
        } else {
            one.id.clone()
        };
        if !used.insert(id.clone()) {
            let what = format!("the id `{id}` of a new row is used already");
            return Err(
                Error::usage(what).hint("leave the id empty, and the next free one is taken")
            );
        }
        let mut fields = vec![("id".to_owned(), id.clone())];
        fields.extend(one.fields.iter().cloned());
        let mut value = Value::Map(Vec::new());
        assign(&mut value, &assignments(&fields)?, plans.as_of.day).map_err(Error::from)?;
        new.entry(one.priority.clone()).or_default().push((id, value));
    }
    Ok(new)
}
