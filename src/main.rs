//! The `workplan` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    workplan::cli::main()
}
