//! Sorting of activities.

use std::cmp::Ordering;

use super::ActivityFacts;

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// The id, numbers by value.
    Id,
    /// The title, in any case.
    Title,
    /// The first owner.
    Owner,
    /// The status.
    Status,
    /// The start.
    Start,
    /// The due date.
    Due,
    /// The progress.
    Progress,
    /// How many days it is overdue.
    DaysLate,
}

impl SortKey {
    /// Sorts by it, in the order of the file where two are alike; what has no value stands last.
    pub fn sort(self, activities: &mut [ActivityFacts<'_>], reverse: bool) {
        fn last<T: Ord>(a: Option<T>, b: Option<T>, reverse: bool) -> Ordering {
            match (a, b) {
                (Some(a), Some(b)) if reverse => b.cmp(&a),
                (Some(a), Some(b)) => a.cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        }
        activities.sort_by(|a, b| match self {
            SortKey::Id => last(
                Some(natural(&a.activity.id.value)),
                Some(natural(&b.activity.id.value)),
                reverse,
            ),
            SortKey::Title => last(
                Some(a.activity.title.to_lowercase()),
                Some(b.activity.title.to_lowercase()),
                reverse,
            ),
            SortKey::Owner => last(a.owners().next(), b.owners().next(), reverse),
            SortKey::Status => last(Some(a.status), Some(b.status), reverse),
            SortKey::Start => last(a.start, b.start, reverse),
            SortKey::Due => last(a.due, b.due, reverse),
            SortKey::Progress => last(Some(a.progress()), Some(b.progress()), reverse),
            SortKey::DaysLate => last(a.days_late, b.days_late, reverse),
        });
    }
}

/// An id in the order that people expect: numbers by value, so that `1.9` stands before `1.10`.
pub(super) fn natural(id: &str) -> Vec<(u128, String)> {
    let mut parts = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let word = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, after) = rest.split_at(word);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        parts.push((0, text.to_owned()));
        parts.push((number.parse().unwrap_or(u128::MAX), number.to_owned()));
        rest = after;
    }
    parts
}
