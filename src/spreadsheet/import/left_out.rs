//! What of a sheet is not in the plan: columns, texts above the header row, hidden rows.

use super::column_facts::ColumnFacts;
use super::headers::Header;
use super::importer::Importer;
use crate::diagnostic::message;
use crate::model::{OtherTable, UnusedColumn};
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::vocabulary::{column, meant};
use crate::spreadsheet::workbook::RawSheet;

impl Importer<'_> {
    /// Reports the columns that are ignored, with their texts, and what is hidden.
    pub(super) fn left_out(&mut self, header: &Header, facts: &[ColumnFacts]) {
        let sheet = self.grid.sheet;
        for column in facts.iter().filter(|column| column.key == "ignore") {
            let texts = self.grid.column(column.at, header.first).count();
            if texts > 0 {
                self.draft.account.columns.push(UnusedColumn {
                    sheet: sheet.name.clone(),
                    heading: column.label.clone(),
                    texts,
                });
            }
        }
        let tables = tables_above(sheet, header.top);
        for (first, _, column) in &tables {
            let (sheet, cell) = (sheet.name.clone(), cell_name(*first, *column));
            self.draft.account.other_tables.push(OtherTable { sheet, cell });
        }
        let is_of_table =
            |row: u32| tables.iter().any(|(first, last, _)| (*first..=*last).contains(&row));
        let above: Vec<&str> = sheet
            .rows
            .range(..header.top)
            .filter(|(row, _)| !is_of_table(**row))
            .flat_map(|(_, cells)| cells.values())
            .filter_map(|cell| cell.text())
            .filter(|text| !header.columns.iter().any(|column| column.is_below(text)))
            .collect();
        if !above.is_empty() {
            self.note(message!(
                "import.above-the-header",
                "{sheet}: {count#1 text|# texts} above the header row {count#is|are} not in the plan: `{first}`",
                sheet = &sheet.name,
                count = above.len(),
                first = above.first().copied().unwrap_or("")
            ));
        }
        let hidden = || sheet.hidden_rows.iter().filter(|(first, last)| first <= last);
        let hidden_rows = hidden().map(|(first, last)| last - first + 1).sum::<u32>();
        let is_hidden = |column: &&ColumnFacts| {
            let mut all = sheet.hidden_columns.iter();
            all.any(|(first, last)| (first..=last).contains(&&column.at))
        };
        let hidden_columns = facts.iter().filter(is_hidden).count();
        let has_hidden =
            hidden().any(|(first, last)| sheet.rows.range(first..=last).next().is_some());
        if has_hidden || hidden_columns > 0 {
            self.note(message!(
                "import.hidden",
                "{sheet}: hidden rows ({rows}) and columns ({columns}) are read like the others",
                sheet = &sheet.name,
                rows = hidden_rows,
                columns = hidden_columns
            ));
        }
        if self.grid.merged_down > 0 {
            self.note(message!(
                "import.merged-down",
                "{sheet}: {count#1 merged cell counts|# merged cells count} for each of the rows below",
                sheet = &sheet.name,
                count = self.grid.merged_down
            ));
        }
        if self.grid.is_cut {
            self.note(message!(
                "import.too-many-merged",
                "{sheet}: there are more merged cells than are read: unmerge them",
                sheet = &sheet.name
            ));
        }
        let formulas = sheet.formulas.iter().filter(|(row, column)| {
            *row >= header.first
                && !sheet.rows.get(row).is_some_and(|cells: &RowCells| cells.contains_key(column))
        });
        let empty = formulas.count();
        if empty > 0 {
            self.note(message!(
                "import.formulas-without-value",
                "{sheet}: {count#1 formula has|# formulas have} no value: open the file in a spreadsheet and save it",
                sheet = &sheet.name,
                count = empty
            ));
        }
    }
}

/// Finds the tables above a header row, with a gap below: their first and last rows, and their
/// first columns.
fn tables_above(sheet: &RawSheet, top: u32) -> Vec<(u32, u32, u32)> {
    let mut blocks: Vec<Vec<(u32, &RowCells)>> = Vec::new();
    for (&row, cells) in sheet.rows.range(..top) {
        match blocks.last_mut() {
            Some(block) if block.last().is_some_and(|(last, _)| last + 1 == row) => {
                block.push((row, cells));
            }
            _ => blocks.push(vec![(row, cells)]),
        }
    }
    let mut found = Vec::new();
    for block in blocks {
        // A title above the headings belongs to the table.
        let mut wide = block.iter().filter(|(_, cells)| cells.len() > 1);
        let Some((_, header)) = wide.next() else { continue };
        let is_below = |cells: &RowCells| cells.keys().all(|at| header.contains_key(at));
        let is_headed = header.values().all(|cell| cell.text().is_some());
        let rows: Vec<&RowCells> = wide.map(|(_, cells)| *cells).collect();
        let (Some((first, _)), Some((last, _))) = (block.first(), block.last()) else { continue };
        if is_table(header, &rows)
            && is_headed
            && rows.iter().all(|cells| is_below(cells))
            && last + 1 < top
        {
            let column = header.keys().next().copied().unwrap_or(0);
            found.push((*first, *last, column));
        }
    }
    found
}

/// Whether rows are a table, and not what a sheet says of itself, such as `Version | 3`.
fn is_table(header: &RowCells, rows: &[&RowCells]) -> bool {
    let is_known = |text: &str| column(text).is_some() || meant("other", text).is_some();
    let is_number = |cell: &RawCell| match cell {
        RawCell::Number(_) => true,
        cell => cell.text().is_some_and(|text| text.trim().parse::<f64>().is_ok()),
    };
    let is_of_numbers = |at: &u32| rows.iter().all(|cells| cells.get(at).is_some_and(is_number));
    match rows.len() {
        0 => false,
        _ if header.len() > 2 => true,
        many => {
            header.values().all(|cell| cell.text().is_some_and(is_known))
                || many > 1 && header.keys().any(is_of_numbers)
        }
    }
}
