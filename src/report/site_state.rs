//! The memory of a site: which files are its own, what its plans were, and the entries of its feed.

use serde::{Deserialize, Serialize};

use crate::model::Day;

/// The memory of a site between two runs. It is published with the site, and holds nothing that the
/// pages do not show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteState {
    /// The version of this form.
    pub schema: u32,
    /// Whom the site is for.
    pub audience: String,
    /// The id of the feed.
    pub feed: String,
    /// The entries of the feed, the newest first.
    pub entries: Vec<SiteEntry>,
    /// The files of the site, by their paths in its folder.
    pub files: Vec<String>,
    /// The plans as they were shown.
    pub plans: Vec<SitePlanFacts>,
}

/// A plan as it was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitePlanFacts {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub file: String,
    /// Its activities, in file order.
    pub activities: Vec<SiteActivityFacts>,
}

/// An activity as it was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteActivityFacts {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its status, as in YAML.
    pub status: String,
    /// When it is due.
    pub due: Option<Day>,
    /// Its progress, in whole percent.
    pub progress: i64,
}

/// An entry of the feed: what changed between two runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteEntry {
    /// Its id, which stays.
    pub id: String,
    /// Its number, counted from 1.
    pub number: u64,
    /// The day of the run.
    pub day: Day,
    /// The plans that changed.
    pub plans: Vec<SitePlanChanges>,
}

/// What changed in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitePlanChanges {
    /// Its title.
    pub title: String,
    /// Its page; none where the plan is gone.
    pub file: Option<String>,
    /// How many activities were completed before, and of how many; none where the plan is new.
    pub before: Option<[u64; 2]>,
    /// The same now; none where the plan is gone.
    pub after: Option<[u64; 2]>,
    /// How many changes there are of each kind.
    pub counts: Vec<(SiteChangeKind, u64)>,
    /// The first changes, by kind.
    pub changes: Vec<SiteChange>,
}

impl SitePlanChanges {
    /// How many changes are not listed.
    pub fn unlisted(&self) -> usize {
        let all: u64 = self.counts.iter().map(|(_, number)| number).sum();
        usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(self.changes.len())
    }
}

/// What changed in an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteChange {
    /// The kind.
    pub kind: SiteChangeKind,
    /// The activity's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was due, and when it is, if that differs.
    pub due: Option<[Day; 2]>,
    /// Its progress before and after, if that differs.
    pub progress: Option<[i64; 2]>,
}

/// The kinds of changes, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteChangeKind {
    /// Implemented.
    Completed,
    /// Begun.
    Begun,
    /// New in the plan.
    Added,
    /// Due later.
    Later,
    /// On hold.
    OnHold,
    /// Postponed.
    Postponed,
    /// Cancelled.
    Cancelled,
    /// Open again.
    Reopened,
    /// Gone from the plan.
    Removed,
    /// Changed otherwise.
    Changed,
}
