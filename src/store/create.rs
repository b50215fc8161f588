//! Creates new files, all of them or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::output::{new_file, stays_inside, write_set};
use super::real_path::real_path;
use super::tree::repository_above;
use crate::diagnostic::message;
use crate::format::role;
use crate::text::path_text;

/// Whether anything has this name, even a link that leads nowhere.
pub fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// The first thing in a folder that a workplans folder would read.
pub fn first_plan(folder: &Path) -> Option<String> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    };
    let is_read = |name: &String| {
        let is_folder_plan = || {
            names(&folder.join(name)).iter().any(|file| role(&format!("{name}/{file}")).is_some())
        };
        role(name).is_some() || is_folder_plan()
    };
    names(folder).into_iter().filter(is_read).min()
}

/// Writes new files below a folder that need not exist: all of them or none. All are complete
/// beside their places before the first one is put into place.
///
/// # Errors
/// If a name is taken, or the disk does not allow it.
pub fn write_all_new(root: &Path, files: &[(PathBuf, String)]) -> io::Result<()> {
    let mut made = Vec::new();
    let result = place_all(root, files, &mut made);
    if result.is_err() {
        for path in made.iter().rev() {
            // If another program has put files into a new folder meanwhile, the folder stays.
            let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
    result
}

fn place_all(root: &Path, files: &[(PathBuf, String)], made: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut ready = Vec::new();
    for (path, text) in files {
        let path = root.join(path);
        stays_inside(&path)?;
        let folder = make_folders(&path, made)?;
        if leads_elsewhere(root, folder) {
            let what = message!(
                "files.reached-by-link",
                "{folder} is reached by a link that leads out; it is not followed",
                folder = path_text(folder)
            );
            return Err(io::Error::other(what));
        }
        let mut file = new_file(folder)?;
        file.as_file_mut().write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        ready.push((file, path));
    }
    for (file, path) in ready {
        file.persist_noclobber(&path).map_err(|error| error.error)?;
        made.push(path);
    }
    Ok(())
}

/// Writes files of a folder, all of them before the first one is put into place, and then removes
/// an old file that is not one of them.
///
/// # Errors
/// If the folder or the disk does not allow it, with the name of the file.
pub fn write_in_place_of(
    folder: &Path,
    old: &str,
    files: &[(String, String)],
) -> Result<(), (String, io::Error)> {
    let places: Vec<(PathBuf, &str)> =
        files.iter().map(|(name, text)| (folder.join(name), text.as_str())).collect();
    write_set(folder, &places).map_err(|(path, error)| {
        let name = path.strip_prefix(folder).unwrap_or(&path);
        (path_text(name), error)
    })?;
    if files.iter().any(|(name, _)| name == old) {
        return Ok(());
    }
    fs::remove_file(folder.join(old)).map_err(|error| (old.to_owned(), error))
}

/// Whether a folder, reached by its links, is in neither `root` nor the repository that `root` is
/// in.
fn leads_elsewhere(root: &Path, folder: &Path) -> bool {
    let top = repository_above(root).unwrap_or_else(|| root.to_path_buf());
    let is_below = |top: &Path| {
        real_path(top)
            .is_ok_and(|top| real_path(folder).is_ok_and(|folder| folder.starts_with(top)))
    };
    !is_below(&top) && !is_below(root)
}

/// Makes the folders above a path that are not there, and says which is right above it.
fn make_folders<'p>(path: &'p Path, made: &mut Vec<PathBuf>) -> io::Result<&'p Path> {
    let above: Vec<&Path> =
        path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()).collect();
    for folder in
        above.iter().take_while(|folder| !folder.exists()).collect::<Vec<_>>().into_iter().rev()
    {
        fs::create_dir(folder)?;
        made.push(folder.to_path_buf());
    }
    Ok(above.first().copied().unwrap_or(Path::new(".")))
}
