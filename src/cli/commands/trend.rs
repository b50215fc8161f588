//! `workplan trend`: shows figures over time.

use crate::analysis::Interval;
use crate::cli::args::{EveryArg, Format, Trend};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::ops;
use crate::render::TrendForm;
use crate::workspace::Result;

pub(super) const FORMATS: &[(Format, TrendForm)] = &[
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
