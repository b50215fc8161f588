//! What a plan has brought about: indicators, money, targets of the Sustainable Development Goals,
//! publications and regions.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::activity_facts::ActivityFacts;
use super::indicator_target::IndicatorTarget;
use super::sort_key::natural;
use super::tally::Tally;
use crate::model::{Budget, Decimal, Deliverable, Field, FieldKind, Indicator, Priority, Status};

/// The results of a plan on a day.
#[derive(Default)]
pub struct Results<'f> {
    /// The indicators, in file order.
    pub indicators: Vec<IndicatorResult<'f>>,
    /// The budgets, one for each currency, in order of the codes.
    pub budgets: Vec<CurrencyBudget<'f>>,
    /// The activities by target of the Sustainable Development Goals, numbers by value.
    pub sdg_targets: Vec<ResultGroup<'f>>,
    /// The deliverables, in file order.
    pub publications: Vec<Publication<'f>>,
    /// The activities by region, those with most activities first.
    pub regions: Vec<ResultGroup<'f>>,
}

/// An indicator and its activity.
pub struct IndicatorResult<'f> {
    /// The activity.
    pub facts: ActivityFacts<'f>,
    /// The indicator.
    pub indicator: &'f Indicator<'f>,
    /// Whether its target is reached, as far as numbers tell.
    pub is_reached: Option<bool>,
}

/// A deliverable and its activity.
pub struct Publication<'f> {
    /// The activity.
    pub facts: ActivityFacts<'f>,
    /// The deliverable.
    pub deliverable: &'f Deliverable<'f>,
}

/// The activities that have one of several values; an activity counts in full under each of its.
pub struct ResultGroup<'f> {
    /// The value, as it is written.
    pub name: &'f str,
    /// Its activities.
    pub tally: Tally,
}

/// The money of a plan in one currency.
pub struct CurrencyBudget<'f> {
    /// ISO 4217 code.
    pub currency: &'f str,
    /// The priorities that have a budget in it, in file order.
    pub priorities: Vec<(&'f Priority<'f>, BudgetSum)>,
    /// All of them.
    pub total: BudgetSum,
    /// The cancelled activities, which are in none of the sums.
    pub cancelled: BudgetSum,
}

/// Sums of budgets in one currency. A sum has the amounts that are given, and is absent where none
/// is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BudgetSum {
    /// How many activities.
    pub activities: usize,
    /// The amount required.
    pub required: Decimal,
    /// The amount available.
    pub available: Option<Decimal>,
    /// The amount spent.
    pub spent: Option<Decimal>,
    /// What is missing for activities that are not completed: of each, what is required beyond what
    /// is available. More than enough for one does not help another.
    pub to_mobilize: Option<Decimal>,
    /// How many activities that are not completed do not say what is available.
    pub unknown: usize,
    /// What those require.
    pub required_by_unknown: Decimal,
}

impl BudgetSum {
    fn add(&mut self, budget: &Budget<'_>, status: Status) {
        let add = |sum: &mut Option<Decimal>, amount: Option<Decimal>| {
            if let Some(amount) = amount {
                *sum = Some(plus(sum.unwrap_or(Decimal::ZERO), amount));
            }
        };
        let (required, available) =
            (budget.required.value, budget.available.map(|amount| amount.value));
        self.activities += 1;
        self.required = plus(self.required, required);
        add(&mut self.available, available);
        add(&mut self.spent, budget.spent.map(|amount| amount.value));
        match available {
            // What is done needs nothing any more.
            _ if status == Status::Completed => add(&mut self.to_mobilize, Some(Decimal::ZERO)),
            Some(available) => {
                let missing = required.micros() - available.micros();
                add(&mut self.to_mobilize, Some(Decimal::from_micros(missing.max(0))));
            }
            None => {
                self.unknown += 1;
                self.required_by_unknown = plus(self.required_by_unknown, required);
            }
        }
    }
}

fn plus(one: Decimal, other: Decimal) -> Decimal {
    Decimal::from_micros(one.micros() + other.micros())
}

impl<'f> Results<'f> {
    /// Collects the results of activities, which are in file order.
    pub fn of(all: &[ActivityFacts<'f>]) -> Self {
        let mut results = Results::default();
        for facts in all {
            let activity = facts.activity;
            results.indicators.extend(activity.indicators.iter().map(|indicator| {
                let is_reached = IndicatorTarget::of(indicator).map(|one| one.is_reached());
                IndicatorResult { facts: *facts, indicator, is_reached }
            }));
            let deliverables = activity.deliverables.iter();
            results
                .publications
                .extend(deliverables.map(|deliverable| Publication { facts: *facts, deliverable }));
        }
        results.budgets = budgets(all);
        results.sdg_targets = groups(all, "sdg_targets");
        results.sdg_targets.sort_by_cached_key(|group| natural(group.name));
        results.regions = groups(all, "geography");
        results.regions.sort_by_cached_key(|group| {
            (u64::MAX - group.tally.activities(), group.name.to_lowercase())
        });
        results
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.indicators.is_empty()
            && self.budgets.is_empty()
            && self.sdg_targets.is_empty()
            && self.publications.is_empty()
            && self.regions.is_empty()
    }
}

fn budgets<'f>(all: &[ActivityFacts<'f>]) -> Vec<CurrencyBudget<'f>> {
    let mut found: BTreeMap<&'f str, CurrencyBudget<'f>> = BTreeMap::new();
    for facts in all {
        let Some(budget) = facts.activity.budget.as_deref() else { continue };
        let currency = &*budget.currency.value;
        let own = found.entry(currency).or_insert_with(|| CurrencyBudget {
            currency,
            priorities: Vec::new(),
            total: BudgetSum::default(),
            cancelled: BudgetSum::default(),
        });
        if facts.status == Status::Cancelled {
            own.cancelled.add(budget, facts.status);
            continue;
        }
        own.total.add(budget, facts.status);
        match own.priorities.last_mut() {
            Some((priority, sum)) if std::ptr::eq(*priority, facts.priority) => {
                sum.add(budget, facts.status);
            }
            _ => {
                let mut sum = BudgetSum::default();
                sum.add(budget, facts.status);
                own.priorities.push((facts.priority, sum));
            }
        }
    }
    found.into_values().collect()
}

/// Groups activities by the values of a field that holds a list of texts.
fn groups<'f>(all: &[ActivityFacts<'f>], key: &str) -> Vec<ResultGroup<'f>> {
    let Some(FieldKind::Texts(slot)) = Field::find(key).map(|field| field.kind) else {
        return Vec::new();
    };
    let mut groups: Vec<ResultGroup<'f>> = Vec::new();
    let mut numbers: HashMap<&'f str, usize> = HashMap::default();
    for facts in all {
        let mut values: Vec<&'f str> =
            (slot.get)(facts.activity).iter().map(|text| text.value.trim()).collect();
        values.sort_unstable();
        values.dedup();
        for name in values {
            let number = *numbers.entry(name).or_insert_with(|| {
                groups.push(ResultGroup { name, tally: Tally::default() });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(number) {
                group.tally.add(facts);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::text::{FileId, Span, Spanned};

    fn budget(required: i64, available: Option<i64>) -> Budget<'static> {
        let nowhere = Span { file: FileId(0), start: 0, end: 0 };
        let amount = |amount: i64| Spanned::new(Decimal::whole(amount), nowhere);
        Budget {
            currency: Spanned::new(Text::from("USD"), nowhere),
            required: amount(required),
            available: available.map(amount),
            spent: None,
        }
    }

    #[test]
    fn what_is_missing_is_not_made_up_for_by_another_activity() {
        let mut sum = BudgetSum::default();
        assert_eq!((sum.available, sum.to_mobilize), (None, None));
        sum.add(&budget(100, Some(40)), Status::Ongoing);
        sum.add(&budget(100, Some(300)), Status::Planned);
        sum.add(&budget(70, None), Status::OnHold);
        sum.add(&budget(50, Some(0)), Status::Completed);
        assert_eq!(sum.required, Decimal::whole(320));
        assert_eq!(sum.available, Some(Decimal::whole(340)));
        assert_eq!(sum.to_mobilize, Some(Decimal::whole(60)));
        assert_eq!((sum.unknown, sum.required_by_unknown), (1, Decimal::whole(70)));
        assert_eq!((sum.activities, sum.spent), (4, None));
    }
}
