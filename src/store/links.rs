//! Links in a workplans folder, which are followed in one way on the disk and in a commit: each
//! names its target from where it stands.

use std::io;

/// How many links in a row are followed.
const MAX_LINKS: usize = 8;

/// The most bytes of what is read to follow the links of one state, and of the paths that are
/// followed. Of one link it may be more: what is read last is read to its end.
pub(super) const MOST_BYTES: usize = 8 << 20;

/// The error where the links of a state have taken more.
pub(super) fn too_far() -> io::Error {
    io::Error::other(format!(
        "the links in the workplans folder lead through more than {} MiB",
        MOST_BYTES >> 20
    ))
}

/// What is said of more of them.
pub(super) const ENDLESS: &str = "these links lead to each other without an end";

/// What stands at a path.
pub(super) enum LinkStep<T> {
    /// A link to that path.
    To(String),
    /// Something else.
    End(T),
}

/// Follows the links from a path on. `None` where there are too many.
///
/// # Errors
/// Those of `look`, which says what stands at a path.
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

/// Where a link in a file's place leads, relative to the workplans folder; a path that no file has
/// where it leads out.
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
