use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::format::role;

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
        let is_folder_plan = || names(&folder.join(name)).iter().any(|file| role(&format!("{name}/{file}")).is_some());
        role(name).is_some() || is_folder_plan()
    };
    names(folder).into_iter().filter(is_read).min()
}

/// Writes files that are not there yet, below a folder that need not be there either: all of them or none.
///
/// # Errors
/// Where a name is taken, or the disk does not allow it.
pub fn write_all_new(root: &Path, files: &[(PathBuf, String)]) -> io::Result<()> {
    let mut made = Vec::new();
    let result = files.iter().try_for_each(|(path, text)| write_one(&root.join(path), text, &mut made));
    if result.is_err() {
        for path in made.iter().rev() {
            // What somebody else has put into a new folder meanwhile keeps it there.
            let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
    result
}

fn write_one(path: &Path, text: &str, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let missing: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder)?;
        made.push(folder.to_path_buf());
    }
    let mut file = fs::File::create_new(path)?;
    made.push(path.to_path_buf());
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
