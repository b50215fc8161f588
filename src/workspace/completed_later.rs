//! What was completed after the day of the figures.

use super::LoadedPlans;
use crate::analysis::{PlanIndex, completed_later};
use crate::model::{Day, long_day};

impl LoadedPlans<'_> {
    /// Says how many activities of the plans that are asked for were completed after the day, and
    /// how to see the record of that day.
    pub fn note_completed_later<'p>(&self, plans: impl IntoIterator<Item = &'p PlanIndex<'p>>) {
        let number = plans.into_iter().map(|plan| completed_later(plan, self.as_of.day)).sum();
        if let Some(note) = completed_later_note(number, self.as_of.day) {
            self.note(format!("{note}; --at REV shows the record of that day"));
        }
    }
}

/// Says that activities were completed after a day; none where there are none.
pub fn completed_later_note(number: usize, day: Day) -> Option<String> {
    let (what, how) = match number {
        0 => return None,
        1 => ("1 activity was".to_owned(), "is"),
        number => (format!("{number} activities were"), "are"),
    };
    let day = long_day(day);
    Some(format!("note: {what} completed after {day} and {how} not counted as completed"))
}
