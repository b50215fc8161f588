//! Makes an activity of the values of a row: what is missing gets a placeholder, and what cannot
//! be goes into the remarks.

use super::column_facts::ReadAmount;
use super::draft::{DraftActivity, DraftMilestone};
use super::importer::Importer;
use super::notices::Notice;
use super::questions::Met;
use super::row_values::RowValues;
use crate::diagnostic::message;
use crate::model::{DateSpan, Day, Decimal, is_id};

impl Importer<'_> {
    /// Adds the activity of a row, and returns its number.
    pub(super) fn activity(
        &mut self,
        row: u32,
        mut values: RowValues,
        priority: &mut Option<String>,
    ) -> usize {
        if let Some(title) = values.priority.take() {
            *priority = Some(self.priority(&title));
        }
        let priority = priority.get_or_insert_with(|| self.priority("Activities")).clone();
        if self.has_numbered_titles {
            number_of_title(&mut values);
        }
        self.owners(row, &mut values);
        self.times(row, &mut values);
        self.settle_status(row, &mut values);
        self.order_of_dates(row, &mut values);
        self.without_due(row, &mut values);
        self.budget(row, &mut values);
        self.id(row, &priority, &mut values);
        let milestones = self.milestones(row, &mut values);
        let indicators = indicators(&mut values);
        if !values.remarks.is_empty() {
            values.fields.insert("remarks", values.remarks.join("\n"));
        }
        // The day of the import is no date of the sheet.
        let is_guess = values.todo.contains(&Notice::CompletedToday);
        for own in ["start", "due", "forecast", "completed"] {
            if own == "completed" && is_guess {
                continue;
            }
            if let Some(span) = values.fields.get(own).and_then(|date| DateSpan::parse(date).ok()) {
                self.reaches(span.first(), span.last());
            }
        }
        let mut todo: Vec<_> = values.todo;
        todo.sort_unstable();
        todo.dedup();
        self.draft.activities.push(DraftActivity {
            priority,
            place: (self.grid.sheet.name.clone(), row + 1),
            todo: todo.into_iter().map(Notice::todo).collect(),
            fields: values.fields.into_iter().collect(),
            milestones,
            deliverables: values.deliverables,
            indicators,
        });
        self.draft.activities.len() - 1
    }

    /// Keeps the first and the last day of all.
    pub(super) fn reaches(&mut self, first: Day, last: Day) {
        let days = self.draft.days.get_or_insert((first, last));
        *days = (days.0.min(first), days.1.max(last));
    }

    fn owners(&mut self, row: u32, values: &mut RowValues) {
        if values.owners.is_empty() {
            let id = self.names.nobody(&mut self.questions, self.grid.place(row, 0));
            self.notice(Notice::NoOwner, row);
            values.todo.push(Notice::NoOwner);
            values.owners.push(id);
        }
        // `Ann Lee <ann@example.org>`
        if values.email.is_none()
            && let Some((name, email)) = values.fields.get("contact").and_then(|own| person(own))
            && let [owner] = values.owners.as_slice()
        {
            self.names.person(owner, name, email);
        }
        if let (Some(email), [owner]) = (&values.email, values.owners.as_slice()) {
            let name = values.fields.get("contact").cloned().unwrap_or_else(|| email.clone());
            self.names.person(owner, &name, email);
        }
        if let Some(email) = values.email.take() {
            let contact = values.fields.entry("contact").or_default();
            let name = std::mem::take(contact);
            *contact = if name.is_empty() { email } else { format!("{name} <{email}>") };
        }
        values.set("owners", values.owners.join(", "));
    }

    /// The start and the due date: of date columns, else of a time frame, else of ticks.
    fn times(&mut self, row: u32, values: &mut RowValues) {
        if let Some((start, due)) = values.span.take() {
            if let Some(start) = start {
                values.fields.entry("start").or_insert(start);
            }
            values.fields.entry("due").or_insert(due);
        }
        let ticks = std::mem::take(&mut values.ticks);
        let days = || ticks.iter().filter_map(|tick| tick.days);
        let (Some(first), Some(last)) =
            (days().map(|(first, _)| first).min(), days().map(|(_, last)| last).max())
        else {
            return;
        };
        if values.fields.contains_key("start") || values.fields.contains_key("due") {
            self.notice(Notice::Ticked, row);
            return;
        }
        values.set("start", first.to_string());
        values.set("due", last.to_string());
    }

    fn settle_status(&mut self, row: u32, values: &mut RowValues) {
        if let Some(day) = values.completed.take() {
            values.fields.entry("completed").or_insert(day);
        }
        let share = values.share.take();
        let is = |share: &Option<String>, of: &str| share.as_deref() == Some(of);
        let status = values.status.take().filter(|status| !status.is_empty());
        let is_unknown = values.todo.contains(&Notice::UnknownStatus);
        let has_day = values.fields.contains_key("completed");
        let status = status.unwrap_or_else(|| match &share {
            _ if is_unknown => "planned".to_owned(),
            _ if has_day || is(&share, "100") => "completed".to_owned(),
            Some(share) if share != "0" => "ongoing".to_owned(),
            _ => "planned".to_owned(),
        });
        if let Some(share) = share {
            values.set("progress", share);
        }
        if status == "completed" {
            self.completed(row, values);
        } else if let Some(day) = values.fields.remove("completed") {
            values.remark("Completed", &day);
            self.notice(Notice::CompletedElse, row);
            values.todo.push(Notice::CompletedElse);
        }
        let needs_reason = matches!(status.as_str(), "on_hold" | "postponed" | "cancelled");
        if needs_reason && !values.fields.contains_key("reason") {
            values.set("reason", "TODO: the sheet gives no reason".to_owned());
            self.notice(Notice::NoReason, row);
            values.todo.push(Notice::NoReason);
        }
        if !values.fields.contains_key("status") {
            values.set("status", status);
        }
    }

    /// Completes the day of a completed activity.
    fn completed(&mut self, row: u32, values: &mut RowValues) {
        let today = self.around.day;
        let last = |key: &str| {
            values.fields.get(key).and_then(|date| DateSpan::parse(date).ok()).map(DateSpan::last)
        };
        let (completed, due) = (last("completed"), last("due"));
        match (completed, due) {
            (Some(day), _) if day > today => {
                // Not completed yet, whatever its status says.
                if let Some(day) = values.fields.remove("completed") {
                    values.remark("Completed", &day);
                    values.set("forecast", day);
                }
                values.set("status", "ongoing".to_owned());
                self.notice(Notice::CompletedLater, row);
                values.todo.push(Notice::CompletedLater);
            }
            (Some(_), _) => {}
            (None, Some(due)) if due <= today => {
                values.set("completed", due.to_string());
                self.notice(Notice::CompletedOnDue, row);
                values.todo.push(Notice::CompletedOnDue);
            }
            (None, _) => {
                values.set("completed", today.to_string());
                self.notice(Notice::CompletedToday, row);
                values.todo.push(Notice::CompletedToday);
            }
        }
    }

    /// A start after the end goes into the remarks.
    fn order_of_dates(&mut self, row: u32, values: &mut RowValues) {
        let span = |key: &str| values.fields.get(key).and_then(|date| DateSpan::parse(date).ok());
        let Some(start) = span("start") else { return };
        let is_after = |key: &str| span(key).is_some_and(|other| other.last() < start.first());
        let notice = match () {
            () if is_after("due") => Notice::StartAfterDue,
            () if is_after("completed") => Notice::StartAfterCompleted,
            () => return,
        };
        if let Some(start) = values.fields.remove("start") {
            values.remark("Start", &start);
        }
        self.notice(notice, row);
        values.todo.push(notice);
    }

    /// Reports an activity that is not over and has no due date.
    fn without_due(&mut self, row: u32, values: &mut RowValues) {
        let status = values.fields.get("status").map(String::as_str);
        let is_over = matches!(status, Some("completed" | "cancelled"));
        // Milestones in the rows below give a date to the title that is merged over them.
        if !is_over && !values.fields.contains_key("due") && !values.is_group {
            self.notice(Notice::NoDue, row);
            values.todo.push(Notice::NoDue);
        }
    }

    /// The budget of a row, in one currency.
    fn budget(&mut self, row: u32, values: &mut RowValues) {
        let amounts = std::mem::take(&mut values.amounts);
        if amounts.is_empty() {
            return;
        }
        let mut all = amounts.iter();
        let of_required = all.find(|(key, ..)| *key == "budget.required");
        let of_required = of_required.and_then(|(_, _, amount)| amount.currency.clone());
        let own = || amounts.iter().find_map(|(_, _, amount)| amount.currency.clone());
        let known = values.currency.take().or(of_required).or_else(own);
        let known = known.or_else(|| self.currency.clone());
        let currency = match known {
            Some(currency) => currency,
            None => {
                let doubt = || {
                    message!("import.currency-missing", "the currency of the amounts is not known")
                };
                let met = Met {
                    section: "currency",
                    word: "currency",
                    proposal: "",
                    place: self.grid.place(row, amounts.first().map_or(0, |(.., own)| own.at)),
                };
                self.questions.ask(&met, Some(&doubt))
            }
        };
        let is_own =
            |amount: &ReadAmount| amount.currency.as_ref().is_none_or(|other| *other == currency);
        let mut required = amounts.iter().filter(|(key, ..)| *key == "budget.required");
        let has_required = required.any(|(.., amount)| is_own(amount));
        let notice = match () {
            () if currency.is_empty() => Some(Notice::NoCurrency),
            () if !has_required && amounts.iter().all(|(.., own)| is_own(own)) => {
                Some(Notice::NoRequired)
            }
            () if !has_required => Some(Notice::OtherCurrency),
            () => None,
        };
        if let Some(notice) = notice {
            for (_, label, amount) in &amounts {
                values.remark(label, &amount.shown());
            }
            self.notice(notice, row);
            return;
        }
        for (key, label, amount) in amounts {
            if is_own(&amount) {
                values.set(key, amount.number);
            } else {
                values.remark(&label, &amount.shown());
                self.notice(Notice::OtherCurrency, row);
            }
        }
        values.set("budget.currency", currency);
    }

    /// An id that no other row has.
    fn id(&mut self, row: u32, priority: &str, values: &mut RowValues) {
        let own = values.fields.remove("id");
        let is_taken = own.as_ref().is_some_and(|id| self.used.contains(id));
        // Each priority may number its activities from 1 on.
        let within = own
            .as_ref()
            .map(|id| format!("{priority}.{id}"))
            .filter(|id| is_taken && !self.used.contains(id));
        if is_taken {
            self.notice(Notice::NewId, row);
        }
        self.own_ids.extend(own.clone().filter(|_| !is_taken));
        let id = own.filter(|_| !is_taken).or(within).unwrap_or_else(|| {
            let next = self.next.entry(priority.to_owned()).or_insert(1);
            while self.used.contains(&format!("{priority}.{next}")) {
                *next += 1;
            }
            format!("{priority}.{next}")
        });
        self.used.insert(id.clone());
        values.set("id", id);
    }

    /// The milestones in a cell: due with the activity.
    fn milestones(&mut self, row: u32, values: &mut RowValues) -> Vec<DraftMilestone> {
        let titles = std::mem::take(&mut values.milestones);
        if titles.is_empty() {
            return Vec::new();
        }
        self.notice(Notice::MilestoneWithoutDate, row);
        let due = values.fields.get("due").cloned();
        let Some(due) = due else {
            values.remark("Milestones", &titles.join("; "));
            return Vec::new();
        };
        titles
            .into_iter()
            .map(|title| DraftMilestone { title, due: due.clone(), done: None })
            .collect()
    }
}

/// The name and the address in a text, if there is one of each.
fn person(text: &str) -> Option<(&str, &str)> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';');
    let mut emails = text.split(is_edge).filter(|word| word.contains('@'));
    let (email, None) = (emails.next()?, emails.next()) else { return None };
    let (name, _) = text.split_once(email)?;
    let name = name.trim_matches(is_edge);
    Some((if name.is_empty() { email } else { name }, email))
}

/// Takes the number in front of a title as the id, where no column has one: `2.1 Draft the law`.
fn number_of_title(values: &mut RowValues) {
    let Some(title) = values.fields.get("title").filter(|_| !values.fields.contains_key("id"))
    else {
        return;
    };
    let Some((number, rest)) = title.split_once(' ') else { return };
    let bare = number.trim_end_matches(['.', ')', ':']);
    let is_number = bare.contains('.') || bare.len() < number.len();
    let digits = bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_id = digits && is_number && is_id(bare) && bare.len() <= 16;
    if is_id && !rest.trim().is_empty() {
        let (id, title) = (bare.to_owned(), rest.trim().to_owned());
        values.set("id", id);
        values.set("title", title);
    }
}

/// The indicators of a row: values belong to the only one, or to one that is called after the row.
pub(super) fn indicators(values: &mut RowValues) -> Vec<Vec<(&'static str, String)>> {
    let names = std::mem::take(&mut values.indicators);
    let own = std::mem::take(&mut values.indicator);
    let named = |name: String| vec![("name", name)];
    match names.len() {
        0 if own.is_empty() => Vec::new(),
        0 | 1 => {
            let title = values.fields.get("title").cloned().unwrap_or_default();
            let mut all = named(names.into_iter().next().unwrap_or(title));
            all.extend(own.into_iter().map(|(key, value)| (key, number(value))));
            vec![all]
        }
        _ => {
            for (key, value) in own {
                values.remark(key, &value);
            }
            names.into_iter().map(named).collect()
        }
    }
}

/// A number as the format writes it.
fn number(text: String) -> String {
    match Decimal::parse(&text.replace([' ', '\u{a0}'], "")) {
        Ok(number) => number.to_string(),
        Err(_) => text,
    }
}
