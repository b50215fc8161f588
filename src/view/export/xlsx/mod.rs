//! A workbook: to be read, filtered and edited by people who know spreadsheets, and to be taken in again.

mod activities;
mod figures;
mod look;
mod state;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::ExportView;
use crate::sheet::{MILESTONE_TITLES, MILESTONES, milestone_cells};
use crate::text::clean_line;
use look::{Look, excel_day, put, put_text};

impl ExportView<'_> {
    /// The plan as a workbook. The same plan on the same day makes the same bytes.
    ///
    /// # Errors
    /// Where the plan has more rows than a sheet can hold.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let title: String = clean_line(self.plan.plan.display_title()).chars().take(200).collect();
        let about = DocProperties::new().set_title(title).set_author("workplan");
        book.set_properties(&about.set_creation_datetime(&excel_day(self.as_of.day)?));
        let look = Look::new();
        self.activities(book.add_worksheet(), &look)?;
        self.milestones(book.add_worksheet(), &look)?;
        self.organizations(book.add_worksheet(), &look)?;
        self.status(book.add_worksheet(), &look)?;
        self.matrix(book.add_worksheet(), &look)?;
        self.lists(book.add_worksheet())?;
        self.state(book.add_worksheet())?;
        book.save_to_buffer()
    }

    fn milestones(&self, sheet: &mut rust_xlsxwriter::Worksheet, look: &Look) -> Result<(), XlsxError> {
        sheet.set_name(MILESTONES)?;
        look.heads(sheet, MILESTONE_TITLES.into_iter().chain(["Of"]), 0)?;
        let formats = [&look.id, &look.number, &look.text, &look.day, &look.day, &look.faint];
        for (column, (width, format)) in (0..).zip([9, 8, 50, 11, 11, 50].into_iter().zip(formats)) {
            sheet.set_column_width(column, width)?.set_column_format(column, format)?;
        }
        let mut row = 0;
        for (_, activity) in self.plan.plan.activities() {
            for (number, milestone) in (1..).zip(&activity.milestones) {
                row += 1;
                put_text(sheet, row, 0, &activity.id.value, &look.id)?;
                sheet.write_number_with_format(row, 1, f64::from(number), &look.number)?;
                for (column, (cell, format)) in (2..).zip(milestone_cells(milestone).iter().zip([&look.text, &look.day, &look.day])) {
                    put(sheet, row, column, cell, format)?;
                }
                put_text(sheet, row, 5, &activity.title.value, &look.faint)?;
            }
        }
        sheet.autofilter(0, 0, row, 5)?;
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }
}
