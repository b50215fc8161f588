//! The rows of a foreign sheet: priorities and activities.

use std::collections::{BTreeMap, HashSet};

use super::imported::ImportedRow;
use super::importer::{CellProblem, Importer, is_heading, one_line};
use crate::model::{DateSpan, is_id};
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::vocabulary::normalize;

/// The most cells that merged cells may cover.
const MOST_FILLED: usize = 1_000_000;

/// The most activities of a sheet.
const MOST_ACTIVITIES: usize = 200_000;

/// The cells that merged cells cover, with the content of the first cell.
type MergedFill<'w> = BTreeMap<(u32, u32), &'w RawCell>;

/// A column: its number, its key and its heading.
type MappedColumn<'w> = (u32, &'static str, &'w str);

/// A row with a single text, before it is known whether rows follow it.
struct HeadingRow {
    row: u32,
    column: u32,
    id: String,
}

impl<'w> Importer<'w> {
    /// Reads the rows from `first` on.
    pub(super) fn rows(&mut self, first: u32) {
        let sheet = self.sheet;
        let filled = self.merged(first);
        self.formulas(first);
        let columns: Vec<MappedColumn<'w>> =
            self.columns.iter().map(|(at, (key, head))| (*at, *key, *head)).collect();
        let mut priority = None;
        let mut headings: Vec<HeadingRow> = Vec::new();
        for (&row, cells) in sheet.rows.range(first..) {
            if self.out.activities.len() >= MOST_ACTIVITIES {
                self.fault(
                    row,
                    0,
                    format!(
                        "too many activities: a plan made of a sheet has at \
                    most {MOST_ACTIVITIES}"
                    ),
                );
                break;
            }
            let is_filled = filled.range((row, 0)..=(row, u32::MAX)).next().is_some();
            match cells.iter().next() {
                Some((column, RawCell::Text(text))) if !is_filled && is_heading(cells) => {
                    let id = self.priority(text);
                    headings.push(HeadingRow { row, column, id: id.clone() });
                    priority = Some(id);
                }
                _ if cells.keys().any(|at| self.columns.contains_key(at)) => {
                    self.row(row, cells, &columns, &filled, &mut priority);
                }
                _ => {}
            }
        }
        let used: HashSet<String> =
            self.out.activities.iter().map(|activity| activity.priority.clone()).collect();
        self.out.priorities.retain(|(id, _)| used.contains(id));
        for HeadingRow { row, column, id } in headings {
            if !used.contains(&id) {
                self.note(row, column, "skipped: no activities follow this line");
            }
        }
    }

    /// Returns the content of merged cells for the rows that they cover.
    fn merged(&mut self, first: u32) -> MergedFill<'w> {
        let sheet = self.sheet;
        let (mut filled, mut many) = (MergedFill::new(), 0);
        for &((row, column), (last_row, last)) in
            sheet.merged.iter().filter(|((row, _), _)| *row >= first)
        {
            let mut keys = self.columns.range(column..=last).map(|(_, (key, _))| *key);
            let (Some(key), more) = (keys.next(), keys.next()) else { continue };
            let Some(found) = sheet.rows.get(&row).and_then(|cells| cells.get(&column)) else {
                continue;
            };
            let is_heading = sheet.rows.get(&row).is_some_and(|cells| cells.len() == 1);
            let merged = format!("{} is merged", cell_name(row, column));
            match (key, more) {
                (_, Some(_)) if is_heading => {}
                (_, Some(_)) => self.fault(
                    row,
                    column,
                    "cells of several columns are merged here: unmerge them",
                ),
                ("priority", None) => {}
                ("id" | "title", None) => {
                    self.fault(
                        row,
                        column,
                        "cells are merged here: unmerge them, so that each row is an activity",
                    );
                }
                _ if row == last_row => {}
                _ => {
                    let rows = sheet
                        .rows
                        .range(row + 1..=last_row)
                        .map(|(row, _)| ((*row, column), found));
                    // Overlapping ones count each for itself.
                    for cell in rows.take((MOST_FILLED + 1).saturating_sub(many)) {
                        many += 1;
                        filled.insert(cell.0, cell.1);
                    }
                    if many > MOST_FILLED {
                        self.fault(
                            row,
                            column,
                            format!("merged cells cover more than {MOST_FILLED} cells, up to this one: unmerge them"),
                        );
                        return filled;
                    }
                    let what = format!(
                        "{merged} down to {}: it counts for each of these rows",
                        cell_name(last_row, column)
                    );
                    self.note_as(
                        row,
                        column,
                        "cells are merged down here: each counts for all of its rows",
                        what,
                    );
                }
            }
        }
        filled
    }

    fn formulas(&mut self, first: u32) {
        let sheet = self.sheet;
        let formulas = sheet
            .formulas
            .iter()
            .filter(|(row, column)| *row >= first && self.columns.contains_key(column));
        let (with, without): (Vec<_>, Vec<_>) = formulas.copied().partition(|(row, column)| {
            sheet.rows.get(row).is_some_and(|cells| cells.contains_key(column))
        });
        for (row, column) in without {
            self.fault(
                row,
                column,
                "this formula has no value: open the file in a spreadsheet and save it",
            );
        }
        if let Some(&(row, column)) = with.first() {
            let what = match with.len() {
                1 => "this cell is calculated by a formula: its value is used".to_owned(),
                many => format!(
                    "{many} cells from here are calculated by formulas: their values are used"
                ),
            };
            self.note(row, column, &what);
        }
    }

    /// `1. Protection`: the id and the title of a priority.
    fn priority(&mut self, text: &str) -> String {
        let text = one_line(text);
        if let Some(id) = self.priorities.get(&text) {
            return id.clone();
        }
        let mut words = text.split(' ').map(|word| word.trim_end_matches(['.', ':', ')', '-']));
        let number = words
            .clone()
            .take(2)
            .find(|word| is_id(word) && word.starts_with(|c: char| c.is_ascii_digit()));
        let own = words.next().filter(|_| !text.contains(' ')).filter(|word| is_id(word));
        // A title that could be an id is one; otherwise its id is here too.
        let is_free = |id: &str| !self.priorities.contains_key(id);
        let own = number.or(own).filter(|id| is_free(id)).map(str::to_owned);
        let id = own.unwrap_or_else(|| {
            // Numbers up to the last free one stay in use.
            let numbers = self.next_priority.max(self.out.priorities.len() + 1)..;
            let free = numbers
                .map(|number| (number, number.to_string()))
                .find(|(_, id)| is_free(id))
                .unwrap_or_default();
            self.next_priority = free.0;
            free.1
        });
        for name in [&id, &text] {
            self.priorities.entry(name.clone()).or_insert_with(|| id.clone());
        }
        self.out.priorities.push((id.clone(), text));
        id
    }

    fn row(
        &mut self,
        row: u32,
        cells: &RowCells,
        columns: &[MappedColumn<'_>],
        filled: &MergedFill<'_>,
        priority: &mut Option<String>,
    ) {
        let mut fields: BTreeMap<&'static str, String> = BTreeMap::new();
        self.is_unread = false;
        for &(at, key, head) in columns {
            let Some(found) = cells.get(&at).or_else(|| filled.get(&(row, at)).copied()) else {
                let what = match key {
                    "title" => "an activity needs a title",
                    "owners" => "an activity needs an owner",
                    _ => continue,
                };
                if !self.sheet.is_formula(row, at) {
                    self.fault(row, at, what);
                }
                continue;
            };
            match self.cell(row, at, key, head, found) {
                Ok(text) if text.is_empty() => {}
                Ok(text) if key == "priority" => *priority = Some(self.priority(&text)),
                Ok(text) => drop(fields.insert(key, text)),
                Err(CellProblem::Mend(what)) => self.fault(row, at, what),
                Err(CellProblem::Ask(what)) => self.unsure(row, at, what),
            }
        }
        self.beginning(row, &mut fields);
        let priority = priority.get_or_insert_with(|| self.priority("Activities")).clone();
        self.id(row, &priority, &mut fields);
        self.budget(row, &mut fields);
        let mut comment = format!("{}, row {}", self.sheet.name, row + 1);
        for note in self.completed_by_guess(&mut fields) {
            self.note_row(row, note);
            comment += &format!("; TODO: {note}");
        }
        self.out.activities.push(ImportedRow {
            priority,
            comment,
            fields: fields.into_iter().collect(),
        });
    }

    /// Supplies required values that the sheet lacks, with a note on each.
    fn completed_by_guess(&self, fields: &mut BTreeMap<&'static str, String>) -> Vec<&'static str> {
        let status = fields.entry("status").or_insert_with(|| "planned".to_owned()).clone();
        let mut notes = Vec::new();
        if matches!(status.as_str(), "on_hold" | "postponed" | "cancelled")
            && !fields.contains_key("reason")
        {
            fields.insert("reason", "TODO: the sheet gives no reason".to_owned());
            notes.push("the reason is missing");
        }
        if status == "completed" && !fields.contains_key("completed") {
            let due = fields.get("due").cloned();
            let is_past =
                |due: &String| DateSpan::parse(due).is_ok_and(|due| due.last() <= self.around.day);
            match due.filter(is_past) {
                Some(due) => {
                    fields.insert("completed", due);
                    notes
                        .push("the sheet does not say when it was completed: its due date is used");
                }
                None => {
                    fields.insert("completed", self.around.day.to_string());
                    notes.push("the sheet does not say when it was completed: the day of the import is used");
                }
            }
        }
        if status != "completed" && fields.remove("completed").is_some() {
            notes.push("it has a completion date but is not completed: the date was left out");
        }
        notes
    }

    /// Returns the beginning of a range in place of a due date, if the row has no start of its own
    /// and there is a free key.
    fn beginning(&mut self, row: u32, fields: &mut BTreeMap<&'static str, String>) {
        let Some((at, first)) = self.begins.take() else { return };
        let has_starts = self
            .columns
            .iter()
            .any(|(own, (key, head))| *key == "start" || *own == at && is_of_spans(head));
        match fields.get("start") {
            Some(start) if *start == first => {}
            Some(_) => self.note(
                row,
                at,
                "this is a range: its end is used, but the start of this row is not its beginning",
            ),
            None if has_starts => drop(fields.insert("start", first)),
            None => self.note(row, at, "this is a range: only its end is used"),
        }
    }

    fn id(&mut self, row: u32, priority: &str, fields: &mut BTreeMap<&'static str, String>) {
        let id = fields.remove("id").unwrap_or_else(|| {
            let next = self.next.entry(priority.to_owned()).or_insert(1);
            while self.used.contains_key(&format!("{priority}.{next}")) {
                *next += 1;
            }
            format!("{priority}.{next}")
        });
        if let Some(other) = self.used.insert(id.clone(), row) {
            let at =
                self.columns.iter().find(|(_, (key, _))| *key == "id").map_or(0, |(at, _)| *at);
            let what = format!(
                "the id `{id}` is also in row {}; a spreadsheet makes `1.1` out of `1.10`: write ids as text",
                other + 1
            );
            self.fault(row, at, what);
        }
        fields.insert("id", id);
    }
}

/// Whether the heading of a column of due dates asks for a range: `Timeline`, `When`.
fn is_of_spans(head: &str) -> bool {
    let head = normalize(head.split(['(', '[']).next().unwrap_or(""));
    matches!(
        head.as_str(),
        "timeline"
            | "timeframe"
            | "time frame"
            | "period"
            | "periode"
            | "periodo"
            | "when"
            | "calendrier"
            | "cronograma"
            | "quarter"
            | "trimestre"
    )
}
