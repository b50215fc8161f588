//! New activities and milestones of all workbooks. Two members may add the same one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::outcome::{FieldChange, FieldConflict, NewActivity, OtherValue, WorkbookMerge};
use super::plan_titles::folded;
use crate::diagnostic::{Message, message};
use crate::spreadsheet::column::{COLUMNS, ColumnKind};
use crate::spreadsheet::typed_value::status_word;

/// The new entries, in the order of the workbooks, and their places by what they are found by.
#[derive(Default)]
pub(super) struct NewEntries {
    activities: Vec<NewRow>,
    /// By the priority and the folded title.
    by_title: HashMap<(String, String), Vec<usize>>,
    by_id: HashMap<String, usize>,
    milestones: Vec<NewMilestone>,
    /// By the activity's id and the folded title.
    milestones_by_title: HashMap<(String, String), Vec<usize>>,
    /// How many milestones an activity has with the new ones.
    counts: HashMap<String, usize>,
}

/// A new activity as the rows of one or more workbooks say it.
pub(super) struct NewRow {
    /// The number of the first workbook, and the place of its row.
    pub source: usize,
    pub place: Message,
    pub priority: String,
    /// The id, if one is given, and others that it has in other rows.
    pub ids: Vec<String>,
    /// The members in whose sheets it is, and those of them whose row names no owner: they own it.
    pub members: BTreeSet<String>,
    pub owners: BTreeSet<String>,
    /// The values that are given, and the workbook of each.
    pub fields: BTreeMap<&'static str, (String, usize)>,
    /// The keys of values in which rows contradict each other.
    pub disputed: BTreeSet<&'static str>,
}

/// A new milestone as the rows of one or more workbooks say it.
pub(super) struct NewMilestone {
    pub source: usize,
    pub place: Message,
    /// The id of its activity.
    pub activity: String,
    /// Its number among the milestones of the activity; given when it is added.
    pub number: usize,
    pub title: String,
    pub due: String,
    pub done: String,
    /// Whether rows contradict each other in its due date, and in the day it was done.
    pub is_disputed: [bool; 2],
}

/// What became of a new row.
pub(super) enum Joined {
    /// It is the first one.
    Added,
    /// It is the activity of another row, at this place.
    With(Message),
    /// Its id is that of another activity, at this place.
    TakenId(Message),
}

impl NewEntries {
    /// Returns whether there is a new activity with an id.
    pub(super) fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// Adds a row, or joins it with the same activity in another row; values that differ are added
    /// to the conflicts.
    pub(super) fn add(&mut self, new: NewRow, conflicts: &mut Vec<FieldConflict>) -> Joined {
        let title = (new.priority.clone(), folded(new.says("title")));
        let same = self.by_title.get(&title).map_or(&[][..], Vec::as_slice);
        let find = |is_it: &dyn Fn(&NewRow) -> bool| {
            same.iter().copied().find(|&at| self.activities.get(at).is_some_and(is_it))
        };
        let at = find(&|own| own.says("due") == new.says("due"))
            .or_else(|| find(&|own| own.source != new.source));
        let other = new.ids.iter().find_map(|id| self.by_id.get(id).copied());
        let is_taken = other.is_some() && other != at;
        if let Some(taken) = other.filter(|_| is_taken).and_then(|at| self.activities.get(at)) {
            return Joined::TakenId(taken.place.clone());
        }
        let place = at.unwrap_or(self.activities.len());
        self.by_id.extend(new.ids.iter().map(|id| (id.clone(), place)));
        if let Some(own) = at.and_then(|at| self.activities.get_mut(at)) {
            return Joined::With(own.join(new, conflicts));
        }
        self.by_title.entry(title).or_default().push(place);
        self.activities.push(new);
        Joined::Added
    }

    /// Adds a milestone, or joins it with the same one of another row. `there` is the number of
    /// milestones that its activity has in the plan. Returns the place of the row that it was
    /// joined with.
    pub(super) fn add_milestone(
        &mut self,
        mut new: NewMilestone,
        there: usize,
        conflicts: &mut Vec<FieldConflict>,
    ) -> Option<Message> {
        let title = (new.activity.clone(), folded(&new.title));
        let same = self.milestones_by_title.entry(title).or_default();
        let find = |is_it: &dyn Fn(&NewMilestone) -> bool| {
            same.iter().copied().find(|&at| self.milestones.get(at).is_some_and(is_it))
        };
        let at = find(&|own| own.due == new.due).or_else(|| find(&|own| own.source != new.source));
        if let Some(own) = at.and_then(|at| self.milestones.get_mut(at)) {
            own.join(new, conflicts);
            return Some(own.place.clone());
        }
        let count = self.counts.entry(new.activity.clone()).or_insert(there);
        *count += 1;
        new.number = *count;
        same.push(self.milestones.len());
        self.milestones.push(new);
        None
    }

    /// Adds all entries to the outcome. `there` tells how many milestones an activity of the plan
    /// has.
    pub(super) fn into_outcome(self, there: &dyn Fn(&str) -> usize, out: &mut WorkbookMerge) {
        let mut new: Vec<NewActivity> =
            self.activities.into_iter().map(NewRow::into_activity).collect();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for milestone in self.milestones {
            let NewMilestone { source, place, activity, title, due, done, is_disputed, .. } =
                milestone;
            let [without_due, without_done] = is_disputed;
            if without_due {
                out.notes.push(message!(
                    "workbook.milestone-without-due",
                    "{activity}: the milestone `{title}` was not added, because its due date is \
                     not agreed",
                    activity = &activity,
                    title = &title
                ));
                continue;
            }
            let count = counts.entry(activity.clone()).or_insert_with(|| there(&activity));
            *count += 1;
            let done = if without_done { String::new() } else { done };
            let values = [("title", title), ("due", due), ("done", done)];
            let fields = values
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(key, value)| (format!("milestones[{count}].{key}"), value));
            match self.by_id.get(&activity).and_then(|at| new.get_mut(*at)) {
                Some(new) => new.fields.extend(fields),
                None => {
                    out.changes.entry(activity).or_default().extend(fields.map(
                        |(field, value)| FieldChange { field, value, source, place: place.clone() },
                    ));
                }
            }
        }
        out.new.append(&mut new);
    }
}

impl NewRow {
    fn says(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", |(value, _)| value.as_str())
    }

    /// Takes in the values of another row, and returns the place of this one.
    fn join(&mut self, other: NewRow, conflicts: &mut Vec<FieldConflict>) -> Message {
        let name = self.ids.first().cloned().unwrap_or_else(|| self.says("title").to_owned());
        let title = self.says("title").to_owned();
        let mut differ = |key: &'static str, own: (String, usize), other: (String, usize)| {
            let column = COLUMNS.iter().find(|column| column.key == key);
            conflicts.push(FieldConflict {
                id: name.clone(),
                field: key.to_owned(),
                label: message!(
                    "workbook.field-of-new-activity",
                    "new activity `{title}`, {column}",
                    title = &title,
                    column = column.map_or(key, |column| column.title)
                ),
                exported: String::new(),
                plan: Some(String::new()),
                has_activity: true,
                workbook: other.0,
                source: other.1,
                other: Some(OtherValue { source: own.1, value: own.0 }),
            });
        };
        if let (Some(own), Some(id)) = (self.ids.first(), other.ids.first())
            && own != id
        {
            differ("id", (own.clone(), self.source), (id.clone(), other.source));
            self.disputed.insert("id");
        }
        self.ids.extend(other.ids);
        self.members.extend(other.members);
        self.owners.extend(other.owners);
        for (key, value) in other.fields {
            match self.fields.get(key) {
                None => drop(self.fields.insert(key, value)),
                Some(own) if key == "title" || is_same(key, &own.0, &value.0) => {}
                Some(own) => {
                    differ(key, own.clone(), value);
                    self.disputed.insert(key);
                }
            }
        }
        self.place.clone()
    }

    /// Returns the owners that rows name, and the members that own it because their row names none.
    fn all_owners(&self, named: Option<&str>) -> Option<String> {
        let named = named.map_or_else(Vec::new, |named| named.split(", ").collect());
        let is_more = |member: &&str| !named.contains(member);
        let more: Vec<&str> = self.owners.iter().map(String::as_str).filter(is_more).collect();
        let mut owners = [named.as_slice(), more.as_slice()].concat();
        if owners.is_empty() {
            owners.extend(self.members.iter().map(String::as_str));
        }
        Some(owners.join(", ")).filter(|owners| !owners.is_empty())
    }

    /// Returns the activity.
    fn into_activity(mut self) -> NewActivity {
        let is_agreed = |key: &&str| !self.disputed.contains(*key);
        let id = Some("id").filter(is_agreed).and(self.ids.first()).cloned().unwrap_or_default();
        self.fields.retain(|key, _| !self.disputed.contains(key));
        let mut fields = Vec::new();
        for column in COLUMNS.iter() {
            let given = self.fields.remove(column.key).map(|(value, _)| value);
            let value = match (given, column.kind) {
                (Some(value), ColumnKind::Status) => Some(status_word(&value)),
                (None, ColumnKind::Status) => Some("planned".to_owned()),
                (given, _) if column.key == "owners" => self.all_owners(given.as_deref()),
                (given, _) => given,
            };
            fields.extend(value.map(|value| (column.key.to_owned(), value)));
        }
        NewActivity { priority: self.priority, id, place: self.place, fields }
    }
}

impl NewMilestone {
    /// Takes in the values of another row.
    fn join(&mut self, other: NewMilestone, conflicts: &mut Vec<FieldConflict>) {
        let own = [("due", &self.due, other.due), ("done", &self.done, other.done.clone())];
        for ((key, own, value), is_disputed) in own.into_iter().zip(&mut self.is_disputed) {
            if own.is_empty() || value.is_empty() || *own == value {
                continue;
            }
            *is_disputed = true;
            conflicts.push(FieldConflict {
                id: self.activity.clone(),
                field: format!("milestones[{}].{key}", self.number),
                label: message!(
                    "workbook.field-of-new-milestone",
                    "{id}, new milestone `{title}`, {column}",
                    id = &self.activity,
                    title = &self.title,
                    column = if key == "due" { "Due" } else { "Done" }
                ),
                exported: String::new(),
                plan: Some(String::new()),
                has_activity: true,
                workbook: value,
                source: other.source,
                other: Some(OtherValue { source: self.source, value: own.clone() }),
            });
        }
        if self.done.is_empty() {
            self.done = other.done;
        }
    }
}

/// Whether two values are the same. Of names, the order does not count.
fn is_same(key: &str, one: &str, other: &str) -> bool {
    let kind = COLUMNS.iter().find(|column| column.key == key).map(|column| column.kind);
    let is_list = matches!(kind, Some(ColumnKind::Organizations | ColumnKind::Themes));
    let names = |text: &str| text.split(", ").map(str::to_owned).collect::<BTreeSet<_>>();
    one == other || is_list && names(one) == names(other)
}
