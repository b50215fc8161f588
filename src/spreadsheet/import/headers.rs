//! The header row of a foreign sheet, and the meaning of its columns.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cell::number_of;
use super::heading_unit::HeadingUnit;
use super::importer::{Importer, is_date};
use super::mapping::Mapping;
use super::money::is_amount;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::date_order::{self, DayMonthOrder};
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::table::OWN_HEADS;
use crate::spreadsheet::vocabulary::{column, is_target, meant, near};
use crate::spreadsheet::workbook::RawSheet;

/// The number of rows at the top in which the header row is searched for.
const HEAD_ROWS: usize = 40;

/// The header row of a sheet: one line, or two.
pub(super) struct HeaderRow {
    pub top: u32,
    /// The last row that belongs to them.
    pub last: u32,
    /// The headings by column.
    pub titles: BTreeMap<u32, String>,
    /// The currency that a heading names.
    currency: Option<String>,
}

/// Finds the row with most of the known headings; it needs a title and one more. Returns `None` if
/// there is none.
pub(super) fn find(sheet: &RawSheet, mapping: &Mapping) -> Option<HeaderRow> {
    let known = |found: &RawCell| {
        let text = found.text()?;
        let said = mapping.get(&("columns".to_owned(), text.to_owned())).map(String::as_str);
        said.filter(|key| is_target("column", key)).or_else(|| column(text)).map(str::to_owned)
    };
    let keys = |cells: &RowCells| cells.values().filter_map(known).collect::<BTreeSet<_>>();
    let rows = sheet.rows.iter().take(HEAD_ROWS).map(|(row, cells)| (keys(cells), *row, cells));
    let (_, top, cells) = rows
        .filter(|(keys, ..)| keys.contains("title") && keys.len() > 1)
        .max_by_key(|(keys, row, _)| (keys.len(), u32::MAX - row))?;
    let titled = |cells: &RowCells| -> BTreeMap<u32, String> {
        cells.iter().filter_map(|(at, found)| Some((at, found.text()?.to_owned()))).collect()
    };
    let mut titles = titled(cells);
    // A second header line: below a heading over several columns, each column has its own.
    let title = titles.iter().find(|(_, text)| column(text) == Some("title")).map(|(at, _)| *at);
    let below = sheet.rows.get(&(top + 1)).filter(|below| {
        let are_heads = below.values().all(|found| known(found).is_some());
        are_heads && title.is_some_and(|title| !below.contains_key(&title))
    });
    let below_titles = below.map(titled).unwrap_or_default();
    let money = titles
        .values()
        .chain(below_titles.values())
        .filter(|head| column(head).is_some_and(|key| key.starts_with("budget.")));
    let currency = money.filter_map(|head| HeadingUnit::of(head).currency).next();
    titles.extend(below_titles);
    Some(HeaderRow { top, last: top + u32::from(below.is_some()), titles, currency })
}

impl<'w> Importer<'w> {
    /// Finds the key of each column.
    pub(super) fn heads(&mut self, heads: &'w HeaderRow) {
        self.currency.clone_from(&heads.currency);
        let mut taken: HashMap<&str, u32> = HashMap::new();
        for (&at, head) in &heads.titles {
            let decided = self.said("columns", head).map(str::to_owned);
            let key = decided.as_deref().map_or_else(|| column(head), |word| meant("column", word));
            let Some(key) = key else {
                match near("column", head).filter(|_| decided.is_none()) {
                    Some(guess) => {
                        self.unsure(
                            heads.top,
                            at,
                            format!("unclear column `{head}`; did you mean `{guess}`?"),
                        );
                        self.ask("columns", head, guess);
                    }
                    None if decided.as_deref() == Some("ignore") => {}
                    None => self.left_out(heads, at, head),
                }
                continue;
            };
            if let Some(other) = taken.insert(key, at) {
                self.unsure(
                    heads.top,
                    at,
                    format!("the column {} is also `{key}`", cell_name(heads.top, other)),
                );
                self.ask("columns", head, "ignore");
                taken.insert(key, other);
                continue;
            }
            self.columns.insert(at, (key, head));
        }
        for (at, (key, head)) in self.columns.clone() {
            if is_date(key) {
                let order = self.order(at, head, heads.last + 1);
                self.orders.extend(order.map(|order| (at, order)));
            } else if key == "progress" {
                let shares = self.are_shares(at, head, heads.last + 1);
                self.shares.extend(shares.map(|shares| (at, shares)));
            } else if is_amount(key) {
                let sign = self.decimal_sign(at, heads.last + 1);
                self.signs.extend(sign.map(|sign| (at, sign)));
                self.units.insert(at, HeadingUnit::of(head));
            }
        }
    }

    pub(super) fn column(&self, at: u32, first: u32) -> impl Iterator<Item = &RawCell> {
        self.sheet.rows.range(first..).filter_map(move |(_, cells)| cells.get(&at))
    }

    /// Whether the day or the month comes first, where it was decided or all of the column's dates
    /// agree.
    fn order(&self, at: u32, head: &str, first: u32) -> Option<DayMonthOrder> {
        match self.said("day_order", head) {
            Some("day-first") => return Some(DayMonthOrder::DayFirst),
            Some("month-first") => return Some(DayMonthOrder::MonthFirst),
            _ => {}
        }
        date_order::common_order(self.column(at, first).filter_map(RawCell::text))
    }

    /// Whether the numbers of a column are shares of 1, as a spreadsheet stores 25 % as 0.25, or
    /// percentages. `None` if it is unclear.
    fn are_shares(&self, at: u32, head: &str, first: u32) -> Option<bool> {
        match self.said("numbers", head) {
            Some("shares") => return Some(true),
            Some("percentages") => return Some(false),
            // Headings that the program itself has written.
            _ if self.columns.values().any(|(_, head)| OWN_HEADS.contains(head)) => {
                return Some(false);
            }
            _ => {}
        }
        let (mut has_share, mut has_more) = (false, false);
        for (row, cells) in self.sheet.rows.range(first..) {
            let Some(found) = cells.get(&at) else { continue };
            let Some(number) = number_of(found) else { continue };
            has_share |= self.sheet.is_percent(*row, at) || number > 0.0 && number < 1.0;
            has_more |= number > 1.0 && !self.sheet.is_percent(*row, at);
        }
        (has_share != has_more).then_some(has_share)
    }
}
