//! Values of an activity's fields, and how each kind is read from the plan.

use super::fraction::Percent;
use crate::model::{
    Amount, Budget, DateSpan, Day, Decimal, Deliverable, IatiCodes, Indicator, Milestone, Text,
    TranslatedText, Translation, Translations,
};
use crate::text::Spanned;

/// A value of an activity, as `list` gives it; on its own, so that it outlives the files that it
/// comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// No value.
    Absent,
    /// A text, an id, a status.
    Text(String),
    /// A day; spans are resolved.
    Day(Day),
    /// A number, as it is written.
    Number(Decimal),
    /// A calculated percentage.
    Percent(Percent),
    /// Texts or ids.
    Texts(Vec<String>),
    /// Keys and values: a budget, translations.
    Item(Vec<(&'static str, FieldValue)>),
    /// Things with keys and values: milestones, deliverables, indicators.
    Items(Vec<Vec<(&'static str, FieldValue)>>),
}

impl FieldValue {
    /// Whether there is nothing: no value, or a list without items.
    pub fn is_empty(&self) -> bool {
        match self {
            FieldValue::Absent => true,
            FieldValue::Texts(all) => all.is_empty(),
            FieldValue::Items(all) => all.is_empty(),
            _ => false,
        }
    }

    /// How many bytes of memory it takes, more or less.
    pub(super) fn bytes(&self) -> usize {
        let item = |keys: &[(&'static str, FieldValue)]| {
            keys.iter().map(|(_, value)| size_of::<&str>() + value.bytes()).sum::<usize>()
        };
        let further = match self {
            FieldValue::Text(text) => text.len(),
            FieldValue::Texts(all) => all.iter().map(|text| size_of::<String>() + text.len()).sum(),
            FieldValue::Item(keys) => item(keys),
            FieldValue::Items(all) => all.iter().map(|keys| size_of_val(keys) + item(keys)).sum(),
            FieldValue::Absent
            | FieldValue::Day(_)
            | FieldValue::Number(_)
            | FieldValue::Percent(_) => 0,
        };
        size_of::<FieldValue>() + further
    }
}

pub(super) fn text(text: &Option<Spanned<Text<'_>>>) -> FieldValue {
    text.as_ref().map_or(FieldValue::Absent, |text| FieldValue::Text(text.value.to_string()))
}

pub(super) fn texts(all: &[Spanned<Text<'_>>]) -> FieldValue {
    FieldValue::Texts(all.iter().map(|text| text.value.to_string()).collect())
}

pub(super) fn day(day: Option<Day>) -> FieldValue {
    day.map_or(FieldValue::Absent, FieldValue::Day)
}

pub(super) fn last(date: Option<Spanned<DateSpan>>) -> FieldValue {
    day(date.map(|date| date.last()))
}

pub(super) fn number(number: Option<Spanned<Decimal>>) -> FieldValue {
    number.map_or(FieldValue::Absent, |number| FieldValue::Number(number.value))
}

pub(super) fn own(text: &Spanned<Text<'_>>) -> FieldValue {
    FieldValue::Text(text.value.to_string())
}

/// Returns the fields of a milestone.
pub fn milestone(milestone: &Milestone<'_>) -> Vec<(&'static str, FieldValue)> {
    vec![
        ("title", own(&milestone.title)),
        ("due", FieldValue::Day(milestone.due.last())),
        ("done", last(milestone.done)),
        ("translations", translations(&milestone.translations)),
    ]
}

pub(super) fn deliverable(deliverable: &Deliverable<'_>) -> Vec<(&'static str, FieldValue)> {
    vec![("title", own(&deliverable.title)), ("url", text(&deliverable.url))]
}

pub(super) fn indicator(indicator: &Indicator<'_>) -> Vec<(&'static str, FieldValue)> {
    vec![
        ("name", own(&indicator.name)),
        ("unit", text(&indicator.unit)),
        ("baseline", amount(&indicator.baseline)),
        ("target", amount(&indicator.target)),
        ("actual", amount(&indicator.actual)),
        ("verification", text(&indicator.verification)),
    ]
}

pub(super) fn amount(amount: &Option<Amount<'_>>) -> FieldValue {
    match amount {
        None => FieldValue::Absent,
        Some(Amount::Number(number)) => FieldValue::Number(number.value),
        Some(Amount::Text(text)) => own(text),
    }
}

pub(super) fn budget(budget: &Budget<'_>) -> FieldValue {
    FieldValue::Item(vec![
        ("currency", own(&budget.currency)),
        ("required", FieldValue::Number(budget.required.value)),
        ("available", number(budget.available)),
        ("spent", number(budget.spent)),
    ])
}

pub(super) fn iati(codes: &IatiCodes<'_>) -> FieldValue {
    FieldValue::Item(vec![
        ("sector", text(&codes.sector)),
        ("country", text(&codes.country)),
        ("region", text(&codes.region)),
        ("language", text(&codes.language)),
    ])
}

/// The texts by language, then by key.
pub(super) fn translations(translations: &Translations<'_>) -> FieldValue {
    if translations.is_empty() {
        return FieldValue::Absent;
    }
    let value = |text: &TranslatedText<'_>| match text.texts.first() {
        Some(one) if !text.is_list => own(one),
        _ => texts(&text.texts),
    };
    let item = |one: &Translation<'_>| {
        FieldValue::Item(one.texts.iter().map(|text| (text.key, value(text))).collect())
    };
    FieldValue::Item(
        translations.all.iter().map(|one| (one.language.as_str(), item(one))).collect(),
    )
}
