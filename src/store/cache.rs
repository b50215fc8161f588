//! A cache of results between runs.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::digest::digest;

/// How long unused files are kept.
const LIFETIME: Duration = Duration::from_secs(90 * 24 * 60 * 60);
/// How the names of files begin that are being written.
const UNFINISHED: &str = ".workplan-";
/// The length of the digest before the content, with its line end.
const HEAD: usize = 65;

/// A file that keeps results of a run for the next one. It may be missing, damaged or out of date,
/// and the disk may be full. The cache is then empty, without a message.
#[derive(Clone, Debug)]
pub struct Cache {
    path: PathBuf,
}

impl Cache {
    /// The file for a question in a repository, in a folder that need not be there. Another build
    /// of the program has another file; so has another repository, whatever ids they have in
    /// common: one that was tampered with answers for itself alone.
    pub fn of(folder: &Path, repository: &str, question: &[&str]) -> Cache {
        let program = std::env::current_exe().and_then(std::fs::metadata).ok();
        let build = program.map(|data| (data.len(), data.modified().ok()));
        let name = digest(
            format!("{} {build:?} {repository:?} {question:?}", env!("CARGO_PKG_VERSION"))
                .as_bytes(),
        );
        Cache { path: folder.join(name) }
    }

    /// Returns the kept content.
    pub fn read(&self) -> Option<Vec<u8>> {
        let mut bytes = std::fs::read(&self.path).ok()?;
        let kept = bytes.split_off(HEAD.min(bytes.len()));
        (bytes.strip_suffix(b"\n")? == digest(&kept).as_bytes()).then_some(kept)
    }

    /// Keeps this instead, in one step. Of runs at the same moment the last one counts.
    pub fn write(&self, bytes: &[u8]) {
        let Some(folder) = self.path.parent() else { return };
        let written = || -> std::io::Result<()> {
            std::fs::create_dir_all(folder)?;
            let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
            std::io::Write::write_all(&mut file, format!("{}\n", digest(bytes)).as_bytes())?;
            std::io::Write::write_all(&mut file, bytes)?;
            file.persist(&self.path)?;
            Ok(())
        };
        if written().is_ok() {
            sweep(folder);
        }
    }
}

/// Whether a file of that name is one of ours.
fn is_own(name: &str) -> bool {
    let is_digest = name.len() == HEAD - 1
        && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_digest || name.starts_with(UNFINISHED)
}

/// Removes our old files, including those of a run that was killed.
fn sweep(folder: &Path) {
    let is_old = |entry: &std::fs::DirEntry| -> Option<bool> {
        entry.file_name().to_str().filter(|name| is_own(name))?;
        let modified = entry.metadata().ok().filter(std::fs::Metadata::is_file)?.modified().ok()?;
        Some(SystemTime::now().duration_since(modified).ok()? > LIFETIME)
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_old(&entry) == Some(true) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
