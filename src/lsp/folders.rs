//! A workplans folder with the texts that are open in the editor over its files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::published::Published;
use crate::model::Day;
use crate::ops::editor::is_of_format;
use crate::ops::{CheckOptions, check};
use crate::report::CheckFindings;
use crate::workspace::{LoadedPlans, Options, Result, Watch, Workspace};

/// A workplans folder with the texts that are open in the editor over its files.
pub(super) struct OpenFolder {
    /// The folder as it is with these texts.
    pub workspace: Workspace,
    /// What `check` finds in it, once that has been worked out.
    pub found: Option<CheckFindings>,
    /// What the client was told of each file.
    pub published: Published,
    /// Whether it was told of the present state.
    pub is_published: bool,
    /// The texts, by their paths in the folder.
    texts: BTreeMap<String, String>,
    watch: Watch,
    /// Whether the client has told of changed files.
    is_stale: bool,
}

impl OpenFolder {
    /// Opens a folder.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn open(options: &Options, folder: &Path) -> Result<Self> {
        let mut options = options.clone();
        options.dir = Some(folder.to_owned());
        // No command in a message has to name it.
        options.usual_dir = Some(folder.to_owned());
        options.here = folder.parent().unwrap_or(folder).to_owned();
        options.lenient = true;
        let workspace = Workspace::new(&options)?;
        let watch = Watch::new(&workspace);
        let (found, published) = (None, Published::default());
        Ok(OpenFolder {
            workspace,
            found,
            published,
            is_published: false,
            texts: BTreeMap::new(),
            watch,
            is_stale: false,
        })
    }

    /// Returns the path of a file in the folder, if it is one that the format reads.
    pub(super) fn within(&self, path: &Path) -> Option<String> {
        let within = path.strip_prefix(&self.workspace.folder).ok()?;
        let parts = within.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>()?;
        Some(parts.join("/")).filter(|within| is_of_format(within))
    }

    /// Returns the path on the disk of a file of the folder, by its path in messages.
    pub(super) fn on_disk(&self, path: &str) -> PathBuf {
        self.path_of(path.split_once('/').map_or(path, |(_, within)| within))
    }

    /// Returns the path on the disk of a file of the folder, by its path in the folder.
    pub(super) fn path_of(&self, within: &str) -> PathBuf {
        within.split('/').fold(self.workspace.folder.clone(), |path, part| path.join(part))
    }

    /// Puts a text over a file.
    pub(super) fn set_text(&mut self, within: &str, text: &str) {
        // Its number, or its address, has changed at the least.
        self.is_published = false;
        if self.texts.get(within).is_some_and(|known| known == text) {
            return;
        }
        self.texts.insert(within.to_owned(), text.to_owned());
        self.workspace.set_text(within, Some(text));
        self.found = None;
    }

    /// Takes the text away: the file is as it is on the disk.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub(super) fn drop_text(&mut self, within: &str) -> Result<()> {
        self.is_published = false;
        match self.texts.remove(within) {
            Some(_) => self.read_again(),
            None => Ok(()),
        }
    }

    /// Returns the texts over its files.
    pub(super) fn texts(&self) -> &BTreeMap<String, String> {
        &self.texts
    }

    /// Takes in what has changed on the disk, and the day.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub(super) fn look(&mut self, today: Day) -> Result<()> {
        if self.workspace.options.today != today {
            self.workspace.options.today = today;
            self.found = None;
        }
        if self.is_stale || self.watch.has_changed() { self.read_again() } else { Ok(()) }
    }

    /// Notes that files have changed, as the client tells.
    pub(super) fn expect_changes(&mut self) {
        self.is_stale = true;
    }

    /// Whether the folder is gone.
    pub(super) fn is_gone(&self) -> bool {
        !self.workspace.folder.is_dir()
    }

    fn read_again(&mut self) -> Result<()> {
        self.found = None;
        self.is_stale = false;
        let before = self.watch.now();
        let read = self.workspace.read_again(&self.texts);
        self.watch = self.watch.after(&self.workspace, before);
        read
    }

    /// Returns its plans.
    pub(super) fn plans(&self) -> LoadedPlans<'_> {
        self.workspace.plans(self.workspace.snapshot())
    }

    /// Works out what `check` finds, unless that is known.
    ///
    /// # Errors
    /// If it cannot be checked.
    pub(super) fn check(&mut self) -> Result<()> {
        if self.found.is_none() {
            self.found = Some(check(&self.workspace, &CheckOptions::default())?);
            self.is_published = false;
        }
        Ok(())
    }
}
