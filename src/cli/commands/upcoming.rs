use clap::Args;

use crate::analysis::upcoming;
use crate::cli::args::days;
use crate::cli::output::CommandOutput;
use crate::cli::select::FilterArgs;
use crate::cli::session::Session;
use crate::model::long_day;
use crate::render::ItemsView;
use crate::workspace::Result;

/// Show what falls due next: activities and milestones, the nearest first
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan upcoming\n  workplan upcoming --within 90d\n  workplan upcoming --mine"
)]
pub(in crate::cli) struct Upcoming {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// How many days to look ahead; otherwise what the group counts as soon (30)
    #[arg(long, value_name = "DAYS", value_parser = days)]
    within: Option<u32>,

    #[command(flatten)]
    filter: FilterArgs,
}

impl Upcoming {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.plans(session.read()?);
        let plan = plans.plan(self.plan.as_deref())?;
        let within = self.within.unwrap_or(plans.as_of.soon);
        let items = upcoming(self.filter.choose(plans, plan)?, plans.as_of, within);
        let until = long_day(plans.as_of.until(within));
        let nothing = self.filter.nothing();
        let none = match within {
            0 => format!("{nothing} is due on {until}."),
            1 => format!("{nothing} is due in the next day (to {until})."),
            days => format!("{nothing} is due in the next {days} days (to {until})."),
        };
        let view = ItemsView {
            as_of: plans.as_of.day,
            revision: session.revision(),
            items,
            overdue: false,
            none,
        };
        session.show(&view)
    }
}
