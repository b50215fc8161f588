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
        let plain = head.replace('（', "(").replace('）', ")");
        let inside = plain
            .split(['(', '['])
            .nth(1)
            .and_then(|rest| rest.split([')', ']']).next())
            .unwrap_or("");
        // `Budget EUR`, `Budget EUR (thousands)`
        let (inside, all) = (words(inside), words(&plain));
        let all = || inside.iter().chain(&all).copied();
        let joined = || all().find_map(joined);
        // `ALL` is a word before it is the currency of Albania.
        let is_code = |word: &&str| !word.contains(char::is_lowercase) && *word != "ALL";
        HeadingUnit {
            currency: all().filter(is_code).find_map(named).or_else(|| Some(joined()?.1)),
            zeros: all().find_map(zeros).or_else(|| Some(joined()?.0)).unwrap_or(0),
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    let is_edge =
        |c: char| matches!(c, ' ' | ',' | '/' | '\'' | '’' | '\u{a0}' | '(' | ')' | '[' | ']');
    let bare = |word| str::trim_end_matches(word, [':', '.', ';']);
    text.split(is_edge).map(bare).filter(|word| !word.is_empty()).collect()
}

/// The zeros of `thousands`, `x1000`, `$000`, `万元`.
fn zeros(word: &str) -> Option<usize> {
    let bare = word.trim_start_matches(['x', 'X', '×', '$', '€', '£']).trim_end_matches('s');
    let digits = bare.trim_start_matches('1');
    let is_thousand = digits == "000" && bare.len() <= 4 && bare != word || digits == "000000";
    let chinese = || multiple(word.strip_suffix('元')?);
    multiple(word).or(is_thousand.then_some(digits.len())).or_else(chinese)
}

/// `k€`, `MUSD`: thousands or millions of a currency.
fn joined(word: &str) -> Option<(usize, String)> {
    let (first, rest) = word.split_at_checked(1)?;
    let zeros = matches!(first, "k" | "K" | "M").then(|| multiple(first)).flatten()?;
    let is_code = rest.len() == 3 && rest.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_sign = matches!(rest, "€" | "$" | "£" | "US$");
    (is_code || is_sign).then(|| Some((zeros, named(rest)?))).flatten()
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
            ("Budget (k€)", Some("EUR"), 3),
            ("Coût (M€)", Some("EUR"), 6),
            ("Budget kUSD", Some("USD"), 3),
            ("Budget (MWK)", Some("MWK"), 0),
            ("Budget (x1000 USD)", Some("USD"), 3),
            ("Cost ($000)", None, 3),
            ("Budget (000s)", None, 3),
            ("Budget EUR (thousands)", Some("EUR"), 3),
            ("预算（万元）", None, 4),
            ("Montant (en milliers de USD)", Some("USD"), 3),
            ("Budget 2000 USD", Some("USD"), 0),
            ("Budget: EUR", Some("EUR"), 0),
        ] {
            assert_eq!(
                HeadingUnit::of(head),
                HeadingUnit { currency: currency.map(str::to_owned), zeros },
                "{head}"
            );
        }
    }
}
