//! What the report tells of.

use std::borrow::Cow;

use super::since::ChangesSince;
use crate::analysis::{ActivityFacts, AsOf, Dependents, Index, Matrix};
use crate::model::Day;
use crate::report::{BurnUp, PlanReport, StatusReport};
use crate::text::{PLAIN_SIGNS, without_addresses, without_contact_addresses};

/// What the report tells of.
pub struct ReportView<'f> {
    /// Where the plan stands.
    pub status: StatusReport<'f>,
    /// The day, and the group's idea of soon.
    pub as_of: AsOf,
    /// All plans, for references.
    pub index: &'f Index<'f>,
    /// Every activity, in file order.
    pub facts: Vec<ActivityFacts<'f>>,
    /// Priorities against themes.
    pub matrix: Matrix<'f>,
    /// What waits for what.
    pub waiting: Dependents<'f>,
    /// How the figures went.
    pub burn_up: BurnUp,
    /// What changed since an earlier revision, where that is asked for.
    pub since: Option<ChangesSince>,
    /// Whether mail addresses are shown.
    pub contacts: bool,
}

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// A document, for pull requests, annexes and word processors.
    Markdown,
    /// One page that needs nothing but itself.
    Html,
}

impl<'f> ReportView<'f> {
    /// Puts what changed since an earlier state into words; the rest stays as it is.
    pub fn new(report: PlanReport<'f>) -> Self {
        let days = |then: Day| [then, report.as_of.day];
        let plan = report.status.plan;
        let now = &report.status.standing.total;
        let since = report.since.map(|then| {
            let figures = (then.figures.as_ref(), now);
            ChangesSince::new(&then.revision, days(then.day), figures, &then.changes, plan)
        });
        ReportView {
            status: report.status,
            as_of: report.as_of,
            index: report.index,
            facts: report.facts,
            matrix: report.matrix,
            waiting: report.waiting,
            burn_up: report.burn_up,
            since,
            contacts: report.contacts,
        }
    }

    /// A text that names people, without their mail addresses unless these are shown.
    pub(super) fn person<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.contacts { Cow::Borrowed(text) } else { without_contact_addresses(text) }
    }

    /// Where a link leads; nothing where it holds a mail address that is not to be shown.
    pub(super) fn link<'t>(&self, link: &'t str) -> Option<&'t str> {
        let is_shown =
            self.contacts || matches!(without_addresses(link, &PLAIN_SIGNS, ""), Cow::Borrowed(_));
        is_shown.then_some(link)
    }
}
