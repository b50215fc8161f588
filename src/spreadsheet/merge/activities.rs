//! The rows of activities: changed ones and new ones.

use std::collections::{BTreeMap, BTreeSet};

use super::known_entries::Known;
use super::merger::{FieldStates, WorkbookMerger};
use super::new_entries::{Joined, NewRow};
use crate::diagnostic::{Message, list_of, message};
use crate::model::{Priority, is_id};
use crate::spreadsheet::cell::MOST_CHARS;
use crate::spreadsheet::column::{COLUMNS, ColumnKind};
use crate::spreadsheet::returned_row::ReturnedRow;
use crate::text::clean_line;

impl WorkbookMerger<'_, '_> {
    pub(super) fn activity(&mut self, row: &ReturnedRow) {
        let edited = self.edited;
        if !edited.state.activities.contains_key(&row.id) {
            return self.new_activity(row);
        }
        if let Some(fault) = self.budget_of_nothing(row) {
            return self.out.faults.push(fault);
        }
        for column in COLUMNS.iter().filter(|column| column.kind != ColumnKind::Id) {
            let Some((_, text)) = row.cells.get(column.key) else { continue };
            if !edited.state.is_open(row.sheet, column.key) {
                self.note_fixed(row, column.key, column.title);
                continue;
            }
            let exported = edited.state.said(&row.id, column.key).to_owned();
            if exported.ends_with('…') && exported.encode_utf16().count() + 2 >= MOST_CHARS {
                let what = message!(
                    "workbook.text-was-cut",
                    "this text was too long for a cell and was cut: change it in the plan"
                );
                self.out.faults.push(row.fault(column.key, what));
                continue;
            }
            if column.kind == ColumnKind::Priority {
                let what = message!(
                    "workbook.other-priority",
                    "an import does not move an activity to another priority: move it in the plan"
                );
                self.out.faults.push(row.fault(column.key, what));
                continue;
            }
            let Some(text) = self.checked(row, column.key, column.kind, text) else { continue };
            let label = message!(
                "workbook.field-of-activity",
                "{id} {key}",
                id = &row.id,
                key = column.key
            );
            self.decide(FieldStates {
                id: &row.id,
                field: column.key.to_owned(),
                label,
                place: self.place(row, column.key),
                exported,
                now: self.value_now(&row.id, column.key),
                workbook: text,
                kind: column.kind,
            });
        }
    }

    fn new_activity(&mut self, row: &ReturnedRow) {
        if let Some(known) = self.gone.get(row.says("title")) {
            let what = message!(
                "workbook.other-id",
                "this looks like `{known}` with another id: restore the id",
                known = *known
            );
            return self.out.faults.push(row.fault("id", what));
        }
        match self.known(row) {
            Some(Known::Same(id)) => return self.note_known(row, &id),
            Some(Known::Moved(id)) if row.id.is_empty() => return self.moved(row, &id),
            _ => {}
        }
        if let Some((_, known)) = self.found.get(&row.id) {
            let owners: Vec<Message> = known
                .owners
                .iter()
                .map(|owner| match self.directory.find(&owner.value) {
                    Some(owner) => Message::verbatim(clean_line(owner.display_name())),
                    None => Message::verbatim(clean_line(&owner.value)),
                })
                .collect();
            let what = message!(
                "workbook.new-in-plan",
                "the plan has another activity with the id `{id}`, of {owners}: {title}. Leave the \
                 id of a new activity empty",
                id = &row.id,
                owners = list_of(owners).unwrap_or_else(|| Message::verbatim("-")),
                title = clean_line(&known.title.value)
            );
            return self.out.faults.push(row.fault("id", what));
        }
        self.check_new(row);
        let mut fields = BTreeMap::new();
        let is_field = |kind| !matches!(kind, ColumnKind::Id | ColumnKind::Priority);
        for column in COLUMNS.iter().filter(|column| is_field(column.kind)) {
            let text = row.says(column.key);
            if text.is_empty() {
                continue;
            }
            if let Some(text) = self.checked(row, column.key, column.kind, text) {
                fields.insert(column.key, (text, self.source));
            }
        }
        let members: BTreeSet<String> =
            self.edited.state.member.iter().map(|member| member.id.clone()).collect();
        let is_without_owner = row.says("owners").is_empty();
        let new = NewRow {
            source: self.source,
            place: self.place(row, "id"),
            priority: self.priority(row.says("priority")).unwrap_or_default().to_owned(),
            ids: Some(row.id.clone()).filter(|id| !id.is_empty()).into_iter().collect(),
            owners: members.iter().filter(|_| is_without_owner).cloned().collect(),
            members,
            fields,
            disputed: BTreeSet::new(),
        };
        if row.says("title").is_empty() {
            return;
        }
        let mut conflicts = Vec::new();
        match self.new.add(new, &mut conflicts) {
            Joined::Added => {}
            Joined::With(place) => self.known_rows.add_joined(row, place),
            Joined::TakenId(place) => self.out.faults.push(row.fault(
                "id",
                message!(
                    "workbook.new-id-twice",
                    "`{id}` is also the id of the new activity in {place}: leave one of them empty",
                    id = &row.id,
                    place
                ),
            )),
        }
        conflicts.into_iter().for_each(|conflict| self.dispute(conflict));
    }

    /// Takes a row as an activity that the plan has with another due date.
    fn moved(&mut self, row: &ReturnedRow, id: &str) {
        self.note_known(row, id);
        self.decide(FieldStates {
            id,
            field: "due".to_owned(),
            label: message!(
                "workbook.due-of-known-activity",
                "{id} due ({place}; a different activity needs a different title)",
                id,
                place = row.place("due")
            ),
            place: self.place(row, "due"),
            exported: String::new(),
            now: self.value_now(id, "due"),
            workbook: row.says("due").to_owned(),
            kind: ColumnKind::Last,
        });
    }

    /// Reports what a new row lacks.
    fn check_new(&mut self, row: &ReturnedRow) {
        if !row.id.is_empty() && !is_id(&row.id) {
            let what = message!(
                "workbook.not-an-id",
                "`{id}` is not an id. Use letters, digits, `.`, `_` and `-`, or leave it empty",
                id = &row.id
            );
            self.out.faults.push(row.fault("id", what));
        }
        for (key, what) in [
            ("title", message!("workbook.needs-title", "a new activity needs a title")),
            ("priority", message!("workbook.needs-priority", "a new activity needs a priority")),
            ("owners", message!("workbook.needs-owner", "a new activity needs an owner")),
        ] {
            let is_given = key == "owners" && self.edited.state.member.is_some();
            if row.says(key).is_empty() && row.cells.contains_key(key) && !is_given {
                self.out.faults.push(row.fault(key, what));
            }
        }
        let priority = row.says("priority");
        if !priority.is_empty() && self.priority(priority).is_none() {
            let own = |own: &Priority<'_>| {
                let (id, title) = (clean_line(&own.id.value), clean_line(&own.title.value));
                message!("workbook.known-priority", "`{id}` ({title})", id, title)
            };
            let known = list_of(self.plan.priorities.iter().map(own));
            let what = message!(
                "workbook.unknown-priority",
                "unknown priority `{priority}`. Known: {known}",
                priority,
                known = known.unwrap_or_else(|| Message::verbatim("-"))
            );
            self.out.faults.push(row.fault("priority", what));
        }
        self.check_new_budget(row);
    }

    /// Returns a fault if a row fills in a budget that its activity does not have.
    fn budget_of_nothing(&self, row: &ReturnedRow) -> Option<Message> {
        let is_given =
            |key: &&str| !row.says(key).is_empty() && self.edited.state.is_open(row.sheet, key);
        let keys = ["budget.available", "budget.spent", "budget.required", "budget.currency"];
        let first = keys.into_iter().find(is_given)?;
        let (_, activity) = self.found.get(&row.id)?;
        let is_complete = ["budget.required", "budget.currency"].iter().all(is_given);
        if activity.budget.is_some() || is_complete {
            return None;
        }
        let what = match &self.edited.state.member {
            Some(_) => message!(
                "workbook.no-budget",
                "the activity `{id}` has no budget in the plan: leave this cell empty",
                id = &row.id
            ),
            None => message!(
                "workbook.new-budget",
                "the activity `{id}` has no budget in the plan: fill in `Currency` and `Required`",
                id = &row.id
            ),
        };
        Some(row.fault(first, what))
    }

    /// Reports a budget without a currency, or without the amount that is required.
    fn check_new_budget(&mut self, row: &ReturnedRow) {
        let said = |key: &str| !row.says(key).is_empty();
        let keys = ["budget.required", "budget.available", "budget.spent", "budget.currency"];
        let Some(first) = keys.into_iter().find(|key| said(key)) else { return };
        if !said("budget.currency") {
            let what = message!(
                "workbook.needs-currency",
                "an amount needs a currency: fill in `Currency`, such as `USD`"
            );
            self.out.faults.push(row.fault(first, what));
        }
        if !said("budget.required") {
            let what = message!(
                "workbook.needs-required",
                "a budget needs the amount that is required: fill in `Required`"
            );
            self.out.faults.push(row.fault(first, what));
        }
    }
}
