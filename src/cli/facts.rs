use std::collections::BTreeMap;
use std::io;

use anyhow::Context;

use super::history::{History, UNREADABLE};
use super::reels::Reel;
use crate::analysis::{AsOf, Facts, Index, Moment, Step, step_to};
use crate::format::Reading;
use crate::model::Day;
use crate::rules::is_refused;
use crate::store::Revision;

/// So many states are looked at before what they say is told, and forgotten.
const AT_ONCE: usize = 64;

/// The moments of a plan's activities, by id.
type Moments = BTreeMap<String, Moment>;

/// What a commit did to an activity, as it is told.
pub(super) struct Fact<'f> {
    pub plan: &'f str,
    pub id: &'f str,
    /// The commit, and its place among those that changed the folder, from 1.
    pub revision: &'f Revision,
    pub position: usize,
    pub day: Day,
    pub step: Step,
    pub moment: &'f Moment,
}

impl History {
    /// Tells what the first parents up to a day did to the activities of one plan, or of all, the oldest first. Returns how many of them
    /// have a plan that cannot be read: it is then taken to stand as before.
    pub(super) fn facts(
        &self,
        plan: Option<&str>,
        until: Day,
        lenient: bool,
        mut tell: impl FnMut(&Fact<'_>) -> anyhow::Result<()>,
    ) -> anyhow::Result<usize> {
        let line: Vec<(usize, Day, Revision)> =
            (1..).zip(self.folder_line()?).filter_map(|(at, one)| Some((at, one.commit.day?, one))).collect();
        let line: Vec<_> = line.into_iter().filter(|(_, day, _)| *day <= until).collect();
        let progress = self.progress(line.len());
        let mut states = self.states()?;
        let mut last: BTreeMap<String, Moments> = BTreeMap::new();
        let mut left_out = 0;
        for some in line.chunks(AT_ONCE) {
            let mut reel = Reel::new();
            for (number, (_, _, revision)) in some.iter().enumerate() {
                let state = states.of(&revision.commit.id).context(UNREADABLE)?.unwrap_or_default();
                // One that is not taken is counted below.
                let _: io::Result<()> = reel.take(&mut states, &state, number);
            }
            let looked = reel
                .look(&mut states, |number, reading| {
                    let day = some.get(number).map_or(Day::MIN, |(_, day, _)| *day);
                    progress.steps(1);
                    (number, reading.map(|reading| moments(reading, plan, day, lenient)))
                })
                .context(UNREADABLE)?;
            let mut looked: BTreeMap<usize, Option<BTreeMap<String, Option<Moments>>>> = looked.into_iter().collect();
            for (number, (position, day, revision)) in some.iter().enumerate() {
                let Some(plans) = looked.remove(&number).flatten() else {
                    left_out += 1;
                    continue;
                };
                left_out += usize::from(plans.values().any(Option::is_none));
                for (plan, moments) in with_those_that_went(plans, &last) {
                    let last = last.entry(plan.clone()).or_default();
                    let mut told = Ok(());
                    step_to(last, moments, |id, step, moment| {
                        if told.is_ok() {
                            told = tell(&Fact { plan: &plan, id, revision, position: *position, day: *day, step, moment });
                        }
                    });
                    told?;
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
