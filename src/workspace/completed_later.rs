use super::LoadedPlans;
use crate::analysis::{PlanIndex, completed_later};
use crate::model::long_day;

impl LoadedPlans<'_> {
    /// Says how many activities of the plans that are asked for were completed after the day, and
    /// how to see the record of that day.
    pub fn note_completed_later<'p>(&self, plans: impl IntoIterator<Item = &'p PlanIndex<'p>>) {
        let (what, how) =
            match plans.into_iter().map(|plan| completed_later(plan, self.as_of.day)).sum() {
                0usize => return,
                1 => ("1 activity was".to_owned(), "is"),
                number => (format!("{number} activities were"), "are"),
            };
        let day = long_day(self.as_of.day);
        self.note(format!("note: {what} completed after {day} and {how} not counted as completed; --at REV shows the record of that day"));
    }
}
