//! Hidden rows and columns of a sheet: they count, and are reported.

use super::importer::Importer;
use crate::spreadsheet::positions::cell_name;

/// The most of them that are named.
const MOST_NAMED: usize = 20;

impl Importer<'_> {
    /// Reports hidden rows from `first` on, and hidden columns that are read.
    pub(super) fn hidden(&mut self, first: u32) {
        let sheet = self.sheet;
        let rows = sheet.hidden_rows.iter().filter_map(|(from, to)| {
            let mut rows = sheet
                .rows
                .range((*from).max(first)..)
                .map(|(row, _)| *row)
                .take_while(|row| row <= to)
                .map(|row| row + 1);
            let one = rows.next()?;
            Some(rows.last().map_or_else(|| one.to_string(), |last| format!("{one} to {last}")))
        });
        let is_hidden = |at: &u32| {
            sheet.hidden_columns.iter().any(|(first, last)| (first..=last).contains(&at))
        };
        let columns = self.columns.iter().filter(|(at, _)| is_hidden(at));
        let columns = columns
            .map(|(at, (_, head))| format!("{} `{head}`", cell_name(0, *at).trim_end_matches('1')));
        let told = [("rows", listed(rows)), ("columns", listed(columns))];
        for (what, all) in told.into_iter().filter(|(_, all)| !all.is_empty()) {
            self.out
                .notes
                .push(format!("{}: hidden {what} are read like the others: {all}", sheet.name));
        }
    }
}

/// The first of them, and how many there are more.
fn listed(all: impl Iterator<Item = String>) -> String {
    let mut all = all;
    let mut named = all.by_ref().take(MOST_NAMED).collect::<Vec<_>>().join(", ");
    let more = all.count();
    if more > 0 {
        named += &format!(" and {more} more");
    }
    named
}
