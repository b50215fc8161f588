//! A foreign sheet as it was read, and what is known of the plan that it becomes.

use super::mapping::Mapping;
use crate::model::Day;

/// A sheet of somebody's own, as far as it could be read.
#[derive(Debug, Default)]
pub struct ImportedSheet {
    /// Its name.
    pub sheet: String,
    /// Whether a spreadsheet does not show it.
    pub is_hidden: bool,
    /// Priorities in their order: id, title.
    pub priorities: Vec<(String, String)>,
    /// The activities.
    pub activities: Vec<ImportedRow>,
    /// Organizations that the mapping says are new: id, name.
    pub organizations: Vec<(String, String)>,
    /// What is not sure, with a proposal.
    pub asked: Mapping,
    /// All that is wrong and cannot be decided by a mapping, with its place.
    pub wrong: Vec<String>,
    /// The same with what is not sure.
    pub faults: Vec<String>,
    /// What is worth telling.
    pub notes: Vec<String>,
}

/// An activity that a row describes.
#[derive(Debug)]
pub struct ImportedRow {
    /// The priority's id.
    pub priority: String,
    /// What is to be looked at, beginning with the place.
    pub comment: String,
    /// Its keys and values; lists with `, ` between the items.
    pub fields: Vec<(&'static str, String)>,
}

/// What is known of the plan that the sheet becomes.
pub struct ImportContext<'s> {
    /// Finds the id of an organization by any of its names.
    pub organization: &'s dyn Fn(&str) -> Option<String>,
    /// The nearest one.
    pub nearest: &'s dyn Fn(&str) -> Option<String>,
    /// What was decided.
    pub mapping: &'s Mapping,
    /// The year of dates that name none.
    pub year: Option<u32>,
    /// The day of the import.
    pub day: Day,
}
