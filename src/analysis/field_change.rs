//! Changed fields of an activity.

use std::collections::BTreeMap;

use super::activity_facts::ActivityFacts;
use super::field_value::{
    FieldValue, budget, day, deliverable, iati, indicator, last, milestone, number, own, text,
    texts, translations,
};
use super::fraction::Percent;
use crate::model::{FIELDS, Field, FieldKind, is_id};

/// A changed field of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The key, as in the format; `priority` is the priority of the activity.
    pub field: &'static str,
    /// The value before.
    pub before: FieldValue,
    /// The value now.
    pub after: FieldValue,
}

/// Returns the compared fields, in the format's own order: the activity's own values, nothing that
/// follows from other plans. The priority takes the place of the id, which never changes.
fn compared() -> impl Iterator<Item = (usize, &'static str, &'static Field)> {
    FIELDS.iter().enumerate().map(|(at, field)| match field.kind {
        FieldKind::Id => (at, "priority", field),
        _ => (at, field.key, field),
    })
}

/// Returns the value of a field on the day of the facts, with the current ids of organizations.
fn value(facts: &ActivityFacts<'_>, field: &Field) -> FieldValue {
    let activity = facts.activity;
    match field.kind {
        FieldKind::Id => own(&facts.priority.id),
        FieldKind::Title => own(&activity.title),
        FieldKind::Status => FieldValue::Text(facts.status.as_str().to_owned()),
        FieldKind::Text(slot, _) | FieldKind::PlanReference(slot) => text((slot.get)(activity)),
        FieldKind::Texts(slot) | FieldKind::Themes(slot) | FieldKind::References(slot) => {
            texts((slot.get)(activity))
        }
        FieldKind::Organizations(slot) => {
            FieldValue::Texts(facts.ids_now((slot.get)(activity)).map(str::to_owned).collect())
        }
        FieldKind::Date(_) if field.key == "start" => day(facts.start),
        FieldKind::Date(_) if field.key == "due" => day(facts.due),
        FieldKind::Date(slot) => last(*(slot.get)(activity)),
        FieldKind::Percent(_) => FieldValue::Percent(facts.progress()),
        FieldKind::Weight(_) => FieldValue::Number(activity.weight()),
        FieldKind::Milestones => {
            FieldValue::Items(activity.milestones.iter().map(milestone).collect())
        }
        FieldKind::Deliverables => {
            FieldValue::Items(activity.deliverables.iter().map(deliverable).collect())
        }
        FieldKind::Indicators => {
            FieldValue::Items(activity.indicators.iter().map(indicator).collect())
        }
        FieldKind::Budget => activity.budget.as_deref().map_or(FieldValue::Absent, budget),
        FieldKind::Iati => activity.iati.as_deref().map_or(FieldValue::Absent, iati),
        FieldKind::Translations => translations(&activity.translations),
    }
}

/// The pieces of an activity's values: the number of the field and the path in it, with the piece
/// as text. An item of a list is known by its first value.
pub type FieldPieces = BTreeMap<(usize, String), String>;

/// All that an activity says in its file, field by field in the format's own order; on its own, so
/// that it outlives the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValues {
    values: Vec<FieldValue>,
    /// The fields that cannot be read for certain: a bit each.
    unknown: u64,
}

const _: () = assert!(FIELDS.len() <= u64::BITS as usize);

impl FieldValues {
    /// Records the values of an activity, independent of the day. Values that follow from its plan
    /// or from other fields are left out.
    pub fn of(facts: &ActivityFacts<'_>) -> Self {
        let is_uncertain = |field: &str| match field {
            "priority" => !is_id(&facts.priority.id.value),
            _ => facts.activity.uncertain.contains(&field),
        };
        let recorded = facts.recorded();
        let written = |field: &Field| match field.kind {
            // An organization that gets another id changes none of its activities.
            FieldKind::Organizations(slot) => texts((slot.get)(facts.activity)),
            FieldKind::Percent(_) => facts.activity.progress.map_or(FieldValue::Absent, |share| {
                FieldValue::Percent(Percent::from_decimal(share.value))
            }),
            _ => written_value(&recorded, field),
        };
        let mut record = FieldValues { values: Vec::with_capacity(FIELDS.len()), unknown: 0 };
        for (at, name, field) in compared() {
            let is_unknown = is_uncertain(name);
            record.unknown |= u64::from(is_unknown) << at;
            record.values.push(if is_unknown { FieldValue::Absent } else { written(field) });
        }
        record
    }

    /// Whether each field can be read.
    pub fn is_whole(&self) -> bool {
        self.unknown == 0
    }

    /// How many bytes of memory it takes, more or less.
    pub fn bytes(&self) -> usize {
        self.values.iter().map(FieldValue::bytes).sum()
    }

    /// Fills the fields that cannot be read from an earlier record.
    #[must_use]
    pub fn or_earlier(mut self, earlier: &FieldValues) -> Self {
        for (at, value) in self
            .values
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| self.unknown & !earlier.unknown & (1 << at) != 0)
        {
            *value = earlier.values.get(at).cloned().unwrap_or(FieldValue::Absent);
        }
        self.unknown &= earlier.unknown;
        self
    }

    /// Returns the values piece by piece, lists item by item. A field that cannot be read has no
    /// pieces.
    pub fn pieces(&self) -> FieldPieces {
        let mut pieces = FieldPieces::new();
        for (at, value) in self.values.iter().enumerate() {
            collect((at, String::new()), value, &mut pieces);
        }
        pieces
    }

    /// Whether the known values of both agree.
    pub fn agrees_with(&self, other: &FieldValues) -> bool {
        differing_fields(Some(self), Some(other)).next().is_none()
    }
}

/// Takes a value apart.
fn collect((at, way): (usize, String), value: &FieldValue, pieces: &mut FieldPieces) {
    let below = |part: &dyn std::fmt::Display| (at, format!("{way}\u{1f}{part}"));
    match value {
        FieldValue::Absent => {}
        FieldValue::Texts(all) => {
            pieces.extend(all.iter().map(|text| (below(text), String::new())));
        }
        FieldValue::Item(keys) => {
            keys.iter().for_each(|(key, value)| collect(below(key), value, pieces));
        }
        FieldValue::Items(all) => {
            let mut names: BTreeMap<String, usize> = BTreeMap::new();
            for item in all {
                let name = item.first().map(|(_, name)| format!("{name:?}")).unwrap_or_default();
                let number =
                    names.entry(name.clone()).and_modify(|number| *number += 1).or_default();
                let (_, way) = below(&format_args!("{number} {name}"));
                item.iter().for_each(|(key, value)| {
                    collect((at, format!("{way}\u{1f}{key}")), value, pieces);
                });
            }
        }
        FieldValue::Percent(percent) => {
            drop(pieces.insert((at, way), percent.tenths().to_string()));
        }
        other => drop(pieces.insert((at, way), format!("{other:?}"))),
    }
}

/// Returns the changed fields of an activity. Uncertain values are not compared.
pub fn changes(before: &ActivityFacts<'_>, after: &ActivityFacts<'_>) -> Vec<FieldChange> {
    let is_known = |field: &str| {
        let keys: &[&str] =
            if field == "progress" { &["progress", "milestones", "status"] } else { &[field] };
        let uncertain = || before.activity.uncertain.iter().chain(&after.activity.uncertain);
        let is_doubtful = match field {
            "priority" => [before, after].iter().any(|facts| !is_id(&facts.priority.id.value)),
            "due" => [before, after].iter().any(|facts| {
                facts.activity.due.is_none() && facts.index.plan.uncertain.contains(&"period")
            }),
            _ => false,
        };
        !is_doubtful && !uncertain().any(|key| keys.contains(key))
    };
    let known = compared().filter(|(_, name, _)| is_known(name));
    differing(known.map(|(_, name, field)| (name, value(before, field), value(after, field))))
}

/// Returns the changed fields between two records. A new or removed activity has a change for each
/// field with a value. A field that one record does not know is not compared.
pub fn record_changes(
    before: Option<&FieldValues>,
    after: Option<&FieldValues>,
) -> Vec<FieldChange> {
    let differing = differing_fields(before, after);
    differing
        .map(|(field, a, b)| FieldChange { field, before: a.clone(), after: b.clone() })
        .collect()
}

/// The fields of [`record_changes`], with their values.
fn differing_fields<'r>(
    before: Option<&'r FieldValues>,
    after: Option<&'r FieldValues>,
) -> impl Iterator<Item = (&'static str, &'r FieldValue, &'r FieldValue)> {
    let unknown =
        before.map_or(0, |record| record.unknown) | after.map_or(0, |record| record.unknown);
    let value = |record: Option<&'r FieldValues>, at: usize| {
        record.and_then(|record| record.values.get(at)).unwrap_or(&FieldValue::Absent)
    };
    let known = compared().filter(move |(at, ..)| unknown & (1 << at) == 0);
    known
        .map(move |(at, name, _)| (name, value(before, at), value(after, at)))
        .filter(|(_, before, after)| differs(before, after))
}

/// Returns the value of a field as the activity has it, and the field's name; `None` for a key that
/// is not recorded.
pub fn written(facts: &ActivityFacts<'_>, field: &str) -> Option<(&'static str, FieldValue)> {
    let (_, name, field) = compared().find(|(_, name, _)| *name == field)?;
    Some((name, written_value(&facts.recorded(), field)))
}

/// Returns the values of all fields as the activity has them, in the format's own order.
pub fn recorded_fields(facts: &ActivityFacts<'_>) -> Vec<(&'static str, FieldValue)> {
    let recorded = facts.recorded();
    compared().map(|(_, name, field)| (name, written_value(&recorded, field))).collect()
}

/// Takes facts by the record.
fn written_value(facts: &ActivityFacts<'_>, field: &Field) -> FieldValue {
    match field.kind {
        FieldKind::Date(slot) if (slot.get)(facts.activity).is_none() => FieldValue::Absent,
        FieldKind::Percent(slot) | FieldKind::Weight(slot) => number(*(slot.get)(facts.activity)),
        _ => value(facts, field),
    }
}

fn differing(
    fields: impl Iterator<Item = (&'static str, FieldValue, FieldValue)>,
) -> Vec<FieldChange> {
    fields
        .filter(|(_, before, after)| differs(before, after))
        .map(|(field, before, after)| FieldChange { field, before, after })
        .collect()
}

fn differs(before: &FieldValue, after: &FieldValue) -> bool {
    match (before, after) {
        // Equal texts are equal values.
        (FieldValue::Percent(before), FieldValue::Percent(after)) => {
            before.tenths() != after.tenths()
        }
        (before, after) => before != after && !(before.is_empty() && after.is_empty()),
    }
}
