//! What was completed after the day of the figures.

use super::LoadedPlans;
use crate::analysis::{PlanIndex, completed_later};
use crate::diagnostic::{Message, long_day, message, note};
use crate::model::Day;

impl LoadedPlans<'_> {
    /// Says how many activities of the plans that are asked for were completed after the day, and
    /// how to see the record of that day.
    pub fn note_completed_later<'p>(&self, plans: impl IntoIterator<Item = &'p PlanIndex<'p>>) {
        let number = plans.into_iter().map(|plan| completed_later(plan, self.as_of.day)).sum();
        if let Some(what) = are_completed_later(number, self.as_of.day) {
            self.note(note(message!(
                "plan.record-of-that-day",
                "{what}; --at REV shows the record of that day",
                what
            )));
        }
    }
}

/// Says that activities were completed after a day; none where there are none.
pub fn completed_later_note(number: usize, day: Day) -> Option<Message> {
    are_completed_later(number, day).map(note)
}

fn are_completed_later(number: usize, day: Day) -> Option<Message> {
    (number > 0).then(|| {
        message!(
            "plan.completed-later",
            "{number#1 activity was completed after|# activities were completed after} {day} and \
             {number#is|are} not counted as completed",
            number,
            day = long_day(day)
        )
    })
}
