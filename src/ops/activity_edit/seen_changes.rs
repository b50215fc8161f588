//! What another program has changed in an activity or milestone since the user saw it, in words.

use crate::analysis::FieldValue;
use crate::diagnostic::{Argument, Message, all_of, long_day, message};
use crate::model::Status;
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind};

/// The most characters of a text that are shown.
const MOST_SHOWN: usize = 60;
/// How many of them are before a difference.
const BEFORE: usize = 20;

/// The fields of an activity or of a milestone.
pub(super) type Fields = Vec<(&'static str, FieldValue)>;

/// Returns the value of a field.
pub(super) fn value<'f>(fields: &'f Fields, key: &str) -> &'f FieldValue {
    fields.iter().find(|(own, _)| *own == key).map_or(&FieldValue::Absent, |(_, value)| value)
}

/// Returns what has changed in the fields of some keys.
pub(super) fn changed(seen: &Fields, now: &Fields, keys: &[String]) -> Vec<Message> {
    let of_key = |key: &String| {
        let (then, now) = (value(seen, key), value(now, key));
        match (then, now) {
            (FieldValue::Items(then), FieldValue::Items(now)) => {
                (steps(then) != steps(now)).then(|| {
                    message!("edit.steps-changed", "its {field} are not the same", field = key)
                })
            }
            _ if then == now || then.is_empty() && now.is_empty() => None,
            _ => Some(in_words(key, then, now)),
        }
    };
    keys.iter().filter_map(of_key).collect()
}

/// Returns what an edit of all milestones depends on: their titles, and whether they are reached.
fn steps<'f>(items: &'f [Fields]) -> Vec<[&'f FieldValue; 2]> {
    items.iter().map(|item: &'f Fields| [value(item, "title"), value(item, "done")]).collect()
}

fn in_words(key: &str, then: &FieldValue, now: &FieldValue) -> Message {
    let start = differing(then, now);
    let (was, is) = (shown(key, then, start), shown(key, now, start));
    match (then.is_empty(), now.is_empty()) {
        (true, _) => {
            message!("edit.is-new", "{field} is now {is} (there was none)", field = key, is)
        }
        (_, true) => message!("edit.is-gone", "{field} is gone (it was {was})", field = key, was),
        _ => message!("edit.is-now", "{field} is now {is} (was {was})", field = key, is, was),
    }
}

/// Returns where two long texts are to be shown from, so that their difference is seen.
fn differing(then: &FieldValue, now: &FieldValue) -> usize {
    let (FieldValue::Text(then), FieldValue::Text(now)) = (then, now) else { return 0 };
    let (then, now) = (clean_line(then.trim()), clean_line(now.trim()));
    let alike = then.chars().zip(now.chars()).take_while(|(one, other)| one == other).count();
    if alike + BEFORE > MOST_SHOWN { alike - BEFORE } else { 0 }
}

/// Returns a value in a few words, a long text from a character on.
fn shown(key: &str, value: &FieldValue, start: usize) -> Argument {
    match value {
        FieldValue::Day(day) => long_day(*day).into(),
        FieldValue::Number(number) if key == "progress" => format!("{number}%").into(),
        FieldValue::Number(number) => number.to_string().into(),
        FieldValue::Text(word) if key == "status" => {
            Status::parse(word).map_or_else(|| word.as_str().into(), |one| one.label().into())
        }
        FieldValue::Text(text) => {
            let text = clean_line(text.trim());
            let part: String = text.chars().skip(start).take(MOST_SHOWN).collect();
            let before = if start > 0 { "…" } else { "" };
            let after = if text.chars().count() > start + MOST_SHOWN { "…" } else { "" };
            format!("“{before}{part}{after}”").into()
        }
        _ => message!("edit.another-value", "another one").into(),
    }
}

/// Says that another program has changed what the edit would write.
pub(super) fn changed_meanwhile(name: &str, changes: &[Message]) -> Error {
    let what = message!(
        "edit.changed-meanwhile",
        "{name} was changed by another program: {changes}",
        name = clean_line(name),
        changes = all_of(changes.iter().map(Message::to_string).collect())
    );
    Error::new(ErrorKind::Changed, what)
}

/// Says that a milestone is not there any more.
pub(super) fn gone(id: &str, title: &FieldValue) -> Error {
    let title = match title {
        FieldValue::Text(title) => clean_line(title).into_owned(),
        _ => String::new(),
    };
    let what = message!(
        "edit.milestone-gone",
        "the milestone “{title}” of {id} is no longer there: another program has removed or renamed \
         it",
        title,
        id = clean_line(id)
    );
    Error::new(ErrorKind::Changed, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_long_texts_the_difference_is_shown() {
        let text =
            |end: &str| FieldValue::Text(format!("{}{end}", "The venue is open. ".repeat(9)));
        let said = in_words("remarks", &text("Until May"), &text("Until June")).to_string();
        assert!(said.starts_with("remarks is now “…") && said.contains("Until June”"), "{said}");
        assert!(said.ends_with("Until May”)"), "{said}");
        let [then, now] = ["one", "two"].map(|text| FieldValue::Text(text.into()));
        assert_eq!(in_words("a", &then, &now).to_string(), "a is now “two” (was “one”)");
    }
}
