//! `show` for spreadsheets.

use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::shape::one_decimal;
use crate::report::ShowReport;

impl ShowReport<'_> {
    /// Returns a row for each line of what there is to say.
    pub(super) fn to_csv(&self) -> String {
        let facts = self.facts_in_words(one_decimal(self.facts.progress()));
        let rows = facts.into_iter().flat_map(|(word, lines)| {
            lines.into_iter().map(move |line| vec![GridCell::new(word.to_string()), line])
        });
        Grid {
            columns: vec![GridColumn::left("field"), GridColumn::left("value")],
            rows: rows.collect(),
        }
        .csv()
    }
}
