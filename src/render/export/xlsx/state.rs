//! The hidden sheet that keeps what was exported, for `import`.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::activities::worked_out_texts;
use crate::report::ExportReport;
use crate::spreadsheet::{COLUMNS, STATE, STATE_VERSION, WORKED_OUT, kept_parts, milestone_cells};

impl ExportReport<'_> {
    /// What the workbook said when it was exported, a line of JSON a row: what somebody has changed
    /// since is told by it.
    pub(super) fn state(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(STATE)?.set_very_hidden(true);
        let plan = self.plan.plan;
        let day = self.as_of.day.to_string();
        for (column, text) in (0..).zip([
            STATE,
            STATE_VERSION,
            &plan.name,
            &day,
            self.revision.as_deref().unwrap_or(""),
        ]) {
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
        let worked_out = WORKED_OUT.iter().map(|(key, _)| *key).filter(|key| !key.is_empty());
        line(
            &std::iter::once("columns")
                .chain(COLUMNS.iter().map(|column| column.key))
                .chain(worked_out)
                .collect::<Vec<_>>(),
        )?;
        for facts in self.facts() {
            let own =
                COLUMNS.iter().map(|column| column.read(facts.priority, facts.activity).plain());
            let cells: Vec<String> = own.chain(worked_out_texts(&facts)).collect();
            line(
                &std::iter::once("activity")
                    .chain(cells.iter().map(String::as_str))
                    .collect::<Vec<_>>(),
            )?;
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
