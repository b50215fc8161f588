//! Git repositories by one fictional author, with dates set by the test, independent of the
//! settings of the machine.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

use super::{copy, folder, temporary_folder};

/// One fictional author. Housekeeping and syncing to the disk are off: the repositories are
/// temporary.
const SETTINGS: [&str; 10] = [
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@example.org",
    "-c",
    "maintenance.auto=false",
    "-c",
    "core.fsync=none",
    "-c",
    "init.templateDir=",
];

/// Runs git in a folder, on a fixed date.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    git_on("2024-07-01T23:30:00-1100", folder, arguments)
}

/// Runs git in a folder at a given time, asserts that it succeeds, and returns its output.
pub fn git_on(moment: &str, folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(folder).args(SETTINGS).args(arguments);
    command.env("GIT_COMMITTER_DATE", moment).env("GIT_AUTHOR_DATE", moment);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Creates a repository with the branch `main` in a folder.
pub fn init(root: &Path) {
    static EMPTY: LazyLock<TempDir> = LazyLock::new(|| {
        let root = temporary_folder();
        git(root.path(), &["init", "-q", "-b", "main"]);
        root
    });
    copy(EMPTY.path(), root);
}

/// Writes a file in the workplans folder.
pub fn write(root: &Path, name: &str, text: &str) {
    let path = root.join("workplans").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Commits everything, even if nothing changed.
pub fn commit(root: &Path, message: &str) {
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", message]);
}

/// Commits everything at a given time.
pub fn commit_on(moment: &str, root: &Path, message: &str) {
    git(root, &["add", "-A"]);
    git_on(moment, root, &["commit", "-q", "--allow-empty", "-m", message]);
}

/// Creates a repository with one commit of these files in `workplans`.
pub fn repository(files: &[(&str, &[u8])]) -> TempDir {
    let root = folder(files);
    init(root.path());
    commit(root.path(), "As endorsed");
    root
}
