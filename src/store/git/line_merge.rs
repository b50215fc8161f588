//! Merges texts by lines with git.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use super::target::Git;

/// The mode of a merge by lines for lines that both sides have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineConflicts {
    /// Marks both versions, with markers of that length.
    Marked(usize),
    /// Takes ours.
    Ours,
    /// Takes both, ours first.
    Both,
}

/// Git's own merge of three files by lines: the result, and whether there are conflicts in it. No
/// file is changed.
///
/// # Errors
/// If git cannot be started, a file cannot be read, or one is not text.
pub fn merge_lines(
    folder: &Path,
    [base, ours, theirs]: [&Path; 3],
    how: LineConflicts,
) -> io::Result<(Vec<u8>, bool)> {
    let mut arguments: Vec<OsString> =
        ["merge-file", "-p", "-q", "-L", "ours", "-L", "base", "-L", "theirs"]
            .map(Into::into)
            .to_vec();
    arguments.push(match how {
        LineConflicts::Marked(size) => format!("--marker-size={size}").into(),
        LineConflicts::Ours => "--ours".into(),
        LineConflicts::Both => "--union".into(),
    });
    arguments.push("--".into());
    arguments.extend([ours, base, theirs].map(|path| folder.join(path).into_os_string()));
    // The status is the number of conflicts.
    let (merged, conflicts) = Git::near(folder).ask_for_status(&arguments)?;
    Ok((merged, conflicts > 0))
}

/// Merges three texts by lines; the result is text.
///
/// # Errors
/// See [`merge_lines`]; also if no temporary file can be written.
pub fn merge_lines_of(texts: [&str; 3], how: LineConflicts) -> io::Result<String> {
    let folder = tempfile::tempdir()?;
    let paths = ["base", "ours", "theirs"].map(|name| folder.path().join(name));
    for (path, text) in paths.iter().zip(texts) {
        std::fs::write(path, text)?;
    }
    let (bytes, _) = merge_lines(folder.path(), [&paths[0], &paths[1], &paths[2]], how)?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
