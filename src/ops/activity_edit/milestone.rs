//! Which milestone of an activity is meant, and what it is called.

use crate::diagnostic::{Message, list_of_first, message};
use crate::edit::Value;
use crate::model::{Activity, Milestone};
use crate::text::{clean_line, shell_word};
use crate::workspace::{Error, Result};

/// The most milestones that a message lists.
const MOST_LISTED: usize = 12;

/// Returns the number of the milestone that a text names: its number, its title, or a part of its
/// title that no other milestone of the activity has.
pub(super) fn milestone_number(activity: &Activity<'_>, named: &str) -> Result<usize> {
    let id = &*activity.id.value;
    // A document has one before the number, so that a code host makes no link of it.
    let named = &named.replace('\u{200b}', "");
    if named.trim().bytes().all(|byte| byte.is_ascii_digit()) {
        let many = activity.milestones.len() + activity.odd_milestones.len();
        let is_there = |number: &usize| {
            (1..=many).contains(number)
                || activity.milestones.iter().any(|one| one.number == *number)
        };
        return named
            .trim()
            .parse()
            .ok()
            .filter(is_there)
            .ok_or_else(|| no_milestone(id, named).hint(numbers(id, many)));
    }
    let wanted = named.trim().to_lowercase();
    let having = |matches: &dyn Fn(&str) -> bool| -> Vec<&Milestone<'_>> {
        let is_it = |one: &&Milestone<'_>| matches(one.title.value.trim().to_lowercase().as_str());
        activity.milestones.iter().filter(is_it).collect()
    };
    let exact = having(&|title| title == wanted);
    let found = if exact.is_empty() { having(&|title| title.contains(&wanted)) } else { exact };
    match found.as_slice() {
        [one] => Ok(one.number),
        [] => {
            let all: Vec<&Milestone<'_>> = activity.milestones.iter().collect();
            let known = names(id, &all).map_or_else(
                || numbers(id, 0),
                |names| message!("edit.known-milestones", "its milestones are {names}", names),
            );
            Err(no_milestone(id, named).hint(known))
        }
        several => {
            let what = message!(
                "edit.several-milestones",
                "`{text}` is in the titles of {number} milestones of {id}",
                text = clean_line(named),
                number = several.len(),
                id = clean_line(id)
            );
            let names = names(id, several).unwrap_or_else(|| numbers(id, several.len()));
            Err(Error::not_found(what).hint(message!(
                "edit.which-milestone",
                "name one by its number: {names}",
                names
            )))
        }
    }
}

fn no_milestone(id: &str, named: &str) -> Error {
    Error::not_found(message!(
        "edit.no-such-milestone",
        "`{id}` has no milestone `{number}`",
        id = clean_line(id),
        number = clean_line(named)
    ))
}

/// Says which milestones an activity has, by number.
fn numbers(id: &str, many: usize) -> Message {
    let id = clean_line(id);
    match many {
        0 => message!("edit.no-milestones", "it has no milestones"),
        1 => message!("edit.one-milestone", "it has one milestone, {id}#1", id),
        many => message!("edit.milestones", "its milestones are {id}#1 to {id}#{many}", id, many),
    }
}

/// Lists milestones by number and title.
fn names(id: &str, all: &[&Milestone<'_>]) -> Option<Message> {
    let name = |one: &&Milestone<'_>| {
        let (id, title) = (clean_line(id), clean_line(&one.title.value));
        let number = one.number;
        message!("edit.milestone", "{id}#{number} {title}", id, number, title)
    };
    list_of_first(all.iter().map(name).collect(), MOST_LISTED)
}

/// Returns what a milestone is called: `2.4#3 Report printed`.
pub(crate) fn milestone_name(activity: &Value, number: usize) -> String {
    let text = |value: Option<&Value>, key: &str| {
        let text = value.and_then(|value| value.get(key)).and_then(Value::as_text);
        text.map_or_else(String::new, |text| clean_line(text).into_owned())
    };
    let (id, title) = (text(Some(activity), "id"), text(milestone(activity, number), "title"));
    format!("{id}#{number} {title}").trim_end().to_owned()
}

/// Returns what a command names a milestone by, as one word of it.
pub(crate) fn milestone_word(activity: &Value, number: usize) -> String {
    let id = activity.get("id").and_then(Value::as_text).unwrap_or("ID");
    match id.starts_with('-') {
        true => format!("ID#{number}"),
        false => shell_word(id) + &format!("#{number}"),
    }
}

/// Returns the day on which a milestone was reached, as it is written.
pub(crate) fn reached_on(activity: &Value, number: usize) -> Option<&str> {
    let done = milestone(activity, number)?.get("done").filter(|done| !done.is_nothing())?;
    Some(done.as_text().map_or("", |text| text))
}

/// Returns the numbers of the milestones that are not reached yet.
pub(crate) fn open_milestones(activity: &Value) -> Vec<usize> {
    let all = 1..=activity.items("milestones").len();
    all.filter(|&number| reached_on(activity, number).is_none()).collect()
}

fn milestone(activity: &Value, number: usize) -> Option<&Value> {
    let item = activity.items("milestones").get(number.checked_sub(1)?)?;
    Some(&item.value)
}
