//! The branch that is shared, and with whom: what must be in order before anything is done.

use std::cell::OnceCell;
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use super::dialogue::ShareDialogue;
use super::out_of_order::{
    bare, detached, no_place, refuse_filter, refuse_half_done, refuse_inner,
};
use crate::diagnostic::{Message, message};
use crate::store::{BranchState, PlanTrees, Repository, SharedCopy, SpareIndex, real_path};
use crate::text::{argument, clean_line, path_text, without_secret};
use crate::workspace::{Error, ErrorKind, Options, Result, refuse_moved_away, workplans_folder};

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
    /// When the run began.
    began: SystemTime,
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
                "get a complete copy with `workplan get`. Who knows git: `git sparse-checkout disable` \
                 brings it back"
            )));
        }
        refuse_filter(&trees, &folder, &state)?;
        let branch = state.branch.clone().ok_or_else(|| detached(&state))?;
        if state.remotes.is_empty() && trees.in_root() {
            refuse_inner(&folder)?;
        }
        let copy = shared_copy(&state, &branch, remote)?;
        if repository.is_shallow() {
            let failure = Error::refused(message!(
                "share.shallow",
                "this clone holds only a part of the history, so changes cannot be merged here"
            ));
            return Err(failure.hint(message!(
                "share.fetch-the-rest",
                "get a complete copy with `workplan get`. Who knows git: `git fetch --unshallow` brings \
                 the rest"
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
            began: SystemTime::now(),
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
                "run the same command on a terminal, where you are asked. Who knows git: git config \
                 --global user.name \"Your Name\", and git config --global user.email you@example.org"
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

    /// Removes what git has left half written in a run that ended with an error, if the disk is
    /// full.
    pub(super) fn tidy_full_disk(&self) {
        if self.refuse_full_disk().is_err() {
            self.trees.remove_unfinished(self.began);
        }
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
            "if your group shares its plans, get a copy: `workplan get ADDRESS`. Who begins, and knows \
             git: create an empty repository where your group can reach it, and then: git remote add \
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
