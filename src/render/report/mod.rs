//! The report for people: one page for a browser, or a document. Both say the same, from the
//! figures of `status`.

mod burn_up;
mod content;
mod document;
mod entry;
mod heat;
mod page;
mod since;
mod timeline;

pub use since::ChangesSince;

use std::borrow::Cow;

use crate::analysis::{ActivityFacts, AsOf, Dependents, Index, Matrix};
use crate::render::status::StatusView;
use crate::render::toolkit::markdown::ATS;
use crate::report::BurnUp;
use crate::text::{
    Break, PLAIN_SIGNS, harmless_in_log, without_addresses, without_contact_addresses,
};

/// What the report tells of.
pub struct ReportView<'f> {
    /// Where the plan stands.
    pub status: StatusView<'f>,
    /// The day, and the group's idea of soon.
    pub as_of: AsOf,
    /// All plans, for references.
    pub index: &'f Index<'f>,
    /// Every activity, in file order.
    pub facts: Vec<ActivityFacts<'f>>,
    /// Priorities against themes.
    pub matrix: Matrix<'f>,
    /// What waits for what.
    pub waiting: Dependents<'f>,
    /// How the figures went.
    pub burn_up: BurnUp,
    /// What changed since an earlier revision, where that is asked for.
    pub since: Option<ChangesSince>,
    /// Whether mail addresses are shown.
    pub contacts: bool,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// A document, for pull requests, annexes and word processors.
    Markdown,
    /// One page that needs nothing but itself.
    Html,
}

/// What stands in place of an address in a text.
const LEFT_OUT: &str = "(address left out)";

impl ReportView<'_> {
    /// A text that names people, without their mail addresses unless these are shown.
    fn person<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.contacts { Cow::Borrowed(text) } else { without_contact_addresses(text) }
    }

    /// Where a link leads; nothing where it holds a mail address that is not to be shown.
    fn link<'t>(&self, link: &'t str) -> Option<&'t str> {
        let is_shown =
            self.contacts || matches!(without_addresses(link, &PLAIN_SIGNS, ""), Cow::Borrowed(_));
        is_shown.then_some(link)
    }

    /// The report in one of its forms.
    ///
    /// # Errors
    /// None that the content can bring about: the template engine passes on errors of what it
    /// writes to, which is memory.
    pub fn render(&self, form: ReportForm) -> Result<String, askama::Error> {
        let (report, signs) = match form {
            ReportForm::Markdown => (self.document(), &ATS[..]),
            ReportForm::Html => (page::render(self)?, &PLAIN_SIGNS[..]),
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
