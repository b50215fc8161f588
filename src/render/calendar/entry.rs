//! One entry of a calendar.

use std::borrow::Cow;

use chrono::{DateTime, NaiveTime, Utc};
use icalendar::{Alarm, Component, Event, EventLike, EventStatus, Property, Todo, TodoStatus};

use super::clip;
use crate::analysis::DueItem;
use crate::diagnostic::message;
use crate::model::{DateSpan, Day, Status};
use crate::render::toolkit::shape::text;
use crate::render::toolkit::words::percent;
use crate::render::words;
use crate::report::{CalendarView, Reminder};
use crate::text::{clean, clean_line, without_contact_addresses};

/// Where the numbers of changes begin: 1 January 2020, in seconds since 1970. They are seconds too,
/// so that a later change has a higher one.
const FIRST_CHANGE: i64 = 1_577_836_800;

const MINUTES: i64 = 24 * 60;

impl CalendarView {
    /// The lines of an entry, not folded yet.
    pub(super) fn entry(&self, item: &DueItem<'_>) -> String {
        let lines = if self.as_tasks {
            self.task(item).try_into_string()
        } else {
            self.event(item).try_into_string()
        };
        // It is written into memory: nothing can fail.
        lines.unwrap_or_default()
    }

    fn event(&self, item: &DueItem<'_>) -> Event {
        let mut event = Event::new();
        self.describe(&mut event, item);
        event.starts(item.due).status(match item.facts.status {
            Status::Cancelled => EventStatus::Cancelled,
            Status::Postponed => EventStatus::Tentative,
            _ => EventStatus::Confirmed,
        });
        // A due date keeps nobody busy all day.
        event.add_property("TRANSP", "TRANSPARENT");
        if let Some(alarm) = self.bell(item) {
            event.alarm(alarm);
        }
        event
    }

    fn task(&self, item: &DueItem<'_>) -> Todo {
        let mut task = Todo::new();
        self.describe(&mut task, item);
        let (facts, done) = (&item.facts, done_on(item));
        if let Some(start) =
            facts.start.filter(|start| item.milestone.is_none() && *start < item.due)
        {
            task.starts(start);
        }
        task.due(item.due).status(match facts.status {
            Status::Cancelled => TodoStatus::Cancelled,
            _ if done.is_some() => TodoStatus::Completed,
            Status::Ongoing if item.milestone.is_none() => TodoStatus::InProcess,
            _ => TodoStatus::NeedsAction,
        });
        match done {
            Some(day) => {
                task.completed(day.and_time(NaiveTime::MIN).and_utc()).percent_complete(100);
            }
            None if item.milestone.is_none() => {
                let share = facts.progress().tenths() / 10;
                task.percent_complete(u8::try_from(share.clamp(0, 99)).unwrap_or(0));
            }
            None => {}
        }
        if let Some(alarm) = self.bell(item) {
            task.alarm(alarm);
        }
        task
    }

    /// What an event and a task have in common.
    fn describe(&self, entry: &mut impl EventLike, item: &DueItem<'_>) {
        let priority = self.shown(&item.facts.priority.title.value);
        entry
            .uid(&self.uid(item))
            .summary(&self.summary(item))
            .description(&clip(&self.description(item)));
        entry.categories([clip(&clean_line(&priority))]);
        let moment = self.moment(item);
        // Without METHOD both say when the entry last changed.
        entry.timestamp(moment.unwrap_or_else(|| self.day.and_time(NaiveTime::MIN).and_utc()));
        if let Some(moment) = moment {
            let number = (moment.timestamp() - FIRST_CHANGE).clamp(0, i64::from(i32::MAX));
            entry.last_modified(moment).sequence(u32::try_from(number).unwrap_or(0));
        }
    }

    /// When the activity last changed.
    fn moment(&self, item: &DueItem<'_>) -> Option<DateTime<Utc>> {
        self.modified
            .get(&*item.facts.activity.id.value)
            .and_then(|seconds| DateTime::from_timestamp(*seconds, 0))
    }

    /// The identity of an entry: the activity that it first was, and the group. Titles, days and
    /// the names of files may change. A milestone is told by its place among the others.
    fn uid(&self, item: &DueItem<'_>) -> String {
        let activity = item.facts.activity;
        let origin =
            self.origins.get(&*activity.id.value).map_or(&*activity.id.value, String::as_str);
        let place = item.milestone.and_then(|milestone| {
            activity.milestones.iter().position(|other| std::ptr::eq(other, milestone))
        });
        let place = place.map_or_else(String::new, |place| format!("/milestone-{}", place + 1));
        let kind = if self.as_tasks { "/task" } else { "" };
        format!("{origin}{place}{kind}@{}.workplan", self.group)
    }

    /// A task list has fields for the status; a calendar shows a title and nothing else.
    fn summary(&self, item: &DueItem<'_>) -> String {
        let mark = if item.milestone.is_some() { "◆ " } else { "" };
        let title = format!(
            "{mark}{} {}",
            item.facts.activity.id.value,
            clean_line(&self.shown(item.title()))
        );
        if self.as_tasks {
            return clip(&title);
        }
        match item.facts.status {
            Status::Cancelled => {
                clip(&message!("calendar.cancelled", "Cancelled: {title}", title).to_string())
            }
            _ if done_on(item).is_some() => {
                message!("calendar.done", "{due} (done)", due = due(title)).to_string()
            }
            Status::Postponed => {
                message!("calendar.postponed", "{due} (postponed)", due = due(title)).to_string()
            }
            _ => due(title),
        }
    }

    fn bell(&self, item: &DueItem<'_>) -> Option<Alarm> {
        let Reminder { days, minute } =
            self.alarm.filter(|_| item.facts.open && done_on(item).is_none())?;
        let mut trigger =
            Property::new("TRIGGER", duration(i64::from(minute) - i64::from(days) * MINUTES));
        if self.as_tasks {
            // A task may have a start, and it is the end that counts.
            trigger.add_parameter("RELATED", "END");
        }
        let mut bell = Alarm::display(&self.summary(item), chrono::Duration::zero());
        // What is not given, the library makes up anew each time.
        let moment =
            self.moment(item).unwrap_or_else(|| self.day.and_time(NaiveTime::MIN).and_utc());
        bell.uid(&format!("{}-alarm", self.uid(item))).timestamp(moment);
        Some(bell.append_property(trigger).done())
    }

    fn description(&self, item: &DueItem<'_>) -> String {
        let (facts, activity) = (&item.facts, item.facts.activity);
        let owners: Vec<Cow<'_, str>> =
            facts.owners().map(|id| self.shown(facts.index.directory.display(id))).collect();
        let mut lines = Vec::new();
        match item.milestone {
            Some(milestone) => {
                let title = self.shown(&activity.title.value);
                let of = format!("{} {title}", activity.id.value);
                lines.push(message!(
                    "calendar.milestone",
                    "Milestone of {activity}",
                    activity = of
                ));
                lines.extend(facts.done(milestone).map(|done| {
                    message!("calendar.reached", "Reached: {day}", day = done.to_string())
                }));
            }
            None => {
                let progress = percent(Some(facts.progress()));
                lines.push(message!("calendar.progress", "Progress: {progress}", progress));
            }
        }
        let status = words::status(facts.status);
        lines.push(message!("calendar.status", "Status: {status}", status));
        if facts.open && item.milestone.is_none() {
            lines.extend(activity.forecast.map(|forecast| {
                message!("calendar.forecast", "Forecast: {day}", day = forecast.last())
            }));
        }
        let owners = owners.join(", ");
        lines.push(message!("calendar.owners", "Owners: {owners}", owners));
        let contact = text(&activity.contact).map(|contact| match self.contacts {
            true => contact.to_owned(),
            false => without_contact_addresses(contact).into_owned(),
        });
        lines.extend(
            contact
                .filter(|contact| !contact.is_empty())
                .map(|contact| message!("calendar.contact", "Contact: {contact}", contact)),
        );
        lines.extend(text(&activity.reason).map(|reason| {
            message!("calendar.reason", "Reason: {reason}", reason = self.shown(reason.trim()))
        }));
        let about = text(&activity.description);
        let about = about.map(|about| format!("\n{}", self.shown(about.trim())));
        let lines: Vec<String> = lines.into_iter().map(String::from).chain(about).collect();
        clean(&lines.join("\n")).into_owned()
    }
}

/// `Due: 1.1 Train trainers`, cut where it is too long.
fn due(title: String) -> String {
    clip(&message!("calendar.due", "Due: {title}", title).to_string())
}

/// The day on which the activity, or its milestone, was done.
fn done_on(item: &DueItem<'_>) -> Option<Day> {
    match item.milestone {
        Some(milestone) => item.facts.done(milestone).map(DateSpan::last),
        None => item.facts.completed().map(DateSpan::last),
    }
}

/// Minutes from the beginning of the day that counts, as the standard writes them: `-P2DT15H30M`.
fn duration(minutes: i64) -> String {
    let (sign, all) = (if minutes < 0 { "-" } else { "" }, minutes.abs());
    let part = |number: i64, unit: &str| {
        if number == 0 { String::new() } else { format!("{number}{unit}") }
    };
    let time = part(all % MINUTES / 60, "H") + &part(all % 60, "M");
    let time = if time.is_empty() { time } else { format!("T{time}") };
    if all == 0 { "PT0S".to_owned() } else { format!("{sign}P{}{time}", part(all / MINUTES, "D")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_the_standard_writes_them() {
        let at = |days: i64, hour: i64, minute: i64| duration(hour * 60 + minute - days * MINUTES);
        assert_eq!([at(7, 0, 0), at(7, 9, 0), at(3, 8, 30)], ["-P7D", "-P6DT15H", "-P2DT15H30M"]);
        assert_eq!([at(0, 0, 0), at(0, 8, 30), at(1, 23, 59)], ["PT0S", "PT8H30M", "-PT1M"]);
    }
}
