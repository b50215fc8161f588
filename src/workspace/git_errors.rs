//! Why git has no answer, in words, and what to do.
use std::path::Path;

use super::error::{Error, ErrorKind};
use super::purpose::Purpose;
use crate::diagnostic::{Message, did_you_mean, message, nearest};
use crate::store::{Commit, InPlace, NoRepository, NoRevision, Repository};
use crate::text::{clean_line, path_text};

/// Says what could not be done, where git has no answer.
pub fn unreadable(why: Message) -> Message {
    message!("git.plans-cannot-be-read", "the plans cannot be read from git: {why}", why)
}

/// Says why a clone with a part of the history has no answer, and how the rest is had.
pub fn shallow() -> Message {
    message!(
        "git.part-of-the-history",
        "this clone holds only a part of the history; `git fetch --unshallow` brings the rest"
    )
}

/// The error for a question that needs a repository; `purpose` is what needs it.
pub fn no_repository(purpose: &Purpose, why: &NoRepository) -> Error {
    let purpose = purpose.name();
    let what = match why {
        NoRepository::NoGit(why) => why.clone(),
        NoRepository::Outside => {
            return Error::new(
                ErrorKind::NoHistory,
                message!(
                    "git.needs-repository",
                    "{purpose} needs a git repository, and this folder is in none",
                    purpose
                ),
            );
        }
        NoRepository::Unusable(why) => {
            message!(
                "git.needs-usable-repository",
                "{purpose} needs git, and this repository cannot be used: {why}",
                purpose,
                why = why.clone()
            )
        }
    };
    Error::not_found(what)
}

pub(super) fn no_revision(revision: &str, why: &NoRevision) -> Error {
    let what = message!(
        "git.no-such-commit",
        "git knows no commit called `{revision}`",
        revision = clean_line(revision)
    );
    let failure = Error::not_found(what.clone());
    if why.is_empty {
        return Error::new(ErrorKind::NoHistory, what)
            .hint(message!("git.no-commit-yet", "there is no commit in this repository yet"));
    }
    if revision.ends_with("^@") {
        return failure.hint(message!(
            "git.all-parents",
            "`^@` stands for all parents of a commit: name one of them, as `HEAD^1` or `HEAD^2`"
        ));
    }
    if revision.contains("..") {
        return failure.hint(message!(
            "git.two-revisions",
            "two revisions are written with a space between them"
        ));
    }
    let failure = match nearest(revision, why.names.iter().map(String::as_str)) {
        Some(meant) if meant == revision => failure.hint(message!(
            "git.name-without-commit",
            "the name is there, and no commit \
            behind it; `git fsck` tells what is not here"
        )),
        Some(meant) => failure.hint(did_you_mean(meant)),
        None if !why.is_shallow => failure.hint(message!(
            "git.log-shows-commits",
            "`git log` shows the commits that there are; if one should be there, \
                `git fsck` tells what is not"
        )),
        None => failure,
    };
    if why.is_shallow {
        return failure.hint(message!(
            "git.fetch-history-and-tags",
            "this clone holds only a part of the history; `git fetch --unshallow \
            --tags` brings the rest"
        ));
    }
    failure
}

/// The error for a commit without the folder; `dir` as the user wrote it, and from where git is
/// asked.
pub(super) fn no_folder(
    repository: &Repository,
    commit: &Commit,
    revision: &str,
    (said, dir): (Option<&Path>, Option<&Path>),
) -> Error {
    let at = clean_line(revision);
    let what = match said {
        None => {
            message!(
                "git.no-folder-called-workplans",
                "there is no folder called `workplans` at `{at}`",
                at
            )
        }
        Some(dir) => {
            let dir = path_text(dir);
            message!("git.no-such-folder", "there is no folder `{dir}` at `{at}`", dir, at)
        }
    };
    let failure = Error::not_found(what);
    match repository.in_place_of_folder(commit, dir) {
        Ok(Some((path, other))) => failure.hint(what_it_is(&path, &other)),
        Err(error) => Error::from(error).context(unreadable),
        Ok(None) if repository.is_passed_over() => failure.hint(message!(
            "git.like-a-bare-repository",
            "this folder looks like a bare repository inside a working tree, and only the \
                one of the working tree is read; `GIT_DIR=.` before the command names this one"
        )),
        Ok(None) => failure.hint(message!(
            "git.name-folder",
            "name it with --dir DIR, from the folder that you are in; without a working \
                tree, from the root of the repository"
        )),
    }
}

/// Says what a commit has in the place of a workplans folder, and what to do.
pub(super) fn what_it_is(path: &Path, other: &InPlace) -> Message {
    let shown = clean_line(&path_text(path)).into_owned();
    match other {
        InPlace::Submodule => message!(
            "git.place-is-a-submodule",
            "`{shown}` is a submodule, a repository of its own; ask inside of it, with --dir DIR",
            shown
        ),
        InPlace::Link(target) if target.starts_with('/') => {
            message!(
                "git.place-links-outside",
                "`{shown}` is a link to {target}, which git does not hold",
                shown,
                target = clean_line(target)
            )
        }
        InPlace::Link(target) => {
            let target = path_text(&path.parent().unwrap_or(Path::new("")).join(target));
            let target = Some(target)
                .filter(|target| is_plain_word(target))
                .unwrap_or_else(|| "DIR".to_owned());
            message!(
                "git.place-is-a-link",
                "`{shown}` is a link; name the folder that it leads to: --dir {target}",
                shown,
                target
            )
        }
        InPlace::File | InPlace::Folder => {
            message!("git.place-is-a-file", "`{shown}` is a file", shown)
        }
    }
}

/// Whether a shell reads a name from a repository as one word, and as nothing else: advice is
/// copied from the terminal.
pub fn is_plain_word(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || "-_./+@%,".contains(c))
}

/// Shows a path from the root of the tree to people.
pub(super) fn shown(way: &Path) -> String {
    if way.as_os_str().is_empty() {
        "`.`".to_owned()
    } else {
        format!("`{}`", clean_line(&path_text(way)))
    }
}
