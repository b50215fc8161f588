use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::command::ask;

/// A file that a merge has left open: its versions, where there are such.
#[derive(Clone, Debug, Default)]
pub struct Unmerged {
    /// The version that both sides come from.
    pub base: Option<Vec<u8>>,
    /// Our version.
    pub ours: Option<Vec<u8>>,
    /// Their version.
    pub theirs: Option<Vec<u8>>,
}

/// The files below a folder that a merge, a rebase or the like has left open, by their paths relative to it, with `/`.
///
/// # Errors
/// Where git cannot be asked, or does not have a version.
pub fn unmerged(folder: &Path) -> io::Result<BTreeMap<String, Unmerged>> {
    let listed = ask(folder, &["ls-files", "--unmerged", "-z", "--", "."])?;
    let mut files: BTreeMap<String, Unmerged> = BTreeMap::new();
    for line in String::from_utf8_lossy(&listed).split('\0').filter(|line| !line.is_empty()) {
        let Some((facts, path)) = line.split_once('\t') else { continue };
        let facts: Vec<&str> = facts.split(' ').collect();
        let [_, id, stage] = facts.as_slice() else { continue };
        let version = Some(ask(folder, &["cat-file", "blob", id])?);
        let file = files.entry(path.to_owned()).or_default();
        match *stage {
            "1" => file.base = version,
            "2" => file.ours = version,
            _ => file.theirs = version,
        }
    }
    Ok(files)
}

/// Tells git that these files, by their paths relative to a folder, are merged as they are there; one that is not there is removed.
///
/// # Errors
/// Where git cannot write its index.
pub fn settle(folder: &Path, paths: &[&str]) -> io::Result<()> {
    ask(folder, &[&["update-index", "--add", "--remove", "--"], paths].concat()).map(drop)
}
