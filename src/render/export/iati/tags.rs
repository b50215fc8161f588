//! Goals and targets of the Sustainable Development Goals as tags.

use std::collections::HashSet;

use super::code;
use crate::model::{Activity, Text};
use crate::text::Spanned;

/// Goals and targets of the Sustainable Development Goals, each once: vocabulary and code.
pub(super) fn tags<'f>(
    activity: &'f Activity<'f>,
) -> impl Iterator<Item = (&'static str, &'f str)> {
    let mut seen = HashSet::new();
    activity
        .sdg_targets
        .iter()
        .filter_map(|target| tag(target))
        .filter(move |(_, code)| seen.insert(*code))
}

/// How many targets each goal has: with numbers, and with letters.
const TARGETS: [(u8, u8); 17] = [
    (5, 2),
    (5, 3),
    (9, 4),
    (7, 3),
    (6, 3),
    (6, 2),
    (3, 2),
    (10, 2),
    (5, 3),
    (7, 3),
    (7, 3),
    (8, 3),
    (3, 2),
    (7, 3),
    (9, 3),
    (10, 2),
    (19, 0),
];

/// `8` is a goal, `8.7` and `16.a` are targets.
pub(super) fn tag<'t>(target: &'t Spanned<Text<'_>>) -> Option<(&'static str, &'t str)> {
    let code = target.value.trim();
    let number = |text: &str| text.parse::<u8>().ok().filter(|_| !text.starts_with(['0', '+']));
    let targets = |goal: &str| TARGETS.get(usize::from(number(goal)?.checked_sub(1)?)).copied();
    let Some((goal, own)) = code.split_once('.') else {
        return targets(code).map(|_| (code::SDG_GOALS, code));
    };
    let (numbers, letters) = targets(goal)?;
    let is_letter = matches!(own.as_bytes(), [letter @ b'a'..=b'z'] if letter - b'a' < letters);
    (is_letter || number(own).is_some_and(|own| own <= numbers))
        .then_some((code::SDG_TARGETS, code))
}
