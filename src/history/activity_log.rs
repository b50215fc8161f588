//! The story of one activity: what each commit changed in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::History;
use super::recorded_activity::RecordedActivity;
use super::state_reader::{Presence, Records};
use crate::analysis::{FieldChange, FieldValues, record_changes};
use crate::diagnostic::message;
use crate::model::{Day, Reference};
use crate::report::{LogEntry, LogStep};
use crate::store::Revision;
use crate::workspace::{Context, Error, Result, unreadable};

impl History {
    /// An activity's story, the newest first: through renames of its file, and from a file into a
    /// folder. With `lineage`, the stories of the activities that it continues follow. With the
    /// number of revisions in which something of the activity cannot be read.
    pub fn story(&self, plan: &str, id: &str, lineage: bool) -> Result<(Vec<LogEntry>, usize)> {
        let revisions = self.changes()?;
        let (mut story, mut unclear) = (Vec::new(), BTreeSet::new());
        let mut told = BTreeSet::new();
        let mut next = Some((plan.to_owned(), id.to_owned()));
        while let Some((plan, id)) = next.take().filter(|one| told.insert(one.clone())) {
            let mut records = Records::of_activity(self.states()?, &id);
            let commits: Vec<&str> =
                revisions.iter().map(|revision| revision.commit.id.as_str()).collect();
            records.read_ahead(&commits, &plan).context(unreadable)?;
            let mut teller = LogBuilder {
                revisions: &revisions,
                records,
                id: &id,
                numbers: numbers(&revisions),
            };
            let (entries, from) = teller.tell(&plan, &mut unclear).context(unreadable)?;
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
    pub fn unchanged(
        &self,
        plan: &str,
        now: &BTreeMap<String, FieldValues>,
        days: u32,
        day: Day,
    ) -> Result<BTreeSet<String>> {
        let now = now
            .iter()
            .map(|(id, record)| ((plan.to_owned(), id.clone()), record.clone()))
            .collect();
        let found = self.unchanged_in(Some(plan), &now, days, day)?;
        Ok(found.into_iter().map(|(_, id)| id).collect())
    }

    /// The same of the activities of several plans, by plan and id; of one plan alone where it is
    /// named.
    pub fn unchanged_in(
        &self,
        plan: Option<&str>,
        now: &BTreeMap<(String, String), FieldValues>,
        days: u32,
        day: Day,
    ) -> Result<BTreeSet<(String, String)>> {
        // Each with what is known to agree with it: most commits change another one.
        let mut left: BTreeMap<&(String, String), Option<Arc<RecordedActivity>>> =
            now.keys().map(|key| (key, None)).collect();
        if left.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut records = Records::new(self.states()?);
        for revision in self.folder_line()?.iter().rev() {
            let Some(own) = revision.commit.day else { continue };
            let snapshot = records.at(&revision.commit.id, plan).context(unreadable)?;
            left.retain(|key, agreeing| match snapshot.activity(&key.0, &key.1) {
                Presence::Unclear => true,
                Presence::NotThere => false,
                Presence::There(then) => {
                    let is_same = agreeing.as_ref().is_some_and(|one| Arc::ptr_eq(one, then));
                    let agrees =
                        is_same || now.get(key).is_some_and(|now| then.record.agrees_with(now));
                    *agreeing = agrees.then(|| then.clone());
                    agrees
                }
            });
            if (day - own).num_days() >= i64::from(days) {
                return Ok(left.into_keys().cloned().collect());
            }
            if left.is_empty() {
                break;
            }
        }
        if let Some(help) = self.shallow_help().filter(|_| !left.is_empty()) {
            return Err(Error::refused(message!(
                "git.unchanged-unknown",
                "git does not say what was unchanged for {days} days",
                days
            ))
            .hint(help));
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

/// How many different last readable values of an activity are kept behind unreadable merges.
const MOST_SAID: usize = 16;

/// What an activity said up to a revision, as far as anything could be read.
#[derive(Clone, PartialEq)]
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

    /// Whether a revision with this record of the activity, or without it, says the same as far as
    /// both are known.
    fn agrees_with(&self, other: Option<&FieldValues>) -> bool {
        match (self, other) {
            (SaidChange::There(one), Some(other)) => **one == *other || one.agrees_with(other),
            (SaidChange::NotThere, None) | (SaidChange::Nothing, _) => true,
            _ => false,
        }
    }
}

/// What is known of a revision that is not looked at.
const NOTHING: &[SaidChange] = &[SaidChange::Nothing];

/// What an activity says in a revision, with what was last known of the fields that cannot be read:
/// behind several parents that differ there, each of the possibilities.
fn with_earlier(own: &Arc<FieldValues>, before: &[SaidChange]) -> Vec<SaidChange> {
    let earlier = || before.iter().filter(|before| before.record().is_some());
    // Most revisions change another activity.
    if let Some(same) = earlier().find(|before| before.record() == Some(&**own)) {
        return vec![same.clone()];
    }
    let filled = |record: &FieldValues| {
        SaidChange::There(Arc::new(FieldValues::clone(own).or_earlier(record)))
    };
    match earlier().next() {
        Some(_) if !own.is_whole() => {
            without_doubles(earlier().filter_map(SaidChange::record).map(filled))
        }
        _ => vec![SaidChange::There(own.clone())],
    }
}

/// What was last known where a revision says nothing, each possibility once.
fn without_doubles(all: impl Iterator<Item = SaidChange>) -> Vec<SaidChange> {
    let mut kept: Vec<SaidChange> = Vec::new();
    for one in all.filter(|one| *one != SaidChange::Nothing) {
        if kept.len() < MOST_SAID && !kept.contains(&one) {
            kept.push(one);
        }
    }
    if kept.is_empty() { NOTHING.to_vec() } else { kept }
}

/// What a readable revision changes in an activity that said this before; none where it agrees with
/// one of its parents. Behind a merge that cannot be read, a field is changed only where it differs
/// from what each parent of the merge last said.
fn change_since(
    before: &[SaidChange],
    own: Option<&FieldValues>,
    is_blurred: bool,
) -> Option<(Vec<FieldChange>, LogStep)> {
    let known = || before.iter().filter(|before| **before != SaidChange::Nothing);
    // Of several parents the first one that knows something counts: a merge takes from it what it
    // does not say itself.
    let there = known().find(|before| is_blurred && own.is_some() && before.record().is_some());
    let first = there.or_else(|| known().next());
    let is_change = match before {
        [] => own.is_some(),
        _ => {
            before.iter().all(|before| !before.agrees_with(own)) || first.is_none() && own.is_some()
        }
    };
    if !is_change {
        return None;
    }
    let mut changes = record_changes(first.and_then(SaidChange::record), own);
    if let Some(own) = own.filter(|_| is_blurred) {
        for other in known().filter_map(SaidChange::record) {
            let differing = record_changes(Some(other), Some(own));
            changes.retain(|change| differing.iter().any(|other| other.field == change.field));
        }
    }
    let step = match (first, own) {
        (None, _) if !before.is_empty() => LogStep::FirstReadable,
        (Some(SaidChange::There(_)), Some(_)) => LogStep::Changed,
        (_, Some(_)) => LogStep::Added,
        _ => LogStep::Removed,
    };
    (!changes.is_empty()).then_some((changes, step))
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
        let mut said: HashMap<(usize, String), Vec<SaidChange>> = HashMap::new();
        for (node, parents) in nodes {
            let Some(revision) = self.revisions.get(node.0) else { continue };
            let snapshot = self.records.at(&revision.commit.id, Some(&node.1))?;
            let lines: Vec<&[SaidChange]> = parents
                .iter()
                .map(|parent| said.get(parent).map_or(NOTHING, Vec::as_slice))
                .collect();
            // Behind a merge that cannot be read, what each of its parents last said counts.
            let is_blurred = lines.iter().any(|line| line.len() > 1);
            let before = lines.concat();
            let (now, own) = match snapshot.activity(&node.1, self.id) {
                Presence::There(own) => {
                    from = own.carried_from.clone().or(from);
                    if !own.record.is_whole() {
                        unclear.insert(node.0);
                    }
                    (with_earlier(&own.record, &before), Some(Some(&*own.record)))
                }
                Presence::NotThere => (vec![SaidChange::NotThere], Some(None)),
                Presence::Unclear => {
                    unclear.insert(node.0);
                    (without_doubles(before.iter().cloned()), None)
                }
            };
            let found = own.and_then(|own| change_since(&before, own, is_blurred));
            if let Some((changes, step)) = found {
                entries.push((node.0, entry(revision, &node.1, self.id, changes, step)));
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
    changes: Vec<FieldChange>,
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
