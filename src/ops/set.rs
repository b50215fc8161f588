//! Changes fields of activities, or of their milestones.

use std::cell::Cell;

use super::activity_edit::{EditOptions, edit_activities, typed_dates};
use crate::edit::{Assignment, assign, record};
use crate::report::Edits;
use crate::workspace::{Result, Workspace};

/// Makes assignments in activities, or in their milestones.
///
/// # Errors
/// If an activity cannot be found, an assignment cannot be made, or the new text would have errors.
pub fn set(
    workspace: &Workspace,
    options: &EditOptions,
    assignments: &[Assignment],
) -> Result<Edits> {
    let day = workspace.day();
    let named = Cell::new(None);
    let mut edits = edit_activities(workspace, options, &|activity, milestone| match milestone {
        Some(number) => {
            named.set(named.get().or(milestone));
            let own: Vec<Assignment> =
                assignments.iter().map(|one| one.clone().of_milestone(number)).collect();
            assign(activity, &own, day)
        }
        None => record(activity, assignments, day),
    })?;
    // Of a milestone, a key is one of its own.
    let of_milestone = |one: &Assignment| {
        named
            .get()
            .map(|number| one.clone().of_milestone(number))
            .filter(|_| one.typed_dates(day).is_empty())
    };
    let typed: Vec<Assignment> =
        assignments.iter().map(|one| of_milestone(one).unwrap_or_else(|| one.clone())).collect();
    edits.notes.extend(typed_dates(&typed, day));
    Ok(edits)
}
