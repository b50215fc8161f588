//! `status` for spreadsheets.

use crate::analysis::Tally;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::shape::TallyShape;
use crate::report::StatusReport;
use crate::text::clean_line;

impl StatusReport<'_> {
    /// Returns a row for the plan and for each part of it, with every figure.
    pub(super) fn to_csv(&self) -> String {
        let mut columns: Vec<GridColumn> =
            ["plan", "group", "id", "title"].map(GridColumn::left).into();
        columns.extend(
            TallyShape::cells(&Tally::default(), self.bands)
                .map(|(name, _)| GridColumn::left(name)),
        );
        let row = |group: &str, id: &str, title: &str, tally: &Tally| {
            let mut cells =
                [self.plan.plan.name.as_str(), group, id, title].map(GridCell::new).to_vec();
            cells.extend(TallyShape::cells(tally, self.bands).map(|(_, text)| GridCell::new(text)));
            cells
        };
        let mut rows = vec![row(
            "total",
            "",
            &clean_line(self.plan.plan.display_title()),
            &self.standing.total,
        )];
        for (by, breakdown) in self.breakdowns() {
            rows.extend(
                breakdown.iter().map(|line| row(by.key(), line.id, &line.name, line.tally)),
            );
        }
        Grid { columns, rows }.csv()
    }
}
