//! Amounts of money in the cells of a sheet, and their currency.

use super::column_facts::{ColumnFacts, ReadAmount, ReadCell};
use super::importer::Importer;
use super::notices::Notice;
use super::questions::Met;
use crate::diagnostic::message;
use crate::spreadsheet::amount::{Amount, multiple, named, read, times};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::typed_value::plain_number;

impl Importer<'_> {
    /// Reads an amount; `None` where the cell holds none, and its text goes into the remarks.
    pub(super) fn amount(
        &mut self,
        cell: ReadCell<'_>,
        column: &ColumnFacts,
    ) -> Option<ReadAmount> {
        let ReadCell { row, value } = cell;
        let zeros = column.money.as_ref().map_or(0, |money| money.unit.zeros);
        let mut amount = match value {
            RawCell::Number(number)
                if *number >= 0.0 && !self.grid.sheet.is_percent(row, column.at) =>
            {
                ReadAmount {
                    number: plain_number(*number).ok()?,
                    currency: self.shown(row, column),
                    at: column.at,
                }
            }
            RawCell::Number(number) if self.grid.sheet.is_percent(row, column.at) => {
                let percent = plain_number(number * 100.0).ok()?;
                self.written(row, column, &format!("{percent}%"))?
            }
            RawCell::Number(number) => self.written(row, column, &number.to_string())?,
            RawCell::Text(text) => self.written(row, column, text)?,
            RawCell::Day(_) | RawCell::Odd(_) => return None,
        };
        if zeros > 0 {
            self.notice(Notice::FullAmounts, row);
            amount.number = times(&amount.number, zeros)?;
        }
        Some(amount)
    }

    /// The currency that a spreadsheet shows beside a number.
    fn shown(&mut self, row: u32, column: &ColumnFacts) -> Option<String> {
        let sheet = self.grid.sheet;
        let marks = sheet.marks.of(row, column.at).to_vec();
        let mark = marks.iter().find_map(|mark| Some((named(mark)?, mark.clone())));
        if let Some((currency, mark)) = mark {
            self.sign(&mark, &currency);
            return Some(currency);
        }
        if marks.iter().any(|mark| multiple(mark).is_some()) {
            self.notice(Notice::ShownInThousands, row);
        }
        None
    }

    /// Reports once what a sign is read as.
    fn sign(&mut self, text: &str, currency: &str) {
        let sign = ["$", "€", "£", "¥"].into_iter().find(|sign| text.contains(sign));
        let Some(sign) = sign.filter(|_| !text.contains(char::is_alphabetic)) else { return };
        if self.signs.insert(sign) {
            self.note(message!(
                "import.sign-of-a-currency",
                "`{sign}` is read as {currency}",
                sign,
                currency
            ));
        }
    }

    /// Reads an amount that is text, or asks for its meaning.
    fn written(&mut self, row: u32, column: &ColumnFacts, text: &str) -> Option<ReadAmount> {
        let is_decided = self.questions.given("amounts", text).is_some();
        let amount = if is_decided { None } else { read(text).ok() };
        let Some(Amount { number, as_decimal, currencies }) = amount else {
            let doubt = || {
                message!(
                    "import.not-an-amount",
                    "`{text}` in the column `{column}` is not an amount",
                    text,
                    column = &column.label
                )
            };
            let met = Met {
                section: "amounts",
                word: text,
                proposal: "none",
                place: self.place(row, column.at),
            };
            let said = self.questions.ask(&met, Some(&doubt));
            let is_amount = said != "none" && !said.is_empty();
            return is_amount.then_some(ReadAmount { number: said, currency: None, at: column.at });
        };
        let currency = currencies.first().cloned();
        if let Some(currency) = &currency {
            self.sign(text, currency);
        }
        let Some((decimal, sign)) = as_decimal else {
            return Some(ReadAmount { number, currency, at: column.at });
        };
        let shown = column.money.as_ref().and_then(|money| money.sign);
        let is_decimal = match shown {
            // Amounts rarely have three decimal places.
            Some(shown) if shown != sign => false,
            // Three digits after a comma are thousands, unless another number shows otherwise.
            None if sign == ',' => false,
            shown => {
                let doubt = || {
                    message!(
                        "import.point-of-an-amount",
                        "`{text}` in the column `{column}` can be read as {number} or as {decimal}",
                        text,
                        column = &column.label,
                        number = &number,
                        decimal = &decimal
                    )
                };
                let met = Met {
                    section: "numbers",
                    word: &column.label,
                    proposal: if shown.is_some() { "decimal" } else { "thousands" },
                    place: self.place(row, column.at),
                };
                self.questions.ask(&met, Some(&doubt)) == "decimal"
            }
        };
        let number = if is_decimal { decimal } else { number };
        Some(ReadAmount { number, currency, at: column.at })
    }
}
