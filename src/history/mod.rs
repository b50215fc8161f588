//! The past of a folder, from git: figures over time, the story of an activity, who changed what.

mod activity_log;
mod beginnings;
mod burn_up;
mod calendar;
mod change_log;
mod commit_edits;
mod edit_walk;
mod misnamed_plans;
mod parallel;
mod recorded_activity;
mod result_cache;
mod state_reader;
mod trend;

pub use trend::Figures;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::analysis::{Interval, period_ends};
use crate::diagnostic::{Message, message, note};
use crate::format::plan_of;
use crate::model::Day;
use crate::store::{Commit, CommitWalk, FolderState, Revision, StateReader, last_until};
use crate::text::path_text;
use crate::workspace::{FolderHistory, Progress, Purpose, Result, Workspace, shallow};
use result_cache::ResultCache;

/// The history of a session's workplans folder.
pub struct History {
    memory: FolderHistory,
    tip: Commit,
    /// Where what is found out may be kept for the next run.
    cache: Option<PathBuf>,
    /// What tells the repository from others, once that has been asked for.
    repository: OnceCell<Option<String>>,
    /// Whether somebody sees how far the work is.
    progress: fn(usize) -> Box<dyn Progress>,
    /// How many commits what was asked last leaves out, because git shows no day of theirs.
    pub undated: Cell<usize>,
}

/// A state of the folder, and the day that its figures are for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SamplePoint {
    /// The commit.
    pub commit: String,
    /// The day that the figures are for.
    pub day: Day,
    /// The name of the state, where it is known already.
    state: Option<String>,
}

impl History {
    /// The history that led to the state that the session looks at; `purpose` is what needs it.
    pub fn of(session: &Workspace, purpose: impl Into<Purpose>) -> Result<Self> {
        let memory = session.memory(purpose)?;
        let tip = memory.head()?.clone();
        let cache = session.options.cache.clone();
        let progress = session.options.progress;
        Ok(History {
            memory,
            tip,
            cache,
            repository: OnceCell::new(),
            progress,
            undated: Cell::new(0),
        })
    }

    /// Where what is found out is kept, and the repository that it is true of: an id means the same
    /// there today and tomorrow. None where another object may take its place, or come.
    fn cache(&self) -> Option<(&Path, &str)> {
        let folder = self.cache.as_deref()?;
        let repository = self.repository.get_or_init(|| self.memory.identity()).as_deref()?;
        Some((folder, repository))
    }

    /// The same for what hangs on all that led to a commit, which in a part of the history may yet
    /// grow.
    fn whole_cache(&self) -> Option<(&Path, &str)> {
        self.cache().filter(|_| !self.memory.is_shallow())
    }

    /// Whether its newest commit is of a later day.
    pub fn is_after(&self, day: Day) -> bool {
        self.tip.day.is_some_and(|tip| tip > day)
    }

    /// A bar for so many steps.
    pub fn progress(&self, steps: usize) -> Box<dyn Progress> {
        (self.progress)(steps)
    }

    /// The commit that the history began with, and where the folder lay first. None where only a
    /// part of the history is here.
    pub fn beginning(&self) -> Result<Option<(String, &Path)>> {
        self.memory.beginning()
    }

    /// Returns a reader of the states of the folder.
    pub fn states(&self) -> Result<StateReader> {
        self.memory.states()
    }

    /// The first parents, the oldest first.
    pub fn line(&self) -> Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::FirstParents(None))
    }

    /// The first parents that changed something in the folder, the oldest first.
    pub fn folder_line(&self) -> Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::FirstParents(Some(self.memory.places()?)))
    }

    /// The commits since another one that changed something in the folder, the oldest first.
    pub fn changes_since(&self, base: &str) -> Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::Since(base, self.memory.places()?))
    }

    /// Whether some of the commits since another one are missing in this clone.
    pub fn is_cut_since(&self, base: &str) -> Result<bool> {
        self.memory.is_cut_since(base)
    }

    /// All commits that changed something in the folder, the oldest first.
    pub fn changes(&self) -> Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::Changes(self.memory.places()?))
    }

    /// The first parents that changed a plan's files, the oldest first; from the one on that
    /// brought it. With the name of the state of each.
    fn plan_changes(&self, plan: &str) -> Result<Vec<(Commit, String)>> {
        let way = path_text(self.memory.folder());
        let whole = ResultCache::open(self.whole_cache(), &["changes", plan, &way]);
        let known: Option<Vec<(String, Option<String>, String)>> = whole.get(&self.tip.id);
        if let Some(known) = known {
            let commit =
                |id, day: Option<String>| Commit { id, day: day.and_then(|day| day.parse().ok()) };
            return Ok(known
                .into_iter()
                .map(|(id, day, state)| (commit(id, day), state))
                .collect());
        }
        let found = self.find_plan_changes(plan)?;
        let shown = |(commit, state): &(Commit, String)| {
            (commit.id.clone(), commit.day.map(|day| day.to_string()), state.clone())
        };
        if self.memory.is_committed() {
            whole.save_only(self.tip.id.clone(), &found.iter().map(shown).collect());
        }
        Ok(found)
    }

    fn find_plan_changes(&self, plan: &str) -> Result<Vec<(Commit, String)>> {
        let ways = format!("{:?}", self.memory.places()?);
        let mut kept = ResultCache::open(self.cache(), &["states", plan, &ways]);
        let line = self.folder_line()?;
        let new: Vec<&str> = line
            .iter()
            .map(|revision| revision.commit.id.as_str())
            .filter(|id| !kept.knows(id))
            .collect();
        self.states()?.of_each(&new, |_, at, state| {
            let own = state.part(|path| plan_of(path).as_deref() == Some(plan));
            let seen = (state.fingerprint(), (!own.is_empty()).then(|| own.fingerprint()));
            kept.add(new.get(at).copied().unwrap_or_default().to_owned(), &seen);
        })?;
        let mut before = None;
        let mut found = Vec::new();
        for revision in line {
            let seen: Option<(String, Option<String>)> = kept.get(&revision.commit.id);
            let (state, now) = seen.unwrap_or_default();
            if now != before && !(found.is_empty() && now.is_none()) {
                found.push((revision.commit, state));
            }
            before = now;
        }
        kept.save();
        Ok(found)
    }

    /// The names of the plans at the end of the history.
    pub fn plan_names(&self) -> Result<BTreeSet<String>> {
        let state = self.states()?.of(&self.tip.id)?.unwrap_or_default();
        Ok(state.files().filter_map(|(path, _)| plan_of(path)).collect())
    }

    /// In a clone with a part of the history: what is missing, and how it is had.
    pub fn shallow_help(&self) -> Option<Message> {
        self.memory.is_shallow().then(shallow)
    }

    /// Whether some contents may be missing.
    pub fn is_partial(&self) -> bool {
        self.memory.is_partial()
    }

    /// In a clone without some of the contents: how they are had.
    pub fn partial_help(&self) -> Option<Message> {
        let help = || {
            message!(
                "git.part-of-the-contents",
                "this clone holds only a part of the contents; `git fetch --refetch --no-filter` \
                 brings the rest"
            )
        };
        self.memory.is_partial().then(help)
    }

    /// What an answer leaves out: revisions in which something cannot be read, and what is not in
    /// this clone.
    pub fn notes(&self, what: Message, left_out: usize) -> Vec<Message> {
        let told = (left_out > 0).then(|| {
            message!(
                "git.left-out-unreadable",
                "left out, because {what} cannot be read there: {revisions#1 revision|# revisions}",
                what,
                revisions = left_out
            )
        });
        let partial = told.as_ref().and_then(|_| self.partial_help());
        let notes = [partial, self.shallow_help()].into_iter().flatten().map(note);
        told.into_iter().chain(self.undated_note()).chain(notes).collect()
    }

    /// How many commits what was asked last leaves out, because git shows no day of theirs.
    pub fn undated_note(&self) -> Option<Message> {
        let number = self.undated.get();
        (number > 0).then(|| {
            message!(
                "git.left-out-undated",
                "left out, because git shows no day of the commit: \
                 {revisions#1 revision|# revisions}",
                revisions = number
            )
        })
    }

    /// Each commit that changed the plan, as of its own day.
    pub fn by_commit(&self, plan: &str, until: Day) -> Result<Vec<SamplePoint>> {
        let changes = self.plan_changes(plan)?;
        self.undated.set(changes.iter().filter(|(commit, _)| commit.day.is_none()).count());
        let stop = |(commit, state): (Commit, String)| {
            Some(SamplePoint { commit: commit.id, day: commit.day?, state: Some(state) })
        };
        Ok(changes.into_iter().filter_map(stop).filter(|stop| stop.day <= until).collect())
    }

    /// The last commit up to the end of each week or month, as of that day; the last one as of
    /// `until`.
    pub fn by_period(&self, plan: &str, every: Interval, until: Day) -> Result<Vec<SamplePoint>> {
        let way = path_text(self.memory.folder());
        let whole: ResultCache<(Vec<SamplePoint>, usize)> =
            ResultCache::open(self.whole_cache(), &["stops", plan, every.as_str(), &way]);
        let asked = format!("{} {until}", self.tip.id);
        if let Some((stops, undated)) = whole.get(&asked) {
            self.undated.set(undated);
            return Ok(stops);
        }
        let mut stops = self.find_stops(plan, every, until)?;
        if self.whole_cache().is_some() && self.memory.is_committed() {
            let commits: Vec<String> = stops.iter().map(|stop| stop.commit.clone()).collect();
            let mut states = stops.iter_mut().map(|stop| &mut stop.state);
            let keep = |_: &mut StateReader, _, state: FolderState| {
                states.next().into_iter().for_each(|own| *own = Some(state.fingerprint()));
            };
            self.states()?
                .of_each(&commits.iter().map(String::as_str).collect::<Vec<_>>(), keep)?;
            let all = (stops, self.undated.get());
            whole.save_only(asked, &all);
            stops = all.0;
        }
        Ok(stops)
    }

    fn find_stops(&self, plan: &str, every: Interval, until: Day) -> Result<Vec<SamplePoint>> {
        let changes = self.plan_changes(plan)?;
        self.undated.set(changes.iter().filter(|(commit, _)| commit.day.is_none()).count());
        let Some(first) = changes.iter().find_map(|(commit, _)| commit.day) else {
            return Ok(Vec::new());
        };
        let line = self.line()?;
        let stop = |day: Day| {
            let last = last_until(&line, day).and_then(|number| line.get(number))?;
            Some(SamplePoint { commit: last.commit.id.clone(), day, state: None })
        };
        Ok(period_ends(every, first, until).into_iter().filter_map(stop).collect())
    }
}

/// Their number, in words.
pub fn revisions(number: usize) -> Message {
    message!("git.revisions", "{number#1 revision|# revisions}", number)
}

/// Says in which file of which commit something is missing.
fn missing_at(error: io::Error, (folder, file): (&str, &str), commit: &str) -> io::Error {
    let (kind, commit) = (error.kind(), format!("{commit:.9}"));
    io::Error::new(
        kind,
        message!(
            "git.file-at",
            "{folder}/{file} at {commit}: {error}",
            folder,
            file,
            commit,
            error
        ),
    )
}
