//! One run of a command: the opened workplans folder, and how the answer is shown.

use std::ops::{Deref, DerefMut};

use super::args::{Common, READING};
use super::environment::Environment;
use super::output::CommandOutput;
use crate::render::View;
use crate::workspace::{Result, Workspace};

/// What a command works on.
pub(super) struct Session {
    pub workspace: Workspace,
    pub common: Common,
    pub environment: Environment,
}

impl Session {
    /// Opens the workplans folder.
    pub(super) fn new(common: &Common, environment: &Environment) -> Result<Self> {
        let workspace = Workspace::new(&common.options(environment))?;
        Ok(Session::of(workspace, common, environment))
    }

    /// Opens it to be compared with a revision.
    pub(super) fn since(common: &Common, environment: &Environment, base: &str) -> Result<Self> {
        let workspace = Workspace::since(&common.options(environment), base)?;
        Ok(Session::of(workspace, common, environment))
    }

    /// Opens it to be changed, and locks it unless that is only to be shown.
    pub(super) fn to_edit(
        common: &Common,
        environment: &Environment,
        is_dry_run: bool,
    ) -> Result<Self> {
        let workspace = Workspace::to_edit(&common.options(environment), is_dry_run)?;
        Ok(Session::of(workspace, common, environment))
    }

    /// Takes a workspace that is open.
    pub(super) fn of(workspace: Workspace, common: &Common, environment: &Environment) -> Self {
        Session { workspace, common: common.clone(), environment: environment.clone() }
    }

    /// Runs a command, and takes along what is worth knowing beside the answer.
    pub(super) fn run(
        mut self,
        run: impl FnOnce(&mut Session) -> Result<CommandOutput>,
    ) -> Result<CommandOutput> {
        let mut output = run(&mut self)?;
        output.notes.append(&mut self.workspace.notes.take());
        if !self.environment.stays {
            self.workspace.abandon();
        }
        Ok(output)
    }

    /// Shows a view in the form that is asked for.
    pub(super) fn show(&self, view: &impl View) -> Result<CommandOutput> {
        let form = self.common.format(READING)?;
        let text = view.render(form, &self.environment.out);
        Ok(CommandOutput::done(self.common.mark().to_owned() + &text))
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut Workspace {
        &mut self.workspace
    }
}

impl Deref for Session {
    type Target = Workspace;

    fn deref(&self) -> &Workspace {
        &self.workspace
    }
}
