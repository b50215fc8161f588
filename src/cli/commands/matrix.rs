use clap::Args;

use crate::analysis::matrix;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::render::MatrixView;
use crate::workspace::Result;

/// Show priorities against cross-cutting themes, and where a theme is missing
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan matrix\n  workplan matrix 2023 --format markdown"
)]
pub(in crate::cli) struct Matrix {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,
}

impl Matrix {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.plans(session.read()?);
        let plan = plans.plan(self.plan.as_deref())?;
        let view = MatrixView {
            plan: plan.plan,
            as_of: plans.as_of.day,
            revision: session.revision(),
            matrix: matrix(plan, plans.as_of),
            bands: plans.reading.folder.config.rating,
        };
        session.show(&view)
    }
}
