//! Writes a new plan out of the rows of a sheet.

use std::collections::HashMap;

use crate::edit::{Assignment, Value, ValueEntry, assign, fresh_list, id_of};
use crate::model::Day;
use crate::spreadsheet::{ImportedRow, ImportedSheet};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// Returns the text of a plan; each activity names the row that it was made out of.
pub(super) fn plan_text(
    found: ImportedSheet,
    name: &str,
    year: Option<u32>,
    day: Day,
) -> Result<String> {
    let year = year.ok_or_else(|| {
        Error::usage("it is not clear which year the plan is for")
            .hint("give it a name such as 2024, or write `year: {year: 2024}` in the mapping")
    })?;
    let mut text = format!(
        "# Made from {name}: look through it, above all at each TODO.\nschema: 1\ntitle: \
         Workplan {year}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n"
    );
    if !found.organizations.is_empty() {
        let items = found.organizations.iter();
        let items: Vec<_> = items
            .map(|(id, name)| (String::new(), map([("id", id.as_str()), ("name", name)])))
            .collect();
        text += &format!("organizations:\n{}", fresh_list(&items, 2));
    }
    text += "priorities:\n";
    let mut activities = activities(found.activities, day)?;
    for (id, title) in &found.priorities {
        let priority = map([("id", id.as_str()), ("title", title)]);
        text += &fresh_list(&[(String::new(), priority)], 2);
        if let Some(own) = activities.remove(id) {
            text += "    activities:\n";
            text += &own;
        }
    }
    Ok(text)
}

/// The text of the activities of each priority.
fn activities(rows: Vec<ImportedRow>, day: Day) -> Result<HashMap<String, String>> {
    let mut activities: HashMap<String, String> = HashMap::new();
    for ImportedRow { priority, comment, fields } in rows {
        let mut value = Value::Map(Vec::new());
        let all: Vec<Assignment> =
            fields.into_iter().map(|(key, text)| Assignment::set(key, text)).collect();
        let comment = clean_line(&comment);
        assign(&mut value, &all, day).map_err(|problem| Error::from(problem).hint(&*comment))?;
        *activities.entry(priority).or_default() +=
            &fresh_list(&[(format!("      # {comment}\n"), value)], 6);
    }
    Ok(activities)
}

fn map(pairs: [(&str, &str); 2]) -> Value {
    let entry = |(key, text): (&str, &str)| {
        let text = if key == "id" { id_of(text) } else { text.into() };
        ValueEntry { key: key.to_owned(), origin: None, value: Value::Text(text) }
    };
    Value::Map(pairs.map(entry).into())
}
