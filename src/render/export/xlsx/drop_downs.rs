//! The drop-down lists of the sheet of activities, and the hidden sheet with what can be chosen.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, XlsxError};

use super::formats::{CellFormats, excel_day};
use super::layout::{Layout, SheetColumn};
use crate::diagnostic::message;
use crate::model::Status;
use crate::report::ExportReport;
use crate::spreadsheet::ColumnKind;

/// The hidden sheet with the ids that can be chosen.
const LISTS: &str = "lists";

/// The column of that sheet with the day of the figures; only a member's sheet reads it there.
const DAY_COLUMN: u16 = 3;

/// The cell with the day of the figures in a member's sheet, as a formula names it.
pub(super) fn as_of_cell() -> String {
    format!("={LISTS}!${}$1", column_number_to_name(DAY_COLUMN))
}

impl ExportReport<'_> {
    /// Adds the drop-down lists to the rows up to `last`.
    pub(super) fn choices(
        &self,
        sheet: &mut Worksheet,
        layout: &Layout<'_>,
        last: u32,
    ) -> Result<(), XlsxError> {
        let first = layout.header_row + 1;
        let statuses =
            DataValidation::new().allow_list_strings(&Status::ALL.map(Status::in_workbooks))?;
        let statuses = statuses
            .set_error_title(message!("workbook.status-title", "Status"))?
            .set_error_message(
                message!("workbook.choose", "Choose one of the list").to_string() + ".",
            )?;
        let ids = self.ids();
        for (number, own) in (0..).zip(&layout.columns) {
            let SheetColumn::Plan(column, _) = own else { continue };
            let list = match column.kind {
                ColumnKind::Status => {
                    sheet.add_data_validation(first, number, last, number, &statuses)?;
                    continue;
                }
                ColumnKind::Organizations => 0,
                ColumnKind::Themes => 1,
                ColumnKind::Priority => 2,
                _ => continue,
            };
            let many = ids.get(list).map_or(0, Vec::len);
            if many > 0 {
                let name = column_number_to_name(list as u16);
                let formula = Formula::new(format!("={LISTS}!${name}$1:${name}${many}"));
                let choice = DataValidation::new().allow_list_formula(formula);
                // Several with commas between them are typed.
                let choice = choice
                    .set_error_style(DataValidationErrorStyle::Information)
                    .show_error_message(false);
                sheet.add_data_validation(first, number, last, number, &choice)?;
            }
        }
        Ok(())
    }

    /// Ids of organizations, themes and priorities.
    fn ids(&self) -> [Vec<&str>; 3] {
        let plan = self.plan.plan;
        let organizations =
            self.folder.organizations.iter().chain(&plan.organizations).map(|one| &*one.id.value);
        let themes = plan.themes.iter().map(|theme| &*theme.id.value);
        let priorities = plan.priorities.iter().map(|priority| &*priority.id.value);
        [organizations.collect(), themes.collect(), priorities.collect()]
    }

    pub(super) fn lists(&self, sheet: &mut Worksheet, look: &CellFormats) -> Result<(), XlsxError> {
        sheet.set_name(LISTS)?.set_hidden(true);
        let names = self.shown_names();
        for (column, ids) in (0..).zip(self.ids()) {
            for (row, id) in (0..).zip(ids) {
                let shown = if column == 0 { names.name(id) } else { id };
                sheet.write_string(row, column, shown)?;
            }
        }
        if self.member.is_some() {
            let day = excel_day(self.as_of.day)?;
            sheet.write_datetime_with_format(0, DAY_COLUMN, &day, &look.day)?;
        }
        Ok(())
    }
}
