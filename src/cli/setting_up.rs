//! What `workplan setup` needs to know of the user's system, and its questions.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::Command;

use super::args::Shell;
use super::ask::confirm;
use super::complete::script;
use super::man_pages::man_pages;
use super::output::write_error;
use crate::diagnostic::message;
use crate::model::Day;
use crate::ops::{SetupOptions, SetupShell};
use crate::render::setup_text;
use crate::report::{SetupPart, SetupReport};
use crate::workspace::{Error, Result};

/// Returns what is to be set up, and where.
pub(super) fn options(shell: Option<Shell>, program: Command, today: Day) -> Result<SetupOptions> {
    let home = home()?;
    let config = folder("XDG_CONFIG_HOME").unwrap_or_else(|| home.join(".config"));
    let shell = shell.or_else(own_shell);
    Ok(SetupOptions {
        data: folder("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share")),
        record: record_folder()?,
        zshrc: folder("ZDOTDIR").unwrap_or_else(|| home.clone()).join(".zshrc"),
        profile: profile(&config),
        man_finds_pages: finds_pages(&home),
        shell: shell.map(known),
        completion: shell.map(script).transpose()?.unwrap_or_default(),
        pages: man_pages(program, today)?,
        config,
    })
}

/// Returns the folder in which what was written is recorded.
pub(super) fn record_folder() -> Result<PathBuf> {
    let own = match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        _ => folder("XDG_STATE_HOME"),
    };
    Ok(own.map_or_else(|| home().map(|home| home.join(".local/state")), Ok)?.join("workplan"))
}

/// Shows what is there, and asks for each part with something to write.
pub(super) fn asked_parts(found: &SetupReport) -> Result<Vec<SetupPart>> {
    write_error(&setup_text(found));
    let mut parts = Vec::new();
    for part in SetupPart::ALL.into_iter().filter(|part| found.has_work(*part)) {
        let question = match part {
            SetupPart::Completion => message!("setup.ask-completion", "Set up the completion?"),
            SetupPart::Manual => message!("setup.ask-manual", "Write the manual pages?"),
            SetupPart::Merge => message!("setup.ask-merge", "Set up git's merge in this clone?"),
            SetupPart::Editor => message!("setup.ask-editor", "Write the schemas for editors?"),
        };
        if confirm(&question)? {
            parts.push(part);
        }
    }
    Ok(parts)
}

/// The error where nobody can be asked, and no part is named.
pub(super) fn name_the_parts() -> Error {
    let words = SetupPart::ALL.map(SetupPart::as_str).join(", ");
    Error::usage(message!(
        "setup.no-parts",
        "name what is to be set up: {words}; or `--all`",
        words
    ))
    .hint(message!("setup.look-first", "`workplan setup --dry-run` shows what would be written"))
}

fn home() -> Result<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    folder(name).ok_or_else(|| {
        Error::refused(message!(
            "setup.no-home",
            "the variable {name} does not name your folder; nothing was written",
            name
        ))
    })
}

fn folder(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// The shell that the environment names.
fn own_shell() -> Option<Shell> {
    let Some(path) = std::env::var_os("SHELL") else {
        return cfg!(windows).then_some(Shell::Powershell);
    };
    match Path::new(&path).file_stem().and_then(OsStr::to_str)? {
        "bash" => Some(Shell::Bash),
        "zsh" => Some(Shell::Zsh),
        "fish" => Some(Shell::Fish),
        "pwsh" | "powershell" => Some(Shell::Powershell),
        "elvish" => Some(Shell::Elvish),
        _ => None,
    }
}

fn known(shell: Shell) -> SetupShell {
    match shell {
        Shell::Bash => SetupShell::Bash,
        Shell::Zsh => SetupShell::Zsh,
        Shell::Fish => SetupShell::Fish,
        Shell::Powershell => SetupShell::PowerShell,
        Shell::Elvish => SetupShell::Elvish,
    }
}

/// The file that PowerShell reads at its start. On Windows, the user's folder of modules is beside
/// it, wherever the documents are kept.
fn profile(config: &Path) -> Option<PathBuf> {
    const NAME: &str = "Microsoft.PowerShell_profile.ps1";
    if !cfg!(windows) {
        return Some(config.join("powershell").join(NAME));
    }
    let home = folder("USERPROFILE")?;
    let modules = std::env::var_os("PSModulePath")?;
    let own = std::env::split_paths(&modules).find(|path| path.starts_with(&home))?;
    Some(own.parent()?.join(NAME))
}

/// Whether `man` looks into the user's folder: it goes by the folders of programs.
fn finds_pages(home: &Path) -> bool {
    let has = |name: &str, wanted: PathBuf| {
        std::env::var_os(name)
            .is_some_and(|paths| std::env::split_paths(&paths).any(|path| path == wanted))
    };
    has("PATH", home.join(".local/bin")) || has("MANPATH", home.join(".local/share/man"))
}
