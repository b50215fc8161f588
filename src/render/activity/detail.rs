use serde::Serialize;

use crate::analysis::ActivityFacts;
use crate::model::{Activity, Amount, Milestone};
use crate::render::activity::translations::TranslationsShape;
use crate::render::list::ActivityShape;
use crate::render::toolkit::shape::{DayShape, NumberShape, text, texts};
use crate::text::{Locator, Sources};

/// An activity with all that is recorded of it.
#[derive(Serialize)]
pub(crate) struct WholeShape<'a> {
    #[serde(flatten)]
    listed: ActivityShape<'a>,
    contact: Option<&'a str>,
    milestones: Vec<MilestoneShape<'a>>,
    deliverables: Vec<DeliverableShape<'a>>,
    indicators: Vec<IndicatorShape<'a>>,
    budget: Option<BudgetShape<'a>>,
    working_group: Option<&'a str>,
    geography: Vec<&'a str>,
    sdg_targets: Vec<&'a str>,
    iati: Option<IatiShape<'a>>,
    description: Option<&'a str>,
    remarks: Option<&'a str>,
    translations: Option<TranslationsShape<'a>>,
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
        let activity = facts.activity;
        WholeShape {
            listed: ActivityShape::new(facts, sources, locator),
            contact: text(&activity.contact),
            milestones: milestone_shapes(facts),
            deliverables: deliverable_shapes(activity),
            indicators: indicator_shapes(activity),
            budget: activity.budget.as_ref().map(|budget| BudgetShape {
                currency: &budget.currency.value,
                required: NumberShape(budget.required.value),
                available: budget.available.map(|amount| NumberShape(amount.value)),
                spent: budget.spent.map(|amount| NumberShape(amount.value)),
            }),
            working_group: text(&activity.working_group),
            geography: texts(&activity.geography),
            sdg_targets: texts(&activity.sdg_targets),
            iati: iati_shape(activity),
            description: text(&activity.description),
            remarks: text(&activity.remarks),
            translations: TranslationsShape::new(&activity.translations),
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
