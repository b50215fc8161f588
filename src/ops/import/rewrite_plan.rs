//! Makes the new texts of a plan out of what was changed in its workbook.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::analysis::PlanIndex;
use crate::diagnostic::{Message, message};
use crate::edit::{Assignment, Change, NodePath, Value, ValueItem, assign, next_ids, with_item};
use crate::ops::activity_edit::{ActivityEdit, EditTarget};
use crate::ops::verify_edit::{FileTexts, refused, rewrite_file};
use crate::spreadsheet::{FieldChange, WorkbookMerge};
use crate::text::FileId;
use crate::workspace::{Error, LoadedPlans, Result};

/// The changed activities, the new texts of the plan's files, and the places of new activities by
/// their ids.
pub(super) struct RewrittenPlan<'f> {
    pub edits: Vec<ActivityEdit<'f>>,
    pub texts: FileTexts,
    pub new: Vec<(String, Message)>,
}

/// Returns the plan with the changes of a merge.
pub(super) fn rewrite_plan<'f>(
    plans: &LoadedPlans<'f>,
    plan: &'f PlanIndex<'f>,
    merge: &WorkbookMerge,
) -> Result<RewrittenPlan<'f>> {
    let mut places = Vec::new();
    let mut new = new_activities(plans, plan, merge, &mut places)?;
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
    Ok(RewrittenPlan { edits, texts, new: places })
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
    edits: &'c mut Vec<ActivityEdit<'f>>,
    new: &'c mut New,
}

impl FileChange<'_, '_> {
    fn priority(
        &mut self,
        priority: &mut ValueItem,
        changes: &BTreeMap<String, Vec<FieldChange>>,
    ) -> Result<()> {
        for activity in list(&mut priority.value, "activities").into_iter().flatten() {
            let id = activity.value.get("id").and_then(Value::as_text).unwrap_or("").to_owned();
            let Some(fields) = changes.get(&id) else { continue };
            let before = activity.value.clone();
            let fields = fields.iter().map(|change| (&*change.field, &*change.value));
            assign(&mut activity.value, &assignments(fields)?, self.plans.as_of.day)?;
            let target = EditTarget { plan: self.plan, id, file: self.file };
            self.edits.push(ActivityEdit {
                target,
                before,
                after: activity.value.clone(),
                named: Vec::new(),
            });
        }
        let own = priority.value.get("id").and_then(Value::as_text).unwrap_or("").to_owned();
        for (id, value) in self.new.remove(&own).into_iter().flatten() {
            let target = EditTarget { plan: self.plan, id, file: self.file };
            self.edits.push(ActivityEdit {
                target,
                before: Value::Null,
                after: value.clone(),
                named: Vec::new(),
            });
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

fn assignments<'t>(fields: impl Iterator<Item = (&'t str, &'t str)>) -> Result<Vec<Assignment>> {
    let read = |(key, value)| Assignment::parse(&format!("{key}={value}")).map_err(Error::from);
    fields.map(read).collect::<Result<_, _>>()
}

/// Returns the values of new activities. Those without an id get the next free one, after the ids
/// that are given.
fn new_activities(
    plans: &LoadedPlans<'_>,
    plan: &PlanIndex<'_>,
    merge: &WorkbookMerge,
    places: &mut Vec<(String, Message)>,
) -> Result<New> {
    let mut used = plans.index.used_ids();
    let mut taken = Vec::new();
    for one in merge.new.iter().filter(|one| !one.id.is_empty()) {
        if !used.insert(one.id.clone()) {
            taken.push(message!(
                "import.id-in-use",
                "{place}: the id `{id}` is already used in another place",
                place = one.place.clone(),
                id = &one.id
            ));
        }
    }
    if !taken.is_empty() {
        return Err(Error::input(taken).hint(message!(
            "import.leave-the-id-empty",
            "nothing was written; leave the id empty, and the next free one is taken"
        )));
    }
    let (mut new, mut series) = (New::new(), HashMap::new());
    for one in &merge.new {
        let mut id = one.id.clone();
        if id.is_empty() {
            let next = series
                .entry(one.priority.as_str())
                .or_insert_with(|| next_ids(&one.priority, &ids_of(plan, &one.priority)));
            id = next.find(|id| !used.contains(id)).unwrap_or_default();
            used.insert(id.clone());
        }
        let fields = one.fields.iter().map(|(key, value)| (&**key, &**value));
        let fields = std::iter::once(("id", &*id)).chain(fields);
        let mut value = Value::Map(Vec::new());
        assign(&mut value, &assignments(fields)?, plans.as_of.day)?;
        places.push((id.clone(), one.place.clone()));
        new.entry(one.priority.clone()).or_default().push((id, value));
    }
    Ok(new)
}

/// Returns the ids of the activities of a priority.
fn ids_of<'p>(plan: &'p PlanIndex<'_>, priority: &str) -> Vec<&'p str> {
    let own = plan.plan.priorities.iter().filter(|own| own.id.value == priority);
    own.flat_map(|own| own.activities.iter()).map(|activity| &*activity.id.value).collect()
}
