use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::sheet::{COLUMNS, Cell, STATE, STATE_VERSION, milestone_cells, shortened};
use crate::view::export::ExportView;

impl ExportView<'_> {
    /// What the workbook said when it was exported, as text: what somebody has changed since is told by it.
    pub(super) fn state(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(STATE)?.set_very_hidden(true);
        let plan = self.plan.plan;
        let day = self.as_of.day.to_string();
        line(sheet, 0, [STATE, STATE_VERSION, &plan.name, &day, self.revision.as_deref().unwrap_or("")].into_iter())?;
        line(sheet, 1, std::iter::once("columns").chain(COLUMNS.iter().map(|column| column.key)))?;
        let mut row = 1;
        for (priority, activity) in plan.activities() {
            row += 1;
            let cells: Vec<String> = COLUMNS.iter().map(|column| (column.read)(priority, activity).plain()).collect();
            line(sheet, row, std::iter::once("activity").chain(cells.iter().map(String::as_str)))?;
        }
        for (_, activity) in plan.activities() {
            for (number, milestone) in (1..).zip(&activity.milestones) {
                row += 1;
                let number = format!("{number}");
                let cells = milestone_cells(milestone).map(|cell: Cell| cell.plain());
                let own = ["milestone", &activity.id.value, &number];
                line(sheet, row, own.into_iter().chain(cells.iter().map(String::as_str)))?;
            }
        }
        Ok(())
    }
}

fn line<'a>(sheet: &mut Worksheet, row: u32, cells: impl Iterator<Item = &'a str>) -> Result<(), XlsxError> {
    for (column, text) in (0..).zip(cells).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, column, shortened(text))?;
    }
    Ok(())
}
