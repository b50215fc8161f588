//! The sheets of organizations, and of priorities against themes.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{CellFormats, lines, put_text, raise};
use crate::analysis::matrix;
use crate::diagnostic::message;
use crate::render::toolkit::shape::{text, texts};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::capitalized;
use crate::report::{ExportReport, MatrixReport};

/// How wide the columns of the matrix are: the priority, and each theme.
const TITLE: f64 = 50.0;
const CELL: f64 = 18.0;

impl ExportReport<'_> {
    pub(super) fn organizations(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name(message!("workbook.organizations", "Organizations"))?;
        look.heads(
            sheet,
            [
                message!("workbook.id", "Id"),
                message!("workbook.name", "Name"),
                message!("workbook.short", "Short"),
                message!("workbook.formerly", "Formerly"),
                message!("workbook.focal-point", "Focal point"),
                message!("workbook.email", "Email"),
                message!("workbook.handle", "Handle"),
            ]
            .into_iter()
            .map(String::from),
            0,
        )?;
        for (column, width) in (0..).zip([16, 44, 14, 16, 26, 30, 16]) {
            sheet.set_column_width(column, width)?.set_column_format(column, &look.id)?;
        }
        let mut row = 0;
        for organization in self.folder.organizations.iter().chain(&self.plan.plan.organizations) {
            let former = texts(&organization.aliases).join(", ");
            let own = [
                &*organization.id.value,
                &*organization.name.value,
                text(&organization.short).unwrap_or(""),
                former.as_str(),
            ];
            // A line for each focal point, and one where there is none.
            for number in 0..organization.focal_points.len().max(1) {
                row += 1;
                let point = organization.focal_points.get(number);
                let point = point.map_or([""; 3], |point| {
                    [
                        &*point.name.value,
                        text(&point.email).unwrap_or(""),
                        text(&point.handle).unwrap_or(""),
                    ]
                });
                for (column, content) in (0..)
                    .zip(own.into_iter().chain(point))
                    .filter(|(_, content)| !content.is_empty())
                {
                    put_text(sheet, row, column, content, &look.id)?;
                }
            }
        }
        sheet.autofilter(0, 0, row, 6)?;
        sheet.set_freeze_panes(1, 1)?;
        look.paper(sheet, 0, None)
    }

    pub(super) fn matrix(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name(message!("workbook.matrix", "Matrix"))?;
        let matrix = matrix(self.plan, self.as_of);
        let view = MatrixReport {
            plan: self.plan.plan,
            as_of: self.as_of.day,
            revision: None,
            matrix,
            bands: self.bands,
        };
        let grid = view.grid();
        look.heads(sheet, grid.columns.iter().map(|column| capitalized(&column.title)), 0)?;
        let widths = || std::iter::once(TITLE).chain(std::iter::repeat(CELL));
        for (column, width) in (0..).zip(widths()).take(grid.columns.len()) {
            sheet.set_column_width(column, width)?;
        }
        // Letters in bold are wider.
        let high = grid
            .columns
            .iter()
            .zip(widths())
            .map(|(column, width)| lines(&column.title, 0.8 * width))
            .max();
        raise(sheet, 0, high.unwrap_or(1))?;
        for (row, cells) in (1..).zip(&grid.rows) {
            for (column, cell) in (0..).zip(cells) {
                let format = match cell.tone {
                    Tone::Bad => &look.gap,
                    _ if column == 0 => &look.text,
                    _ => &look.right,
                };
                put_text(sheet, row, column, &cell.text, format)?;
            }
            raise(
                sheet,
                row,
                cells
                    .iter()
                    .zip(widths())
                    .map(|(cell, width)| lines(&cell.text, width))
                    .max()
                    .unwrap_or(1),
            )?;
        }
        sheet.set_freeze_panes(1, 1)?;
        look.paper(sheet, 0, None)
    }
}
