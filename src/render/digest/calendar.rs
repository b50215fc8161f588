//! A digest as a calendar.

use std::collections::HashSet;

use crate::diagnostic::message;
use crate::report::{CalendarView, DigestReport};

impl DigestReport<'_> {
    /// Returns what is overdue and due soon, as a calendar.
    pub(super) fn to_calendar(&self, calendar: &CalendarView) -> String {
        let title = self.plan.plan.display_title();
        let name = match self.organizations.as_slice() {
            [one] => {
                let organization = self.plan.directory.display(one.id);
                message!("calendar.of", "{title}: {organization}", title, organization).to_string()
            }
            _ => title.to_owned(),
        };
        let all = self.organizations.iter().flat_map(|one| one.overdue.iter().chain(&one.due_soon));
        // What several organizations share is one entry.
        let mut seen = HashSet::new();
        let items = all.copied().filter(|item| {
            seen.insert((&*item.facts.activity.id.value, item.milestone.map(std::ptr::from_ref)))
        });
        calendar.render(&name, items).collect()
    }
}
