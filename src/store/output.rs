use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// Writes a file whole or not at all: beside it first, then in its place. A pipe or a device is written to as it is.
///
/// # Errors
/// Where the folder or the disk does not allow it. The file is then what it was before.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let existing = std::fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "this is a folder, not a file"));
    }
    if existing.as_ref().is_some_and(|data| !data.is_file()) {
        return OpenOptions::new().write(true).open(&target)?.write_all(bytes);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = match &existing {
        Some(_) => Builder::new().prefix(".workplan-").tempfile_in(folder)?,
        None => new_file(folder)?,
    };
    temporary.write_all(bytes)?;
    if let Some(data) = &existing {
        temporary.as_file().set_permissions(data.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map(|_: File| ()).map_err(|error| error.error)?;
    // The name is on the disk when the folder is. Where a folder cannot be flushed, it is the system's to do.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Puts other bytes in the place of those that a file holds, in one step.
///
/// # Errors
/// As [`write_whole`]; and where the file holds something else by now.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> io::Result<()> {
    if std::fs::read(path)? != old {
        return Err(io::Error::other("it has been changed at this moment by another program; try again"));
    }
    write_whole(path, new)
}

/// Writes the files of a new plan, whole or not at all: one file, or the files of one folder. What has the name already stays.
///
/// # Errors
/// Where the name is taken, or the disk does not allow it.
pub fn write_new(folder: &Path, files: &[(&str, &[u8])]) -> io::Result<()> {
    let Some((first, _)) = files.first() else { return Ok(()) };
    let Some((name, _)) = first.split_once('/') else {
        for (path, bytes) in files {
            let mut temporary = new_file(folder)?;
            temporary.write_all(bytes)?;
            temporary.as_file().sync_all()?;
            temporary.persist_noclobber(folder.join(path)).map_err(|error| error.error)?;
        }
        return Ok(());
    };
    let temporary = Builder::new().prefix(".workplan-").tempdir_in(folder)?;
    for (path, bytes) in files {
        let mut file = File::create(temporary.path().join(path.rsplit('/').next().unwrap_or(path)))?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    let target = folder.join(name);
    if target.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "something of that name is there already"));
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

/// Makes a folder and those above it, where they are not there.
///
/// # Errors
/// Where something else has the name, or the disk does not allow it.
pub fn make_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// A temporary file with the mode that any new file gets.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".workplan-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// How many bytes the disk of a folder has room for.
///
/// # Errors
/// Where the folder is not there, or the system does not say.
pub fn room(folder: &Path) -> io::Result<u64> {
    fs4::available_space(folder)
}
