//! Amounts of money in a foreign sheet, and their currency.

use std::collections::BTreeMap;

use super::heading_unit::CurrencyColumn;
use super::importer::{CellProblem, Importer};
use crate::spreadsheet::amount::{Amount, decimal_sign, multiple, named, read, times};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::typed_value::plain_number;

/// The keys of amounts.
pub(super) fn is_amount(key: &str) -> bool {
    matches!(key, "budget.required" | "budget.available" | "budget.spent")
}

impl Importer<'_> {
    /// The sign before decimals that the amounts of a column show together, if they do.
    pub(super) fn decimal_sign(&self, at: u32, first: u32) -> Option<char> {
        let mut signs = self.column(at, first).filter_map(|found| decimal_sign(found.text()?));
        let first = signs.next()?;
        signs.all(|sign| sign == first).then_some(first)
    }

    /// Returns an amount in the notation of the format; `None` if the user decided that there is
    /// none.
    pub(super) fn amount(
        &mut self,
        row: u32,
        at: u32,
        head: &str,
        found: &RawCell,
    ) -> Result<String, CellProblem> {
        let number = match found {
            RawCell::Day(day) => {
                return Err(CellProblem::Mend(format!("{day} is a date, not an amount")));
            }
            RawCell::Number(number) if self.sheet.is_percent(row, at) => {
                let shown = plain_number(number * 100.0).map_err(CellProblem::Mend)?;
                return Err(CellProblem::Mend(format!(
                    "{shown}% is not an amount. Enter a number such as 12500"
                )));
            }
            RawCell::Number(number) if *number >= 0.0 => {
                let number = plain_number(*number).map_err(CellProblem::Mend)?;
                self.shown_with(row, at, &number)?;
                number
            }
            RawCell::Number(number) => {
                self.written(row, at, head, &plain_number(*number).map_err(CellProblem::Mend)?)?
            }
            found => self.written(row, at, head, found.text().unwrap_or(""))?,
        };
        let zeros = self.units.get(&at).map_or(0, |unit| unit.zeros);
        if zeros == 0 || number.is_empty() {
            return Ok(number);
        }
        let what = format!(
            "the heading says that the amounts are in {}: they are converted to full amounts",
            if zeros == 3 { "thousands" } else { "millions" }
        );
        self.note_once(row, at, &what);
        times(&number, zeros)
            .ok_or_else(|| CellProblem::Mend(format!("the amount `{number}` is too large")))
    }

    /// Checks the text that a spreadsheet shows beside a number.
    fn shown_with(&mut self, row: u32, at: u32, number: &str) -> Result<(), CellProblem> {
        let sheet = self.sheet;
        for mark in sheet.marks.of(row, at) {
            let shown = format!("{number} {mark}");
            match named(mark) {
                Some(currency) => self.beside(row, at, currency, shown),
                None if multiple(mark).is_some() => {
                    return Err(CellProblem::Mend(format!(
                        "`{number}` is shown with `{mark}`. Enter the amount as a plain number"
                    )));
                }
                None => self.note_once(
                    row,
                    at,
                    &format!("the amounts here are shown with `{mark}`, which is ignored"),
                ),
            }
        }
        Ok(())
    }

    /// Reads an amount that is text, or asks for its meaning.
    fn written(
        &mut self,
        row: u32,
        at: u32,
        head: &str,
        text: &str,
    ) -> Result<String, CellProblem> {
        if let Some(decided) = self.said("amounts", text) {
            return Ok(if decided == "none" { String::new() } else { decided.to_owned() });
        }
        let Ok(Amount { number, as_decimal, currencies }) = read(text) else {
            self.ask("amounts", text, "none");
            return Err(CellProblem::Ask(format!("`{text}` is not an amount")));
        };
        for currency in currencies {
            self.beside(row, at, currency, text.to_owned());
        }
        let Some((decimal, sign)) = as_decimal else { return Ok(number) };
        let shown = match self.said("numbers", head) {
            Some("thousands") => Some(false),
            Some("decimal") => Some(true),
            _ => self.signs.get(&at).map(|own| *own == sign),
        };
        match shown {
            Some(true) => Ok(decimal),
            Some(false) => Ok(number),
            // Three digits after a comma are thousands, unless another number shows otherwise.
            None if sign == ',' => Ok(number),
            None => {
                self.ask("numbers", head, "thousands");
                Err(CellProblem::Ask(format!("`{text}` can be read as {number} or as {decimal}")))
            }
        }
    }

    /// Notes a currency beside an amount. The meaning of a sign is reported once.
    fn beside(&mut self, row: u32, at: u32, currency: String, shown: String) {
        // `US$` says it itself.
        let is_bare = |at: usize| !shown.get(..at).unwrap_or("").ends_with(char::is_alphabetic);
        if let Some(sign) =
            ["$", "€", "£", "¥"].into_iter().find(|sign| shown.find(sign).is_some_and(is_bare))
        {
            self.note_once(row, at, &format!("`{sign}` is read as {currency}"));
        }
        self.beside.push(CurrencyColumn { column: at, currency, shown });
    }

    /// Looks at whether the amounts of a row make a budget, and in one currency.
    pub(super) fn budget(&mut self, row: u32, fields: &mut BTreeMap<&'static str, String>) {
        let beside = std::mem::take(&mut self.beside);
        if !fields.keys().any(|key| is_amount(key)) {
            fields.remove("budget.currency");
            return;
        }
        let amounts: Vec<(u32, &'static str)> = self
            .columns
            .iter()
            .filter(|(_, (key, _))| is_amount(key))
            .map(|(at, (key, _))| (*at, *key))
            .collect();
        let first = amounts.first().map_or(0, |(at, _)| *at);
        let own = fields
            .get("budget.currency")
            .cloned()
            .or_else(|| beside.first().map(|named| named.currency.clone()));
        let decided = self.said("currency", "currency").map(str::to_owned);
        let of_heads = |at: &u32| self.units.get(at).and_then(|unit| unit.currency.clone());
        let there = || amounts.iter().filter(|(_, key)| fields.contains_key(key));
        let of_head = there().find_map(|(at, _)| of_heads(at)).or_else(|| self.currency.clone());
        let Some(currency) = own.clone().or_else(|| decided.clone()).or(of_head) else {
            self.ask("currency", "currency", "USD");
            return self.unsure(row, first, "the currency is missing");
        };
        let mut others: Vec<(u32, String)> = Vec::new();
        for CurrencyColumn { column, currency: other, shown } in
            beside.iter().filter(|named| named.currency != currency)
        {
            others.push((
                *column,
                format!("`{shown}` is in {other}, but the currency of this row is {currency}"),
            ));
        }
        // A decision also counts for the headings.
        let heads = there()
            .filter_map(|(at, _)| Some((*at, of_heads(at)?)))
            .filter(|(_, other)| decided.is_none() && *other != currency);
        let heads: Vec<(u32, String)> = heads
            .map(|(at, other)| {
                (
                    at,
                    format!("its heading says {other}, but the currency of this row is {currency}"),
                )
            })
            .collect();
        others.extend(heads);
        for (at, what) in others {
            self.fault(row, at, what);
        }
        fields.insert("budget.currency", currency);
        if !fields.contains_key("budget.required") && !self.is_unread {
            self.fault(row, first, "a budget needs the amount that is required");
        }
    }
}
