//! The branch that is shared, and with whom: what must be in order before anything is done.

use std::cell::OnceCell;
use std::io;
use std::path::{Path, PathBuf};

use super::dialogue::ShareDialogue;
use crate::diagnostic::{Message, message};
use crate::store::{
    BranchState, NoRepository, PlanTrees, Repository, SharedCopy, SpareIndex, UnderWay,
    has_other_owner, read_folder, real_path,
};
use crate::text::{argument, clean_line, path_text, without_secret};
use crate::workspace::{
    Error, ErrorKind, Options, Result, no_repository, refuse_moved_away, workplans_folder,
};

/// How many bytes git needs at least.
const ENOUGH: usize = 64 << 10;

/// The workplans folder, the branch, and the shared copy.
pub(super) struct Place {
    pub options: Options,
    /// The workplans folder.
    pub folder: PathBuf,
    /// Its own name.
    pub title: String,
    pub trees: PlanTrees,
    /// The branch that is checked out.
    pub branch: String,
    pub copy: SharedCopy,
    /// Whether git knows other shared copies.
    pub has_others: bool,
    /// Whether the branch follows that of the shared copy already.
    pub follows: bool,
    /// The author of commits: name and address, once that was asked.
    author: OnceCell<(String, String)>,
    /// Notes.
    pub notes: Vec<Message>,
}

impl Place {
    /// Finds the folder and the shared copy.
    pub(super) fn find(options: &Options, remote: Option<&str>) -> Result<Place> {
        if options.at.is_some() {
            return Err(Error::usage(message!(
                "share.past-cannot-be-shared",
                "--at names an earlier state, and only the present one can be shared"
            )));
        }
        let folder = workplans_folder(options).map_err(|error| bare(options).unwrap_or(error))?;
        let folder = real_path(&folder)?;
        refuse_moved_away(&folder)?;
        let repository = Repository::find(&folder, false).map_err(|why| no_place(&folder, &why))?;
        let root = repository.root().unwrap_or(&folder).to_owned();
        let trees = PlanTrees::new(&root, repository.prefix());
        let state = trees.git.branch_state()?;
        refuse_half_done(&state, trees.git.has_unmerged()?)?;
        if repository.is_sparse()? && !repository.left_out(&folder)?.is_empty() {
            return Err(Error::refused(message!(
                "share.sparse",
                "this clone leaves out a part of the workplans"
            ))
            .hint(message!(
                "share.add-to-sparse",
                "`git sparse-checkout disable` brings it back"
            )));
        }
        refuse_filter(&trees, &folder, &state)?;
        let branch = state.branch.clone().ok_or_else(|| detached(&state))?;
        let copy = shared_copy(&state, &branch, remote)?;
        if repository.is_shallow() {
            let failure = Error::refused(message!(
                "share.shallow",
                "this clone holds only a part of the history, so changes cannot be merged here"
            ));
            return Err(failure.hint(message!(
                "share.fetch-the-rest",
                "`git fetch --unshallow` brings the rest"
            )));
        }
        let follows = state
            .upstream
            .as_ref()
            .is_some_and(|(own, name)| *own == copy.remote && *name == copy.branch);
        let title = folder.file_name().map_or("workplans".into(), |name| name.to_string_lossy());
        let title = title.into_owned();
        let notes = state.is_submodule.then(|| {
            message!(
                "share.submodule",
                "note: this repository is a part of another one, which still has the earlier state \
                 of it: commit it there as well"
            )
        });
        let notes = notes.into_iter().collect();
        let options = options.clone();
        let author = OnceCell::new();
        let has_others = state.remotes.len() > 1;
        Ok(Place {
            options,
            folder,
            title,
            trees,
            branch,
            copy,
            has_others,
            follows,
            author,
            notes,
        })
    }

    /// The last commit of the branch; none before the first one.
    pub(super) fn head(&self) -> io::Result<Option<String>> {
        self.trees.git.line(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])
    }

    /// Whether the author of commits is known.
    pub(super) fn knows_author(&self) -> io::Result<bool> {
        Ok(self.author.get().is_some() || self.trees.git.author()?.is_some())
    }

    /// The author of commits: the name and the address. If git does not know them, the user is
    /// asked.
    pub(super) fn author(&self, dialogue: &dyn ShareDialogue) -> Result<&(String, String)> {
        if let Some(author) = self.author.get() {
            return Ok(author);
        }
        let mut author = self.trees.git.author()?;
        if author.is_none() && dialogue.can_ask() {
            let asked = dialogue.introduce()?;
            self.trees.git.introduce(&asked.0, &asked.1)?;
            author = self.trees.git.author()?;
        }
        let author = author.ok_or_else(|| {
            let failure = Error::refused(message!(
                "share.nobody",
                "git does not know your name yet, so the others could not see who made these \
                 changes. Nothing was changed"
            ));
            failure.hint(message!(
                "share.say-your-name",
                "git config --global user.name \"Your Name\", and git config --global user.email \
                 you@example.org; then run the same command again. On a terminal, you are asked"
            ))
        })?;
        Ok(self.author.get_or_init(|| author))
    }

    /// Makes a place for an index of ours in git's own folder.
    pub(super) fn spare_index(&self) -> Result<SpareIndex> {
        self.trees.spare_index().map_err(|error| self.no_room(&error))
    }

    /// Refuses where the disk is full, after git has failed.
    pub(super) fn refuse_full_disk(&self) -> Result<()> {
        let spare = self.spare_index()?;
        std::fs::write(spare.path(), vec![0; ENOUGH]).map_err(|error| self.no_room(&error))
    }

    fn no_room(&self, error: &io::Error) -> Error {
        let failure = Error::new(
            ErrorKind::Unwritable,
            message!(
                "share.no-room",
                "nothing can be written in git's folder of {root}: {why}",
                root = clean_line(&path_text(self.trees.git.folder())),
                why = Message::from(error)
            ),
        );
        failure.hint(message!(
            "share.make-room",
            "nothing is lost; it needs room on the disk and the right to write there, then run the \
             same command again"
        ))
    }

    /// How people call the shared copy.
    pub(super) fn address(&self) -> String {
        let address = self.trees.git.address_of(&self.copy.remote).ok().flatten();
        clean_line(&without_secret(&address.unwrap_or_else(|| self.copy.remote.clone())))
            .into_owned()
    }
}

/// The error for a repository without a working tree.
fn bare(options: &Options) -> Option<Error> {
    let folder =
        options.dir.as_ref().map_or_else(|| options.here.clone(), |dir| options.here.join(dir));
    let folder = real_path(folder.ancestors().find(|folder| folder.is_dir())?).ok()?;
    let repository = Repository::find(&folder, true).ok()?;
    if repository.root().is_some() {
        return None;
    }
    let failure = Error::refused(message!(
        "share.bare",
        "this repository holds no files to work on: it is a shared copy itself (a bare repository)"
    ));
    Some(failure.hint(message!(
        "share.get-a-copy",
        "`workplan get {address} DIR` makes a copy of your own",
        address = argument(&path_text(&folder), "ADDRESS")
    )))
}

fn no_place(folder: &Path, why: &NoRepository) -> Error {
    match why {
        NoRepository::Outside => Error::new(
            ErrorKind::NoHistory,
            message!(
                "share.no-repository",
                "this folder is shared with nobody: it is in no git repository"
            ),
        )
        .hint(message!(
            "share.get-it",
            "if your group shares its workplan, get a copy of it: `workplan get ADDRESS`"
        )),
        NoRepository::Unusable(_) if has_other_owner(folder) => {
            let root = folder.ancestors().find(|above| above.join(".git").exists());
            let root = path_text(root.unwrap_or(folder));
            Error::refused(message!(
                "share.other-owner",
                "this repository belongs to another user of the machine, so git does not work in it"
            ))
            .hint(message!(
                "share.trust-owner",
                "get a copy of your own with `workplan get`; or, if you trust that user: git \
                 config --global --add safe.directory {root}",
                root = argument(&root, "DIR")
            ))
        }
        why => no_repository(&"share".into(), why),
    }
}

/// Refuses where git stores the plans in another form, such as encrypted: what it merges and shows
/// is not their text then.
fn refuse_filter(trees: &PlanTrees, folder: &Path, state: &BranchState) -> Result<()> {
    if state.filters.is_empty() {
        return Ok(());
    }
    let files = read_folder(folder).map(|found| found.files).unwrap_or_default();
    let paths: Vec<String> = files.into_iter().map(|file| file.path).collect();
    let Some(filter) = trees.filtered(&paths, &state.filters)? else { return Ok(()) };
    let failure = Error::refused(message!(
        "share.filtered",
        "git stores these plans in another form (the filter `{filter}`), so they cannot be merged \
         by activity and field. Nothing was changed",
        filter = clean_line(&filter)
    ));
    Err(failure.hint(message!(
        "share.use-git",
        "share them with git itself: `git commit`, `git pull` and `git push`"
    )))
}

/// Refuses to begin where something else is not done yet.
fn refuse_half_done(state: &BranchState, has_unmerged: bool) -> Result<()> {
    let what = match state.under_way {
        Some(UnderWay::Merge) => message!(
            "share.merge-under-way",
            "a merge has been begun here and is not finished. Nothing was changed"
        ),
        Some(UnderWay::Rebase) => message!(
            "share.rebase-under-way",
            "a rebase has been begun here and is not finished. Nothing was changed"
        ),
        Some(UnderWay::CherryPick) => message!(
            "share.cherry-pick-under-way",
            "a cherry-pick has been begun here and is not finished. Nothing was changed"
        ),
        Some(UnderWay::Revert) => message!(
            "share.revert-under-way",
            "a revert has been begun here and is not finished. Nothing was changed"
        ),
        Some(UnderWay::Bisect) => message!(
            "share.bisect-under-way",
            "a bisect has been begun here and is not finished. Nothing was changed"
        ),
        None if has_unmerged => message!(
            "share.left-unmerged",
            "git has left files here that are not merged yet. Nothing was changed"
        ),
        None => return Ok(()),
    };
    let failure = Error::refused(what);
    Err(match state.under_way {
        Some(UnderWay::Merge) => failure.hint(message!(
            "share.finish-merge",
            "finish it with `workplan resolve` and `git commit`, or give it up with `git merge \
             --abort`"
        )),
        Some(UnderWay::Rebase) => failure.hint(message!(
            "share.finish-rebase",
            "finish it with `workplan resolve` and `git rebase --continue`, or give it up with \
             `git rebase --abort`"
        )),
        Some(UnderWay::CherryPick) => failure.hint(message!(
            "share.finish-cherry-pick",
            "finish it with `git cherry-pick --continue`, or give it up with `git cherry-pick \
             --abort`"
        )),
        Some(UnderWay::Revert) => failure.hint(message!(
            "share.finish-revert",
            "finish it with `git revert --continue`, or give it up with `git revert --abort`"
        )),
        Some(UnderWay::Bisect) => {
            failure.hint(message!("share.finish-bisect", "`git bisect reset` ends it"))
        }
        None => failure.hint(message!(
            "share.resolve-unmerged",
            "`workplan resolve` merges them, and `git status` lists them"
        )),
    })
}

fn detached(state: &BranchState) -> Error {
    let failure = Error::refused(message!(
        "share.detached",
        "an earlier state is checked out here, and no branch, so changes have no place to go. \
         Nothing was changed"
    ));
    match state.is_submodule {
        false => failure.hint(message!(
            "share.switch-branch",
            "`git switch -` goes back to the last branch, `git switch main` to that one"
        )),
        true => failure.hint(message!(
            "share.switch-in-submodule",
            "this repository is a part of another one; `git switch main` checks out a branch"
        )),
    }
}

/// Chooses the shared copy: the one that is named, the one that the branch follows, the only one,
/// or `origin`.
fn shared_copy(state: &BranchState, branch: &str, remote: Option<&str>) -> Result<SharedCopy> {
    let known = &state.remotes;
    let names = || known.iter().map(|name| clean_line(name)).collect::<Vec<_>>().join(", ");
    if known.is_empty() {
        let failure = Error::new(
            ErrorKind::NoHistory,
            message!(
                "share.no-remote",
                "this folder has no shared copy yet: git knows no address to send changes to"
            ),
        );
        return Err(failure.hint(message!(
            "share.add-remote",
            "create an empty repository where your group can reach it, and then: git remote add \
             origin ADDRESS"
        )));
    }
    let upstream = state.upstream.as_ref().filter(|(own, _)| known.contains(own));
    let chosen = match (remote, upstream) {
        (Some(name), _) if !known.contains(name) => {
            let failure = Error::not_found(message!(
                "share.no-such-remote",
                "there is no shared copy called `{name}`",
                name = clean_line(name)
            ));
            return Err(failure.hint(message!(
                "share.known-remotes",
                "known: {names}",
                names = names()
            )));
        }
        (Some(name), _) => Some(name.to_owned()),
        (None, Some((own, _))) => Some(own.clone()),
        (None, None) if known.len() == 1 => known.iter().next().cloned(),
        (None, None) => known.get("origin").cloned(),
    };
    let Some(remote) = chosen else {
        let failure = Error::new(
            ErrorKind::Ambiguous,
            message!(
                "share.several-remotes",
                "this folder has several shared copies, and none is chosen: {names}",
                names = names()
            ),
        );
        let first = known.iter().next().map_or("NAME", String::as_str);
        return Err(failure.hint(message!(
            "share.choose-remote",
            "name the one to share with, this once: --remote {first}",
            first = argument(first, "NAME")
        )));
    };
    let own = upstream.filter(|(own, _)| *own == remote).map(|(_, branch)| branch.clone());
    Ok(SharedCopy { remote, branch: own.unwrap_or_else(|| branch.to_owned()) })
}
