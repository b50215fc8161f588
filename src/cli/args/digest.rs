//! The arguments of `digest`.

use std::path::PathBuf;

use clap::Args;

use super::EntryKind;

/// Show each organization what concerns it now
///
/// Overdue, due soon or late to start; what it waits for, and what waits for it; and whom to ask.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: table, json, markdown, html (fit for mail), eml, ics

Examples:
  workplan digest
  workplan digest --owner iom
  workplan digest --format eml --out-dir mails       a mail for each organization that has something to do")]
pub(in crate::cli) struct Digest {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// Only this organization, by its id or short name
    #[arg(long, value_name = "ORG")]
    pub(in crate::cli) owner: Vec<String>,

    /// Calendar: write entries as events or as tasks (event, todo)
    #[arg(long = "as", value_name = "KIND", default_value = "event")]
    pub(in crate::cli) kind: EntryKind,

    /// Write a file for each organization into this folder, named by its id
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(in crate::cli) out_dir: Option<PathBuf>,
}
