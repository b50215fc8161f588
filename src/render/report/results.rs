//! The results of a plan, as both forms show them.

use super::words;
use crate::analysis::{BudgetSum, CurrencyBudget, IndicatorResult, ResultGroup};
use crate::diagnostic::{Message, all_of, message};
use crate::model::{Amount, Decimal, Status};
use crate::render::toolkit::shape::text;
use crate::render::toolkit::words::{grouped, part_of, short_day};
use crate::render::words as table;
use crate::report::PlanReport;

use super::content::ShareText;

/// How many rows a table of results has; the list of all activities has the rest.
const MOST_ROWS: usize = 60;

/// The results of a plan in tables; an empty one is not shown.
pub(super) struct ResultTables<'f> {
    pub indicators: Vec<IndicatorRow<'f>>,
    pub indicators_more: usize,
    /// Whether an indicator says how it is verified.
    pub has_verification: bool,
    pub budgets: Vec<BudgetTable<'f>>,
    /// What the sums leave out.
    pub budget_notes: Vec<Message>,
    pub goals: Vec<GroupRow<'f>>,
    pub publications: Vec<PublicationRow<'f>>,
    pub publications_more: usize,
    pub regions: Vec<GroupRow<'f>>,
    pub regions_more: usize,
}

/// An indicator.
pub(super) struct IndicatorRow<'f> {
    pub id: &'f str,
    pub name: &'f str,
    pub unit: Option<&'f str>,
    pub baseline: String,
    pub target: String,
    pub actual: String,
    /// Whether the target is reached, with a class.
    pub outcome: Option<(&'static str, Message)>,
    pub verification: &'f str,
}

/// The budgets in one currency.
pub(super) struct BudgetTable<'f> {
    pub currency: &'f str,
    /// A row for each priority, and their total if there are several.
    pub rows: Vec<BudgetRow>,
}

/// Sums of money in words; `–` where no amount is given.
pub(super) struct BudgetRow {
    pub label: String,
    pub is_total: bool,
    pub amounts: [String; 4],
}

/// The activities of a goal or a region.
pub(super) struct GroupRow<'f> {
    pub name: &'f str,
    pub done: Message,
    pub rate: ShareText,
}

/// A deliverable.
pub(super) struct PublicationRow<'f> {
    pub title: &'f str,
    pub link: Option<&'f str>,
    pub id: &'f str,
    pub activity: &'f str,
    pub state: Message,
}

impl ResultTables<'_> {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.indicators.is_empty()
            && self.budgets.is_empty()
            && self.goals.is_empty()
            && self.publications.is_empty()
            && self.regions.is_empty()
    }
}

impl<'f> PlanReport<'f> {
    /// The results in tables.
    pub(super) fn result_tables(&self) -> ResultTables<'f> {
        let results = &self.results;
        let more = |all: usize| all.saturating_sub(MOST_ROWS);
        let publications = results.publications.iter().take(MOST_ROWS).map(|one| {
            let (activity, deliverable) = (one.facts.activity, one.deliverable);
            PublicationRow {
                title: &deliverable.title.value,
                link: text(&deliverable.url).and_then(|link| self.link(link)),
                id: &activity.id.value,
                activity: &activity.title.value,
                state: match one.facts.completed() {
                    Some(day) => words::completed_on(short_day(day.last())),
                    None => table::status(one.facts.status),
                },
            }
        });
        ResultTables {
            indicators: results.indicators.iter().take(MOST_ROWS).map(indicator).collect(),
            indicators_more: more(results.indicators.len()),
            has_verification: results
                .indicators
                .iter()
                .any(|one| one.indicator.verification.is_some()),
            budgets: results.budgets.iter().map(budget).collect(),
            budget_notes: budget_notes(&results.budgets),
            goals: results.sdg_targets.iter().map(group).collect(),
            publications: publications.collect(),
            publications_more: more(results.publications.len()),
            regions: results.regions.iter().take(MOST_ROWS).map(group).collect(),
            regions_more: more(results.regions.len()),
        }
    }
}

fn indicator<'f>(one: &IndicatorResult<'f>) -> IndicatorRow<'f> {
    let value = |amount: &Option<Amount<'_>>| match amount {
        None => "–".to_owned(),
        Some(Amount::Number(number)) => grouped(number.value),
        Some(Amount::Text(text)) => text.value.trim().to_owned(),
    };
    let has_ended = one.facts.status == Status::Completed;
    IndicatorRow {
        id: &one.facts.activity.id.value,
        name: &one.indicator.name.value,
        unit: text(&one.indicator.unit),
        baseline: value(&one.indicator.baseline),
        target: value(&one.indicator.target),
        actual: value(&one.indicator.actual),
        outcome: one.is_reached.map(|is_reached| match (is_reached, has_ended) {
            (true, _) => ("good", words::target_is_reached()),
            (false, true) => ("bad", words::target_is_missed()),
            (false, false) => ("warn", words::target_is_ahead()),
        }),
        verification: text(&one.indicator.verification).unwrap_or(""),
    }
}

fn group<'f>(group: &ResultGroup<'f>) -> GroupRow<'f> {
    let tally = &group.tally;
    GroupRow {
        name: group.name,
        done: part_of(tally.count(Status::Completed), tally.activities()),
        rate: ShareText::new(tally.implementation_rate()),
    }
}

fn budget<'f>(budget: &CurrencyBudget<'f>) -> BudgetTable<'f> {
    let row = |label: String, is_total: bool, sum: &BudgetSum| {
        let amount = |amount: Option<Decimal>| amount.map_or_else(|| "–".to_owned(), grouped);
        let amounts = [Some(sum.required), sum.available, sum.spent, sum.to_mobilize].map(amount);
        BudgetRow { label, is_total, amounts }
    };
    let mut rows: Vec<BudgetRow> = budget
        .priorities
        .iter()
        .map(|(one, sum)| row(format!("{} {}", one.id.value, one.title.value), false, sum))
        .collect();
    if rows.len() > 1 {
        rows.push(row(words::total().to_string(), true, &budget.total));
    }
    BudgetTable { currency: budget.currency, rows }
}

/// What the sums of money leave out, and why there is no sum of all.
fn budget_notes(budgets: &[CurrencyBudget<'_>]) -> Vec<Message> {
    let mut notes = Vec::new();
    if budgets.len() > 1 {
        let names = budgets.iter().map(|budget| budget.currency.to_owned()).collect();
        notes.push(message!(
            "report.several-currencies",
            "The budgets are in {currencies}. Amounts in different currencies are not added up.",
            currencies = all_of(names)
        ));
    }
    for budget in budgets {
        let currency = budget.currency;
        if budget.total.unknown > 0 {
            notes.push(message!(
                "report.availability-unknown",
                "{number#1 activity does|# activities do} not say what is available. What is still \
                to be mobilized leaves out the {currency} {amount} required.",
                number = budget.total.unknown,
                currency,
                amount = grouped(budget.total.required_by_unknown)
            ));
        }
        if budget.cancelled.activities > 0 {
            notes.push(message!(
                "report.cancelled-budget",
                "{number#1 cancelled activity is|# cancelled activities are} left out \
                ({currency} {required} required, {spent} spent).",
                number = budget.cancelled.activities,
                currency,
                required = grouped(budget.cancelled.required),
                spent = grouped(budget.cancelled.spent.unwrap_or(Decimal::ZERO))
            ));
        }
    }
    notes
}
