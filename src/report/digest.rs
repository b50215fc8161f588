//! What concerns each organization.

use super::CalendarView;
use crate::analysis::{AsOf, Digest, PlanIndex};
use crate::diagnostic::Message;

/// The digests of some organizations.
pub struct DigestReport<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day, and what the group counts as soon.
    pub as_of: AsOf,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// Why what depends on git is left out; none where it is not.
    pub git: Option<Message>,
    /// The flags of the question, as they are typed, for the commands that the answer names; with a
    /// space before each.
    pub flags: String,
    /// The organizations that were asked for; none for all.
    pub owners: Vec<String>,
    /// The digests, by id.
    pub organizations: Vec<Digest<'f>>,
    /// Whom readers ask, from the settings of the report.
    pub contact: Option<String>,
    /// For a mail: the address of the user.
    pub sender: Option<String>,
    /// For a calendar: what it takes from outside of the plan.
    pub calendar: Option<CalendarView>,
}

/// A file that goes along with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}
