//! A digest as a calendar.

use std::collections::HashSet;

use super::sentences::nothing_at_all;
use crate::analysis::Digest;
use crate::diagnostic::message;
use crate::report::{CalendarView, DigestReport};
use crate::text::clean_line;

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
        calendar.render(&name, Some(&self.opening()), items).collect()
    }

    /// The sentence of each organization that has something to do, a line each. Of one organization
    /// alone it needs no name.
    fn opening(&self) -> String {
        if let [one] = self.organizations.as_slice() {
            return self.summary(one).to_string();
        }
        let line = |one: &Digest<'_>| {
            let (name, summary) = (self.plan.directory.display(one.id), self.summary(one));
            let line = message!("digest.summary-of", "{name}: {summary}", name, summary);
            clean_line(&line.to_string()).into_owned()
        };
        let lines: Vec<String> = self.told().map(line).collect();
        if lines.is_empty() { nothing_at_all().to_string() } else { lines.join("\n") }
    }
}
