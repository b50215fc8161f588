//! What is known about the plan that a sheet becomes.

use crate::model::Day;

/// The known facts about the plan that the sheet becomes.
pub struct ImportContext<'s> {
    /// Finds the id of an organization by any of its names.
    pub organization: &'s dyn Fn(&str) -> Option<String>,
    /// Finds the id of the organization with the most similar name.
    pub nearest: &'s dyn Fn(&str) -> Option<String>,
    /// The year of dates that name none.
    pub year: Option<u32>,
    /// The period of the plan, as its name says.
    pub period: Option<(Day, Day)>,
    /// The day of the import.
    pub day: Day,
}
