//! What a change could do to be measured by something else than what was there before: other links
//! on the way to where the run was started, folders of the base that are gone, files of the working
//! tree that are another text than git's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Workspace;
use super::error::{Context, Error, Result};
use super::folder_history::FolderHistory;
use super::git_errors::{UNREADABLE, shown};
use crate::store::{Commit, FolderPath, InPlace, is_plain_name};
use crate::text::clean_line;

/// How many links that lead to where the run was started are compared with what the base had there.
const MOST_LINKS: usize = 64;
/// How many folders of the base that are gone are looked into.
const MOST_GONE: usize = 64;

impl FolderHistory {
    /// Refuses to compare where the folder that the run was started in is reached by a link that
    /// was something else at the base: by its name it was another folder then. The system tells
    /// only where the link leads.
    pub fn refuse_other_start(&self, commit: &Commit, name: &str, here: &Path) -> Result<()> {
        let Some((root, here)) = self
            .repository
            .root()
            .zip(here.canonicalize().ok())
            .filter(|(root, here)| here.starts_with(root))
        else {
            return Ok(());
        };
        let leads_here = |link: &PathBuf| {
            root.join(link).canonicalize().is_ok_and(|target| here.starts_with(target))
        };
        let links: Vec<PathBuf> =
            self.repository.links().context(UNREADABLE)?.into_iter().filter(leads_here).collect();
        let at_the_root =
            "start it at the root of the repository, and name the folder from there: --dir DIR";
        if links.len() > MOST_LINKS {
            let failure = Error::refused(format!(
                "more than {MOST_LINKS} links lead to where the run was started, too many to compare with `{}`",
                clean_line(name)
            ));
            return Err(failure.hint(at_the_root));
        }
        for link in &links {
            let is_same = match self.repository.in_the_way(commit, link).context(UNREADABLE)? {
                Some((path, InPlace::Link(target))) if path == *link => {
                    fs::read_link(root.join(link)).is_ok_and(|now| now == Path::new(&target))
                }
                Some((_, was)) => was == InPlace::File,
                None => !self.repository.has_folder(commit, link).context(UNREADABLE)?,
            };
            if !is_same {
                let (link, now) = (shown(link), shown(here.strip_prefix(root).unwrap_or(&here)));
                let failure = Error::refused(format!(
                    "the run was started in {now}, and {link} is a link to that, which it was \
                     not at `{}`: what is compared may be another folder",
                    clean_line(name)
                ));
                return Err(failure.hint(at_the_root));
            }
        }
        Ok(())
    }

    /// Refuses to take the folder for a new one where plans that the base has elsewhere are gone:
    /// it may be that folder by another name.
    pub fn refuse_other_gone(&self, commit: &Commit, name: &str) -> Result<()> {
        let was = self.repository.folders_with_plans(commit).context(UNREADABLE)?;
        if was.is_empty() {
            return Ok(());
        }
        let tree = self.repository.whole_tree().filter(|_| !self.is_of_commit);
        let now = if tree.is_none() {
            self.repository.folders_with_plans(self.head()?).context(UNREADABLE)?
        } else {
            Default::default()
        };
        let is_there = |folder: &Path| match tree {
            Some(root) => FolderPath::from(root, folder).is_some_and(|way| {
                way.link.is_none() && way.inside == folder && root.join(folder).is_dir()
            }),
            None => now.contains(folder),
        };
        let is_called = |folder: &Path| folder.file_name().is_some_and(|name| name == "workplans");
        // A plan's own folder may go, where the workplans folder stays.
        let is_part = |folder: &Path| {
            folder.parent().is_some_and(|above| is_called(above) && is_there(above))
        };
        let mut gone: Vec<&Path> = was
            .iter()
            .map(PathBuf::as_path)
            .filter(|folder| !is_there(folder) && !is_part(folder))
            .collect();
        gone.sort_by_key(|folder| !is_called(folder));
        for folder in gone.into_iter().take(MOST_GONE) {
            let files = self
                .repository
                .read_folder(commit, folder)
                .context(UNREADABLE)?
                .unwrap_or_default();
            if is_called(folder) || !files.unreadable.is_empty() || files.have_schema() {
                let failure = Error::refused(format!(
                    "at `{}` there are plans in {}, and that folder is gone; {} may be the same \
                     one by another name, and not a new one",
                    clean_line(name),
                    shown(folder),
                    shown(&self.folder)
                ));
                return Err(failure.hint(
                    "move it with `git mv` in a change of its own, and the history goes with it",
                ));
            }
        }
        Ok(())
    }
}

impl Workspace {
    /// Refuses to compare files of the working tree with git's where git converts them: they are
    /// another text than the next commit is to hold.
    pub fn refuse_converted(&self, purpose: &str, memory: &FolderHistory) -> Result<()> {
        let Some(root) = memory.repository.root().filter(|_| self.commit.is_none()) else {
            return Ok(());
        };
        let read = self.input.sources.iter().filter_map(|(_, file)| file.path.split_once('/'));
        let read: Vec<&str> = read.map(|(_, path)| path).collect();
        if let Some(path) = read.iter().find(|path| !is_plain_name(path)) {
            let path = shown(&self.folder.join(path));
            let failure = Error::refused(format!(
                "{purpose}: git cannot be asked about {path}, whose name is not UTF-8"
            ));
            return Err(failure.hint("rename the file; or compare what git holds: --at HEAD"));
        }
        let mut files = Vec::new();
        for path in read {
            match self.folder.join(path).canonicalize() {
                Ok(file) => files.extend(file.strip_prefix(root).ok().map(Path::to_owned)),
                // It has come from elsewhere.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(Error::from(error)
                        .context(format!("{purpose}: {} cannot be found", clean_line(path))));
                }
            }
        }
        if files.is_empty() {
            return Ok(());
        }
        let Some((file, attribute)) = memory.repository.converted(&files).context(UNREADABLE)?
        else {
            return Ok(());
        };
        let failure = Error::refused(format!(
            "{purpose}: `.gitattributes` sets `{}` for {}, so the file is another text than the one that git holds",
            clean_line(&attribute),
            shown(&file)
        ));
        Err(failure.hint("take that attribute away; or compare what git holds: --at HEAD"))
    }
}
