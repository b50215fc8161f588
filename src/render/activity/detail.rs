//! An activity with all its fields, for scripts; and which fields are told in which words.

use std::sync::LazyLock;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::listed::ActivityShape;
use crate::analysis::ActivityFacts;
use crate::model::{Activity, Amount, Budget, FIELDS, Field, FieldKind, Milestone, TextLength};
use crate::render::activity::translations::TranslationsShape;
use crate::render::list::ListColumn;
use crate::render::toolkit::shape::{DayShape, NumberShape, text, texts};
use crate::text::{Locator, Sources};

/// An activity with all that is recorded of it.
#[derive(Serialize)]
pub(crate) struct WholeShape<'a> {
    #[serde(flatten)]
    listed: ActivityShape<'a>,
    #[serde(flatten)]
    details: DetailShapes<'a>,
}

/// The fields that a list leaves out, in the format's order.
struct DetailShapes<'a>(ActivityFacts<'a>);

impl Serialize for DetailShapes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in DETAILS.iter() {
            DetailShapes::entry(&self.0, field, &mut map)?;
        }
        map.end()
    }
}

impl DetailShapes<'_> {
    fn entry<M: SerializeMap>(
        facts: &ActivityFacts<'_>,
        field: &Field,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let (key, activity) = (field.key, facts.activity);
        match field.kind {
            FieldKind::Milestones => map.serialize_entry(key, &milestone_shapes(facts)),
            FieldKind::Deliverables => map.serialize_entry(key, &deliverable_shapes(activity)),
            FieldKind::Indicators => map.serialize_entry(key, &indicator_shapes(activity)),
            FieldKind::Budget => {
                map.serialize_entry(key, &activity.budget.as_deref().map(BudgetShape::new))
            }
            FieldKind::Iati => map.serialize_entry(key, &iati_shape(activity)),
            FieldKind::Translations => {
                map.serialize_entry(key, &TranslationsShape::new(&activity.translations))
            }
            FieldKind::Date(slot) => {
                let date = (slot.get)(activity).map(|date| DayShape(date.last()));
                map.serialize_entry(key, &date)
            }
            FieldKind::Percent(slot) | FieldKind::Weight(slot) => {
                let number = (slot.get)(activity).map(|number| NumberShape(number.value));
                map.serialize_entry(key, &number)
            }
            FieldKind::Status => map.serialize_entry(key, activity.status.as_str()),
            _ if field.is_list() => map.serialize_entry(key, &texts(field.texts(activity))),
            _ => map.serialize_entry(key, &field.texts(activity).first().map(|text| &*text.value)),
        }
    }
}

/// The fields that a list leaves out, in the format's order.
pub(crate) static DETAILS: LazyLock<Vec<&'static Field>> = LazyLock::new(|| {
    let is_listed = |field: &Field| ListColumn::ALL.iter().any(|column| column.name() == field.key);
    FIELDS.iter().filter(|field| !is_listed(field)).collect()
});

/// Returns the texts that may have several lines.
pub(crate) fn sentences() -> impl Iterator<Item = &'static Field> {
    let is_long = |length| length > TextLength::Line;
    FIELDS.iter().filter(move |field| field.length().is_some_and(is_long))
}

/// Returns the short texts, and lists of them, that need no words around them.
pub(crate) fn notes() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| match field.kind {
        FieldKind::Text(_, TextLength::Line) => field.key != "contact",
        FieldKind::Texts(_) => field.key != "tags",
        _ => false,
    })
}

#[derive(Serialize)]
pub(crate) struct MilestoneShape<'a> {
    title: &'a str,
    due: DayShape,
    done: Option<DayShape>,
    overdue: bool,
    translations: Option<TranslationsShape<'a>>,
}

#[derive(Serialize)]
pub(crate) struct DeliverableShape<'a> {
    title: &'a str,
    url: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct IndicatorShape<'a> {
    name: &'a str,
    unit: Option<&'a str>,
    baseline: Option<AmountShape<'a>>,
    target: Option<AmountShape<'a>>,
    actual: Option<AmountShape<'a>>,
    verification: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum AmountShape<'a> {
    Number(NumberShape),
    Text(&'a str),
}

/// Codes of IATI's lists.
#[derive(Serialize)]
pub(crate) struct IatiShape<'a> {
    sector: Option<&'a str>,
    country: Option<&'a str>,
    region: Option<&'a str>,
    language: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct BudgetShape<'a> {
    currency: &'a str,
    required: NumberShape,
    available: Option<NumberShape>,
    spent: Option<NumberShape>,
}

impl<'a> WholeShape<'a> {
    /// What an activity says, and what follows from it on that day.
    pub(crate) fn new(
        facts: &ActivityFacts<'a>,
        sources: &'a Sources,
        locator: &mut Locator<'_>,
    ) -> Self {
        WholeShape {
            listed: ActivityShape::new(facts, sources, locator),
            details: DetailShapes(*facts),
        }
    }
}

impl<'a> BudgetShape<'a> {
    fn new(budget: &'a Budget<'_>) -> Self {
        BudgetShape {
            currency: &budget.currency.value,
            required: NumberShape(budget.required.value),
            available: budget.available.map(|amount| NumberShape(amount.value)),
            spent: budget.spent.map(|amount| NumberShape(amount.value)),
        }
    }
}

/// The milestones; `done` is what is recorded.
pub(crate) fn milestone_shapes<'a>(facts: &ActivityFacts<'a>) -> Vec<MilestoneShape<'a>> {
    let shape = |milestone: &'a Milestone<'a>| MilestoneShape {
        title: &milestone.title.value,
        due: DayShape(milestone.due.last()),
        done: milestone.done.map(|date| DayShape(date.last())),
        overdue: facts.is_late(milestone),
        translations: TranslationsShape::new(&milestone.translations),
    };
    facts.activity.milestones.iter().map(shape).collect()
}

/// The activity's own codes; none where it has none.
pub(crate) fn iati_shape<'a>(activity: &'a Activity<'_>) -> Option<IatiShape<'a>> {
    activity.iati.as_deref().map(|codes| IatiShape {
        sector: text(&codes.sector),
        country: text(&codes.country),
        region: text(&codes.region),
        language: text(&codes.language),
    })
}

pub(crate) fn deliverable_shapes<'a>(activity: &'a Activity<'_>) -> Vec<DeliverableShape<'a>> {
    activity
        .deliverables
        .iter()
        .map(|d| DeliverableShape { title: &d.title.value, url: text(&d.url) })
        .collect()
}

pub(crate) fn indicator_shapes<'a>(activity: &'a Activity<'_>) -> Vec<IndicatorShape<'a>> {
    let shape = |indicator: &'a crate::model::Indicator<'_>| IndicatorShape {
        name: &indicator.name.value,
        unit: text(&indicator.unit),
        baseline: amount_shape(&indicator.baseline),
        target: amount_shape(&indicator.target),
        actual: amount_shape(&indicator.actual),
        verification: text(&indicator.verification),
    };
    activity.indicators.iter().map(shape).collect()
}

fn amount_shape<'a>(amount: &'a Option<Amount<'_>>) -> Option<AmountShape<'a>> {
    amount.as_ref().map(|amount| match amount {
        Amount::Number(number) => AmountShape::Number(NumberShape(number.value)),
        Amount::Text(text) => AmountShape::Text(&text.value),
    })
}
