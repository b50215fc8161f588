//! Indicators and budgets in words.

use std::borrow::Cow;

use crate::diagnostic::{Message, message};
use crate::model::{Amount, Budget, Indicator};
use crate::render::toolkit::words::grouped;

/// Returns the values that an indicator has: `baseline 4, target 10`. `shown` prepares a text for
/// its form.
pub(crate) fn indicator_values(
    indicator: &Indicator<'_>,
    shown: fn(&str) -> Cow<'_, str>,
) -> String {
    let value = |amount: &Amount<'_>| match amount {
        Amount::Number(number) => number.value.to_string(),
        Amount::Text(text) => shown(&text.value).into_owned(),
    };
    let values = [
        indicator.baseline.as_ref().map(|amount| {
            message!("show.indicator-baseline", "baseline {value}", value = value(amount))
        }),
        indicator.target.as_ref().map(|amount| {
            message!("show.indicator-target", "target {value}", value = value(amount))
        }),
        indicator.actual.as_ref().map(|amount| {
            message!("show.indicator-actual", "actual {value}", value = value(amount))
        }),
    ];
    joined(values)
}

/// Returns a budget: `USD 20 000 required, 5 000 spent`.
pub(crate) fn budget_text(budget: &Budget<'_>) -> String {
    let amounts = [
        Some(message!(
            "show.budget-required",
            "{amount} required",
            amount = grouped(budget.required.value)
        )),
        budget.available.map(|available| {
            message!(
                "show.budget-available",
                "{amount} available",
                amount = grouped(available.value)
            )
        }),
        budget.spent.map(|spent| {
            message!("show.budget-spent", "{amount} spent", amount = grouped(spent.value))
        }),
    ];
    format!("{} {}", budget.currency.value, joined(amounts))
}

fn joined(parts: [Option<Message>; 3]) -> String {
    parts.into_iter().flatten().map(String::from).collect::<Vec<_>>().join(", ")
}
