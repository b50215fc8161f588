//! Days when something is due, for the calendars that people have (RFC 5545).

use std::borrow::Cow;

use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property};

use super::shape::text;
use super::words::percent;
use crate::analysis::{Facts, Item};
use crate::model::{Day, Status};
use crate::text::{Break, clean, clean_line, harmless_in_log};

/// What ends a calendar.
const END: &str = "END:VCALENDAR\r\n";

/// A calendar is no document: longer texts are cut.
const MOST_CHARS: usize = 1000;

/// The most octets of a line without its end.
const MOST_OCTETS: usize = 75;

/// Makes a calendar of what is due: a day-long event for each, with an alarm so many days before, where one is wanted. The events keep
/// their identity from one export to the next, so that a calendar that has them already changes them and takes in no second ones. In parts:
/// a plan can be long.
pub(super) fn calendar<'f>(
    name: &str,
    as_of: Day,
    alarm: Option<u32>,
    items: impl Iterator<Item = Item<'f>>,
) -> impl Iterator<Item = String> {
    let mut frame = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//workplan//workplan//EN"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        frame.append_property(Property::new(key, value));
    }
    // The library knows the second for text and escapes it, and not the first.
    let name = clip(&clean_line(name));
    let escaped = name.replace('\\', r"\\").replace(',', r"\,").replace(';', r"\;");
    frame.append_property(Property::new("NAME", escaped)).append_property(Property::new("X-WR-CALNAME", name));
    let frame = folded(&frame.to_string());
    let head = frame.strip_suffix(END).unwrap_or(&frame).to_owned();
    let events = items.map(move |item| event(&item, as_of, alarm).try_into_string().map(|lines| folded(&lines)).unwrap_or_default());
    [head].into_iter().chain(events).chain([END.to_owned()])
}

/// The gate of calendars: each line folded anew to 75 octets at the most, as the standard wants it. A reader puts the pieces together again, so
/// that a command to a CI service can be taken apart without a change of the text.
fn folded(lines: &str) -> String {
    let mut out = String::with_capacity(lines.len() + lines.len() / 64);
    for line in lines.replace("\r\n ", "").split_terminator("\r\n") {
        let mut rest = line;
        let mut room = MOST_OCTETS;
        while rest.len() > room || breaks(rest) {
            let end = fold_at(rest, room);
            let (piece, after) = rest.split_at(end);
            out.extend([piece, "\r\n "]);
            rest = after;
            // The blank counts.
            room = MOST_OCTETS - 1;
        }
        out.extend([rest, "\r\n"]);
    }
    out
}

/// Whether a CI service would find a command in a piece of a line.
fn breaks(piece: &str) -> bool {
    matches!(harmless_in_log(piece, Break::Space), Cow::Owned(_))
}

/// Where a line that is too long is folded: at a character's beginning, within the room, and so that neither piece begins or holds a command.
fn fold_at(line: &str, room: usize) -> usize {
    let ends = || (1..=room.min(line.len())).rev().filter(|&end| line.is_char_boundary(end));
    let is_good = |end: &usize| {
        let (piece, after) = line.split_at(*end);
        !breaks(piece) && !second_is_colon(after)
    };
    ends().find(is_good).or_else(|| ends().next()).unwrap_or(line.len())
}

fn second_is_colon(text: &str) -> bool {
    text.trim_start().starts_with("::")
}

/// Everything of an activity that has a day.
pub(super) fn days_of<'f>(facts: Facts<'f>) -> impl Iterator<Item = Item<'f>> {
    let own = facts.due.map(|due| Item { facts, milestone: None, due });
    let steps = facts.activity.milestones.iter().map(move |step| Item { facts, milestone: Some(step), due: step.due.last() });
    own.into_iter().chain(steps)
}

fn event(item: &Item<'_>, as_of: Day, alarm: Option<u32>) -> Event {
    let id = &item.facts.activity.id.value;
    let summary = clip(&format!("{id} {}", clean_line(item.title())));
    let mut event = Event::new();
    event.uid(&uid(item)).summary(&summary).description(&clip(&description(item))).starts(item.due).status(status(item));
    // A later export counts as the newer one.
    let moment = as_of.and_time(chrono::NaiveTime::MIN).and_utc();
    event.timestamp(moment);
    event.add_property("SEQUENCE", (as_of - Day::default()).num_days().max(0).to_string());
    // A due date keeps nobody busy all day.
    event.add_property("TRANSP", "TRANSPARENT");
    if let Some(days) = alarm.filter(|_| is_owed(item)) {
        let mut bell = Alarm::display(&summary, -chrono::Duration::days(i64::from(days)));
        // What is not given, the library makes up anew each time.
        bell.uid(&format!("{}-alarm", uid(item))).timestamp(moment);
        event.alarm(bell.add_property("TRIGGER", format!("-P{days}D")).done());
    }
    event.done()
}

/// The plan and the id, and for a milestone its place among the others: titles and days may change.
pub(super) fn uid(item: &Item<'_>) -> String {
    let (plan, activity) = (&item.facts.index.plan.name, item.facts.activity);
    let place = item.milestone.and_then(|milestone| activity.milestones.iter().position(|other| std::ptr::eq(other, milestone)));
    let place = place.map_or_else(String::new, |place| format!("/milestone-{}", place + 1));
    format!("{plan}/{}{place}@workplan", activity.id.value)
}

fn status(item: &Item<'_>) -> EventStatus {
    match item.facts.status {
        Status::Cancelled => EventStatus::Cancelled,
        // It is in the later plan's calendar.
        _ if item.facts.carried => EventStatus::Cancelled,
        Status::Postponed => EventStatus::Tentative,
        _ => EventStatus::Confirmed,
    }
}

fn is_owed(item: &Item<'_>) -> bool {
    item.facts.open && item.milestone.is_none_or(|milestone| item.facts.done(milestone).is_none())
}

fn description(item: &Item<'_>) -> String {
    let (facts, activity) = (&item.facts, item.facts.activity);
    let owners: Vec<&str> = facts.owners().map(|id| facts.index.directory.display(id)).collect();
    let mut lines = Vec::new();
    match item.milestone {
        Some(milestone) => {
            lines.push(format!("Milestone of {} {}", activity.id.value, activity.title.value));
            lines.extend(facts.done(milestone).map(|done| format!("Reached: {done}")));
        }
        None => lines.push(format!("Progress: {}", percent(Some(facts.progress())))),
    }
    lines.push(format!("Status: {}", facts.status.label()));
    lines.push(format!("Owners: {}", owners.join(", ")));
    lines.extend(text(&activity.contact).map(|contact| format!("Contact: {contact}")));
    lines.extend(text(&activity.reason).map(|reason| format!("Reason: {}", reason.trim())));
    lines.extend(text(&activity.description).map(|about| format!("\n{}", about.trim())));
    clean(&lines.join("\n")).into_owned()
}

fn clip(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_to_75_octets_and_hold_no_command() {
        let text = format!("SUMMARY:{}::add-mask::x{}##[error]y\u{e9}{}", "a".repeat(67), "\u{6f22}".repeat(40), "b".repeat(80));
        let out = folded(&format!("{text}\r\nEND:VEVENT\r\n"));
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        assert_eq!(out.replace("\r\n ", ""), format!("{text}\r\nEND:VEVENT\r\n"));
        assert!(!breaks(&out), "{out}");
        let whole = folded(&format!("X:{}\r\n", "z".repeat(73)));
        assert_eq!(whole.matches("\r\n").count(), 1);
    }
}
