//! A row without a title: a milestone of the activity above, or more of its text.

use super::cell_text::one_line;
use super::draft::{DraftActivity, DraftMilestone};
use super::importer::Importer;
use super::row_values::RowValues;
use crate::model::{DateSpan, FIELDS, ImportedRow};

/// The texts of a row that belongs to an activity.
#[derive(Default)]
struct Texts {
    /// Those that can be the title of a milestone.
    titles: Vec<String>,
    /// The others, with what they are.
    others: Vec<String>,
}

impl Importer<'_> {
    /// Gives an activity whose rows are milestones its end and its status by them.
    pub(super) fn end_group(&mut self, group: &mut Option<usize>) {
        let Some(own) = group.take().and_then(|at| self.draft.activities.get_mut(at)) else {
            return;
        };
        let last = |dates: Vec<&str>| {
            let spans = dates.into_iter().filter_map(|date| DateSpan::parse(date).ok());
            spans.map(DateSpan::last).max().map(|day| day.to_string())
        };
        let due = last(own.milestones.iter().map(|own| own.due.as_str()).collect());
        let done: Vec<&str> = own.milestones.iter().filter_map(|own| own.done.as_deref()).collect();
        let is_completed = done.len() == own.milestones.len() && !done.is_empty();
        let completed = last(done.clone()).filter(|_| is_completed);
        let status = match done.len() {
            _ if is_completed => "completed",
            0 => "planned",
            _ => "ongoing",
        };
        let has =
            |own: &DraftActivity, key: &str| own.fields.iter().any(|(known, _)| *known == key);
        if let Some(due) = due.filter(|_| !has(own, "due")) {
            own.fields.push(("due", due));
        }
        if let Some((_, value)) = own.fields.iter_mut().find(|(key, _)| *key == "status")
            && value == "planned"
        {
            *value = status.to_owned();
            own.fields.extend(completed.map(|day| ("completed", day)));
        }
        own.fields.sort_by_key(|(key, _)| *key);
    }

    /// Adds a row without a title to the activity above.
    pub(super) fn add_part(
        &mut self,
        activity: usize,
        mut values: RowValues,
        has_date: bool,
        is_merged: bool,
    ) -> ImportedRow {
        if let Some((_, due)) = values.span.take() {
            values.fields.entry("due").or_insert(due);
        }
        if let Some(day) = values.completed.take() {
            values.fields.entry("completed").or_insert(day);
        }
        let ticked = values.ticks.iter().filter_map(|tick| Some(tick.days?.1)).max();
        let date = ["due", "forecast", "completed", "start"];
        let due = date.iter().find_map(|key| values.fields.get(key).cloned());
        let due = due.or(ticked.map(|day| day.to_string()));
        let is_milestone = has_date && due.is_some() && (is_merged || values.owners.is_empty());
        let due = due.filter(|_| is_milestone);
        let done = due.as_ref().and_then(|due| self.reached(&values, due));
        if let Some(span) = due.as_ref().and_then(|due| DateSpan::parse(due).ok()) {
            self.reaches(span.first(), span.last());
        }
        let texts = self.texts(&mut values, due.as_deref(), done.is_some());
        let Some(own) = self.draft.activities.get_mut(activity) else {
            return ImportedRow::Skipped;
        };
        own.deliverables.append(&mut values.deliverables);
        own.indicators.append(&mut super::settle::indicators(&mut values));
        let Texts { mut titles, others } = texts;
        let Some(due) = due else {
            own.add_remarks(&[titles, others].concat());
            return ImportedRow::Continuation;
        };
        // Its first text is the title, without the heading of its column.
        let title = match titles.is_empty() {
            true => format!("Milestone {}", own.milestones.len() + 1),
            false => one_line(bare(&titles.remove(0))),
        };
        own.milestones.push(DraftMilestone { title, due, done });
        own.add_remarks(&[titles, others].concat());
        ImportedRow::Milestone
    }

    /// The day on which a milestone was reached, if it was.
    fn reached(&self, values: &RowValues, due: &str) -> Option<String> {
        let today = self.around.day;
        let is_done = match values.status.as_deref() {
            Some("completed") => true,
            None => values.share.as_deref() == Some("100"),
            Some(_) => return None,
        };
        let day = values.fields.get("completed").cloned().or_else(|| {
            let due = DateSpan::parse(due).ok()?;
            is_done.then(|| due.last().min(today).to_string())
        });
        day.filter(|day| DateSpan::parse(day).is_ok_and(|day| day.last() <= today))
    }

    /// The texts of a row; `due`: of a milestone that is due then.
    fn texts(&mut self, values: &mut RowValues, due: Option<&str>, is_done: bool) -> Texts {
        let mut texts =
            Texts { titles: std::mem::take(&mut values.milestones), others: Vec::new() };
        let fields = &mut values.fields;
        texts.titles.extend(fields.remove("title"));
        texts.titles.extend(fields.remove("description"));
        texts.titles.append(&mut values.remarks);
        let mut add = |heading: &str, text: &str| texts.others.push(format!("{heading}: {text}"));
        if let Some(status) = values.status.take().filter(|status| !status.is_empty() && !is_done) {
            add("Status", &status);
        }
        if let Some(share) = values.share.take().filter(|_| !is_done) {
            add("Progress", &format!("{share} %"));
        }
        let owners = std::mem::take(&mut values.owners);
        if !owners.is_empty() {
            let names: Vec<String> = owners.iter().map(|id| self.names.name(id)).collect();
            add("Owner", &names.join(", "));
        }
        if let Some(email) = values.email.take() {
            add("Email", &email);
        }
        for (key, text) in std::mem::take(&mut values.fields) {
            let is_number = !text.contains(char::is_alphabetic);
            let is_said = match key {
                "id" => due.is_some() && is_number,
                "completed" => is_done,
                _ => due == Some(text.as_str()),
            };
            if !is_said {
                add(heading(key), &text);
            }
        }
        if values.indicators.is_empty() {
            values.indicator.drain(..).for_each(|(key, text)| add(key, &text));
        }
        for (_, label, amount) in std::mem::take(&mut values.amounts) {
            add(&label, &amount.shown());
        }
        texts
    }
}

/// The heading of a key in our own tables.
fn heading(key: &'static str) -> &'static str {
    let field = FIELDS.iter().find(|field| field.key == key);
    field.and_then(|field| field.column).map_or(key, |column| column.title)
}

/// The text behind the heading of its column.
fn bare(text: &str) -> &str {
    text.split_once(": ").map_or(text, |(_, text)| text)
}

impl DraftActivity {
    /// Adds lines to the remarks.
    pub(super) fn add_remarks(&mut self, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let lines = lines.join("\n");
        match self.fields.iter_mut().find(|(key, _)| *key == "remarks") {
            Some((_, remarks)) => {
                remarks.push('\n');
                remarks.push_str(&lines);
            }
            None => self.fields.push(("remarks", lines)),
        }
    }
}
