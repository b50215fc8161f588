//! Writes a new plan out of the rows of sheets.

use std::collections::HashMap;

use super::draft::DraftPlan;
use crate::diagnostic::Message;
use crate::edit::{
    Assignment, ScalarText, Value, ValueEntry, ValueItem, assign, fresh_list, id_of,
};
use crate::format::map_parallel;
use crate::model::Day;
use crate::spreadsheet::{Draft, DraftActivity, DraftOrganization};
use crate::text::{clean_line, is_refused};
use crate::workspace::{Error, Result};

/// Returns the text of a plan; each activity names the row that it was made out of.
/// `with_organizations`: the plan names its organizations itself.
pub(super) fn plan_text(
    own: &DraftPlan,
    name: &str,
    to: &str,
    day: Day,
    with_organizations: bool,
) -> Result<String> {
    let (draft, (start, end)) = (&own.draft, own.period);
    let title = if to.contains(|c: char| c.is_ascii_digit()) {
        format!("Workplan {to}")
    } else {
        to.to_owned()
    };
    let mut text = format!(
        "# Made from {name}: look through it, above all at each TODO.\nschema: 1\ntitle: {}\n\
         period: {{start: {start}, end: {end}}}\n",
        plain_or_quoted(&title)
    );
    if with_organizations && !draft.organizations.is_empty() {
        text += &format!("organizations:\n{}", organizations(&draft.organizations));
    }
    if !draft.themes.is_empty() {
        let items = draft.themes.iter();
        let items: Vec<_> = items
            .map(|(id, title)| (String::new(), map(&[("id", id), ("title", title)])))
            .collect();
        text += &format!("themes:\n{}", fresh_list(&items, 2));
    }
    text += "priorities:\n";
    let mut activities = activities(&draft.activities, day)?;
    for (id, title) in &draft.priorities {
        let priority = map(&[("id", id.as_str()), ("title", title)]);
        text += &fresh_list(&[(String::new(), priority)], 2);
        if let Some(own) = activities.remove(id.as_str()) {
            text += "    activities:\n";
            text += &own;
        }
    }
    Ok(text)
}

/// A title without quotation marks where it needs none.
fn plain_or_quoted(title: &str) -> String {
    let is_plain = title.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'));
    match is_plain && title.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => title.to_owned(),
        false => crate::edit::quoted(title),
    }
}

/// Returns the text of the file of the organizations that a sheet names.
pub(super) fn organizations_text(draft: &Draft) -> String {
    let head = "# yaml-language-server: $schema=.schema/organizations.json\n\
                # The organizations that the sheet names: check their names, and add their focal points.\n\
                schema: 1\norganizations:";
    match draft.organizations.is_empty() {
        true => format!("{head} []\n"),
        false => format!("{head}\n{}", organizations(&draft.organizations)),
    }
}

fn organizations(all: &[DraftOrganization]) -> String {
    let item = |own: &DraftOrganization| {
        let mut value = map(&[("id", &own.id), ("name", &own.name)]);
        let people = own.people.iter();
        let people = people.map(|(name, email)| map(&[("name", name), ("email", email)]));
        add_list(&mut value, "focal_points", people.collect());
        (String::new(), value)
    };
    fresh_list(&all.iter().map(item).collect::<Vec<_>>(), 2)
}

/// How many activities are worth a thread, and about how many bytes each of them takes.
const ACTIVITIES_OF_A_PIECE: usize = 500;
const BYTES_OF_AN_ACTIVITY: usize = 400;

/// The text of the activities of each priority.
fn activities(rows: &[DraftActivity], day: Day) -> Result<HashMap<&str, String>> {
    let pieces: Vec<&[DraftActivity]> = rows.chunks(ACTIVITIES_OF_A_PIECE).collect();
    let texts = map_parallel(pieces.len(), rows.len() * BYTES_OF_AN_ACTIVITY, |at| {
        let rows = pieces.get(at).copied().unwrap_or_default();
        rows.iter().map(|row| activity(row, day)).collect::<Result<Vec<String>>>()
    });
    let mut activities: HashMap<&str, String> = HashMap::new();
    for (rows, texts) in pieces.into_iter().zip(texts) {
        for (row, text) in rows.iter().zip(texts?) {
            *activities.entry(row.priority.as_str()).or_default() += &text;
        }
    }
    Ok(activities)
}

/// The text of an activity, below a comment that names its row.
fn activity(row: &DraftActivity, day: Day) -> Result<String> {
    let mut value = Value::Map(Vec::new());
    let all = row.fields.iter().map(|(key, text)| Assignment::set(key, without_refused(text)));
    let all: Vec<Assignment> = all.collect();
    let mut comment = format!("{}, row {}", row.place.0, row.place.1);
    for todo in &row.todo {
        comment += &format!("; TODO: {todo}");
    }
    let comment = clean_line(&comment);
    assign(&mut value, &all, day)
        .map_err(|problem| Error::from(problem).hint(Message::verbatim(&*comment)))?;
    let milestones = row.milestones.iter().map(|own| {
        let mut pairs = vec![("title", own.title.as_str()), ("due", own.due.as_str())];
        pairs.extend(own.done.as_deref().map(|done| ("done", done)));
        map(&pairs)
    });
    add_list(&mut value, "milestones", milestones.collect());
    let deliverables = row.deliverables.iter().map(|title| map(&[("title", title)]));
    add_list(&mut value, "deliverables", deliverables.collect());
    let indicators = row.indicators.iter().map(|own| {
        let pairs: Vec<(&str, &str)> =
            own.iter().map(|(key, value)| (*key, value.as_str())).collect();
        map(&pairs)
    });
    add_list(&mut value, "indicators", indicators.collect());
    Ok(fresh_list(&[(format!("      # {comment}\n"), value)], 6))
}

/// The text with spaces for the invisible characters that the format refuses.
fn without_refused(text: &str) -> String {
    text.replace(is_refused, " ")
}

fn map(pairs: &[(&str, &str)]) -> Value {
    let entry = |(key, text): &(&str, &str)| {
        let own = without_refused(text);
        let text = match *key {
            "id" => id_of(&own),
            // Dates that were read need no quotation marks.
            "due" | "done" => ScalarText::plain(own),
            _ => own.into(),
        };
        ValueEntry { key: (*key).to_owned(), origin: None, value: Value::Text(text) }
    };
    Value::Map(pairs.iter().map(entry).collect())
}

/// Adds a key with a list, unless it is empty.
fn add_list(value: &mut Value, key: &str, items: Vec<Value>) {
    if let (Value::Map(entries), false) = (value, items.is_empty()) {
        let item = |value| ValueItem { origin: None, value };
        let value = Value::List(items.into_iter().map(item).collect());
        entries.push(ValueEntry { key: key.to_owned(), origin: None, value });
    }
}
