use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::sheet::{COLUMNS, STATE, STATE_VERSION, kept_parts, milestone_cells};
use crate::view::export::ExportView;

impl ExportView<'_> {
    /// What the workbook said when it was exported, a line of JSON a row: what somebody has changed since is told by it.
    pub(super) fn state(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(STATE)?.set_very_hidden(true);
        let plan = self.plan.plan;
        let day = self.as_of.day.to_string();
        for (column, text) in (0..).zip([STATE, STATE_VERSION, &plan.name, &day, self.revision.as_deref().unwrap_or("")]) {
            sheet.write_string(0, column, text)?;
        }
        let mut row = 0;
        let mut line = |cells: &[&str]| -> Result<(), XlsxError> {
            row += 1;
            for (column, part) in (0..).zip(kept_parts(cells)) {
                sheet.write_string(row, column, part)?;
            }
            Ok(())
        };
        line(&std::iter::once("columns").chain(COLUMNS.iter().map(|column| column.key)).collect::<Vec<_>>())?;
        for (priority, activity) in plan.activities() {
            let cells: Vec<String> = COLUMNS.iter().map(|column| (column.read)(priority, activity).plain()).collect();
            line(&std::iter::once("activity").chain(cells.iter().map(String::as_str)).collect::<Vec<_>>())?;
        }
        for (_, activity) in plan.activities() {
            for (number, milestone) in (1..).zip(&activity.milestones) {
                let number = format!("{number}");
                let [title, due, done] = milestone_cells(milestone).map(|cell| cell.plain());
                line(&["milestone", &activity.id.value, &number, &title, &due, &done])?;
            }
        }
        Ok(())
    }
}
