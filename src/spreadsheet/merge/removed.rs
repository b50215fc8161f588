//! Exported activities and milestones that are no longer in the workbook.

use std::collections::BTreeSet;

use super::merger::WorkbookMerger;
use crate::diagnostic::{Message, list_of, message};

impl WorkbookMerger<'_, '_> {
    /// Reports exported entries that are no longer in the workbook. They are never removed from the
    /// plan.
    pub(super) fn removed(&mut self) {
        let exported =
            self.edited.activities.iter().flat_map(|_| self.edited.state.activities.keys());
        let gone: Vec<Message> = exported
            .filter(|id| !self.there.contains(id.as_str()) && self.found.contains_key(*id))
            .map(|id| message!("workbook.id-of-an-activity", "`{id}`", id))
            .collect();
        let one = |activity: Message| {
            message!(
                "workbook.activity-gone",
                "{activity} is no longer in the workbook; the plan keeps it. Use `workplan cancel` \
                 if it will not be done",
                activity
            )
        };
        let many = |activities: Message, more: usize| {
            message!(
                "workbook.activities-gone",
                "{activities} and {more} more are no longer in the workbook; for each of them: the \
                 plan keeps it. Use `workplan cancel` if it will not be done",
                activities,
                more
            )
        };
        told(gone, one, many, &mut self.out.notes);
        let Some(rows) = &self.edited.milestones else { return };
        let there: BTreeSet<(&str, usize)> =
            rows.iter().filter_map(|row| Some((row.id.as_str(), row.number?))).collect();
        let gone = self
            .edited
            .state
            .milestones
            .keys()
            .filter(|(id, number)| !there.contains(&(id.as_str(), *number)));
        let gone: Vec<Message> = gone
            .map(|(id, number)| {
                message!("workbook.milestone", "milestone {number} of `{id}`", number = *number, id)
            })
            .collect();
        let one = |milestone: Message| {
            message!(
                "workbook.milestone-gone",
                "{milestone} is no longer in the workbook; the plan keeps it",
                milestone
            )
        };
        let many = |milestones: Message, more: usize| {
            message!(
                "workbook.milestones-gone",
                "{milestones} and {more} more are no longer in the workbook; for each of them: the \
                 plan keeps it",
                milestones,
                more
            )
        };
        told(gone, one, many, &mut self.out.notes);
    }
}

/// The most missing entries that are reported one by one.
const MOST_GONE: usize = 20;

/// Reports missing entries: of very many only the first ones, and the number of the others.
fn told(
    mut gone: Vec<Message>,
    one: impl Fn(Message) -> Message,
    many: impl Fn(Message, usize) -> Message,
    notes: &mut Vec<Message>,
) {
    let more = gone.len().saturating_sub(MOST_GONE);
    if more == 0 {
        return notes.extend(gone.into_iter().map(one));
    }
    gone.truncate(MOST_GONE);
    notes.extend(list_of(gone).map(|first| many(first, more)));
}
