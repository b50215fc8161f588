//! The sheets with the figures of a plan.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{CellFormats, excel_day, lines, put_text, raise};
use crate::analysis::{Tally, matrix, standing};
use crate::model::long_day;
use crate::render::toolkit::shape::{TallyShape, text, texts};
use crate::report::{ExportReport, MatrixReport};
use crate::text::clean_line;

/// The cell with the day, as a formula names it.
pub(super) const AS_OF_CELL: &str = "=Status!$B$2";

/// How wide the columns of the matrix are: the priority, and each theme.
const TITLE: f64 = 50.0;
const CELL: f64 = 18.0;

impl ExportReport<'_> {
    pub(super) fn organizations(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name("Organizations")?;
        look.heads(
            sheet,
            ["Id", "Name", "Short", "Formerly", "Focal point", "Email", "Handle"].into_iter(),
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

    pub(super) fn status(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name("Status")?;
        let plan = self.plan.plan;
        put_text(
            sheet,
            0,
            0,
            &format!("{}, as of {}", clean_line(plan.display_title()), long_day(self.as_of.day)),
            &look.long,
        )?;
        put_text(sheet, 1, 0, "As of", &look.id)?;
        sheet.write_datetime_with_format(1, 1, &excel_day(self.as_of.day)?, &look.day)?;
        let figures = TallyShape::cells(&Tally::default(), self.bands)
            .map(|(name, _)| name.replace('_', " "));
        look.heads(
            sheet,
            ["by", "id", "title"].into_iter().chain(figures.iter().map(String::as_str)),
            2,
        )?;
        for (column, width) in (0..).zip([9, 24, 44]) {
            sheet.set_column_width(column, width)?;
        }
        for (column, figure) in (3..).zip(&figures) {
            // A head breaks between its words.
            let longest = figure.split(' ').map(str::len).max().unwrap_or(0);
            sheet.set_column_width(column, (longest + 2).max(9) as u16)?;
        }
        raise(sheet, 2, 2)?;
        let standing = standing(self.plan, self.as_of);
        let mut rows: Vec<(&str, &str, &str, &Tally)> =
            vec![("total", "", plan.display_title(), &standing.total)];
        rows.extend(
            standing
                .priorities
                .iter()
                .map(|g| ("priority", &*g.of.id.value, &*g.of.title.value, &g.tally)),
        );
        rows.extend(
            standing
                .themes
                .iter()
                .map(|g| ("theme", &*g.of.id.value, &*g.of.title.value, &g.tally)),
        );
        rows.extend(
            standing
                .owners
                .iter()
                .map(|g| ("owner", g.of, self.plan.directory.display(g.of), &g.tally)),
        );
        for (row, (by, id, title, tally)) in (3..).zip(rows) {
            for (column, content) in (0..).zip([by, id, title]) {
                put_text(sheet, row, column, content, &look.id)?;
            }
            for (column, (_, figure)) in (3..).zip(TallyShape::cells(tally, self.bands)) {
                match figure.parse::<f64>() {
                    Ok(number) => {
                        sheet.write_number_with_format(row, column, number, &look.number)?;
                    }
                    Err(_) => put_text(sheet, row, column, &figure.replace('_', " "), &look.long)?,
                }
            }
        }
        sheet.set_freeze_panes(3, 3)?;
        look.paper(sheet, 2, None)
    }

    pub(super) fn matrix(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name("Matrix")?;
        let matrix = matrix(self.plan, self.as_of);
        let view = MatrixReport {
            plan: self.plan.plan,
            as_of: self.as_of.day,
            revision: None,
            matrix,
            bands: self.bands,
        };
        let grid = view.grid();
        look.heads(sheet, grid.columns.iter().map(|column| column.title.as_str()), 0)?;
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
                put_text(sheet, row, column, &cell.text, &look.text)?;
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
