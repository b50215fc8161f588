//! The record of what `workplan setup` has written: nothing else is ever taken back or replaced.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::plain_file::plain_bytes;
use crate::diagnostic::message;
use crate::report::SetupPart;
use crate::store;
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, ErrorKind, Result};

/// The name of the record.
const NAME: &str = "setup.json";
/// The word for the folders of the record itself, which is no part.
const OWN: &str = "record";

/// One thing that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The word of its part.
    part: String,
    /// What it is.
    pub(super) what: Written,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Written {
    /// A folder that was not there.
    Folder { path: PathBuf },
    /// A file, by the digest of its bytes.
    File { path: PathBuf, digest: String },
    /// Text at the end of a file.
    Lines { path: PathBuf, text: String, is_new: bool },
    /// A setting of git.
    Setting { repository: PathBuf, key: String, value: String },
}

impl Entry {
    pub(super) fn new(part: SetupPart, what: Written) -> Self {
        Entry { part: part.as_str().to_owned(), what }
    }

    /// The part that it belongs to.
    pub(super) fn part(&self) -> Option<SetupPart> {
        SetupPart::ALL.into_iter().find(|part| part.as_str() == self.part)
    }
}

/// The record of a user.
#[derive(Clone, Debug)]
pub(super) struct Record {
    path: PathBuf,
    pub(super) entries: Vec<Entry>,
}

impl Record {
    /// Reads it from the user's folder for such things; empty if it is not there.
    pub(super) fn read(folder: &Path) -> Result<Record> {
        let path = folder.join(NAME);
        if !store::is_there(&path) {
            return Ok(Record { path, entries: Vec::new() });
        }
        let bytes = plain_bytes(&path);
        let entries = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let entries = entries.ok_or_else(|| {
            let shown = clean_line(&path_text(&path)).into_owned();
            let failure = Error::new(
                ErrorKind::Unreadable,
                message!(
                    "setup.no-record",
                    "{path} is not a record of `workplan setup`; nothing was written",
                    path = shown
                ),
            );
            failure.hint(message!("setup.move-record", "move it away, and run it again"))
        })?;
        Ok(Record { path, entries })
    }

    /// Whether a file was written with this digest.
    pub(super) fn has_file(&self, file: &Path, own: &str) -> bool {
        self.entries.iter().any(|entry| match &entry.what {
            Written::File { path, digest } => path == file && digest == own,
            _ => false,
        })
    }

    /// Writes it in one step, with the folders that are made for it. One with nothing else in it is
    /// removed.
    pub(super) fn write(&mut self) -> Result<()> {
        let is_done = self.entries.iter().all(|entry| entry.part == OWN);
        let written = if is_done { self.remove() } else { self.save() };
        written.unwritable(|| clean_line(&path_text(&self.path)).into_owned())
    }

    fn save(&mut self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let missing = folder.ancestors().take_while(|folder| !store::is_there(folder));
        let missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
        let own = missing.iter().map(|path| Written::Folder { path: path.clone() });
        self.entries.extend(own.map(|what| Entry { part: OWN.to_owned(), what }));
        let text = serde_json::json!(self.entries).to_string();
        let saved = std::fs::create_dir_all(folder)
            .and_then(|()| store::write_whole(&self.path, text.as_bytes()));
        if saved.is_err() {
            missing.iter().for_each(|folder| drop(std::fs::remove_dir(folder)));
        }
        saved
    }

    fn remove(&self) -> io::Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // They were recorded from the inside out, and those with something in them stay.
        for entry in &self.entries {
            if let Written::Folder { path } = &entry.what {
                let _ = std::fs::remove_dir(path);
            }
        }
        Ok(())
    }
}
