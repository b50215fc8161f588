//! Exported activities and milestones that are no longer in the workbook.

use std::collections::BTreeSet;

use super::merger::WorkbookMerger;

impl WorkbookMerger<'_, '_> {
    /// What was exported and is not in the workbook any more: told, and never taken away.
    pub(super) fn removed(&mut self) {
        let exported =
            self.edited.activities.iter().flat_map(|_| self.edited.state.activities.keys());
        let gone: Vec<String> = exported
            .filter(|id| !self.there.contains(id.as_str()) && self.found.contains_key(*id))
            .map(|id| format!("`{id}`"))
            .collect();
        let advice = "the plan keeps it: cancel it, with a reason, if it is not to be done";
        told(&gone, advice, &mut self.out.notes);
        let Some(rows) = &self.edited.milestones else { return };
        let there: BTreeSet<(&str, usize)> =
            rows.iter().filter_map(|row| Some((row.id.as_str(), row.number?))).collect();
        let gone = self
            .edited
            .state
            .milestones
            .keys()
            .filter(|(id, number)| !there.contains(&(id.as_str(), *number)));
        let gone: Vec<String> =
            gone.map(|(id, number)| format!("milestone {number} of `{id}`")).collect();
        told(&gone, "the plan keeps it", &mut self.out.notes);
    }
}

/// The most of what is gone that is told one by one.
const MOST_GONE: usize = 20;

/// Tells what is not in the workbook any more: of very many the first ones, and how many there are.
fn told(gone: &[String], advice: &str, notes: &mut Vec<String>) {
    match gone.get(..MOST_GONE).filter(|_| gone.len() > MOST_GONE) {
        Some(first) => {
            let (first, more) = (first.join(", "), gone.len() - MOST_GONE);
            notes.push(format!(
                "{first} and {more} more are not in the workbook any more; of each, {advice}"
            ));
        }
        None => notes.extend(
            gone.iter().map(|one| format!("{one} is not in the workbook any more; {advice}")),
        ),
    }
}
