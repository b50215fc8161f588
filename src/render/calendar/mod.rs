//! Days when something is due, for the calendars and the task lists that people have (RFC 5545).

mod entry;
mod fold;

use std::borrow::Cow;

use icalendar::{Calendar, Property};

use crate::analysis::{ActivityFacts, DueItem};
use crate::render::toolkit::words::address_left_out;
use crate::report::CalendarView;
use crate::text::{PLAIN_SIGNS, clean_line, without_addresses};
use fold::folded;

/// Ends a calendar.
const END: &str = "END:VCALENDAR\r\n";

/// A calendar is no document: longer texts are cut.
const MOST_CHARS: usize = 1000;

impl CalendarView {
    /// Makes a calendar of what is due: an entry for each, which keeps its identity from one export
    /// to the next and from one year to the next, so that a calendar that has it already changes it
    /// and takes in no second one. In parts: a plan can be long.
    pub(super) fn render<'f>(
        &'f self,
        name: &str,
        description: Option<&str>,
        items: impl Iterator<Item = DueItem<'f>> + 'f,
    ) -> impl Iterator<Item = String> + 'f {
        let mut items = items;
        let first = [items.next(), items.next()];
        let is_single = matches!(first, [Some(_), None]);
        let mut frame = Calendar::empty();
        for (key, value) in
            [("VERSION", "2.0"), ("PRODID", "-//workplan//workplan//EN"), ("CALSCALE", "GREGORIAN")]
        {
            frame.append_property(Property::new(key, value));
        }
        // Of a file with a name Outlook makes a calendar of its own, which for one entry is not
        // wanted.
        if !is_single {
            // The library knows the second for text and escapes it, and not the first.
            let name = clip(&clean_line(&self.shown(name)));
            let escaped = name.replace('\\', r"\\").replace(',', r"\,").replace(';', r"\;");
            frame
                .append_property(Property::new("NAME", escaped))
                .append_property(Property::new("X-WR-CALNAME", name));
        }
        // RFC 7986, and the key that calendars read before it. For the library both are text.
        if let Some(description) = description {
            let description = clip(&self.shown(description));
            frame
                .append_property(Property::new("DESCRIPTION", description.clone()))
                .append_property(Property::new("X-WR-CALDESC", description));
        }
        let frame = folded(&frame.to_string());
        let head = frame.strip_suffix(END).unwrap_or(&frame).to_owned();
        let entries =
            first.into_iter().flatten().chain(items).map(|item| folded(&self.entry(&item)));
        [head].into_iter().chain(entries).chain([END.to_owned()])
    }

    /// A text without mail addresses, unless these are shown.
    fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.contacts {
            Cow::Borrowed(text)
        } else {
            without_addresses(text, &PLAIN_SIGNS, &address_left_out().to_string())
        }
    }
}

/// Everything of an activity that has a day. What a later plan continues is in the calendar of that
/// plan.
pub(super) fn days_of<'f>(facts: ActivityFacts<'f>) -> impl Iterator<Item = DueItem<'f>> {
    let own = facts.due.map(|due| DueItem { facts, milestone: None, due });
    let steps = facts.activity.milestones.iter().map(move |step| DueItem {
        facts,
        milestone: Some(step),
        due: step.due.last(),
    });
    own.into_iter().chain(steps).filter(move |_| !facts.carried)
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
