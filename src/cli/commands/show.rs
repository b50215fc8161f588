use clap::Args;

use crate::analysis::{ActivityFacts, PlanIndex, relations};
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::diagnostic::nearest;
use crate::render::ShowView;
use crate::text::{argument, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// Show one activity, whole
///
/// With what it waits for, what waits for it, and its lineage over the years.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown\n\nExamples:\n  workplan show 1.4\n  workplan show 2023/C.5"
)]
pub(in crate::cli) struct Show {
    /// The activity's id, or plan/id
    id: String,

    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,
}

impl Show {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let plans = &session.plans(session.read()?);
        let (plan, id) = match (self.id.split_once('/'), &self.plan) {
            (Some((plan, id)), None) => (Some(plan), id),
            (_, plan) => (plan.as_deref(), self.id.as_str()),
        };
        let plan = plans.plan(plan)?;
        let Some((priority, activity)) = plan.find(id) else {
            return Err(not_there(plans, plan, id));
        };
        let facts = ActivityFacts::of(plan, priority, activity, plans.as_of);
        let view = ShowView {
            as_of: plans.as_of.day,
            revision: session.revision(),
            relations: relations(plans.index, &facts, plans.as_of),
            facts,
            sources: plans.sources,
        };
        session.show(&view)
    }
}

fn not_there(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>, id: &str) -> Error {
    let failure = Error::not_found(format!(
        "the plan `{}` has no activity `{}`",
        plan.plan.name,
        clean_line(id)
    ));
    let others: Vec<String> = plans
        .index
        .plans()
        .filter(|other| other.find(id).is_some())
        .map(|other| {
            format!("workplan show {}", argument(&format!("{}/{id}", other.plan.name), "PLAN/ID"))
        })
        .collect();
    if !others.is_empty() {
        return failure.hint(format!("it stands in another plan: {}", others.join(", ")));
    }
    match nearest(id, plan.ids()) {
        Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
        None => failure
            .hint(format!("workplan list {} shows the ids", argument(&plan.plan.name, "PLAN"))),
    }
}
