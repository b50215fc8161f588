//! The files that the program keeps in a clone for its user alone, in git's own folder: git neither
//! commits nor shares them.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::git::own_folders;

/// The name of the folder, in git's own.
const NAME: &str = "workplan";
/// How the names of files begin that are being written.
const UNFINISHED: &str = ".workplan-";

/// A folder of the program in git's own folder. It need not be there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateFolder {
    /// Git's own folder.
    git: PathBuf,
    /// The names below it, from the outside in.
    names: Vec<String>,
}

impl PrivateFolder {
    /// The folder of a clone, shared by its linked working trees; none where no repository is
    /// around `folder`.
    pub fn of_clone(folder: &Path) -> Option<PrivateFolder> {
        own_folders(folder).map(|[_, common]| PrivateFolder::below(common))
    }

    /// The folder of one working tree; none where no repository is around `folder`.
    pub fn of_tree(folder: &Path) -> Option<PrivateFolder> {
        own_folders(folder).map(|[own, _]| PrivateFolder::below(own))
    }

    fn below(git: PathBuf) -> PrivateFolder {
        PrivateFolder { git, names: vec![NAME.to_owned()] }
    }

    /// A folder in this one.
    #[must_use]
    pub fn folder(&self, name: &str) -> PrivateFolder {
        let mut inner = self.clone();
        inner.names.push(name.to_owned());
        inner
    }

    /// Returns the content of a file; none if it is not there.
    ///
    /// # Errors
    /// If it cannot be read, or is no plain file.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let path = self.path().join(name);
        match path.symlink_metadata() {
            Ok(data) if data.is_file() && self.is_plain() => std::fs::read(path).map(Some),
            Ok(_) => Err(io::Error::from(io::ErrorKind::InvalidData)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether there is a file of that name.
    pub fn has(&self, name: &str) -> bool {
        self.path().join(name).symlink_metadata().is_ok_and(|data| data.is_file())
    }

    /// Writes a file in one step, readable by its owner alone.
    ///
    /// # Errors
    /// If the folder or the disk does not allow it. The file is then as it was.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let folder = self.create()?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&folder)?;
        file.write_all(bytes)?;
        file.persist(folder.join(name))?;
        Ok(())
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        match std::fs::remove_file(self.path().join(name)) {
            Err(error) if !is_absent(&error) => Err(error),
            _ => Ok(()),
        }
    }

    /// Gives a file another name, and notes the moment. This needs no room on the disk.
    ///
    /// # Errors
    /// If it is not there, or the folder does not allow it.
    pub fn rename(&self, name: &str, new: &str) -> io::Result<()> {
        if !self.has(name) || !self.is_plain() {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        }
        let path = self.path().join(name);
        // Without the moment, the file is still what it is.
        let _ = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        std::fs::rename(path, self.path().join(new))
    }

    /// Returns when a file was written or renamed; none if it is not there.
    pub fn modified(&self, name: &str) -> Option<SystemTime> {
        self.path().join(name).symlink_metadata().ok()?.modified().ok()
    }

    /// Returns the names of its files, with their sizes in bytes; not those that are being written.
    pub fn files(&self) -> Vec<(String, u64)> {
        let entries = std::fs::read_dir(self.path()).into_iter().flatten().flatten();
        let files = entries.filter_map(|entry| {
            let size = entry.metadata().ok().filter(std::fs::Metadata::is_file)?.len();
            Some((entry.file_name().into_string().ok()?, size))
        });
        files.filter(|(name, _)| !name.starts_with(UNFINISHED)).collect()
    }

    fn path(&self) -> PathBuf {
        self.git.join(self.names.iter().collect::<PathBuf>())
    }

    /// Whether none of its own folders is a link, which would lead elsewhere.
    fn is_plain(&self) -> bool {
        let mut path = self.git.clone();
        self.names.iter().all(|name| {
            path.push(name);
            !path.is_symlink()
        })
    }

    /// Creates it, for its owner alone.
    pub(super) fn create(&self) -> io::Result<PathBuf> {
        let mut path = self.git.clone();
        for name in &self.names {
            path.push(name);
            match path.symlink_metadata() {
                Ok(data) if data.is_dir() => {}
                Ok(_) => return Err(io::Error::from(io::ErrorKind::NotADirectory)),
                Err(_) => create_for_owner(&path)?,
            }
        }
        Ok(path)
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(unix)]
fn create_for_owner(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_for_owner(folder: &Path) -> io::Result<()> {
    std::fs::create_dir(folder)
}
