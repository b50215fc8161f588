//! What the files of a folder say, kept, so that only a file that changes is read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::file_set::FileSet;
use super::folder::{FileReading, Reading, assemble};
use super::parallel;
use crate::model::IntoStatic;
use crate::text::FileId;

/// What each file of a folder says, without its text. A clone shares what it says.
#[derive(Clone, Default)]
pub struct KnownFiles(BTreeMap<FileId, Arc<FileReading<'static>>>);

impl KnownFiles {
    /// Reads the present state of all files.
    pub fn read(files: &FileSet) -> Self {
        let readings = parallel::map(files.now.len(), files.bytes(), |at| {
            let id = *files.now.get(at)?;
            Some((id, Arc::new(FileReading::new(files, id)?.own())))
        });
        KnownFiles(readings.into_iter().flatten().collect())
    }

    /// Reads one file again, after [`FileSet::set_text`].
    pub fn read_again(&mut self, files: &FileSet, changed: FileId) {
        let reading = FileReading::new(files, changed);
        self.0.extend(reading.map(|reading| (changed, Arc::new(reading.own()))));
    }

    /// Returns the present state that the files make together.
    pub fn reading(&self, files: &FileSet) -> Reading<'static> {
        let known = |&id: &FileId| Some((id, FileReading::clone(self.0.get(&id)?)));
        assemble(&files.files(), files.now.iter().filter_map(known))
    }
}
