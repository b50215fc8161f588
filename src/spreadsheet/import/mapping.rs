//! The mapping file, in which the user answers questions about a sheet.

use std::collections::BTreeMap;

use iso_currency::Currency;

use crate::model::{DateSpan, Decimal, is_id};
use crate::spreadsheet::vocabulary::is_target;

/// The decisions of the user, by section and by the sheet's own word.
pub type Mapping = BTreeMap<(String, String), String>;

/// A section of a mapping, a description of its values, and a check of a value.
type Section = (&'static str, &'static str, fn(&str) -> bool);

const SECTIONS: &[Section] = &[
    ("columns", "a key of an activity, `priority` or `ignore`", |value| {
        value == "ignore" || is_target("column", value)
    }),
    ("statuses", "a status of the format, such as `on_hold`", |value| is_target("status", value)),
    ("owners", "the id of an organization, or `new`", is_id),
    ("dates", "a date or a span such as 2024-06-30 or 2024-Q2, or `none`", |value| {
        value == "none" || DateSpan::parse(value).is_ok()
    }),
    ("numbers", "`days`, `shares`, `percentages`, `thousands`, `decimal` or `ignore`", |value| {
        matches!(value, "days" | "shares" | "percentages" | "thousands" | "decimal" | "ignore")
    }),
    ("amounts", "an amount such as 12500, or `none`", |value| {
        value == "none" || Decimal::parse(value).is_ok_and(|amount| amount >= Decimal::ZERO)
    }),
    ("day_order", "`day-first` or `month-first`", |value| {
        matches!(value, "day-first" | "month-first")
    }),
    ("year", "a year", |value| value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit())),
    ("sheet", "the name of a sheet", |_| true),
    ("currency", "a code such as USD", |value| Currency::from_code(value).is_some()),
];

/// Describes the problem with a decision of a mapping, if there is one. A decision may be empty.
pub fn unfit(section: &str, value: &str) -> Option<String> {
    match SECTIONS.iter().find(|(name, ..)| *name == section) {
        None => {
            let all: Vec<&str> = SECTIONS.iter().map(|(name, ..)| *name).collect();
            Some(format!("a mapping has no section `{section}`; it takes {}", all.join(", ")))
        }
        Some((_, takes, fits)) => (!value.is_empty() && !fits(value))
            .then(|| format!("`{section}` takes {takes}, not `{value}`")),
    }
}
