//! A workplans folder as it is on the disk, as git would commit it, and what of it is left out.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::tree_change::{TreeChange, changes_of};
use super::tree_path::path_of;
use super::user_tree::{PlanTree, PlanTrees};
use crate::store::name::text_of;

/// How the names of files begin that belong to this program.
const OWN: &str = ".workplan-";
/// How the names of files begin and end that editors and office programs put beside the one they
/// have open.
const BACKUP_BEGINNINGS: [&str; 3] = ["~$", ".~", "#"];
const BACKUP_ENDINGS: [&str; 12] = [
    "~",
    ".swp",
    ".swo",
    ".tmp",
    ".bak",
    ".old",
    ".mine",
    ".orig",
    ".rej",
    ".part",
    ".partial",
    ".crdownload",
];
/// How the names of mails end, and of files with mails.
const MAILS: [&str; 4] = [".eml", ".msg", ".mbox", ".oft"];

/// The names of files that file browsers and editors leave behind.
const LEFTOVERS: [&str; 4] = ["thumbs.db", "ehthumbs.db", "desktop.ini", "4913"];

/// The reason why a file of the folder is not committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeftOut {
    /// An editor, an office program or a file browser has put it there.
    Backup,
    /// It is a mail, such as `digest` writes.
    Mail,
    /// Its name begins with a point.
    Hidden,
    /// It is a repository of its own.
    Repository,
    /// It is a link.
    Link,
    /// Git ignores it.
    Ignored,
    /// Git was asked to ignore its changes.
    Unwatched,
}

/// The folder on the disk.
#[derive(Clone, Debug, Default)]
pub struct DiskFolder {
    /// The files of the format.
    pub plans: PlanTree,
    /// The files that are left out, by their paths from the root.
    pub left_out: Vec<(String, WhyLeftOut)>,
    /// The files whose changes git was asked to ignore, by their paths from the root.
    unwatched: Vec<String>,
}

impl PlanTrees {
    /// The folder as it is on the disk, as git would commit it: in an index of its own, which is
    /// left at that path. New files that are not meant for others are left out.
    ///
    /// # Errors
    /// If git cannot read the folder or write the index.
    pub fn of_disk(&self, index: &Path) -> io::Result<DiskFolder> {
        self.copy_index(index)?;
        let git = self.git.with_index(index);
        let asked = ["ls-files", "-z", "-v", "--cached", "--others", "--exclude-standard", "--"];
        let listed = git.ask(&[&asked[..], &[self.way()]].concat())?;
        let mut found = DiskFolder::default();
        let (mut has_known, mut new) = (false, Vec::new());
        for line in listed.split(|&byte| byte == 0) {
            let (Some(tag), Some(path)) = (line.first(), line.get(2..)) else { continue };
            match (tag, self.why_left_out(path)) {
                (b'?', None) => new.extend([path, b"\0"].concat()),
                (b'?', Some(why)) => found.left_out.extend(why.map(|why| (text_of(path), why))),
                (tag, _) => {
                    has_known = true;
                    if *tag == b'S' || tag.is_ascii_lowercase() {
                        found.unwatched.push(text_of(path));
                    }
                }
            }
        }
        if has_known {
            git.ask(&["add", "--update", "--", self.way()])?;
        }
        if !new.is_empty() {
            git.tell(&["update-index", "--add", "-z", "--stdin"], &new)?;
        }
        found.plans = self.of_index(index)?;
        Ok(found)
    }

    /// Copies git's index, with its time: by it, git knows which files it cannot take for unchanged
    /// by their time and length alone.
    fn copy_index(&self, to: &Path) -> io::Result<()> {
        let from = &self.places()?.1;
        match std::fs::copy(from, to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let _ = std::fs::remove_file(to);
                Ok(())
            }
            copied => {
                copied?;
                let time = std::fs::metadata(from)?.modified()?;
                std::fs::File::options().write(true).open(to)?.set_modified(time)
            }
        }
    }

    /// Why a new file is left out; inside, nothing where that goes without saying.
    fn why_left_out(&self, path: &[u8]) -> Option<Option<WhyLeftOut>> {
        if path.ends_with(b"/") {
            return Some(Some(WhyLeftOut::Repository));
        }
        let shown = text_of(path);
        let inside = shown.strip_prefix(&self.prefix).unwrap_or(&shown);
        let name = inside.rsplit('/').next().unwrap_or(inside);
        if name.starts_with(OWN) {
            return Some(None);
        }
        let lower = name.to_ascii_lowercase();
        let is_backup = BACKUP_BEGINNINGS.iter().any(|start| lower.starts_with(start))
            || BACKUP_ENDINGS.iter().any(|end| lower.ends_with(end))
            || LEFTOVERS.contains(&lower.as_str());
        if is_backup {
            return Some(Some(WhyLeftOut::Backup));
        }
        if MAILS.iter().any(|end| lower.ends_with(end)) {
            return Some(Some(WhyLeftOut::Mail));
        }
        if inside.split('/').any(|part| part.starts_with('.')) {
            return Some(Some(WhyLeftOut::Hidden));
        }
        let is_link = self.git.folder().join(path_of(path)).is_symlink();
        is_link.then_some(Some(WhyLeftOut::Link))
    }

    /// The files whose changes git was asked to ignore, and that were changed.
    ///
    /// # Errors
    /// If git cannot read them.
    pub fn unwatched(
        &self,
        disk: &DiskFolder,
        plans: &PlanTree,
    ) -> io::Result<Vec<(String, WhyLeftOut)>> {
        let mut found = Vec::new();
        for path in &disk.unwatched {
            let entry = self.in_folder(path).and_then(|inside| plans.get(inside));
            let id = self.git.line(&["hash-object", "--", path])?;
            if entry.zip(id).is_some_and(|(entry, id)| entry.id != id) {
                found.push((path.clone(), WhyLeftOut::Unwatched));
            }
        }
        Ok(found)
    }

    /// The files of the folder in which an index differs from a commit, whether they are of the
    /// format or not.
    ///
    /// # Errors
    /// If git cannot compare them.
    pub fn differences(&self, index: &Path, head: Option<&str>) -> io::Result<Vec<TreeChange>> {
        let git = self.git.with_index(index);
        let head = head.map_or_else(|| self.empty_tree(), |head| Ok(head.to_owned()))?;
        let asked = ["diff-index", "--cached", "--raw", "--no-abbrev", "--no-renames", "-z"];
        let listed = git.ask(&[&asked[..], &[&head, "--", self.way()]].concat())?;
        Ok(changes_of(&listed))
    }

    /// The id of the tree without files.
    pub(super) fn empty_tree(&self) -> io::Result<String> {
        let made = self.git.tell(&["hash-object", "-w", "-t", "tree", "--stdin"], b"")?;
        Ok(String::from_utf8_lossy(&made).trim().to_owned())
    }

    /// The first of these filters by which git stores a file of the format, of those on the disk.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn filtered(
        &self,
        files: &[String],
        filters: &BTreeSet<String>,
    ) -> io::Result<Option<String>> {
        if files.is_empty() || filters.is_empty() {
            return Ok(None);
        }
        let paths: String = files.iter().map(|path| self.from_root(path) + "\0").collect();
        let said = self.git.tell(&["check-attr", "-z", "--stdin", "filter"], paths.as_bytes())?;
        let said = String::from_utf8_lossy(&said).into_owned();
        let found = said.split('\0').skip(2).step_by(3).find(|name| filters.contains(*name));
        Ok(found.map(str::to_owned))
    }

    /// The lock by which another program keeps git's index or one of these references, or that it
    /// has left behind.
    ///
    /// # Errors
    /// If git does not say where they are.
    pub fn lock(&self, references: &[String]) -> io::Result<Option<PathBuf>> {
        let mut asked = vec!["rev-parse".to_owned()];
        for name in ["index", "HEAD"].into_iter().chain(references.iter().map(String::as_str)) {
            asked.extend(["--git-path".to_owned(), format!("{name}.lock")]);
        }
        let said = self.git.ask(&asked)?;
        let lines = said.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        Ok(lines.map(|line| self.git.folder().join(path_of(line))).find(|lock| lock.exists()))
    }
}
