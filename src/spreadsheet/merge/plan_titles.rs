//! The activities of a plan by id and by title.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Activity, Priority};
use crate::spreadsheet::column::milestone_cells;

/// The activities of a plan by id, each with its priority.
pub(super) type PlanActivities<'w, 'f> = BTreeMap<String, (&'w Priority<'f>, &'w Activity<'f>)>;

/// The place of a milestone in its activity, and its values.
pub(super) type PlacedMilestone = (usize, [String; 3]);

/// Activities and milestones of a plan by their folded titles.
#[derive(Default)]
pub(super) struct Titles {
    /// The ids of activities, by priority and title.
    pub activities: HashMap<(String, String), Vec<String>>,
    /// The places of milestones and their values, by the activity's id and title.
    pub milestones: HashMap<(String, String), Vec<PlacedMilestone>>,
}

/// Returns a title in the form in which two titles are compared.
pub(super) fn folded(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Titles {
    /// Collects the titles of a plan, and also those of milestones if they are needed.
    pub(super) fn of(found: &PlanActivities<'_, '_>, with_milestones: bool) -> Self {
        let mut titles = Titles::default();
        for (id, (priority, activity)) in found {
            let key = (priority.id.value.to_string(), folded(&activity.title.value));
            titles.activities.entry(key).or_default().push(id.clone());
            for (at, milestone) in (0..).zip(&activity.milestones).filter(|_| with_milestones) {
                let key = (id.clone(), folded(&milestone.title.value));
                let values = milestone_cells(milestone).map(|cell| cell.plain());
                titles.milestones.entry(key).or_default().push((at, values));
            }
        }
        titles
    }
}
