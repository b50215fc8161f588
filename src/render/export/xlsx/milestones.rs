//! The sheet with the milestones of the activities.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{lines, put, put_text, raise};
use super::layout::Layout;
use super::member::protect;
use crate::report::ExportReport;
use crate::spreadsheet::{MILESTONE_OF, MILESTONE_TITLES, MILESTONES, milestone_cells};

/// Rows behind the last milestone of a member's sheet that are ready for new ones.
const SPARE_ROWS: u32 = 50;

impl ExportReport<'_> {
    pub(super) fn milestones(
        &self,
        sheet: &mut Worksheet,
        layout: &Layout<'_>,
    ) -> Result<(), XlsxError> {
        let look = layout.look;
        // A member says when a milestone was reached.
        let (fixed, open) = layout.member.unwrap_or((look, look));
        sheet.set_name(MILESTONES)?;
        look.heads(sheet, MILESTONE_TITLES.into_iter().chain([MILESTONE_OF]), 0)?;
        let formats = [&fixed.id, &fixed.number, &fixed.text, &fixed.day, &open.day, &look.faint];
        for (column, (width, format)) in (0..).zip([9, 8, 50, 11, 11, 50].into_iter().zip(formats))
        {
            sheet.set_column_width(column, width)?;
            if layout.member.is_none() {
                sheet.set_column_format(column, format)?;
            }
        }
        let mut row = 0;
        for facts in self.facts() {
            let activity = facts.activity;
            for (number, milestone) in (1..).zip(&activity.milestones) {
                row += 1;
                let high =
                    lines(&milestone.title.value, 50.0).max(lines(&activity.title.value, 50.0));
                raise(sheet, row, high)?;
                put_text(sheet, row, 0, &activity.id.value, &fixed.id)?;
                sheet.write_number_with_format(row, 1, f64::from(number), &fixed.number)?;
                let formats = [&fixed.text, &fixed.day, &open.day];
                for (column, (cell, format)) in
                    (2..).zip(milestone_cells(milestone).iter().zip(formats))
                {
                    put(sheet, row, column, cell, format)?;
                }
                put_text(sheet, row, 5, &activity.title.value, &look.faint)?;
            }
        }
        if layout.member.is_some() {
            let formats = [&open.id, &open.number, &open.text, &open.day, &open.day];
            for spare in row + 1..=row + SPARE_ROWS {
                for (column, format) in (0..).zip(formats) {
                    sheet.write_blank(spare, column, format)?;
                }
            }
        }
        sheet.autofilter(0, 0, row, 5)?;
        sheet.set_freeze_panes(1, 0)?;
        look.paper(sheet, 0, layout.member.map(|_| (row, 5)))?;
        protect(sheet, layout);
        Ok(())
    }
}
