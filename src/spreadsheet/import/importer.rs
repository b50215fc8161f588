//! The import of one sheet while it is read: its columns, its faults and its notes.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::heading_unit::{CurrencyColumn, HeadingUnit};
use super::imported::{ImportContext, ImportedSheet};
use super::note_list::ImportNotes;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::date_order::DayMonthOrder;
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::workbook::RawSheet;

pub(super) struct Importer<'w> {
    pub(super) sheet: &'w RawSheet,
    pub(super) around: &'w ImportContext<'w>,
    pub(super) out: ImportedSheet,
    pub(super) faults: Vec<CellFault>,
    /// The key and the heading of each column.
    pub(super) columns: BTreeMap<u32, (&'static str, &'w str)>,
    /// Ids and the rows that have them.
    pub(super) used: HashMap<String, u32>,
    pub(super) orders: HashMap<u32, DayMonthOrder>,
    /// Whether the numbers of each column are shares of 1 or percentages.
    pub(super) shares: HashMap<u32, bool>,
    /// The sign before the decimals of each column of amounts, and the unit in its heading.
    pub(super) signs: HashMap<u32, char>,
    pub(super) units: HashMap<u32, HeadingUnit>,
    /// The currencies beside the amounts of the row, and whether one of them could not be read.
    pub(super) beside: Vec<CurrencyColumn>,
    pub(super) is_unread: bool,
    /// The column of due dates, where the row has a range in it, and the beginning of that.
    pub(super) begins: Option<(u32, String)>,
    /// The currency in the first heading of a budget that names one.
    pub(super) currency: Option<String>,
    /// The number from which ids may be free, by priority.
    pub(super) next: HashMap<String, u64>,
    /// The ids of priorities, by id and by title.
    pub(super) priorities: HashMap<String, String>,
    /// The number from which on ids of priorities may be free.
    pub(super) next_priority: usize,
    /// The ids of new organizations.
    pub(super) organizations: HashSet<String>,
    /// The place among the errors of each question for the mapping, which is reported once.
    pub(super) asked: HashMap<String, usize>,
    /// The number of errors that are not reported.
    pub(super) untold: usize,
    pub(super) notes: ImportNotes,
}

/// The most errors of a sheet that are reported.
pub(super) const MOST_FAULTS: usize = 1_000;

pub(super) struct CellFault {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) what: String,
    /// The number of further cells with this question; `None` if a mapping cannot answer it.
    pub(super) more: Option<usize>,
}

/// A problem with a cell.
pub(super) enum CellProblem {
    /// The user has to correct the cell.
    Mend(String),
    /// A mapping can decide it.
    Ask(String),
}

impl Importer<'_> {
    /// Returns the decision about a word of the sheet.
    pub(super) fn said(&self, section: &str, word: &str) -> Option<&str> {
        if self.around.mapping.is_empty() {
            return None;
        }
        self.around
            .mapping
            .get(&(section.to_owned(), word.to_owned()))
            .map(String::as_str)
            .filter(|word| !word.is_empty())
    }

    pub(super) fn fault(&mut self, row: u32, column: u32, what: impl Into<String>) {
        self.tell(CellFault { row, column, what: what.into(), more: None });
    }

    /// Reports a question for the mapping once, and counts its cells.
    pub(super) fn unsure(&mut self, row: u32, column: u32, what: impl Into<String>) {
        let what = what.into();
        match self.asked.get(&what).and_then(|at| self.faults.get_mut(*at)) {
            Some(fault) => fault.more = fault.more.map(|more| more + 1),
            None => {
                if self.faults.len() < MOST_FAULTS {
                    self.asked.insert(what.clone(), self.faults.len());
                }
                self.tell(CellFault { row, column, what, more: Some(0) });
            }
        }
    }

    pub(super) fn tell(&mut self, fault: CellFault) {
        if self.faults.len() < MOST_FAULTS { self.faults.push(fault) } else { self.untold += 1 }
    }

    pub(super) fn ask(&mut self, section: &str, word: &str, proposal: &str) {
        self.out.asked.insert((section.to_owned(), word.to_owned()), proposal.to_owned());
    }

    /// Returns the sheet, with its errors in the order of the cells.
    pub(super) fn done(mut self) -> ImportedSheet {
        let own = std::mem::take(&mut self.out.notes);
        self.out.notes = self.notes.told(&self.sheet.name);
        self.out.notes.extend(own);
        self.faults.sort_by_key(|fault| (fault.row, fault.column));
        for fault in self.faults {
            let more = match fault.more {
                None | Some(0) => "",
                Some(1) => " (and in 1 more cell)",
                Some(more) => &format!(" (and in {more} more cells)"),
            };
            let text = format!(
                "{}!{}: {}{more}",
                self.sheet.name,
                cell_name(fault.row, fault.column),
                fault.what
            );
            if fault.more.is_none() {
                self.out.wrong.push(text.clone());
            }
            self.out.faults.push(text);
        }
        if self.untold > 0 {
            self.out
                .faults
                .push(format!("{}: {} more errors are not shown", self.sheet.name, self.untold));
        }
        self.out
    }
}

/// Whether a row has one text alone.
pub(super) fn is_heading(cells: &RowCells) -> bool {
    cells.len() == 1 && cells.values().all(|found| found.text().is_some())
}

pub(super) fn is_date(key: &str) -> bool {
    matches!(key, "start" | "due" | "forecast" | "completed")
}

/// Spaces and line breaks as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
