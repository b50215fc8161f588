//! How the dates of an edit were understood.

use crate::diagnostic::Message;
use crate::edit::Assignment;
use crate::model::Day;
use crate::workspace::understood_as;

/// Returns the notes on the dates of assignments that are not days as the format writes them.
pub(crate) fn typed_dates(assignments: &[Assignment], as_of: Day) -> impl Iterator<Item = Message> {
    assignments
        .iter()
        .flat_map(move |one| one.typed_dates(as_of))
        .map(|(text, day)| understood_as(&text, day))
}
