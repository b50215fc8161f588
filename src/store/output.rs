use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::link_guard::{Astray, led_astray};
use crate::text::clean_line;

/// How the names of files begin that are not done yet. They are never read.
const HIDDEN: &str = ".workplan-";

/// Writes a file whole or not at all: beside it first, then in its place. A pipe or a device is
/// written to as it is.
///
/// # Errors
/// Where the folder or the disk does not allow it. The file is then what it was before.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stream_whole(path, |out| out.write_all(bytes))
}

/// The same, piece by piece: what is not finished leaves the file as it was.
///
/// # Errors
/// As [`write_whole`], and those of `write`.
pub fn stream_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    place(prepare(path, write)?)
}

/// Writes the files of one folder, all of them before the first one takes its place, and makes the
/// folder where it is not there. A link in the folder that leads out of it is not followed.
///
/// # Errors
/// Where the folder or the disk does not allow it, with the path that it is about. As long as there
/// was no room for all of them, or something else has one of their names, every file is then what
/// it was before.
pub fn write_set(folder: &Path, files: &[(PathBuf, String)]) -> Result<(), (PathBuf, io::Error)> {
    let is_new = !folder.exists();
    if !is_new && !folder.is_dir() {
        return Err((
            folder.to_owned(),
            io::Error::new(io::ErrorKind::NotADirectory, "this is a file, not a folder"),
        ));
    }
    stays_inside(folder).map_err(|error| (folder.to_owned(), error))?;
    std::fs::create_dir_all(folder).map_err(|error| (folder.to_owned(), error))?;
    if let Some((path, _)) = files.iter().find(|(path, _)| leads_out(folder, path)) {
        return Err((
            path.clone(),
            io::Error::other("this link leads out of the folder; it is not followed"),
        ));
    }
    let changes: Vec<NewText<'_>> = files
        .iter()
        .map(|(path, text)| NewText { path: path.clone(), old: None, new: text.as_bytes() })
        .collect();
    let written = replace_all(&changes);
    if is_new && written.is_err() {
        // What is in it stays.
        let _ = std::fs::remove_dir(folder);
    }
    written.map_err(|(number, error)| {
        (files.get(number).map_or_else(|| folder.to_owned(), |(path, _)| path.clone()), error)
    })
}

/// Whether a path below a folder leads to something that is not in the folder.
fn leads_out(folder: &Path, path: &Path) -> bool {
    let inside = |path: &Path| {
        folder
            .canonicalize()
            .is_ok_and(|folder| path.canonicalize().is_ok_and(|path| path.starts_with(folder)))
    };
    std::fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink()) && !inside(path)
}

/// A file that is to hold other bytes, and what it holds by now where that counts.
#[derive(Debug)]
pub struct NewText<'c> {
    /// Where it is.
    pub path: PathBuf,
    /// What it has to hold still; nothing where it may be new, or hold anything.
    pub old: Option<&'c [u8]>,
    /// What it is to hold.
    pub new: &'c [u8],
}

/// Puts other bytes into files, each in one step: all of them are ready before the first one takes
/// its place.
///
/// # Errors
/// The number of the file that it is about. As long as there was no room for all of them, or one
/// has been changed meanwhile, every file is what it was before.
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
                io::Error::other(
                    "it has been changed at this moment by another program; try again",
                ),
            ));
        }
    }
    ready.into_iter().enumerate().try_for_each(|(number, ready)| place(ready).map_err(at(number)))
}

/// A file with its bytes, and the place that it is to take; none where they went to a pipe or a
/// device.
type PreparedOutput = Option<(NamedTempFile, PathBuf)>;

/// Whether a path names a pipe or a device, such as `/dev/stdout`: it takes what is written to it,
/// and holds nothing.
pub fn is_stream(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// Refuses a path that a link leads astray which may have come from somebody else.
///
/// # Errors
/// With the link, and where it leads.
pub(super) fn stays_inside(path: &Path) -> io::Result<()> {
    let Some(Astray { way, end, is_out, .. }) = led_astray(path) else { return Ok(()) };
    let [way, end] = [way, end].map(|path| clean_line(&path.display().to_string()).into_owned());
    let where_to = if is_out {
        format!("out of the repository, to {end}")
    } else {
        format!("to {end}, which git does not know")
    };
    Err(io::Error::other(format!("the link {way} leads {where_to}; it is not followed")))
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
    let target = match path.canonicalize() {
        Ok(target) => target,
        Err(_) if std::fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink()) => {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "this link leads nowhere; remove it, or make what it leads to",
            ));
        }
        Err(_) => path.to_path_buf(),
    };
    let existing = std::fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder, not a file"));
    }
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "its folder is not there"));
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
    temporary.persist(&target).map(|_: File| ()).map_err(|error| error.error)?;
    // The name is on the disk when the folder is. Where a folder cannot be flushed, it is the
    // system's to do.
    let _ = File::open(folder_of(&target)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Puts other bytes in the place of those that a file holds, in one step.
///
/// # Errors
/// As [`write_whole`]; and where the file holds something else by now.
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

/// Writes the files of a new plan, whole or not at all: one file, or the files of one folder. What
/// has the name already stays.
///
/// # Errors
/// Where the name is taken, or the disk does not allow it.
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
            "something of that name is there already",
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

/// The kind of the error alone, about the folder: the library names its own file, which nobody
/// knows.
fn of_folder(error: &io::Error) -> io::Error {
    let kind = error.kind();
    io::Error::new(kind, format!("its folder takes no new file: {kind}"))
}

/// How many bytes the disk of a folder has room for.
///
/// # Errors
/// Where the folder is not there, or the system does not say.
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
        assert_eq!(
            refused,
            Err((1, "it has been changed at this moment by another program; try again".to_owned()))
        );
        assert_eq!(
            (std::fs::read(&one)?, std::fs::read(&two)?),
            (b"first".to_vec(), b"somebody else's".to_vec())
        );
        // Longer, shorter, and gone.
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
