//! What a site remembers of a plan.

use crate::analysis::ActivityFacts;
use crate::diagnostic::address_left_out;
use crate::report::{PlanReport, SiteActivityFacts, SitePlanFacts};
use crate::text::{PLAIN_SIGNS, clean_line, without_addresses};

/// Returns what is remembered of a plan, without mail addresses: it is published with the site.
pub(super) fn plan_facts(file: &str, report: &PlanReport<'_>) -> SitePlanFacts {
    let plan = report.status.plan.plan;
    SitePlanFacts {
        name: plan.name.clone(),
        title: plain(plan.display_title()),
        file: file.to_owned(),
        activities: report.facts.iter().map(activity).collect(),
    }
}

fn activity(facts: &ActivityFacts<'_>) -> SiteActivityFacts {
    SiteActivityFacts {
        id: facts.activity.id.value.to_string(),
        title: plain(&facts.activity.title.value),
        status: facts.status.as_str().to_owned(),
        due: facts.due,
        progress: facts.progress().whole(),
    }
}

fn plain(text: &str) -> String {
    let line = clean_line(text);
    without_addresses(&line, &PLAIN_SIGNS, &address_left_out().to_string()).into_owned()
}
