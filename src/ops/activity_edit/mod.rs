//! What all edits of activities have in common.

mod change;
mod describe;
mod milestone;
mod problem;
mod seen;
mod seen_changes;
mod status_edit;
mod target;
mod typed_dates;

pub use change::EditOptions;
pub(crate) use change::{edit_activities, finish, organization_names, plans_to_edit, preview};
pub(crate) use describe::describe;
pub(crate) use milestone::{milestone_name, milestone_word, open_milestones, reached_on};
pub use seen::SeenItem;
pub(crate) use status_edit::{milestone_without_status, refuse_milestone, without_full_progress};
pub(crate) use target::{ActivityEdit, EditTarget, target_of, written_value};
pub(crate) use typed_dates::typed_dates;
