//! Indicators and budgets in words.

use std::borrow::Cow;

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
        ("baseline", &indicator.baseline),
        ("target", &indicator.target),
        ("actual", &indicator.actual),
    ];
    let values: Vec<String> = values
        .into_iter()
        .filter_map(|(name, amount)| Some(format!("{name} {}", value(amount.as_ref()?))))
        .collect();
    values.join(", ")
}

/// Returns a budget: `USD 20 000 required, 5 000 spent`.
pub(crate) fn budget_text(budget: &Budget<'_>) -> String {
    let amounts = [
        ("required", Some(budget.required)),
        ("available", budget.available),
        ("spent", budget.spent),
    ];
    let amounts: Vec<String> = amounts
        .into_iter()
        .filter_map(|(name, amount)| Some(format!("{} {name}", grouped(amount?.value))))
        .collect();
    format!("{} {}", budget.currency.value, amounts.join(", "))
}
