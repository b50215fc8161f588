//! A foreign sheet as it was read, and the facts about the plan that it becomes.

use super::mapping::Mapping;
use crate::model::Day;

/// A foreign sheet, as far as it could be read.
#[derive(Debug, Default)]
pub struct ImportedSheet {
    /// The name.
    pub sheet: String,
    /// Whether a spreadsheet does not show it.
    pub is_hidden: bool,
    /// Priorities in their order: id, title.
    pub priorities: Vec<(String, String)>,
    /// The activities.
    pub activities: Vec<ImportedRow>,
    /// Organizations that the mapping says are new: id, name.
    pub organizations: Vec<(String, String)>,
    /// Unclear values, with a proposal for each.
    pub asked: Mapping,
    /// All that is wrong and cannot be decided by a mapping, with its place.
    pub wrong: Vec<String>,
    /// All errors, including unclear values.
    pub faults: Vec<String>,
    /// Notes for the user.
    pub notes: Vec<String>,
}

/// An activity that a row describes.
#[derive(Debug)]
pub struct ImportedRow {
    /// The priority's id.
    pub priority: String,
    /// A note to check, beginning with the place.
    pub comment: String,
    /// The keys and values; lists with `, ` between the items.
    pub fields: Vec<(&'static str, String)>,
}

/// The known facts about the plan that the sheet becomes.
pub struct ImportContext<'s> {
    /// Finds the id of an organization by any of its names.
    pub organization: &'s dyn Fn(&str) -> Option<String>,
    /// The nearest one.
    pub nearest: &'s dyn Fn(&str) -> Option<String>,
    /// The decisions of the user.
    pub mapping: &'s Mapping,
    /// The year of dates that name none.
    pub year: Option<u32>,
    /// The day of the import.
    pub day: Day,
}
