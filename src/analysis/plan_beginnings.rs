//! How the plans of a folder began, were renamed and removed: whatever their files are called
//! today.

mod origins;

use std::collections::{BTreeMap, BTreeSet};

use super::heirs::{ContinuedActivity, Heirs, PlanActivity};
use super::index::Index;
use super::plan_sketch::PlanSketch;
use crate::model::Reference;

/// How many activities may be compared to find plans again: enough for any history with some
/// renames, and never a long wait.
const COMPARISONS: usize = 5_000_000;

/// A plan from its beginning on.
#[derive(Debug)]
struct PlanLine {
    /// The names; the first is the original one.
    names: Vec<String>,
    /// The state that added the plan; `None` if git does not say.
    since: Option<usize>,
    /// At which step it came, and at which it went.
    came: usize,
    went: Option<usize>,
    /// Whether it was a copy, and continues as the plan that it was copied from.
    is_merged: bool,
    first: PlanSketch,
    last: PlanSketch,
}

impl PlanLine {
    fn is_gone(&self) -> bool {
        self.went.is_some() && !self.is_merged
    }
}

/// How plans began, were renamed and removed.
#[derive(Debug)]
pub struct Beginnings {
    lines: Vec<PlanLine>,
    /// The present plans by name.
    there: BTreeMap<String, usize>,
    /// All by every name that they had; of several with one name the last one.
    named: BTreeMap<String, usize>,
    steps: usize,
    heirs: Heirs,
    /// How many activities may still be compared.
    left: usize,
}

impl Default for Beginnings {
    fn default() -> Self {
        let (there, named) = (BTreeMap::new(), BTreeMap::new());
        Beginnings {
            lines: Vec::new(),
            there,
            named,
            steps: 0,
            heirs: Heirs::default(),
            left: COMPARISONS,
        }
    }
}

/// Plans by name, as they are in a state.
type PlanStates = Vec<(String, PlanSketch)>;

impl Beginnings {
    /// Adds a state of the folder: new plans, removed plans in their last state, and some kept
    /// plans in their current state. `number` is `None` if git does not say what preceded it.
    pub fn step(
        &mut self,
        number: Option<usize>,
        new: PlanStates,
        gone: PlanStates,
        kept: PlanStates,
    ) {
        self.steps += 1;
        let mut left = Vec::new();
        for (name, sketch) in gone {
            let Some(at) = self.there.remove(&name) else { continue };
            left.push(at);
            if let Some(line) = self.lines.get_mut(at) {
                (line.last, line.went) = (sketch, Some(self.steps));
            }
        }
        let mut known = Vec::new();
        for (name, sketch) in kept {
            let Some(at) = self.there.get(&name).copied() else { continue };
            known.push(at);
            if let Some(line) = self.lines.get_mut(at) {
                line.last = sketch;
            }
        }
        for (name, sketch) in new {
            match self.found_again(&name, &sketch, &left) {
                Some(at) => {
                    left.retain(|other| *other != at);
                    self.goes_on(at, name, sketch);
                }
                None => {
                    self.there.insert(name.clone(), self.lines.len());
                    self.named.insert(name.clone(), self.lines.len());
                    let (names, came) = (vec![name], self.steps);
                    self.lines.push(PlanLine {
                        names,
                        since: number,
                        came,
                        went: None,
                        is_merged: false,
                        first: sketch.clone(),
                        last: sketch,
                    });
                }
            }
        }
        for at in left {
            self.copy_goes_on(at, &known);
        }
        self.settle();
    }

    /// Finds the plan that continues under a name: a plan that was removed now or earlier, and has
    /// mostly the same content or had that name.
    fn found_again(&mut self, name: &str, sketch: &PlanSketch, left: &[usize]) -> Option<usize> {
        let line = |at: usize| self.lines.get(at);
        let common = |at: usize| {
            line(at)
                .filter(|line| line.last.meets(sketch))
                .map_or(0, |line| line.last.in_common(sketch))
        };
        let renamed = left.iter().map(|&at| (common(at), at)).filter(|(common, _)| *common > 0);
        if let Some((_, at)) = renamed.max_by_key(|(common, at)| (*common, usize::MAX - at)) {
            return Some(at);
        }
        let gone: Vec<usize> = self
            .lines
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, line)| line.is_gone())
            .map(|(at, _)| at)
            .collect();
        let had_name = |at: &&usize| {
            let is_just_gone = left.contains(at);
            !is_just_gone
                && line(**at).is_some_and(|line| {
                    line.names.iter().any(|own| own == name) && line.last.meets(sketch)
                })
        };
        if let Some(at) = gone.iter().find(had_name) {
            return Some(*at);
        }
        let mut budget = self.left;
        let mut is_it = |at: &usize| {
            let Some(line) = line(*at).filter(|line| line.last.meets(sketch)) else { return false };
            let Some(rest) = budget.checked_sub(line.last.size() + 1) else { return false };
            budget = rest;
            line.last.agrees_with(sketch)
                || line.last.is_called_like(sketch) && line.last.resembles(sketch)
        };
        let found = gone.into_iter().find(|at| is_it(at));
        self.left = budget;
        found
    }

    fn goes_on(&mut self, at: usize, name: String, sketch: PlanSketch) {
        if let Some(line) = self.lines.get_mut(at) {
            (line.last, line.went) = (sketch, None);
            if !line.names.contains(&name) {
                line.names.push(name.clone());
            }
        }
        self.named.insert(name.clone(), at);
        self.there.insert(name, at);
    }

    /// Returns the names of plans that may be these plans under other names: they are newer, with
    /// mostly the same activities.
    pub fn copies<'g>(
        &mut self,
        gone: impl Iterator<Item = &'g (String, PlanSketch)>,
    ) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for (name, sketch) in gone {
            let Some(came) =
                self.there.get(name).and_then(|at| self.lines.get(*at)).map(|line| line.came)
            else {
                continue;
            };
            for (other, at) in &self.there {
                let Some(line) =
                    self.lines.get(*at).filter(|line| line.came > came && line.first.meets(sketch))
                else {
                    continue;
                };
                let Some(rest) = self.left.checked_sub(sketch.size() + 1) else { return found };
                self.left = rest;
                // Nothing could be read of one that came empty.
                if line.first.size() == 0 || sketch.agrees_with(&line.first) {
                    found.insert(other.clone());
                }
            }
        }
        found
    }

    /// If a plan is removed and a newer copy of it exists, the copy is the plan under another name.
    fn copy_goes_on(&mut self, at: usize, known: &[usize]) {
        let Some(gone) = self.lines.get(at) else { return };
        let copies = self
            .there
            .iter()
            .filter_map(|(name, other)| Some((name, *other, self.lines.get(*other)?)));
        let copies = copies.filter(|(_, other, line)| {
            known.contains(other) && line.came > gone.came && gone.last.agrees_with(&line.last)
        });
        let nearest = copies
            .max_by_key(|(_, other, line)| (gone.last.in_common(&line.last), usize::MAX - other));
        let Some((name, other, sketch)) =
            nearest.map(|(name, other, line)| (name.clone(), other, line.last.clone()))
        else {
            return;
        };
        self.merge(other, at, name, sketch);
    }

    /// Continues one plan as the one that it was before.
    fn merge(&mut self, other: usize, at: usize, name: String, sketch: PlanSketch) {
        if let Some(line) = self.lines.get_mut(other) {
            (line.went, line.is_merged) = (Some(self.steps), true);
            line.names.clear();
        }
        self.goes_on(at, name, sketch);
    }

    /// Compares plans again that began empty, or with errors, and of which more is known now.
    fn look_again(&mut self) {
        let is_known_now = |line: &PlanLine| line.first.size() == 0 && line.last.size() > 0;
        let there = self
            .there
            .iter()
            .filter_map(|(name, at)| Some((name.clone(), *at, self.lines.get(*at)?)));
        let empty: Vec<_> = there
            .filter(|(.., line)| is_known_now(line))
            .map(|(name, at, line)| (name, at, line.last.clone()))
            .collect();
        for (name, at, sketch) in empty {
            if let Some(earlier) =
                self.found_again(&name, &sketch, &[]).filter(|earlier| *earlier < at)
            {
                self.merge(at, earlier, name, sketch);
            }
        }
    }

    /// Records which activity continues which.
    fn settle(&mut self) {
        let mut there: Vec<usize> = self.there.values().copied().collect();
        there.sort_unstable();
        let mut claims = Vec::new();
        for at in there {
            let own = self.lines.get(at).into_iter().flat_map(|line| line.last.claims());
            claims
                .extend(own.filter_map(|(id, from)| Some((self.parent(from)?, (at, id.clone())))));
        }
        self.heirs.take(claims.into_iter());
    }

    fn parent(&self, from: &str) -> Option<ContinuedActivity> {
        let from = Reference::parse(from)?;
        let name = from.plan?;
        let line = self.there.get(name).or_else(|| self.named.get(name)).copied();
        Some((line.ok_or_else(|| name.to_owned()), from.id.to_owned()))
    }

    /// Whether only the states in between tell which activity continues another one. The first one
    /// that did is then gone, or another plan may have had it before.
    pub fn needs_all_states(&self, index: &Index<'_>) -> bool {
        let now = self
            .there
            .iter()
            .filter_map(|(name, at)| Some((*at, PlanSketch::of(index.plan(name)?.plan))));
        let now: Vec<(usize, PlanSketch)> = now.collect();
        let first =
            self.by_parent(self.lines.iter().enumerate().map(|(at, line)| (at, &line.first)));
        self.by_parent(now.iter().map(|(at, sketch)| (*at, sketch))).iter().any(|(parent, now)| {
            let Some(first) = first.get(parent) else { return now.len() > 1 };
            let known: BTreeSet<&PlanActivity> = first.iter().collect();
            let is_new = |bearer: &&PlanActivity| !known.contains(bearer);
            match first.first().filter(|heir| now.contains(heir)) {
                Some(heir) => now.iter().filter(is_new).any(|bearer| bearer.0 < heir.0),
                None => now.iter().any(|bearer| is_new(&bearer)),
            }
        })
    }

    /// Returns the activities that continue each activity in some states, plan by plan and in file
    /// order.
    fn by_parent<'s>(
        &self,
        states: impl Iterator<Item = (usize, &'s PlanSketch)>,
    ) -> BTreeMap<ContinuedActivity, Vec<PlanActivity>> {
        let mut found: BTreeMap<ContinuedActivity, Vec<PlanActivity>> = BTreeMap::new();
        for (at, sketch) in states {
            for (id, from) in sketch.claims() {
                if let Some(parent) = self.parent(from) {
                    found.entry(parent).or_default().push((at, id.clone()));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
