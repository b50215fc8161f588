//! `diff` for spreadsheets: a row for each change.

use crate::analysis::{ActivityFacts, FieldChange, FieldValue};
use crate::render::activity::change::plain;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::report::DiffReport;
use crate::text::clean_line;

fn id<'f>(facts: &ActivityFacts<'f>) -> &'f str {
    &facts.activity.id.value
}

impl DiffReport<'_> {
    /// Returns a row for each change.
    pub(super) fn to_csv(&self) -> String {
        let columns = ["plan", "activity", "title", "what", "field", "before", "after"]
            .map(GridColumn::left)
            .to_vec();
        let mut rows = Vec::new();
        for plan in &self.plans {
            let mut row = |id: &str,
                           title: &str,
                           what: &str,
                           field: &str,
                           before: &FieldValue,
                           after: &FieldValue| {
                let cells = [
                    &*clean_line(plan.name),
                    id,
                    &clean_line(title),
                    what,
                    field,
                    &plain(before),
                    &plain(after),
                ];
                rows.push(cells.map(GridCell::new).to_vec());
            };
            let title = |facts: &ActivityFacts<'_>| facts.activity.title.value.to_string();
            let status =
                |facts: &ActivityFacts<'_>| FieldValue::Text(facts.status.as_str().to_owned());
            for FieldChange { field, before, after } in &plan.fields {
                row("", "", "changed", field, before, after);
            }
            for added in &plan.added {
                row(
                    id(added),
                    &title(added),
                    "added",
                    "status",
                    &FieldValue::Absent,
                    &status(added),
                );
            }
            for removed in &plan.removed {
                row(
                    id(removed),
                    &title(removed),
                    "removed",
                    "status",
                    &status(removed),
                    &FieldValue::Absent,
                );
            }
            for now in &plan.unreadable_before {
                row(
                    id(now),
                    &title(now),
                    "unreadable before",
                    "status",
                    &FieldValue::Absent,
                    &status(now),
                );
            }
            for then in &plan.unreadable_after {
                row(
                    id(then),
                    &title(then),
                    "unreadable now",
                    "status",
                    &status(then),
                    &FieldValue::Absent,
                );
            }
            for one in &plan.changed {
                for FieldChange { field, before, after } in &one.changes {
                    row(id(&one.after), &title(&one.after), "changed", field, before, after);
                }
            }
        }
        Grid { columns, rows }.csv()
    }
}
