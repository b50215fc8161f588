use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;

use super::history::History;
use super::past::UNREADABLE;
use super::records::{Known, Records, Snapshot};
use super::session::Session;
use crate::analysis::{Facts, Record};
use crate::diag::Level;
use crate::model::{Config, Status};
use crate::rules::{CommitEdit, Commits, Since, find};
use crate::store::Revision;

impl Session {
    /// What the commits since the base tell, where a rule about them is switched on.
    pub(super) fn commits(&self, config: &Config, since: &Since<'_>) -> anyhow::Result<Option<Commits>> {
        let is_on = |name: &str| find(name).is_some_and(|rule| rule.level_in(&config.rules) != Level::Off);
        let Some(base) = self.base.as_ref().filter(|_| is_on("foreign-edit") || is_on("stale-activity")) else { return Ok(None) };
        let history = History::of(self, "--base")?;
        let mut commits = Commits { stale: config.stale, ..Commits::default() };
        if is_on("foreign-edit") {
            commits.edits = history.edits(&base.commit.id)?;
        }
        if is_on("stale-activity") {
            let all = since.now.plans().flat_map(|plan| Facts::all(plan, since.as_of));
            let ongoing = all.filter(|facts| facts.activity.status.value == Status::Ongoing);
            let key = |facts: &Facts<'_>| (facts.index.plan.name.clone(), facts.activity.id.to_string());
            let now: BTreeMap<(String, String), Record> = ongoing.map(|facts| (key(&facts), Record::of(&facts))).collect();
            commits.unchanged.extend(history.unchanged_in(None, &now, config.stale, since.as_of.day)?);
        }
        Ok(Some(commits))
    }
}

impl History {
    /// The changes of activities since a commit, the oldest first. A merge changes nothing by itself.
    fn edits(&self, base: &str) -> anyhow::Result<Vec<CommitEdit>> {
        let mut records = Records::new(self.states()?);
        let (mut edits, mut last) = (Vec::new(), Last::new());
        for revision in self.changes_since(base)? {
            let [parent] = revision.parents.as_slice() else { continue };
            let before = records.at(parent, None).context(UNREADABLE)?;
            let after = records.at(&revision.commit.id, None).context(UNREADABLE)?;
            edits.extend(between(&revision, &before, &after, &mut last));
        }
        Ok(edits)
    }
}

/// What activities last said, of those that a later commit made unreadable in part or in full.
type Last = BTreeMap<(String, String), Record>;

fn between(revision: &Revision, before: &Snapshot, after: &Snapshot, last: &mut Last) -> Vec<CommitEdit> {
    let all: BTreeSet<(&str, &str)> = before.activities().chain(after.activities()).collect();
    let mut edits = Vec::new();
    for (plan, id) in all {
        let (then, now) = (before.activity(plan, id), after.activity(plan, id));
        let key = (plan.to_owned(), id.to_owned());
        let was = match (then.record().cloned(), last.remove(&key)) {
            (Some(record), Some(earlier)) => Some(record.or_earlier(&earlier)),
            (None, earlier) if matches!(then, Known::Unclear) => earlier,
            (record, _) => record,
        };
        let same = match (&was, now.record()) {
            (Some(was), Some(now)) if now.is_whole() => was.agrees_with(now),
            (Some(was), Some(now)) => {
                let now = now.clone().or_earlier(was);
                let same = was.agrees_with(&now);
                last.insert(key, now);
                same
            }
            (Some(was), None) if matches!(now, Known::Unclear) => {
                last.insert(key, was.clone());
                true
            }
            (None, _) if matches!(then, Known::Unclear) => true,
            (was, now) => was.is_none() && now.is_none(),
        };
        let speaks = |snapshot: &Snapshot| snapshot.is_speaker(plan, id, &revision.email.trim().to_lowercase());
        let (false, Some(before), Some(after)) = (same, speaks(before), speaks(after)) else { continue };
        edits.push(CommitEdit {
            commit: revision.commit.id.clone(),
            author: revision.author.clone(),
            email: revision.email.clone(),
            plan: plan.to_owned(),
            id: id.to_owned(),
            by_speaker: before || after,
        });
    }
    edits
}
