//! What git's merge by lines makes of a file: for comments that a merge by field would lose.

use std::io;

use crate::diagnostic::{Message, message};
use crate::store::LineConflicts;

/// Returns the drafts that git can make, and notes why there is one that it cannot.
pub(super) fn all_drafts(
    draft: impl Fn(LineConflicts) -> io::Result<String>,
    no_draft: &mut Option<io::Error>,
) -> Vec<String> {
    let mut drafts = Vec::new();
    for how in [LineConflicts::Ours, LineConflicts::Both] {
        match draft(how) {
            Ok(text) => drafts.push(text),
            Err(why) => *no_draft = Some(why),
        }
    }
    drafts
}

/// Returns the note for a file of which git has made no draft.
pub(super) fn without_draft(why: &io::Error) -> Message {
    message!(
        "merge.no-line-merge",
        "git could not merge the lines ({why}), so a comment may be missing: compare both versions",
        why = why
    )
}
