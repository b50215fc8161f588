//! Reads a folder again after one activity has changed.

use std::sync::Arc;

use super::folder::Reading;
use super::v1::faultless;
use super::yaml::Node;
use crate::model::{Activity, ActivityCell};
use crate::text::Span;

/// Returns the reading of a folder in which one activity, at that place, has another node. Later
/// places in the file stay as they were.
///
/// Returns `None` if the folder has an error that leaves something open, or if the new activity has
/// one.
pub fn revised<'s>(reading: &Reading<'s>, place: Span, new: Node<'_, 's>) -> Option<Reading<'s>> {
    if reading.diagnostics.iter().any(|fault| !fault.check_alone) {
        return None;
    }
    let new = faultless(new)?;
    let mut folder = reading.folder.clone();
    let of_file = folder.plans.iter_mut().filter(|plan| plan.files.contains(&place.file));
    let old = of_file.flat_map(|plan| &mut plan.priorities).find_map(|priority| {
        let is_it = |activity: &ActivityCell<'_>| {
            (activity.head.file, activity.head.start) == (place.file, place.start)
        };
        let at = priority.activities.iter().position(is_it)?;
        Arc::make_mut(&mut priority.activities).get_mut(at)
    })?;
    // The activity stays the same one: its place identifies it.
    let (key, head) = (old.key, old.head);
    *old = ActivityCell::Own(Activity { key, head, ..new });
    Some(Reading { folder, diagnostics: reading.diagnostics.clone(), ..Reading::default() })
}
