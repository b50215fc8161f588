//! The files of one run, with their text.

use std::ops::Index;
use std::sync::Arc;

use super::span::{FileId, Span};

/// A file as it was read: its path, and its text, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the folder that holds the workplans folder, with `/`.
    pub path: String,
    /// The complete text, with the byte-order mark if there is one.
    pub text: String,
}

impl Source {
    /// Number of bytes that a byte-order mark takes at the start: 3 or 0.
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }
}

/// Files by [`FileId`]. A clone shares their texts.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Arc<Source>>);

impl Sources {
    /// Numbers the files in the order given.
    pub fn new(files: Vec<Source>) -> Self {
        Sources(files.into_iter().map(Arc::new).collect())
    }

    /// Adds a file, and says its number.
    pub fn push(&mut self, file: Source) -> FileId {
        self.0.push(Arc::new(file));
        FileId(self.0.len() as u32 - 1)
    }

    /// The files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(self.0.iter().map(|source| &**source))
    }

    /// Returns the text at a place, as it is written; nothing where the place is not in a file.
    pub fn written(&self, span: Span) -> &str {
        let text = self[span.file].text.as_str();
        text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Returns these files alone, numbered in this order.
    #[must_use]
    pub fn in_order(&self, files: &[FileId]) -> Self {
        Sources(files.iter().filter_map(|file| self.0.get(file.0 as usize)).cloned().collect())
    }

    /// Puts another text in the place of a file, if it is there.
    pub fn replace(&mut self, file: FileId, source: Source) {
        if let Some(own) = self.0.get_mut(file.0 as usize) {
            *own = Arc::new(source);
        }
    }
}

static NOWHERE: Source = Source { path: String::new(), text: String::new() };

impl Index<FileId> for Sources {
    type Output = Source;

    /// Returns the file of that number; an empty one if it does not exist.
    fn index(&self, file: FileId) -> &Source {
        self.0.get(file.0 as usize).map_or(&NOWHERE, |source| &**source)
    }
}
