//! What `check` found in the plans.

use crate::diagnostic::{Diagnostic, Level, Message, message};
use crate::text::{FromRoot, Sources};

/// What `check` found, and what the forms of CI systems need to know beside it.
#[derive(Clone, Debug, Default)]
pub struct CheckFindings {
    /// Each with the level that holds for it, in the order of the places.
    pub found: Vec<(Level, Diagnostic)>,
    /// The files that the places lie in.
    pub sources: Sources,
    /// Every rule there is, broken or not.
    pub rules: Vec<RuleCard>,
    /// How the files are called from the root of the git repository: CI systems know a file by its
    /// path from there.
    pub way: FromRoot,
    /// How many findings were fixed before.
    pub fixed: usize,
    /// How many findings `check --fix` would fix.
    pub fixable: Fixable,
    /// The files that could not be opened.
    pub unopened: Vec<UnopenedFile>,
    /// What is worth knowing beside the findings.
    pub notes: Vec<Message>,
}

/// How many findings can be fixed automatically.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixable {
    /// How many.
    pub number: usize,
    /// Whether there may be fewer: fixes that would bring other errors are not made, and these have
    /// not been tried.
    pub is_bound: bool,
}

/// A rule: what it finds, and how grave that is.
#[derive(Clone, Copy, Debug)]
pub struct RuleCard {
    /// Its name.
    pub name: &'static str,
    /// The level that holds for it in this folder.
    pub level: Level,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// The whole page, in Markdown.
    pub page: &'static str,
}

/// A file that could not be opened.
#[derive(Clone, Debug)]
pub struct UnopenedFile {
    /// Which one, and why.
    pub what: Message,
    /// In which state of the folder it is.
    pub state: UnopenedState,
}

/// In which state of the folder a file could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnopenedState {
    /// In the one that is checked.
    Checked,
    /// In the one that it is compared with: what changed in it is not judged.
    Base,
    /// In the one that it is compared with, and the clone does not have it.
    MissingBase,
}

impl CheckFindings {
    /// Whether an error was found.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|(level, _)| *level == Level::Error)
    }

    /// Says how many findings were fixed before.
    pub fn fixed_note(&self) -> Message {
        message!("check.fixed", "{fixed} fixed", fixed = self.fixed)
    }

    /// Whether a file that was to be checked, or that the clone should have, could not be opened.
    pub fn is_incomplete(&self) -> bool {
        self.unopened.iter().any(|file| file.state != UnopenedState::Base)
    }

    /// Returns how many of the files that were to be checked could not be opened.
    pub fn unchecked(&self) -> usize {
        self.unopened.iter().filter(|file| file.state == UnopenedState::Checked).count()
    }
}

impl Fixable {
    /// Counts those of another folder as well.
    pub fn add(&mut self, other: Fixable) {
        self.number += other.number;
        self.is_bound |= other.is_bound;
    }
}
