use std::collections::BTreeSet;

use anyhow::Context;

use super::past::Memory;
use super::reels::{Reel, look_back};
use super::session::Session;
use crate::analysis::{AsOf, Every, Facts, Index, Tally, period_ends};
use crate::diag::Level;
use crate::format::{Reading, Role, role};
use crate::model::Day;
use crate::rules::Verdict;
use crate::store::{Commit, Revision, State, States, Walk, last_until};
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
    Unreadable(String),
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

    /// In a clone without some of the contents: how they are had.
    pub(super) fn partial_note(&self) -> Option<String> {
        let note = "note: this clone holds only a part of the contents; `git fetch --refetch --no-filter` brings the rest";
        self.memory.is_partial().then(|| note.to_owned())
    }

    /// Each commit that changed the plan, as of its own day.
    pub(super) fn by_commit(&self, plan: &str, until: Day) -> anyhow::Result<Vec<Stop>> {
        let changes = self.plan_changes(plan)?;
        let stop = |commit: &Commit| Some(Stop { commit: commit.id.clone(), day: commit.day? });
        Ok(changes.iter().filter_map(stop).filter(|stop| stop.day <= until).collect())
    }

    /// The last commit up to the end of each week or month, as of that day; the last one as of `until`.
    pub(super) fn by_period(&self, plan: &str, every: Every, until: Day) -> anyhow::Result<Vec<Stop>> {
        let Some(first) = self.plan_changes(plan)?.first().and_then(|commit| commit.day) else { return Ok(Vec::new()) };
        let line = self.line()?;
        let stop = |day: Day| {
            let last = last_until(&line, day).and_then(|number| line.get(number))?;
            Some(Stop { commit: last.commit.id.clone(), day })
        };
        Ok(period_ends(every, first, until).into_iter().filter_map(stop).collect())
    }

    /// Whether only a part of the history is here.
    pub(super) fn is_shallow(&self) -> bool {
        self.memory.is_shallow()
    }

    /// The figures at each stop, on all cores. A content is read once, not once for each commit that has it.
    pub(super) fn figures(&self, plan: &str, stops: &[Stop], lenient: bool) -> anyhow::Result<Figures> {
        let folder = self.memory.folder().file_name().map_or_else(|| "workplans".to_owned(), |name| name.to_string_lossy().into_owned());
        let (mut states, mut left_out) = (self.states()?, BTreeSet::new());
        let tell = |reel: &mut Reel<'_, Stop>| {
            for stop in stops {
                let Some(state) = states.of(&stop.commit)? else { continue };
                if !plan_files(&state, plan).is_empty() && reel.take(&mut states, &state, stop.clone()).is_err() {
                    left_out.insert(stop.commit.clone());
                }
            }
            Ok(())
        };
        let found = look_back(&folder, tell, |stop, reading| figures(reading, plan, stop, lenient));
        let found = found.context("the plans cannot be read from git")?;
        let mut points = Vec::new();
        for found in found {
            match found {
                Found::Figures(point) => points.push(*point),
                Found::Unreadable(commit) => drop(left_out.insert(commit)),
                Found::NoPlan => {}
            }
        }
        Ok(Figures { points, left_out: left_out.len() })
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

fn figures(reading: &Reading<'_>, plan: &str, stop: &Stop, lenient: bool) -> Found {
    let index = Index::new(&reading.folder);
    let Some(plan) = index.plan(plan) else { return Found::NoPlan };
    let as_of = AsOf { day: stop.day, soon: reading.folder.config.soon };
    if !lenient {
        let mut verdict = Verdict::structural(reading, &index, as_of);
        verdict.keep_plans(|name| name == plan.plan.name);
        if verdict.findings.iter().any(|(level, finding)| *level == Level::Error && !finding.check_alone) {
            return Found::Unreadable(stop.commit.clone());
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
