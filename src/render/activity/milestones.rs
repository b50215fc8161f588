//! What an edit changed in the milestones of an activity, each by the name that commands take.

use super::change::{ChangedFields, parts};
use crate::analysis::FieldValue;
use crate::diagnostic::{Message, list_of, message};
use crate::text::clean_line;

/// Returns a line for each milestone that was added, removed or changed: `2.4#3 Report printed:
/// done 1 Oct 2025`. Without a line, they are in another order.
pub(crate) fn milestone_changes(
    id: &str,
    before: &[Vec<(&'static str, FieldValue)>],
    after: &[Vec<(&'static str, FieldValue)>],
) -> Vec<Message> {
    let mut rest: Vec<Option<&Vec<_>>> = before.iter().map(Some).collect();
    let mut pairs: Vec<Option<&Vec<_>>> = vec![None; after.len()];
    // Where it was, with its title; elsewhere, with its title; where it was, with another title.
    let ways: [fn(usize, usize, bool) -> bool; 3] = [
        |own, other, has_title| own == other && has_title,
        |_, _, has_title| has_title,
        |own, other, _| own == other,
    ];
    for is_it in ways.into_iter().take(if before.len() == after.len() { 3 } else { 2 }) {
        for ((own, now), pair) in after.iter().enumerate().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            let found = rest.iter_mut().enumerate().find(|(other, then)| {
                then.is_some_and(|then| is_it(own, *other, title(then) == title(now)))
            });
            *pair = found.and_then(|(_, then)| then.take());
        }
    }
    let mut told = Vec::new();
    for ((now, then), number) in after.iter().zip(pairs).zip(1..) {
        let name = format!("{}#{number} {}", clean_line(id), clean_line(title(now)));
        let name = name.trim_end().to_owned();
        let changes = parts(then.map_or(&[], |then| then.as_slice()), now);
        // Of a new one, the title is its name.
        let Some(changes) = list_of(changes.into_iter().skip(usize::from(then.is_none()))) else {
            continue;
        };
        told.push(match then {
            Some(_) => message!("edit.milestone-changed", "{name}: {changes}", name, changes),
            None => message!("edit.milestone-added", "{name} added: {changes}", name, changes),
        });
    }
    told.extend(rest.into_iter().flatten().map(|then| {
        message!(
            "edit.milestone-removed",
            "milestone “{title}” removed",
            title = clean_line(title(then))
        )
    }));
    told
}

/// Returns the title of a milestone.
fn title(milestone: &ChangedFields) -> &str {
    match milestone.first() {
        Some((_, FieldValue::Text(title))) => title,
        _ => "",
    }
}
