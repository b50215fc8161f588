//! What `workplan setup` finds, writes and takes back.

use std::path::PathBuf;

use crate::diagnostic::Message;

/// A part of what is set up for a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupPart {
    /// The completion of a shell.
    Completion,
    /// The manual pages.
    Manual,
    /// Git's merge driver, in one clone.
    Merge,
    /// The schemas for editors, in one workplans folder.
    Editor,
}

impl SetupPart {
    /// All of them, in the order in which they are shown.
    pub const ALL: [SetupPart; 4] =
        [SetupPart::Completion, SetupPart::Manual, SetupPart::Merge, SetupPart::Editor];

    /// Returns the word by which it is named.
    pub fn as_str(self) -> &'static str {
        match self {
            SetupPart::Completion => "completion",
            SetupPart::Manual => "manual",
            SetupPart::Merge => "merge",
            SetupPart::Editor => "editor",
        }
    }
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupTarget {
    /// A file.
    File(PathBuf),
    /// Several files of one folder.
    Files {
        /// The folder.
        folder: PathBuf,
        /// How many there are.
        count: usize,
    },
    /// Lines at the end of a file.
    Lines {
        /// The file.
        path: PathBuf,
        /// The lines.
        lines: String,
    },
    /// A setting of git in one repository.
    Setting {
        /// The repository.
        repository: PathBuf,
        /// The name of the setting.
        key: String,
        /// Its value.
        value: String,
    },
}

/// The state of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupState {
    /// It is not there, and can be written.
    Missing,
    /// It is there as an earlier version has written it, and can be replaced.
    Outdated,
    /// It is there.
    There,
    /// Something else is in its place, and stays.
    Other,
    /// It was written by `setup`, and can be taken back.
    Own,
    /// It was written by `setup` and changed since, and stays.
    Changed,
}

/// One thing to write or to take back.
#[derive(Clone, Debug)]
pub struct SetupStep {
    /// The part that it belongs to.
    pub part: SetupPart,
    /// What is written.
    pub target: SetupTarget,
    /// Its state before.
    pub state: SetupState,
}

/// What was found, written or taken back.
#[derive(Clone, Debug, Default)]
pub struct SetupReport {
    /// What is written, part by part.
    pub steps: Vec<SetupStep>,
    /// What else is to know about each part.
    pub notes: Vec<(SetupPart, Message)>,
    /// Whether it was done, and not only looked at.
    pub is_done: bool,
}

impl SetupReport {
    /// Whether there is something to write for a part.
    pub fn has_work(&self, part: SetupPart) -> bool {
        let is_work = |step: &SetupStep| {
            step.part == part && matches!(step.state, SetupState::Missing | SetupState::Outdated)
        };
        self.steps.iter().any(is_work)
    }

    /// Returns what concerns these parts.
    #[must_use]
    pub fn of(mut self, parts: &[SetupPart]) -> Self {
        self.steps.retain(|step| parts.contains(&step.part));
        self.notes.retain(|(part, _)| parts.contains(part));
        self
    }
}
