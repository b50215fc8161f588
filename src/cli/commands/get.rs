//! `workplan get`: gets a copy of what a group shares.

use crate::cli::args::get::Get;
use crate::cli::args::{Common, Format};
use crate::cli::ask::address_of_copy;
use crate::cli::asked_me::ask_who;
use crate::cli::environment::Environment;
use crate::cli::output::CommandOutput;
use crate::cli::progress::Percentage;
use crate::ops::{self, GetOptions};
use crate::render::new_copy_text;
use crate::workspace::Result;

impl Get {
    pub(in crate::cli) fn run(
        &self,
        common: &Common,
        environment: &Environment,
    ) -> Result<CommandOutput> {
        common.format(&[(Format::Text, ())])?;
        let asked = common.options(environment);
        let copy = match (&self.practice, &self.address) {
            (Some(folder), _) => ops::practice(&asked, folder)?,
            (None, address) => {
                let address = address.clone().map_or_else(address_of_copy, Ok)?;
                let options = GetOptions { address, folder: self.folder.clone() };
                let percentage = Percentage::new(environment.err.width.is_some());
                ops::get(&asked, &options, &|part| percentage.show(part))?
            }
        };
        let copy = ask_who(common, environment, copy)?;
        Ok(CommandOutput::done(new_copy_text(&copy)).after_writing(true))
    }
}
