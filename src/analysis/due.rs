use super::facts::{AsOf, Facts};
use crate::model::{Day, Milestone};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An activity as a whole.
    Activity,
    /// One of its milestones.
    Milestone,
}

/// Something that is due: an activity, or a milestone of one.
#[derive(Clone, Copy)]
pub struct Item<'f> {
    /// The activity, or the milestone's activity.
    pub facts: Facts<'f>,
    /// The milestone, if it is one.
    pub milestone: Option<&'f Milestone<'f>>,
    /// The day.
    pub due: Day,
}

impl<'f> Item<'f> {
    /// What it is.
    pub fn kind(&self) -> Kind {
        if self.milestone.is_some() { Kind::Milestone } else { Kind::Activity }
    }

    /// Its own title.
    pub fn title(&self) -> &'f str {
        self.milestone.map_or(&self.facts.activity.title.value, |milestone| &milestone.title.value)
    }
}

/// What was due before the day and is not done, the longest overdue first.
pub fn overdue<'f>(all: impl IntoIterator<Item = Facts<'f>>, as_of: AsOf) -> Vec<Item<'f>> {
    owed(all, |due| due < as_of.day)
}

/// What falls due from the day on, within so many days, the nearest first.
pub fn upcoming<'f>(all: impl IntoIterator<Item = Facts<'f>>, as_of: AsOf, within: u32) -> Vec<Item<'f>> {
    let until = as_of.until(within);
    owed(all, |due| (as_of.day..=until).contains(&due))
}

/// What [`overdue`] finds, and what [`upcoming`] finds within what counts as soon, in one pass.
pub fn overdue_and_soon<'f>(all: impl IntoIterator<Item = Facts<'f>>, as_of: AsOf) -> (Vec<Item<'f>>, Vec<Item<'f>>) {
    let until = as_of.until(as_of.soon);
    let mut items = owed(all, |due| due <= until);
    let soon = items.split_off(items.partition_point(|item| item.due < as_of.day));
    (items, soon)
}

/// What is owed on such a day: open activities, and their milestones that are not done. By day, then in file order.
fn owed<'f>(all: impl IntoIterator<Item = Facts<'f>>, wanted: impl Fn(Day) -> bool) -> Vec<Item<'f>> {
    let mut items = Vec::new();
    for facts in all.into_iter().filter(|facts| facts.open) {
        if let Some(due) = facts.due.filter(|&due| wanted(due)) {
            items.push(Item { facts, milestone: None, due });
        }
        for milestone in facts.activity.milestones.iter().filter(|milestone| facts.done(milestone).is_none()) {
            let due = milestone.due.last();
            if wanted(due) {
                items.push(Item { facts, milestone: Some(milestone), due });
            }
        }
    }
    items.sort_by_key(|item| item.due);
    items
}
