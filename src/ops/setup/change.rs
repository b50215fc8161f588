//! One thing that `workplan setup` writes: a file, lines at the end of a file, or a setting of git.

use std::path::{Path, PathBuf};

use super::plain_file::plain_bytes;
use super::record::{Record, Written};
use crate::report::{SetupState, SetupTarget};
use crate::store::{self, UserGit};
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Result};

/// One thing to write.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// A complete file.
    File { path: PathBuf, text: String },
    /// Lines at the end of a file, unless this word is in it.
    Lines { path: PathBuf, lines: String, word: &'static str },
    /// A setting of git in one repository, unless it has a value with this word.
    Setting { repository: PathBuf, key: &'static str, value: &'static str, word: &'static str },
}

impl Change {
    /// What is written.
    pub(super) fn target(&self) -> SetupTarget {
        match self {
            Change::File { path, .. } => SetupTarget::File(path.clone()),
            Change::Lines { path, lines, .. } => {
                SetupTarget::Lines { path: path.clone(), lines: lines.clone() }
            }
            Change::Setting { repository, key, value, .. } => SetupTarget::Setting {
                repository: repository.clone(),
                key: (*key).to_owned(),
                value: (*value).to_owned(),
            },
        }
    }

    /// What is there now.
    pub(super) fn state(&self, record: &Record) -> Result<SetupState> {
        match self {
            Change::File { path, text } => Ok(match plain_bytes(path) {
                None if store::is_there(path) => SetupState::Other,
                None => SetupState::Missing,
                Some(bytes) if is_same(path, &bytes, text) => SetupState::There,
                Some(bytes) if record.has_file(path, &store::digest(&bytes)) => {
                    SetupState::Outdated
                }
                Some(_) => SetupState::Other,
            }),
            Change::Lines { path, word, .. } => {
                Ok(match plain_bytes(path).map(String::from_utf8) {
                    None if store::is_there(path) => SetupState::Other,
                    None => SetupState::Missing,
                    Some(Ok(text)) if text.contains(word) => SetupState::There,
                    Some(Ok(_)) => SetupState::Missing,
                    Some(Err(_)) => SetupState::Other,
                })
            }
            Change::Setting { repository, key, word, .. } => {
                Ok(match UserGit::at(repository).line(&["config", "--get", key])? {
                    None => SetupState::Missing,
                    Some(value) if value.contains(word) => SetupState::There,
                    Some(_) => SetupState::Other,
                })
            }
        }
    }

    /// What will be recorded: the folders that are made for it, and the thing.
    pub(super) fn records(&self) -> Vec<Written> {
        let mut records = Vec::new();
        if let Change::File { path, .. } | Change::Lines { path, .. } = self {
            let folders = path.ancestors().skip(1).take_while(|folder| !store::is_there(folder));
            records.extend(folders.map(|folder| Written::Folder { path: folder.to_owned() }));
            records.reverse();
        }
        records.push(match self {
            Change::File { path, text } => {
                Written::File { path: path.clone(), digest: store::digest(text.as_bytes()) }
            }
            Change::Lines { path, lines, .. } => {
                let old = plain_bytes(path);
                let is_open =
                    old.as_ref().is_some_and(|old| !old.is_empty() && !old.ends_with(b"\n"));
                let text = format!("{}{lines}", if is_open { "\n" } else { "" });
                Written::Lines { path: path.clone(), text, is_new: old.is_none() }
            }
            Change::Setting { repository, key, value, .. } => Written::Setting {
                repository: repository.clone(),
                key: (*key).to_owned(),
                value: (*value).to_owned(),
            },
        });
        records
    }
}

/// Writes new files of one folder, all of them or none.
pub(super) fn write_new(files: &[(PathBuf, String)]) -> Result<()> {
    let Some(folder) = files.first().and_then(|(path, _)| path.parent()) else { return Ok(()) };
    store::write_all_new(folder, files).unwritable(|| clean_line(&path_text(folder)).into_owned())
}

/// Writes a text in place of a file that holds what was read before.
pub(super) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<()> {
    store::replace(path, old, new).unwritable(|| clean_line(&path_text(path)).into_owned())
}

/// Changes a setting of git in one repository.
pub(super) fn configure(repository: &Path, arguments: &[&str]) -> Result<()> {
    let all = [&["config", "--local"], arguments].concat();
    UserGit::at(repository)
        .ask(&all)
        .unwritable(|| clean_line(&path_text(&repository.join(".git/config"))).into_owned())?;
    Ok(())
}

/// Whether a file holds a text. The day on which a manual page was made makes no difference.
fn is_same(path: &Path, bytes: &[u8], text: &str) -> bool {
    if bytes == text.as_bytes() {
        return true;
    }
    let lines = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with(".TH ")).map(str::to_owned).collect()
    };
    path.extension().is_some_and(|ending| ending == "1")
        && std::str::from_utf8(bytes).is_ok_and(|own| lines(own) == lines(text))
}
