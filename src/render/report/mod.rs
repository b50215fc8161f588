//! The report for people: one page for a browser, or a document. Both say the same, from the
//! figures of `status`.

mod brand;
mod burn_up;
mod class;
mod content;
mod docx;
mod due;
mod earlier;
mod entry;
mod fold;
mod headline;
mod heat;
mod html;
mod json;
mod markdown;
mod results;
mod results_document;
mod results_json;
mod risks;
mod running;
mod since;
mod site;
mod site_links;
mod timeline;
mod view;
mod voices;
mod words;

pub use site::site_state_json;
pub use view::ReportForm;

use crate::render::toolkit::markdown::ATS;
use crate::render::toolkit::words::address_left_out;
use crate::report::PlanReport;
use crate::text::{Break, PLAIN_SIGNS, harmless_in_log, without_addresses};

/// How many lines a list of what is due shows before the others, which can be opened.
const SHOWN: usize = 25;

impl PlanReport<'_> {
    /// The report in one of its forms.
    ///
    /// # Errors
    /// None that the content can bring about: the template engine passes on errors of what it
    /// writes to, which is memory.
    pub fn render(&self, form: ReportForm) -> Result<String, askama::Error> {
        let (report, signs) = match form {
            ReportForm::Markdown => (self.to_markdown(), &ATS[..]),
            ReportForm::Html | ReportForm::Paper => (self.to_html(form)?, &PLAIN_SIGNS[..]),
            ReportForm::Json => return Ok(self.to_json()),
        };
        let report = if self.contacts { report } else { addressless(&report, signs) };
        Ok(if form == ReportForm::Markdown {
            report
        } else {
            harmless_in_log(&report, Break::Reference).into_owned()
        })
    }
}

/// Any text may hold an address, and the gate of the report is the one place that all of them pass.
fn addressless(text: &str, signs: &[&str]) -> String {
    without_addresses(text, signs, &address_left_out().to_string()).into_owned()
}
