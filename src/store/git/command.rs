use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// What to do where something of the repository is not here, or not as it was.
pub(super) const LOST: &str = "`git fetch --refetch --no-filter` brings the whole again, and `git fsck` tells what is not here";

/// Git, in a folder, with everything switched off that a repository could have executed or fetched.
pub(super) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .args(["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"])
        .args(["-c", "log.showSignature=false", "-c", "core.quotePath=false", "-c", "protocol.allow=never"])
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C")
        .env_remove("GIT_EXTERNAL_DIFF")
        .env_remove("GIT_TRACE")
        .current_dir(folder)
        .stdin(Stdio::null());
    // In a hook, git names the repository and takes any folder for the root of its tree. Where the folder itself tells, that counts.
    if folder.ancestors().any(|above| above.join(".git").exists()) {
        command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_PREFIX");
    }
    command
}

/// What git prints; or what it says is wrong.
///
/// # Errors
/// Where git cannot be started, or ends with a failure: the first line that it wrote on standard error.
pub(in crate::store) fn ask<I: AsRef<std::ffi::OsStr>>(folder: &Path, arguments: &[I]) -> io::Result<Vec<u8>> {
    let output = git(folder).args(arguments).output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => io::Error::new(io::ErrorKind::NotFound, "git is not installed, or not on the PATH"),
        _ => error,
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("git failed without a word");
    Err(io::Error::other(line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()))
}

/// Asks git for what needs objects of the repository: an error says what to do where they are not all here.
pub(super) fn ask_of_objects<I: AsRef<std::ffi::OsStr>>(folder: &Path, arguments: &[I]) -> io::Result<Vec<u8>> {
    ask(folder, arguments).map_err(|error| io::Error::new(error.kind(), format!("{error}; {LOST}")))
}
