//! Exported activities and milestones that are no longer in the workbook.

use std::collections::BTreeSet;

use super::merger::WorkbookMerger;

impl WorkbookMerger<'_, '_> {
    /// Reports exported entries that are no longer in the workbook. They are never removed from the
    /// plan.
    pub(super) fn removed(&mut self) {
        let exported =
            self.edited.activities.iter().flat_map(|_| self.edited.state.activities.keys());
        let gone: Vec<String> = exported
            .filter(|id| !self.there.contains(id.as_str()) && self.found.contains_key(*id))
            .map(|id| format!("`{id}`"))
            .collect();
        let advice = "the plan keeps it. Use `workplan cancel` if it will not be done";
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

/// The most missing entries that are reported one by one.
const MOST_GONE: usize = 20;

/// Reports missing entries: of very many only the first ones, and the number of the others.
fn told(gone: &[String], advice: &str, notes: &mut Vec<String>) {
    match gone.get(..MOST_GONE).filter(|_| gone.len() > MOST_GONE) {
        Some(first) => {
            let (first, more) = (first.join(", "), gone.len() - MOST_GONE);
            notes.push(format!(
                "{first} and {more} more are no longer in the workbook; for each of them: {advice}"
            ));
        }
        None => notes
            .extend(gone.iter().map(|one| format!("{one} is no longer in the workbook; {advice}"))),
    }
}
