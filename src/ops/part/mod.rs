//! Edits of what stands above the activities: plans, themes, priorities, organizations, settings.

mod add;
mod edit;
mod name;
mod place;
mod remove;
mod set;
mod uses;

pub use add::{NewPart, add_part};
pub(in crate::ops) use edit::part_text;
pub use name::PartName;
pub use remove::{RemovedPart, remove_part};
pub use set::set_part;

/// In which plan a part is edited, and whether it is written.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct PartOptions {
    /// The plan's name; without it the plan that holds the day, and for an organization
    /// `organizations.yaml` before.
    pub plan: Option<String>,
    /// Whether to report only what would change, and write nothing.
    pub dry_run: bool,
}
