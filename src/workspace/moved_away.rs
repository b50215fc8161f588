//! A workplans folder that was moved in git: the new place, where only a rest or nothing is at the
//! old one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::{Error, Result};
use crate::diagnostic::{Message, message};
use crate::store::{self, Commit, Repository};
use crate::text::{argument, path_text};

/// Refuses a folder without plans that was moved in git: what is left in it is not the group's
/// workplan.
///
/// # Errors
/// If it is one: with the place that it was moved to.
pub fn refuse_moved_away(folder: &Path) -> Result<()> {
    if store::first_plan(folder).is_some() {
        return Ok(());
    }
    let Some(other) = moved_to(folder) else { return Ok(()) };
    let failure = Error::not_found(message!(
        "folder.moved-away",
        "{folder} has no plans any more: the workplans folder was moved to {other}",
        folder = path_text(folder),
        other = path_text(&other)
    ));
    Err(failure.hint(go_to(&other)))
}

/// Advises to use a folder.
fn go_to(folder: &Path) -> Message {
    message!(
        "folder.use-the-new-one",
        "go to the folder that holds it, or name it: --dir {folder}",
        folder = argument(&path_text(folder), "DIR")
    )
}

/// Advises to use the folder that git holds, where it holds one elsewhere in the repository.
pub(super) fn held_elsewhere(here: &Path) -> Option<Message> {
    Some(go_to(&HeldFolders::of(here)?.other()?))
}

/// Advises where to go from a folder that is gone, by its path.
pub fn from_gone(folder: &Path) -> Option<Message> {
    held_elsewhere(folder.ancestors().find(|above| above.is_dir())?)
}

/// The folder that a folder was moved to in git.
fn moved_to(folder: &Path) -> Option<PathBuf> {
    let held = HeldFolders::of(folder)?;
    let own = held.repository.prefix();
    if held.folders.contains(own) || own.as_os_str().is_empty() {
        return None;
    }
    let other = held.other()?;
    // A new folder beside that of another group has no past.
    held.repository.has_changed(&held.head, own).ok()?.then_some(other)
}

/// The folders with plans that git holds.
struct HeldFolders {
    repository: Repository,
    head: Commit,
    folders: BTreeSet<PathBuf>,
}

impl HeldFolders {
    /// Asks git about the repository of a folder.
    fn of(folder: &Path) -> Option<Self> {
        let repository = Repository::find(folder, false).ok()?;
        let head = repository.commit("HEAD").ok()?.ok()?.0;
        let folders = repository.folders_with_plans(&head).ok()?;
        Some(HeldFolders { repository, head, folders })
    }

    /// The first of them that is there, and called as workplans folders are; else the only one with
    /// files that begin as plans do.
    fn other(&self) -> Option<PathBuf> {
        let root = self.repository.root()?;
        let called_so = self.folders.iter().find(|folder| is_called_so(root, folder));
        let holds_plans = |folder: &&PathBuf| store::holds_plans(&root.join(folder));
        let mut others = self.folders.iter().filter(holds_plans);
        let only = || others.next().filter(|_| others.next().is_none());
        called_so.or_else(only).map(|other| root.join(other))
    }
}

/// Whether a folder in the repository is there, and called as workplans folders are.
fn is_called_so(root: &Path, folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == "workplans") && root.join(folder).is_dir()
}
