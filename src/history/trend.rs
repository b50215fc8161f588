//! The figures of a plan at points of its history.

use std::collections::BTreeSet;

use super::parallel::StateBatch;
use super::result_cache::{CachedFigures, ResultCache};
use super::{History, SamplePoint};
use crate::analysis::{AsOf, Index, Tally, completed_later};
use crate::format::{Reading, plan_of};
use crate::model::Day;
use crate::report::TrendPoint;
use crate::rules::is_refused;
use crate::store::{FolderState, StateReader};
use crate::workspace::{Context, Result, unreadable};

/// What a walk through the history has found.
pub struct Figures {
    /// The points, the oldest first.
    pub points: Vec<TrendPoint>,
    /// Revisions with a plan that cannot be read.
    pub left_out: usize,
}

impl History {
    /// The figures at each stop, on all cores. A content is read once, not once for each commit
    /// that has it; and what an earlier run has worked out is not worked out again.
    pub fn figures(&self, plan: &str, stops: &[SamplePoint], lenient: bool) -> Result<Figures> {
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
        states.of_each(&commits, tell).context(unreadable)?;
        let look = |(number, key): (usize, String), reading: Option<&Reading<'_>>| {
            let day = stops.get(number).map_or(Day::MIN, |stop| stop.day);
            let found = reading.map(|reading| figures(reading, plan, day, lenient));
            progress.steps(1);
            (number, key, found)
        };
        let new = reel.look(&mut states, look).context(unreadable)?;
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
                Some(CachedFigures::Figures { totals, target, period, later }) => {
                    points.push(TrendPoint {
                        day: stop.day,
                        commit: stop.commit.clone(),
                        totals,
                        target,
                        period,
                        later,
                    });
                }
                Some(CachedFigures::Unreadable) => drop(left_out.insert(&stop.commit)),
                Some(CachedFigures::NoPlan) | None => {}
            }
        }
        Figures { points, left_out: left_out.len() }
    }
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
        later: completed_later(plan, day),
    }
}
