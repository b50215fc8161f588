//! The report for people: one page for a browser, or a document. Both say the same, from the
//! figures of `status`.

mod burn_up;
mod class;
mod content;
mod entry;
mod heat;
mod html;
mod markdown;
mod since;
mod timeline;
mod view;

pub use view::ReportForm;

use crate::render::toolkit::markdown::ATS;
use crate::report::PlanReport;
use crate::text::{Break, PLAIN_SIGNS, harmless_in_log, without_addresses};

/// What stands in place of an address in a text.
const LEFT_OUT: &str = "(address left out)";

impl PlanReport<'_> {
    /// The report in one of its forms.
    ///
    /// # Errors
    /// None that the content can bring about: the template engine passes on errors of what it
    /// writes to, which is memory.
    pub fn render(&self, form: ReportForm) -> Result<String, askama::Error> {
        let (report, signs) = match form {
            ReportForm::Markdown => (self.to_markdown(), &ATS[..]),
            ReportForm::Html => (self.to_html()?, &PLAIN_SIGNS[..]),
        };
        // Any text may hold an address, and the gate of the report is the one place that all of
        // them pass.
        let report = if self.contacts {
            report
        } else {
            without_addresses(&report, signs, LEFT_OUT).into_owned()
        };
        Ok(if form == ReportForm::Html {
            harmless_in_log(&report, Break::Reference).into_owned()
        } else {
            report
        })
    }
}
