//! Reads an edited workbook that was exported before.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::amount::shown_in;
use super::cells::RowCells;
use super::column::{
    ACTIVITIES, COLUMNS, ColumnKind, EARLIER_VERSION, GROUP, MEMBER, MILESTONE_TITLES, MILESTONES,
    SHOWN_NAME, STATE, STATE_VERSION,
};
use super::exported_state::{ExportedState, SheetOwner};
use super::not_taken::{in_a_heading, own_columns, own_sheets, text_above};
use super::order_shown::common_order;
use super::parts_of_one::{Remark, parts_of_one, percentage};
use super::raw_cell::RawCell;
use super::refusal::placed;
use super::returned_row::{MILESTONE_KEYS, ReturnedRow, place};
use super::typed_value::{CellContext, doubt, percent_value, plain_number, value};
use super::workbook::{RawSheet, Workbook};
use crate::diagnostic::{Message, message};

/// A workbook of ours as it came back.
#[derive(Debug, Default)]
pub struct ReturnedWorkbook {
    /// The exported state.
    pub state: ExportedState,
    /// The rows of activities; `None` if rows cannot be identified.
    pub activities: Option<Vec<ReturnedRow>>,
    /// The rows of milestones; `None` if they cannot be identified, or the sheet is missing.
    pub milestones: Option<Vec<ReturnedRow>>,
    /// All that is wrong with it, with its place.
    pub faults: Vec<Message>,
    /// Notes for the user.
    pub notes: Vec<Message>,
}

/// Reads a workbook that was exported; nothing where it was not.
///
/// # Errors
/// If a sheet cannot be read.
pub fn read_edited(book: &mut Workbook<'_>) -> Result<Option<ReturnedWorkbook>, Message> {
    read_named(&book.sheets(), &mut |name| book.sheet(name))
}

/// Reads the sheets of a workbook that was exported; nothing where it was not.
///
/// # Errors
/// If a sheet cannot be read.
pub(super) fn read_named(
    names: &[String],
    read: &mut dyn FnMut(&str) -> Result<RawSheet, Message>,
) -> Result<Option<ReturnedWorkbook>, Message> {
    if !names.iter().any(|name| name == STATE) {
        return Ok(None);
    }
    let mut edited =
        ReturnedWorkbook { state: state(read(STATE)?)?, ..ReturnedWorkbook::default() };
    if !names.iter().any(|name| name == ACTIVITIES) {
        return Err(message!(
            "workbook.sheet-missing",
            "the sheet `{sheet}` is missing",
            sheet = ACTIVITIES
        ));
    }
    let columns: Vec<(&'static str, &str, ColumnKind)> = COLUMNS
        .iter()
        .filter(|column| edited.state.shows(column.key))
        .map(|column| (column.key, column.title, column.kind))
        .collect();
    let mut sheet = read(ACTIVITIES)?;
    edited.activities = edited.rows(ACTIVITIES, &mut sheet, &columns);
    if names.iter().any(|name| name == MILESTONES) {
        let kinds = [
            ColumnKind::Id,
            ColumnKind::Number,
            ColumnKind::Text,
            ColumnKind::Last,
            ColumnKind::Last,
        ];
        let keys = ["id", "number"].into_iter().chain(MILESTONE_KEYS);
        let columns: Vec<_> = keys
            .zip(MILESTONE_TITLES)
            .zip(kinds)
            .map(|((key, title), kind)| (key, title, kind))
            .collect();
        let mut sheet = read(MILESTONES)?;
        edited.milestones = edited.rows(MILESTONES, &mut sheet, &columns);
    } else if edited.state.member.is_none() || !edited.state.milestones.is_empty() {
        edited.notes.push(message!(
            "workbook.no-milestones",
            "the sheet `{sheet}` is missing: milestones were not changed",
            sheet = MILESTONES
        ));
    }
    edited.notes.extend(own_sheets(names));
    edited.twice();
    Ok(Some(edited))
}

type Heads<'a> = [(&'static str, &'a str, ColumnKind)];

impl ReturnedWorkbook {
    /// Reads the rows of a sheet, with their errors; `None` if they have no ids.
    fn rows(
        &mut self,
        name: &'static str,
        sheet: &mut RawSheet,
        columns: &Heads<'_>,
    ) -> Option<Vec<ReturnedRow>> {
        let Some((&top, titles)) = header_row(sheet, columns) else {
            self.faults.push(placed(name, message!("workbook.sheet-empty", "the sheet is empty")));
            return None;
        };
        let mut known: BTreeMap<u32, (&'static str, ColumnKind)> = BTreeMap::new();
        for (key, title, kind) in columns {
            let is_head = |found: &RawCell| {
                found.text().is_some_and(|text| text.to_lowercase() == title.to_lowercase())
            };
            let mut own = titles.iter().filter(|(_, found)| is_head(found));
            let first = own.next();
            if let Some((other, _)) = own.next() {
                self.faults.push(place(
                    name,
                    top,
                    other,
                    message!(
                        "workbook.second-column",
                        "this is a second column `{title}`: keep one of them",
                        title = *title
                    ),
                ));
            }
            match first {
                Some((column, _)) => drop(known.insert(column, (key, *kind))),
                None if *key == "id" => {
                    let what = message!(
                        "workbook.no-ids",
                        "the column `{title}` is missing: rows cannot be identified without it",
                        title = *title
                    );
                    self.faults.push(place(name, top, 0, what));
                }
                None => self.notes.push(message!(
                    "workbook.column-missing",
                    "{name}: the column `{title}` is missing; the plan keeps its values",
                    name,
                    title = *title
                )),
            }
        }
        let id = known.iter().find(|(_, (key, _))| *key == "id").map(|(&at, _)| at);
        self.notes.extend(text_above(sheet, &self.state, top));
        own_columns(sheet, &self.state, top, &|at| known.contains_key(&at), id, &mut self.notes);
        for &((row, column), _) in sheet.merged.iter().filter(|((row, _), _)| *row > top) {
            let what = message!("workbook.merged-cells", "cells are merged here: unmerge them");
            self.faults.push(place(name, row, column, what));
        }
        for &(row, column) in
            sheet.formulas.iter().filter(|(row, column)| *row > top && known.contains_key(column))
        {
            let what = message!("workbook.formula", "this is a formula: replace it with its value");
            self.faults.push(place(name, row, column, what));
        }
        let order = |at: u32| {
            common_order(
                sheet.rows.range(top + 1..).filter_map(|(_, cells)| cells.get(&at)?.text()),
            )
        };
        let is_date = |kind: ColumnKind| matches!(kind, ColumnKind::First | ColumnKind::Last);
        let orders: BTreeMap<u32, _> = known
            .iter()
            .filter(|(_, (_, kind))| is_date(*kind))
            .map(|(&at, _)| (at, order(at)))
            .collect();
        let at = |wanted: &str| {
            known.iter().find(|(_, (key, _))| *key == wanted).map(|(&column, _)| column)
        };
        let (currency_at, id_at, year) =
            (at("budget.currency"), at("id"), year_of(&self.state.plan));
        let parts = parts_of_one(sheet, &self.state, (name, top), &known);
        let mut rows = Vec::new();
        for (&number, cells) in sheet.rows.range_mut(top + 1..) {
            let heading = id_at.and_then(|at| cells.get(&at)).and_then(RawCell::text);
            if let Some(heading) = heading.filter(|text| self.state.is_group(text)) {
                let mut others = cells.keys().filter(|at| known.contains_key(at));
                if let Some(&column) = others.find(|at| Some(**at) != id_at) {
                    self.faults.push(place(name, number, column, in_a_heading(heading)));
                }
                continue;
            }
            let mut row = ReturnedRow {
                sheet: name,
                row: number,
                id: String::new(),
                number: None,
                cells: BTreeMap::new(),
            };
            let text = |at: Option<u32>| {
                at.and_then(|at| cells.get(&at)).and_then(RawCell::text).unwrap_or("")
            };
            // For a missing column the plan keeps the exported values.
            let currency = if currency_at.is_some() {
                text(currency_at)
            } else {
                self.state.said(text(id_at), "budget.currency")
            }
            .to_owned();
            // Checked only if the cell was changed.
            let (mut refused, mut doubts) = (Vec::new(), Vec::new());
            for (&column, &(key, kind)) in &known {
                let around = CellContext {
                    currency: &currency,
                    order: orders.get(&column).copied().flatten(),
                    year,
                };
                let found = cells
                    .remove(&column)
                    .filter(|_| sheet.formulas.binary_search(&(number, column)).is_err());
                let said = match found {
                    Some(RawCell::Number(part)) if part <= 1.0 && parts.contains(&column) => {
                        percent_value(part, kind)
                    }
                    Some(RawCell::Number(shown))
                        if sheet.percents.binary_search(&(number, column)).is_ok() =>
                    {
                        let (said, remark) = percentage(shown, kind);
                        match remark {
                            Some(Remark::Doubt(what)) => doubts.push((key, column, what)),
                            Some(Remark::Refusal(what)) => refused.push((key, column, what)),
                            None => {}
                        }
                        said
                    }
                    Some(RawCell::Number(amount)) if kind == ColumnKind::Amount => {
                        plain_number(amount).inspect(|amount| {
                            let marks = sheet.marks.of(number, column);
                            refused.extend(
                                shown_in(amount, marks, &currency)
                                    .err()
                                    .map(|what| (key, column, what)),
                            );
                        })
                    }
                    found => {
                        doubts.extend(
                            found
                                .as_ref()
                                .and_then(|found| doubt(found, kind, around))
                                .map(|what| (key, column, what)),
                        );
                        value(found, kind, around)
                    }
                };
                let said = match kind {
                    ColumnKind::Organizations => said.map(|text| self.state.names.ids(&text)),
                    _ => said,
                };
                match said {
                    Ok(text) => drop(row.cells.insert(key, (column, text))),
                    Err(what) => self.faults.push(place(name, number, column, what)),
                }
            }
            row.id = row.says("id").to_owned();
            row.number = row.says("number").parse().ok();
            if row.cells.values().any(|(_, text)| !text.is_empty()) {
                // Most rows of a long workbook are unchanged and need not be kept twice.
                if let Some(said) = self.state.row(&row) {
                    let exported = |key: &str| {
                        self.state
                            .place(name, key)
                            .and_then(|at| said.get(at))
                            .map_or("", String::as_str)
                    };
                    row.cells.retain(|key, (_, text)| {
                        matches!(*key, "id" | "number") || exported(key) != text
                    });
                }
                let doubts = doubts.into_iter().filter(|(key, ..)| row.cells.contains_key(key));
                self.notes
                    .extend(doubts.map(|(_, column, what)| place(name, number, column, what)));
                for (_, column, what) in
                    refused.into_iter().filter(|(key, ..)| row.cells.contains_key(key))
                {
                    self.faults.push(place(name, number, column, what));
                }
                rows.push(row);
            }
        }
        known.values().any(|(key, _)| *key == "id").then_some(rows)
    }

    /// Two rows with one id.
    fn twice(&mut self) {
        let mut first: HashMap<(&str, Option<usize>), u32> = HashMap::new();
        let milestones = self.milestones.iter().flatten().filter(|row| row.number.is_some());
        for row in
            self.activities.iter().flatten().filter(|row| !row.id.is_empty()).chain(milestones)
        {
            if let Some(other) = first.insert((&row.id, row.number), row.row) {
                let what = message!(
                    "workbook.id-in-two-rows",
                    "`{id}` is also in row {row}: an id belongs to one row",
                    id = &row.id,
                    row = other + 1
                );
                self.faults.push(row.fault("id", what));
            }
        }
    }
}

/// The most rows above the headings.
const MOST_ABOVE: usize = 20;

/// Returns the header row: the one with most of the headings, below lines for the reader, or else
/// the first row.
fn header_row<'s>(sheet: &'s RawSheet, columns: &Heads<'_>) -> Option<(&'s u32, &'s RowCells)> {
    let titles: Vec<String> = columns.iter().map(|(_, title, _)| title.to_lowercase()).collect();
    let headings = |cells: &RowCells| {
        let texts: HashSet<String> =
            cells.values().filter_map(RawCell::text).map(str::to_lowercase).collect();
        titles.iter().filter(|title| texts.contains(*title)).count()
    };
    let first = sheet.rows.iter().take(MOST_ABOVE).rev();
    let best = first.max_by_key(|(_, cells)| headings(cells));
    best.filter(|(_, cells)| headings(cells) > 1).or_else(|| sheet.rows.first_key_value())
}

/// The year that the name of a plan says, where it says one.
fn year_of(name: &str) -> Option<u32> {
    let mut years = name.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
    years.next().filter(|_| years.next().is_none())?.parse().ok()
}

fn state(sheet: RawSheet) -> Result<ExportedState, Message> {
    let lost = || {
        message!(
            "workbook.state-changed",
            "the hidden sheet `{sheet}`, which records the export, was changed: export again",
            sheet = STATE
        )
    };
    let mut rows = sheet.rows.into_values();
    let head = rows.next().ok_or_else(lost)?;
    let word = |column: u32| head.get(&column).and_then(RawCell::text);
    if word(0) != Some(STATE) {
        return Err(lost());
    }
    if !word(1).is_some_and(|version| [STATE_VERSION, EARLIER_VERSION].contains(&version)) {
        return Err(message!(
            "workbook.another-version",
            "it was exported by another version of this program: export again"
        ));
    }
    let mut lines = rows.map(|cells| {
        serde_json::from_str::<Vec<String>>(
            &cells.values().filter_map(RawCell::text).collect::<String>(),
        )
        .map_err(|_| lost())
    });
    let mut state =
        ExportedState { plan: word(2).ok_or_else(lost)?.to_owned(), ..ExportedState::default() };
    let mut columns = lines.next().ok_or_else(lost)??;
    if columns.first().map(String::as_str) != Some("columns") {
        return Err(lost());
    }
    state.keys = columns.split_off(1).into_iter().zip(0..).collect();
    for line in lines {
        let mut line = line?;
        match (line.first().map(String::as_str), line.get(1).cloned()) {
            (Some(MEMBER), Some(id)) => {
                let name = line.get(2).cloned().unwrap_or_default();
                let lines = line.into_iter().skip(3).collect();
                state.member = Some(SheetOwner { id, name, lines });
            }
            (Some(SHOWN_NAME), Some(id)) => {
                state.names.add(&id, line.get(2).ok_or_else(lost)?);
            }
            (Some(GROUP), Some(heading)) => drop(state.groups.insert(heading)),
            (Some("activity"), Some(id)) => drop(state.activities.insert(id, line.split_off(1))),
            (Some("milestone"), Some(id)) if line.len() > 3 => {
                let number = line
                    .get(2)
                    .and_then(|number| number.parse().ok())
                    .filter(|&number| number > 0)
                    .ok_or_else(lost)?;
                state.milestones.insert((id, number), line.split_off(3));
            }
            _ => return Err(lost()),
        }
    }
    Ok(state)
}
