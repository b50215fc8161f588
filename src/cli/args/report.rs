//! The arguments of `report`.

use clap::{Args, ValueEnum};

use crate::report::Audience;

/// Write the report, as a document or as a page for a browser
///
/// The page is one file: mail it, put it on a website, or print it. A PDF is printed by Chromium,
/// Chrome or Edge, if one is installed; a Word document (docx) needs no other program. Mail
/// addresses are left out unless --contacts is given. For principals it has two pages; for the
/// public it names no people.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: markdown, html, pdf, docx, json

Examples:
  workplan report --format html -o report.html
  workplan report -o report.pdf
  workplan report -o report.docx
  workplan report --for principals -o principals.pdf
  workplan report 2023
  workplan report --as-of 2024-06-30 -o half-year.md
  workplan report --since HEAD~1 --format html -o report.html")]
pub(in crate::cli) struct Report {
    /// The plan's name [default: the plan that covers the day]
    pub(in crate::cli) plan: Option<String>,

    /// Whom the report is for: principals, members or public
    #[arg(
        long = "for",
        value_name = "READERS",
        default_value = "members",
        hide_possible_values = true
    )]
    pub(in crate::cli) readers: Readers,

    /// Include what changed since that git revision, such as the tag of the last report
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) since: Option<String>,

    /// Include the mail addresses of focal points and contacts
    #[arg(long)]
    pub(in crate::cli) contacts: bool,
}

/// Whom a report is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Readers {
    Principals,
    #[default]
    Members,
    Public,
}

impl From<Readers> for Audience {
    fn from(readers: Readers) -> Self {
        match readers {
            Readers::Principals => Audience::Principals,
            Readers::Members => Audience::Members,
            Readers::Public => Audience::Public,
        }
    }
}
