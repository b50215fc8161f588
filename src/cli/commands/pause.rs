//! `hold`, `postpone` and `cancel`: each needs a reason.

use crate::cli::args::verbs::{Cancel, Hold, Pause, Postpone};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::workspace::Result;

impl Hold {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let own = &self.pause;
        own.edit.run(session, &own.ids, |options| ops::hold(session, options, own.reason()))
    }
}

impl Postpone {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let own = &self.pause;
        own.edit.run(session, &own.ids, |options| ops::postpone(session, options, own.reason()))
    }
}

impl Cancel {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let own = &self.pause;
        own.edit.run(session, &own.ids, |options| ops::cancel(session, options, own.reason()))
    }
}

impl Pause {
    /// The reason; a terminal has asked for it where it was not given.
    fn reason(&self) -> &str {
        self.reason.as_deref().unwrap_or_default()
    }
}
