//! What goes wrong, for whoever asked: what happened, and what to do.

use std::fmt;

use crate::report::FoundFaults;
use crate::text::clean_line;

/// Why a command cannot do what it was asked: one sentence, and what to do.
#[derive(Debug)]
pub struct UserError {
    what: String,
    help: Vec<String>,
    /// Whether nothing went wrong: what was asked for cannot be there.
    is_absence: bool,
}

impl UserError {
    /// Says what happened, and where.
    pub fn new(what: impl Into<String>) -> Self {
        UserError { what: what.into(), help: Vec::new(), is_absence: false }
    }

    /// Where there is nothing to ask: a folder in no repository, a repository without a commit.
    pub fn absence(what: impl Into<String>) -> Self {
        UserError { is_absence: true, ..UserError::new(what) }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Whether an error says that there is nothing to ask, and not that asking failed.
    pub fn is_absence(error: &anyhow::Error) -> bool {
        error
            .chain()
            .find_map(|cause| cause.downcast_ref::<UserError>())
            .is_some_and(|failure| failure.is_absence)
    }

    /// Says in one line why something is left out, and what to do.
    pub fn in_one_line(error: &anyhow::Error) -> String {
        let why: Vec<String> =
            error.chain().map(|cause| clean_line(&cause.to_string()).into_owned()).collect();
        let help: String =
            UserError::help_for(error).iter().map(|help| format!("; {help}")).collect();
        format!("{}{help}", why.join(": "))
    }

    /// The help for an error, wherever it stands in its chain of causes.
    pub fn help_for(error: &anyhow::Error) -> &[String] {
        error
            .chain()
            .find_map(|cause| cause.downcast_ref::<UserError>())
            .map_or(&[], |failure| &failure.help)
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for UserError {}

/// A plan that cannot be counted on: its errors, and what to do.
#[derive(Debug)]
pub struct PlanErrors {
    /// Where the errors are, if that is not clear.
    pub heading: Option<String>,
    /// The errors.
    pub faults: FoundFaults,
    /// What to do.
    pub help: String,
}

impl fmt::Display for PlanErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the plans have {} errors", self.faults.len())
    }
}

impl std::error::Error for PlanErrors {}

/// A sheet or a mapping that cannot be taken: its faults, a line each, and what to do.
#[derive(Debug)]
pub struct InputFaults {
    /// The faults, each with its place.
    pub faults: Vec<String>,
    /// What to do.
    pub help: String,
}

impl fmt::Display for InputFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the input has {} faults", self.faults.len())
    }
}

impl std::error::Error for InputFaults {}
