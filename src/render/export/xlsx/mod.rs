//! A workbook: to be read, filtered and edited by people who know spreadsheets, and to be taken in
//! again.

mod activities;
mod figures;
mod formats;
mod state;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use crate::model::{Activity, FIELDS, Field, FieldKind, TextLength};
use crate::report::ExportReport;
use crate::spreadsheet::{MILESTONE_OF, MILESTONE_TITLES, MILESTONES, milestone_cells};
use crate::text::clean_line;
use formats::{CellFormats, excel_day, lines, put, put_text, raise};

/// The name of the cell that holds the day of the figures: colours go by it, whenever the workbook
/// is opened.
const AS_OF: &str = "as_of";

/// From so many activities on, the rows wait on the disk and not in memory until they are packed.
const MANY: usize = 5_000;

/// What an activity and a milestone take there at most, in bytes, beside their long texts, of which
/// a copy is kept there.
const ON_DISK: [u64; 2] = [3_500, 1_000];

impl ExportReport<'_> {
    fn has_many(&self) -> bool {
        self.plan.plan.activities().nth(MANY).is_some()
    }

    /// How many bytes of temporary files the workbook takes while it is made.
    pub fn xlsx_on_disk(&self) -> u64 {
        if !self.has_many() {
            return 0;
        }
        let [activity, milestone] = ON_DISK;
        let long: Vec<_> = FIELDS.iter().filter(|field| may_be_long(field)).collect();
        let texts = |one: &Activity<'_>| -> usize {
            let texts = long.iter().flat_map(|field| field.texts(one));
            texts.map(|text| text.value.len()).sum()
        };
        self.plan
            .plan
            .activities()
            .map(|(_, one)| {
                activity + milestone * one.milestones.len() as u64 + 2 * texts(one) as u64
            })
            .sum()
    }

    /// The plan as a workbook. The same plan on the same day makes the same bytes.
    ///
    /// # Errors
    /// Where the plan has more rows than a sheet can hold, or a temporary file cannot be made.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let title: String = clean_line(self.plan.plan.display_title()).chars().take(200).collect();
        let about = DocProperties::new().set_title(&title).set_author("workplan");
        book.set_properties(&about.set_creation_datetime(&excel_day(self.as_of.day)?));
        let look = CellFormats::new(&title, self.as_of.day);
        let on_disk = self.has_many();
        self.activities(long_sheet(&mut book, on_disk)?, &look)?;
        self.milestones(long_sheet(&mut book, on_disk)?, &look)?;
        self.organizations(book.add_worksheet(), &look)?;
        self.status(book.add_worksheet(), &look)?;
        self.matrix(book.add_worksheet(), &look)?;
        self.lists(book.add_worksheet())?;
        // Its lines are long and each one is unique: they stay where they are, and not in the table
        // of texts.
        self.state(if on_disk {
            book.add_worksheet_with_constant_memory()?
        } else {
            book.add_worksheet()
        })?;
        book.define_name(AS_OF, &figures::as_of_cell())?;
        book.save_to_buffer()
    }

    fn milestones(&self, sheet: &mut Worksheet, look: &CellFormats) -> Result<(), XlsxError> {
        sheet.set_name(MILESTONES)?;
        look.heads(sheet, MILESTONE_TITLES.into_iter().chain([MILESTONE_OF]), 0)?;
        let formats = [&look.id, &look.number, &look.text, &look.day, &look.day, &look.faint];
        for (column, (width, format)) in (0..).zip([9, 8, 50, 11, 11, 50].into_iter().zip(formats))
        {
            sheet.set_column_width(column, width)?.set_column_format(column, format)?;
        }
        let mut row = 0;
        for (_, activity) in self.plan.plan.activities() {
            for (number, milestone) in (1..).zip(&activity.milestones) {
                row += 1;
                let high =
                    lines(&milestone.title.value, 50.0).max(lines(&activity.title.value, 50.0));
                raise(sheet, row, high)?;
                put_text(sheet, row, 0, &activity.id.value, &look.id)?;
                sheet.write_number_with_format(row, 1, f64::from(number), &look.number)?;
                for (column, (cell, format)) in (2..)
                    .zip(milestone_cells(milestone).iter().zip([&look.text, &look.day, &look.day]))
                {
                    put(sheet, row, column, cell, format)?;
                }
                put_text(sheet, row, 5, &activity.title.value, &look.faint)?;
            }
        }
        sheet.autofilter(0, 0, row, 5)?;
        sheet.set_freeze_panes(1, 0)?;
        look.paper(sheet, 0, None)?;
        Ok(())
    }
}

/// Whether people write sentences into a field.
fn may_be_long(field: &Field) -> bool {
    match field.kind {
        FieldKind::Title => true,
        FieldKind::Text(_, length) => length > TextLength::Line,
        _ => false,
    }
}

/// A sheet with a row for each activity, or more.
fn long_sheet(book: &mut Workbook, on_disk: bool) -> Result<&mut Worksheet, XlsxError> {
    if on_disk { book.add_worksheet_with_low_memory() } else { Ok(book.add_worksheet()) }
}
