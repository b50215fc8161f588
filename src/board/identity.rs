//! What an item is known by while others change the files.

use super::data::{BoardData, Item};

/// What an item is known by: its plan and the id of its activity; a milestone by its title, then by
/// its day. Its number does not count unless nothing else tells it from another one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ItemKey {
    pub plan: String,
    pub activity: String,
    pub milestone: Option<String>,
    pub due: String,
    pub shown_id: String,
}

impl ItemKey {
    /// Takes the identity of an item.
    pub(super) fn of(data: &BoardData, item: &Item) -> Self {
        ItemKey {
            plan: data.plan.clone(),
            activity: item.of.id.clone(),
            milestone: item.is_milestone.then(|| item.title.clone()),
            due: item.due.clone(),
            shown_id: item.shown_id.clone(),
        }
    }

    /// Returns the number of the item in the data, if it is there. A milestone with another title
    /// is the same one if it has the same number and the same day.
    pub(super) fn find(&self, data: &BoardData) -> Option<usize> {
        self.find_by_title(data).or_else(|| {
            let title = self.milestone.as_ref()?;
            let is_it = |item: &Item| {
                item.of.id == self.activity
                    && item.is_milestone
                    && (&item.shown_id, &item.due) == (&self.shown_id, &self.due)
                    && !item.of.reached.contains(title)
            };
            data.items.iter().position(is_it).filter(|_| self.plan == data.plan)
        })
    }

    fn find_by_title(&self, data: &BoardData) -> Option<usize> {
        let is_it = |item: &Item| {
            item.of.id == self.activity
                && item.is_milestone == self.milestone.is_some()
                && self.milestone.as_ref().is_none_or(|title| *title == item.title)
        };
        let mut found = data.items.iter().enumerate().filter(|(_, item)| is_it(item));
        let first = found.next().filter(|_| self.plan == data.plan)?;
        let alike: Vec<(usize, &Item)> = std::iter::once(first).chain(found).collect();
        let by_day = || alike.iter().filter(|(_, item)| item.due == self.due);
        let by_number = || alike.iter().find(|(_, item)| item.shown_id == self.shown_id);
        let one = match (alike.len(), by_day().count()) {
            (1, _) => alike.first(),
            (_, 1) => by_day().next(),
            _ => by_number().or_else(|| by_day().next()).or(alike.first()),
        };
        one.map(|(number, _)| *number)
    }
}
