//! Identities of plans, and of activities that are carried from one plan to the next, whatever
//! their files are called today.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::index::Index;
use super::plan_sketch::PlanSketch;
use crate::model::{Activity, DateSpan, Plan, Reference};

/// The identity of each plan.
#[derive(Debug, Default)]
pub struct Origins {
    /// The key of a plan by any of its names.
    pub(super) keys: BTreeMap<String, String>,
    /// The names of today, by the earlier ones.
    pub(super) renamed: BTreeMap<String, String>,
    /// Plans that are not there any more, as they last were.
    pub(super) gone: BTreeMap<String, PlanSketch>,
    /// Keys that depend on the current name of a file.
    pub(super) unsure: BTreeSet<String>,
    /// By any name of a plan: its activities with an identity of their own, because another
    /// activity has the identity of the one that they continue.
    pub(super) own: BTreeMap<String, BTreeSet<String>>,
    /// By the current name: a removed plan that it may have been.
    pub(super) doubts: BTreeMap<String, String>,
}

/// The origin of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The identity of the activity in the group.
    pub text: String,
    /// A plan that it continues, of which only the name is known.
    pub unknown: Option<String>,
    /// Whether the identity depends on the current name of the plan's file.
    pub is_unsure: bool,
}

impl Origins {
    /// Returns the name of a removed plan that a plan may have been.
    pub fn doubt(&self, plan: &str) -> Option<&str> {
        self.doubts.get(plan).map(String::as_str)
    }

    /// Finds the first activity in a line of continued activities.
    pub fn of(&self, index: &Index<'_>, plan: &Plan<'_>, activity: &Activity<'_>) -> Origin {
        let (mut plan, mut id) = (plan.name.clone(), activity.id.to_string());
        let mut from = activity.carried_from.as_ref().map(|from| from.value.to_string());
        let mut seen = HashSet::new();
        while let Some(to) = from.as_deref().and_then(Reference::parse) {
            let is_own = self.own.get(&plan).is_some_and(|own| own.contains(&id));
            if is_own || !seen.insert((plan.clone(), id.clone())) {
                break;
            }
            let name = to.plan.unwrap_or(&plan);
            let name = if index.plan(name).is_some() {
                name
            } else {
                self.renamed.get(name).map_or(name, String::as_str)
            };
            let there = index.plan(name).map(|plan| plan.find_written(to.id));
            let gone = || self.gone.get(name).map(|sketch| sketch.continued_by(to.id));
            let earlier = match (&there, gone()) {
                (Some(found), _) => found.and_then(|(_, activity)| {
                    Some(activity.carried_from.as_ref()?.value.to_string())
                }),
                (None, Some(found)) => found.flatten().map(str::to_owned),
                (None, None) => {
                    // Its name, usually its year, identifies it.
                    let start = DateSpan::parse(name)
                        .map_or_else(|_| name.to_owned(), |year| year.first().to_string());
                    return Origin {
                        text: format!("{start}/{}", to.id),
                        unknown: Some(name.to_owned()),
                        is_unsure: false,
                    };
                }
            };
            (plan, id, from) = (name.to_owned(), to.id.to_owned(), earlier);
        }
        let key = self.keys.get(&plan).unwrap_or(&plan);
        Origin { text: format!("{key}/{id}"), unknown: None, is_unsure: self.unsure.contains(key) }
    }
}
