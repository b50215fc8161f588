//! `endorse`: record that a plan was endorsed, and tag its state as the baseline.

use crate::cli::args::endorse::Endorse;
use crate::cli::args::{Common, EDITING};
use crate::cli::ask::{agreed, can_ask};
use crate::cli::edits::endorsed;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::diagnostic::message;
use crate::ops::{self, EndorseOptions};
use crate::workspace::Result;

impl Endorse {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        let is_json = common.format(EDITING)?;
        let is_asked = can_ask() && !self.dry_run && common.at.is_none();
        if is_asked {
            let session = Session::to_edit(common, environment, true)?;
            if !agreed(&ops::endorse(&session, &self.options(true))?, &environment.err)? {
                let said = message!("cli.not-endorsed", "Nothing was written");
                return Ok(CommandOutput::done(format!("{said}\n")));
            }
        }
        let session = Session::to_edit(common, environment, self.dry_run)?;
        session.run(|session| {
            let done = ops::endorse(session, &self.options(self.dry_run))?;
            Ok(endorsed(&done, !is_asked, is_json, session))
        })
    }

    fn options(&self, dry_run: bool) -> EndorseOptions {
        let mut options = EndorseOptions::default();
        (options.plan, options.tag) = (self.plan.clone(), self.tag.clone());
        (options.date, options.again, options.dry_run) = (self.date.clone(), self.again, dry_run);
        options
    }
}
