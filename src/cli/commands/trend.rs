use clap::{Args, ValueEnum};

use crate::analysis::Interval;
use crate::cli::args::Format;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::render::TrendForm;
use crate::workspace::Result;

/// Show the figures of a plan over time, from its git history
///
/// By commit: each commit that changed the plan, as of its own day. By week or month: the last
/// commit of each, as of its last day. Of merges, only the first parents count: the history of the
/// main branch.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown, svg\n\nExamples:\n  workplan trend 2024\n  workplan trend 2024 --every week --format csv\n  workplan trend 2024 --every commit --format json\n  workplan trend 2024 --format svg -o burn-up.svg"
)]
pub(in crate::cli) struct Trend {
    /// The plan's name [default: the plan that covers the day]
    plan: Option<String>,

    /// A point for each commit, week or month
    #[arg(long, value_name = "WHAT", default_value = "month", hide_default_value = true)]
    every: EveryArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum EveryArg {
    Commit,
    Week,
    Month,
}

const FORMATS: &[(Format, TrendForm)] = &[
    (Format::Table, TrendForm::Table),
    (Format::Json, TrendForm::Json),
    (Format::Csv, TrendForm::Csv),
    (Format::Markdown, TrendForm::Markdown),
    (Format::Svg, TrendForm::Svg),
];

impl Trend {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let form = session.common.format(FORMATS)?;
        let every = match self.every {
            EveryArg::Commit => Interval::Commit,
            EveryArg::Week => Interval::Week,
            EveryArg::Month => Interval::Month,
        };
        let report = ops::trend(session, self.plan.as_deref(), every)?;
        let text = report.render(form, &session.environment.out);
        Ok(CommandOutput::done(session.common.mark().to_owned() + &text))
    }
}
