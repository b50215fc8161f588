//! Which commit made which edit of a change.

use std::collections::BTreeMap;

use super::History;
use super::edit_walk::unsaid;
use crate::analysis::{ActivityFacts, FieldValues};
use crate::diagnostic::{Level, message};
use crate::model::{Config, Status};
use crate::rules::{Commits, Comparison, find};
use crate::workspace::{Error, Result, Workspace, merge_first};

impl Workspace {
    /// What the commits since the base tell, where a rule about them is switched on.
    pub fn commits(&self, config: &Config, since: &Comparison<'_>) -> Result<Option<Commits>> {
        let is_on =
            |name: &str| find(name).is_some_and(|rule| rule.level_in(&config.rules) != Level::Off);
        let Some(base) =
            self.base.as_ref().filter(|_| is_on("foreign-edit") || is_on("stale-activity"))
        else {
            return Ok(None);
        };
        let history = History::of(self, "--base")?;
        let mut commits = Commits { stale: config.stale, ..Commits::default() };
        if is_on("foreign-edit") {
            if base.has_others {
                let what = unsaid(message!(
                    "git.histories-part-at-several",
                    "the histories of `{name}` and HEAD part at several commits",
                    name = &base.name
                ));
                return Err(Error::refused(what).hint(merge_first(&base.name)));
            }
            commits.edits = history.edits(&base.commit.id)?;
        }
        if is_on("stale-activity") {
            let all = since.now.plans().flat_map(|plan| ActivityFacts::all(plan, since.as_of));
            let ongoing = all.filter(|facts| facts.activity.status.value == Status::Ongoing);
            let key = |facts: &ActivityFacts<'_>| {
                (facts.index.plan.name.clone(), facts.activity.id.to_string())
            };
            let now: BTreeMap<(String, String), FieldValues> =
                ongoing.map(|facts| (key(&facts), FieldValues::of(&facts))).collect();
            commits.unchanged.extend(history.unchanged_in(
                None,
                &now,
                config.stale,
                since.as_of.day,
            )?);
        }
        Ok(Some(commits))
    }
}
