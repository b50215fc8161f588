//! Writes files safely: completely or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::in_use;
use super::link_guard::{Astray, led_astray};
use super::real_path::real_path;
use crate::diagnostic::message;
use crate::text::{clean_line, is_device, path_text};

/// How the names of files begin that are not done yet. They are never read.
pub(super) const HIDDEN: &str = ".workplan-";

/// Writes a file completely or not at all: beside its place first, then into place. A pipe or a
/// device is written directly.
///
/// # Errors
/// If the folder or the disk does not allow it. The file is then unchanged.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stream_whole(path, |out| out.write_all(bytes))
}

/// Writes a file in parts; an incomplete output leaves the file unchanged.
///
/// # Errors
/// See [`write_whole`]; also errors of `write`.
pub fn stream_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    place(prepare(path, write)?)
}

/// Writes the files of one folder, all of them before the first one is put into place, and creates
/// the folder if necessary. A link in the folder that leads out of it is not followed.
///
/// # Errors
/// If the folder or the disk does not allow it, with the path. If there was no room for all of
/// them, or a name is taken, every file is unchanged.
pub fn write_set(
    folder: &Path,
    files: &[(PathBuf, impl AsRef<[u8]>)],
) -> Result<(), (PathBuf, io::Error)> {
    let is_new = !folder.exists();
    if !is_new && !folder.is_dir() {
        return Err((
            folder.to_owned(),
            io::Error::new(
                io::ErrorKind::NotADirectory,
                message!("files.this-is-a-file", "this is a file, not a folder"),
            ),
        ));
    }
    stays_inside(folder).map_err(|error| (folder.to_owned(), error))?;
    std::fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    if let Some((path, _)) = files.iter().find(|(path, _)| leads_out(folder, path)) {
        return Err((
            path.clone(),
            io::Error::other(message!(
                "files.link-leads-out",
                "this link leads out of the folder; it is not followed"
            )),
        ));
    }
    let changes: Vec<NewText<'_>> = files
        .iter()
        .map(|(path, bytes)| NewText { path: path.clone(), old: None, new: bytes.as_ref() })
        .collect();
    let written = replace_all(&changes);
    if is_new && written.is_err() {
        // Its other content stays.
        let _ = std::fs::remove_dir(folder);
    }
    written.map_err(|(number, error)| {
        (files.get(number).map_or_else(|| folder.to_owned(), |(path, _)| path.clone()), error)
    })
}

/// Whether a path below a folder leads to something that is not in the folder.
fn leads_out(folder: &Path, path: &Path) -> bool {
    let inside = |path: &Path| {
        real_path(folder)
            .is_ok_and(|folder| real_path(path).is_ok_and(|path| path.starts_with(folder)))
    };
    std::fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink()) && !inside(path)
}

/// A file that gets new bytes, with its expected bytes.
#[derive(Debug)]
pub struct NewText<'c> {
    /// The path.
    pub path: PathBuf,
    /// The expected bytes; `None` if the file may be new or hold anything.
    pub old: Option<&'c [u8]>,
    /// The new bytes.
    pub new: &'c [u8],
}

/// Replaces the bytes of files, each in one step, after all of them are written beside their
/// places.
///
/// # Errors
/// The number of the file. If there was no room for all of them, or one has changed meanwhile,
/// every file is unchanged.
pub fn replace_all(changes: &[NewText<'_>]) -> Result<(), (usize, io::Error)> {
    let at = |number: usize| move |error: io::Error| (number, error);
    let ready = changes.iter().enumerate().map(|(number, change)| {
        prepare(&change.path, |out| out.write_all(change.new)).map_err(at(number))
    });
    let ready: Vec<PreparedOutput> = ready.collect::<Result<_, _>>()?;
    for (number, change) in changes.iter().enumerate() {
        if let Some(old) = change.old.map(|old| holds(&change.path, old))
            && !old.map_err(at(number))?
        {
            return Err((
                number,
                io::Error::other(message!(
                    "files.changed-meanwhile",
                    "another program has just changed it; try again"
                )),
            ));
        }
    }
    ready.into_iter().enumerate().try_for_each(|(number, ready)| place(ready).map_err(at(number)))
}

/// A file with its bytes, and its place; `None` if the bytes went to a pipe or a device.
type PreparedOutput = Option<(NamedTempFile, PathBuf)>;

/// Whether a path names a pipe or a device, such as `/dev/stdout`, which holds no content.
pub fn is_stream(path: &Path) -> bool {
    let is_device_name = || path.file_name().and_then(|name| name.to_str()).is_some_and(is_device);
    cfg!(windows) && is_device_name()
        || std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Refuses a path that a link of the repository leads astray.
///
/// # Errors
/// With the link, and its target.
pub(super) fn stays_inside(path: &Path) -> io::Result<()> {
    let Some(Astray { way, end, is_out, .. }) = led_astray(path) else { return Ok(()) };
    let [way, end] = [way, end].map(|path| clean_line(&path_text(&path)).into_owned());
    Err(io::Error::other(match is_out {
        true => message!(
            "files.link-leads-out-of-repository",
            "the link {way} leads out of the repository, to {end}; it is not followed",
            way,
            end
        ),
        false => message!(
            "files.link-leads-to-unknown",
            "the link {way} leads to {end}, which git does not know; it is not followed",
            way,
            end
        ),
    }))
}

fn prepare(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<PreparedOutput> {
    stays_inside(path)?;
    let fill = |file: &File| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    };
    if is_stream(path) {
        fill(&OpenOptions::new().write(true).open(path)?)?;
        return Ok(None);
    }
    let target = match real_path(path) {
        Ok(target) => target,
        Err(_) if std::fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink()) => {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                message!(
                    "files.link-leads-nowhere-create",
                    "this link leads nowhere; remove it, or create its target"
                ),
            ));
        }
        Err(_) => path.to_path_buf(),
    };
    let existing = std::fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            message!("files.this-is-a-folder", "this is a folder, not a file"),
        ));
    }
    if cfg!(windows) && existing.as_ref().is_some_and(|data| data.permissions().readonly()) {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            message!("files.read-only", "this file is read-only"),
        ));
    }
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            message!("files.no-folder", "its folder does not exist"),
        ));
    }
    let temporary = match &existing {
        Some(_) => {
            Builder::new().prefix(HIDDEN).tempfile_in(folder).map_err(|error| of_folder(&error))?
        }
        None => new_file(folder)?,
    };
    fill(temporary.as_file())?;
    if let Some(data) = &existing {
        temporary.as_file().set_permissions(data.permissions())?;
    }
    temporary.as_file().sync_all()?;
    Ok(Some((temporary, target)))
}

fn place(ready: PreparedOutput) -> io::Result<()> {
    let Some((temporary, target)) = ready else { return Ok(()) };
    in_use::persist(temporary, &target)?;
    // The name is on the disk when the folder is. Where a folder cannot be flushed, it is the
    // system's to do.
    let _ = File::open(folder_of(&target)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Replaces the bytes of a file in one step.
///
/// # Errors
/// See [`write_whole`]; also if the file has other bytes by now.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    replace_all(&[NewText { path: path.to_owned(), old: Some(old), new }])
        .map_err(|(_, error)| error)
}

/// Whether a file holds just these bytes.
fn holds(path: &Path, mut bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut piece)?;
        let Some(rest) = bytes.strip_prefix(piece.get(..length).unwrap_or(&[])) else {
            return Ok(false);
        };
        if length == 0 {
            return Ok(rest.is_empty());
        }
        bytes = rest;
    }
}

/// Writes the files of a new plan, completely or not at all: one file, or the files of one folder.
/// An existing file stays.
///
/// # Errors
/// If the name is taken, or the disk does not allow it.
pub fn write_new(folder: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    let Some((first, _)) = files.first() else { return Ok(()) };
    stays_inside(folder)?;
    let Some((name, _)) = first.split_once('/') else {
        for (path, bytes) in files {
            let mut temporary = new_file(folder)?;
            temporary.as_file_mut().write_all(bytes)?;
            temporary.as_file().sync_all()?;
            temporary.persist_noclobber(folder.join(path)).map_err(|error| error.error)?;
        }
        return Ok(());
    };
    let temporary =
        Builder::new().prefix(HIDDEN).tempdir_in(folder).map_err(|error| of_folder(&error))?;
    for (path, bytes) in files {
        let mut file =
            File::create(temporary.path().join(path.rsplit('/').next().unwrap_or(path)))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    let target = folder.join(name);
    if target.exists() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            message!("files.name-is-taken", "the name is already taken"),
        ));
    }
    open_to_all(temporary.path())?;
    // From here on it is not a temporary folder any more.
    std::fs::rename(temporary.path(), &target)?;
    let _ = temporary.keep();
    Ok(())
}

/// Gives a folder the mode that any new folder gets.
fn open_to_all(folder: &Path) -> io::Result<()> {
    let plain = folder.join("mode");
    std::fs::create_dir(&plain)?;
    let mode = std::fs::metadata(&plain)?.permissions();
    std::fs::remove_dir(&plain)?;
    std::fs::set_permissions(folder, mode)
}

/// A temporary file with the mode that any new file gets.
pub(super) fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(HIDDEN);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder).map_err(|error| of_folder(&error))
}

/// Returns the kind of an error, for the folder: the library names its own temporary file.
fn of_folder(error: &io::Error) -> io::Error {
    let kind = error.kind();
    io::Error::new(
        kind,
        message!(
            "files.no-file-can-be-created",
            "no file can be created in its folder: {kind}",
            kind = kind.to_string()
        ),
    )
}

/// How many bytes the disk of a folder has room for.
///
/// # Errors
/// If the folder is not there, or the system does not say.
pub fn room(folder: &Path) -> io::Result<u64> {
    fs4::available_space(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_changed_meanwhile_is_not_overwritten() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        std::fs::write(&one, "first")?;
        std::fs::write(&two, "somebody else's")?;
        let change =
            |path: &PathBuf, old| NewText { path: path.clone(), old: Some(old), new: b"new" };
        let refused = replace_all(&[change(&one, b"first"), change(&two, b"second")])
            .map_err(|(number, error)| (number, error.to_string()));
        assert_eq!(refused, Err((1, "another program has just changed it; try again".to_owned())));
        assert_eq!(
            (std::fs::read(&one)?, std::fs::read(&two)?),
            (b"first".to_vec(), b"somebody else's".to_vec())
        );
        // Longer, shorter, and removed.
        assert!(
            replace(&one, b"first and more", b"new").is_err()
                && replace(&one, b"fir", b"new").is_err()
        );
        std::fs::remove_file(&two)?;
        assert!(replace(&two, b"second", b"new").is_err() && !two.exists());
        replace(&one, b"first", b"new")?;
        assert_eq!(std::fs::read(&one)?, b"new");
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1, "nothing else is left");
        Ok(())
    }

    #[test]
    fn a_new_plan_takes_nobody_s_place() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::create_dir(folder.path().join("2025"))?;
        std::fs::write(folder.path().join("2026.yaml"), "kept")?;
        let files: [(&str, &[u8]); 2] = [("2025/a.yaml", b"a"), ("2025/b.yaml", b"b")];
        assert_eq!(
            write_new(folder.path(), &files).map_err(|error| error.kind()),
            Err(io::ErrorKind::AlreadyExists)
        );
        assert_eq!(
            write_new(folder.path(), &[("2026.yaml", b"x")]).map_err(|error| error.kind()),
            Err(io::ErrorKind::AlreadyExists)
        );
        write_new(folder.path(), &[])?;
        assert_eq!(std::fs::read_dir(folder.path().join("2025"))?.count(), 0);
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 2, "nothing else is left");
        Ok(())
    }
}
