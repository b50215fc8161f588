use std::collections::BTreeMap;

use anyhow::Context;

use super::history::History;
use super::past::UNREADABLE;
use super::reels::Reel;
use crate::analysis::{AsOf, Facts, Index, Moment, Moments, steps};
use crate::format::Reading;
use crate::model::Day;
use crate::rules::is_refused;
use crate::store::{State, States};
use crate::view::FactLine;

/// So many states are looked at before what they say is told, and forgotten.
const AT_ONCE: usize = 64;

impl History {
    /// Tells what the first parents up to a day did to the activities of one plan, or of all, with the plan's name, the oldest first. Returns how
    /// many of them have a plan that cannot be read: it is then taken to stand as before.
    pub(super) fn facts(
        &self,
        plan: Option<&str>,
        until: Day,
        lenient: bool,
        mut tell: impl FnMut(&str, &FactLine<'_>) -> anyhow::Result<()>,
    ) -> anyhow::Result<usize> {
        let line = (1..).zip(self.folder_line()?).filter_map(|(position, one)| Some((position, one.commit.day?, one.commit.id)));
        let line: Vec<(usize, Day, String)> = line.filter(|(_, day, _)| *day <= until).collect();
        let progress = self.progress(line.len());
        let (mut states, is_partial) = (self.states()?, self.is_partial());
        let mut last: BTreeMap<String, Moments> = BTreeMap::new();
        let mut left_out = 0;
        for some in line.chunks(AT_ONCE) {
            let mut reel = Reel::new(is_partial);
            let commits: Vec<&str> = some.iter().map(|(_, _, commit)| commit.as_str()).collect();
            // A state that is not taken is counted below.
            let take = |states: &mut States, at: usize, state: State| drop(reel.take(states, &state, at));
            states.of_each(&commits, take).context(UNREADABLE)?;
            let look = |at: usize, reading: Option<&Reading<'_>>| {
                let day = some.get(at).map_or(Day::MIN, |(_, day, _)| *day);
                progress.steps(1);
                (at, reading.map(|reading| moments(reading, plan, day, lenient)))
            };
            let mut looked: BTreeMap<usize, _> = reel.look(&mut states, look).context(UNREADABLE)?.into_iter().collect();
            for (at, (position, day, commit)) in some.iter().enumerate() {
                let Some(plans) = looked.remove(&at).flatten() else {
                    left_out += 1;
                    continue;
                };
                left_out += usize::from(plans.values().any(Option::is_none));
                for (plan, now) in with_those_that_went(plans, &last) {
                    let before = last.entry(plan.clone()).or_default();
                    for (activity, step, moment) in steps(before, &now) {
                        tell(&plan, &FactLine { commit, position: *position, day: *day, activity, step, moment })?;
                    }
                    *before = now;
                }
            }
        }
        Ok(left_out)
    }
}

/// The plans that can be read, and without an activity those that were there and are not any more.
fn with_those_that_went(now: BTreeMap<String, Option<Moments>>, last: &BTreeMap<String, Moments>) -> BTreeMap<String, Moments> {
    let gone: Vec<String> = last.keys().filter(|plan| !now.contains_key(*plan)).cloned().collect();
    let there = now.into_iter().filter_map(|(plan, moments)| Some((plan, moments?)));
    there.chain(gone.into_iter().map(|plan| (plan, Moments::new()))).collect()
}

/// By plan; none where it cannot be read.
fn moments(reading: &Reading<'_>, plan: Option<&str>, day: Day, lenient: bool) -> BTreeMap<String, Option<Moments>> {
    let index = Index::new(&reading.folder);
    let as_of = AsOf { day, soon: reading.folder.config.soon };
    let mut found = BTreeMap::new();
    for own in index.plans().filter(|own| plan.is_none_or(|plan| plan == own.plan.name)) {
        let is_good = lenient || !is_refused(reading, &index, &own.plan.name, as_of);
        let moment = |facts: Facts<'_>| (facts.activity.id.value.to_string(), Moment::of(&facts));
        found.insert(own.plan.name.clone(), is_good.then(|| Facts::all(own, as_of).map(moment).collect()));
    }
    found
}
