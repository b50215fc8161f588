//! Adds carried activities to an existing plan.

use std::collections::{BTreeSet, HashMap};

use super::aliases::written_out;
use super::insert::with_lines;
use super::item_lines::{AdditionTexts, body, pair};
use super::plan::CarryForward;
use crate::edit::extent::open_block;
use crate::edit::layout::Layout;
use crate::edit::locate::NodePath;
use crate::edit::rewrite::{UneditableNode, rewrite};
use crate::edit::value::{Change, Value, ValueEntry, ValueItem};
use crate::format::yaml::{Document, parse};
use crate::text::{Edit, FileId, Span, apply};

/// The addition to one priority of an existing plan.
#[derive(Clone, Debug)]
pub struct Addition {
    /// The priority that it goes under.
    pub priority: String,
    /// The value of the priority with its activities, if the plan does not have it yet.
    whole: Value,
    /// The values of the activities, in order.
    activities: Vec<Value>,
    /// Their text, and that of the priority: as it is, and with the values of aliases written out.
    texts: Vec<AdditionTexts>,
}

/// A file of an existing plan with its additions.
#[derive(Clone, Debug)]
pub struct UpdatedFile {
    /// The new text.
    pub text: String,
    /// The priorities whose activities came without their comments and notation, because of how the
    /// file is written.
    pub bare: Vec<String>,
}

impl CarryForward {
    /// Returns the parts of a rolled file that the new plan does not have yet: one addition for
    /// each priority with activities.
    pub fn additions(&self, file: FileId, rolled: &str) -> Vec<Addition> {
        let closed = closed(file, rolled);
        let (document, _) = parse(file, &closed);
        let mut found = additions_of(&document, &closed);
        if document.aliases().next().is_some()
            && let Some(written_out) = without_anchors(&closed, &document)
        {
            let (document, _) = parse(file, &written_out);
            for (addition, other) in found.iter_mut().zip(additions_of(&document, &written_out)) {
                addition.texts.extend(other.texts);
            }
        }
        found
    }
}

/// Returns the text with aliases replaced by their values, and without the anchors.
fn without_anchors(text: &str, document: &Document<'_>) -> Option<String> {
    let mut edits = written_out(text, document, |_| true);
    let anchors: BTreeSet<usize> =
        document.aliases().map(|(_, anchor)| anchor.start as usize).collect();
    for start in anchors {
        let before = text.get(..start)?;
        let sign = before.trim_end();
        let at = sign.rfind('&').filter(|&at| {
            !before.get(at..).is_none_or(|sign| sign.trim_end().contains(char::is_whitespace))
        })?;
        let end = if before.get(sign.len()..)?.contains('\n') { sign.len() } else { start };
        edits.push(Edit::new(Span::new(document.file(), at as u32, end as u32), ""));
    }
    apply(text, &edits)
}

/// A text in which no block is open at the end, and with a line break there.
fn closed(file: FileId, text: &str) -> String {
    let (document, _) = parse(file, text);
    let edit = open_block(&document, text)
        .map(|open| Edit::new(Span::new(file, open.sign.start as u32, open.sign.end as u32), "-"));
    let mut closed = edit.and_then(|edit| apply(text, &[edit])).unwrap_or_else(|| text.to_owned());
    if !closed.ends_with('\n') {
        closed += document.line_break();
    }
    closed
}

fn additions_of(document: &Document<'_>, text: &str) -> Vec<Addition> {
    let layout = Layout { text, line_break: document.line_break() };
    let Some((key, list)) = document.root().and_then(|root| pair(root, "priorities")) else {
        return Vec::new();
    };
    let wholes = body(document, layout, key, list);
    let mut found = Vec::new();
    for (number, priority) in list.children().enumerate() {
        let Some((key, activities)) =
            pair(priority, "activities").filter(|(_, list)| list.children().next().is_some())
        else {
            continue;
        };
        let Some(body) = body(document, layout, key, activities) else { continue };
        let whole = wholes.as_ref().and_then(|wholes| wholes.items.get(number)).cloned();
        let gap =
            wholes.as_ref().and_then(|wholes| wholes.gaps.get(number)).cloned().unwrap_or_default();
        found.push(Addition {
            priority: pair(priority, "id")
                .map(|(_, id)| id.as_str().to_owned())
                .unwrap_or_default(),
            whole: Value::of(priority).anew(),
            activities: activities.children().map(|item| Value::of(item).anew()).collect(),
            texts: vec![AdditionTexts { whole, gap, body }],
        });
    }
    found
}

/// The text of a file of the new plan with activities at the ends of their priorities.
///
/// # Errors
/// If a list cannot be changed safely.
pub fn add(
    file: FileId,
    text: &str,
    additions: &[&Addition],
) -> Result<UpdatedFile, UneditableNode> {
    let (document, _) = parse(file, text);
    let top = NodePath::top(&document).ok_or_else(|| UneditableNode::unsafe_file(file))?;
    let mut meant = Value::of(top.node);
    join(additions, &mut meant);
    let says_it = |new: &String| {
        let (read_back, faults) = parse(file, new);
        faults.is_empty() && read_back.root().is_some_and(|root| Value::of(root) == meant)
    };
    let versions = additions.iter().map(|addition| addition.texts.len()).max().unwrap_or(0);
    for version in 0..versions {
        let texts = additions.iter().filter_map(|one| {
            Some((one.priority.as_str(), one.texts.get(version).or(one.texts.last())?))
        });
        if let Some(new) = with_lines(file, text, &texts.collect::<Vec<_>>()).filter(says_it) {
            return Ok(UpdatedFile { text: new, bare: Vec::new() });
        }
    }
    if additions.len() > 1 {
        return one_by_one(file, text, additions);
    }
    let new = rewrite(&document, text, &[(top, Change::Value(meant.clone()))])?;
    if !says_it(&new) {
        return Err(UneditableNode::unsafe_file(file));
    }
    Ok(UpdatedFile {
        text: new,
        bare: additions.iter().map(|addition| addition.priority.clone()).collect(),
    })
}

/// Adds the parts one by one, if they cannot be added together.
fn one_by_one(
    file: FileId,
    text: &str,
    additions: &[&Addition],
) -> Result<UpdatedFile, UneditableNode> {
    let mut all = UpdatedFile { text: text.to_owned(), bare: Vec::new() };
    for addition in additions {
        let UpdatedFile { text, bare } = add(file, &all.text, &[addition])?;
        all.text = text;
        all.bare.extend(bare);
    }
    Ok(all)
}

/// Adds to the value of a plan.
fn join(additions: &[&Addition], plan: &mut Value) {
    let Some(priorities) = list_of(plan, "priorities") else { return };
    let id = |one: &ValueItem| one.value.get("id").and_then(Value::as_text).map(str::to_owned);
    let mut numbers: HashMap<String, usize> = priorities
        .iter()
        .enumerate()
        .filter_map(|(number, one)| Some((id(one)?, number)))
        .collect();
    for addition in additions {
        let Some(own) =
            numbers.get(&addition.priority).and_then(|&number| priorities.get_mut(number))
        else {
            numbers.insert(addition.priority.clone(), priorities.len());
            priorities.push(ValueItem { origin: None, value: addition.whole.clone() });
            continue;
        };
        let new = addition
            .activities
            .iter()
            .map(|activity| ValueItem { origin: None, value: activity.clone() });
        if let Some(list) = list_of(&mut own.value, "activities") {
            list.extend(new);
        }
    }
}

/// Returns the list of a key, and creates it if it is missing.
fn list_of<'v>(map: &'v mut Value, key: &str) -> Option<&'v mut Vec<ValueItem>> {
    let Value::Map(entries) = map else { return None };
    if !entries.iter().any(|entry| entry.key == key) {
        entries.push(ValueEntry { key: key.to_owned(), origin: None, value: Value::Null });
    }
    let entry = entries.iter_mut().find(|entry| entry.key == key)?;
    if matches!(entry.value, Value::Null) {
        entry.value = Value::List(Vec::new());
    }
    match &mut entry.value {
        Value::List(items) => Some(items),
        _ => None,
    }
}
