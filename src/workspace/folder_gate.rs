//! What a workplans folder is: plain folders of one repository, from its root on. A link or another
//! repository on the way may have come with the very change that is judged, and git keeps no
//! history by such a name.

use std::path::{Path, PathBuf};

use super::base_measure::{self, shown};
use super::error::{Context, Error, Result};
use super::folder_history::FolderHistory;
use super::git_errors::{SHALLOW, UNREADABLE, is_plain_word, no_repository, what_it_is};
use super::options::Options;
use crate::format::{FileRole, role};
use crate::store::{self, Astray, Commit, FolderFiles, FolderPath, InPlace, Repository};
use crate::text::clean_line;

/// Refuses a folder that a link leads out of the repository to: what is there is neither read nor
/// written.
pub(super) fn refuse_outside(here: &Path, folder: &Path) -> Result<()> {
    let Some(Astray { root, way, end, .. }) = store::led_astray(&here.join(folder)) else {
        return Ok(());
    };
    let failure = Error::refused(format!(
        "{} is a link that leads out of the repository {}, to {}; it is not followed",
        shown(&way),
        clean_line(&root.display().to_string()),
        clean_line(&end.display().to_string())
    ));
    Err(failure.hint("name the folder itself: --dir DIR"))
}

/// Refuses a link on the way to a folder whose history is wanted.
pub(super) fn refuse_link(
    purpose: &str,
    here: &Path,
    folder: &Path,
    (repository, inside): (&Repository, &Path),
) -> Result<()> {
    let way = FolderPath::of(here, folder)
        .or_else(|| repository.root().and_then(|root| FolderPath::from(root, inside)));
    let Some(FolderPath { root, named, link: Some(link), .. }) = way else { return Ok(()) };
    let failure = Error::refused(format!(
        "{purpose}: {} is a link, and git keeps no history behind one",
        shown(&link.way)
    ));
    let rest = named.strip_prefix(&link.way).unwrap_or(Path::new(""));
    let target = link.target.join(rest);
    let dir = target.strip_prefix(&root).ok().map(|dir| dir.display().to_string());
    let dir = dir.filter(|dir| is_plain_word(dir)).unwrap_or_else(|| "DIR".to_owned());
    Err(failure.hint(format!(
        "name the folder that it leads to, from the root of the repository: --dir {dir}"
    )))
}

/// Refuses a repository that another one counts among its content: its history may have come with a
/// change to that one. Who has started the run inside of it may ask about it all the same; but as
/// the measure of a change only who names it.
pub(super) fn refuse_held(
    purpose: &str,
    here: &Path,
    repository: &Repository,
    is_measure: bool,
) -> Result<()> {
    let Some(root) = repository.root() else { return Ok(()) };
    let is_inside = here.canonicalize().is_ok_and(|here| here.starts_with(root));
    if is_inside && !is_measure {
        return Ok(());
    }
    let Some(holder) = repository.holder().map_err(|why| no_repository(purpose, &why))? else {
        return Ok(());
    };
    let (own, around) = (root.display().to_string(), holder.display().to_string());
    let failure = Error::refused(format!(
        "{purpose}: the folder is in a repository of its own, {}, and that may have come with the change to {}",
        clean_line(&own),
        clean_line(&around)
    ));
    Err(failure
        .hint("to compare with its own history all the same, run the command inside of it, with the variable GIT_DIR set to its `.git`"))
}

/// Where the folder is looked for, if nobody says where it is; and what was named, where the disk
/// spells it in another way.
pub(super) fn others(
    options: &Options,
    here: &Path,
    (repository, folder): (&Repository, &Path),
) -> Vec<PathBuf> {
    let Some(root) = repository.root() else { return Vec::new() };
    if let Some(dir) = &options.dir {
        return FolderPath::of(here, dir)
            .map(|way| way.named)
            .filter(|named| named != folder)
            .into_iter()
            .collect();
    }
    let inside =
        here.canonicalize().ok().and_then(|here| here.strip_prefix(root).map(Path::to_owned).ok());
    inside
        .iter()
        .flat_map(|inside| inside.ancestors())
        .map(|above| above.join("workplans"))
        .collect()
}

impl FolderHistory {
    /// The files that a state is compared with. That the base has no such folder is no reason to
    /// compare with nothing: only where it has plans nowhere that the command would have read them
    /// is the folder a new one, and that is said.
    pub fn earlier(&self, commit: &Commit, name: &str) -> Result<FolderFiles> {
        let (shown, now) = (clean_line(name), shown(&self.folder));
        let found = self.found(commit)?;
        let place = found.as_ref().map(|(place, _)| *place);
        for other in self.others.iter().take_while(|other| place != Some(other.as_path())) {
            if *other != self.folder && self.has_plans(commit, other)? {
                let failure = Error::refused(format!(
                    "at `{shown}` the workplans folder is {}, and now it is {now}",
                    base_measure::shown(other)
                ));
                return Err(failure.hint(
                    "name the one that is meant, from the root of the repository: --dir DIR",
                ));
            }
        }
        if let Some((_, files)) = found {
            return Ok(files);
        }
        if let Some((path, other @ (InPlace::Link(_) | InPlace::Submodule))) =
            self.repository.in_the_way(commit, &self.folder).context(UNREADABLE)?
        {
            let failure = Error::refused(format!(
                "there is no workplans folder {now} at `{shown}` to compare with"
            ));
            return Err(failure.hint(what_it_is(&path, &other)));
        }
        if self.is_shallow() {
            let failure = Error::refused(format!(
                "there is no workplans folder {now} at `{shown}`, and nobody can say whether it lay elsewhere"
            ));
            return Err(failure.hint(SHALLOW));
        }
        self.refuse_other_gone(commit, name)?;
        (self.notify)(&format!(
            "note: there is no workplans folder {now} at `{shown}`; all that is in it counts as new"
        ));
        Ok(FolderFiles::default())
    }

    /// Whether a commit has plans in a folder, as far as anybody can say.
    fn has_plans(&self, commit: &Commit, folder: &Path) -> Result<bool> {
        let is_plan = |path: &str| matches!(role(path), Some(FileRole::Plan { .. }));
        Ok(match self.repository.read_folder(commit, folder).context(UNREADABLE)? {
            Some(files) => {
                !files.unreadable.is_empty() || files.files.iter().any(|file| is_plan(&file.path))
            }
            None => {
                let other = self.repository.in_the_way(commit, folder).context(UNREADABLE)?;
                other.is_some_and(|(_, other)| {
                    matches!(other, InPlace::Link(_) | InPlace::Submodule)
                })
            }
        })
    }
}
