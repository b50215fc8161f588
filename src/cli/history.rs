use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::parallel::StateBatch;
use super::progress::Progress;
use super::result_cache::{CachedFigures, ResultCache};
use crate::analysis::{AsOf, Index, Interval, Tally, period_ends};
use crate::format::{Reading, plan_of};
use crate::model::Day;
use crate::render::TrendPoint;
use crate::rules::is_refused;
use crate::store::{Commit, CommitWalk, FolderState, Revision, StateReader, last_until};
use crate::workspace::{FolderHistory, SHALLOW, UNREADABLE, Workspace};

/// The history of a session's workplans folder.
pub(super) struct History {
    memory: FolderHistory,
    tip: Commit,
    /// Where what is found out may be kept for the next run.
    cache: Option<PathBuf>,
    /// What tells the repository from others, once that has been asked for.
    repository: OnceCell<Option<String>>,
    /// Whether somebody sees how far the work is.
    is_watched: bool,
    /// How many commits what was asked last leaves out, because git shows no day of theirs.
    pub(super) undated: Cell<usize>,
}

/// A state of the folder, and the day that its figures are for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SamplePoint {
    pub commit: String,
    pub day: Day,
    /// The name of the state, where it is known already.
    state: Option<String>,
}

/// What a walk through the history has found.
pub(super) struct Figures {
    pub points: Vec<TrendPoint>,
    /// Revisions with a plan that cannot be read.
    pub left_out: usize,
}

impl History {
    /// The history that led to the state that the session looks at; `purpose` is what needs it.
    pub(super) fn of(session: &Workspace, purpose: &str) -> anyhow::Result<Self> {
        let memory = session.memory(purpose)?;
        let tip = memory.head()?.clone();
        let cache = session.options.cache.clone();
        let is_watched = session.options.is_watched;
        Ok(History {
            memory,
            tip,
            cache,
            repository: OnceCell::new(),
            is_watched,
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
    pub(super) fn is_after(&self, day: Day) -> bool {
        self.tip.day.is_some_and(|tip| tip > day)
    }

    /// A bar for so many steps.
    pub(super) fn progress(&self, steps: usize) -> Progress {
        Progress::new(steps, self.is_watched)
    }

    /// The commit that the history began with, and where the folder lay first. None where only a
    /// part of the history is here.
    pub(super) fn beginning(&self) -> anyhow::Result<Option<(String, &Path)>> {
        self.memory.beginning()
    }

    pub(super) fn states(&self) -> anyhow::Result<StateReader> {
        self.memory.states()
    }

    /// The first parents, the oldest first.
    pub(super) fn line(&self) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::FirstParents(None))
    }

    /// The first parents that changed something in the folder, the oldest first.
    pub(super) fn folder_line(&self) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::FirstParents(Some(self.memory.places()?)))
    }

    /// The commits since another one that changed something in the folder, the oldest first.
    pub(super) fn changes_since(&self, base: &str) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::Since(base, self.memory.places()?))
    }

    /// Whether some of the commits since another one are missing in this clone.
    pub(super) fn is_cut_since(&self, base: &str) -> anyhow::Result<bool> {
        self.memory.is_cut_since(base)
    }

    /// All commits that changed something in the folder, the oldest first.
    pub(super) fn changes(&self) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, CommitWalk::Changes(self.memory.places()?))
    }

    /// The first parents that changed a plan's files, the oldest first; from the one on that
    /// brought it. With the name of the state of each.
    fn plan_changes(&self, plan: &str) -> anyhow::Result<Vec<(Commit, String)>> {
        let way = self.memory.folder().to_string_lossy();
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

    fn find_plan_changes(&self, plan: &str) -> anyhow::Result<Vec<(Commit, String)>> {
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
    pub(super) fn plan_names(&self) -> anyhow::Result<BTreeSet<String>> {
        let state = self.states()?.of(&self.tip.id)?.unwrap_or_default();
        Ok(state.files().filter_map(|(path, _)| plan_of(path)).collect())
    }

    /// In a clone with a part of the history: what is missing, and how it is had.
    pub(super) fn shallow_help(&self) -> Option<&'static str> {
        self.memory.is_shallow().then_some(SHALLOW)
    }

    /// Whether some contents may be missing.
    pub(super) fn is_partial(&self) -> bool {
        self.memory.is_partial()
    }

    /// In a clone without some of the contents: how they are had.
    pub(super) fn partial_help(&self) -> Option<&'static str> {
        let help = "this clone holds only a part of the contents; `git fetch --refetch --no-filter` brings the rest";
        self.memory.is_partial().then_some(help)
    }

    /// What an answer leaves out: revisions in which something cannot be read, and what is not in
    /// this clone.
    pub(super) fn notes(&self, what: &str, left_out: usize) -> Vec<String> {
        let told = (left_out > 0).then(|| {
            format!("left out, because {what} cannot be read there: {}", revisions(left_out))
        });
        let partial = told.as_ref().and_then(|_| self.partial_help());
        let notes = [partial, self.shallow_help()]
            .into_iter()
            .flatten()
            .map(|help| format!("note: {help}"));
        told.into_iter().chain(self.undated_note()).chain(notes).collect()
    }

    /// How many commits what was asked last leaves out, because git shows no day of theirs.
    pub(super) fn undated_note(&self) -> Option<String> {
        let number = self.undated.get();
        (number > 0).then(|| {
            format!("left out, because git shows no day of the commit: {}", revisions(number))
        })
    }

    /// Each commit that changed the plan, as of its own day.
    pub(super) fn by_commit(&self, plan: &str, until: Day) -> anyhow::Result<Vec<SamplePoint>> {
        let changes = self.plan_changes(plan)?;
        self.undated.set(changes.iter().filter(|(commit, _)| commit.day.is_none()).count());
        let stop = |(commit, state): (Commit, String)| {
            Some(SamplePoint { commit: commit.id, day: commit.day?, state: Some(state) })
        };
        Ok(changes.into_iter().filter_map(stop).filter(|stop| stop.day <= until).collect())
    }

    /// The last commit up to the end of each week or month, as of that day; the last one as of
    /// `until`.
    pub(super) fn by_period(
        &self,
        plan: &str,
        every: Interval,
        until: Day,
    ) -> anyhow::Result<Vec<SamplePoint>> {
        let way = self.memory.folder().to_string_lossy();
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

    fn find_stops(
        &self,
        plan: &str,
        every: Interval,
        until: Day,
    ) -> anyhow::Result<Vec<SamplePoint>> {
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

    /// The figures at each stop, on all cores. A content is read once, not once for each commit
    /// that has it; and what an earlier run has worked out is not worked out again.
    pub(super) fn figures(
        &self,
        plan: &str,
        stops: &[SamplePoint],
        lenient: bool,
    ) -> anyhow::Result<Figures> {
        let mut kept = ResultCache::open(
            self.cache(),
            &["figures", plan, if lenient { "lenient" } else { "strict" }],
        );
        let progress = self.progress(stops.len());
        let known = |stop: &SamplePoint| {
            stop.state.as_ref().and_then(|state| kept.get(&key(state, stop.day)))
        };
        let mut found: Vec<Option<CachedFigures>> = stops.iter().map(known).collect();
        let unknown: Vec<usize> = (0..stops.len())
            .filter(|&number| found.get(number).is_some_and(Option::is_none))
            .collect();
        if unknown.is_empty() {
            return Ok(Figures::new(stops, found));
        }
        progress.steps(stops.len() - unknown.len());
        let mut states = self.states()?;
        let mut reel = StateBatch::new(self.is_partial());
        let commits: Vec<&str> = unknown
            .iter()
            .filter_map(|&number| stops.get(number))
            .map(|stop| stop.commit.as_str())
            .collect();
        let tell = |states: &mut StateReader, at: usize, state: FolderState| {
            let stop = unknown
                .get(at)
                .and_then(|&number| Some((number, stops.get(number)?, found.get_mut(number)?)));
            let Some((number, stop, found)) = stop else { return };
            let key = key(&state.fingerprint(), stop.day);
            let is_there = || state.files().any(|(path, _)| plan_of(path).as_deref() == Some(plan));
            *found = match kept.get(&key) {
                Some(known) => Some(known),
                None if !is_there() => Some(CachedFigures::NoPlan),
                // What another run may find here after a fetch is not kept.
                None => reel
                    .take(states, &state, (number, key))
                    .is_err()
                    .then_some(CachedFigures::Unreadable),
            };
            progress.steps(usize::from(found.is_some()));
        };
        states.of_each(&commits, tell).context(UNREADABLE)?;
        let look = |(number, key): (usize, String), reading: Option<&Reading<'_>>| {
            let day = stops.get(number).map_or(Day::MIN, |stop| stop.day);
            let found = reading.map(|reading| figures(reading, plan, day, lenient));
            progress.steps(1);
            (number, key, found)
        };
        let new = reel.look(&mut states, look).context(UNREADABLE)?;
        for (number, key, one) in new {
            if let Some(one) = &one {
                kept.add(key, one);
            }
            if let Some(place) = found.get_mut(number) {
                *place = one.or(Some(CachedFigures::Unreadable));
            }
        }
        kept.save();
        Ok(Figures::new(stops, found))
    }
}

impl Figures {
    fn new(stops: &[SamplePoint], found: Vec<Option<CachedFigures>>) -> Self {
        let (mut points, mut left_out) = (Vec::new(), BTreeSet::new());
        for (stop, found) in stops.iter().zip(found) {
            match found {
                Some(CachedFigures::Figures { totals, target, period }) => {
                    points.push(TrendPoint {
                        day: stop.day,
                        commit: stop.commit.clone(),
                        totals,
                        target,
                        period,
                    });
                }
                Some(CachedFigures::Unreadable) => drop(left_out.insert(&stop.commit)),
                Some(CachedFigures::NoPlan) | None => {}
            }
        }
        Figures { points, left_out: left_out.len() }
    }
}

/// Their number, in words.
pub(super) fn revisions(number: usize) -> String {
    if number == 1 { "1 revision".to_owned() } else { format!("{number} revisions") }
}

/// What the figures hang on: a state, and a day.
fn key(state: &str, day: Day) -> String {
    format!("{state} {day}")
}

fn figures(reading: &Reading<'_>, plan: &str, day: Day, lenient: bool) -> CachedFigures {
    let index = Index::new(&reading.folder);
    let Some(plan) = index.plan(plan) else { return CachedFigures::NoPlan };
    let as_of = AsOf { day, soon: reading.folder.config.soon };
    if !lenient && is_refused(reading, &index, &plan.plan.name, as_of) {
        return CachedFigures::Unreadable;
    }
    CachedFigures::Figures {
        totals: Tally::of_plan(plan, as_of).totals(reading.folder.config.rating),
        target: plan.plan.target.as_ref().map(|target| target.value),
        period: plan.plan.period.map(|period| (period.start.value, period.end.value)),
    }
}
