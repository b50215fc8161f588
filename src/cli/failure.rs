use std::fmt;

/// Why a command cannot do what it was asked: one sentence, and what to do.
#[derive(Debug)]
pub(super) struct Failure {
    what: String,
    help: Vec<String>,
}

impl Failure {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Failure { what: what.into(), help: Vec::new() }
    }

    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The help for an error, wherever it stands in its chain of causes.
    pub(super) fn help_for(error: &anyhow::Error) -> &[String] {
        error.chain().find_map(|cause| cause.downcast_ref::<Failure>()).map_or(&[], |failure| &failure.help)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Failure {}

/// A plan that cannot be counted on: what is wrong, as it is to be printed.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}
