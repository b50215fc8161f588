//! Opens the history of a workplans folder.

use std::cell::OnceCell;

use super::Workspace;
use super::error::Result;
use super::folder_gate;
use super::folder_history::FolderHistory;
use super::git_errors::no_repository;
use super::purpose::Purpose;
use super::revision::starting_point;
use crate::store::Repository;

impl Workspace {
    /// The folder's history; `purpose` is what needs it.
    pub fn memory(&self, purpose: impl Into<Purpose>) -> Result<FolderHistory> {
        self.memory_by(&purpose.into(), false)
    }

    /// The folder's history as the measure of a change, which must not have come with the change.
    pub fn measure(&self, purpose: impl Into<Purpose>) -> Result<FolderHistory> {
        self.memory_by(&purpose.into(), true)
    }

    fn memory_by(&self, purpose: &Purpose, is_measure: bool) -> Result<FolderHistory> {
        let here = &self.options.here;
        let dir = if self.commit.is_some() {
            self.options.dir.as_deref()
        } else {
            Some(self.folder.as_path())
        };
        let (start, rest) = starting_point(here, dir)?;
        let repository = Repository::find(&start, self.commit.is_some())
            .map_err(|why| no_repository(purpose, &why))?;
        let folder = if self.commit.is_some() {
            self.folder.clone()
        } else {
            repository.prefix().join(rest.unwrap_or_default())
        };
        if self.commit.is_none() {
            folder_gate::refuse_link(purpose, here, &self.folder, (&repository, &folder))?;
        }
        folder_gate::refuse_held(purpose, here, &repository, is_measure)?;
        let others = folder_gate::others(&self.options, here, (&repository, &folder));
        let head = self.commit.clone().map(OnceCell::from).unwrap_or_default();
        let memory = FolderHistory {
            repository,
            folder,
            others,
            is_of_commit: self.commit.is_some(),
            head,
            places: OnceCell::new(),
            notify: self.options.notify,
        };
        if is_measure {
            self.refuse_converted(purpose, &memory)?;
        }
        Ok(memory)
    }
}
