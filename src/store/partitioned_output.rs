//! Writes output divided into folders, as databases read it.

use crate::diagnostic::message;
use crate::text::path_text;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::output::stays_inside;

/// The file name of each part.
const FILE: &str = "facts.ndjson";

/// Lines divided among folders that databases read as one table,
/// `plan=2024/month=2024-03/facts.ndjson`. They are written beside the folders of an earlier run,
/// and replace them plan by plan when all are complete.
pub struct PartitionedOutput {
    root: PathBuf,
    /// Made with the first line.
    temporary: Option<TempDir>,
    /// The part that was written to last.
    open: Option<(PathBuf, BufWriter<File>)>,
    plans: BTreeSet<String>,
}

impl PartitionedOutput {
    /// Begins below a folder, which is made where it is not there.
    pub fn new(root: &Path) -> Self {
        PartitionedOutput {
            root: root.to_path_buf(),
            temporary: None,
            open: None,
            plans: BTreeSet::new(),
        }
    }

    /// Adds a line, with its end, to the part of a plan and a month such as `2024-03`.
    ///
    /// # Errors
    /// If the disk does not allow it.
    pub fn add(&mut self, plan: &str, month: &str, line: &str) -> io::Result<()> {
        let plan = format!("plan={plan}");
        let folder = self.temporary()?.join(&plan).join(format!("month={month}"));
        if let Some((_, file)) = self.open.as_mut().filter(|(open, _)| *open == folder) {
            return file.write_all(line.as_bytes());
        }
        self.close()?;
        fs::create_dir_all(&folder)?;
        let mut file =
            BufWriter::new(OpenOptions::new().create(true).append(true).open(folder.join(FILE))?);
        file.write_all(line.as_bytes())?;
        self.open = Some((folder, file));
        self.plans.insert(plan);
        Ok(())
    }

    /// Puts all folders into place, and returns them.
    ///
    /// # Errors
    /// If the disk does not allow it, or a folder of that name holds something else. The earlier
    /// folders then stay.
    pub fn finish(mut self) -> io::Result<Vec<PathBuf>> {
        self.close()?;
        let Some(temporary) = &self.temporary else { return Ok(Vec::new()) };
        let mut done = Vec::new();
        for plan in &self.plans {
            let target = self.root.join(plan);
            if let Some(foreign) = foreign(&target)? {
                let shown = path_text(&foreign);
                let what = match foreign.is_symlink() {
                    true => message!(
                        "files.folder-is-a-link",
                        "{folder} is a link; name another folder",
                        folder = shown
                    ),
                    false => message!(
                        "files.folder-not-of-earlier-run",
                        "{folder} is not of an earlier run; name another folder",
                        folder = shown
                    ),
                };
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, what));
            }
        }
        for plan in &self.plans {
            let (target, new) = (self.root.join(plan), temporary.path().join(plan));
            if target.exists() {
                replace_months(&new, &target)?;
            } else {
                fs::rename(&new, &target)?;
            }
            done.push(target);
        }
        Ok(done)
    }

    fn temporary(&mut self) -> io::Result<&Path> {
        if self.temporary.is_none() {
            stays_inside(&self.root)?;
            fs::create_dir_all(&self.root)?;
            self.temporary = Some(Builder::new().prefix(".workplan-").tempdir_in(&self.root)?);
        }
        Ok(self.temporary.as_ref().map_or(&self.root, TempDir::path))
    }

    fn close(&mut self) -> io::Result<()> {
        let Some((_, file)) = self.open.take() else { return Ok(()) };
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }
}

/// Puts the months of a plan in the place of those of an earlier run, file by file: a reader finds
/// the old file or the new one of each month, and so does a run that was killed meanwhile. Months
/// that are not there any more go last.
fn replace_months(new: &Path, old: &Path) -> io::Result<()> {
    let mut months = BTreeSet::new();
    for month in fs::read_dir(new)? {
        let month = month?;
        let place = old.join(month.file_name());
        fs::create_dir_all(&place)?;
        fs::rename(month.path().join(FILE), place.join(FILE))?;
        months.insert(month.file_name());
    }
    for month in fs::read_dir(old)? {
        let month = month?;
        if !months.contains(&month.file_name()) {
            fs::remove_dir_all(month.path())?;
        }
    }
    Ok(())
}

/// The first thing in a plan's folder that no earlier run has put there.
fn foreign(folder: &Path) -> io::Result<Option<PathBuf>> {
    // A link may lead to another user's folder.
    if folder.is_symlink() {
        return Ok(Some(folder.to_path_buf()));
    }
    if !folder.exists() {
        return Ok(None);
    }
    for month in fs::read_dir(folder)? {
        let month = month?.path();
        if month.is_symlink()
            || !month.file_name().is_some_and(|name| name.to_string_lossy().starts_with("month="))
        {
            return Ok(Some(month));
        }
        for file in fs::read_dir(&month)? {
            let file = file?.path();
            if file.is_symlink() || file.file_name().is_none_or(|name| name != FILE) {
                return Ok(Some(file));
            }
        }
    }
    Ok(None)
}
