//! What each organization has to know now: what every form of the answer shows.

use crate::analysis::{AsOf, Digest, PlanIndex};
use crate::report::CalendarView;

/// The digests of some organizations.
pub struct DigestView<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day, and the group's idea of soon.
    pub as_of: AsOf,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// Why what rests on git is left out; none where it is not.
    pub git: Option<String>,
    /// The flags of the run, as they are typed, for the commands that it names; with a space before
    /// each.
    pub flags: String,
    /// The organizations that were asked for; none for all.
    pub owners: Vec<String>,
    /// By id.
    pub organizations: Vec<Digest<'f>>,
    /// For a calendar: what it takes from outside of the plan.
    pub calendar: Option<&'f CalendarView>,
}

/// The forms of a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestForm {
    /// For people, in the terminal.
    Table,
    /// For scripts.
    Json,
    /// For a document, or a mail that shows text.
    Markdown,
    /// For a mail.
    Html,
    /// For a calendar.
    Ics,
}

impl DigestForm {
    /// What the name of a file in this form ends in.
    pub fn ending(self) -> &'static str {
        match self {
            DigestForm::Table => "txt",
            DigestForm::Json => "json",
            DigestForm::Markdown => "md",
            DigestForm::Html => "html",
            DigestForm::Ics => "ics",
        }
    }
}
