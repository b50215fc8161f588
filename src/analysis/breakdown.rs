//! Figures by priority, theme and owner.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::activity_facts::{ActivityFacts, AsOf};
use super::index::PlanIndex;
use super::tally::Tally;
use crate::model::{Priority, Theme};

/// A tally of a group of activities.
#[derive(Clone, Debug)]
pub struct BreakdownGroup<T> {
    /// The priority, the theme, the organization's id.
    pub of: T,
    /// The figures.
    pub tally: Tally,
}

/// The figures of a plan: in total, and by priority, theme and owner.
#[derive(Clone, Debug)]
pub struct Breakdown<'f> {
    /// Every activity once.
    pub total: Tally,
    /// By priority, in file order.
    pub priorities: Vec<BreakdownGroup<&'f Priority<'f>>>,
    /// By theme, in file order; an activity counts under each of its themes.
    pub themes: Vec<BreakdownGroup<&'f Theme<'f>>>,
    /// By owner, in order of ids; an activity counts in full under each of its owners.
    pub owners: Vec<BreakdownGroup<&'f str>>,
}

/// Counts a plan in one pass.
pub fn standing<'f>(index: &'f PlanIndex<'f>, as_of: AsOf) -> Breakdown<'f> {
    let plan = index.plan;
    let mut total = Tally::default();
    let mut priorities = Vec::with_capacity(plan.priorities.len());
    let mut themes: Vec<BreakdownGroup<&'f Theme<'f>>> =
        plan.themes.iter().map(|of| BreakdownGroup { of, tally: Tally::default() }).collect();
    let numbers: HashMap<&str, usize> = plan
        .themes
        .iter()
        .enumerate()
        .rev()
        .map(|(number, theme)| (&*theme.id.value, number))
        .collect();
    let mut owners: BTreeMap<&'f str, Tally> = BTreeMap::new();
    for priority in &plan.priorities {
        let mut own = Tally::default();
        for activity in priority.activities.iter() {
            let facts = ActivityFacts::of(index, priority, activity, as_of);
            total.add(&facts);
            own.add(&facts);
            for theme in &activity.themes {
                if let Some(group) =
                    numbers.get(&*theme.value).and_then(|&number| themes.get_mut(number))
                {
                    group.tally.add(&facts);
                }
            }
            for owner in facts.owners() {
                owners.entry(owner).or_default().add(&facts);
            }
        }
        priorities.push(BreakdownGroup { of: priority, tally: own });
    }
    let owners = owners.into_iter().map(|(of, tally)| BreakdownGroup { of, tally }).collect();
    Breakdown { total, priorities, themes, owners }
}
