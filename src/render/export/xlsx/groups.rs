//! The rows that name the priorities, above their activities.

use std::ops::Range;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::formats::put_text;
use super::layout::Layout;
use crate::diagnostic::message;
use crate::model::Priority;
use crate::report::ExportReport;
use crate::spreadsheet::{ShownNames, shortened};
use crate::text::clean_line;

/// The text of the row of a priority, which the import knows again.
pub(super) fn group_heading(priority: &Priority<'_>) -> String {
    let heading = message!(
        "workbook.priority-heading",
        "Priority {id}: {title}",
        id = clean_line(&priority.id.value),
        title = clean_line(&priority.title.value)
    );
    shortened(heading.to_string().trim())
}

/// A row that names a priority, and the rows of its activities.
pub(super) struct PriorityRows<'f> {
    pub priority: &'f Priority<'f>,
    pub heading: u32,
    pub activities: Range<u32>,
}

impl<'f> ExportReport<'f> {
    /// Whether more than one priority has activities: one alone needs no heading.
    pub(super) fn has_groups(&self) -> bool {
        let mut priorities =
            self.plan.plan.activities().map(|(priority, _)| std::ptr::from_ref(priority));
        let first = priorities.next();
        priorities.any(|other| Some(other) != first)
    }

    /// The rows of each priority that has activities, from the first row on.
    pub(super) fn priority_rows(&self, first: u32) -> Vec<PriorityRows<'f>> {
        let mut all: Vec<PriorityRows<'f>> = Vec::new();
        let mut next = first;
        for (priority, _) in self.plan.plan.activities() {
            match all.last_mut() {
                Some(last) if std::ptr::eq(last.priority, priority) => {
                    last.activities.end += 1;
                }
                _ => {
                    let activities = next + 1..next + 2;
                    all.push(PriorityRows { priority, heading: next, activities });
                    next += 1;
                }
            }
            next += 1;
        }
        all
    }

    /// How cells name the organizations of the plan.
    pub(super) fn shown_names(&self) -> ShownNames {
        ShownNames::of(self.folder.organizations.iter().chain(&self.plan.plan.organizations))
    }
}

impl PriorityRows<'_> {
    /// Makes the rows of the activities a group that can be folded. This is said before they are
    /// written: a long sheet is not kept.
    pub(super) fn fold(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.group_rows(self.activities.start, self.activities.end - 1)?;
        Ok(())
    }

    /// Writes the row of the priority.
    pub(super) fn put(&self, sheet: &mut Worksheet, layout: &Layout<'_>) -> Result<(), XlsxError> {
        for column in 1..=layout.last() {
            sheet.write_blank(self.heading, column, &layout.look.group)?;
        }
        put_text(sheet, self.heading, 0, &group_heading(self.priority), &layout.look.group)
    }
}
