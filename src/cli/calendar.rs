//! What a calendar takes from outside of its plan: what tells the group from others, and when each activity last changed.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::failure::Failure;
use super::history::History;
use super::past::UNREADABLE;
use super::records::{Known, Records};
use super::session::Plans;
use crate::analysis::{Facts, PlanIndex, Record};
use crate::store;
use crate::view::CalendarView;

/// How many hexadecimal digits tell a group from all others.
const DIGITS: usize = 16;

/// What a group can do whose entries are not told from those of others by its repository.
const SET_ID: &str = "to give them an identity of their own anywhere, set `calendar_id` in config.yaml";

impl<'f> Plans<'f> {
    /// What the calendar of a plan takes from outside of it. What cannot be known for certain is noted.
    pub(super) fn calendar(&self, plan: &PlanIndex<'f>) -> CalendarView<'f> {
        let history = History::of(self.session, "a calendar");
        let group = self.group(history.as_ref());
        let digest = Sha256::digest(&group);
        let group: String = digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>().chars().take(DIGITS).collect();
        CalendarView {
            index: self.index,
            day: self.as_of.day,
            group,
            modified: self.modified(plan, history.ok()),
            as_tasks: false,
            alarm: None,
            contacts: false,
        }
    }

    /// Tells the group from all others: what its settings say, else where its history began, else where the folder is.
    fn group(&self, history: Result<&History, &anyhow::Error>) -> String {
        if let Some(id) = &self.reading.folder.config.calendar_id {
            return format!("id {id}");
        }
        let why = match history.map(History::beginning) {
            Ok(Ok(Some((commit, place)))) => {
                // The same on every system.
                let place: Vec<_> = place.iter().map(|part| part.to_string_lossy()).collect();
                return format!("git {commit} {}", place.join("/"));
            }
            Ok(Ok(None)) => "this clone holds only a part of the history (`git fetch --unshallow` brings the rest)".to_owned(),
            Err(error) if Failure::is_absence(error) => "this folder has no history in git".to_owned(),
            Ok(Err(error)) => Failure::in_one_line(&error),
            Err(error) => Failure::in_one_line(error),
        };
        self.note(format!("note: {why}, so the entries of this calendar are identified by the place of the folder; {SET_ID}"));
        let folder = self.session.environment.folder.join(&self.session.folder);
        format!("folder {}", folder.canonicalize().unwrap_or(folder).display())
    }

    /// When each activity last changed: by its last commit, or by its file where that says something else.
    fn modified(&self, plan: &PlanIndex<'f>, history: Option<History>) -> BTreeMap<String, i64> {
        let all: Vec<Facts<'_>> = Facts::all(plan, self.as_of).collect();
        let now: BTreeMap<String, Record> = all.iter().map(|facts| (facts.activity.id.to_string(), Record::of(facts))).collect();
        let mut found = match history.map(|history| history.modified(&plan.plan.name, &now)) {
            Some(Ok(found)) => found,
            Some(Err(error)) => {
                self.note(format!("note: git does not say when the activities last changed: {}", Failure::in_one_line(&error)));
                BTreeMap::new()
            }
            None => BTreeMap::new(),
        };
        if self.session.commit.is_some() {
            return found;
        }
        let holder = self.session.folder.parent().map(|holder| self.session.environment.folder.join(holder)).unwrap_or_default();
        let mut files = BTreeMap::new();
        for facts in all {
            let id = &facts.activity.id;
            if !found.contains_key(&*id.value) {
                let file = id.span.file;
                let changed = files.entry(file).or_insert_with(|| store::changed_at(&holder.join(&self.sources[file].path)));
                found.extend(changed.map(|seconds| (id.to_string(), seconds)));
            }
        }
        found
    }
}

impl History {
    /// When each activity of a plan became what it is now, in seconds since 1970 (UTC), by its id; without those that differ from the last commit.
    /// A later change has a later moment, also where a clock was wrong.
    fn modified(&self, plan: &str, now: &BTreeMap<String, Record>) -> anyhow::Result<BTreeMap<String, i64>> {
        let line = self.folder_line()?;
        let mut last = i64::MIN;
        let mut moments = Vec::with_capacity(line.len());
        for revision in &line {
            last = last.max(revision.seconds);
            moments.push(last);
        }
        let mut records = Records::new(self.states()?);
        let mut left: BTreeSet<&str> = now.keys().map(String::as_str).collect();
        let mut found = BTreeMap::new();
        for (revision, moment) in line.iter().zip(moments).rev() {
            if left.is_empty() {
                break;
            }
            let snapshot = records.at(&revision.commit.id, Some(plan)).context(UNREADABLE)?;
            left.retain(|id| match snapshot.activity(plan, id) {
                Known::Unclear => true,
                known => {
                    let is_so = known.record().zip(now.get(*id)).is_some_and(|(then, now)| then.agrees_with(now));
                    if is_so {
                        found.insert((*id).to_owned(), moment);
                    }
                    is_so
                }
            });
        }
        Ok(found)
    }
}
