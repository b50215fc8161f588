//! The unit of a column of amounts: its currency, and thousands or millions.

use crate::spreadsheet::amount::{multiple, named};

/// The unit of a column of amounts, from its heading: `Budget (USD)`, `Cost (thousands of EUR)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadingUnit {
    pub currency: Option<String>,
    pub(super) zeros: usize,
}

impl HeadingUnit {
    pub(super) fn of(head: &str) -> Self {
        let inside = head
            .split(['(', '['])
            .nth(1)
            .and_then(|rest| rest.split([')', ']']).next())
            .unwrap_or("");
        // `Budget EUR`
        let inside = if inside.is_empty() { head } else { inside };
        let words =
            || inside.split([' ', ',', '/', '\'', '’', '\u{a0}']).filter(|word| !word.is_empty());
        HeadingUnit {
            currency: words().filter(|word| !word.contains(char::is_lowercase)).find_map(named),
            zeros: words().find_map(multiple).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_the_currency_and_the_unit() {
        for (head, currency, zeros) in [
            ("Budget (USD)", Some("USD"), 0),
            ("Cost [in thousands of EUR]", Some("EUR"), 3),
            ("Budget ('000 USD)", Some("USD"), 3),
            ("Budget (US$ million)", Some("USD"), 6),
            ("Budget (2024)", None, 0),
            ("Budget (all sources)", None, 0),
            ("Budget", None, 0),
        ] {
            assert_eq!(
                HeadingUnit::of(head),
                HeadingUnit { currency: currency.map(str::to_owned), zeros },
                "{head}"
            );
        }
    }
}
