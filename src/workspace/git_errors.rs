//! Why git has no answer, in words, and what to do.
use std::path::Path;

use super::error::{Error, ErrorKind};
use crate::diagnostic::nearest;
use crate::store::{Commit, InPlace, NoRepository, NoRevision, Repository};
use crate::text::clean_line;

/// What could not be done, where git has no answer.
pub const UNREADABLE: &str = "the plans cannot be read from git";
/// Why a clone with a part of the history has no answer, and how the rest is had.
pub const SHALLOW: &str =
    "this clone holds only a part of the history; `git fetch --unshallow` brings the rest";

/// The error for a question that needs a repository; `purpose` is what needs it.
pub fn no_repository(purpose: &str, why: &NoRepository) -> Error {
    let what = match why {
        NoRepository::NoGit(why) => why.clone(),
        NoRepository::Outside => {
            return Error::new(
                ErrorKind::NoHistory,
                format!("{purpose} needs a git repository, and this folder is in none"),
            );
        }
        NoRepository::Unusable(why) => {
            format!("{purpose} needs git, and this repository cannot be used: {}", clean_line(why))
        }
    };
    Error::not_found(what)
}

pub(super) fn no_revision(revision: &str, why: &NoRevision) -> Error {
    let what = format!("git knows no commit called `{}`", clean_line(revision));
    let failure = Error::not_found(&what);
    if why.is_empty {
        return Error::new(ErrorKind::NoHistory, what)
            .hint("there is no commit in this repository yet");
    }
    if revision.ends_with("^@") {
        return failure.hint(
            "`^@` stands for all parents of a commit: name one of them, as `HEAD^1` or `HEAD^2`",
        );
    }
    if revision.contains("..") {
        return failure.hint("two revisions are written with a space between them");
    }
    let failure = match nearest(revision, why.names.iter().map(String::as_str)) {
        Some(meant) if meant == revision => failure.hint(
            "the name is there, and no commit \
            behind it; `git fsck` tells what is not here",
        ),
        Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
        None if !why.is_shallow => failure.hint(
            "`git log` shows the commits that there are; if one should be there, \
                `git fsck` tells what is not",
        ),
        None => failure,
    };
    if why.is_shallow {
        return failure.hint(
            "this clone holds only a part of the history; `git fetch --unshallow \
            --tags` brings the rest",
        );
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
    let what = said.map_or_else(
        || "folder called `workplans`".to_owned(),
        |dir| format!("folder `{}`", dir.display()),
    );
    let failure = Error::not_found(format!("there is no {what} at `{}`", clean_line(revision)));
    match repository.in_place_of_folder(commit, dir) {
        Ok(Some((path, other))) => failure.hint(what_it_is(&path, &other)),
        Err(error) => Error::from(error).context(UNREADABLE),
        Ok(None) if repository.is_passed_over() => failure.hint(
            "this folder looks like a bare repository inside a working tree, and only the \
                one of the working tree is read; `GIT_DIR=.` before the command names this one",
        ),
        Ok(None) => failure.hint(
            "name it with --dir DIR, from the folder that you are in; without a working \
                tree, from the root of the repository",
        ),
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
pub fn is_plain_word(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || "-_./+@%,".contains(c))
}

/// Shows a path from the root of the tree to people.
pub(super) fn shown(way: &Path) -> String {
    if way.as_os_str().is_empty() {
        "`.`".to_owned()
    } else {
        format!("`{}`", clean_line(&way.display().to_string()))
    }
}
