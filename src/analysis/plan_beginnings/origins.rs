//! Works out under which key each plan of a history is known.

use std::collections::BTreeSet;

use super::{Beginnings, PlanLine};
use crate::analysis::heirs::PlanActivity;
use crate::analysis::index::Index;
use crate::analysis::origin::Origins;
use crate::analysis::plan_sketch::PlanSketch;
use crate::model::Day;

impl Beginnings {
    /// Returns the identities of the plans. A plan is identified by the first day of its original
    /// period. Of several with one first day, all except the oldest one also need their original
    /// name.
    pub fn origins(mut self, index: &Index<'_>) -> Origins {
        for (name, at) in &self.there {
            if let (Some(line), Some(plan)) = (self.lines.get_mut(*at), index.plan(name)) {
                line.last = PlanSketch::of(plan.plan);
            }
        }
        self.look_again();
        self.settle();
        // A file that is rewritten for another year is a new plan from then on.
        let starts: Vec<(Option<Day>, Option<usize>)> = self
            .lines
            .iter()
            .map(|line| match (line.first.period(), line.last.period()) {
                (Some((first, _)), _) if line.first.meets(&line.last) => (Some(first), line.since),
                (Some(_), last) => (last.map(|(start, _)| start), None),
                (None, last) => (last.map(|(start, _)| start), line.since),
            })
            .collect();
        let mut origins = Origins::default();
        for (at, line) in self.lines.iter().enumerate() {
            let (start, since) = starts.get(at).copied().unwrap_or_default();
            let first = line.names.first().map_or("", String::as_str);
            let twins = || {
                starts
                    .iter()
                    .enumerate()
                    .filter(|(other, (day, _))| *other != at && *day == start)
                    .map(|(_, (_, since))| *since)
            };
            let was_before = |other: Option<usize>| {
                since.is_some_and(|since| other.is_none_or(|other| since < other))
            };
            let key = match start {
                None => first.to_owned(),
                Some(start) if twins().all(was_before) => start.to_string(),
                Some(start) => format!("{start}/{first}"),
            };
            if start.is_none_or(|_| !twins().all(was_before)) && since.is_none() {
                origins.unsure.insert(key.clone());
            }
            // A name belongs to the last plan that had it.
            let now = self.there.iter().find(|(_, other)| **other == at).map(|(name, _)| name);
            for name in line
                .names
                .iter()
                .filter(|name| now == Some(*name) || !self.there.contains_key(*name))
            {
                origins.keys.insert(name.clone(), key.clone());
                origins.own.insert(name.clone(), self.with_origins_of_their_own(at, line));
                origins.renamed.remove(name);
                origins.gone.remove(name);
                match now {
                    Some(now) if now != name => {
                        drop(origins.renamed.insert(name.clone(), now.clone()));
                    }
                    Some(_) => {}
                    None => drop(origins.gone.insert(name.clone(), line.last.clone())),
                }
            }
            origins
                .doubts
                .extend(now.and_then(|now| Some((now.clone(), self.may_have_been(line)?))));
        }
        origins
    }

    /// Returns the activities of a plan whose continued activity has another heir.
    fn with_origins_of_their_own(&self, at: usize, line: &PlanLine) -> BTreeSet<String> {
        let is_own = |(id, from): &&(String, String)| {
            let bearer: PlanActivity = (at, id.clone());
            self.parent(from).is_some_and(|parent| self.heirs.has_another(&parent, &bearer))
        };
        line.last.claims().iter().filter(is_own).map(|(id, _)| id.clone()).collect()
    }

    /// Returns the last name of a removed plan that may be this one: with one period and mostly the
    /// same ids, but other titles.
    fn may_have_been(&self, line: &PlanLine) -> Option<String> {
        let mut gone =
            self.lines.iter().rev().filter(|gone| gone.is_gone() && gone.came < line.came);
        let first = if line.first.size() == 0 { &line.last } else { &line.first };
        let is_alike = |gone: &&PlanLine| {
            let is_after = gone
                .went
                .is_some_and(|went| went <= line.came || gone.last.is_called_like(&line.last));
            is_after && gone.last.resembles(first)
        };
        gone.find(is_alike)?.names.last().cloned()
    }
}
