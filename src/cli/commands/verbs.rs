//! The everyday edits, each a word for what `set` can do as well.

use std::slice::from_ref;

use crate::cli::args::verbs::{Cancel, Done, Hold, Postpone, Progress, Slip, Start};
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

impl Hold {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let own = &self.pause;
        own.edit.run(session, &own.ids, |options| ops::hold(session, options, &own.reason))
    }
}

impl Postpone {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let own = &self.pause;
        own.edit.run(session, &own.ids, |options| ops::postpone(session, options, &own.reason))
    }
}

impl Cancel {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let own = &self.pause;
        own.edit.run(session, &own.ids, |options| ops::cancel(session, options, &own.reason))
    }
}

impl Progress {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let ids = from_ref(&self.id);
        self.edit.run(session, ids, |options| ops::progress(session, options, &self.percent))
    }
}

impl Slip {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let (ids, due, reason) = (from_ref(&self.id), &self.due, &self.reason);
        self.edit.run(session, ids, |options| ops::slip(session, options, due, reason))
    }
}
