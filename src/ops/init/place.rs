//! Where `init` writes: the group's folder, the workplans folder in it, and the repository around.

use std::path::{Path, PathBuf};

use super::files::{self, CiFile, CiService};
use crate::diagnostic::{Message, message};
use crate::ops::get::is_shared;
use crate::report::NextSteps;
use crate::store;
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, ErrorKind, Options, Result, leave_out_at};

/// Where the files go.
pub(crate) struct FolderPlace {
    /// The group's folder, as the user names it.
    group: PathBuf,
    /// The same, from the root of the disk.
    root: PathBuf,
    /// The way from there to the workplans folder.
    plans: PathBuf,
    /// The root of the repository that the group's folder is in.
    repository: Option<PathBuf>,
}

impl FolderPlace {
    /// Finds the place for a group's folder, or for the workplans folder in it.
    ///
    /// # Errors
    /// Where a revision is asked for.
    pub(crate) fn find(common: &Options, folder: Option<&PathBuf>) -> Result<Self> {
        if common.at.is_some() {
            return Err(Error::refused(message!(
                "init.git-cannot-be-written",
                "what git holds cannot be written"
            ))
            .hint(leave_out_at()));
        }
        let is_itself = |path: &&PathBuf| path.file_name().is_some_and(|name| name == "workplans");
        let own = common.dir.as_ref().or(folder.filter(is_itself));
        let (group, plans) = match own.and_then(|own| Some((own.parent()?, own.file_name()?))) {
            Some((group, name)) => (group.to_path_buf(), name.into()),
            None => (folder.cloned().unwrap_or_default(), "workplans".into()),
        };
        let root = common.here.join(&group);
        let repository = store::repository_above(&root);
        Ok(FolderPlace { group, root, plans, repository })
    }

    /// The path of a file of the workplans folder, from the group's folder.
    pub(crate) fn in_plans(&self, path: &str) -> PathBuf {
        self.plans.join(path)
    }

    /// A path from the group's folder, as the user names it.
    pub(crate) fn shown(&self, path: &Path) -> PathBuf {
        self.group.join(path)
    }

    /// The first plan that is there already.
    pub(crate) fn first_plan(&self) -> Option<PathBuf> {
        store::first_plan(&self.root.join(&self.plans)).map(|name| self.plans.join(name))
    }

    /// The first of these files that is there already.
    pub(crate) fn first_taken(&self, files: &[(PathBuf, String)]) -> Option<PathBuf> {
        let named = files.iter().find(|(path, _)| store::is_there(&self.root.join(path)));
        named.map(|(path, _)| path.clone())
    }

    /// The error for a file that is there already, without advice.
    pub(crate) fn is_there(&self, path: &Path) -> Error {
        let shown = path_text(&self.group.join(path));
        Error::refused(message!(
            "init.is-there",
            "{path} is there already; nothing was written",
            path = clean_line(&shown)
        ))
    }

    /// Whether a path is of the workplans folder.
    pub(super) fn is_of_plans(&self, path: &Path) -> bool {
        path.starts_with(&self.plans)
    }

    /// The files for the service, which looks for them at the root of the repository.
    pub(crate) fn ci(&self, service: CiService, is_published: bool) -> Vec<(PathBuf, String)> {
        let files = files::of_service(service, is_published);
        files.iter().map(|file| self.ci_file(file)).collect()
    }

    fn ci_file(&self, file: &CiFile) -> (PathBuf, String) {
        let plans = self.root.join(&self.plans);
        let way =
            self.repository.as_ref().and_then(|top| Some((top, plans.strip_prefix(top).ok()?)));
        match way {
            Some((top, way)) if top != &self.root => {
                (top.join(file.path), file.text(&path_text(way)))
            }
            _ => (file.path.into(), file.text(&path_text(&self.plans))),
        }
    }

    /// Writes the files: all of them or none.
    pub(crate) fn write(&self, files: &[(PathBuf, String)]) -> Result<()> {
        store::write_all_new(&self.root, files).map_err(|error| self.cannot_be_written(&error))
    }

    fn cannot_be_written(&self, error: &std::io::Error) -> Error {
        let group = path_text(&self.group);
        let what = match group.is_empty() {
            true => message!(
                "init.this-folder-unwritable",
                "nothing was written, because this folder does not take it: {error}",
                error
            ),
            false => message!(
                "init.folder-unwritable",
                "nothing was written, because {folder} does not take it: {error}",
                folder = clean_line(&group),
                error
            ),
        };
        Error::new(ErrorKind::Unwritable, what).hint(begin_elsewhere())
    }

    /// What to do next with these files.
    pub(crate) fn next_steps(&self, files: &[(PathBuf, String)]) -> NextSteps {
        let beside =
            files.iter().find(|(path, _)| path.is_relative() && !path.starts_with(&self.plans));
        NextSteps {
            group: self.group.clone(),
            plans: self.plans.clone(),
            day: None,
            is_from_sheet: false,
            is_sample: false,
            is_in_repository: self.repository.is_some(),
            is_shared: self.repository.as_deref().is_some_and(is_shared),
            beside: beside
                .and_then(|(path, _)| path.iter().next())
                .map(|top| top.to_string_lossy().into_owned()),
        }
    }
}

/// Advises to begin in another folder.
pub(super) fn begin_elsewhere() -> Message {
    message!("init.another-folder", "to begin in another folder: workplan init DIR")
}
