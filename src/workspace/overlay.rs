//! Texts over the files of a folder, such as those that an editor has not saved yet.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::error::Result;
use super::{Workspace, files_of};

/// How many changed files are read one by one; of more the whole folder is read at once.
const MOST_ONE_BY_ONE: usize = 3;

impl Workspace {
    /// Puts a text over a file; none takes the file away. `path` is relative to the workplans
    /// folder. Of what was read before, only that file is read again.
    pub fn set_text(&mut self, path: &str, text: Option<&str>) {
        self.set_bytes(path, text.map(|text| text.as_bytes().to_vec()));
    }

    /// Reads the files of the folder again, with these texts over them, by their paths in the
    /// workplans folder. Of what was read before, only what has changed is read again.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn read_again(&mut self, texts: &BTreeMap<String, String>) -> Result<()> {
        let files = files_of(&self.folder)?;
        let folder = format!("{}/", self.input.folder);
        self.unreadable = files.unreadable;
        self.unreadable.retain(|unreadable| {
            let path = unreadable.path.strip_prefix(&folder).unwrap_or(&unreadable.path);
            !texts.contains_key(path)
        });
        let mut present: BTreeMap<String, Vec<u8>> =
            files.files.into_iter().map(|file| (file.path, file.bytes)).collect();
        let over = texts.iter().map(|(path, text)| (path.clone(), text.as_bytes().to_vec()));
        present.extend(over);
        let known: BTreeMap<&str, &str> = self.input.present().collect();
        let gone = known.keys().filter(|path| !present.contains_key(**path));
        let mut changes: Vec<(String, Option<Vec<u8>>)> =
            gone.map(|path| ((*path).to_owned(), None)).collect();
        let is_new = |(path, bytes): &(String, Vec<u8>)| {
            known.get(path.as_str()).is_none_or(|text| text.as_bytes() != bytes)
        };
        let new = present.into_iter().filter(is_new);
        changes.extend(new.map(|(path, bytes)| (path, Some(bytes))));
        if changes.len() > MOST_ONE_BY_ONE {
            self.snapshot.take();
        }
        changes.into_iter().for_each(|(path, bytes)| self.set_bytes(&path, bytes));
        Ok(())
    }

    fn set_bytes(&mut self, path: &str, bytes: Option<Vec<u8>>) {
        // Findings name the first of two files by their order, so a new one is put into it.
        let is_new = bytes.is_some() && self.input.file_at(path).is_none();
        if is_new && self.base.is_none() {
            self.snapshot.take();
            let input = Arc::make_mut(&mut self.input);
            if input.set_text(path, bytes).is_some() {
                *input = input.renumbered();
            }
            return;
        }
        // Edits need the trees of the files, which a snapshot that changes does not keep.
        match self.snapshot.take().filter(|_| !self.input.keep_documents) {
            Some(snapshot) => {
                let next = snapshot.with_bytes(path, bytes);
                self.input = next.shared_files();
                self.snapshot = OnceLock::from(next);
            }
            None => drop(Arc::make_mut(&mut self.input).set_text(path, bytes)),
        }
    }
}
