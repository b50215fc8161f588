//! The sheet with the figures of a plan: in all, by priority, by theme and by owner.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::{CellFormats, lines, put_text, raise};
use crate::analysis::{Breakdown, Percent, Tally};
use crate::diagnostic::{Message, long_day, message};
use crate::model::Status;
use crate::render::toolkit::shape::TallyShape;
use crate::render::toolkit::words::capitalized;
use crate::render::words;
use crate::report::ExportReport;
use crate::text::clean_line;

/// The row of the headings.
pub(super) const HEADS: u32 = 1;
/// The row of the first priority: below the total.
pub(super) const FIRST_PRIORITY: u32 = HEADS + 2;
/// How wide the titles are.
const TITLE: f64 = 50.0;
/// The column of the first figure.
const FIRST_FIGURE: u16 = 3;

/// The name of the sheet.
pub(super) fn status_sheet() -> Message {
    message!("workbook.status", "Status")
}

pub(super) fn implementation_rate() -> Message {
    message!("workbook.implementation-rate", "implementation rate")
}

pub(super) fn adjusted_rate() -> Message {
    message!("workbook.adjusted-rate", "adjusted rate")
}

/// The column of a figure.
pub(super) fn figure_column(key: &str) -> u16 {
    let figures = TallyShape::cells(&Tally::default(), Default::default());
    let at = figures.iter().position(|(own, _)| *own == key);
    FIRST_FIGURE + at.unwrap_or(0) as u16
}

/// The heading of a figure.
fn figure_heading(key: &str) -> Message {
    match key {
        "activities" => words::activities(),
        "adjusted_rate" => adjusted_rate(),
        "cancelled" => words::status(Status::Cancelled),
        "carried" => words::carried(),
        "completed" => words::status(Status::Completed),
        "due_soon" => words::due_soon(),
        "expected" => words::expected(),
        "implementation_rate" => implementation_rate(),
        "on_hold" => words::status(Status::OnHold),
        "ongoing" => words::status(Status::Ongoing),
        "planned" => words::status(Status::Planned),
        "postponed" => words::status(Status::Postponed),
        "rating" => words::rating_heading(),
        other => words::key(other),
    }
}

/// The percentage of a figure, if it is one.
fn share_of(key: &str, tally: &Tally) -> Option<Percent> {
    match key {
        "implementation_rate" => tally.implementation_rate(),
        "adjusted_rate" => tally.adjusted_rate(),
        "progress" => tally.progress(),
        "expected" => tally.expected(),
        _ => None,
    }
}

impl ExportReport<'_> {
    pub(super) fn status(
        &self,
        sheet: &mut Worksheet,
        look: &CellFormats,
        standing: &Breakdown<'_>,
    ) -> Result<(), XlsxError> {
        sheet.set_name(status_sheet())?;
        let plan = self.plan.plan;
        let (title, day) = (clean_line(plan.display_title()), long_day(self.as_of.day));
        let about = message!("workbook.about", "{plan}, as of {day}", plan = title, day);
        put_text(sheet, 0, 0, &about.to_string(), &look.title)?;
        sheet.set_row_height(0, 22.0)?;
        let figures = TallyShape::cells(&Tally::default(), self.bands)
            .map(|(key, _)| capitalized(&figure_heading(key).to_string()));
        look.heads(
            sheet,
            [message!("table.by", "by"), words::id(), words::title()]
                .into_iter()
                .map(|word| capitalized(&word.to_string()))
                .chain(figures.iter().cloned()),
            HEADS,
        )?;
        for (column, width) in (0..).zip([9.0, 24.0, TITLE]) {
            sheet.set_column_width(column, width)?;
        }
        for (column, figure) in (3..).zip(&figures) {
            // A head breaks between its words.
            let longest = figure.split(' ').map(str::len).max().unwrap_or(0);
            sheet.set_column_width(column, (longest + 2).max(9) as u16)?;
        }
        raise(sheet, HEADS, 2)?;
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
        let mut last = HEADS;
        for (row, (by, id, title, tally)) in (HEADS + 1..).zip(rows) {
            last = row;
            let (by, title) = (capitalized(&by.to_string()), clean_line(title));
            for (column, content) in (0..).zip([by.as_str(), id, &title]) {
                put_text(sheet, row, column, content, &look.text)?;
            }
            raise(sheet, row, lines(&title, TITLE))?;
            for (column, (key, figure)) in
                (FIRST_FIGURE..).zip(TallyShape::cells(tally, self.bands))
            {
                if let Some(share) = share_of(key, tally) {
                    let part = share.tenths() as f64 / 1000.0;
                    sheet.write_number_with_format(row, column, part, look.share(share))?;
                    continue;
                }
                match figure.parse::<f64>() {
                    Ok(number) => {
                        sheet.write_number_with_format(row, column, number, &look.number)?;
                    }
                    Err(_) if figure.is_empty() => put_text(sheet, row, column, "", &look.long)?,
                    // Of the figures only the rating is a word.
                    Err(_) => {
                        let (_, _, rating) = tally.standing(self.bands);
                        let rating = words::rating(rating, None).map_or(figure, String::from);
                        put_text(sheet, row, column, &rating, &look.right)?;
                    }
                }
            }
        }
        let rating = figure_column("rating");
        look.rating_colours(sheet, HEADS + 1, rating, (last.max(HEADS + 1), rating))?;
        sheet.set_freeze_panes(HEADS + 1, FIRST_FIGURE)?;
        look.paper(sheet, HEADS, None)
    }
}
