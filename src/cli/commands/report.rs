//! `workplan report`: writes the report.

use clap::Args;

use crate::analysis::Index;
use crate::cli::args::Format;
use crate::cli::output::CommandOutput;
use crate::cli::paper::shown;
use crate::cli::session::Session;
use crate::ops::{self, ReportOptions};
use crate::render::ReportForm;
use crate::workspace::Result;

/// Write the report, as a document or as a page for a browser
///
/// The page is one file: mail it, put it on a website, or print it. A PDF is printed by Chromium,
/// Chrome or Edge, if one is installed. Mail addresses are left out unless --contacts is given.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "\
Formats: markdown, html, pdf

Examples:
  workplan report --format html -o report.html
  workplan report -o report.pdf
  workplan report 2023
  workplan report --as-of 2024-06-30 -o half-year.md
  workplan report --since HEAD~1 --format html -o report.html")]
pub(in crate::cli) struct Report {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// Include what changed since that git revision, such as the tag of the last report
    #[arg(long, value_name = "REV")]
    since: Option<String>,

    /// Include the mail addresses of focal points and contacts
    #[arg(long)]
    contacts: bool,
}

pub(super) const FORMS: &[(Format, ReportForm)] = &[
    (Format::Markdown, ReportForm::Markdown),
    (Format::Html, ReportForm::Html),
    (Format::Pdf, ReportForm::Paper),
];

impl Report {
    pub(in crate::cli) fn run(&self, session: &mut Session) -> Result<CommandOutput> {
        let form = session.common.format(FORMS)?;
        let options = ReportOptions { plan: self.plan.clone(), contacts: self.contacts };
        let Some(since) = &self.since else {
            return shown(&ops::report(&session.load()?, None, &options)?, form, session);
        };
        ops::open_earlier(session, since)?;
        let (earlier, now) = session.read_both()?;
        let (index_earlier, index_now) = (Index::new(&earlier.folder), Index::new(&now.folder));
        let [before, after] = session.both_plans([(&earlier, &index_earlier), (&now, &index_now)]);
        shown(&ops::report(&after, Some(&before), &options)?, form, session)
    }
}
