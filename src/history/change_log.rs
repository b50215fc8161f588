//! What each commit did to the activities, as facts for a database.

use std::collections::{BTreeMap, BTreeSet};

use super::History;
use super::parallel::StateBatch;
use crate::analysis::{
    ActivityFacts, ActivityState, ActivityStates, AsOf, Index, PlanIndex, steps,
};
use crate::format::Reading;
use crate::model::Day;
use crate::report::FactLine;
use crate::rules::refused_plans;
use crate::store::{FolderState, StateReader};
use crate::workspace::{Context, Result, unreadable};

/// So many states are looked at before what they say is told, and forgotten.
const AT_ONCE: usize = 64;

/// The keys that a fact hangs on.
const KEYS: [&str; 10] = [
    "id",
    "title",
    "owners",
    "status",
    "start",
    "due",
    "completed",
    "progress",
    "weight",
    "milestones",
];

impl History {
    /// Tells what the first parents up to a day did to the activities of one plan, or of all, with
    /// the plan's name, the oldest first. Returns how many of them have a plan that cannot be read:
    /// it is then taken to stand as before.
    pub fn facts(
        &self,
        plan: Option<&str>,
        until: Day,
        lenient: bool,
        mut tell: impl FnMut(&str, &FactLine<'_>) -> Result<()>,
    ) -> Result<usize> {
        let line = self.folder_line()?;
        self.undated.set(line.iter().filter(|one| one.commit.day.is_none()).count());
        let line = (1..)
            .zip(line)
            .filter_map(|(position, one)| Some((position, one.commit.day?, one.commit.id)));
        let line: Vec<(usize, Day, String)> = line.filter(|(_, day, _)| *day <= until).collect();
        let progress = self.progress(line.len());
        let (mut states, is_partial) = (self.states()?, self.is_partial());
        let mut last: BTreeMap<String, ActivityStates> = BTreeMap::new();
        let mut left_out = 0;
        for some in line.chunks(AT_ONCE) {
            let mut reel = StateBatch::new(is_partial);
            let commits: Vec<&str> = some.iter().map(|(_, _, commit)| commit.as_str()).collect();
            // A state that is not taken is counted below.
            let take = |states: &mut StateReader, at: usize, state: FolderState| {
                drop(reel.take(states, &state, at));
            };
            states.of_each(&commits, take).context(unreadable)?;
            let look = |at: usize, reading: Option<&Reading<'_>>| {
                let day = some.get(at).map_or(Day::MIN, |(_, day, _)| *day);
                progress.steps(1);
                (at, reading.map(|reading| moments(reading, plan, day, lenient)))
            };
            let mut looked: BTreeMap<usize, _> =
                reel.look(&mut states, look).context(unreadable)?.into_iter().collect();
            for (at, (position, day, commit)) in some.iter().enumerate() {
                let Some(plans) = looked.remove(&at).flatten() else {
                    left_out += 1;
                    continue;
                };
                left_out += usize::from(plans.values().any(Option::is_none));
                for (plan, now) in with_those_that_went(plans, &last) {
                    let before = last.remove(&plan).unwrap_or_default();
                    let now = now.or_earlier(&before);
                    for (activity, step, moment) in steps(&before, &now) {
                        tell(
                            &plan,
                            &FactLine {
                                commit,
                                position: *position,
                                day: *day,
                                activity,
                                step,
                                moment,
                            },
                        )?;
                    }
                    // A plan that is gone is not looked for in every later commit.
                    if !now.is_empty() {
                        last.insert(plan, now);
                    }
                }
            }
        }
        Ok(left_out)
    }
}

/// What a commit says of a plan's activities.
#[derive(Default)]
struct SeenActivity {
    moments: ActivityStates,
    /// Activities of which something cannot be read.
    uncertain: BTreeSet<String>,
    /// There may be more activities than could be read.
    is_cut: bool,
}

impl SeenActivity {
    /// With what was known before in the place of what cannot be read.
    fn or_earlier(mut self, before: &ActivityStates) -> ActivityStates {
        for (id, moment) in before {
            if self.uncertain.contains(id) || self.is_cut && !self.moments.contains_key(id) {
                self.moments.insert(id.clone(), moment.clone());
            }
        }
        self.moments
    }
}

/// The plans that can be read, and without an activity those that were there and are not any more.
fn with_those_that_went(
    now: BTreeMap<String, Option<SeenActivity>>,
    last: &BTreeMap<String, ActivityStates>,
) -> BTreeMap<String, SeenActivity> {
    let gone: Vec<String> = last.keys().filter(|plan| !now.contains_key(*plan)).cloned().collect();
    let there = now.into_iter().filter_map(|(plan, seen)| Some((plan, seen?)));
    there.chain(gone.into_iter().map(|plan| (plan, SeenActivity::default()))).collect()
}

/// By plan; none where it cannot be read.
fn moments(
    reading: &Reading<'_>,
    plan: Option<&str>,
    day: Day,
    lenient: bool,
) -> BTreeMap<String, Option<SeenActivity>> {
    let index = Index::new(&reading.folder);
    let as_of = AsOf { day, soon: reading.folder.config.soon };
    let refused =
        if lenient { Some(BTreeSet::new()) } else { refused_plans(reading, &index, as_of) };
    let mut found = BTreeMap::new();
    for own in index.plans().filter(|own| plan.is_none_or(|plan| plan == own.plan.name)) {
        let is_good = refused.as_ref().is_some_and(|refused| !refused.contains(&own.plan.name));
        found.insert(own.plan.name.clone(), is_good.then(|| seen(own, as_of)));
    }
    found
}

fn seen(own: &PlanIndex<'_>, as_of: AsOf) -> SeenActivity {
    let moment =
        |facts: ActivityFacts<'_>| (facts.activity.id.value.to_string(), ActivityState::of(&facts));
    let written = own.plan.written_activities();
    let uncertain = written
        .filter(|activity| activity.uncertain.iter().any(|key| KEYS.contains(key)))
        .map(|activity| activity.id.to_string());
    let is_cut = own.plan.broken
        || own.plan.unreadable.contains(&"priorities")
        || own.plan.priorities.iter().any(|priority| priority.unreadable.contains(&"activities"));
    SeenActivity {
        moments: ActivityFacts::all(own, as_of).map(moment).collect(),
        uncertain: uncertain.collect(),
        is_cut,
    }
}
