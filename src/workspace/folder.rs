//! The workplans folder of the working tree: where it is, what it holds, and the lock on it.
use std::path::{Path, PathBuf};

use super::error::{Context, Error, Result};
use super::folder_gate;
use super::options::Options;
use super::revision::is_in_git;
use crate::format::stem;
use crate::store::{self, FolderFiles, Lock, Repository, Unreadable};
use crate::text::{clean_line, shell_word};

/// What a plan is, where there is none.
pub const A_PLAN: &str = "a plan is a file such as 2024.yaml, or a folder of such files";

/// The error for something in the folder that cannot be opened.
pub fn cannot_open(unreadable: &Unreadable) -> Error {
    Error::not_found(format!("{} cannot be opened: {}", unreadable.path, unreadable.why))
}

/// The workplans folder of the working tree.
pub fn workplans_folder(options: &Options) -> Result<PathBuf> {
    let folder = match &options.dir {
        Some(dir) => store::plain(&options.here.join(dir)),
        None => store::find_folder(&options.here).ok_or_else(|| no_folder(options))?,
    };
    folder_gate::refuse_outside(&options.here, &folder)?;
    if !folder.is_dir() {
        let what = if folder.exists() { "is not a folder" } else { "does not exist" };
        let failure = Error::not_found(format!("the workplans folder {} {what}", folder.display()));
        let help = is_in_git(options, options.dir.as_deref()).filter(|_| !folder.exists());
        return Err(failure.hint(help.unwrap_or_else(|| "name it with --dir DIR".to_owned())));
    }
    Ok(folder)
}

/// Keeps others from changing the folder for as long as what is returned is there.
pub fn lock(folder: &Path) -> Result<Lock> {
    store::lock(folder)
        .with_context(|| format!("the workplans folder {} cannot be locked", folder.display()))
}

/// Reads the files of a workplans folder as bytes.
///
/// # Errors
/// If the folder cannot be read, or is a submodule that is not checked out.
pub fn files_of(folder: &Path) -> Result<FolderFiles> {
    let files = store::read_folder(folder)
        .with_context(|| format!("the workplans folder {} cannot be read", folder.display()))?;
    if files.files.is_empty() && Repository::is_unfilled(folder) {
        let failure = Error::not_found(format!(
            "the workplans folder {} is a submodule that is not checked out",
            folder.display()
        ));
        return Err(failure.hint("`git submodule update --init` brings what is in it"));
    }
    Ok(files)
}

/// Refuses the folder above the workplans folder, and says which files are passed over for their
/// names alone.
pub(super) fn of_workplans(options: &Options, files: &FolderFiles) -> Result<()> {
    if let Some(dir) = options.dir.as_ref().filter(|_| files.holds_workplans()) {
        let inner = dir.join("workplans");
        let failure =
            Error::not_found(format!("{} is not a workplans folder, but holds one", dir.display()));
        return Err(
            failure.hint(format!("name that one: --dir {}", shell_word(&inner.to_string_lossy())))
        );
    }
    for (path, name) in &files.misnamed {
        let within = path.strip_prefix(&format!("{}/", files.folder)).unwrap_or(path);
        let beside = within
            .rsplit_once('/')
            .map_or_else(|| name.clone(), |(folder, _)| format!("{folder}/{name}"));
        // Also by the other ending, or as a folder: a plan has one place.
        let own = stem(&beside).unwrap_or(&beside);
        let in_folder = format!("{own}/");
        let is_rival = |path: &&str| {
            stem(path) == Some(own) || !own.contains('/') && path.starts_with(&in_folder)
        };
        let rival = files.files.iter().map(|file| file.path.as_str()).find(is_rival);
        let (path, name) = (clean_line(path), clean_line(name));
        let what_to_do = match rival {
            Some(rival) => {
                let rival = if stem(rival) == Some(own) {
                    rival.rsplit('/').next().unwrap_or(rival)
                } else {
                    &in_folder
                };
                format!("{} is there as well: compare the two, and keep one", clean_line(rival))
            }
            None => format!("rename it to {name}"),
        };
        options.note(&format!(
            "note: {path} is not read: only names that end in .yaml or .yml are; {what_to_do}"
        ));
    }
    Ok(())
}

/// The error where no workplans folder is found.
fn no_folder(options: &Options) -> Error {
    let failure =
        Error::not_found("there is no folder called `workplans` here, nor in a folder above");
    if let Some(help) = is_in_git(options, None) {
        return failure.hint(help);
    }
    failure
        .hint("to begin with a first plan here: workplan init")
        .hint("go to the folder that holds it, or name it with --dir DIR")
}
