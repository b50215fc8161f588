//! The plan that a sheet becomes, before it is written.

use super::questions::Questions;
use crate::diagnostic::Message;
use crate::model::Day;
use crate::model::ImportAccount;

/// A plan made from sheets.
#[derive(Debug, Default)]
pub struct Draft {
    /// Priorities in their order: id, title.
    pub priorities: Vec<(String, String)>,
    /// The activities.
    pub activities: Vec<DraftActivity>,
    /// The organizations that are not in the folder.
    pub organizations: Vec<DraftOrganization>,
    /// The themes: id, title.
    pub themes: Vec<(String, String)>,
    /// The first and the last day of all dates.
    pub days: Option<(Day, Day)>,
    /// What became of each row and column.
    pub account: ImportAccount,
    /// What a mapping can decide.
    pub questions: Questions,
    /// What the user should know, with the number of cells or rows.
    pub notes: Vec<Message>,
}

/// An activity made from a row.
#[derive(Debug, Default)]
pub struct DraftActivity {
    /// The priority's id.
    pub priority: String,
    /// The sheet and the row, which counts from 1.
    pub place: (String, u32),
    /// What is to be looked at.
    pub todo: Vec<Message>,
    /// The keys and values; lists with `, ` between the items.
    pub fields: Vec<(&'static str, String)>,
    /// The milestones.
    pub milestones: Vec<DraftMilestone>,
    /// The titles of its deliverables.
    pub deliverables: Vec<String>,
    /// Its indicators: the keys and values of each.
    pub indicators: Vec<Vec<(&'static str, String)>>,
}

/// A milestone made from a row.
#[derive(Debug)]
pub struct DraftMilestone {
    /// The title.
    pub title: String,
    /// The due date.
    pub due: String,
    /// The day on which it was reached.
    pub done: Option<String>,
}

/// An organization that the sheet names.
#[derive(Clone, Debug, Default)]
pub struct DraftOrganization {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The names and addresses of its people.
    pub people: Vec<(String, String)>,
}
