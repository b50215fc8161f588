//! A whole plan for the tools that others use: a file for each form.

mod csv;
mod fact;
mod iati;
mod json;
mod xlsx;

pub use iati::Gaps;

use std::io::{self, Write};

use crate::analysis::{ActivityFacts, AsOf, PlanIndex};
use crate::model::{Folder, RatingBands};
use crate::render::calendar::days_of;
use crate::report::CalendarView;
use crate::text::Sources;

/// A plan to be taken elsewhere.
pub struct ExportView<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The folder that it stands in.
    pub folder: &'f Folder<'f>,
    /// The day.
    pub as_of: AsOf,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// For the places of activities.
    pub sources: &'f Sources,
    /// The group's idea of a rating.
    pub bands: RatingBands,
}

impl<'f> ExportView<'f> {
    fn facts(&self) -> impl Iterator<Item = ActivityFacts<'f>> {
        ActivityFacts::all(self.plan, self.as_of)
    }

    /// Due dates and milestones as a calendar.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn ics(&self, out: &mut dyn Write, calendar: &CalendarView) -> io::Result<()> {
        let mut parts =
            calendar.render(self.plan.plan.display_title(), self.facts().flat_map(days_of));
        parts.try_for_each(|part| out.write_all(part.as_bytes()))
    }
}
