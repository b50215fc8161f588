use clap::Args;

use crate::analysis::overdue;
use crate::cli::output::CommandOutput;
use crate::cli::select::FilterArgs;
use crate::cli::session::Session;
use crate::render::ItemsView;
use crate::workspace::Result;

/// Show what is overdue: activities and milestones, the longest overdue first
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan overdue\n  workplan overdue --owner iom\n  workplan overdue --fail    (ends with 1 if anything is overdue)"
)]
pub(in crate::cli) struct Overdue {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// End with exit status 1 if anything is overdue
    #[arg(long)]
    fail: bool,

    #[command(flatten)]
    filter: FilterArgs,
}

impl Overdue {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.plans(session.read()?);
        let plan = plans.plan(self.plan.as_deref())?;
        let items = overdue(self.filter.choose(plans, plan)?, plans.as_of);
        let found = self.fail && !items.is_empty();
        let none = format!("{} is overdue.", self.filter.nothing());
        let view = ItemsView {
            as_of: plans.as_of.day,
            revision: session.revision(),
            items,
            overdue: true,
            none,
        };
        Ok(session.show(&view)?.found_if(found))
    }
}
