//! The arguments of `site`.

use std::path::PathBuf;

use clap::Args;

use super::report::Readers;

/// Write all plans as a website: a page for each plan and member, and a feed of changes
///
/// A run writes only the files that differ, and removes pages of its own that are not made any
/// more. Any web server can show the folder, and a browser opens index.html in it. Mail addresses
/// are always left out; for the public, so are all people.
#[derive(Clone, Debug, Args)]
#[command(after_help = "\
Formats: table, json

Examples:
  workplan site public
  workplan site public --url https://example.org/plans/
  workplan site intranet --for members")]
pub(in crate::cli) struct Site {
    /// The folder of the site, which is created if necessary
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,

    /// Whom the site is for: public or members
    #[arg(
        long = "for",
        value_name = "READERS",
        default_value = "public",
        hide_possible_values = true
    )]
    pub(in crate::cli) readers: Readers,

    /// The address of the site, for the links of its feed
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
}
