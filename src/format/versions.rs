//! Reads versions of files that have much in common, as a history does.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::file_role::{FileRole, role};
use super::file_set::{MAX_FOLDER_BYTES, RawFile, text_of};
use super::folder::{FileReading, Reading, assemble, read_file};
use super::v1::PreviousVersion;
use super::yaml::{self, KnownItem};
use crate::model::{Activity, IntoStatic};
use crate::text::FileId;

/// Reads versions of a folder's files, in any order, also in parallel. Of a file in plain block
/// style, activities that the last version also has are not read again.
#[derive(Default)]
pub struct Versions {
    count: AtomicU32,
    last: Mutex<Latest>,
}

/// The last versions read, by path, up to a number of bytes.
#[derive(Default)]
struct Latest {
    bytes: u64,
    of: HashMap<String, Arc<Last>>,
}

impl Latest {
    fn insert(&mut self, path: String, last: Last) {
        self.bytes += last.bytes;
        if self.bytes > MAX_FOLDER_BYTES {
            self.of.clear();
            self.bytes = last.bytes;
        }
        self.bytes -= self.of.insert(path, Arc::new(last)).map_or(0, |before| before.bytes);
    }
}

/// The activities of a version of a file that nothing is wrong with.
#[derive(Default)]
struct Last {
    bytes: u64,
    items: Vec<KnownItem>,
    activities: Vec<Arc<Activity<'static>>>,
}

/// The content of a version of a file, without its text. Its places identify entries, and are not
/// used otherwise.
pub struct Version {
    id: FileId,
    path: String,
    role: FileRole,
    reading: FileReading<'static>,
}

impl Versions {
    /// Reads a version of a file. `None` where the format passes the file over.
    pub fn read(&self, file: RawFile) -> Option<Version> {
        let role = role(&file.path)?;
        let id = FileId(self.count.fetch_add(1, Ordering::Relaxed));
        let bytes = file.bytes.len() as u64;
        let (text, fault) = text_of(id, file.bytes);
        let last = self
            .last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .of
            .get(&file.path)
            .cloned()
            .unwrap_or_default();
        let (document, faults, new) = match fault {
            Some(fault) => (None, vec![fault], Vec::new()),
            None => {
                let (document, faults, new) = yaml::parse_next(id, &text, &last.items);
                (Some(document), faults, new)
            }
        };
        let former =
            PreviousVersion { items: &last.items, activities: &last.activities, new: &new };
        let (reading, known) = read_file(id, &role, faults, document.as_ref(), former);
        let (items, activities) = known.into_iter().unzip();
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(file.path.clone(), Last { bytes, items, activities });
        Some(Version { id, path: file.path, role, reading: reading.own() })
    }
}

/// The state of a folder that consists of these files; they come in the order of their paths.
pub fn read_versions(versions: &[Arc<Version>]) -> Reading<'static> {
    let about = versions
        .iter()
        .map(|version| (version.id, (version.path.as_str(), &version.role)))
        .collect();
    assemble(&about, versions.iter().map(|version| (version.id, version.reading.clone())))
}

#[cfg(test)]
mod tests;
