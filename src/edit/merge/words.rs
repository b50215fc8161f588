//! The sentences of a merge: places, and what each side has changed.

use crate::diagnostic::{Message, message};
use crate::edit::value::Value;
use crate::text::clean_line;

/// Names the common version in a sentence.
pub fn the_base() -> Message {
    message!("merge.the-base", "the base")
}

/// Names our version in a sentence.
pub fn our_version() -> Message {
    message!("merge.our-version", "our version")
}

/// Names their version in a sentence.
pub fn their_version() -> Message {
    message!("merge.their-version", "their version")
}

pub(super) fn key(key: &str) -> Message {
    message!("merge.key", "{key}", key)
}

/// Names an item of a list: `milestone Report out`. The name may be empty.
pub(super) fn item(list: &str, name: &str) -> Message {
    let noun = noun(list);
    match name {
        "" => noun,
        name => message!("merge.named-item", "{noun} {name}", noun, name),
    }
}

pub(super) fn activity(id: &str) -> Message {
    item("activities", id)
}

fn noun(list: &str) -> Message {
    match list {
        "activities" => message!("merge.activity", "activity"),
        "priorities" => message!("merge.priority", "priority"),
        "milestones" => message!("merge.milestone", "milestone"),
        "deliverables" => message!("merge.deliverable", "deliverable"),
        "indicators" => message!("merge.indicator", "indicator"),
        "themes" => message!("merge.theme", "theme"),
        "organizations" => message!("merge.organization", "organization"),
        "focal_points" => message!("merge.focal-point", "focal point"),
        "" => message!("merge.item", "item"),
        other => key(other),
    }
}

/// Joins the parts of a place: `activity 1.2, due`.
pub(super) fn place(parts: &[Message]) -> Message {
    let joined =
        |outer: Message, inner: Message| message!("merge.place", "{outer}, {inner}", outer, inner);
    parts.iter().cloned().reduce(joined).unwrap_or_else(the_whole_file)
}

fn the_whole_file() -> Message {
    message!("merge.the-whole-file", "the whole file")
}

/// Joins keys that belong together: `start and due`.
pub(super) fn fields<'k>(keys: impl Iterator<Item = &'k str>) -> Message {
    let joined =
        |one: Message, other: Message| message!("merge.fields", "{one} and {other}", one, other);
    keys.map(key).reduce(joined).unwrap_or_else(|| key(""))
}

/// Describes the values of keys that belong together, if each can be said in a few words.
pub(super) fn values(map: &Value, keys: &[&str]) -> Option<Message> {
    let joined =
        |one: Message, other: Message| message!("merge.values", "{one}, {other}", one, other);
    let all = keys.iter().map(|name| {
        let value = brief(map.get(name).unwrap_or(&Value::Null))?;
        Some(message!("merge.value-of-key", "{key} {value}", key = key(name), value))
    });
    all.collect::<Option<Vec<Message>>>()?.into_iter().reduce(joined)
}

/// Describes a value in a few words, if that can be done.
pub(super) fn brief(value: &Value) -> Option<Message> {
    match value {
        Value::Null => Some(message!("merge.no-value", "nothing")),
        Value::Text(text) => {
            let line = clean_line(text);
            let start: String = line.chars().take(60).collect();
            Some(if start.len() < line.len() {
                message!("merge.beginning-of-text", "“{start}…”", start)
            } else {
                message!("merge.text", "“{text}”", text = start)
            })
        }
        _ => None,
    }
}

/// The value of a side that has removed it.
pub(super) fn removed() -> Message {
    message!("merge.removed", "removed")
}

pub(super) fn changed_by_both() -> Message {
    message!("merge.changed-by-both", "changed by both")
}

/// Says that an entry that one side has removed was kept, because the other side uses it.
pub(super) fn kept(item: Message) -> Message {
    message!(
        "merge.kept-in-use",
        "{item}: removed by one side, but used by the other: it was kept",
        item
    )
}

/// Says that one side has removed an activity on which another one depends on the other side.
pub(super) fn needed_by(activity: &str, is_removed_by_ours: bool) -> Message {
    if is_removed_by_ours {
        message!(
            "merge.needed-by-theirs",
            "removed by ours, but activity {activity} depends on it in theirs",
            activity
        )
    } else {
        message!(
            "merge.needed-by-ours",
            "removed by theirs, but activity {activity} depends on it in ours",
            activity
        )
    }
}

/// Names the references that follow a new id, if only one file is merged.
pub(super) fn references_in_file() -> Message {
    message!("merge.references-in-file", "references to it in this file")
}

/// Names the references that follow a new id.
pub(super) fn references() -> Message {
    message!("merge.references", "references to it")
}
