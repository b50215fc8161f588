//! One file a command: its arguments with their help, and `run`.

mod add;
mod add_part;
#[cfg(feature = "board")]
mod board;
mod check;
mod completions;
mod demo;
mod diff;
mod digest;
mod endorse;
mod export;
mod formats;
mod get;
mod import;
mod init;
mod list;
mod log;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod matrix;
mod mcp;
mod me;
mod merge_file;
mod mine;
#[cfg(not(feature = "board"))]
mod no_board;
#[cfg(not(feature = "lsp"))]
mod no_lsp;
mod overdue;
mod pause;
mod remove;
mod report;
mod resolve;
mod rollover;
mod schema;
mod set;
mod setup;
mod share;
mod show;
mod site;
mod status;
mod trend;
mod undo;
mod upcoming;
mod update;
mod verbs;

use clap::Subcommand;

pub(super) use formats::formats_of;

use super::args::{
    self, Common, Completions, Diff, Digest, Export, List, Report, Site, Status, Trend,
};
use super::ask::answered;
use super::environment::Environment;
use super::output::CommandOutput;
use super::program::Program;
use super::session::Session;
use crate::workspace::Result;

/// What is asked.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Status(Status),
    List(List),
    Overdue(overdue::Overdue),
    Upcoming(upcoming::Upcoming),
    Mine(mine::Mine),
    Board(args::board::Board),
    Show(args::show::Show),
    Matrix(matrix::Matrix),
    Me(me::Me),
    Report(Report),
    Digest(Digest),
    Site(Site),
    Check(args::check::Check),
    Diff(Diff),
    Set(set::Set),
    Add(args::add::Add),
    Remove(remove::Remove),
    Endorse(args::endorse::Endorse),
    Done(args::verbs::Done),
    Start(args::verbs::Start),
    Hold(args::verbs::Hold),
    Postpone(args::verbs::Postpone),
    Cancel(args::verbs::Cancel),
    Progress(args::verbs::Progress),
    Slip(args::verbs::Slip),
    Undo(undo::Undo),
    Rollover(rollover::Rollover),
    Export(Export),
    Import(import::Import),
    Log(log::Log),
    Trend(Trend),
    MergeFile(merge_file::MergeFile),
    Resolve(resolve::Resolve),
    Get(args::get::Get),
    Update(update::Update),
    Share(share::Share),
    Init(init::Init),
    Setup(args::setup::Setup),
    Demo(args::demo::Demo),
    Schema(schema::Schema),
    Lsp(args::lsp::Lsp),
    Completions(Completions),
    Man(man::Man),
    Mcp(mcp::Mcp),
}

impl Default for Command {
    fn default() -> Self {
        Command::Status(Status::default())
    }
}

impl Command {
    /// Does what is asked. `program` is for the commands that describe it, or run others.
    pub(super) fn run(
        &self,
        common: &Common,
        environment: &Environment,
        program: &Program,
    ) -> Result<CommandOutput> {
        // A command that needs no workplans folder does not ask for one.
        let open = || Session::new(common, environment);
        let to_edit = |is_dry_run: bool| Session::to_edit(common, environment, is_dry_run);
        match self {
            Command::Status(command) => open()?.run(|session| command.run(session)),
            Command::List(command) => open()?.run(|session| command.run(session)),
            Command::Overdue(command) => open()?.run(|session| command.run(session)),
            Command::Upcoming(command) => open()?.run(|session| command.run(session)),
            Command::Mine(command) => open()?.run(|session| command.run(session)),
            Command::Board(command) => command.run(common, environment),
            Command::Show(command) => {
                let command = answered(command, common, environment)?;
                open()?.run(|session| command.run(session))
            }
            Command::Matrix(command) => open()?.run(|session| command.run(session)),
            Command::Me(command) => open()?.run(|session| command.run(session)),
            Command::Report(command) => open()?.run(|session| command.run(session)),
            Command::Digest(command) => open()?.run(|session| command.run(session)),
            Command::Site(command) => open()?.run(|session| command.run(session)),
            Command::Check(command) => command.run(common, environment),
            Command::Diff(command) => command.run(common, environment),
            Command::Set(command) => {
                to_edit(command.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Endorse(command) => command.run(common, environment),
            Command::Remove(command) => {
                to_edit(command.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Add(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.flags().dry_run)?.run(|session| command.run(session))
            }
            Command::Done(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Start(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Hold(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.pause.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Postpone(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.pause.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Cancel(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.pause.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Progress(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Slip(command) => {
                let command = answered(command, common, environment)?;
                to_edit(command.edit.dry_run)?.run(|session| command.run(session))
            }
            Command::Undo(command) => {
                to_edit(command.only_looks())?.run(|session| command.run(session))
            }
            Command::Import(command) if command.needs_folder(common, environment) => {
                command.run_without_folder(common, environment)
            }
            Command::Import(command) => {
                to_edit(command.dry_run)?.run(|session| command.run(session))
            }
            Command::Export(command) => open()?.run(|session| command.run(session)),
            Command::Rollover(command) => {
                to_edit(command.dry_run)?.run(|session| command.run(session))
            }
            Command::Log(command) => open()?.run(|session| command.run(session)),
            Command::Trend(command) => open()?.run(|session| command.run(session)),
            Command::MergeFile(command) => command.run(common, environment),
            Command::Resolve(command) => command.run(common, environment),
            Command::Get(command) => command.run(common, environment),
            Command::Update(command) => command.run(common, environment),
            Command::Share(command) => command.run(common, environment),
            Command::Init(command) => command.run(common, environment),
            Command::Setup(command) => command.run(common, (program.describe)(), environment),
            Command::Demo(command) => command.run(common, environment),
            Command::Schema(command) => command.run(common),
            Command::Lsp(command) => command.run(common, environment),
            Command::Completions(command) => command.run(common),
            Command::Man(command) => command.run(common, (program.describe)(), environment),
            Command::Mcp(command) => command.run(common, environment, program),
        }
    }
}
