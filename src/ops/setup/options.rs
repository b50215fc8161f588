//! What is set up, and where the files of a user are.

use std::path::PathBuf;

/// A shell that completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupShell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    PowerShell,
    /// elvish
    Elvish,
}

/// What is set up, and where a user's files are.
#[derive(Clone, Debug)]
pub struct SetupOptions {
    /// The user's folder for data, such as `~/.local/share`.
    pub data: PathBuf,
    /// The user's folder for settings, such as `~/.config`.
    pub config: PathBuf,
    /// The folder in which what was written is recorded.
    pub record: PathBuf,
    /// The file that zsh reads at its start.
    pub zshrc: PathBuf,
    /// The file that PowerShell reads at its start, if it is known.
    pub profile: Option<PathBuf>,
    /// Whether `man` looks into the user's folder.
    pub man_finds_pages: bool,
    /// The shell, if it is known.
    pub shell: Option<SetupShell>,
    /// The completion of the shell.
    pub completion: String,
    /// The manual pages, by the names of their files.
    pub pages: Vec<(String, String)>,
}
