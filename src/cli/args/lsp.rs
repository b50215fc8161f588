//! The arguments of `lsp`.

use clap::Args;

/// Serve an editor: findings, fixes and names as you type
///
/// The editor starts it, and speaks with it over standard input and output by the Language Server
/// Protocol. It shows what `check` finds, completes keys and ids, renames, and offers fixes. It
/// writes no file itself.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Examples:
  workplan lsp")]
pub(in crate::cli) struct Lsp {
    /// Use standard input and output, as always: some editors say so
    #[arg(long, hide = true)]
    pub(in crate::cli) stdio: bool,
}
