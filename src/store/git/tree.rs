//! The files of a workplans folder in a commit.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};

use super::cat_file::CatFile;
use super::target::Git;
use super::tree_object::{TreeFile, is_plan_folder, twice};
use super::tree_path::word_of;
use crate::diagnostic::{Message, message};
use crate::format::{MAX_FOLDER_BYTES, RawFile, role};
use crate::store::folder_files::{FolderFiles, MOST_ENTRIES, Unreadable, too_many_entries};

/// The entry of a commit at the path of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// A folder.
    Folder,
    /// A link, and where it leads.
    Link(String),
    /// Another repository.
    Submodule,
    /// A file.
    File,
}

/// Finds the entry of a commit at a path. The root of the tree is always a folder.
pub(super) fn in_place(git: &Git, commit: &str, path: &Path) -> io::Result<Option<InPlace>> {
    let way: PathBuf = path.components().collect();
    if way.as_os_str().is_empty() {
        return Ok(Some(InPlace::Folder));
    }
    let arguments = ["ls-tree", "-z", "--full-tree", commit, "--"].map(OsString::from);
    let arguments: Vec<OsString> = arguments.into_iter().chain([word_of(&way)]).collect();
    let line = git.ask_of_objects(&arguments)?;
    if line.iter().filter(|&&byte| byte == 0).count() > 1 {
        return Err(twice(way.file_name().unwrap_or_default().as_encoded_bytes()));
    }
    let line = String::from_utf8_lossy(&line);
    let mut facts = line.split(['\t', ' ']);
    match (facts.next().unwrap_or_default(), facts.nth(1)) {
        ("040000", _) => Ok(Some(InPlace::Folder)),
        ("160000", _) => Ok(Some(InPlace::Submodule)),
        ("120000", Some(id)) => Ok(Some(InPlace::Link(CatFile::start(git)?.target(id)?))),
        ("", _) => Ok(None),
        _ => Ok(Some(InPlace::File)),
    }
}

/// Reads the files of the format in a folder of a commit; `None` if there is no such folder.
/// Folders below a plan's folder are not read: a few small trees can represent more files than the
/// memory holds.
pub(super) fn read(git: &Git, commit: &str, path: &Path) -> io::Result<Option<FolderFiles>> {
    let mut blobs = CatFile::start(git)?;
    let Some((_, top)) = blobs.folder(commit, path)? else { return Ok(None) };
    let mut entries = HashMap::new();
    for (name, entry) in top {
        if is_plan_folder(&name, &entry) {
            let inside = blobs.tree(&entry.id)?.map(|(_, inside)| inside).unwrap_or_default();
            entries
                .extend(inside.into_iter().map(|(file, entry)| (format!("{name}/{file}"), entry)));
        }
        entries.insert(name, entry);
        if entries.len() > MOST_ENTRIES {
            return Err(too_many_entries());
        }
    }
    let title = path.file_name().unwrap_or(OsStr::new("workplans")).to_string_lossy().into_owned();
    let mut files = FolderFiles { folder: title, ..FolderFiles::default() };
    let (mut paths, mut others): (Vec<&String>, Vec<&String>) =
        entries.keys().partition(|path| role(path).is_some());
    paths.sort();
    others.sort();
    others
        .into_iter()
        .filter(|path| entries.get(*path).is_some_and(TreeFile::is_regular))
        .for_each(|path| files.pass_over(path));
    let strays = blobs.strays(&entries, (commit, path));
    blobs.ways.may_go_on()?;
    for (name, why) in strays {
        files.unreadable.push(Unreadable {
            path: format!("{}/{name}", files.folder),
            why,
            is_missing: false,
        });
    }
    let mut total = 0;
    for path in paths {
        let file = match blobs.file(&entries, path) {
            Ok(Some(bytes)) if total + bytes.len() as u64 > MAX_FOLDER_BYTES => {
                Err(io::Error::other(message!(
                    "git.files-too-large",
                    "the files of the folder have more than {most} MiB",
                    most = MAX_FOLDER_BYTES >> 20
                )))
            }
            file => file,
        };
        match file {
            Ok(Some(bytes)) => {
                total += bytes.len() as u64;
                files.files.push(RawFile { path: path.clone(), bytes });
            }
            Ok(None) => {}
            Err(error) => {
                blobs.ways.may_go_on()?;
                let (why, is_missing) =
                    (Message::from(&error), error.kind() == io::ErrorKind::NotFound);
                files.unreadable.push(Unreadable {
                    path: format!("{}/{path}", files.folder),
                    why,
                    is_missing,
                });
            }
        }
    }
    Ok(Some(files))
}
