//! What of a sheet is not in the plan: columns, texts above the header row, hidden rows.

use super::column_facts::ColumnFacts;
use super::headers::Header;
use super::importer::Importer;
use crate::diagnostic::message;
use crate::model::UnusedColumn;
use crate::spreadsheet::cells::RowCells;

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
        let above: Vec<&str> = sheet
            .rows
            .range(..header.top)
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
