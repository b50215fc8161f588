//! A whole plan for the tools that others use: a file for each form.

mod csv;
mod fact;
mod iati;
mod json;
mod xlsx;

pub use iati::Gaps;

use std::io::{self, Write};

use crate::analysis::ActivityFacts;
use crate::render::calendar::days_of;
use crate::report::{CalendarView, ExportReport};

impl<'f> ExportReport<'f> {
    fn facts(&self) -> impl Iterator<Item = ActivityFacts<'f>> {
        let is_asked = |facts: &ActivityFacts<'_>| {
            self.member.is_none_or(|member| facts.owners().any(|id| id == &*member.id.value))
        };
        ActivityFacts::all(self.plan, self.as_of).filter(is_asked)
    }

    /// Due dates and milestones as a calendar.
    ///
    /// # Errors
    /// Those of what it is written to.
    pub fn ics(&self, out: &mut dyn Write, calendar: &CalendarView) -> io::Result<()> {
        let mut parts =
            calendar.render(self.plan.plan.display_title(), None, self.facts().flat_map(days_of));
        parts.try_for_each(|part| out.write_all(part.as_bytes()))
    }
}
