use clap::{Args, ValueEnum};

use crate::analysis::{
    ActivityFacts, DueKind, PlanIndex, Tally, overdue, overdue_and_soon, standing,
};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::render::{AllPlansView, BreakdownBy, StatusView};
use crate::workspace::Result;

/// Show where a plan stands
///
/// How much is implemented, against the target and against what is expected by now; by priority,
/// theme and owner; and what is overdue.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan status\n  workplan status 2023\n  workplan status --by owner\n  workplan status --against v2024        what has become of the plan as it was then\n  workplan status --all"
)]
pub(in crate::cli) struct Status {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// Show one breakdown alone: priority, theme or owner
    #[arg(long, value_name = "WHAT", hide_possible_values = true)]
    by: Option<ByArg>,

    /// Compare with the plan as it was in that git revision, instead of in the plan's own
    /// `baseline`
    #[arg(long, value_name = "REV")]
    against: Option<String>,

    /// Show all plans side by side, a row each
    #[arg(long, conflicts_with_all = ["plan", "by", "against"])]
    all: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ByArg {
    Priority,
    Theme,
    Owner,
}

impl From<ByArg> for BreakdownBy {
    fn from(by: ByArg) -> BreakdownBy {
        match by {
            ByArg::Priority => BreakdownBy::Priority,
            ByArg::Theme => BreakdownBy::Theme,
            ByArg::Owner => BreakdownBy::Owner,
        }
    }
}

impl Status {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.plans(session.read()?);
        let bands = plans.reading.folder.config.rating;
        if self.all {
            plans.note_copies();
            let all = plans.all()?;
            let milestones = |plan: &PlanIndex<'_>| {
                overdue(ActivityFacts::all(plan, plans.as_of), plans.as_of)
                    .iter()
                    .filter(|item| item.kind() == DueKind::Milestone)
                    .count()
            };
            let overdue_milestones = all.iter().map(|plan| milestones(plan)).sum();
            let rows = all
                .into_iter()
                .map(|plan| (plan.plan, Tally::of_plan(plan, plans.as_of)))
                .collect();
            let (as_of, left_out) = (plans.as_of.day, plans.left_out(&|_| true));
            return session.show(&AllPlansView {
                as_of,
                revision: session.revision(),
                plans: rows,
                overdue_milestones,
                bands,
                left_out,
            });
        }
        let plan = plans.plan(self.plan.as_deref())?;
        let (baseline, git) = plans.baseline(plan, self.against.as_deref())?;
        let (overdue, due_soon) =
            overdue_and_soon(ActivityFacts::all(plan, plans.as_of), plans.as_of);
        let view = StatusView {
            plan,
            as_of: plans.as_of.day,
            revision: session.revision(),
            standing: standing(plan, plans.as_of),
            overdue,
            due_soon,
            bands,
            by: self.by.map(BreakdownBy::from),
            baseline,
            git,
            flags: session.options.retyped(),
            left_out: plans.left_out(&|name| name == plan.plan.name),
        };
        session.show(&view)
    }
}
