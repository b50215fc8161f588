//! What concerns each organization now.

use std::collections::BTreeSet;

use super::carried::note_carried;
use super::known_id::organizations;
use crate::analysis::{ActivityFacts, Digest, FieldValues, PlanIndex, digests};
use crate::diagnostic::{Message, message, note};
use crate::history::History;
use crate::model::Status;
use crate::report::DigestReport;
use crate::workspace::{LoadedPlans, Purpose, Result};

/// Whom a digest is for.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DigestOptions {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// Organizations: ids or short names; otherwise all.
    pub owners: Vec<String>,
}

/// Returns what is overdue, due soon, late to start or stale for each organization, what it waits
/// for, and what waits for it.
///
/// # Errors
/// Where the plan is not there or has errors, or has no such organization.
pub fn digest<'f>(plans: &LoadedPlans<'f>, options: &DigestOptions) -> Result<DigestReport<'f>> {
    let plan = plans.plan(options.plan.as_deref())?;
    let owners = organizations(&plan.directory, &options.owners)?;
    let (stale, git) = stale(plans, plan);
    let mut digests = digests(plans.index, plan, plans.as_of, &stale);
    if digests.iter().all(Digest::is_empty) {
        note_carried(plans, plan);
    }
    let settings = &plans.reading.folder.config.report;
    digests.retain(|one| owners.is_empty() || owners.iter().any(|id| id == one.id));
    Ok(DigestReport {
        plan,
        as_of: plans.as_of,
        revision: plans.workspace.revision(),
        git,
        flags: plans.workspace.options.retyped(),
        owners,
        organizations: digests,
        contact: settings.contact.as_ref().map(|contact| contact.value.to_string()),
        sender: None,
        calendar: None,
    })
}

/// Returns the ongoing activities that are unchanged for as long as `config.yaml` says; or none,
/// and why git does not tell. Where there is a history, that is noted as well.
fn stale(plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> (BTreeSet<String>, Option<Message>) {
    let ongoing =
        ActivityFacts::all(plan, plans.as_of).filter(|facts| facts.status == Status::Ongoing);
    let now =
        ongoing.map(|facts| (facts.activity.id.to_string(), FieldValues::of(&facts))).collect();
    let days = plans.reading.folder.config.stale;
    let unchanged = History::of(
        plans.workspace,
        Purpose::told(message!("digest.what-is-stale", "what is stale")),
    )
    .and_then(|history| history.unchanged(&plan.plan.name, &now, days, plans.as_of.day));
    let error = match unchanged {
        Ok(stale) => return (stale, None),
        Err(error) => error,
    };
    let why = error.in_one_line();
    if !error.is_absence() {
        plans.note(note(message!(
            "digest.stale-left-out",
            "stale activities are left out: {why}",
            why = why.clone()
        )));
    }
    (BTreeSet::new(), Some(why))
}
