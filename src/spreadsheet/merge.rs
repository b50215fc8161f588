use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::cell::MOST_CHARS;
use super::column::{COLUMNS, ColumnKind, milestone_cells};
use super::import::{MOST_NAMES, pieces};
use super::returned::{MILESTONE_KEYS, ReturnedRow, ReturnedWorkbook};
use crate::diagnostic::ClosestNames;
use crate::model::{Activity, Directory, Plan, Priority, is_id};

/// A field that was changed on both sides since the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldConflict {
    /// The activity's id.
    pub id: String,
    /// The field's key.
    pub field: String,
    /// What was exported.
    pub exported: String,
    /// What the plan says now.
    pub plan: String,
    /// What the workbook says.
    pub workbook: String,
}

/// Which side counts where both have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preferred {
    /// The plan.
    Plan,
    /// The workbook.
    Workbook,
}

/// What a workbook means for the plan.
#[derive(Debug, Default)]
pub struct WorkbookMerge {
    /// By activity: fields and what they are to say, in the notation of `set`.
    pub changes: BTreeMap<String, Vec<(String, String)>>,
    /// New activities: the priority, the id if one is given, the row, and the fields.
    pub new: Vec<NewActivity>,
    /// Fields that were changed on both sides.
    pub conflicts: Vec<FieldConflict>,
    /// All that is wrong, with its place.
    pub faults: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// A new activity.
#[derive(Debug)]
pub struct NewActivity {
    /// The priority's id.
    pub priority: String,
    /// Its own id; nothing where it is to get the next free one.
    pub id: String,
    /// Its fields.
    pub fields: Vec<(String, String)>,
}

/// Works out what somebody has changed in a workbook, and what of it the plan does not say yet.
pub fn merge(
    edited: &ReturnedWorkbook,
    plan: &Plan<'_>,
    directory: &Directory<'_>,
    side: Option<Preferred>,
) -> WorkbookMerge {
    let found = plan
        .activities()
        .map(|(priority, activity)| (activity.id.value.to_string(), (priority, activity)))
        .collect();
    let there: BTreeSet<&str> =
        edited.activities.iter().flatten().map(|row| row.id.as_str()).collect();
    let gone = edited
        .state
        .activities
        .keys()
        .filter(|id| !there.contains(id.as_str()))
        .map(|id| (edited.state.said(id, "title"), id.as_str()));
    // Of several with one title the first.
    let gone = gone.rev().filter(|(title, _)| !title.is_empty()).collect();
    let mut work = WorkbookMerger {
        edited,
        plan,
        directory,
        side,
        found,
        there,
        gone,
        new: HashMap::new(),
        counts: HashMap::new(),
        nearest: ClosestNames::new(),
        out: WorkbookMerge::default(),
    };
    for row in edited.activities.iter().flatten() {
        work.activity(row);
    }
    for row in edited.milestones.iter().flatten() {
        work.milestone(row);
    }
    work.removed();
    work.out
}

struct WorkbookMerger<'w, 'f> {
    edited: &'w ReturnedWorkbook,
    plan: &'w Plan<'f>,
    directory: &'w Directory<'w>,
    side: Option<Preferred>,
    found: BTreeMap<String, (&'w Priority<'f>, &'w Activity<'f>)>,
    /// The ids that are in the workbook.
    there: BTreeSet<&'w str>,
    /// The ids of exported activities that are not there any more, by their titles.
    gone: HashMap<&'w str, &'w str>,
    /// Where the new activities that have an id stand among all the new ones.
    new: HashMap<String, usize>,
    /// How many milestones an activity has, with new ones.
    counts: HashMap<String, usize>,
    nearest: ClosestNames,
    out: WorkbookMerge,
}

impl WorkbookMerger<'_, '_> {
    fn activity(&mut self, row: &ReturnedRow) {
        let edited = self.edited;
        if !edited.state.activities.contains_key(&row.id) {
            return self.new_activity(row);
        }
        for column in COLUMNS.iter().filter(|column| column.kind != ColumnKind::Id) {
            let Some((_, text)) = row.cells.get(column.key) else { continue };
            let exported = edited.state.said(&row.id, column.key).to_owned();
            if exported.ends_with('…') && exported.encode_utf16().count() + 2 >= MOST_CHARS {
                let what =
                    "this text was too long for a cell and had been cut: change it in the plan";
                self.out.faults.push(row.fault(column.key, what));
                continue;
            }
            if column.kind == ColumnKind::Priority {
                let what =
                    "an import does not move an activity to another priority: move it in the plan";
                self.out.faults.push(row.fault(column.key, what));
                continue;
            }
            let Some(text) = self.checked(row, column.key, column.kind, text) else { continue };
            let now = self
                .found
                .get(&row.id)
                .map(|(priority, activity)| (column.read)(priority, activity).plain());
            let id = row.id.clone();
            self.decide(&id, column.key.to_owned(), exported, now.as_deref(), text, column.kind);
        }
    }

    /// One field of three states.
    fn decide(
        &mut self,
        id: &str,
        field: String,
        exported: String,
        now: Option<&str>,
        workbook: String,
        kind: ColumnKind,
    ) {
        if workbook == exported || now == Some(workbook.as_str()) {
            return;
        }
        let plan = now.unwrap_or("(the activity is gone)").to_owned();
        if now != Some(exported.as_str()) {
            match self.side {
                Some(Preferred::Plan) => return,
                Some(Preferred::Workbook) if now.is_some() => {}
                _ => {
                    return self.out.conflicts.push(FieldConflict {
                        id: id.to_owned(),
                        field,
                        exported,
                        plan,
                        workbook,
                    });
                }
            }
        }
        let value = if kind == ColumnKind::Status { status_word(&workbook) } else { workbook };
        self.out.changes.entry(id.to_owned()).or_default().push((field, value));
    }

    /// The value, with names of organizations and themes replaced by their ids; nothing where one
    /// of them is not known.
    fn checked(
        &mut self,
        row: &ReturnedRow,
        key: &'static str,
        kind: ColumnKind,
        text: &str,
    ) -> Option<String> {
        let themes: Vec<&str> = self.plan.themes.iter().map(|theme| &*theme.id.value).collect();
        let theme = |word: &str| {
            let meant = self
                .plan
                .themes
                .iter()
                .find(|theme| theme.title.to_lowercase() == word.to_lowercase());
            themes.iter().copied().find(|id| *id == word).or(meant.map(|theme| &*theme.id.value))
        };
        let organization = |word: &str| {
            let known = |id: &&str| id.to_lowercase() == word.to_lowercase();
            let called = || {
                self.directory
                    .called(word)
                    .or_else(|| self.directory.ids().find(known))
                    .map(str::to_owned)
            };
            if self.directory.find(word).is_some() { Some(word.to_owned()) } else { called() }
        };
        let (what, ids): (&str, Vec<&str>) = match kind {
            ColumnKind::Organizations => ("organization", self.directory.ids().collect()),
            ColumnKind::Themes => ("theme", themes.clone()),
            _ => return Some(text.to_owned()),
        };
        let find = |word: &str| {
            if kind == ColumnKind::Themes {
                theme(word).map(str::to_owned)
            } else {
                organization(word)
            }
        };
        let (mut known, mut faults) = (Vec::new(), Vec::new());
        let mut seen = HashSet::new();
        // A name may hold a comma, and ` and ` or `/`; where not every part of it is known, it is
        // one name.
        let is_one = find(text).is_some();
        for word in text
            .split(if is_one { "\n" } else { ", " })
            .filter(|word| !word.is_empty() && seen.insert(*word))
        {
            if known.len() + faults.len() >= MOST_NAMES {
                faults = vec![row.fault(
                    key,
                    &format!(
                        "more than {MOST_NAMES} names stand here: name those that answer for it"
                    ),
                )];
                break;
            }
            let parts: Option<Vec<String>> =
                pieces(word, &|word| find(word).is_some()).iter().map(|part| find(part)).collect();
            match parts {
                Some(parts) => known.extend(parts),
                None => {
                    let near = self.nearest.find(word, ids.iter().copied()).ok().flatten();
                    let meant =
                        near.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
                    faults.push(row.fault(key, &format!("there is no {what} `{word}`{meant}")));
                }
            }
        }
        let mut seen = HashSet::new();
        known.retain(|id| seen.insert(id.clone()));
        let is_good = faults.is_empty();
        self.out.faults.extend(faults);
        is_good.then(|| known.join(", "))
    }

    fn new_activity(&mut self, row: &ReturnedRow) {
        if let Some(known) = self.gone.get(row.says("title")) {
            return self.out.faults.push(row.fault(
                "id",
                &format!(
                    "this looks like `{known}`, whose id has been changed: an id never changes"
                ),
            ));
        }
        if self.found.contains_key(&row.id) {
            let what =
                format!("the plan has an activity `{}` by now, which was not exported", row.id);
            return self.out.faults.push(row.fault("id", &what));
        }
        if !row.id.is_empty() && !is_id(&row.id) {
            let what = format!(
                "`{}` is no id: letters, digits, `.`, `_` and `-`, or leave it empty",
                row.id
            );
            self.out.faults.push(row.fault("id", &what));
        }
        for (key, what) in
            [("title", "a title"), ("priority", "a priority"), ("owners", "an owner")]
        {
            if row.says(key).is_empty() && row.cells.contains_key(key) {
                self.out.faults.push(row.fault(key, &format!("a new activity needs {what}")));
            }
        }
        let priority = row.says("priority").to_owned();
        if !priority.is_empty() && !self.plan.priorities.iter().any(|own| own.id.value == priority)
        {
            self.out
                .faults
                .push(row.fault("priority", &format!("the plan has no priority `{priority}`")));
        }
        let mut fields = Vec::new();
        for column in COLUMNS
            .iter()
            .filter(|column| !matches!(column.kind, ColumnKind::Id | ColumnKind::Priority))
        {
            let text = row.says(column.key);
            let text = if column.key == "status" && text.is_empty() { "planned" } else { text };
            if text.is_empty() {
                continue;
            }
            if let Some(text) = self.checked(row, column.key, column.kind, text) {
                let text =
                    if column.kind == ColumnKind::Status { status_word(&text) } else { text };
                fields.push((column.key.to_owned(), text));
            }
        }
        if !row.id.is_empty() {
            self.new.entry(row.id.clone()).or_insert(self.out.new.len());
        }
        self.out.new.push(NewActivity { priority, id: row.id.clone(), fields });
    }

    fn milestone(&mut self, row: &ReturnedRow) {
        let Some(number) = row.number else { return self.new_milestone(row) };
        let Some(exported) = self.edited.state.milestones.get(&(row.id.clone(), number)).cloned()
        else {
            let what = format!(
                "`{}` had no milestone {number} when it was exported; leave the number of a new one empty",
                row.id
            );
            return self.out.faults.push(row.fault("number", &what));
        };
        let said = |at: usize| exported.get(at).cloned().unwrap_or_default();
        let changed = MILESTONE_KEYS
            .iter()
            .enumerate()
            .any(|(at, key)| row.cells.get(key).is_some_and(|(_, text)| *text != said(at)));
        if !changed {
            return;
        }
        // Its place may be another one by now; its title tells.
        let now: Vec<Vec<String>> =
            self.found.get(&row.id).map_or_else(Vec::new, |(_, activity)| {
                activity
                    .milestones
                    .iter()
                    .map(|milestone| milestone_cells(milestone).map(|cell| cell.plain()).to_vec())
                    .collect()
            });
        let titled = |at: &usize| now.get(*at).and_then(|cells| cells.first()) == Some(&said(0));
        let at = Some(number - 1)
            .filter(titled)
            .or_else(|| (0..now.len()).find(titled))
            .or(Some(number - 1).filter(|at| *at < now.len() && now.len() >= number));
        for (part, key) in MILESTONE_KEYS.iter().enumerate() {
            let Some((_, text)) = row.cells.get(key) else { continue };
            let present = at.and_then(|at| now.get(at)?.get(part).cloned());
            let field = format!("milestones[{}].{key}", at.map_or(number, |at| at + 1));
            let kind = if *key == "title" { ColumnKind::Text } else { ColumnKind::Last };
            self.decide(&row.id, field, said(part), present.as_deref(), text.clone(), kind);
        }
    }

    fn new_milestone(&mut self, row: &ReturnedRow) {
        let new = self.new.get(&row.id).copied();
        if new.is_none() && !self.edited.state.activities.contains_key(&row.id) {
            return self.out.faults.push(
                row.fault("id", &format!("there is no activity `{}` for this milestone", row.id)),
            );
        }
        for key in ["title", "due"] {
            if row.says(key).is_empty() {
                self.out.faults.push(row.fault(key, &format!("a new milestone needs `{key}`")));
            }
        }
        let there = self.found.get(&row.id).map_or(0, |(_, activity)| activity.milestones.len());
        let count = self.counts.entry(row.id.clone()).or_insert(there);
        // One without a title is a fault.
        *count += usize::from(!row.says("title").is_empty());
        let new = new.and_then(|at| self.out.new.get_mut(at));
        let fields = new.map_or_else(
            || self.out.changes.entry(row.id.clone()).or_default(),
            |new| &mut new.fields,
        );
        for key in MILESTONE_KEYS.iter().filter(|key| !row.says(key).is_empty()) {
            fields.push((format!("milestones[{count}].{key}"), row.says(key).to_owned()));
        }
    }

    /// What was exported and is not in the workbook any more: told, and never taken away.
    fn removed(&mut self) {
        let exported =
            self.edited.activities.iter().flat_map(|_| self.edited.state.activities.keys());
        let gone: Vec<String> = exported
            .filter(|id| !self.there.contains(id.as_str()) && self.found.contains_key(*id))
            .map(|id| format!("`{id}`"))
            .collect();
        let advice = "the plan keeps it: cancel it, with a reason, if it is not to be done";
        told(&gone, advice, &mut self.out.notes);
        let Some(rows) = &self.edited.milestones else { return };
        let there: BTreeSet<(&str, usize)> =
            rows.iter().filter_map(|row| Some((row.id.as_str(), row.number?))).collect();
        let gone = self
            .edited
            .state
            .milestones
            .keys()
            .filter(|(id, number)| !there.contains(&(id.as_str(), *number)));
        let gone: Vec<String> =
            gone.map(|(id, number)| format!("milestone {number} of `{id}`")).collect();
        told(&gone, "the plan keeps it", &mut self.out.notes);
    }
}

/// The most of what is gone that is told one by one.
const MOST_GONE: usize = 20;

/// Tells what is not in the workbook any more: of very many the first ones, and how many there are.
fn told(gone: &[String], advice: &str, notes: &mut Vec<String>) {
    match gone.get(..MOST_GONE).filter(|_| gone.len() > MOST_GONE) {
        Some(first) => {
            let (first, more) = (first.join(", "), gone.len() - MOST_GONE);
            notes.push(format!(
                "{first} and {more} more are not in the workbook any more; of each, {advice}"
            ));
        }
        None => notes.extend(
            gone.iter().map(|one| format!("{one} is not in the workbook any more; {advice}")),
        ),
    }
}

fn status_word(label: &str) -> String {
    super::typed_value::status(label)
        .map_or_else(|| label.to_owned(), |status| status.as_str().to_owned())
}
