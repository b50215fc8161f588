//! Plans that are named by their files or their folders, as hooks and editors do.

use std::path::{Path, PathBuf};

use super::error::{Context, Error, Result, cannot_read};
use super::options::Options;
use super::{Workspace, workplans_folder};
use crate::diagnostic::{message, note};
use crate::format::{role, stem};
use crate::store::{self, FolderPath};
use crate::text::{FileId, clean_line};

/// Files of one workplans folder, or folders in it.
pub struct NamedFiles {
    /// The flags, with the folder if it is not the one that would be found.
    pub options: Options,
    folder: PathBuf,
    /// As they were named, and relative to the folder, with `/`.
    files: Vec<(String, String)>,
}

/// Whether a word names a file, and not a plan.
pub fn is_file_name(word: &str, options: &Options) -> bool {
    let is_yaml = stem(&word.to_lowercase()).is_some();
    word.contains(['/', std::path::MAIN_SEPARATOR])
        || is_yaml && store::is_there(&options.here.join(word))
}

/// Finds the folder of each file. A file that the format passes over, because it is hidden or lies
/// too deep, is reported and left out.
///
/// # Errors
/// Where there is no such file, or it lies in no workplans folder.
pub fn by_folder(options: &Options, words: &[String]) -> Result<Vec<NamedFiles>> {
    let usual = workplans_folder(options).ok();
    let real = |folder: &Path| store::real_path(folder).unwrap_or_else(|_| folder.to_owned());
    let usual_place = usual.as_deref().map(real);
    let mut all: Vec<NamedFiles> = Vec::new();
    for word in words {
        let shown = clean_line(word).into_owned();
        // The folder is the one by whose name the file is named, with the links on it.
        let named = store::plain(&options.here.join(word));
        let file = store::real_place(&named).context(cannot_read(&shown))?;
        let has_link = || {
            named
                .parent()
                .and_then(|holder| FolderPath::of(&options.here, holder))
                .is_some_and(|way| way.link.is_some())
        };
        let is_usual = usual.as_ref().is_some_and(|folder| named.starts_with(folder))
            || usual_place.as_ref().is_some_and(|folder| file.starts_with(folder)) && !has_link();
        // A repository that is itself the workplans folder may have others in it.
        let has_other = |folder: &PathBuf| {
            let is_root = options.dir.is_none() && folder.join(".git").exists();
            is_root && folder_of(&named) != *folder
        };
        let is_usual = is_usual && !usual.as_ref().is_some_and(has_other);
        let folder = match &usual {
            Some(folder) if is_usual => folder.clone(),
            _ if options.dir.is_some() => {
                return Err(Error::not_found(message!(
                    "folder.not-in-dir",
                    "{shown} is not in the workplans folder of --dir",
                    shown
                ))
                .hint(message!("folder.leave-out-dir", "leave out --dir")));
            }
            _ => folder_of(&named),
        };
        let place = real(&folder);
        let within =
            file.strip_prefix(&place).or_else(|_| named.strip_prefix(&folder)).unwrap_or(&file);
        let way = within.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        if is_passed_over(&way) && !file.is_dir() {
            options.note(&note(message!(
                "folder.not-checked",
                "{shown} is not checked: hidden files, and files below the folder of a plan, \
                 belong to no plan",
                shown
            )));
            continue;
        }
        let named = (shown, way);
        match all.iter_mut().find(|one| one.folder == folder) {
            Some(one) => one.files.push(named),
            None => {
                let dir = if is_usual { options.dir.clone() } else { Some(folder.clone()) };
                all.push(NamedFiles {
                    options: Options { dir, ..options.clone() },
                    folder,
                    files: vec![named],
                });
            }
        }
    }
    Ok(all)
}

/// Whether the format passes over a YAML file, by its way from the workplans folder.
fn is_passed_over(way: &str) -> bool {
    let name = way.rsplit('/').next().unwrap_or(way);
    role(way).is_none() && stem(name.trim_start_matches('.')).is_some()
}

/// The workplans folder that a file lies in: the nearest one that is called so; else the folder of
/// the plan, or of the file.
fn folder_of(file: &Path) -> PathBuf {
    let is_folder = file.is_dir();
    let called = file
        .ancestors()
        .skip(usize::from(!is_folder))
        .find(|folder| folder.file_name().is_some_and(|name| name == "workplans"));
    let own = if is_folder { file } else { file.parent().unwrap_or(file) };
    let of_plan = own
        .parent()
        .filter(|_| store::is_there(&own.join("plan.yaml")) && file.file_name().is_some());
    called.or(of_plan).unwrap_or(own).to_path_buf()
}

impl NamedFiles {
    /// The numbers of the files in a workspace on their folder.
    ///
    /// # Errors
    /// Where one of them is no file that the format knows.
    pub fn ids(&self, workspace: &Workspace) -> Result<Vec<FileId>> {
        let mut ids = Vec::new();
        for (shown, within) in &self.files {
            let path = format!("{}/{within}", workspace.input.folder);
            // What is named may be a folder: that of a plan, or the workplans folder.
            let folder = format!("{}/", path.trim_end_matches('/'));
            let named = workspace
                .input
                .sources
                .iter()
                .filter(|(_, source)| source.path == path || source.path.starts_with(&folder));
            let before = ids.len();
            ids.extend(named.map(|(id, _)| id));
            match ids.len() {
                now if now > before => {}
                _ if workspace
                    .unreadable
                    .iter()
                    .any(|one| one.path == path || one.path.starts_with(&folder)) => {}
                _ => {
                    let failure = Error::not_found(message!(
                        "folder.file-of-no-plan",
                        "{shown} belongs to no plan",
                        shown
                    ));
                    return Err(failure.hint(message!(
                        "folder.plan-files",
                        "a plan is a file such as 2024.yaml in the workplans folder, or a \
                            folder of such files in it"
                    )));
                }
            }
        }
        Ok(ids)
    }
}
