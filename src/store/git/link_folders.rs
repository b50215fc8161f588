//! The folders of a commit that links lead through, and that are read for nothing else: each once,
//! and with a bound for one state.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::rc::Rc;

use super::cat_file::CatFile;
use super::link_budget::FolderEntries;
use super::tree_object::{TreeFile, tree};
use crate::store::name::text_of;

impl CatFile {
    /// The entry at a path: one that is known, or one in a folder below.
    pub(super) fn entry(
        &mut self,
        entries: &HashMap<String, TreeFile>,
        path: &str,
    ) -> io::Result<Option<TreeFile>> {
        if let Some(entry) = entries.get(path) {
            return Ok(Some(entry.clone()));
        }
        self.ways.take(path.len());
        let mut names = path.split('/');
        let mut found = names.next().and_then(|name| entries.get(name)).cloned();
        for name in names {
            let Some(folder) = found.filter(TreeFile::is_folder) else { return Ok(None) };
            found = self.inside(&folder.id)?.and_then(|inside| inside.get(name).cloned());
        }
        Ok(found)
    }

    /// Whether a commit has a folder at a way from the root of its tree.
    pub(super) fn has_folder(&mut self, commit: &str, way: &Path) -> io::Result<bool> {
        self.ways.take(way.as_os_str().len());
        let mut found = self.inside(&format!("{commit}^{{tree}}"))?;
        for name in way {
            let entry =
                found.and_then(|inside| inside.get(&text_of(name.as_encoded_bytes())).cloned());
            let Some(folder) = entry.filter(TreeFile::is_folder) else { return Ok(false) };
            found = self.inside(&folder.id)?;
        }
        Ok(found.is_some())
    }

    /// The entries of a tree by its name; `None` for an object that is not a tree.
    fn inside(&mut self, name: &str) -> io::Result<Option<FolderEntries>> {
        self.ways.may_go_on()?;
        if let Some(known) = self.ways.known.get(name) {
            return Ok(Some(known.clone()));
        }
        let (mut bytes, mut found) = (0, Ok(None));
        self.each(&[name], |_, object| {
            let object = object?;
            bytes = object.bytes.len();
            found = tree(object);
            Ok(())
        })?;
        self.ways.take(bytes);
        let Some((_, entries)) = found? else { return Ok(None) };
        let mut inside = HashMap::with_capacity(entries.len());
        // Of names that look equal the first one counts.
        for (name, entry) in entries {
            inside.entry(name).or_insert(entry);
        }
        let inside = Rc::new(inside);
        self.ways.kept += bytes;
        self.ways.known.insert(name.to_owned(), inside.clone());
        Ok(Some(inside))
    }
}
