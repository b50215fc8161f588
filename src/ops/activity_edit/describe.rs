//! What an edit changed in an activity, field by field, as a report.

use std::collections::HashMap;

use super::milestone::milestone_name;
use super::target::ActivityEdit;
use crate::analysis::{ActivityFacts, FieldValue, Index, PlanIndex, written};
use crate::edit::Value;
use crate::report::{EditedActivity, EditedField};
use crate::workspace::LoadedPlans;

/// Reports what has changed in one activity.
pub(crate) fn describe(
    plans: &LoadedPlans<'_>,
    edited: &ActivityEdit<'_>,
    new_index: &Index<'_>,
    is_written: bool,
) -> EditedActivity {
    let ActivityEdit { target, before, after, named } = edited;
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
        EditedField { field, known, before, after }
    });
    EditedActivity {
        plan: Some(plan.to_owned()),
        id: new_id.to_owned(),
        title: after
            .get("title")
            .or(before.get("title"))
            .and_then(Value::as_text)
            .unwrap_or("")
            .to_owned(),
        path: plans.sources[target.file].path.clone(),
        written: before != after && is_written,
        is_person: false,
        is_new: *before == Value::Null,
        is_removed: *after == Value::Null,
        milestones: named
            .iter()
            .map(|number| number.map(|number| milestone_name(after, number)))
            .collect::<Option<_>>()
            .unwrap_or_default(),
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
fn shown(facts: Option<&ActivityFacts<'_>>, activity: &Value, field: &str) -> FieldValue {
    let read = facts.and_then(|facts| written(facts, field)).map(|(_, value)| value);
    match (activity.get(field), read) {
        (_, Some(value)) => value,
        (Some(Value::Text(text)), None) => FieldValue::Text(text.to_string()),
        (Some(Value::List(items)), None) => FieldValue::Texts(
            items.iter().filter_map(|item| item.value.as_text()).map(str::to_owned).collect(),
        ),
        (_, None) => FieldValue::Absent,
    }
}
