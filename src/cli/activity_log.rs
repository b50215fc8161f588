use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Context;

use super::error::UserError;
use super::history::History;
use super::revision::UNREADABLE;
use super::state_reader::{Presence, Records};
use crate::analysis::{FieldValues, record_changes};
use crate::model::{Day, Reference};
use crate::render::{LogEntry, LogStep};
use crate::store::Revision;

impl History {
    /// An activity's story, the newest first: through renames of its file, and from a file into a
    /// folder. With `lineage`, the stories of the activities that it continues follow. With the
    /// number of revisions in which something of the activity cannot be read.
    pub(super) fn story(
        &self,
        plan: &str,
        id: &str,
        lineage: bool,
    ) -> anyhow::Result<(Vec<LogEntry>, usize)> {
        let revisions = self.changes()?;
        let (mut story, mut unclear) = (Vec::new(), BTreeSet::new());
        let mut told = BTreeSet::new();
        let mut next = Some((plan.to_owned(), id.to_owned()));
        while let Some((plan, id)) = next.take().filter(|one| told.insert(one.clone())) {
            let mut records = Records::of_activity(self.states()?, &id);
            let commits: Vec<&str> =
                revisions.iter().map(|revision| revision.commit.id.as_str()).collect();
            records.read_ahead(&commits, &plan).context(UNREADABLE)?;
            let mut teller = LogBuilder {
                revisions: &revisions,
                records,
                id: &id,
                numbers: numbers(&revisions),
            };
            let (entries, from) = teller.tell(&plan, &mut unclear).context(UNREADABLE)?;
            story.extend(entries);
            let from = from.filter(|_| lineage);
            next = from
                .as_deref()
                .and_then(Reference::parse)
                .and_then(|from| Some((from.plan?.to_owned(), from.id.to_owned())));
        }
        Ok((story, unclear.len()))
    }

    /// The ids of a plan's activities, of those among these that nobody has changed within so many
    /// days before a day.
    pub(super) fn unchanged(
        &self,
        plan: &str,
        now: &BTreeMap<String, FieldValues>,
        days: u32,
        day: Day,
    ) -> anyhow::Result<BTreeSet<String>> {
        let now = now
            .iter()
            .map(|(id, record)| ((plan.to_owned(), id.clone()), record.clone()))
            .collect();
        let found = self.unchanged_in(Some(plan), &now, days, day)?;
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// The same of the activities of several plans, by plan and id; of one plan alone where it is
    /// named.
    pub(super) fn unchanged_in(
        &self,
        plan: Option<&str>,
        now: &BTreeMap<(String, String), FieldValues>,
        days: u32,
        day: Day,
    ) -> anyhow::Result<BTreeSet<(String, String)>> {
        let mut left: BTreeSet<(String, String)> = now.keys().cloned().collect();
        if left.is_empty() {
            return Ok(left);
        }
        let mut records = Records::new(self.states()?);
        for revision in self.folder_line()?.iter().rev() {
            let Some(own) = revision.commit.day else { continue };
            let snapshot = records.at(&revision.commit.id, plan).context(UNREADABLE)?;
            left.retain(|key| match snapshot.activity(&key.0, &key.1) {
                Presence::Unclear => true,
                known => known
                    .record()
                    .zip(now.get(key))
                    .is_some_and(|(then, now)| then.agrees_with(now)),
            });
            if (day - own).num_days() >= i64::from(days) {
                return Ok(left);
            }
            if left.is_empty() {
                break;
            }
        }
        if let Some(help) = self.shallow_help().filter(|_| !left.is_empty()) {
            return Err(UserError::new(format!(
                "git does not say what was unchanged for {days} days"
            ))
            .help(help)
            .into());
        }
        // The history does not reach back so far: whatever is there has come since.
        Ok(BTreeSet::new())
    }
}

fn numbers(revisions: &[Revision]) -> HashMap<&str, usize> {
    revisions
        .iter()
        .enumerate()
        .map(|(number, revision)| (revision.commit.id.as_str(), number))
        .collect()
}

struct LogBuilder<'r> {
    revisions: &'r [Revision],
    records: Records,
    id: &'r str,
    numbers: HashMap<&'r str, usize>,
}

/// A revision and the plan's name in it; with those of its parents.
type LogNode = ((usize, String), Vec<(usize, String)>);

/// What an activity said up to a revision, as far as anything could be read.
#[derive(Clone)]
enum SaidChange {
    /// No revision up to here can be read.
    Nothing,
    NotThere,
    There(Arc<FieldValues>),
}

impl SaidChange {
    fn record(&self) -> Option<&FieldValues> {
        if let SaidChange::There(record) = self { Some(record) } else { None }
    }

    /// Whether two are the same as far as both are known.
    fn agrees_with(&self, other: &SaidChange) -> bool {
        match (self, other) {
            (SaidChange::There(one), SaidChange::There(other)) => {
                Arc::ptr_eq(one, other) || one.agrees_with(other)
            }
            (SaidChange::NotThere, SaidChange::NotThere) | (SaidChange::Nothing, _) => true,
            _ => false,
        }
    }
}

impl LogBuilder<'_> {
    /// The entries, the newest first, and what the activity continues. Revisions in which something
    /// of it cannot be read are noted.
    fn tell(
        &mut self,
        plan: &str,
        unclear: &mut BTreeSet<usize>,
    ) -> std::io::Result<(Vec<LogEntry>, Option<String>)> {
        let nodes = self.nodes(plan)?;
        let mut entries = Vec::new();
        let mut from = None;
        let mut said: HashMap<(usize, String), SaidChange> = HashMap::new();
        for (node, parents) in nodes {
            let Some(revision) = self.revisions.get(node.0) else { continue };
            let snapshot = self.records.at(&revision.commit.id, Some(&node.1))?;
            let before: Vec<SaidChange> = parents
                .iter()
                .map(|parent| said.get(parent).cloned().unwrap_or(SaidChange::Nothing))
                .collect();
            // Of several parents the first one that knows something counts: a merge takes from it
            // what it does not say itself.
            let first =
                before.iter().find(|before| !matches!(before, SaidChange::Nothing)).cloned();
            let now = match snapshot.activity(&node.1, self.id) {
                Presence::There(own) => {
                    from = own.carried_from.clone().or(from);
                    if !own.record.is_whole() {
                        unclear.insert(node.0);
                    }
                    match &first {
                        // Most revisions change another activity.
                        Some(SaidChange::There(earlier)) if **earlier == own.record => {
                            SaidChange::There(earlier.clone())
                        }
                        Some(SaidChange::There(earlier)) => {
                            SaidChange::There(Arc::new(own.record.clone().or_earlier(earlier)))
                        }
                        _ => SaidChange::There(Arc::new(own.record.clone())),
                    }
                }
                Presence::NotThere => SaidChange::NotThere,
                Presence::Unclear => {
                    unclear.insert(node.0);
                    first.clone().unwrap_or(SaidChange::Nothing)
                }
            };
            let is_readable = !matches!(snapshot.activity(&node.1, self.id), Presence::Unclear);
            let is_change = match before.as_slice() {
                [] => matches!(now, SaidChange::There(_)),
                before => {
                    before.iter().all(|before| !before.agrees_with(&now))
                        || first.is_none() && matches!(now, SaidChange::There(_))
                }
            };
            if is_readable && is_change {
                let changes =
                    record_changes(first.as_ref().and_then(SaidChange::record), now.record());
                if !changes.is_empty() {
                    let step = match (&first, &now) {
                        (None, _) if !parents.is_empty() => LogStep::FirstReadable,
                        (Some(SaidChange::There(_)), SaidChange::There(_)) => LogStep::Changed,
                        (_, SaidChange::There(_)) => LogStep::Added,
                        _ => LogStep::Removed,
                    };
                    entries.push((node.0, entry(revision, &node.1, self.id, changes, step)));
                }
            }
            said.insert(node, now);
        }
        entries.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
        entries.dedup_by_key(|(number, _)| *number);
        Ok((entries.into_iter().map(|(_, entry)| entry).collect(), from))
    }

    /// The revisions that led to the plan as it is, the oldest first.
    fn nodes(&mut self, plan: &str) -> std::io::Result<Vec<LogNode>> {
        let mut found: BTreeMap<(usize, String), Vec<(usize, String)>> = BTreeMap::new();
        let parents: BTreeSet<&str> = self
            .revisions
            .iter()
            .flat_map(|revision| revision.parents.iter().map(String::as_str))
            .collect();
        let heads =
            self.revisions.iter().filter(|revision| !parents.contains(revision.commit.id.as_str()));
        let mut open: Vec<(usize, String)> = heads
            .filter_map(|head| Some((*self.numbers.get(head.commit.id.as_str())?, plan.to_owned())))
            .collect();
        while let Some((number, plan)) = open.pop() {
            if found.contains_key(&(number, plan.clone())) {
                continue;
            }
            let Some(revision) = self.revisions.get(number) else { continue };
            let known: Vec<usize> = revision
                .parents
                .iter()
                .filter_map(|parent| self.numbers.get(parent.as_str()).copied())
                .collect();
            let parents: Vec<(usize, String)> = known
                .into_iter()
                .map(|parent| Ok((parent, self.name_before(number, parent, &plan)?)))
                .collect::<std::io::Result<_>>()?;
            open.extend(parents.iter().cloned());
            found.insert((number, plan), parents);
        }
        Ok(found.into_iter().collect())
    }

    /// What the plan was called in a parent: as it is, unless the parent does not have it and
    /// another one that is gone now has the activity; or that one is the only one that is gone, and
    /// this the only one that is new.
    fn name_before(&mut self, number: usize, parent: usize, plan: &str) -> std::io::Result<String> {
        let (Some(own), Some(before)) = (self.revisions.get(number), self.revisions.get(parent))
        else {
            return Ok(plan.to_owned());
        };
        if self.records.at(&before.commit.id, Some(plan))?.has_plan(plan) {
            return Ok(plan.to_owned());
        }
        let (now, before) =
            (self.records.at(&own.commit.id, None)?, self.records.at(&before.commit.id, None)?);
        let is_gone = |name: &str| !now.has_plan(name);
        let is_only_new = || now.only_plan(|name| !before.has_plan(name)) == Some(plan);
        let renamed = before
            .plan_with(self.id, is_gone)
            .or_else(|| before.only_plan(is_gone).filter(|_| is_only_new()));
        let renamed = renamed.filter(|_| now.has_plan(plan));
        Ok(renamed.unwrap_or(plan).to_owned())
    }
}

fn entry(
    revision: &Revision,
    plan: &str,
    id: &str,
    changes: Vec<crate::analysis::FieldChange>,
    step: LogStep,
) -> LogEntry {
    LogEntry {
        commit: revision.commit.id.clone(),
        day: revision.commit.day,
        author: revision.author.clone(),
        email: revision.email.clone(),
        plan: plan.to_owned(),
        id: id.to_owned(),
        changes,
        step,
    }
}
