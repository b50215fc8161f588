//! A commit, and a revision that names none.

use crate::model::Day;

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full id.
    pub id: String,
    /// The committer's day, in the committer's own zone.
    pub day: Option<Day>,
}

/// A revision that names no commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoRevision {
    /// Branches and tags that there are.
    pub names: Vec<String>,
    /// Whether only a part of the history is here.
    pub is_shallow: bool,
    /// Whether there is any commit at all.
    pub is_empty: bool,
}

/// The day of a commit as git shows it. Of a moment that is too large for it, git shows the first
/// day that it knows.
pub(super) fn day_of(day: &str, seconds: &str) -> Option<Day> {
    let seconds: i64 = seconds.parse().ok()?;
    day.parse().ok().filter(|_| day != "1970-01-01" || seconds.abs() <= 2 * 24 * 60 * 60)
}
