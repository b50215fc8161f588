//! A workplans folder as it was in a revision.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{Context, Error, Result};
use super::git_errors::{
    is_plain_word, no_folder, no_repository, no_revision, unreadable, what_it_is,
};
use super::options::Options;
use crate::diagnostic::{Message, message, note};
use crate::store::{self, Commit, FolderFiles, FolderPath, Repository};
use crate::text::{FromRoot, clean_line, path_text};

/// A workplans folder as it was in a commit; or one that is gone.
pub struct RevisionFiles {
    /// None for the working tree.
    pub commit: Option<Commit>,
    /// Its files.
    pub files: FolderFiles,
    /// Its path in the tree of the commit; the whole path in the working tree.
    pub folder: PathBuf,
    /// How its files are called from the root of the tree.
    pub way: FromRoot,
}

impl RevisionFiles {
    /// Finds the repository, the commit and the folder in it, and reads its files.
    pub fn find(options: &Options, revision: &str) -> Result<RevisionFiles> {
        let (start, dir) = starting_point(&options.here, options.dir.as_deref())?;
        let repository =
            Repository::find(&start, true).map_err(|why| no_repository(&"--at".into(), &why))?;
        let commit = commit_of(options.notify, &repository, revision)?;
        let folder = repository.folder_at(&commit, dir.as_deref()).context(unreadable)?;
        let moved = if folder.is_none() {
            earlier_place(options, &repository, &commit, dir.as_deref(), revision)?
        } else {
            None
        };
        let Some(mut folder) = folder.or(moved) else {
            return Err(no_folder(
                &repository,
                &commit,
                revision,
                (options.dir.as_deref(), dir.as_deref()),
            ));
        };
        let read = |folder: &Path| {
            Ok::<_, Error>(
                repository.read_folder(&commit, folder).context(unreadable)?.unwrap_or_default(),
            )
        };
        let mut files = read(&folder)?;
        if files.holds_workplans()
            && let Some(earlier) =
                earlier_place(options, &repository, &commit, dir.as_deref(), revision)?
        {
            (files, folder) = (read(&earlier)?, earlier);
        }
        Ok(RevisionFiles { commit: Some(commit), files, way: way_to(&folder), folder })
    }

    /// The folder where it stood at `base`, with nothing in it, if it is gone since. `None` where
    /// nobody can say so: it is there, `base` does not have it either, or not all of the tree is
    /// here.
    ///
    /// # Errors
    /// Where it was moved: then it is not gone.
    pub fn gone(options: &Options, base: &str) -> Option<Result<RevisionFiles>> {
        let (start, dir) = starting_point(&options.here, options.dir.as_deref()).ok()?;
        let repository = Repository::find(&start, true)
            .ok()
            .filter(|repository| repository.is_partial().is_ok_and(|partial| !partial))?;
        let (at_base, _) = repository.commit(base).ok()?.ok()?;
        let folder = repository.folder_at(&at_base, dir.as_deref()).ok()??;
        let at_base_folder = folder.clone();
        let (way, title) = (way_to(&folder), folder.file_name()?.to_string_lossy().into_owned());
        let (commit, folder) = match &options.at {
            Some(revision) => {
                let (commit, _) = repository.commit(revision).ok()?.ok()?;
                let is_gone = repository.has_folder(&commit, &folder).is_ok_and(|has_it| !has_it);
                (is_gone.then_some(Some(commit))?, folder)
            }
            None => (
                None,
                repository
                    .whole_tree()
                    .map(|root| root.join(&folder))
                    .filter(|folder| !folder.exists())?,
            ),
        };
        if let Some(place) = repository.moved_to(&at_base, &at_base_folder, commit.as_ref()).ok()? {
            let place = path_text(&place);
            let dir = if is_plain_word(&place) { place.clone() } else { "DIR".to_owned() };
            let what = message!(
                "git.folder-was-moved",
                "the workplans folder was moved to {place} since `{base}`",
                place = clean_line(&place),
                base = clean_line(base)
            );
            return Some(Err(Error::not_found(what).hint(message!(
                "git.name-moved-folder",
                "name it, from the root of the repository: --dir {dir}",
                dir
            ))));
        }
        Some(Ok(RevisionFiles {
            commit,
            files: FolderFiles { folder: title, ..FolderFiles::default() },
            folder,
            way,
        }))
    }
}

/// Finds where a folder lay in a commit, if it has been moved since, and says so.
fn earlier_place(
    options: &Options,
    repository: &Repository,
    commit: &Commit,
    dir: Option<&Path>,
    revision: &str,
) -> Result<Option<PathBuf>> {
    let Ok((head, _)) = repository.commit("HEAD").context(unreadable)? else { return Ok(None) };
    let Some(now) = repository.folder_at(&head, dir).context(unreadable)? else { return Ok(None) };
    for place in repository.places(&head, &now).context(unreadable)?.ways.into_iter().skip(1) {
        if repository.has_folder(commit, &place).context(unreadable)? {
            let shown =
                if place.as_os_str().is_empty() { ".".to_owned() } else { path_text(&place) };
            options.note(&note(message!(
                "git.folder-was",
                "at `{revision}` the workplans folder was {path}",
                revision = clean_line(revision),
                path = clean_line(&shown)
            )));
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// How the files of a folder are called from the root of the tree.
fn way_to(folder: &Path) -> FromRoot {
    match folder.parent() {
        Some(holder) => FromRoot::to(
            holder.iter().map(|name| format!("{}/", name.to_string_lossy())).collect::<String>(),
        ),
        None => FromRoot::root(),
    }
}

/// Where to ask git, and what is left of `--dir` from there: its name as git keeps it, whatever
/// links are on it today, and whether or not it is there.
pub(super) fn starting_point(
    here: &Path,
    dir: Option<&Path>,
) -> io::Result<(PathBuf, Option<PathBuf>)> {
    let Some(dir) = dir else { return Ok((here.to_owned(), None)) };
    if let Some(way) = FolderPath::of(here, dir) {
        return Ok((way.root, Some(way.inside)));
    }
    let whole = here.join(dir);
    let start = whole.ancestors().find(|folder| folder.is_dir()).unwrap_or(here);
    let rest = whole.strip_prefix(start).unwrap_or(Path::new("")).to_owned();
    Ok((store::real_path(start)?, Some(rest)))
}

/// The commit that a revision names. What git warns of is passed on.
pub(super) fn commit_of(
    notify: fn(&Message),
    repository: &Repository,
    revision: &str,
) -> Result<Commit> {
    let (commit, warnings) = repository
        .commit(revision)
        .context(unreadable)?
        .map_err(|why| no_revision(revision, &why))?;
    warnings.iter().for_each(|warning| {
        notify(&note(message!(
            "git.warns",
            "git warns of `{revision}`: {warning}",
            revision = clean_line(revision),
            warning = clean_line(warning)
        )));
    });
    Ok(commit)
}

/// Says which files of a workplans folder a sparse checkout leaves out; none where all are there.
pub(super) fn left_out(folder: &Path) -> Option<Message> {
    let folder = store::real_path(folder).ok().filter(|folder| store::may_be_sparse(folder))?;
    let files = Repository::find(&folder, false).ok()?.left_out(&folder).ok()?;
    let first = clean_line(files.first()?);
    Some(match files.len() - 1 {
        0 => message!(
            "git.sparse-checkout-leaves-out",
            "this sparse checkout leaves out {first}; `--at HEAD` reads all, and `git \
             sparse-checkout add` brings a folder",
            first
        ),
        more => message!(
            "git.sparse-checkout-leaves-out-more",
            "this sparse checkout leaves out {first} and {more} more; `--at HEAD` reads all, and \
             `git sparse-checkout add` brings a folder",
            first,
            more
        ),
    })
}

/// Says how to read a workplans folder that git holds and that is missing in the working tree.
pub(super) fn is_in_git(options: &Options, dir: Option<&Path>) -> Option<Message> {
    let (start, rest) = starting_point(&options.here, dir).ok()?;
    let repository = Repository::find(&start, false).ok()?;
    let (head, _) = repository.commit("HEAD").ok()?.ok()?;
    match repository.folder_at(&head, rest.as_deref()).ok()? {
        Some(folder) if repository.is_sparse().ok()? => {
            let folder = Some(path_text(&folder))
                .filter(|folder| is_plain_word(folder))
                .unwrap_or_else(|| "FOLDER".to_owned());
            Some(message!(
                "git.sparse-checkout-leaves-out-folder",
                "this sparse checkout leaves it out, and git holds it: add `--at HEAD` to read \
                 it, or bring it back with `git sparse-checkout add {folder}`",
                folder
            ))
        }
        Some(folder) => {
            let folder = Some(path_text(&folder)).filter(|folder| is_plain_word(folder));
            Some(match folder {
                None => message!("git.holds-it", "git holds it: add `--at HEAD`"),
                Some(folder) => message!(
                    "git.holds-it-restore",
                    "git holds it: add `--at HEAD`, or bring it back with `git restore :/{folder}`",
                    folder
                ),
            })
        }
        None => repository
            .in_place_of_folder(&head, rest.as_deref())
            .ok()?
            .map(|(path, other)| what_it_is(&path, &other)),
    }
}
