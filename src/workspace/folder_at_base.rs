//! The files that a state of the folder is compared with.

use std::path::Path;

use super::error::{Context, Error, Result};
use super::folder_history::FolderHistory;
use super::git_errors::{shallow, shown, unreadable, what_it_is};
use crate::diagnostic::{message, note};
use crate::format::{FileRole, role};
use crate::store::{Commit, FolderFiles, InPlace};
use crate::text::clean_line;

impl FolderHistory {
    /// The files that a state is compared with. That the base has no such folder is no reason to
    /// compare with nothing: only where it has plans nowhere that the command would have read them
    /// is the folder a new one, and that is said.
    pub fn earlier(&self, commit: &Commit, name: &str) -> Result<FolderFiles> {
        let (at, now) = (clean_line(name), shown(&self.folder));
        let found = self.found(commit)?;
        let place = found.as_ref().map(|(place, _)| *place);
        for other in self.others.iter().take_while(|other| place != Some(other.as_path())) {
            if *other != self.folder && self.has_plans(commit, other)? {
                let failure = Error::refused(message!(
                    "git.folder-was-and-is",
                    "at `{at}` the workplans folder is {other}, and now it is {now}",
                    at,
                    other = shown(other),
                    now
                ));
                return Err(failure.hint(message!(
                    "git.name-the-meant-one",
                    "name the one that is meant, from the root of the repository: --dir DIR"
                )));
            }
        }
        if let Some((_, files)) = found {
            return Ok(files);
        }
        if let Some((path, other @ (InPlace::Link(_) | InPlace::Submodule))) =
            self.repository.in_the_way(commit, &self.folder).context(unreadable)?
        {
            let failure = Error::refused(message!(
                "git.no-folder-to-compare",
                "there is no workplans folder {now} at `{at}` to compare with",
                now,
                at
            ));
            return Err(failure.hint(what_it_is(&path, &other)));
        }
        if self.is_shallow() {
            let failure = Error::refused(message!(
                "git.folder-may-be-elsewhere",
                "there is no workplans folder {now} at `{at}`, and this clone cannot show whether it was elsewhere",
                now,
                at
            ));
            return Err(failure.hint(shallow()));
        }
        self.refuse_other_gone(commit, name)?;
        (self.notify)(&note(message!(
            "git.folder-is-new",
            "there is no workplans folder {now} at `{at}`; everything in it counts as new",
            now,
            at
        )));
        Ok(FolderFiles::default())
    }

    /// Whether a commit has plans in a folder, as far as anybody can say.
    fn has_plans(&self, commit: &Commit, folder: &Path) -> Result<bool> {
        let is_plan = |path: &str| matches!(role(path), Some(FileRole::Plan { .. }));
        Ok(match self.repository.read_folder(commit, folder).context(unreadable)? {
            Some(files) => {
                !files.unreadable.is_empty() || files.files.iter().any(|file| is_plan(&file.path))
            }
            None => {
                let other = self.repository.in_the_way(commit, folder).context(unreadable)?;
                other.is_some_and(|(_, other)| {
                    matches!(other, InPlace::Link(_) | InPlace::Submodule)
                })
            }
        })
    }
}
