use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::Context;

use super::past::Memory;
use super::session::Session;
use crate::analysis::{AsOf, Facts, Index, Tally};
use crate::diag::Level;
use crate::format::{Input, Role, read, role};
use crate::model::Day;
use crate::rules::Verdict;
use crate::store::{Commit, Files, Revision, State, States, Walk};
use crate::view::TrendPoint;

/// The history of a session's workplans folder.
pub(super) struct History {
    memory: Memory,
    tip: Commit,
}

/// A state of the folder, and the day that its figures are for.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub commit: String,
    pub day: Day,
}

/// What a walk through the history has found.
pub(super) struct Figures {
    pub points: Vec<TrendPoint>,
    /// Revisions with a plan that cannot be read.
    pub left_out: usize,
}

/// What a state says of a plan.
enum Found {
    Figures(Box<TrendPoint>),
    NoPlan,
    Unreadable,
}

impl History {
    /// The history that led to the state that the session looks at; `purpose` is what needs it.
    pub(super) fn of(session: &Session, purpose: &str) -> anyhow::Result<Self> {
        let memory = session.memory(purpose)?;
        let tip = session.commit.clone().map_or_else(|| memory.commit("HEAD"), Ok)?;
        Ok(History { memory, tip })
    }

    pub(super) fn states(&self) -> anyhow::Result<States> {
        self.memory.states()
    }

    /// The first parents, the oldest first.
    pub(super) fn line(&self) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, Walk::FirstParents(None))
    }

    /// The first parents that changed something in the folder, the oldest first.
    pub(super) fn folder_line(&self) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, Walk::FirstParents(Some(self.memory.folder())))
    }

    /// The commits since another one that changed something in the folder, the oldest first.
    pub(super) fn changes_since(&self, base: &str) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, Walk::Since(base, self.memory.folder()))
    }

    /// All commits that changed something in the folder, the oldest first.
    pub(super) fn changes(&self) -> anyhow::Result<Vec<Revision>> {
        self.memory.history(&self.tip, Walk::Changes(self.memory.folder()))
    }

    /// The first parents that changed a plan's files, the oldest first; from the one on that brought it.
    pub(super) fn plan_changes(&self, plan: &str) -> anyhow::Result<Vec<Commit>> {
        let mut states = self.states()?;
        let mut before = Vec::new();
        let mut found = Vec::new();
        for revision in self.folder_line()? {
            let state = states.of(&revision.commit.id)?.unwrap_or_default();
            let now = plan_files(&state, plan);
            if now != before && !(found.is_empty() && now.is_empty()) {
                found.push(revision.commit);
            }
            before = now;
        }
        Ok(found)
    }

    /// The names of the plans at the end of the history.
    pub(super) fn plan_names(&self) -> anyhow::Result<BTreeSet<String>> {
        let state = self.states()?.of(&self.tip.id)?.unwrap_or_default();
        Ok(state.files().filter_map(|(path, _)| plan_of(path)).collect())
    }

    /// In a clone with a part of the history: what is missing, and how it is had.
    pub(super) fn shallow_note(&self) -> Option<String> {
        let note = "note: this clone holds only a part of the history; `git fetch --unshallow` brings the rest";
        self.memory.is_shallow().then(|| note.to_owned())
    }

    /// The figures at each stop, on all cores.
    pub(super) fn figures(&self, plan: &str, stops: &[Stop], lenient: bool) -> anyhow::Result<Figures> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from).min(stops.len().div_ceil(4)).max(1);
        let readers: Vec<States> = (0..cores).map(|_| self.states()).collect::<Result<_, _>>()?;
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Found)>> = Mutex::new(Vec::with_capacity(stops.len()));
        let failed: Mutex<Option<std::io::Error>> = Mutex::new(None);
        std::thread::scope(|scope| {
            for mut states in readers {
                let (next, done, failed) = (&next, &done, &failed);
                scope.spawn(move || {
                    // Neighbours have most of their files in common: each thread takes a stretch of them.
                    const STRETCH: usize = 8;
                    loop {
                        let from = next.fetch_add(STRETCH, Ordering::Relaxed);
                        if from >= stops.len() {
                            return;
                        }
                        for (number, stop) in stops.iter().enumerate().skip(from).take(STRETCH) {
                            match at(&mut states, plan, stop, lenient) {
                                Ok(found) => done.lock().unwrap_or_else(PoisonError::into_inner).push((number, found)),
                                Err(error) => {
                                    failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                                    return;
                                }
                            }
                        }
                    }
                });
            }
        });
        if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error).context("the plans cannot be read from git");
        }
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_unstable_by_key(|(number, _)| *number);
        let mut figures = Figures { points: Vec::new(), left_out: 0 };
        for (_, found) in done {
            match found {
                Found::Figures(point) => figures.points.push(*point),
                Found::NoPlan => {}
                Found::Unreadable => figures.left_out += 1,
            }
        }
        Ok(figures)
    }
}

/// The plan that a file belongs to.
pub(super) fn plan_of(path: &str) -> Option<String> {
    match role(path) {
        Some(Role::Plan { name, .. }) => Some(name),
        _ => None,
    }
}

/// A plan's files in a state, with the ids of their contents.
fn plan_files(state: &State, plan: &str) -> Vec<(String, String)> {
    let own = state.files().filter(|(path, _)| plan_of(path).as_deref() == Some(plan));
    own.map(|(path, id)| (path.to_owned(), id.to_owned())).collect()
}

fn at(states: &mut States, plan: &str, stop: &Stop, lenient: bool) -> std::io::Result<Found> {
    let Some(state) = states.of(&stop.commit)? else { return Ok(Found::NoPlan) };
    if plan_files(&state, plan).is_empty() {
        return Ok(Found::NoPlan);
    }
    let files = states.read(&state, |_| true);
    Ok(figures(files, plan, stop, lenient))
}

fn figures(files: Files, plan: &str, stop: &Stop, lenient: bool) -> Found {
    if !files.unreadable.is_empty() {
        return Found::Unreadable;
    }
    let input = Input::new(&files.folder, files.files);
    let reading = read(&input);
    let index = Index::new(&reading.folder);
    let Some(plan) = index.plan(plan) else { return Found::NoPlan };
    let as_of = AsOf { day: stop.day, soon: reading.folder.config.soon };
    if !lenient {
        let mut verdict = Verdict::structural(&reading, &index, as_of);
        verdict.keep_plans(|name| name == plan.plan.name);
        if verdict.findings.iter().any(|(level, finding)| *level == Level::Error && !finding.check_alone) {
            return Found::Unreadable;
        }
    }
    let mut tally = Tally::default();
    Facts::all(plan, as_of).for_each(|facts| tally.add(&facts));
    Found::Figures(Box::new(TrendPoint {
        day: stop.day,
        commit: stop.commit.clone(),
        tally,
        bands: reading.folder.config.rating,
        target: plan.plan.target.as_ref().map(|target| target.value),
    }))
}
