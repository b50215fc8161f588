use std::fmt;

use super::output::write_error;
use crate::text::{clean, clean_line};

/// Why a command cannot do what it was asked: one sentence, and what to do.
#[derive(Debug)]
pub(super) struct UserError {
    what: String,
    help: Vec<String>,
    /// Whether nothing went wrong: what was asked for cannot be there.
    is_absence: bool,
}

impl UserError {
    pub(super) fn new(what: impl Into<String>) -> Self {
        UserError { what: what.into(), help: Vec::new(), is_absence: false }
    }

    /// Where there is nothing to ask: a folder in no repository, a repository without a commit.
    pub(super) fn absence(what: impl Into<String>) -> Self {
        UserError { is_absence: true, ..UserError::new(what) }
    }

    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Whether an error says that there is nothing to ask, and not that asking failed.
    pub(super) fn is_absence(error: &anyhow::Error) -> bool {
        error
            .chain()
            .find_map(|cause| cause.downcast_ref::<UserError>())
            .is_some_and(|failure| failure.is_absence)
    }

    /// Says in one line why something is left out, and what to do.
    pub(super) fn in_one_line(error: &anyhow::Error) -> String {
        let why: Vec<String> =
            error.chain().map(|cause| clean_line(&cause.to_string()).into_owned()).collect();
        let help: String =
            UserError::help_for(error).iter().map(|help| format!("; {help}")).collect();
        format!("{}{help}", why.join(": "))
    }

    /// The help for an error, wherever it stands in its chain of causes.
    pub(super) fn help_for(error: &anyhow::Error) -> &[String] {
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

/// A plan that cannot be counted on: what is wrong, as it is to be printed.
#[derive(Debug)]
pub(super) struct PlanErrors(pub(super) String);

impl fmt::Display for PlanErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PlanErrors {}

/// Tells on standard error what went wrong, and what to do.
pub(super) fn complain(error: &anyhow::Error) {
    if let Some(refused) = error.downcast_ref::<PlanErrors>() {
        return write_error(&refused.to_string());
    }
    let causes: Vec<String> =
        error.chain().map(|cause| clean_line(&cause.to_string()).into_owned()).collect();
    say(&format!("error: {}", causes.join(": ")));
    for help in UserError::help_for(error) {
        say(&format!("help: {help}"));
    }
}

/// A line on standard error.
pub(super) fn say(line: &str) {
    write_error(&format!("{}\n", clean(line)));
}
