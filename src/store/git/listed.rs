//! Lists from git: the links of the index, the folders of a commit that may be workplans folders,
//! and files that git converts on checkout.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use super::commit::Commit;
use super::repository::Repository;
use super::target::Git;
use super::tree::in_place;
use super::tree_path::{path_of, slashed, word_of};
use crate::format::{FileRole, role};
use crate::store::name::text_of;

/// Attributes that make a file of the working tree differ from git's content. Line ends do not
/// matter.
const CONVERSIONS: [&str; 3] = ["working-tree-encoding", "filter", "ident"];

/// Whether a repository knows something by its way from the root: in the next commit or in the last
/// one. Yes where git does not say.
pub(in crate::store) fn may_know(root: &Path, way: &Path) -> bool {
    let git = Git::near(root);
    let is_staged = || {
        git.ask(
            &["ls-files", "-z", "--"]
                .map(OsString::from)
                .into_iter()
                .chain([word_of(way)])
                .collect::<Vec<_>>(),
        )
    };
    let is_committed = || in_place(&git, "HEAD", way);
    match is_staged() {
        // A repository without a commit knows nothing else.
        Ok(said) if said.is_empty() => is_committed().is_ok_and(|found| found.is_some()),
        _ => true,
    }
}

impl Repository {
    /// Returns the index at a path from the root and below, or everywhere:
    /// `MODE ID STAGE<TAB>PATH<NUL>` for each file, link and repository.
    pub(super) fn staged(&self, way: Option<&Path>) -> io::Result<Vec<u8>> {
        let arguments = ["ls-files", "--stage", "-z", "--"].map(OsString::from);
        self.git.ask(&arguments.into_iter().chain(way.map(word_of)).collect::<Vec<_>>())
    }

    /// The links that the next commit is to hold, by their ways from the root of the working tree.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn links(&self) -> io::Result<Vec<PathBuf>> {
        let said = self.staged(None)?;
        let links = said.split(|&byte| byte == 0).filter(|line| line.starts_with(b"120000 "));
        Ok(links
            .filter_map(|line| line.splitn(2, |&byte| byte == b'\t').nth(1))
            .map(path_of)
            .collect())
    }

    /// The folders of a commit with files that have the names of plans, by their ways from the root
    /// of the tree.
    ///
    /// # Errors
    /// If the tree of the commit is incomplete.
    pub fn folders_with_plans(&self, commit: &Commit) -> io::Result<BTreeSet<PathBuf>> {
        let said = self.git.ask_of_objects(&[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            "--full-tree",
            &commit.id,
        ])?;
        let mut folders = BTreeSet::new();
        for path in said
            .split(|&byte| byte == 0)
            .filter(|path| path.ends_with(b".yaml") || path.ends_with(b".yml"))
            .map(path_of)
        {
            for folder in path.ancestors().skip(1).take(2) {
                let inside = path.strip_prefix(folder).unwrap_or(&path);
                if matches!(role(&text_of(&slashed(inside))), Some(FileRole::Plan { .. }))
                    && !folders.contains(folder)
                {
                    folders.insert(folder.to_owned());
                }
            }
        }
        Ok(folders)
    }

    /// Whether a commit or one before it has changed something at a path from the root.
    ///
    /// # Errors
    /// If the history is incomplete.
    pub fn has_changed(&self, commit: &Commit, way: &Path) -> io::Result<bool> {
        let asked = ["rev-list", "--max-count=1", &commit.id, "--"].map(OsString::from);
        let asked: Vec<OsString> = asked.into_iter().chain([word_of(way)]).collect();
        Ok(!self.git.ask_of_objects(&asked)?.trim_ascii().is_empty())
    }

    /// Finds the first of these files of the working tree that git converts when it checks it out,
    /// and the attribute that says so. The attributes are those of the next commit: by these the
    /// file was checked out.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn converted(&self, files: &[PathBuf]) -> io::Result<Option<(PathBuf, String)>> {
        let mut paths = Vec::new();
        for file in files {
            paths.extend(slashed(file));
            paths.push(0);
        }
        let said = self.git.tell(
            &[["check-attr", "--cached", "-z", "--stdin"].as_slice(), &CONVERSIONS].concat(),
            &paths,
        )?;
        let fields: Vec<&[u8]> = said.split(|&byte| byte == 0).collect();
        for fields in fields.chunks_exact(3) {
            let [path, name, value] = fields else { continue };
            let (name, value) = (text_of(name), text_of(value));
            let is_plain = ["unspecified", "unset"].contains(&value.as_str())
                || name == "working-tree-encoding"
                    && ["utf-8", "utf8"].contains(&value.to_ascii_lowercase().as_str());
            if !is_plain {
                let said = if value == "set" { name } else { format!("{name}={value}") };
                return Ok(Some((path_of(path), said)));
            }
        }
        Ok(None)
    }
}
