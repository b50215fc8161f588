//! The activities that depend on others.

use std::collections::HashMap;

use super::index::Index;
use crate::model::{Activity, Plan, Reference};

/// The dependents of every activity in all plans.
pub struct Dependents<'f> {
    dependents: HashMap<(&'f str, &'f str), Vec<(&'f Plan<'f>, &'f Activity<'f>)>>,
}

impl<'f> Dependents<'f> {
    /// Looks through all the plans once.
    pub fn new(index: &Index<'f>) -> Self {
        let mut dependents: HashMap<_, Vec<_>> = HashMap::new();
        for plan in &index.folder.plans {
            for (_, activity) in plan.activities() {
                for to in
                    activity.depends_on.iter().filter_map(|text| Reference::parse(&text.value))
                {
                    dependents
                        .entry((to.plan.unwrap_or(&plan.name), to.id))
                        .or_default()
                        .push((plan, activity));
                }
            }
        }
        Dependents { dependents }
    }

    /// The activities that wait for one of a plan: by plan, then in file order.
    pub fn for_activity(&self, plan: &'f str, id: &'f str) -> &[(&'f Plan<'f>, &'f Activity<'f>)] {
        self.dependents.get(&(plan, id)).map_or(&[], Vec::as_slice)
    }
}
