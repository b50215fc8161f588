//! The results of a plan for scripts.

use std::borrow::Cow;

use serde::Serialize;

use crate::analysis::{BudgetSum, ResultGroup};
use crate::model::{Amount, Status};
use crate::render::toolkit::shape::{NumberShape, text};
use crate::report::PlanReport;

#[derive(Serialize)]
pub(super) struct ResultsShape<'a> {
    indicators: Vec<IndicatorShape<'a>>,
    budgets: Vec<CurrencyShape<'a>>,
    sdg_targets: Vec<GroupShape<'a>>,
    publications: Vec<PublicationShape<'a>>,
    regions: Vec<GroupShape<'a>>,
}

#[derive(Serialize)]
struct IndicatorShape<'a> {
    activity: &'a str,
    name: Cow<'a, str>,
    unit: Option<Cow<'a, str>>,
    baseline: Option<AmountShape<'a>>,
    target: Option<AmountShape<'a>>,
    actual: Option<AmountShape<'a>>,
    reached: Option<bool>,
    verification: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AmountShape<'a> {
    Number(NumberShape),
    Text(Cow<'a, str>),
}

#[derive(Serialize)]
struct CurrencyShape<'a> {
    currency: &'a str,
    priorities: Vec<PriorityBudgetShape<'a>>,
    total: SumShape,
    cancelled: SumShape,
}

#[derive(Serialize)]
struct PriorityBudgetShape<'a> {
    priority: &'a str,
    #[serde(flatten)]
    sum: SumShape,
}

#[derive(Serialize)]
struct SumShape {
    activities: usize,
    required: NumberShape,
    available: Option<NumberShape>,
    spent: Option<NumberShape>,
    to_mobilize: Option<NumberShape>,
    without_available: usize,
}

#[derive(Serialize)]
struct GroupShape<'a> {
    name: Cow<'a, str>,
    activities: u64,
    completed: u64,
}

#[derive(Serialize)]
struct PublicationShape<'a> {
    activity: &'a str,
    title: Cow<'a, str>,
    url: Option<&'a str>,
    status: &'static str,
}

impl<'a> ResultsShape<'a> {
    pub(super) fn new(report: &'a PlanReport<'_>) -> Self {
        let results = &report.results;
        let amount = |amount: &'a Option<Amount<'_>>| match amount.as_ref()? {
            Amount::Number(number) => Some(AmountShape::Number(NumberShape(number.value))),
            Amount::Text(text) => Some(AmountShape::Text(report.plain(&text.value))),
        };
        let group = |group: &'a ResultGroup<'_>| GroupShape {
            name: report.plain(group.name),
            activities: group.tally.activities(),
            completed: group.tally.count(Status::Completed),
        };
        let indicators = results.indicators.iter().map(|one| IndicatorShape {
            activity: &one.facts.activity.id.value,
            name: report.plain(&one.indicator.name.value),
            unit: text(&one.indicator.unit).map(|unit| report.plain(unit)),
            baseline: amount(&one.indicator.baseline),
            target: amount(&one.indicator.target),
            actual: amount(&one.indicator.actual),
            reached: one.is_reached,
            verification: text(&one.indicator.verification).map(|words| report.plain(words)),
        });
        let publications = results.publications.iter().map(|one| PublicationShape {
            activity: &one.facts.activity.id.value,
            title: report.plain(&one.deliverable.title.value),
            url: text(&one.deliverable.url).and_then(|url| report.link(url)),
            status: one.facts.status.as_str(),
        });
        let budgets = results.budgets.iter().map(|budget| CurrencyShape {
            currency: budget.currency,
            priorities: budget
                .priorities
                .iter()
                .map(|(one, own)| PriorityBudgetShape { priority: &one.id.value, sum: sum(own) })
                .collect(),
            total: sum(&budget.total),
            cancelled: sum(&budget.cancelled),
        });
        ResultsShape {
            indicators: indicators.collect(),
            budgets: budgets.collect(),
            sdg_targets: results.sdg_targets.iter().map(group).collect(),
            publications: publications.collect(),
            regions: results.regions.iter().map(group).collect(),
        }
    }
}

fn sum(sum: &BudgetSum) -> SumShape {
    SumShape {
        activities: sum.activities,
        required: NumberShape(sum.required),
        available: sum.available.map(NumberShape),
        spent: sum.spent.map(NumberShape),
        to_mobilize: sum.to_mobilize.map(NumberShape),
        without_available: sum.unknown,
    }
}
