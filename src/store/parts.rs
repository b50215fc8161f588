use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

/// The name of the one file of a part.
const FILE: &str = "facts.ndjson";

/// Lines divided among folders that databases read as one table, `plan=2024/month=2024-03/facts.ndjson`. They are written beside the
/// folders of an earlier run, and take their place plan by plan when all of them are there.
pub struct Parts {
    root: PathBuf,
    /// Made with the first line.
    temporary: Option<TempDir>,
    /// The part that was written to last.
    open: Option<(PathBuf, BufWriter<File>)>,
    plans: BTreeSet<String>,
}

impl Parts {
    /// Begins below a folder, which is made where it is not there.
    pub fn new(root: &Path) -> Self {
        Parts { root: root.to_path_buf(), temporary: None, open: None, plans: BTreeSet::new() }
    }

    /// Adds a line, with its end, to the part of a plan and a month such as `2024-03`.
    ///
    /// # Errors
    /// Where the disk does not allow it.
    pub fn add(&mut self, plan: &str, month: &str, line: &str) -> io::Result<()> {
        let plan = format!("plan={plan}");
        let folder = self.temporary()?.join(&plan).join(format!("month={month}"));
        if let Some((_, file)) = self.open.as_mut().filter(|(open, _)| *open == folder) {
            return file.write_all(line.as_bytes());
        }
        self.close()?;
        fs::create_dir_all(&folder)?;
        let mut file = BufWriter::new(OpenOptions::new().create(true).append(true).open(folder.join(FILE))?);
        file.write_all(line.as_bytes())?;
        self.open = Some((folder, file));
        self.plans.insert(plan);
        Ok(())
    }

    /// Puts all of it in place, and says which folders it is.
    ///
    /// # Errors
    /// Where the disk does not allow it, or a folder of that name holds something else. What was there stays.
    pub fn finish(mut self) -> io::Result<Vec<PathBuf>> {
        self.close()?;
        let Some(temporary) = &self.temporary else { return Ok(Vec::new()) };
        let mut done = Vec::new();
        for plan in &self.plans {
            let target = self.root.join(plan);
            if let Some(foreign) = foreign(&target)? {
                let what = format!("{} is not of an earlier run; name another folder", foreign.display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, what));
            }
        }
        for plan in &self.plans {
            let (target, old) = (self.root.join(plan), temporary.path().join(format!("old-{plan}")));
            let was_there = target.exists();
            if was_there {
                fs::rename(&target, &old)?;
            }
            if let Err(error) = fs::rename(temporary.path().join(plan), &target) {
                if was_there {
                    fs::rename(&old, &target)?;
                }
                return Err(error);
            }
            done.push(target);
        }
        Ok(done)
    }

    fn temporary(&mut self) -> io::Result<&Path> {
        if self.temporary.is_none() {
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

/// The first thing in a plan's folder that no earlier run has put there.
fn foreign(folder: &Path) -> io::Result<Option<PathBuf>> {
    if !folder.exists() {
        return Ok(None);
    }
    for month in fs::read_dir(folder)? {
        let month = month?.path();
        if !month.file_name().is_some_and(|name| name.to_string_lossy().starts_with("month=")) {
            return Ok(Some(month));
        }
        for file in fs::read_dir(&month)? {
            let file = file?.path();
            if file.file_name().is_none_or(|name| name != FILE) {
                return Ok(Some(file));
            }
        }
    }
    Ok(None)
}
