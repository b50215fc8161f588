//! The hidden sheet that keeps what was exported, for `import`.

use std::iter;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::groups::group_heading;
use super::layout::Layout;
use crate::report::ExportReport;
use crate::spreadsheet::{
    GROUP, MEMBER, SHOWN_NAME, STATE, STATE_VERSION, kept_parts, milestone_cells,
};

impl ExportReport<'_> {
    /// What the workbook said when it was exported, a line of JSON a row: what somebody has changed
    /// since is told by it.
    pub(super) fn state(
        &self,
        sheet: &mut Worksheet,
        layout: &Layout<'_>,
    ) -> Result<(), XlsxError> {
        sheet.set_name(STATE)?.set_very_hidden(true);
        let day = self.as_of.day.to_string();
        for (column, text) in (0..).zip([
            STATE,
            STATE_VERSION,
            &self.plan.plan.name,
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
        let keys = layout.of_the_plan().map(|column| column.key);
        let calculated = layout.calculated_keys();
        line(&iter::once("columns").chain(keys).chain(calculated).collect::<Vec<_>>())?;
        if let Some(member) = self.member {
            let above: Vec<String> = layout.lines.iter().map(ToString::to_string).collect();
            let own = [MEMBER, &member.id.value, member.display_name()].into_iter();
            line(&own.chain(above.iter().map(String::as_str)).collect::<Vec<_>>())?;
        }
        for facts in self.facts() {
            let own = layout.of_the_plan();
            let own = own.map(|column| column.read(facts.priority, facts.activity).plain());
            let cells: Vec<String> = own.chain(layout.calculated_texts(&facts)).collect();
            line(
                &iter::once("activity").chain(cells.iter().map(String::as_str)).collect::<Vec<_>>(),
            )?;
        }
        for facts in self.facts() {
            for (number, milestone) in (1..).zip(&facts.activity.milestones) {
                let number = format!("{number}");
                let [title, due, done] = milestone_cells(milestone).map(|cell| cell.plain());
                line(&["milestone", &facts.activity.id.value, &number, &title, &due, &done])?;
            }
        }
        for [id, name] in layout.names.pairs() {
            line(&[SHOWN_NAME, id, name])?;
        }
        if layout.is_grouped {
            for priority in &self.plan.plan.priorities {
                line(&[GROUP, &group_heading(priority)])?;
            }
        }
        Ok(())
    }
}
