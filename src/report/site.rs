//! The plans of a group as a website.

use super::{Audience, Masthead, PlanReport, SiteState};
use crate::analysis::{ActivityFacts, AsOf};

/// The plans of a group, side by side and in full.
pub struct SiteReport<'f> {
    /// Whom it is for.
    pub audience: Audience,
    /// Who publishes it.
    pub masthead: Masthead,
    /// The day, and what the group counts as soon.
    pub as_of: AsOf,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// The address at which the site is to be found, with a slash at its end.
    pub url: Option<String>,
    /// The plans, the latest first.
    pub plans: Vec<SitePlan<'f>>,
    /// The members that own an activity, by name.
    pub members: Vec<SiteMember<'f>>,
    /// The plans that are left out because of errors.
    pub unread: Vec<UnreadPlan>,
    /// What is remembered for the next run, with the entries of the feed.
    pub state: SiteState,
    /// What was remembered of the last run.
    pub former: SiteState,
}

/// A plan with its page.
pub struct SitePlan<'f> {
    /// The path of the page in the folder.
    pub file: String,
    /// Whether it is the plan of the day.
    pub is_current: bool,
    /// What the page tells.
    pub report: PlanReport<'f>,
}

/// A member with its page.
pub struct SiteMember<'f> {
    /// The path of the page in the folder.
    pub file: String,
    /// Its id.
    pub id: &'f str,
    /// Its name, as the latest plan has it.
    pub name: &'f str,
    /// Its activities in each plan: the plan's position, and the activities in file order.
    pub parts: Vec<(usize, Vec<ActivityFacts<'f>>)>,
}

/// A plan that is left out because of errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadPlan {
    /// Its title.
    pub title: String,
    /// The page of an earlier run, which stays.
    pub file: Option<String>,
}

/// What a run has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenSite {
    /// The new and changed files, by their paths as the user would write them.
    pub written: Vec<String>,
    /// The files that are gone.
    pub removed: Vec<String>,
    /// How many files are as they were.
    pub unchanged: usize,
    /// The names of the plans that are left out.
    pub left_out: Vec<String>,
}
