//! The keys of an activity, made of the table of its fields.

use super::{
    ACTIVITY_LANGUAGES, BUDGET, DELIVERABLE, IATI, INDICATOR, KeySpec, KeyTable, MILESTONE,
    PERCENT, STATUS_WORDS, ValueKind, WEIGHT,
};
use crate::diagnostic::message;
use crate::model::{FIELDS, Field, FieldKind};

/// An activity.
pub static ACTIVITY: KeyTable =
    KeyTable { name: "activity", what: || message!("format.activity", "an activity"), keys: &KEYS };

static KEYS: [KeySpec; FIELDS.len()] = keys();

const NONE: KeySpec = KeySpec { name: "", must: false, takes: ValueKind::Text, about: "" };

const fn keys() -> [KeySpec; FIELDS.len()] {
    let mut keys = [NONE; FIELDS.len()];
    let (mut places, mut fields): (&mut [KeySpec], _) = (&mut keys, FIELDS);
    while let (Some((place, other_places)), Some((field, others))) =
        (places.split_first_mut(), fields.split_first())
    {
        *place = KeySpec {
            name: field.key,
            must: field.is_required,
            takes: takes(field),
            about: field.about,
        };
        (places, fields) = (other_places, others);
    }
    keys
}

const fn takes(field: &Field) -> ValueKind {
    match field.kind {
        FieldKind::Id => ValueKind::Id,
        FieldKind::Title => ValueKind::Line,
        FieldKind::Status => ValueKind::Word(STATUS_WORDS),
        FieldKind::Text(..) => ValueKind::Text,
        FieldKind::PlanReference(_) => ValueKind::PlanReference,
        FieldKind::Texts(_) => ValueKind::Texts,
        FieldKind::Organizations(_) | FieldKind::Themes(_) => ValueKind::Ids,
        FieldKind::References(_) => ValueKind::References,
        FieldKind::Date(_) => ValueKind::Date,
        FieldKind::Percent(_) => PERCENT,
        FieldKind::Weight(_) => WEIGHT,
        FieldKind::Milestones => ValueKind::List(&MILESTONE),
        FieldKind::Deliverables => ValueKind::List(&DELIVERABLE),
        FieldKind::Indicators => ValueKind::List(&INDICATOR),
        FieldKind::Budget => ValueKind::Mapping(&BUDGET),
        FieldKind::Iati => ValueKind::Mapping(&IATI),
        FieldKind::Translations => ValueKind::Mapping(&ACTIVITY_LANGUAGES),
    }
}
