//! A workbook: to be read, filtered and edited by people who know spreadsheets, and to be taken in
//! again.

mod activities;
mod cover;
mod drop_downs;
mod figures;
mod formats;
mod groups;
mod layout;
mod member;
mod milestones;
mod origin;
mod state;
mod status;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use crate::analysis::standing;
use crate::model::{Activity, FIELDS, Field, FieldKind, TextLength};
use crate::report::ExportReport;
use crate::text::clean_line;
use formats::{CellFormats, excel_day};
use layout::Layout;

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

    /// The plan as a workbook, or the sheet of a member. The same plan on the same day makes the
    /// same bytes.
    ///
    /// # Errors
    /// Where the plan has more rows than a sheet can hold, or a temporary file cannot be made.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let title = self.workbook_title();
        let about = DocProperties::new()
            .set_title(&title)
            .set_author(self.masthead.group.as_deref().unwrap_or("workplan"));
        book.set_properties(&about.set_creation_datetime(&excel_day(self.as_of.day)?));
        let look = CellFormats::new(&title, self.as_of.day);
        let (fixed, open) = (look.fixed(), look.open());
        let layout = match self.member {
            Some(_) => self.layout_of_member(&look, &fixed, &open),
            None => Layout::of_plan(self, &look),
        };
        let on_disk = self.has_many();
        let standing = standing(self.plan, self.as_of);
        let day = match self.member {
            Some(_) => drop_downs::as_of_cell(),
            None => cover::as_of_cell(self.cover(book.add_worksheet(), &look, &standing)?),
        };
        self.activities(long_sheet(&mut book, on_disk)?, &layout)?;
        if self.member.is_none() || self.facts().any(|facts| !facts.activity.milestones.is_empty())
        {
            self.milestones(long_sheet(&mut book, on_disk)?, &layout)?;
        }
        if self.member.is_none() {
            self.organizations(book.add_worksheet(), &look)?;
            self.status(book.add_worksheet(), &look, &standing)?;
            self.matrix(book.add_worksheet(), &look)?;
        }
        self.lists(book.add_worksheet(), &look)?;
        // Its lines are long and each one is unique: they stay where they are, and not in the table
        // of texts.
        let state = match on_disk {
            true => book.add_worksheet_with_constant_memory()?,
            false => book.add_worksheet(),
        };
        self.state(state, &layout)?;
        book.define_name(AS_OF, &day)?;
        book.save_to_buffer().map(origin::on_one_system)
    }

    /// The title of the plan, and of a member's sheet also the member's name.
    fn workbook_title(&self) -> String {
        let plan: String = clean_line(self.plan.plan.display_title()).chars().take(200).collect();
        match self.member {
            Some(member) => member::title_line(&plan, member).to_string(),
            None => plan,
        }
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
