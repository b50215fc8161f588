//! A sheet that somebody made for themselves: which of its columns mean what, and what its rows
//! say.

mod cell;
mod headers;
mod hidden;
mod left_out;
mod mapping;
mod money;
mod notes;
mod owners;
mod rows;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::cells::RowCells;
use super::date_parser::DayMonthOrder;
use super::workbook::{RawSheet, cell_name};
use crate::model::Day;
use money::{CurrencyColumn, HeadingUnit};
use notes::ImportNotes;

pub use mapping::{Mapping, unfit};
pub(super) use owners::{MOST_NAMES, pieces};

/// A sheet of somebody's own, as far as it could be read.
#[derive(Debug, Default)]
pub struct ImportedSheet {
    /// Its name.
    pub sheet: String,
    /// Whether a spreadsheet does not show it.
    pub is_hidden: bool,
    /// Priorities in their order: id, title.
    pub priorities: Vec<(String, String)>,
    /// The activities.
    pub activities: Vec<ImportedRow>,
    /// Organizations that the mapping says are new: id, name.
    pub organizations: Vec<(String, String)>,
    /// What is not sure, with a proposal.
    pub asked: Mapping,
    /// All that is wrong and cannot be decided by a mapping, with its place.
    pub wrong: Vec<String>,
    /// The same with what is not sure.
    pub faults: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// An activity that a row describes.
#[derive(Debug)]
pub struct ImportedRow {
    /// The priority's id.
    pub priority: String,
    /// What is to be looked at, beginning with the place.
    pub comment: String,
    /// Its keys and values; lists with `, ` between the items.
    pub fields: Vec<(&'static str, String)>,
}

/// What is known of the plan that the sheet becomes.
pub struct ImportContext<'s> {
    /// Finds the id of an organization by any of its names.
    pub organization: &'s dyn Fn(&str) -> Option<String>,
    /// The nearest one.
    pub nearest: &'s dyn Fn(&str) -> Option<String>,
    /// What was decided.
    pub mapping: &'s Mapping,
    /// The year of dates that name none.
    pub year: Option<u32>,
    /// The day of the import.
    pub day: Day,
}

/// Reads the sheet; nothing where it is no workplan.
pub fn read_foreign(sheet: &RawSheet, around: &ImportContext<'_>) -> Option<ImportedSheet> {
    let heads = headers::find(sheet, around.mapping)?;
    let mut work = Importer {
        sheet,
        around,
        out: ImportedSheet {
            sheet: sheet.name.clone(),
            is_hidden: sheet.is_hidden,
            ..ImportedSheet::default()
        },
        faults: Vec::new(),
        columns: BTreeMap::new(),
        used: HashMap::new(),
        orders: HashMap::new(),
        shares: HashMap::new(),
        signs: HashMap::new(),
        units: HashMap::new(),
        beside: Vec::new(),
        is_unread: false,
        begins: None,
        currency: None,
        next: HashMap::new(),
        priorities: HashMap::new(),
        next_priority: 1,
        organizations: HashSet::new(),
        asked: HashMap::new(),
        untold: 0,
        notes: ImportNotes::default(),
    };
    work.above(&heads);
    work.heads(&heads);
    work.rows(heads.last + 1);
    work.without_head(&heads);
    work.hidden(heads.last + 1);
    Some(work.done())
}

struct Importer<'w> {
    sheet: &'w RawSheet,
    around: &'w ImportContext<'w>,
    out: ImportedSheet,
    faults: Vec<CellFault>,
    /// By column: the key, and the head.
    columns: BTreeMap<u32, (&'static str, &'w str)>,
    /// Ids and the rows that have them.
    used: HashMap<String, u32>,
    orders: HashMap<u32, DayMonthOrder>,
    /// By column: whether its numbers are shares of 1, or percentages.
    shares: HashMap<u32, bool>,
    /// By column of amounts: the sign before its decimals, and what its head says.
    signs: HashMap<u32, char>,
    units: HashMap<u32, HeadingUnit>,
    /// The currencies that stand beside the amounts of the row, and whether one of these could not
    /// be read.
    beside: Vec<CurrencyColumn>,
    is_unread: bool,
    /// The column of due dates, where the row has a range in it, and the beginning of that.
    begins: Option<(u32, String)>,
    /// The currency that stands in the first head of a budget that names one.
    currency: Option<String>,
    /// By priority: the number from which on ids may be free.
    next: HashMap<String, u64>,
    /// The ids of priorities, by id and by title.
    priorities: HashMap<String, String>,
    /// The number from which on ids of priorities may be free.
    next_priority: usize,
    /// The ids of new organizations.
    organizations: HashSet<String>,
    /// Where what a mapping can decide stands among the faults: it is told once.
    asked: HashMap<String, usize>,
    /// How many faults are not told.
    untold: usize,
    notes: ImportNotes,
}

/// The most faults of a sheet that are told.
const MOST_FAULTS: usize = 1_000;

struct CellFault {
    row: u32,
    column: u32,
    what: String,
    /// In how many more cells a mapping can decide it; none where it cannot.
    more: Option<usize>,
}

/// What is wrong with a cell.
enum CellProblem {
    /// It is to be mended.
    Mend(String),
    /// A mapping can decide it.
    Ask(String),
}

impl Importer<'_> {
    /// What was decided about a word of the sheet.
    fn said(&self, section: &str, word: &str) -> Option<&str> {
        if self.around.mapping.is_empty() {
            return None;
        }
        self.around
            .mapping
            .get(&(section.to_owned(), word.to_owned()))
            .map(String::as_str)
            .filter(|word| !word.is_empty())
    }

    fn fault(&mut self, row: u32, column: u32, what: impl Into<String>) {
        self.tell(CellFault { row, column, what: what.into(), more: None });
    }

    /// Tells once what a mapping can decide, and counts in how many cells it stands.
    fn unsure(&mut self, row: u32, column: u32, what: impl Into<String>) {
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

    fn tell(&mut self, fault: CellFault) {
        if self.faults.len() < MOST_FAULTS { self.faults.push(fault) } else { self.untold += 1 }
    }

    fn ask(&mut self, section: &str, word: &str, proposal: &str) {
        self.out.asked.insert((section.to_owned(), word.to_owned()), proposal.to_owned());
    }

    /// What was found, and what is wrong in the order of the cells.
    fn done(mut self) -> ImportedSheet {
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
            self.out.faults.push(format!(
                "{}: {} more faults are not told here",
                self.sheet.name, self.untold
            ));
        }
        self.out
    }
}

/// Whether a row has one text alone.
fn is_heading(cells: &RowCells) -> bool {
    cells.len() == 1 && cells.values().all(|found| found.text().is_some())
}

fn is_date(key: &str) -> bool {
    matches!(key, "start" | "due" | "forecast" | "completed")
}

/// Spaces and line breaks as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
