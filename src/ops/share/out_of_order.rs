//! What must be in order in a repository before anything is shared: each refusal with the next
//! step.

use std::path::Path;

use crate::diagnostic::message;
use crate::store::{
    BranchState, NoRepository, PlanTrees, Repository, UnderWay, has_other_owner, read_folder,
    real_path,
};
use crate::text::{argument, clean_line, path_text};
use crate::workspace::{Error, ErrorKind, Options, Result, no_repository};

/// The error for a repository without a working tree.
pub(super) fn bare(options: &Options) -> Option<Error> {
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

/// Refuses a workplans folder that was made a repository of its own inside of another one: it hides
/// the one that is shared.
pub(super) fn refuse_inner(folder: &Path) -> Result<()> {
    let outer = folder.parent().and_then(|holder| Repository::find(holder, false).ok());
    let Some(root) = outer.as_ref().and_then(Repository::root) else { return Ok(()) };
    let failure = Error::refused(message!(
        "share.repository-inside",
        "the workplans folder was made a git repository of its own, inside of {root}, and is shared \
         with nobody",
        root = clean_line(&path_text(root))
    ));
    Err(failure.hint(message!(
        "share.remove-inner",
        "nothing was changed; if that was a mistake, remove {inner}, and run the same command again",
        inner = clean_line(&path_text(&folder.join(".git")))
    )))
}

pub(super) fn no_place(folder: &Path, why: &NoRepository) -> Error {
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
                "get a copy of your own with `workplan get`. Who knows git, and trusts that user: git \
                 config --global --add safe.directory {root}",
                root = argument(&root, "DIR")
            ))
        }
        why => no_repository(&"share".into(), why),
    }
}

/// Refuses where git stores the plans in another form, such as encrypted: what it merges and shows
/// is not their text then.
pub(super) fn refuse_filter(trees: &PlanTrees, folder: &Path, state: &BranchState) -> Result<()> {
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
        "ask somebody who knows git to share them: `git commit`, `git pull` and `git push`"
    )))
}

/// Refuses to begin where something else is not done yet.
pub(super) fn refuse_half_done(state: &BranchState, has_unmerged: bool) -> Result<()> {
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
            "who knows git: finish it with `workplan resolve` and `git commit`, or give it up with \
             `git merge --abort`"
        )),
        Some(UnderWay::Rebase) => failure.hint(message!(
            "share.finish-rebase",
            "who knows git: finish it with `workplan resolve` and `git rebase --continue`, or give it \
             up with `git rebase --abort`"
        )),
        Some(UnderWay::CherryPick) => failure.hint(message!(
            "share.finish-cherry-pick",
            "who knows git: finish it with `git cherry-pick --continue`, or give it up with `git \
             cherry-pick --abort`"
        )),
        Some(UnderWay::Revert) => failure.hint(message!(
            "share.finish-revert",
            "who knows git: finish it with `git revert --continue`, or give it up with `git revert \
             --abort`"
        )),
        Some(UnderWay::Bisect) => {
            failure.hint(message!("share.finish-bisect", "who knows git: `git bisect reset` ends it"))
        }
        None => failure.hint(message!(
            "share.resolve-unmerged",
            "`workplan resolve` merges them. Who knows git: `git status` lists them"
        )),
    })
}

pub(super) fn detached(state: &BranchState) -> Error {
    let failure = Error::refused(message!(
        "share.detached",
        "an earlier state is checked out here, and no branch, so changes have no place to go. \
         Nothing was changed"
    ));
    match state.is_submodule {
        false => failure.hint(message!(
            "share.switch-branch",
            "who knows git: `git switch -` goes back to the last branch, `git switch main` to that one"
        )),
        true => failure.hint(message!(
            "share.switch-in-submodule",
            "this repository is a part of another one. Who knows git: `git switch main` checks out a \
             branch"
        )),
    }
}
