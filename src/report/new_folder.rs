//! A new workplans folder: what was written, and what the next steps depend on.

use std::path::PathBuf;

/// What a new workplans folder begins with.
#[derive(Clone, Debug)]
pub struct NewFolder {
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// What to do next; none where only the file for a CI service was added.
    pub next: Option<NextSteps>,
}

/// What the first steps in a new workplans folder depend on.
#[derive(Clone, Debug)]
pub struct NextSteps {
    /// The group's folder, as the user names it; empty for the present folder.
    pub group: PathBuf,
    /// The workplans folder, from there.
    pub plans: PathBuf,
    /// The day on which an example is of interest.
    pub day: Option<&'static str>,
    /// Whether the plan was made out of a spreadsheet.
    pub is_from_sheet: bool,
    /// Whether the plans are the sample plans.
    pub is_sample: bool,
    /// Whether the folder is in a git repository.
    pub is_in_repository: bool,
    /// Whether that is a copy of what others share: it has a remote.
    pub is_shared: bool,
    /// What else of the new files git has to be told of.
    pub beside: Option<String>,
}
