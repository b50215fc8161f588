//! Shared by the tests: runs the program, creates repositories, and writes plans.

mod editor;
mod laws;
mod messages;
mod plan;
mod program;
mod repository;
mod screen;
mod terminal;
pub mod yaml_writer;

pub use editor::Editor;
pub use laws::cases;
pub use messages::texts;
pub use plan::{plan, plan_with};
pub use program::{
    BOUND, Run, bare, command, copied, copy, entries, folder, program, project, run, run_as,
    samples, shell, start, temporary_folder, with_input, workplan,
};
pub use repository::{commit, commit_on, git, git_on, init, repository, write};
pub use screen::OnScreen;
pub use terminal::open_terminal;
