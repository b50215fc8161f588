//! Overdue and upcoming activities and milestones.

use super::activity_facts::{ActivityFacts, AsOf};
use crate::model::{Day, Milestone};

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// An activity.
    Activity,
    /// A milestone.
    Milestone,
}

/// An item that is due: an activity or a milestone.
#[derive(Clone, Copy)]
pub struct DueItem<'f> {
    /// The activity, or the milestone's activity.
    pub facts: ActivityFacts<'f>,
    /// The milestone, if it is one.
    pub milestone: Option<&'f Milestone<'f>>,
    /// The day.
    pub due: Day,
}

impl<'f> DueItem<'f> {
    /// Returns the kind.
    pub fn kind(&self) -> DueKind {
        if self.milestone.is_some() { DueKind::Milestone } else { DueKind::Activity }
    }

    /// Returns what commands name it by: `2.4`, or `2.4#3` for the activity's third milestone.
    pub fn name(&self) -> String {
        let id = &self.facts.activity.id.value;
        match self.milestone {
            Some(milestone) => format!("{id}#{}", milestone.number),
            None => id.to_string(),
        }
    }

    /// Returns the title.
    pub fn title(&self) -> &'f str {
        self.milestone.map_or(&self.facts.activity.title.value, |milestone| &milestone.title.value)
    }
}

/// Returns the open items that were due before the day, the longest overdue first.
pub fn overdue<'f>(
    all: impl IntoIterator<Item = ActivityFacts<'f>>,
    as_of: AsOf,
) -> Vec<DueItem<'f>> {
    owed(all, |due| due < as_of.day)
}

/// Returns the open items that are due within that many days from the day on, the nearest first.
pub fn upcoming<'f>(
    all: impl IntoIterator<Item = ActivityFacts<'f>>,
    as_of: AsOf,
    within: u32,
) -> Vec<DueItem<'f>> {
    let until = as_of.until(within);
    owed(all, |due| (as_of.day..=until).contains(&due))
}

/// Returns the items of [`overdue`], and those of [`upcoming`] that are due soon, in one pass.
pub fn overdue_and_soon<'f>(
    all: impl IntoIterator<Item = ActivityFacts<'f>>,
    as_of: AsOf,
) -> (Vec<DueItem<'f>>, Vec<DueItem<'f>>) {
    let until = as_of.until(as_of.soon);
    let mut items = owed(all, |due| due <= until);
    let soon = items.split_off(items.partition_point(|item| item.due < as_of.day));
    (items, soon)
}

/// Returns the open activities and milestones that are due on a matching day, by day, then in file
/// order.
fn owed<'f>(
    all: impl IntoIterator<Item = ActivityFacts<'f>>,
    wanted: impl Fn(Day) -> bool,
) -> Vec<DueItem<'f>> {
    let mut items = Vec::new();
    for facts in all.into_iter().filter(|facts| facts.open) {
        if let Some(due) = facts.due.filter(|&due| wanted(due)) {
            items.push(DueItem { facts, milestone: None, due });
        }
        for milestone in
            facts.activity.milestones.iter().filter(|milestone| facts.done(milestone).is_none())
        {
            let due = milestone.due.last();
            if wanted(due) {
                items.push(DueItem { facts, milestone: Some(milestone), due });
            }
        }
    }
    items.sort_by_key(|item| item.due);
    items
}
