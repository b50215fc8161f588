//! Runs the program as a user does: nothing from outside reaches it but arguments and files.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What one run said, and how it ended.
#[derive(Debug)]
#[must_use]
pub struct Run {
    pub stdout: String,
    pub stderr: String,
    /// `None`: a signal ended it.
    pub code: Option<i32>,
}

impl Run {
    /// The output, where nothing was to complain of.
    pub fn ok(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{}", self.stdout);
        self.stdout
    }

    /// The output read as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{}{}", self.stdout, self.stderr))
    }

    /// Panics are bugs whatever the input was; so are control characters that reach the terminal.
    pub fn assert_calm(&self) {
        assert!(matches!(self.code, Some(0..=2)), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        let wild = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!self.stdout.contains(wild) && !self.stderr.contains(wild), "{self:?}");
    }
}

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A command that runs the program in a folder, with an empty environment.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workplan"));
    command.env_clear().current_dir(folder).stdin(Stdio::null()).args(arguments);
    command
}

/// Runs the program in a folder.
pub fn workplan(folder: &Path, arguments: &[&str]) -> Run {
    let output = command(folder, arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { stdout: text(output.stdout), stderr: text(output.stderr), code: output.status.code() }
}

/// The entries of a folder, by name.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut found: Vec<PathBuf> = read.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// A folder that holds `workplans` with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    for (name, bytes) in files {
        let path = root.path().join("workplans").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
}
