//! What a workplans folder is: plain folders of one repository, from its root on. A link or another
//! repository on the way may have come with the very change that is judged, and git keeps no
//! history by such a name.

use std::path::{Path, PathBuf};

use super::error::{Error, Result};
use super::git_errors::{is_plain_word, no_repository, shown};
use super::options::Options;
use super::purpose::Purpose;
use crate::diagnostic::message;
use crate::store::{self, Astray, FolderPath, Repository};
use crate::text::{clean_line, path_text};

/// Refuses a folder that a link leads out of the repository to: what is there is neither read nor
/// written.
pub(super) fn refuse_outside(here: &Path, folder: &Path) -> Result<()> {
    let Some(Astray { root, way, end, .. }) = store::led_astray(&here.join(folder)) else {
        return Ok(());
    };
    let failure = Error::refused(message!(
        "git.folder-link-leads-out",
        "{way} is a link that leads out of the repository {root}, to {end}; it is not followed",
        way = shown(&way),
        root = clean_line(&path_text(&root)),
        end = clean_line(&path_text(&end))
    ));
    Err(failure.hint(message!("git.name-folder-itself", "name the folder itself: --dir DIR")))
}

/// Refuses a link on the way to a folder whose history is wanted.
pub(super) fn refuse_link(
    purpose: &Purpose,
    here: &Path,
    folder: &Path,
    (repository, inside): (&Repository, &Path),
) -> Result<()> {
    let way = FolderPath::of(here, folder)
        .or_else(|| repository.root().and_then(|root| FolderPath::from(root, inside)));
    let Some(FolderPath { root, named, link: Some(link), .. }) = way else { return Ok(()) };
    let failure = Error::refused(purpose.before(message!(
        "git.link-keeps-no-history",
        "{way} is a link, and git keeps no history behind one",
        way = shown(&link.way)
    )));
    let rest = named.strip_prefix(&link.way).unwrap_or(Path::new(""));
    let target = link.target.join(rest);
    let dir = target.strip_prefix(&root).ok().map(path_text);
    let dir = dir.filter(|dir| is_plain_word(dir)).unwrap_or_else(|| "DIR".to_owned());
    Err(failure.hint(message!(
        "git.name-target",
        "name the folder that it leads to, from the root of the repository: --dir {dir}",
        dir
    )))
}

/// Refuses a repository that another one counts among its content: its history may have come with a
/// change to that one. Who has started the run inside of it may ask about it all the same; but as
/// the measure of a change only who names it.
pub(super) fn refuse_held(
    purpose: &Purpose,
    here: &Path,
    repository: &Repository,
    is_measure: bool,
) -> Result<()> {
    let Some(root) = repository.root() else { return Ok(()) };
    let is_inside = store::real_path(here).is_ok_and(|here| here.starts_with(root));
    if is_inside && !is_measure {
        return Ok(());
    }
    let Some(holder) = repository.holder().map_err(|why| no_repository(purpose, &why))? else {
        return Ok(());
    };
    let (own, around) = (path_text(root), path_text(&holder));
    let failure = Error::refused(purpose.before(message!(
        "git.own-repository",
        "the folder is in a \
        repository of its own, {own}, and that may have come with the change to {around}",
        own = clean_line(&own),
        around = clean_line(&around)
    )));
    Err(failure.hint(message!(
        "git.compare-with-own-history",
        "to compare with its own history all the same, run the command inside of it, with \
            the variable GIT_DIR set to its `.git`"
    )))
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
    let inside = store::real_path(here)
        .ok()
        .and_then(|here| here.strip_prefix(root).map(Path::to_owned).ok());
    inside
        .iter()
        .flat_map(|inside| inside.ancestors())
        .map(|above| above.join("workplans"))
        .collect()
}
