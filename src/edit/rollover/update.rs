use std::collections::BTreeMap;

use super::Rollover;
use crate::edit::compare::says;
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
    let with_lines = list.as_ref().zip(addition.lines.as_ref()).and_then(|(list, lines)| with_lines(&document, text, list.node, lines));
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
    let all_meant = BTreeMap::from([(place.way.clone(), meant.clone())]);
    let is_meant = |new: &String| {
        let (read_back, faults) = parse(file, new);
        faults.is_empty() && says(&read_back, &document, &all_meant)
    };
    if let Some(new) = with_lines.filter(is_meant) {
        return Ok(new);
    }
    Some(rewrite(&document, text, &[(place, meant)])?).filter(is_meant).ok_or_else(lost)
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
    let above = text.get(..last.start)?;
    if places.len() > 1 && (above.ends_with("\n\n") || above.ends_with("\r\n\r\n")) {
        new += document.line_break();
    }
    new += &moved(&lines.text, column, document.line_break());
    new += text.get(last.end..)?;
    Some(new)
}
