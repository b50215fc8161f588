//! What tells plans, and activities that are carried from one to the next, from all others: whatever their files are called today.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::index::Index;
use crate::model::{Activity, DateSpan, Day, Plan, Reference};

/// What tells one state of a plan from other plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch {
    period: Option<(Day, Day)>,
    /// By id: the title, and what the activity continues.
    activities: BTreeMap<String, (String, Option<String>)>,
}

/// A plan from its beginning on.
#[derive(Debug)]
struct Line {
    /// The first one is the one that it began under.
    names: Vec<String>,
    /// Which state brought it; none where git does not say.
    since: Option<usize>,
    first: Sketch,
    last: Sketch,
}

/// How plans began, were renamed and removed.
#[derive(Debug, Default)]
pub struct Beginnings {
    lines: Vec<Line>,
    /// Those that are there, by name.
    there: BTreeMap<String, usize>,
}

/// What tells each plan from the others.
#[derive(Debug, Default)]
pub struct Origins {
    /// By any name that it had.
    keys: BTreeMap<String, String>,
    /// The names of today, by the earlier ones.
    renamed: BTreeMap<String, String>,
    /// Plans that are not there any more, as they last were.
    gone: BTreeMap<String, Sketch>,
    /// Keys that hang on the name that a file has today.
    unsure: BTreeSet<String>,
}

/// Where an activity comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What tells it from all others of the group.
    pub text: String,
    /// A plan that it continues and of which nothing but the name is known.
    pub unknown: Option<String>,
    /// The text hangs on the name that the plan's file has today.
    pub is_unsure: bool,
}

impl Sketch {
    /// Takes down a state of a plan.
    pub fn of(plan: &Plan<'_>) -> Self {
        let own = |activity: &Activity<'_>| {
            let from = activity.carried_from.as_ref().map(|from| from.value.to_string());
            (activity.id.to_string(), (activity.title.value.to_string(), from))
        };
        Sketch {
            period: plan.period.map(|period| (period.start.value, period.end.value)),
            activities: plan.activities().map(|(_, activity)| own(activity)).collect(),
        }
    }

    /// Whether both may be of one time.
    fn meets(&self, other: &Sketch) -> bool {
        self.period.zip(other.period).is_none_or(|((start, end), (other_start, other_end))| start <= other_end && other_start <= end)
    }

    /// How many activities both have, with one id and one title.
    fn in_common(&self, other: &Sketch) -> usize {
        self.activities.iter().filter(|(id, (title, _))| other.activities.get(*id).is_some_and(|(other, _)| other == title)).count()
    }
}

impl Beginnings {
    /// Takes in a state of the folder: the plans that the one before did not have, and those that it alone had, as they last were. `number` is
    /// none where git does not say what was before.
    pub fn step(&mut self, number: Option<usize>, new: Vec<(String, Sketch)>, gone: Vec<(String, Sketch)>) {
        let mut left = Vec::new();
        for (name, sketch) in gone {
            let Some(at) = self.there.remove(&name) else { continue };
            left.push(at);
            if let Some(line) = self.lines.get_mut(at) {
                line.last = sketch;
            }
        }
        for (name, sketch) in new {
            let common =
                |at: &usize| self.lines.get(*at).filter(|line| line.last.meets(&sketch)).map_or(0, |line| line.last.in_common(&sketch));
            let renamed = left.iter().copied().filter(|at| common(at) > 0).max_by_key(|at| (common(at), usize::MAX - at));
            // It may have been gone for a while.
            let is_back = |at: &usize| {
                let is_there = self.there.values().any(|other| other == at) || left.contains(at);
                !is_there && self.lines.get(*at).is_some_and(|line| line.names.contains(&name) && line.last.meets(&sketch))
            };
            match renamed.or_else(|| (0..self.lines.len()).rev().find(is_back)) {
                Some(at) => {
                    left.retain(|other| *other != at);
                    if let Some(line) = self.lines.get_mut(at).filter(|line| !line.names.contains(&name)) {
                        line.names.push(name.clone());
                    }
                    self.there.insert(name, at);
                }
                None => {
                    self.there.insert(name.clone(), self.lines.len());
                    self.lines.push(Line { names: vec![name], since: number, first: sketch.clone(), last: sketch });
                }
            }
        }
    }

    /// What tells the plans from each other. A plan is told by the first day of its period as it was when the plan began; of several with one
    /// first day, all but the one that was there before the others are told by the name under which they began as well.
    pub fn origins(mut self, index: &Index<'_>) -> Origins {
        for (name, at) in &self.there {
            if let (Some(line), Some(plan)) = (self.lines.get_mut(*at), index.plan(name)) {
                line.last = Sketch::of(plan.plan);
            }
        }
        // A file that is written anew for another year is another plan since then.
        let starts: Vec<(Option<Day>, Option<usize>)> = self
            .lines
            .iter()
            .map(|line| match (line.first.period, line.last.period) {
                (Some((first, _)), _) if line.first.meets(&line.last) => (Some(first), line.since),
                (Some(_), last) => (last.map(|(start, _)| start), None),
                (None, last) => (last.map(|(start, _)| start), line.since),
            })
            .collect();
        let mut origins = Origins::default();
        for (at, line) in self.lines.iter().enumerate() {
            let (start, since) = starts.get(at).copied().unwrap_or_default();
            let first = line.names.first().map_or("", String::as_str);
            let twins =
                || starts.iter().enumerate().filter(|(other, (day, _))| *other != at && *day == start).map(|(_, (_, since))| *since);
            let was_before = |other: Option<usize>| since.is_some_and(|since| other.is_none_or(|other| since < other));
            let key = match start {
                None => first.to_owned(),
                Some(start) if twins().all(was_before) => start.to_string(),
                Some(start) => format!("{start}/{first}"),
            };
            if start.is_none_or(|_| !twins().all(was_before)) && since.is_none() {
                origins.unsure.insert(key.clone());
            }
            // Of several that had one name, the last one has it.
            let now = self.there.iter().find(|(_, other)| **other == at).map(|(name, _)| name);
            for name in line.names.iter().filter(|name| now == Some(*name) || !self.there.contains_key(*name)) {
                origins.keys.insert(name.clone(), key.clone());
                origins.renamed.remove(name);
                origins.gone.remove(name);
                match now {
                    Some(now) if now != name => drop(origins.renamed.insert(name.clone(), now.clone())),
                    Some(_) => {}
                    None => drop(origins.gone.insert(name.clone(), line.last.clone())),
                }
            }
        }
        origins
    }
}

impl Origins {
    /// Finds the activity that one first was.
    pub fn of(&self, index: &Index<'_>, plan: &Plan<'_>, activity: &Activity<'_>) -> Origin {
        let (mut plan, mut id) = (plan.name.clone(), activity.id.to_string());
        let mut from = activity.carried_from.as_ref().map(|from| from.value.to_string());
        let mut seen = HashSet::new();
        while let Some(to) = from.as_deref().and_then(Reference::parse) {
            if !seen.insert((plan.clone(), id.clone())) {
                break;
            }
            let name = to.plan.unwrap_or(&plan);
            let name = if index.plan(name).is_some() { name } else { self.renamed.get(name).map_or(name, String::as_str) };
            let there = index.plan(name).map(|plan| plan.find_written(to.id));
            let gone = || self.gone.get(name).map(|sketch| sketch.activities.get(to.id));
            let earlier = match (&there, gone()) {
                (Some(found), _) => found.and_then(|(_, activity)| Some(activity.carried_from.as_ref()?.value.to_string())),
                (None, Some(found)) => found.and_then(|(_, from)| from.clone()),
                (None, None) => {
                    // It is told by its name, which mostly is its year.
                    let start = DateSpan::parse(name).map_or_else(|_| name.to_owned(), |year| year.first().to_string());
                    return Origin { text: format!("{start}/{}", to.id), unknown: Some(name.to_owned()), is_unsure: false };
                }
            };
            (plan, id, from) = (name.to_owned(), to.id.to_owned(), earlier);
        }
        let key = self.keys.get(&plan).unwrap_or(&plan);
        Origin { text: format!("{key}/{id}"), unknown: None, is_unsure: self.unsure.contains(key) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(start: &str, end: &str, activities: &[(&str, &str)]) -> Sketch {
        let day = |text: &str| text.parse().unwrap_or(Day::MIN);
        let activities = activities.iter().map(|(id, title)| ((*id).to_owned(), ((*title).to_owned(), None)));
        Sketch { period: Some((day(start), day(end))), activities: activities.collect() }
    }

    fn year(year: &str, title: &str) -> Sketch {
        sketch(&format!("{year}-01-01"), &format!("{year}-12-31"), &[("w1", title)])
    }

    fn key<'o>(origins: &'o Origins, name: &str) -> Option<&'o str> {
        origins.keys.get(name).map(String::as_str)
    }

    /// The keys after some states: each the plans that it brings, and those that it takes away.
    /// Plans with what they say.
    type Plans<'a> = &'a [(&'a str, &'a Sketch)];

    fn after(states: &[(Plans<'_>, Plans<'_>)]) -> Origins {
        let owned = |all: &[(&str, &Sketch)]| all.iter().map(|(name, sketch)| ((*name).to_owned(), (*sketch).clone())).collect();
        let mut beginnings = Beginnings::default();
        for (number, (new, gone)) in states.iter().enumerate() {
            beginnings.step(Some(number), owned(new), owned(gone));
        }
        beginnings.origins(&Index::new(&crate::model::Folder::default()))
    }

    #[test]
    fn a_plan_keeps_what_tells_it() {
        let (wash, health) = (year("2026", "Wells"), year("2026", "Clinics"));
        let both = after(&[(&[("wash", &wash)], &[]), (&[("health", &health)], &[])]);
        assert_eq!([key(&both, "wash"), key(&both, "health")], [Some("2026-01-01"), Some("2026-01-01/health")]);
        // The first one is gone, and the second has another name.
        let later = after(&[
            (&[("wash", &wash)], &[]),
            (&[("health", &health)], &[]),
            (&[("h", &health)], &[("health", &health), ("wash", &wash)]),
        ]);
        assert_eq!(
            [key(&later, "h"), key(&later, "health"), key(&later, "wash")],
            [Some("2026-01-01/health"), Some("2026-01-01/health"), Some("2026-01-01")]
        );
        assert_eq!(later.renamed.get("health").map(String::as_str), Some("h"));
        // Both came at once.
        let once = after(&[(&[("wash", &wash), ("health", &health)], &[])]);
        assert_eq!([key(&once, "wash"), key(&once, "health")], [Some("2026-01-01/wash"), Some("2026-01-01/health")]);
        // In the place of one that is gone comes another one, which is no other name for it.
        let other = after(&[(&[("wash", &wash)], &[]), (&[("health", &health)], &[("wash", &wash)])]);
        assert_eq!(key(&other, "health"), Some("2026-01-01/health"));
        // Gone for a while.
        let back = after(&[(&[("wash", &wash)], &[]), (&[("health", &health)], &[("wash", &wash)]), (&[("wash", &wash)], &[])]);
        assert_eq!(key(&back, "wash"), Some("2026-01-01"));
        assert!(both.unsure.is_empty() && once.unsure.is_empty());
    }

    #[test]
    fn what_git_does_not_know_is_told_by_its_name() {
        let (wash, health) = (year("2026", "Wells"), year("2026", "Clinics"));
        let mut beginnings = Beginnings::default();
        beginnings.step(None, vec![("health".to_owned(), health), ("wash".to_owned(), wash)], vec![]);
        let origins = beginnings.origins(&Index::new(&crate::model::Folder::default()));
        assert_eq!([key(&origins, "wash"), key(&origins, "health")], [Some("2026-01-01/wash"), Some("2026-01-01/health")]);
        assert_eq!(origins.unsure.len(), 2);
    }
}
