//! What is overdue and due soon, as the report lists it.

use crate::analysis::{DueItem, DueKind};
use crate::diagnostic::Message;
use crate::render::toolkit::words::{days_or_today, short_day};
use crate::render::words::status as status_words;
use crate::report::PlanReport;

/// Something overdue, or due soon.
pub(super) struct DueRow<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub is_milestone: bool,
    pub owners: Vec<&'a str>,
    pub due: Message,
    pub days: Message,
    pub status: Message,
}

impl<'a> PlanReport<'a> {
    /// Returns the rows of a list of what is due.
    pub(super) fn due_rows(&self, items: &[DueItem<'a>]) -> Vec<DueRow<'a>> {
        let row = |item: &DueItem<'a>| {
            let facts = &item.facts;
            DueRow {
                id: &facts.activity.id.value,
                title: item.title(),
                is_milestone: item.kind() == DueKind::Milestone,
                owners: facts.owners().map(|id| facts.index.directory.display(id)).collect(),
                due: short_day(item.due),
                days: days_or_today((item.due - self.as_of.day).num_days().abs()),
                status: status_words(facts.status),
            }
        };
        items.iter().map(row).collect()
    }
}
