//! The report for people: one page for a browser, or a document. Both say the same, from the figures of `status`.

mod burn_up;
mod content;
mod document;
mod entry;
mod heat;
mod page;
mod since;
mod timeline;

pub use burn_up::BurnUp;
pub use since::Since;

use super::status::StatusView;
use crate::analysis::{AsOf, Facts, Index, Matrix, Waiting};
use crate::text::{Break, harmless_in_log};

/// What the report tells of.
pub struct ReportView<'f> {
    /// Where the plan stands.
    pub status: StatusView<'f>,
    /// The day, and the group's idea of soon.
    pub as_of: AsOf,
    /// All plans, for references.
    pub index: &'f Index<'f>,
    /// Every activity, in file order.
    pub facts: Vec<Facts<'f>>,
    /// Priorities against themes.
    pub matrix: Matrix<'f>,
    /// What waits for what.
    pub waiting: Waiting<'f>,
    /// How the figures went.
    pub burn_up: BurnUp,
    /// What changed since an earlier revision, where that is asked for.
    pub since: Option<Since>,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// A document, for pull requests, annexes and word processors.
    Markdown,
    /// One page that needs nothing but itself.
    Html,
}

impl ReportView<'_> {
    /// The report in one of its forms.
    ///
    /// # Errors
    /// None that the content can bring about: the template engine passes on errors of what it writes to, which is memory.
    pub fn render(&self, form: ReportForm) -> Result<String, askama::Error> {
        match form {
            ReportForm::Markdown => Ok(self.document()),
            ReportForm::Html => Ok(harmless_in_log(&page::render(self)?, Break::Reference).into_owned()),
        }
    }
}
