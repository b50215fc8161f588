//! The mapping file, in which the user answers questions about a sheet.

use std::collections::BTreeMap;

use iso_currency::Currency;

use crate::diagnostic::{Message, message};
use crate::model::{DateSpan, Decimal, is_id};
use crate::spreadsheet::vocabulary::{column, is_target, meant};

/// The decisions of the user, by section and by the sheet's own word.
pub type Mapping = BTreeMap<(String, String), String>;

/// A section of a mapping, a description of its values, and a check of a value.
type Section = (&'static str, fn() -> Message, fn(&str) -> bool);

const SECTIONS: &[Section] = &[
    (
        "columns",
        || {
            message!(
                "import.takes-columns",
                "a key of an activity, `priority`, `timeline`, `ticks`, `theme` or `ignore`"
            )
        },
        is_column,
    ),
    (
        "sheet",
        || message!("import.takes-sheet", "the name of a sheet, a list of names, or `all`"),
        |_| true,
    ),
    (
        "statuses",
        || message!("import.takes-statuses", "a status of the format, such as `on_hold`"),
        |value| is_target("status", value),
    ),
    ("owners", || message!("import.takes-owners", "the id of an organization, or `new`"), is_id),
    (
        "period",
        || {
            message!(
                "import.takes-period",
                "`calendar`, or `fiscal-07` for years that begin in July"
            )
        },
        |value| value == "calendar" || fiscal_month(value).is_some(),
    ),
    (
        "year",
        || message!("import.takes-year", "a year"),
        |value| value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit()),
    ),
    (
        "dates",
        || {
            message!(
                "import.takes-dates",
                "a date or a span such as 2024-06-30 or 2024-Q2, or `none`"
            )
        },
        |value| value == "none" || DateSpan::parse(value).is_ok(),
    ),
    (
        "day_order",
        || {
            message!(
                "import.takes-day-order",
                "`day-first`, `month-first`, `exchanged` or `stored`"
            )
        },
        |value| matches!(value, "day-first" | "month-first" | "exchanged" | "stored"),
    ),
    (
        "numbers",
        || {
            message!(
                "import.takes-numbers",
                "`days`, `shares`, `percentages`, `thousands`, `decimal` or `ignore`"
            )
        },
        |value| {
            matches!(value, "days" | "shares" | "percentages" | "thousands" | "decimal" | "ignore")
        },
    ),
    (
        "amounts",
        || message!("import.takes-amounts", "an amount such as 12500, or `none`"),
        |value| {
            value == "none" || Decimal::parse(value).is_ok_and(|amount| amount >= Decimal::ZERO)
        },
    ),
    (
        "currency",
        || message!("import.takes-currency", "a code such as USD"),
        |value| Currency::from_code(value).is_some(),
    ),
];

/// The sections, in the order in which they are written.
pub fn sections() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().map(|(name, ..)| *name)
}

/// What the values of a section can be.
pub fn takes(section: &str) -> Option<Message> {
    SECTIONS.iter().find(|(name, ..)| *name == section).map(|(_, takes, _)| takes())
}

/// Whether a column can be mapped to this.
pub(super) fn is_column(value: &str) -> bool {
    matches!(value, "ignore" | "ticks" | "theme" | "timeline") || is_target("column", value)
}

/// The month in which a fiscal year begins: `fiscal-07`.
pub fn fiscal_month(value: &str) -> Option<u32> {
    let month = value.strip_prefix("fiscal-")?.parse().ok()?;
    (1..=12).contains(&month).then_some(month)
}

/// Returns the value of a section that a word means to people: `done` is a status, `Deadline` a
/// column.
pub fn meaning(section: &str, word: &str) -> Option<&'static str> {
    match section {
        "columns" => column(word),
        "statuses" => meant("status", word),
        _ => None,
    }
}

/// Describes the problem with a decision of a mapping, if there is one. A decision may be empty.
pub fn unfit(section: &str, value: &str) -> Option<Message> {
    match SECTIONS.iter().find(|(name, ..)| *name == section) {
        None => Some(message!(
            "import.no-such-section",
            "a mapping has no section `{section}`; it takes {all}",
            section,
            all = sections().collect::<Vec<_>>().join(", ")
        )),
        Some((_, takes, fits)) => (!value.is_empty() && !fits(value)).then(|| {
            message!(
                "import.not-for-this-section",
                "`{section}` takes {takes}, not `{value}`",
                section,
                takes = takes(),
                value
            )
        }),
    }
}
