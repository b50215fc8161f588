use super::Rollover;
use crate::edit::compare::node_says;
use crate::edit::extent::{column_of_dash, item_lines, moved};
use crate::edit::locate::Place;
use crate::edit::rewrite::{Unsafe, rewrite};
use crate::edit::value::{Entry, Item, Meant, Value};
use crate::format::yaml::{Document, Node, parse};
use crate::text::{FileId, Span};

/// An activity that an existing plan gets.
#[derive(Clone, Debug)]
pub struct Addition {
    /// The priority that it goes under.
    pub priority: String,
    /// What the priority says apart from its activities, if the plan does not have it yet.
    pub priority_text: Value,
    /// What it says.
    pub activity: Value,
    /// Its lines in the old file, where it has lines of its own: for its comments.
    pub lines: Option<Lines>,
}

/// The lines of an activity.
#[derive(Clone, Debug)]
pub struct Lines {
    text: String,
}

impl Rollover<'_> {
    /// The activities of a rolled file that the new plan does not have yet.
    pub fn additions(&self, file: FileId, rolled: &str) -> Vec<Addition> {
        let (document, _) = parse(file, rolled);
        let Some(top) = Place::top(&document) else { return Vec::new() };
        let mut found = Vec::new();
        for priority in top.key("priorities").into_iter().flat_map(Place::items) {
            let Some(list) = priority.key("activities") else { continue };
            let mut head = Value::of(priority.node).anew();
            if let Value::Map(entries) = &mut head {
                entries.retain(|entry| entry.key != "activities");
            }
            let id = priority.id().unwrap_or_default().to_owned();
            let lines = item_lines(&document, rolled, list.node);
            for (number, item) in list.node.children().enumerate() {
                let lines = lines.as_ref().and_then(|lines| lines.get(number)).and_then(|range| rolled.get(range.clone()));
                let lines = lines.map(|text| Lines { text: text.to_owned() });
                found.push(Addition { priority: id.clone(), priority_text: head.clone(), activity: Value::of(item).anew(), lines });
            }
        }
        found
    }
}

/// The text of a file of the new plan with an activity at the end of its priority.
///
/// # Errors
/// Where the list cannot be changed safely.
pub fn add(file: FileId, text: &str, addition: &Addition) -> Result<String, Unsafe> {
    let (document, _) = parse(file, text);
    let lost =
        || Unsafe { span: Span::top_of(file), why: "this file is written in a way that the program does not change safely".to_owned() };
    let top = Place::top(&document).ok_or_else(lost)?;
    let priorities = top.key("priorities");
    let priority = priorities.clone().into_iter().flat_map(Place::items).find(|one| one.id() == Some(&addition.priority));
    let list = priority.as_ref().and_then(|priority| priority.key("activities")).filter(|list| !list.node.is_null());
    if let (Some(list), Some(lines)) = (&list, &addition.lines)
        && let Some(new) = with_lines(&document, text, list.node, lines)
        && ends_with(file, &new, &addition.priority, &addition.activity)
    {
        return Ok(new);
    }
    let new = Item { origin: None, value: addition.activity.clone() };
    let (place, meant) = match (list, priority, priorities) {
        (Some(list), _, _) => (list, Meant::Append(addition.activity.clone())),
        (None, Some(priority), _) => {
            let mut value = Value::of(priority.node);
            if let Value::Map(entries) = &mut value {
                entries.retain(|entry| entry.key != "activities");
                entries.push(Entry { key: "activities".into(), origin: None, value: Value::List(vec![new]) });
            }
            (priority, Meant::Value(value))
        }
        (None, None, Some(priorities)) => {
            let mut value = addition.priority_text.clone();
            if let Value::Map(entries) = &mut value {
                entries.push(Entry { key: "activities".into(), origin: None, value: Value::List(vec![new]) });
            }
            (priorities, Meant::Append(value))
        }
        (None, None, None) => return Err(lost()),
    };
    let new = rewrite(&document, text, &[(place, meant)])?;
    if ends_with(file, &new, &addition.priority, &addition.activity) { Ok(new) } else { Err(lost()) }
}

/// The text with lines put behind the last item of a block list, in its indent and with the file's line breaks.
fn with_lines(document: &Document<'_>, text: &str, list: Node<'_, '_>, lines: &Lines) -> Option<String> {
    let places = item_lines(document, text, list)?;
    let last = places.last()?;
    let column = column_of_dash(text.get(last.clone())?);
    let before = text.get(..last.end)?;
    let mut new = String::from(before);
    if !before.ends_with('\n') {
        new += document.line_break();
    }
    // Items with an empty line between them get one more.
    let is_spaced = places.len() > 1 && text.get(..last.start)?.trim_end_matches([' ', '\r']).ends_with("\n\n");
    if is_spaced || text.get(..last.start)?.ends_with("\r\n\r\n") {
        new += document.line_break();
    }
    new += &moved(&lines.text, column, document.line_break());
    new += text.get(last.end..)?;
    Some(new)
}

/// Whether the priority's last activity says what is meant.
fn ends_with(file: FileId, text: &str, priority: &str, activity: &Value) -> bool {
    let (document, faults) = parse(file, text);
    let Some(top) = Place::top(&document) else { return false };
    let priority = top.key("priorities").into_iter().flat_map(Place::items).find(|one| one.id() == Some(priority));
    let last = priority.and_then(|priority| priority.key("activities")).and_then(|list| list.node.children().last());
    faults.is_empty() && last.is_some_and(|last| node_says(last, activity))
}
