use clap::Args;

use crate::analysis::{Facts, Waiting, matrix, overdue, standing, upcoming};
use crate::cli::args::Format;
use crate::cli::outcome::Outcome;
use crate::cli::session::Session;
use crate::view::{ReportForm, ReportView, StatusView};

/// Write the report for people: as a document, or as one page for a browser
///
/// The page needs nothing but itself: it can be mailed, put on a website, or printed.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: markdown, html\n\nExamples:\n  workplan report --format html -o report.html\n  workplan report 2023\n  workplan report --as-of 2024-06-30 -o half-year.md"
)]
pub(in crate::cli) struct Report {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,
}

const FORMS: &[(Format, ReportForm)] = &[(Format::Markdown, ReportForm::Markdown), (Format::Html, ReportForm::Html)];

impl Report {
    pub(in crate::cli) fn run(&self, session: &Session) -> anyhow::Result<Outcome> {
        let form = session.common.format(FORMS)?;
        session.with_plans(|plans| {
            let plan = plans.plan(self.plan.as_deref())?;
            let facts: Vec<Facts<'_>> = Facts::all(plan, plans.as_of).collect();
            let status = StatusView {
                plan,
                as_of: plans.as_of.day,
                revision: session.revision(),
                standing: standing(plan, plans.as_of),
                overdue: overdue(facts.iter().copied(), plans.as_of),
                bands: plans.reading.folder.config.rating,
                by: None,
                baseline: plans.baseline(plan, None)?,
            };
            let view = ReportView {
                status,
                as_of: plans.as_of,
                upcoming: upcoming(facts.iter().copied(), plans.as_of, plans.as_of.soon),
                matrix: matrix(plan, plans.as_of),
                waiting: Waiting::new(plans.index),
                index: plans.index,
                facts,
            };
            Ok(Outcome::done(view.render(form)?))
        })
    }
}
