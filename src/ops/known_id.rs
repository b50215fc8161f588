//! Ids that a question names: of organizations, priorities and themes.

use crate::diagnostic::{did_you_mean, message, nearest};
use crate::model::Directory;
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Returns the ids of the organizations that words name.
///
/// # Errors
/// Where one names none.
pub(super) fn organizations(directory: &Directory<'_>, words: &[String]) -> Result<Vec<String>> {
    words.iter().map(|word| organization(directory, word)).collect()
}

/// Returns the id of the organization that a word names: by its id, an id that it had before, or
/// its short or full name in any case.
///
/// # Errors
/// Where it names none.
pub(super) fn organization(directory: &Directory<'_>, word: &str) -> Result<String> {
    let named = directory.find(word).map(|organization| &*organization.id.value);
    match named.or_else(|| directory.called(word)) {
        Some(id) => Ok(id.to_owned()),
        None => Err(unknown(NoSuch::Organization, word, directory.ids())),
    }
}

pub(super) fn known<'a>(
    what: NoSuch,
    wanted: &[String],
    ids: impl Iterator<Item = &'a str> + Clone,
) -> Result<Vec<String>> {
    match wanted.iter().find(|one| ids.clone().all(|id| id != one.as_str())) {
        Some(one) => Err(unknown(what, one, ids)),
        None => Ok(wanted.to_vec()),
    }
}

/// The kind of an unknown id.
#[derive(Clone, Copy)]
pub(super) enum NoSuch {
    Organization,
    Priority,
    Theme,
}

/// How many ids are listed where none of them was named.
const LISTED: usize = 30;

fn unknown<'a>(what: NoSuch, word: &str, ids: impl Iterator<Item = &'a str>) -> Error {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    let id = clean_line(word);
    let error = Error::not_found(match what {
        NoSuch::Organization => {
            message!("filter.unknown-organization", "unknown organization `{id}`", id)
        }
        NoSuch::Priority => message!("filter.unknown-priority", "unknown priority `{id}`", id),
        NoSuch::Theme => message!("filter.unknown-theme", "unknown theme `{id}`", id),
    });
    if let Some(meant) = nearest(word, ids.iter().copied()) {
        return error.hint(did_you_mean(meant));
    }
    let more = if ids.len() > LISTED { ", …" } else { "" };
    ids.truncate(LISTED);
    let ids = ids.join(", ") + more;
    error.hint(message!("filter.known-ids", "known: {ids}", ids))
}
