//! The sheets with the figures of a plan.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{CellFormats, excel_day, lines, put_text, raise};
use crate::analysis::{Tally, matrix, standing};
use crate::diagnostic::{Message, long_day, message};
use crate::model::Status;
use crate::render::toolkit::shape::{TallyShape, text, texts};
use crate::render::words;
use crate::report::{ExportReport, MatrixReport};
use crate::text::clean_line;

/// The name of the sheet with the figures.
fn status_sheet() -> Message {
    message!("workbook.status", "Status")
}

/// The cell with the day, as a formula names it.
pub(super) fn as_of_cell() -> String {
    let sheet = status_sheet().to_string();
    match sheet.chars().all(|c| c.is_ascii_alphabetic()) {
        true => format!("={sheet}!$B$2"),
        false => format!("='{}'!$B$2", sheet.replace('\'', "''")),
    }
}

/// The heading of a figure.
fn figure_heading(key: &str) -> Message {
    match key {
        "activities" => words::activities(),
        "adjusted_rate" => message!("workbook.adjusted-rate", "adjusted rate"),
        "cancelled" => words::status(Status::Cancelled),
        "carried" => words::carried(),
        "completed" => words::status(Status::Completed),
        "due_soon" => words::due_soon(),
        "expected" => words::expected(),
        "implementation_rate" => message!("workbook.implementation-rate", "implementation rate"),
        "on_hold" => words::status(Status::OnHold),
        "ongoing" => words::status(Status::Ongoing),
        "planned" => words::status(Status::Planned),
        "postponed" => words::status(Status::Postponed),
        "rating" => words::rating_heading(),
        other => words::key(other),
    }
}

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

    pub(super) fn status(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
    ) -> Result<(), XlsxError> {
        sheet.set_name(status_sheet())?;
        let plan = self.plan.plan;
        let (title, day) = (clean_line(plan.display_title()), long_day(self.as_of.day));
        let about = message!("workbook.about", "{plan}, as of {day}", plan = title, day);
        put_text(sheet, 0, 0, &about.to_string(), &look.long)?;
        let as_of = message!("workbook.as-of", "As of").to_string();
        put_text(sheet, 1, 0, &as_of, &look.id)?;
        sheet.write_datetime_with_format(1, 1, &excel_day(self.as_of.day)?, &look.day)?;
        let figures = TallyShape::cells(&Tally::default(), self.bands)
            .map(|(key, _)| figure_heading(key).to_string());
        look.heads(
            sheet,
            [message!("table.by", "by"), words::id(), words::title()]
                .into_iter()
                .map(String::from)
                .chain(figures.iter().cloned()),
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
        let mut rows: Vec<(Message, &str, &str, &Tally)> =
            vec![(message!("workbook.total", "total"), "", plan.display_title(), &standing.total)];
        rows.extend(
            standing
                .priorities
                .iter()
                .map(|g| (words::priority(), &*g.of.id.value, &*g.of.title.value, &g.tally)),
        );
        rows.extend(
            standing
                .themes
                .iter()
                .map(|g| (words::theme(), &*g.of.id.value, &*g.of.title.value, &g.tally)),
        );
        rows.extend(
            standing
                .owners
                .iter()
                .map(|g| (words::owner(), g.of, self.plan.directory.display(g.of), &g.tally)),
        );
        for (row, (by, id, title, tally)) in (3..).zip(rows) {
            for (column, content) in (0..).zip([by.to_string().as_str(), id, title]) {
                put_text(sheet, row, column, content, &look.id)?;
            }
            for (column, (_, figure)) in (3..).zip(TallyShape::cells(tally, self.bands)) {
                match figure.parse::<f64>() {
                    Ok(number) => {
                        sheet.write_number_with_format(row, column, number, &look.number)?;
                    }
                    Err(_) if figure.is_empty() => put_text(sheet, row, column, "", &look.long)?,
                    // Of the figures only the rating is a word.
                    Err(_) => {
                        let (_, _, rating) = tally.standing(self.bands);
                        let rating = words::rating(rating, None).map_or(figure, String::from);
                        put_text(sheet, row, column, &rating, &look.long)?;
                    }
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
