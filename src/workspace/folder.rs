//! The workplans folder of the working tree: where it is, what it holds, and the lock on it.
use std::path::{Path, PathBuf};

use super::error::{Context, Error, Result};
use super::folder_gate;
use super::moved_away::{from_gone, held_elsewhere, refuse_moved_away};
use super::options::Options;
use super::revision::is_in_git;
use crate::diagnostic::{Message, message, note};
use crate::format::stem;
use crate::store::{self, FolderFiles, Lock, Repository, Unreadable};
use crate::text::{clean_line, path_text, shell_word};

/// Says what a plan is, where there is none.
pub fn a_plan() -> Message {
    message!("folder.a-plan", "a plan is a file such as 2024.yaml, or a folder of such files")
}

/// Says that something in the folder cannot be opened, and why.
pub fn is_unopened(unreadable: &Unreadable) -> Message {
    message!(
        "folder.cannot-be-opened",
        "{path} cannot be opened: {why}",
        path = &unreadable.path,
        why = unreadable.why.clone()
    )
}

/// The error for something in the folder that cannot be opened.
pub fn cannot_open(unreadable: &Unreadable) -> Error {
    let failure = Error::not_found(is_unopened(unreadable));
    match unreadable.why.id() {
        "files.a-repository" => failure.hint(message!(
            "folder.move-repository",
            "no change was made; move {path} out of the workplans folder. If its files belong to the \
             plans, remove the folder `.git` in it instead",
            path = &unreadable.path
        )),
        _ => failure,
    }
}

/// The workplans folder of the working tree.
pub fn workplans_folder(options: &Options) -> Result<PathBuf> {
    let folder = match &options.dir {
        Some(dir) => store::plain(&options.here.join(dir)),
        None => store::find_folder(&options.here).ok_or_else(|| no_folder(options))?,
    };
    folder_gate::refuse_outside(&options.here, &folder)?;
    if !folder.is_dir() {
        let shown = path_text(&folder);
        let what = match folder.exists() {
            true => message!(
                "folder.is-not-a-folder",
                "the workplans folder {folder} is not a folder",
                folder = shown
            ),
            false => message!(
                "folder.does-not-exist",
                "the workplans folder {folder} does not exist",
                folder = shown
            ),
        };
        let failure = Error::not_found(what);
        let help = || is_in_git(options, options.dir.as_deref()).or_else(|| from_gone(&folder));
        let help = if folder.exists() { None } else { help() };
        return Err(failure
            .hint(help.unwrap_or_else(|| message!("folder.name-it", "name it with --dir DIR"))));
    }
    Ok(folder)
}

/// Returns the workplans folder that a file lies in: the nearest one above it that is called so,
/// or the repository that is one itself. The file need not exist.
pub fn folder_of(file: &Path) -> Option<PathBuf> {
    let holder = file.parent()?;
    let called = holder.ancestors().find(|folder| {
        folder.file_name().is_some_and(|name| name == "workplans") && folder.is_dir()
    });
    let found = || store::find_folder(holder).filter(|folder| file.starts_with(folder));
    called.map(Path::to_path_buf).or_else(found)
}

/// Whether there is a workplans folder, or one is named.
pub fn has_folder(options: &Options) -> bool {
    match &options.dir {
        Some(dir) => options.here.join(dir).exists(),
        None => store::find_folder(&options.here).is_some(),
    }
}

/// Keeps others from changing the folder for as long as what is returned is there.
///
/// # Errors
/// If it cannot be locked, or the wait for another program is given up.
pub fn lock(options: &Options, folder: &Path) -> Result<Lock> {
    let given_up = std::io::ErrorKind::Interrupted;
    match store::lock_while(folder, options.wait) {
        Err(error) if error.kind() == given_up => Err(Error::refused(message!(
            "folder.wait-given-up",
            "another program is still changing these files, so nothing was changed"
        ))),
        locked => locked.context(|why| {
            message!(
                "folder.cannot-be-locked",
                "the workplans folder {folder} cannot be locked: {why}",
                folder = path_text(folder),
                why
            )
        }),
    }
}

/// Reads the files of a workplans folder as bytes.
///
/// # Errors
/// If the folder cannot be read, or is a submodule that is not checked out.
pub fn files_of(folder: &Path) -> Result<FolderFiles> {
    let files = store::read_folder(folder).context(|why| {
        message!(
            "folder.cannot-be-read",
            "the workplans folder {folder} cannot be read: {why}",
            folder = path_text(folder),
            why
        )
    })?;
    if files.files.is_empty() {
        refuse_moved_away(folder)?;
    }
    if files.files.is_empty() && Repository::is_unfilled(folder) {
        let failure = Error::not_found(message!(
            "folder.empty-submodule",
            "the workplans folder {folder} is a submodule that is not checked out",
            folder = path_text(folder)
        ));
        return Err(failure.hint(message!(
            "folder.update-submodule",
            "`git submodule update --init` brings what is in it"
        )));
    }
    Ok(files)
}

/// Refuses the folder above the workplans folder, and says which files are passed over for their
/// names alone.
pub(super) fn of_workplans(options: &Options, files: &FolderFiles) -> Result<()> {
    if let Some(dir) = options.dir.as_ref().filter(|_| files.holds_workplans()) {
        let inner = dir.join("workplans");
        let failure = Error::not_found(message!(
            "folder.holds-workplans",
            "{dir} is not a workplans folder, but holds one",
            dir = path_text(dir)
        ));
        return Err(failure.hint(message!(
            "folder.name-the-inner-one",
            "name that one: --dir {inner}",
            inner = shell_word(&path_text(&inner))
        )));
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
        options.note(&note(match rival {
            Some(rival) => {
                let rival = if stem(rival) == Some(own) {
                    rival.rsplit('/').next().unwrap_or(rival)
                } else {
                    &in_folder
                };
                message!(
                    "folder.misnamed-and-there",
                    "{path} is not read: only names that end in .yaml or .yml are; {rival} is \
                     there as well: compare the two, and keep one",
                    path,
                    rival = clean_line(rival)
                )
            }
            None => message!(
                "folder.misnamed",
                "{path} is not read: only names that end in .yaml or .yml are; rename it to {name}",
                path,
                name
            ),
        }));
    }
    Ok(())
}

/// The error where no workplans folder is found.
fn no_folder(options: &Options) -> Error {
    let failure = Error::not_found(message!(
        "folder.none-found",
        "there is no folder called `workplans` here, nor in a folder above"
    ));
    if let Some(help) = is_in_git(options, None) {
        return failure.hint(help);
    }
    if let Some(help) = held_elsewhere(&options.here) {
        return failure.hint(help);
    }
    failure
        .hint(message!(
            "folder.get-a-copy",
            "to get a copy of your group's plan: workplan get ADDRESS"
        ))
        .hint(message!("folder.begin-here", "to begin with a first plan here: workplan init"))
        .hint(message!("folder.see-a-sample", "to see a sample plan: workplan demo"))
        .hint(message!(
            "folder.go-there",
            "go to the folder that holds it, or name it with --dir DIR"
        ))
}
