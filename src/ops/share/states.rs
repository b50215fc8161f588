//! States of the workplans folder, with the contents of their files.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::format::{FileSet, MAX_FILE_BYTES, RawFile};
use crate::store::{PlanTree, PlanTrees, TreeChange};
use crate::workspace::Result;

/// The files in which two commits differ.
type Changes = Rc<Vec<TreeChange>>;

/// The contents of files that git holds, each read once.
pub(super) struct States<'p> {
    trees: &'p PlanTrees,
    /// The folder's own name.
    title: &'p str,
    known: RefCell<HashMap<String, Vec<u8>>>,
    /// The files of commits.
    commits: RefCell<HashMap<String, Rc<PlanTree>>>,
    /// The files in which two commits differ.
    changed: RefCell<HashMap<[String; 2], Changes>>,
    /// The files that the user had changed when that was asked first.
    changed_here: OnceCell<BTreeSet<String>>,
}

impl<'p> States<'p> {
    pub(super) fn new(trees: &'p PlanTrees, title: &'p str) -> Self {
        let (known, commits, changed) = Default::default();
        States { trees, title, known, commits, changed, changed_here: OnceCell::new() }
    }

    /// Returns the files of a commit.
    pub(super) fn of(&self, commit: &str) -> Result<Rc<PlanTree>> {
        if let Some(known) = self.commits.borrow().get(commit) {
            return Ok(Rc::clone(known));
        }
        let tree = Rc::new(self.trees.of(commit)?);
        self.commits.borrow_mut().insert(commit.to_owned(), Rc::clone(&tree));
        Ok(tree)
    }

    /// Returns the files in which two commits differ.
    pub(super) fn changed(&self, from: &str, to: &str) -> Result<Changes> {
        let key = [from.to_owned(), to.to_owned()];
        if let Some(known) = self.changed.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let found = Rc::new(self.trees.changed(from, to)?);
        self.changed.borrow_mut().insert(key, Rc::clone(&found));
        Ok(found)
    }

    /// Returns the files that the user had changed since the last commit when that was asked first.
    /// Whether a file may be overwritten is decided by git.
    pub(super) fn changed_here(&self, head: &str) -> Result<&BTreeSet<String>> {
        if let Some(known) = self.changed_here.get() {
            return Ok(known);
        }
        let changed = self.trees.changed_here(head)?;
        Ok(self.changed_here.get_or_init(|| changed))
    }

    /// Reads the contents of these trees that are not known yet.
    fn fill(&self, tree: &PlanTree) -> Result<()> {
        let known = self.known.borrow();
        let wanted: BTreeSet<&str> = tree
            .values()
            .filter(|entry| entry.is_regular() && !known.contains_key(&entry.id))
            .map(|entry| entry.id.as_str())
            .collect();
        let found = self.trees.contents(&wanted)?;
        drop(known);
        self.known.borrow_mut().extend(found);
        Ok(())
    }

    /// Returns the content of a file; `None` if it has none, such as a link.
    pub(super) fn content(&self, tree: &PlanTree, path: &str) -> Result<Option<Vec<u8>>> {
        let Some(entry) = tree.get(path).filter(|entry| entry.is_regular()) else {
            return Ok(None);
        };
        if !self.known.borrow().contains_key(&entry.id) {
            self.fill(tree)?;
        }
        Ok(self.known.borrow().get(&entry.id).cloned())
    }

    /// Returns the files of a state.
    pub(super) fn files(&self, tree: &PlanTree) -> Result<Vec<RawFile>> {
        self.fill(tree)?;
        let known = self.known.borrow();
        let file = |(path, id): (&String, &str)| {
            let bytes = known.get(id)?;
            let most = usize::try_from(MAX_FILE_BYTES).unwrap_or(usize::MAX).saturating_add(1);
            let bytes = bytes.get(..most.min(bytes.len())).unwrap_or(bytes).to_vec();
            Some(RawFile { path: path.clone(), bytes })
        };
        let regular = tree.iter().filter(|(_, entry)| entry.is_regular());
        Ok(regular.filter_map(|(path, entry)| file((path, entry.id.as_str()))).collect())
    }

    /// Returns the files of a state, to be read.
    pub(super) fn file_set(&self, tree: &PlanTree) -> Result<FileSet> {
        Ok(FileSet::new(self.title, self.files(tree)?))
    }

    /// Stores a text as the content of a file.
    pub(super) fn store(&self, text: &str) -> Result<String> {
        let id = self.trees.store(text.as_bytes())?;
        self.known.borrow_mut().insert(id.clone(), text.as_bytes().to_vec());
        Ok(id)
    }
}
