//! The unmerged files of a merge, and how they are marked as merged.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::Path;

use super::cat_file::CatFile;
use super::repository::Repository;
use super::tree_path::{path_of, word_of};
use crate::diagnostic::message;
use crate::format::role;
use crate::store::name::{is_plain_name, text_of};
use crate::text::clean_line;

/// How git marks a file in its index, and a link.
const REGULAR: [&str; 2] = ["100644", "100755"];
const LINK: &str = "120000";
/// The most bytes of all versions of the open files together.
const MAX_OPEN_BYTES: u64 = 128 << 20;

/// A file that a merge has left open: its versions, where there are such.
#[derive(Clone, Debug, Default)]
pub struct Unmerged {
    /// The common version.
    pub base: Option<Vec<u8>>,
    /// Our version.
    pub ours: Option<Vec<u8>>,
    /// Their version.
    pub theirs: Option<Vec<u8>>,
}

/// A line of the index: a version of a file.
struct IndexLine {
    mode: String,
    id: String,
    stage: String,
    path: String,
}

impl Repository {
    /// Returns the files of the format that a merge, a rebase or the like has left unmerged, by
    /// their paths relative to the folder, with `/`.
    ///
    /// # Errors
    /// If git cannot be asked, or does not have a version; if a version is a link or a repository,
    /// whose content is not a plan; if the versions together exceed the limit of a folder. Of a
    /// large version only the first bytes are returned, and one more than a file may have.
    pub fn unmerged(&self) -> io::Result<BTreeMap<String, Unmerged>> {
        let mut files: BTreeMap<String, Unmerged> = BTreeMap::new();
        let mut blobs = CatFile::start(&self.git)?;
        let mut size = 0;
        for line in
            self.index("--unmerged", &["."])?.into_iter().filter(|line| role(&line.path).is_some())
        {
            if !REGULAR.contains(&line.mode.as_str()) {
                let path = clean_line(&line.path);
                return Err(io::Error::other(match line.mode == LINK {
                    true => message!(
                        "git.is-a-link-on-one-side",
                        "{path} is a link on one side; resolve it with git",
                        path
                    ),
                    false => message!(
                        "git.is-no-file-on-one-side",
                        "{path} is no file on one side; resolve it with git",
                        path
                    ),
                }));
            }
            let version = blobs.content(&line.id)?;
            size += version.len() as u64;
            if size > MAX_OPEN_BYTES {
                return Err(io::Error::other(message!(
                    "git.unmerged-too-large",
                    "the files that are left to merge have more than 128 MiB in all; resolve the largest with git"
                )));
            }
            let version = Some(version);
            let file = files.entry(line.path).or_default();
            match line.stage.as_str() {
                "1" => file.base = version,
                "2" => file.ours = version,
                _ => file.theirs = version,
            }
        }
        Ok(files)
    }

    /// The files of the folder that the format knows, and that a sparse checkout leaves out, by
    /// their paths relative to it.
    ///
    /// # Errors
    /// If git cannot be asked.
    pub fn left_out(&self, folder: &Path) -> io::Result<Vec<String>> {
        let prefix = word_of(self.prefix());
        let arguments: Vec<&OsStr> = vec![OsStr::new("-C"), &prefix];
        let listed = self.git.ask(
            &[arguments, ["ls-files", "-t", "-z", "--", "."].map(OsStr::new).to_vec()].concat(),
        )?;
        let skipped = listed.split(|&byte| byte == 0).filter_map(|line| line.strip_prefix(b"S "));
        let skipped = skipped.map(|path| (text_of(path), path_of(path)));
        Ok(skipped
            .filter(|(name, path)| role(name).is_some() && !folder.join(path).exists())
            .map(|(name, _)| name)
            .collect())
    }

    /// Marks these files as merged with their current content, by their paths relative to the
    /// folder; a missing file is removed. The contents go into the index without a filter, because
    /// a filter of the settings is a program.
    ///
    /// # Errors
    /// If git cannot write its index.
    pub fn settle(&self, folder: &Path, paths: &[&str]) -> io::Result<()> {
        let known = self.index("--stage", paths)?;
        let mut lines = Vec::new();
        for path in paths {
            let own: Vec<&IndexLine> = known.iter().filter(|line| line.path == *path).collect();
            // All unmerged entries there are closed.
            lines.extend(self.index_line(
                "0",
                &"0".repeat(own.first().map_or(40, |line| line.id.len())),
                path,
            ));
            if let Some((mode, bytes)) = content(&folder.join(path), &own)? {
                let id = self.git.tell(
                    &["hash-object", "-w", "--no-filters", "--stdin"],
                    &self.with_old_ends(bytes, &own)?,
                )?;
                lines.extend(self.index_line(&mode, String::from_utf8_lossy(&id).trim(), path));
            }
        }
        let mut arguments = self.without_filters()?;
        arguments.extend(["update-index", "-z", "--index-info"].map(str::to_owned));
        self.git.tell(&arguments, &lines).map(drop)
    }

    /// Returns settings that disable each filter and hook. Git compares files as new as the index
    /// with its content when it writes the index, and would run the filters.
    fn without_filters(&self) -> io::Result<Vec<String>> {
        let keys = self
            .git
            .ask_for(&["config", "--name-only", "-z", "--get-regexp", r"^(filter|hook)\."])?
            .unwrap_or_default();
        let keys = String::from_utf8(keys).map_err(io::Error::other)?;
        let mut settings = Vec::new();
        for key in keys.split('\0').filter(|key| !key.is_empty()) {
            if key.contains('=') {
                return Err(io::Error::other(message!(
                    "git.odd-filter-name",
                    "the settings name a filter or a hook with `=` in its name, which cannot be switched off"
                )));
            }
            settings.push("-c".to_owned());
            settings.push(match key.rsplit_once('.') {
                Some((hook, _)) if hook.to_ascii_lowercase().starts_with("hook.") => {
                    format!("{hook}.enabled=false")
                }
                _ => format!("{key}={}", if key.ends_with(".required") { "false" } else { "" }),
            });
        }
        Ok(settings)
    }

    /// Returns a line for `git update-index --index-info`; the path is from the root.
    fn index_line(&self, mode: &str, id: &str, path: &str) -> Vec<u8> {
        let names = self.prefix().iter().map(OsStr::as_encoded_bytes).chain([path.as_bytes()]);
        let way = names.collect::<Vec<_>>().join(b"/".as_slice());
        [mode.as_bytes(), b" ", id.as_bytes(), b"\t", &way, b"\0"].concat()
    }

    /// Returns the versions of files in the index, by their paths relative to the folder. A file of
    /// the format whose name is not text is an error: by another name it would be another file.
    fn index(&self, which: &str, paths: &[&str]) -> io::Result<Vec<IndexLine>> {
        let prefix = word_of(self.prefix());
        let mut arguments: Vec<&OsStr> = vec![OsStr::new("-C"), &prefix];
        arguments.extend(
            ["ls-files", "-z", which, "--"]
                .into_iter()
                .chain(paths.iter().copied())
                .map(OsStr::new),
        );
        let listed = self.git.ask(&arguments)?;
        let mut lines = Vec::new();
        for line in listed.split(|&byte| byte == 0) {
            let Some(tab) = line.iter().position(|&byte| byte == b'\t') else { continue };
            let (facts, path) =
                (line.get(..tab).unwrap_or_default(), line.get(tab + 1..).unwrap_or_default());
            let facts = String::from_utf8_lossy(facts);
            let [mode, id, stage] = facts
                .split(' ')
                .map(str::to_owned)
                .collect::<Vec<_>>()
                .try_into()
                .unwrap_or_default();
            let path = text_of(path);
            if is_plain_name(&path) {
                lines.push(IndexLine { mode, id, stage, path });
            } else if role(&path).is_some() {
                let path = clean_line(&path).into_owned();
                return Err(io::Error::other(message!(
                    "git.unmerged-name-not-utf-8",
                    "the name of {path} is not UTF-8 text, so the file was not changed; resolve it with git",
                    path
                )));
            }
        }
        Ok(lines)
    }

    /// Returns the content with line feeds only, if git's version has only line feeds: a checkout
    /// may write both characters.
    fn with_old_ends(&self, bytes: Vec<u8>, own: &[&IndexLine]) -> io::Result<Vec<u8>> {
        let has_returns = |bytes: &[u8]| bytes.windows(2).any(|pair| pair == b"\r\n");
        if !has_returns(&bytes) {
            return Ok(bytes);
        }
        let before = own.iter().find(|line| line.stage == "0" || line.stage == "2");
        let Some(before) =
            before.map(|line| CatFile::start(&self.git)?.content(&line.id)).transpose()?
        else {
            return Ok(bytes);
        };
        if has_returns(&before) {
            return Ok(bytes);
        }
        let is_kept = |at: usize| bytes.get(at..at + 2) != Some(b"\r\n");
        Ok(bytes.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, &byte)| byte).collect())
    }
}

/// Returns the mode of the entry at a path, and its content; `None` if there is nothing.
fn content(path: &Path, own: &[&IndexLine]) -> io::Result<Option<(String, Vec<u8>)>> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(data) if data.is_symlink() => Ok(Some((
            "120000".to_owned(),
            std::fs::read_link(path)?.into_os_string().into_encoded_bytes(),
        ))),
        Ok(_) => {
            let own = own
                .iter()
                .filter(|line| line.mode.starts_with("100"))
                .find(|line| line.stage != "1");
            let mode = own.map_or_else(|| "100644".to_owned(), |line| line.mode.clone());
            Ok(Some((mode, std::fs::read(path)?)))
        }
    }
}
