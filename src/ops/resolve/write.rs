//! Writes what a merge has come to, and tells git of it.

use std::path::Path;

use super::open_merge::OpenMerge;
use super::resolution::Resolution;
use crate::diagnostic::message;
use crate::ops::replace::replace_all;
use crate::store::{NewText, Repository, is_plain_name};
use crate::text::{clean_line, shell_word};
use crate::workspace::{Error, ErrorKind, Result};

/// Writes the texts, takes away what is split, and tells git of what is merged.
pub(super) fn write(
    repository: &Repository,
    folder: &Path,
    merge: &OpenMerge,
    work: &Resolution,
) -> Result<()> {
    refuse_other_names(merge, work)?;
    refuse_links(folder, merge, work)?;
    replace_all(work.texts.iter().map(|(name, text)| {
        let (old, new) = (merge.on_disk(name), text.as_bytes());
        (format!("{}/{name}", merge.folder), NewText { path: folder.join(name), old, new })
    }))?;
    for name in &work.gone {
        remove(&folder.join(name)).map_err(|error| {
            error.context(|why| {
                message!(
                    "resolve.cannot-be-removed",
                    "{folder}/{name} cannot be removed: {why}",
                    folder = &merge.folder,
                    name,
                    why
                )
            })
        })?;
    }
    let settled: Vec<&str> = work.settled.iter().map(String::as_str).collect();
    if settled.is_empty() {
        return Ok(());
    }
    repository.settle(folder, &settled).map_err(|error| {
        let failure = Error::refused(message!(
            "resolve.git-not-told",
            "the files are merged, and git could not be told: {error}",
            error
        ));
        failure.hint(message!(
            "resolve.tell-git-yourself",
            "tell it yourself: git add -A {folder}",
            folder = shell_word(&merge.folder)
        ))
    })
}

/// Refuses names that are not text: by another name it would be another file.
fn refuse_other_names(merge: &OpenMerge, work: &Resolution) -> Result<()> {
    let mut names = work.texts.keys().chain(&work.gone).chain(&work.settled);
    let Some(name) = names.find(|name| !is_plain_name(name)) else { return Ok(()) };
    let failure = Error::usage(message!(
        "resolve.name-not-text",
        "the name of {folder}/{name} is not UTF-8 text",
        folder = &merge.folder,
        name = clean_line(name)
    ));
    Err(failure.hint(message!(
        "resolve.rename-file",
        "nothing was changed; give the file another name, and run `workplan resolve` again"
    )))
}

/// Refuses links, folders and pipes. What is written through a link, or in a folder that is one,
/// lands wherever that leads; a pipe waits for who reads it.
fn refuse_links(folder: &Path, merge: &OpenMerge, work: &Resolution) -> Result<()> {
    let is_link = |name: &str| {
        Path::new(name)
            .ancestors()
            .any(|part| part != Path::new("") && folder.join(part).is_symlink())
    };
    let is_odd =
        |name: &str| folder.join(name).symlink_metadata().is_ok_and(|data| !data.is_file());
    for name in work.texts.keys().chain(&work.gone) {
        let (folder, file) = (&merge.folder, clean_line(name));
        let failure = Error::usage(match (is_link(name), is_odd(name)) {
            (true, _) => message!(
                "resolve.is-a-link",
                "{folder}/{file} is a link, and is not written through",
                folder,
                file
            ),
            (false, true) => message!(
                "resolve.is-no-file",
                "{folder}/{file} is no file, and is not written to",
                folder,
                file
            ),
            (false, false) => continue,
        });
        return Err(failure.hint(message!(
            "resolve.settle-by-hand",
            "settle it with git itself, and run `workplan resolve` again"
        )));
    }
    Ok(())
}

/// Removes a file, if it is there.
fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::new(ErrorKind::Unwritable, &error))
        }
        _ => Ok(()),
    }
}
