//! Links in a workplans folder, followed in one way on the disk and in a commit: each target is
//! relative to the place of its link.

use crate::diagnostic::{Message, message};
use std::io;

/// How many links in a row are followed.
const MAX_LINKS: usize = 8;

/// The most bytes that are read to follow the links of one state, and of their paths. A single link
/// may exceed it, because its last read is completed.
pub(super) const MOST_BYTES: usize = 8 << 20;

/// The error where the links of a state have taken more.
pub(super) fn too_far() -> io::Error {
    io::Error::other(message!(
        "files.links-lead-too-far",
        "the links in the workplans folder lead through more than {most} MiB",
        most = MOST_BYTES >> 20
    ))
}

/// The message for more of them.
pub(super) fn endless() -> Message {
    message!("files.links-in-a-circle", "these links lead to each other in a circle")
}

/// The entry at a path.
pub(super) enum LinkStep<T> {
    /// A link to that path.
    To(String),
    /// Any other entry.
    End(T),
}

/// Follows the links from a path on. Returns `None` if there are too many.
///
/// # Errors
/// The errors of `look`, which returns the entry at a path.
pub(super) fn follow<T, E>(
    path: &str,
    mut look: impl FnMut(&str) -> Result<LinkStep<T>, E>,
) -> Result<Option<T>, E> {
    let mut path = path.to_owned();
    for _ in 0..=MAX_LINKS {
        match look(&path)? {
            LinkStep::To(next) => path = next,
            LinkStep::End(end) => return Ok(Some(end)),
        }
    }
    Ok(None)
}

/// Returns the target of a link in place of a file, relative to the workplans folder; an impossible
/// path if it leads out.
pub(super) fn target_of(path: &str, target: &str) -> String {
    let mut way: Vec<&str> = path.split('/').collect();
    way.pop();
    for part in target.split('/') {
        match part {
            "" if target.starts_with('/') => return String::new(),
            "" | "." => {}
            ".." => {
                if way.pop().is_none() {
                    return String::new();
                }
            }
            name => way.push(name),
        }
    }
    way.join("/")
}
