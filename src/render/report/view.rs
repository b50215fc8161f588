//! What both forms of the report show.

use std::borrow::Cow;

use super::since::ChangesSince;
use crate::render::toolkit::words::address_left_out;
use crate::report::{Audience, PlanReport};
use crate::text::{PLAIN_SIGNS, without_addresses, without_contact_addresses};

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// A document, for pull requests, annexes and word processors.
    Markdown,
    /// One page that needs nothing but itself.
    Html,
    /// The page for a printer: it has no script, and names the paper.
    Paper,
    /// The figures and the texts, for scripts.
    Json,
}

impl PlanReport<'_> {
    /// Puts what changed since an earlier state into words, where that is asked for.
    pub(super) fn changes_since(&self) -> Option<ChangesSince> {
        let then = self.since.as_ref()?;
        let days = [then.day, self.as_of.day];
        let figures = (then.figures.as_ref(), &self.status.standing.total);
        let plan = self.status.plan;
        Some(ChangesSince::new(&then.revision, days, figures, &then.changes, plan))
    }

    /// A text that names people, without their mail addresses unless these are shown.
    pub(super) fn person<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.contacts { Cow::Borrowed(text) } else { without_contact_addresses(text) }
    }

    /// A text without its mail addresses unless these are shown; where no gate of a form does it.
    pub(super) fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.contacts {
            true => Cow::Borrowed(text),
            false => without_addresses(text, &PLAIN_SIGNS, &address_left_out().to_string()),
        }
    }

    /// Whether it is said of organizations what they have not done in time.
    pub(super) fn tells_debts(&self) -> bool {
        self.audience != Audience::Public
    }

    /// Where a link leads; nothing where it holds a mail address that is not to be shown.
    pub(super) fn link<'t>(&self, link: &'t str) -> Option<&'t str> {
        let is_shown =
            self.contacts || matches!(without_addresses(link, &PLAIN_SIGNS, ""), Cow::Borrowed(_));
        is_shown.then_some(link)
    }
}
