//! Reads a workplans folder from the disk.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::folder_files::{FolderFiles, Unreadable};
use super::folder_files::{MOST_ENTRIES, too_many_entries};
use super::git::Repository;
use super::links::{self, LinkStep, MOST_BYTES, too_far};
use super::real_path::real_path;
use crate::diagnostic::{Message, message};
use crate::format::{FileRole, MAX_FILE_BYTES, MAX_FOLDER_BYTES, RawFile, role};
use crate::store::name::text_of;
use crate::text::FromRoot;

/// How many bytes of a file and how many entries of a folder are looked at to find a plan.
const MOST_LOOKED_AT: u64 = 8 << 10;
const MOST_LOOKED_THROUGH: usize = 500;

/// Returns the time of the last change of a file, in seconds since 1970 (UTC); `None` if the system
/// does not say.
pub fn changed_at(path: &Path) -> Option<i64> {
    let moment = fs::metadata(path).ok()?.modified().ok()?;
    i64::try_from(moment.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// The nearest `workplans` folder: in `from`, or in a folder above it, up to the root of the git
/// repository.
pub fn find_folder(from: &Path) -> Option<PathBuf> {
    for folder in from.ancestors() {
        let candidate = folder.join("workplans");
        if candidate.is_dir() {
            return Some(candidate);
        }
        if folder.join(".git").exists() {
            // The repository itself may be the folder: a group that shares nothing else.
            return holds_plans(folder).then(|| folder.to_path_buf());
        }
    }
    None
}

/// Whether a file of a folder is a plan, by its first lines; or a folder in it has one.
pub fn holds_plans(folder: &Path) -> bool {
    let entries = |folder: &Path| folder.read_dir().into_iter().flatten().flatten();
    let name = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let is_plan = |path: &Path| {
        let is_file = path.symlink_metadata().is_ok_and(|data| data.is_file());
        let mut begin = Vec::new();
        let read = |file: File| file.take(MOST_LOOKED_AT).read_to_end(&mut begin);
        if !is_file || File::open(path).and_then(read).is_err() {
            return false;
        }
        let text = String::from_utf8_lossy(&begin);
        let has = |key: &str| text.lines().any(|line| line.starts_with(key));
        has("schema:") && has("period:")
    };
    let role_of = |entry: &fs::DirEntry| role(&name(entry));
    entries(folder).take(MOST_LOOKED_THROUGH).any(|entry| match role_of(&entry) {
        Some(FileRole::Plan { .. }) => is_plan(&entry.path()),
        Some(_) => false,
        None => {
            let is_hidden = name(&entry).starts_with('.');
            !is_hidden && is_plan(&entry.path().join("plan.yaml"))
        }
    })
}

/// Returns the root of the git repository of a folder, which need not exist.
pub fn repository_above(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|above| above.join(".git").exists()).map(Path::to_path_buf)
}

/// Returns the path of a workplans folder from the root of its git repository; without one, the
/// folder's own name. A repository inside another one is the root for a user in it.
pub fn way_from_root(dir: &Path, here: &Path) -> FromRoot {
    let dir = real_path(dir).unwrap_or_default();
    let holder = dir.parent().unwrap_or(Path::new(""));
    let root = holder.ancestors().find(|folder| folder.join(".git").exists());
    if dir.join(".git").exists() && (root.is_none() || here.starts_with(&dir)) {
        return FromRoot::root();
    }
    let way = root.and_then(|root| holder.strip_prefix(root).ok()).unwrap_or(Path::new(""));
    FromRoot::to(way.iter().map(|name| format!("{}/", name.to_string_lossy())).collect::<String>())
}

/// Reads the files of the format in a workplans folder. Links that lead out of it, pipes and
/// devices are never opened.
///
/// # Errors
/// If the folder itself cannot be listed.
pub fn read_folder(dir: &Path) -> io::Result<FolderFiles> {
    let root = real_path(dir)?;
    let folder = root.file_name().unwrap_or(OsStr::new("workplans")).to_string_lossy().into_owned();
    let mut left = Some(MOST_ENTRIES);
    let top = entries(&root, &mut left)?;
    let mut reader = FolderReader {
        root: &root,
        left: MAX_FOLDER_BYTES,
        taken: 0,
        found: FolderFiles { folder, ..FolderFiles::default() },
    };
    for (name, path) in top {
        match reader.look(&name, &path) {
            Some(FolderEntry::Folder) => {
                let inside = entries(&path, &mut left);
                if left.is_none() {
                    return Err(too_many_entries());
                }
                reader.subfolder(&name, &path, inside);
            }
            Some(FolderEntry::File(path)) => reader.file(&name, &path),
            None => {}
        }
    }
    if reader.taken > MOST_BYTES { Err(too_far()) } else { Ok(reader.found) }
}

/// Returns the visible entries of a folder, by name. All of them count towards the limit.
fn entries(folder: &Path, left: &mut Option<usize>) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        *left = left.and_then(|left| left.checked_sub(1));
        if left.is_none() {
            return Err(too_many_entries());
        }
        let name = text_of(entry.file_name().as_encoded_bytes());
        if !name.starts_with('.') {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

enum FolderEntry {
    Folder,
    /// The file itself, after its links.
    File(PathBuf),
}

/// The message for another repository in place of a plan's folder.
pub(super) fn a_repository() -> Message {
    message!("files.a-repository", "this is a repository of its own; it is not read")
}

/// The message for a link in place of a plan's folder.
pub(super) fn linked_folder() -> Message {
    message!(
        "files.linked-folder",
        "this link leads to a folder; a plan's folder is not read through a link"
    )
}

fn leads_out() -> Message {
    message!(
        "files.leads-out-of-workplans",
        "this link leads out of the workplans folder; it is not followed"
    )
}

fn not_plain() -> Message {
    message!(
        "files.link-not-plain",
        "this link leads through another link, another repository or an absolute \
    path; it is not followed"
    )
}

fn into_git() -> Message {
    message!(
        "files.link-into-git",
        "this link leads into a `.git`, which is git's own; it is not followed"
    )
}

fn not_regular() -> Message {
    message!("files.not-regular", "this is not a regular file; it is not opened")
}

fn leads_nowhere(error: io::Error) -> Message {
    message!("files.link-leads-nowhere", "this link leads nowhere: {error}", error)
}

/// Whether a name is that of git's own folder, on any disk.
fn is_git(name: &str) -> bool {
    name.eq_ignore_ascii_case(".git")
}

/// Whether an absolute path leads from a folder into git's own.
pub(super) fn goes_through_git(root: &Path, target: &Path) -> bool {
    target
        .strip_prefix(root)
        .is_ok_and(|rest| rest.iter().any(|name| is_git(&name.to_string_lossy())))
}

struct FolderReader<'a> {
    root: &'a Path,
    /// How many bytes the other files may have. A target of several links counts once for each.
    left: u64,
    /// How many bytes the links have taken.
    taken: usize,
    found: FolderFiles,
}

impl FolderReader<'_> {
    fn complain(&mut self, path: &str, why: Message) {
        let path = format!("{}/{path}", self.found.folder);
        self.found.unreadable.push(Unreadable { path, why, is_missing: false });
    }

    /// Returns the kind of an entry, if it matters: a folder, or a file with a name of the format.
    fn look(&mut self, path: &str, real: &Path) -> Option<FolderEntry> {
        let is_of_interest = role(path).is_some();
        let is_at_top = !path.contains('/');
        match fs::symlink_metadata(real) {
            Ok(data) if data.is_symlink() => match self.follow(path, real) {
                Ok(file) if is_of_interest => return Some(FolderEntry::File(file)),
                Ok(_) => self.found.pass_over(path),
                // A folder holds a plan; one within it holds nothing.
                Err(why) if is_of_interest || is_at_top && real.is_dir() => {
                    self.complain(path, why);
                }
                Err(_) => {}
            },
            Ok(data) if data.is_dir() => {
                if !is_at_top || !real.join(".git").exists() {
                    return Some(FolderEntry::Folder);
                }
                self.complain(path, a_repository());
            }
            Ok(data) if is_of_interest && data.is_file() => {
                return Some(FolderEntry::File(real.to_owned()));
            }
            Ok(_) if is_of_interest => self.complain(path, not_regular()),
            Ok(data) if data.is_file() => self.found.pass_over(path),
            Ok(_) => {}
            Err(error) => self.complain(path, Message::from(&error)),
        }
        None
    }

    /// Follows a link to its file, by the rule for commits: each target is relative to the place of
    /// its link, and only folders of this folder are passed.
    fn follow(&mut self, path: &str, link: &Path) -> Result<PathBuf, Message> {
        match real_path(link) {
            Err(error) => return Err(leads_nowhere(error)),
            Ok(target) if !target.starts_with(self.root) => return Err(leads_out()),
            Ok(target) if goes_through_git(self.root, &target) => return Err(into_git()),
            Ok(target) if target.is_dir() => return Err(linked_folder()),
            Ok(_) => {}
        }
        let led = links::follow(path, |way| {
            self.step(way, if way == path { link.to_owned() } else { self.place(way)? })
        });
        led?.ok_or_else(links::endless)
    }

    /// The place of a path that a link names.
    fn place(&self, way: &str) -> Result<PathBuf, Message> {
        if way.is_empty() {
            return Err(not_plain());
        }
        if way.split('/').any(is_git) {
            return Err(into_git());
        }
        let mut place = self.root.to_owned();
        for name in way.split('/') {
            // All that was come by so far is a folder.
            if place != self.root && (place.is_symlink() || place.join(".git").exists()) {
                return Err(not_plain());
            }
            place.push(name);
        }
        Ok(place)
    }

    /// Returns the entry at a path on the way: the file, or another link.
    fn step(&mut self, way: &str, place: PathBuf) -> Result<LinkStep<PathBuf>, Message> {
        match fs::symlink_metadata(&place) {
            Ok(data) if data.is_file() => return Ok(LinkStep::End(place)),
            Ok(data) if data.is_symlink() => {}
            Ok(_) => return Err(not_regular()),
            Err(error) => return Err(leads_nowhere(error)),
        }
        let target = fs::read_link(&place).map_err(|error| Message::from(&error))?;
        self.taken += target.as_os_str().len();
        if self.taken > MOST_BYTES {
            return Err(Message::from(&too_far()));
        }
        if target.components().any(|part| matches!(part, Component::Prefix(_) | Component::RootDir))
        {
            return Err(not_plain());
        }
        let names: Vec<String> =
            target.iter().map(|name| text_of(name.as_encoded_bytes())).collect();
        Ok(LinkStep::To(links::target_of(way, &names.join("/"))))
    }

    fn subfolder(&mut self, name: &str, path: &Path, inside: io::Result<Vec<(String, PathBuf)>>) {
        match inside {
            Ok(entries) if entries.is_empty() && Repository::is_unfilled(path) => {
                self.complain(name, a_repository());
            }
            Ok(entries) => {
                for (file, real) in entries {
                    let path = format!("{name}/{file}");
                    if let Some(FolderEntry::File(real)) = self.look(&path, &real) {
                        self.file(&path, &real);
                    }
                }
            }
            Err(error) => self.complain(name, Message::from(&error)),
        }
    }

    fn file(&mut self, path: &str, real: &Path) {
        let left = self.left;
        let read = || {
            let file = File::open(real)?;
            let length = file.metadata()?.len().min(MAX_FILE_BYTES + 1);
            let too_much = || {
                io::Error::other(message!(
                    "files.folder-too-large",
                    "the folder has more than {most} MiB in all; this file is not read",
                    most = MAX_FOLDER_BYTES >> 20
                ))
            };
            if length > left {
                return Err(too_much());
            }
            let mut bytes = Vec::with_capacity(length as usize + 1);
            file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
            Ok((left.checked_sub(bytes.len() as u64).ok_or_else(too_much)?, bytes))
        };
        match read() {
            Ok((left, bytes)) => {
                self.left = left;
                self.found.files.push(RawFile { path: path.to_owned(), bytes });
            }
            Err(error) => self.complain(path, Message::from(&error)),
        }
    }
}
