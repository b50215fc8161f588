//! Words that several steps share.

use std::collections::BTreeSet;

use crate::diagnostic::{Message, message};
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind};

/// The most files that are named in a sentence.
const NAMED: usize = 3;

/// How many signs of an id of git are shown.
const SHORT_ID: usize = 12;

/// The error for a git that is too old to merge without touching files.
pub(super) fn old_git() -> Error {
    Error::new(
        ErrorKind::Refused,
        message!(
            "share.old-git",
            "this version of git is too old to take in what others did: git 2.38 or newer is needed"
        ),
    )
}

/// Returns the beginning of an id of git, as a command needs it.
pub(super) fn short_id(id: &str) -> &str {
    id.get(..SHORT_ID).unwrap_or(id)
}

/// Names some files.
pub(super) fn named(paths: &BTreeSet<&str>) -> Message {
    let first: Vec<String> =
        paths.iter().take(NAMED).map(|path| clean_line(path).into_owned()).collect();
    let names = first.join(", ");
    match paths.len().saturating_sub(NAMED) {
        0 => Message::verbatim(names),
        more => message!("share.names-and-more", "{names} and {more} more", names, more),
    }
}
