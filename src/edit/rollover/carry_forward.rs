//! Values of the new plan: carried activities, dates and references.

use std::collections::HashSet;

use super::period_shift::moved_years;
use super::plan::CarryForward;
use crate::diagnostic::{Message, message};
use crate::edit::mapping::{put, remove};
use crate::edit::translated::{languages, remove_translations};
use crate::edit::typed::id_of;
use crate::edit::value::{Value, ValueItem};
use crate::format::keys::ACTIVITY;
use crate::model::{Activity, DateSpan, Reference, Status};
use crate::text::Spanned;

impl CarryForward {
    /// Returns the value of a file of the old plan in the new plan.
    pub(super) fn meant(&self, mut file: Value) -> Value {
        if let Some(Value::Text(title)) = file.get_mut("title") {
            title.put(moved_years(title, self.years, self.step));
        }
        for translation in languages(&mut file) {
            if let Some(Value::Text(title)) = translation.value.get_mut("title") {
                title.put(moved_years(title, self.years, self.step));
            }
        }
        if let Some(period) = file.get_mut("period") {
            self.shift_key(period, "start", true);
            self.shift_key(period, "end", false);
        }
        remove(&mut file, "endorsed");
        remove(&mut file, "baseline");
        if let Some(Value::List(priorities)) = file.get_mut("priorities") {
            priorities.iter_mut().for_each(|priority| self.priority(&mut priority.value));
        }
        file
    }

    fn priority(&self, priority: &mut Value) {
        if let Some(Value::Text(id)) = priority.get_mut("id")
            && let Some(new) = self.priorities.get(id.as_str())
        {
            *id = id_of(new);
        }
        if let Some(Value::List(items)) = priority.get_mut("activities") {
            items.retain(|item| self.carries(&item.value));
            items.iter_mut().for_each(|item| self.activity(&mut item.value));
        }
    }

    /// Returns the value of an activity in the new plan.
    pub(super) fn activity(&self, activity: &mut Value) {
        let text = |activity: &Value, key: &str| {
            activity.get(key).and_then(Value::as_text).map(str::to_owned)
        };
        let id = text(activity, "id").unwrap_or_default();
        put(activity, &ACTIVITY, "carried_from", Value::Text(format!("{}/{id}", self.from).into()));
        if text(activity, "status").as_deref() == Some(Status::Postponed.as_str()) {
            put(activity, &ACTIVITY, "status", Value::Text(Status::Planned.as_str().into()));
            remove(activity, "reason");
            remove_translations(activity, "reason");
        }
        if self.shift {
            self.shift_dates(activity);
        }
        if let Some(Value::List(items)) = activity.get_mut("depends_on") {
            items.iter_mut().for_each(|item| self.follow(item));
            let mut seen: HashSet<String> = HashSet::new();
            items.retain(|item| seen.insert(item.value.as_text().unwrap_or_default().to_owned()));
        }
    }

    fn shift_dates(&self, activity: &mut Value) {
        self.shift_key(activity, "due", false);
        if activity.get("status").and_then(Value::as_text) == Some(Status::Planned.as_str()) {
            self.shift_key(activity, "start", true);
        }
        remove(activity, "forecast");
        if let Some(Value::List(milestones)) = activity.get_mut("milestones") {
            for milestone in milestones.iter_mut().filter(|milestone| {
                milestone.value.get("done").is_none_or(|done| *done == Value::Null)
            }) {
                self.shift_key(&mut milestone.value, "due", false);
            }
        }
    }

    fn shift_key(&self, map: &mut Value, key: &str, is_start: bool) {
        if let Some(Value::Text(text)) = map.get_mut(key)
            && let Ok(date) = DateSpan::parse(text)
            && let Some(moved) = self.moved(date, is_start)
        {
            text.put(moved.to_string());
        }
    }

    /// A date moved on: the period's last day to the next period's last day, any other by the step.
    /// `None` beyond the calendar.
    fn moved(&self, date: DateSpan, is_start: bool) -> Option<DateSpan> {
        let moved = self.step.date(date, is_start);
        let stands_for = if is_start { date.first() } else { date.last() };
        if stands_for != self.end {
            return moved;
        }
        let day = self.step.end(stands_for)?;
        let is_there =
            |moved: &DateSpan| day == if is_start { moved.first() } else { moved.last() };
        moved.filter(is_there).or_else(|| DateSpan::parse(&DateSpan::day(day).to_string()).ok())
    }

    /// The dates of an activity that should move along and cannot, because the calendar ends: they
    /// stay. A sentence for each.
    pub fn stuck(&self, activity: &Activity<'_>) -> Vec<Message> {
        if !self.shift {
            return Vec::new();
        }
        let is_to_start = matches!(activity.status.value, Status::Planned | Status::Postponed);
        let start = activity
            .start
            .as_ref()
            .filter(|_| is_to_start)
            .filter(|start| self.moved(start.value, true).is_none())
            .map(|start| {
                message!(
                    "rollover.start-stays",
                    "its start stays {date}: no date lies beyond 2999",
                    date = start.to_string()
                )
            });
        let is_stuck = |due: &&Spanned<DateSpan>| self.moved(due.value, false).is_none();
        let due = activity.due.as_ref().filter(is_stuck).map(|due| {
            message!(
                "rollover.due-stays",
                "its due date stays {date}: no date lies beyond 2999",
                date = due.to_string()
            )
        });
        let open = activity.milestones.iter().filter(|milestone| milestone.done.is_none());
        let of_milestones = open.map(|milestone| &milestone.due).filter(is_stuck).map(|due| {
            message!(
                "rollover.milestone-stays",
                "its due date of a milestone stays {date}: no date lies beyond 2999",
                date = due.to_string()
            )
        });
        start.into_iter().chain(due).chain(of_milestones).collect()
    }

    /// Changes a reference: it follows a carried activity into the new plan, or names the old plan.
    fn follow(&self, item: &mut ValueItem) {
        let Value::Text(text) = &mut item.value else { return };
        let Some(reference) = Reference::parse(text) else { return };
        if reference.plan.is_some_and(|plan| plan != self.from) {
            return;
        }
        let new = self.carried.get(reference.id).or_else(|| self.there.get(reference.id));
        let new = new.cloned().unwrap_or_else(|| format!("{}/{}", self.from, reference.id));
        if new != text.as_str() {
            *text = id_of(&new);
        }
    }
}
