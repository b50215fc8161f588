use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Context;

use super::failure::Failure;
use super::history::History;
use super::past::UNREADABLE;
use super::records::{Known, Records};
use crate::analysis::{Record, record_changes};
use crate::model::{Day, Reference};
use crate::store::Revision;
use crate::view::LogEntry;

impl History {
    /// An activity's story, the newest first: through renames of its file, and from a file into a folder. With `lineage`, the stories
    /// of the activities that it continues follow.
    pub(super) fn story(&self, plan: &str, id: &str, lineage: bool) -> anyhow::Result<Vec<LogEntry>> {
        let revisions = self.changes()?;
        let mut story = Vec::new();
        let mut told = BTreeSet::new();
        let mut next = Some((plan.to_owned(), id.to_owned()));
        while let Some((plan, id)) = next.take().filter(|one| told.insert(one.clone())) {
            let mut records = Records::of_activity(self.states()?, &id);
            let commits: Vec<&str> = revisions.iter().map(|revision| revision.commit.id.as_str()).collect();
            records.read_ahead(&commits, &plan).context(UNREADABLE)?;
            let mut teller = Teller { revisions: &revisions, records, id: &id, numbers: numbers(&revisions) };
            let (entries, from) = teller.tell(&plan).context(UNREADABLE)?;
            story.extend(entries);
            let from = from.filter(|_| lineage);
            next = from.as_deref().and_then(Reference::parse).and_then(|from| Some((from.plan?.to_owned(), from.id.to_owned())));
        }
        Ok(story)
    }

    /// The ids of a plan's activities, of those among these that nobody has changed within so many days before a day.
    pub(super) fn unchanged(&self, plan: &str, now: &BTreeMap<String, Record>, days: u32, day: Day) -> anyhow::Result<BTreeSet<String>> {
        let mut records = Records::new(self.states()?);
        let mut left: BTreeSet<String> = now.keys().cloned().collect();
        for revision in self.folder_line()?.iter().rev() {
            let Some(own) = revision.commit.day else { continue };
            let snapshot = records.at(&revision.commit.id, Some(plan)).context(UNREADABLE)?;
            left.retain(|id| match snapshot.activity(plan, id) {
                Known::Unclear => true,
                known => known.record() == now.get(id),
            });
            if (day - own).num_days() >= i64::from(days) {
                return Ok(left);
            }
            if left.is_empty() {
                break;
            }
        }
        if let Some(help) = self.shallow_help().filter(|_| !left.is_empty()) {
            return Err(Failure::new(format!("git does not say what was unchanged for {days} days")).help(help).into());
        }
        // The history does not reach back so far: whatever is there has come since.
        Ok(BTreeSet::new())
    }
}

fn numbers(revisions: &[Revision]) -> HashMap<&str, usize> {
    revisions.iter().enumerate().map(|(number, revision)| (revision.commit.id.as_str(), number)).collect()
}

struct Teller<'r> {
    revisions: &'r [Revision],
    records: Records,
    id: &'r str,
    numbers: HashMap<&'r str, usize>,
}

impl Teller<'_> {
    /// The entries, the newest first, and what the activity continues.
    fn tell(&mut self, plan: &str) -> std::io::Result<(Vec<LogEntry>, Option<String>)> {
        let mut found: BTreeMap<usize, LogEntry> = BTreeMap::new();
        let mut from = None;
        let mut seen = BTreeSet::new();
        let parents: BTreeSet<&str> = self.revisions.iter().flat_map(|revision| revision.parents.iter().map(String::as_str)).collect();
        let heads = self.revisions.iter().filter(|revision| !parents.contains(revision.commit.id.as_str()));
        let mut open: Vec<(usize, String)> =
            heads.filter_map(|head| Some((*self.numbers.get(head.commit.id.as_str())?, plan.to_owned()))).collect();
        while let Some((number, plan)) = open.pop() {
            if !seen.insert((number, plan.clone())) {
                continue;
            }
            let Some(revision) = self.revisions.get(number) else { continue };
            let known: Vec<usize> = revision.parents.iter().filter_map(|parent| self.numbers.get(parent.as_str()).copied()).collect();
            let names: Vec<String> = known.iter().map(|&parent| self.name_before(number, parent, &plan)).collect::<Result<_, _>>()?;
            let snapshot = self.records.at(&revision.commit.id, Some(&plan))?;
            if let Known::There(own) = snapshot.activity(&plan, self.id) {
                from = from.or_else(|| own.carried_from.clone());
            }
            let now = snapshot.activity(&plan, self.id);
            if !matches!(now, Known::Unclear) {
                let mut before = Vec::new();
                for (&parent, name) in known.iter().zip(&names) {
                    before.push(self.last_clear(parent, name)?);
                }
                let now = now.record();
                if before.iter().all(|before| before.as_ref() != now) {
                    let changes = record_changes(before.first().and_then(Option::as_ref), now);
                    if !changes.is_empty() {
                        found.insert(number, entry(revision, &plan, self.id, changes));
                    }
                }
            }
            open.extend(known.into_iter().zip(names));
        }
        Ok((found.into_values().rev().collect(), from))
    }

    /// What the plan was called in a parent: as it is, unless the parent does not have it and another one that is gone now has the activity; or
    /// that one is the only one that is gone, and this the only one that is new.
    fn name_before(&mut self, number: usize, parent: usize, plan: &str) -> std::io::Result<String> {
        let (Some(own), Some(before)) = (self.revisions.get(number), self.revisions.get(parent)) else { return Ok(plan.to_owned()) };
        if self.records.at(&before.commit.id, Some(plan))?.has_plan(plan) {
            return Ok(plan.to_owned());
        }
        let (now, before) = (self.records.at(&own.commit.id, None)?, self.records.at(&before.commit.id, None)?);
        let is_gone = |name: &str| !now.has_plan(name);
        let is_only_new = || now.only_plan(|name| !before.has_plan(name)) == Some(plan);
        let renamed = before.plan_with(self.id, is_gone).or_else(|| before.only_plan(is_gone).filter(|_| is_only_new()));
        let renamed = renamed.filter(|_| now.has_plan(plan));
        Ok(renamed.unwrap_or(plan).to_owned())
    }

    /// What was recorded at a revision, or at the nearest one before it where the plan could be read.
    fn last_clear(&mut self, number: usize, plan: &str) -> std::io::Result<Option<Record>> {
        let (mut number, mut plan) = (number, plan.to_owned());
        loop {
            let Some(revision) = self.revisions.get(number) else { return Ok(None) };
            let snapshot = self.records.at(&revision.commit.id, Some(&plan))?;
            match snapshot.activity(&plan, self.id) {
                Known::There(seen) => return Ok(Some(seen.record.clone())),
                Known::NotThere => return Ok(None),
                Known::Unclear => {}
            }
            let Some(&parent) = revision.parents.first().and_then(|parent| self.numbers.get(parent.as_str())) else { return Ok(None) };
            plan = self.name_before(number, parent, &plan)?;
            number = parent;
        }
    }
}

fn entry(revision: &Revision, plan: &str, id: &str, changes: Vec<crate::analysis::Change>) -> LogEntry {
    LogEntry {
        commit: revision.commit.id.clone(),
        day: revision.commit.day.unwrap_or_default(),
        author: revision.author.clone(),
        email: revision.email.clone(),
        plan: plan.to_owned(),
        id: id.to_owned(),
        changes,
    }
}
