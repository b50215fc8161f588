//! The activities of a plan by id and by title.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Activity, Priority};

/// The activities of a plan by id, each with its priority.
pub(super) type PlanActivities<'w, 'f> = BTreeMap<String, (&'w Priority<'f>, &'w Activity<'f>)>;

/// The ids of a plan's activities by priority and folded title.
pub(super) type Titles = HashMap<(String, String), Vec<String>>;

/// Returns a title in the form in which two titles are compared.
pub(super) fn folded(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the activities of a plan by title.
pub(super) fn titles(found: &PlanActivities<'_, '_>) -> Titles {
    let mut titles = Titles::new();
    for (id, (priority, activity)) in found {
        let key = (priority.id.value.to_string(), folded(&activity.title.value));
        titles.entry(key).or_default().push(id.clone());
    }
    titles
}
