//! What a change could do to be measured by something else than what was there before: other links
//! on the way to where the run was started, folders of the base that are gone, files of the working
//! tree that are another text than git's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Workspace;
use super::error::{Context, Error, Result};
use super::folder_history::FolderHistory;
use super::git_errors::{shown, unreadable};
use super::purpose::Purpose;
use crate::diagnostic::message;
use crate::store::{Commit, FolderPath, InPlace, is_plain_name, real_path};
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
            .zip(real_path(here).ok())
            .filter(|(root, here)| here.starts_with(root))
        else {
            return Ok(());
        };
        let leads_here = |link: &PathBuf| {
            real_path(&root.join(link)).is_ok_and(|target| here.starts_with(target))
        };
        let links: Vec<PathBuf> =
            self.repository.links().context(unreadable)?.into_iter().filter(leads_here).collect();
        let at_the_root = || {
            message!(
                "git.start-at-the-root",
                "start it at the root of the repository, and name the folder from there: --dir DIR"
            )
        };
        if links.len() > MOST_LINKS {
            let failure = Error::refused(message!(
                "git.too-many-links",
                "more than {most} links lead to where the run was started, too many to compare with `{name}`",
                most = MOST_LINKS,
                name = clean_line(name)
            ));
            return Err(failure.hint(at_the_root()));
        }
        for link in &links {
            let is_same = match self.repository.in_the_way(commit, link).context(unreadable)? {
                Some((path, InPlace::Link(target))) if path == *link => {
                    fs::read_link(root.join(link)).is_ok_and(|now| now == Path::new(&target))
                }
                Some((_, was)) => was == InPlace::File,
                None => !self.repository.has_folder(commit, link).context(unreadable)?,
            };
            if !is_same {
                let (link, now) = (shown(link), shown(here.strip_prefix(root).unwrap_or(&here)));
                let failure = Error::refused(message!(
                    "git.started-in-link",
                    "the run was started in {now}, and {link} is a link to that, which it was \
                     not at `{name}`: what is compared may be another folder",
                    now,
                    link,
                    name = clean_line(name)
                ));
                return Err(failure.hint(at_the_root()));
            }
        }
        Ok(())
    }

    /// Refuses to take the folder for a new one where plans that the base has elsewhere are gone:
    /// it may be that folder by another name.
    pub fn refuse_other_gone(&self, commit: &Commit, name: &str) -> Result<()> {
        let was = self.repository.folders_with_plans(commit).context(unreadable)?;
        if was.is_empty() {
            return Ok(());
        }
        let tree = self.repository.whole_tree().filter(|_| !self.is_of_commit);
        let now = if tree.is_none() {
            self.repository.folders_with_plans(self.head()?).context(unreadable)?
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
                .context(unreadable)?
                .unwrap_or_default();
            if is_called(folder) || !files.unreadable.is_empty() || files.have_schema() {
                let failure = Error::refused(message!(
                    "git.plans-folder-gone",
                    "at `{name}` there are plans in {folder}, and that folder is gone; {folder2} may be the same \
                     one by another name, and not a new one",
                    name = clean_line(name),
                    folder = shown(folder),
                    folder2 = shown(&self.folder)
                ));
                return Err(failure.hint(message!(
                    "git.move-with-git",
                    "move it with `git mv` in a change of its own, and the history goes with it"
                )));
            }
        }
        Ok(())
    }
}

impl Workspace {
    /// Refuses to compare files of the working tree with git's where git converts them: they are
    /// another text than the next commit is to hold.
    pub fn refuse_converted(&self, purpose: &Purpose, memory: &FolderHistory) -> Result<()> {
        let Some(root) = memory.repository.root().filter(|_| self.commit.is_none()) else {
            return Ok(());
        };
        let read = self.input.sources.iter().filter_map(|(_, file)| file.path.split_once('/'));
        let read: Vec<&str> = read.map(|(_, path)| path).collect();
        if let Some(path) = read.iter().find(|path| !is_plain_name(path)) {
            let path = shown(&self.folder.join(path));
            let failure = Error::refused(purpose.before(message!(
                "git.name-not-utf-8",
                "git cannot be asked about {path}, whose name is not UTF-8",
                path
            )));
            return Err(failure.hint(message!(
                "git.rename-file",
                "rename the file; or compare what git holds: --at HEAD"
            )));
        }
        let mut files = Vec::new();
        for path in read {
            match real_path(&self.folder.join(path)) {
                Ok(file) => files.extend(file.strip_prefix(root).ok().map(Path::to_owned)),
                // It has come from elsewhere.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    return Err(Error::from(error).context(|why| {
                        purpose.before(message!(
                            "git.file-cannot-be-found",
                            "{path} cannot be found: {why}",
                            path = clean_line(path),
                            why
                        ))
                    }));
                }
            }
        }
        if files.is_empty() {
            return Ok(());
        }
        let Some((file, attribute)) = memory.repository.converted(&files).context(unreadable)?
        else {
            return Ok(());
        };
        let failure = Error::refused(purpose.before(message!(
            "git.attribute-converts",
            "`.gitattributes` sets `{attribute}` for {file}, so the file is another text than the \
            one that git holds",
            attribute = clean_line(&attribute),
            file = shown(&file)
        )));
        Err(failure.hint(message!(
            "git.remove-attribute",
            "take that attribute away; or compare what git holds: --at HEAD"
        )))
    }
}
