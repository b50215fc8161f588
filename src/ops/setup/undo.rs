//! Takes back what `workplan setup` wrote, as far as it is unchanged.

use std::path::Path;

use super::change::{configure, replace};
use super::plain_file::plain_bytes;
use super::record::{Entry, Record, Written};
use super::steps::add_step;
use crate::report::{SetupPart, SetupReport, SetupState, SetupTarget};
use crate::store::{self, UserGit};
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Result};

/// Takes back what was written of these parts, or only looks. `folder` is the one of the record.
///
/// # Errors
/// If something cannot be removed, with its path. What is left is still recorded.
pub fn undo_setup(folder: &Path, parts: &[SetupPart], is_dry_run: bool) -> Result<SetupReport> {
    let mut record = Record::read(folder)?;
    let mut report = SetupReport { is_done: !is_dry_run, ..SetupReport::default() };
    let is_of = |entry: &Entry| entry.part().is_some_and(|part| parts.contains(&part));
    let all: Vec<Entry> = record.entries.iter().filter(|entry| is_of(entry)).cloned().collect();
    for (at, entry) in all.iter().enumerate() {
        let Some(part) = entry.part() else { continue };
        // A file that was written twice has two digests.
        let is_later = |other: &Entry| target(&other.what) == target(&entry.what);
        if all.get(at + 1..).is_some_and(|later| later.iter().any(is_later)) {
            continue;
        }
        let (Some(target), Some(state)) = (target(&entry.what), state(&entry.what, &record)?)
        else {
            continue;
        };
        if !is_dry_run && state == SetupState::Own {
            remove(&entry.what)?;
        }
        add_step(&mut report.steps, part, target, state);
    }
    if !is_dry_run && !all.is_empty() {
        let mut folders: Vec<&Path> =
            all.iter().filter_map(|entry| made_folder(&entry.what)).collect();
        folders.sort();
        // Those with something in them stay.
        folders.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
        record.entries.retain(|entry| !is_of(entry));
        record.write()?;
    }
    Ok(report)
}

fn made_folder(what: &Written) -> Option<&Path> {
    match what {
        Written::Folder { path } => Some(path),
        _ => None,
    }
}

fn target(what: &Written) -> Option<SetupTarget> {
    Some(match what.clone() {
        Written::Folder { .. } => return None,
        Written::File { path, .. } => SetupTarget::File(path),
        Written::Lines { path, text, .. } => SetupTarget::Lines { path, lines: text },
        Written::Setting { repository, key, value } => {
            SetupTarget::Setting { repository, key, value }
        }
    })
}

/// The state of what was written; none if it is not there any more.
fn state(what: &Written, record: &Record) -> Result<Option<SetupState>> {
    let own_if = |is_own: bool| if is_own { SetupState::Own } else { SetupState::Changed };
    Ok(match what {
        Written::Folder { .. } => None,
        Written::File { path, .. } => store::is_there(path).then(|| {
            let bytes = plain_bytes(path).filter(|_| !path.is_symlink());
            own_if(bytes.is_some_and(|bytes| record.has_file(path, &store::digest(&bytes))))
        }),
        Written::Lines { path, text, .. } => store::is_there(path).then(|| {
            let own = plain_bytes(path).and_then(|bytes| String::from_utf8(bytes).ok());
            own_if(own.is_some_and(|own| own.contains(text)))
        }),
        Written::Setting { repository, key, value } => {
            let git = UserGit::at(repository);
            let own = repository.is_dir().then(|| git.line(&["config", "--local", "--get", key]));
            own.transpose()?.flatten().map(|own| own_if(own == *value))
        }
    })
}

fn remove(what: &Written) -> Result<()> {
    let gone = |path: &Path| {
        std::fs::remove_file(path).unwritable(|| clean_line(&path_text(path)).into_owned())
    };
    match what {
        Written::Folder { .. } => Ok(()),
        Written::File { path, .. } => gone(path),
        Written::Lines { path, text, is_new } => {
            let old = plain_bytes(path).unwrap_or_default();
            let left = String::from_utf8_lossy(&old).replacen(text, "", 1);
            if *is_new && left.is_empty() {
                return gone(path);
            }
            replace(path, &old, left.as_bytes())
        }
        Written::Setting { repository, key, .. } => configure(repository, &["--unset", key]),
    }
}
