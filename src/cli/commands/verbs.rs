//! The everyday edits, each a word for what `set` can do as well.

use crate::cli::args::verbs::{Done, Progress, Slip, Start};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::workspace::Result;

impl Done {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        self.edit.run(session, &self.ids, |options| match self.milestones {
            true => ops::done_with_milestones(session, options),
            false => ops::done(session, options),
        })
    }
}

impl Start {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let reason = self.reason.as_deref();
        self.edit.run(session, &self.ids, |options| ops::start(session, options, reason))
    }
}

impl Progress {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let percent = self.percent.as_deref().unwrap_or_default();
        let ids = self.id.as_slice();
        self.edit.run(session, ids, |options| ops::progress(session, options, percent))
    }
}

impl Slip {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let (due, reason) = (self.due.as_deref(), self.reason.as_deref());
        let (due, reason) = (due.unwrap_or_default(), reason.unwrap_or_default());
        let ids = self.id.as_slice();
        self.edit.run(session, ids, |options| ops::slip(session, options, due, reason))
    }
}
