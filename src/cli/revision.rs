use std::cell::OnceCell;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::args::Common;
use super::environment::Environment;
use super::error::{UserError, say};
use super::folder_gate;
use super::workspace::Workspace;
use crate::diagnostic::nearest;
use crate::store::{
    self, Commit, CommitWalk, FolderFiles, FolderPath, FolderPlaces, InPlace, MergeBase,
    NoRepository, NoRevision, Repository, Revision, StateReader,
};
use crate::text::{FromRoot, clean_line};

pub(super) const UNREADABLE: &str = "the plans cannot be read from git";
/// Why a clone with a part of the history has no answer, and how the rest is had.
pub(super) const SHALLOW: &str =
    "this clone holds only a part of the history; `git fetch --unshallow` brings the rest";

/// The most bytes that the name of a branch or a tag can have.
const MAX_NAME: usize = 1024;

/// A workplans folder as it was in a commit; or one that is gone.
pub(super) struct RevisionFiles {
    /// None for the working tree.
    pub commit: Option<Commit>,
    pub files: FolderFiles,
    /// Its path in the tree of the commit; the whole path in the working tree.
    pub folder: PathBuf,
    /// How its files are called from the root of the tree.
    pub way: FromRoot,
}

impl RevisionFiles {
    /// Finds the repository, the commit and the folder in it, and reads its files.
    pub(super) fn find(
        common: &Common,
        environment: &Environment,
        revision: &str,
    ) -> anyhow::Result<RevisionFiles> {
        let (start, dir) = starting_point(&environment.folder, common.dir.as_deref())?;
        let repository =
            Repository::find(&start, true).map_err(|why| no_repository("--at", &why))?;
        let commit = commit_of(&repository, revision)?;
        let folder = repository.folder_at(&commit, dir.as_deref()).context(UNREADABLE)?;
        let moved = if folder.is_none() {
            earlier_place(&repository, &commit, dir.as_deref(), revision)?
        } else {
            None
        };
        let Some(mut folder) = folder.or(moved) else {
            return Err(no_folder(
                &repository,
                &commit,
                revision,
                (common.dir.as_deref(), dir.as_deref()),
            ));
        };
        let read = |folder: &Path| {
            Ok::<_, anyhow::Error>(
                repository.read_folder(&commit, folder).context(UNREADABLE)?.unwrap_or_default(),
            )
        };
        let mut files = read(&folder)?;
        if files.holds_workplans()
            && let Some(earlier) = earlier_place(&repository, &commit, dir.as_deref(), revision)?
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
    pub(super) fn gone(
        common: &Common,
        environment: &Environment,
        base: &str,
    ) -> Option<anyhow::Result<RevisionFiles>> {
        let (start, dir) = starting_point(&environment.folder, common.dir.as_deref()).ok()?;
        let repository = Repository::find(&start, true)
            .ok()
            .filter(|repository| repository.is_partial().is_ok_and(|partial| !partial))?;
        let (at_base, _) = repository.commit(base).ok()?.ok()?;
        let folder = repository.folder_at(&at_base, dir.as_deref()).ok()??;
        let at_base_folder = folder.clone();
        let (way, title) = (way_to(&folder), folder.file_name()?.to_string_lossy().into_owned());
        let (commit, folder) = match &common.at {
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
            let place = place.display().to_string();
            let dir = if is_plain_word(&place) { place.clone() } else { "DIR".to_owned() };
            let what = format!(
                "the workplans folder was moved to {} since `{}`",
                clean_line(&place),
                clean_line(base)
            );
            return Some(Err(UserError::new(what)
                .help(format!("name it, from the root of the repository: --dir {dir}"))
                .into()));
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
    repository: &Repository,
    commit: &Commit,
    dir: Option<&Path>,
    revision: &str,
) -> anyhow::Result<Option<PathBuf>> {
    let Ok((head, _)) = repository.commit("HEAD").context(UNREADABLE)? else { return Ok(None) };
    let Some(now) = repository.folder_at(&head, dir).context(UNREADABLE)? else { return Ok(None) };
    for place in repository.places(&head, &now).context(UNREADABLE)?.ways.into_iter().skip(1) {
        if repository.has_folder(commit, &place).context(UNREADABLE)? {
            let shown = if place.as_os_str().is_empty() {
                ".".to_owned()
            } else {
                place.display().to_string()
            };
            say(&format!(
                "note: at `{}` the workplans folder was {}",
                clean_line(revision),
                clean_line(&shown)
            ));
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

/// The history that a session's workplans folder has in git.
pub(super) struct FolderHistory {
    pub(super) repository: Repository,
    /// The folder's way from the root of the tree.
    pub(super) folder: PathBuf,
    /// Where else the folder is looked for, if nobody says where it is: the nearest first, and
    /// itself among them.
    pub(super) others: Vec<PathBuf>,
    /// Whether the session looks at a commit, and not at the working tree.
    pub(super) is_of_commit: bool,
    /// The commit that the session looks at, or that its working tree began from; once it has been
    /// asked for.
    head: OnceCell<Commit>,
    /// Where the folder lay in the history of that commit, once that has been asked for.
    places: OnceCell<FolderPlaces>,
}

impl Workspace {
    /// The folder's history; `purpose` is what needs it.
    pub(super) fn memory(&self, purpose: &str) -> anyhow::Result<FolderHistory> {
        self.memory_by(purpose, false)
    }

    /// The folder's history as the measure of a change, which must not have come with the change.
    pub(super) fn measure(&self, purpose: &str) -> anyhow::Result<FolderHistory> {
        self.memory_by(purpose, true)
    }

    fn memory_by(&self, purpose: &str, is_measure: bool) -> anyhow::Result<FolderHistory> {
        let here = &self.environment.folder;
        let dir = if self.commit.is_some() {
            self.common.dir.as_deref()
        } else {
            Some(self.folder.as_path())
        };
        let (start, rest) = starting_point(here, dir)?;
        let repository = Repository::find(&start, self.commit.is_some())
            .map_err(|why| no_repository(purpose, &why))?;
        let folder = if self.commit.is_some() {
            self.folder.clone()
        } else {
            repository.prefix().join(rest.unwrap_or_default())
        };
        if self.commit.is_none() {
            folder_gate::refuse_link(purpose, here, &self.folder, (&repository, &folder))?;
        }
        folder_gate::refuse_held(purpose, here, &repository, is_measure)?;
        let others = folder_gate::others(&self.common, here, (&repository, &folder));
        let head = self.commit.clone().map(OnceCell::from).unwrap_or_default();
        let memory = FolderHistory {
            repository,
            folder,
            others,
            is_of_commit: self.commit.is_some(),
            head,
            places: OnceCell::new(),
        };
        if is_measure {
            self.refuse_converted(purpose, &memory)?;
        }
        Ok(memory)
    }
}

impl FolderHistory {
    /// The commit that a revision names.
    pub(super) fn commit(&self, revision: &str) -> anyhow::Result<Commit> {
        commit_of(&self.repository, revision)
    }

    /// The commit that a plan names: by a branch, a tag or an id. An expression could make git
    /// search for as long, and in as much memory, as the plan's author likes.
    pub(super) fn named_commit(&self, name: &str) -> anyhow::Result<Commit> {
        let is_sign = |c: char| c.is_whitespace() || c.is_control() || "^~:?*[\\".contains(c);
        if name.contains(is_sign)
            || name.contains("..")
            || name.contains("@{")
            || name.len() > MAX_NAME
        {
            let shown: String = name.chars().take(60).collect();
            let failure = UserError::new(format!(
                "`{}` is not the name of a tag, a branch or a commit",
                clean_line(&shown)
            ));
            return Err(failure
                .help("a plan names its baseline by a tag, a branch or the id of a commit; `--against` takes any revision")
                .into());
        }
        self.commit(name)
    }

    /// The commit that the session looks at, or that its working tree began from.
    pub(super) fn head(&self) -> anyhow::Result<&Commit> {
        if self.head.get().is_none() {
            let _ = self.head.set(self.commit("HEAD")?);
        }
        self.head.get().context("git knows no HEAD")
    }

    /// The commits from which the session's line of history and that of a revision part: one, or
    /// several where each has taken in a part of the other. Of many the first ones, up to that
    /// number.
    pub(super) fn merge_bases(&self, revision: &str, most: usize) -> anyhow::Result<Vec<Commit>> {
        let other = self.commit(revision)?;
        let shown = clean_line(revision);
        let help =
            match self.repository.merge_base(&other, self.head()?, most).context(UNREADABLE)? {
                MergeBase::Found(commits) => return Ok(commits),
                MergeBase::None => {
                    "their histories are not related; name a revision that this one comes from"
                }
                MergeBase::Hidden => SHALLOW,
            };
        Err(UserError::new(format!("git finds no commit that `{shown}` and HEAD have in common"))
            .help(help)
            .into())
    }

    /// Whether something of the history between a commit and the one that the session looks at is
    /// missing in this clone.
    pub(super) fn is_cut_since(&self, base: &str) -> anyhow::Result<bool> {
        self.repository.is_cut_since(base, &[self.head()?]).context(UNREADABLE)
    }

    /// Whether the folder lies where it is in the commit that the session looks at: else where it
    /// has lain hangs on what the next commit is to hold.
    pub(super) fn is_committed(&self) -> bool {
        self.places().is_ok() && self.places.get().is_some_and(|places| places.is_committed)
    }

    /// The commits that led to one, the oldest first.
    pub(super) fn history(
        &self,
        tip: &Commit,
        walk: CommitWalk<'_>,
    ) -> anyhow::Result<Vec<Revision>> {
        self.repository.history(tip, walk).context("the history cannot be read from git")
    }

    /// A reader of the states of the folder.
    pub(super) fn states(&self) -> anyhow::Result<StateReader> {
        self.repository.states(self.places()?).context(UNREADABLE)
    }

    /// Where the folder lay in the history of the commit that the session looks at: as it is now,
    /// then the places that it was moved from.
    pub(super) fn places(&self) -> anyhow::Result<&[PathBuf]> {
        if self.places.get().is_none() {
            let _ = self
                .places
                .set(self.repository.places(self.head()?, &self.folder).context(UNREADABLE)?);
        }
        Ok(self.places.get().map(|places| places.ways.as_slice()).unwrap_or_default())
    }

    /// The commit that the history began with, and where the folder lay first. None where only a
    /// part of the history is here.
    pub(super) fn beginning(&self) -> anyhow::Result<Option<(String, &Path)>> {
        let first = self.repository.first_commit(self.head()?).context(UNREADABLE)?;
        let place = self.places()?.last().map_or(Path::new(""), PathBuf::as_path);
        Ok(first.map(|first| (first, place)))
    }

    /// The folder's way from the root of the tree.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Tells the repository from every other one, where an id means the same at all times.
    pub(super) fn identity(&self) -> Option<String> {
        self.repository.identity().ok().flatten()
    }

    /// Whether some contents are left to another repository.
    pub(super) fn is_partial(&self) -> bool {
        self.repository.is_partial().unwrap_or(true)
    }

    /// Whether only a part of the history is here.
    pub(super) fn is_shallow(&self) -> bool {
        self.repository.is_shallow()
    }

    /// The files of the folder as they were in a commit; none where it did not have the folder.
    pub(super) fn files(&self, commit: &Commit) -> anyhow::Result<Option<FolderFiles>> {
        Ok(self.found(commit)?.map(|(_, files)| files))
    }

    /// The files of the folder as they were in a commit, and where it lay then.
    pub(super) fn found(&self, commit: &Commit) -> anyhow::Result<Option<(&Path, FolderFiles)>> {
        let found = self.repository.read_folder(commit, &self.folder).context(UNREADABLE)?;
        let found = found.map(|files| (self.folder.as_path(), files));
        if found.as_ref().is_some_and(|(_, files)| !files.holds_workplans()) {
            return Ok(found);
        }
        // It may have lain elsewhere then, also in what is the folder now.
        for place in self.places()?.iter().skip(1) {
            let earlier = self.repository.read_folder(commit, place).context(UNREADABLE)?;
            if let Some(files) = earlier {
                return Ok(Some((place, files)));
            }
        }
        Ok(found)
    }
}

/// Where to ask git, and what is left of `--dir` from there: its name as git keeps it, whatever
/// links are on it today, and whether or not it is there.
fn starting_point(here: &Path, dir: Option<&Path>) -> io::Result<(PathBuf, Option<PathBuf>)> {
    let Some(dir) = dir else { return Ok((here.to_owned(), None)) };
    if let Some(way) = FolderPath::of(here, dir) {
        return Ok((way.root, Some(way.inside)));
    }
    let whole = here.join(dir);
    let start = whole.ancestors().find(|folder| folder.is_dir()).unwrap_or(here);
    let rest = whole.strip_prefix(start).unwrap_or(Path::new("")).to_owned();
    Ok((start.canonicalize()?, Some(rest)))
}

/// The commit that a revision names. What git warns of is passed on.
fn commit_of(repository: &Repository, revision: &str) -> anyhow::Result<Commit> {
    let (commit, warnings) = repository
        .commit(revision)
        .context(UNREADABLE)?
        .map_err(|why| no_revision(revision, &why))?;
    warnings.iter().for_each(|warning| {
        say(&format!("note: git warns of `{}`: {}", clean_line(revision), clean_line(warning)));
    });
    Ok(commit)
}

pub(super) fn no_repository(purpose: &str, why: &NoRepository) -> anyhow::Error {
    let what = match why {
        NoRepository::NoGit(why) => why.clone(),
        NoRepository::Outside => {
            return UserError::absence(format!(
                "{purpose} needs a git repository, and this folder is in none"
            ))
            .into();
        }
        NoRepository::Unusable(why) => {
            format!("{purpose} needs git, and this repository cannot be used: {}", clean_line(why))
        }
    };
    UserError::new(what).into()
}

fn no_revision(revision: &str, why: &NoRevision) -> anyhow::Error {
    let what = format!("git knows no commit called `{}`", clean_line(revision));
    let failure = UserError::new(&what);
    if why.is_empty {
        return UserError::absence(what).help("there is no commit in this repository yet").into();
    }
    if revision.ends_with("^@") {
        return failure.help("`^@` stands for all parents of a commit: name one of them, as `HEAD^1` or `HEAD^2`").into();
    }
    if revision.contains("..") {
        return failure.help("two revisions are written with a space between them").into();
    }
    let failure = match nearest(revision, why.names.iter().map(String::as_str)) {
        Some(meant) if meant == revision => failure.help("the name is there, and no commit behind it; `git fsck` tells what is not here"),
        Some(meant) => failure.help(format!("did you mean `{meant}`?")),
        None if !why.is_shallow => {
            failure.help("`git log` shows the commits that there are; if one should be there, `git fsck` tells what is not")
        }
        None => failure,
    };
    if why.is_shallow {
        return failure.help("this clone holds only a part of the history; `git fetch --unshallow --tags` brings the rest").into();
    }
    failure.into()
}

/// The error for a commit without the folder; `dir` as the user wrote it, and from where git is
/// asked.
fn no_folder(
    repository: &Repository,
    commit: &Commit,
    revision: &str,
    (said, dir): (Option<&Path>, Option<&Path>),
) -> anyhow::Error {
    let what = said.map_or_else(
        || "folder called `workplans`".to_owned(),
        |dir| format!("folder `{}`", dir.display()),
    );
    let failure = UserError::new(format!("there is no {what} at `{}`", clean_line(revision)));
    match repository.in_place_of_folder(commit, dir) {
        Ok(Some((path, other))) => failure.help(what_it_is(&path, &other)).into(),
        Err(error) => anyhow::Error::from(error).context(UNREADABLE),
        Ok(None) if repository.is_passed_over() => failure
            .help("this folder looks like a bare repository inside a working tree, and only the one of the working tree is read; `GIT_DIR=.` before the command names this one")
            .into(),
        Ok(None) => failure
            .help("name it with --dir DIR, from the folder that you are in; without a working tree, from the root of the repository")
            .into(),
    }
}

/// Says what a commit has in the place of a workplans folder, and what to do.
pub(super) fn what_it_is(path: &Path, other: &InPlace) -> String {
    let shown = path.display().to_string();
    let what = match other {
        InPlace::Submodule => format!(
            "`{shown}` is a submodule, a repository of its own; ask inside of it, with --dir DIR"
        ),
        InPlace::Link(target) if target.starts_with('/') => {
            format!("`{shown}` is a link to {target}, which git does not hold")
        }
        InPlace::Link(target) => {
            let target = path.parent().unwrap_or(Path::new("")).join(target).display().to_string();
            let target = Some(target)
                .filter(|target| is_plain_word(target))
                .unwrap_or_else(|| "DIR".to_owned());
            format!("`{shown}` is a link; name the folder that it leads to: --dir {target}")
        }
        InPlace::File | InPlace::Folder => format!("`{shown}` is a file"),
    };
    clean_line(&what).into_owned()
}

/// Whether a shell reads a name from a repository as one word, and as nothing else: advice is
/// copied from the terminal.
pub(super) fn is_plain_word(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || "-_./+@%,".contains(c))
}

/// Says which files of a workplans folder a sparse checkout leaves out; none where all are there.
pub(super) fn left_out(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok().filter(|folder| store::may_be_sparse(folder))?;
    let files = Repository::find(&folder, false).ok()?.left_out(&folder).ok()?;
    let first = clean_line(files.first()?);
    let more =
        if files.len() > 1 { format!(" and {} more", files.len() - 1) } else { String::new() };
    Some(format!(
        "this sparse checkout leaves out {first}{more}; `--at HEAD` reads all, and `git sparse-checkout add` brings a folder"
    ))
}

/// Says how to read a workplans folder that git holds and that is missing in the working tree.
pub(super) fn is_in_git(environment: &Environment, dir: Option<&Path>) -> Option<String> {
    let (start, rest) = starting_point(&environment.folder, dir).ok()?;
    let repository = Repository::find(&start, false).ok()?;
    let (head, _) = repository.commit("HEAD").ok()?.ok()?;
    match repository.folder_at(&head, rest.as_deref()).ok()? {
        Some(folder) if repository.is_sparse().ok()? => {
            let folder = Some(folder.display().to_string())
                .filter(|folder| is_plain_word(folder))
                .unwrap_or_else(|| "FOLDER".to_owned());
            Some(format!(
                "this sparse checkout leaves it out, and git holds it: add `--at HEAD` to read it, or bring it back with `git sparse-checkout add {folder}`"
            ))
        }
        Some(folder) => {
            let folder = Some(folder.display().to_string()).filter(|folder| is_plain_word(folder));
            let restored =
                folder.map(|folder| format!(", or bring it back with `git restore :/{folder}`"));
            Some(format!("git holds it: add `--at HEAD`{}", restored.unwrap_or_default()))
        }
        None => repository
            .in_place_of_folder(&head, rest.as_deref())
            .ok()?
            .map(|(path, other)| what_it_is(&path, &other)),
    }
}
