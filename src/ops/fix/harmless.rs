//! Which edits can be made without an error coming of it, decided for all of them at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::text::{Edit, FileId, Span};

/// How often the files are read with other edits made, at the most.
pub(super) const MOST_TRIALS: usize = 64;

/// What was decided.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FixDecision {
    /// The edits that bring no error, also together.
    pub kept: Vec<Edit>,
    /// How many edits were still to be tried when the last trial was over.
    pub open: usize,
}

/// Where errors are that some edits have brought, each as the places that it names, in the text
/// without these edits.
pub(super) type NewErrors = Vec<Vec<Span>>;

/// Where the activities of each file begin, in their order.
pub(super) type FaultStart = BTreeMap<FileId, Vec<u32>>;

/// The edits that a place speaks against.
type Suspects<'a> = &'a dyn Fn(&Span) -> Range<usize>;

/// Keeps the edits that bring no error. `trial` makes edits and says which errors come of it.
///
/// All edits are made at once. An error speaks against the edit that it touches, else against those
/// of its activity, else against those of its file, else against all: a single one is given up, of
/// several the second half waits for the next trial. So it takes as many trials as there are edits
/// for one error, and not as there are edits.
pub(super) fn harmless(
    edits: &[Edit],
    activities: &FaultStart,
    mut trial: impl FnMut(&[Edit]) -> NewErrors,
) -> FixDecision {
    let mut sorted = edits.to_vec();
    sorted.sort();
    sorted.dedup();
    let mut state = Trials {
        activities,
        kept: Vec::new(),
        tried: sorted,
        waiting: Vec::new(),
        refused: Vec::new(),
    };
    // How many were kept when those that had been refused were last tried again.
    let mut kept_then = None;
    for _ in 0..MOST_TRIALS {
        if state.tried.is_empty() {
            std::mem::swap(&mut state.tried, &mut state.waiting);
        }
        if state.tried.is_empty()
            && kept_then != Some(state.kept.len())
            && !state.refused.is_empty()
        {
            // What stood in their way may be gone by now.
            kept_then = Some(state.kept.len());
            std::mem::swap(&mut state.tried, &mut state.refused);
        }
        if state.tried.is_empty() {
            break;
        }
        state.tried.sort();
        let brought = trial(&[state.kept.as_slice(), state.tried.as_slice()].concat());
        state.judge(&brought);
    }
    FixDecision { open: state.tried.len() + state.waiting.len(), kept: state.kept }
}

struct Trials<'a> {
    activities: &'a FaultStart,
    /// Known to bring no error together.
    kept: Vec<Edit>,
    /// Those that the next trial is about, in their order.
    tried: Vec<Edit>,
    waiting: Vec<Edit>,
    refused: Vec<Edit>,
}

impl Trials<'_> {
    fn judge(&mut self, brought: &NewErrors) {
        if brought.is_empty() {
            self.kept.append(&mut self.tried);
            return;
        }
        let suspects: BTreeSet<(usize, usize, bool)> =
            brought.iter().flat_map(|places| self.suspects(places)).collect();
        let (mut refused, mut doubted, mut waiting) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (start, end, is_touched) in suspects {
            match end - start {
                1 if is_touched => drop(refused.insert(start)),
                1 => drop(doubted.insert(start)),
                many => waiting.extend(start + many / 2..end),
            }
        }
        // Which one of an activity or a file it is shows where nothing else is tried beside it.
        if (0..self.tried.len())
            .all(|number| refused.contains(&number) || doubted.contains(&number))
        {
            refused.append(&mut doubted);
        }
        waiting.append(&mut doubted);
        for (number, edit) in std::mem::take(&mut self.tried).into_iter().enumerate() {
            let list = match (refused.contains(&number), waiting.contains(&number)) {
                (true, _) => &mut self.refused,
                (_, true) => &mut self.waiting,
                _ => &mut self.tried,
            };
            list.push(edit);
        }
    }

    /// The edits that one error speaks against, as stretches of those that were tried, and whether
    /// it touches them.
    fn suspects(&self, places: &[Span]) -> Vec<(usize, usize, bool)> {
        let all = 0..self.tried.len();
        let touched = |place: &Span| self.between(place.file, place.start, place.end);
        let of_activity = |place: &Span| {
            let begins = self.activities.get(&place.file).map_or(&[][..], Vec::as_slice);
            let next = begins.partition_point(|&begin| begin <= place.start);
            let start = next.checked_sub(1).and_then(|own| begins.get(own)).copied().unwrap_or(0);
            self.between(
                place.file,
                start,
                begins.get(next).map_or(u32::MAX, |end| end.saturating_sub(1)),
            )
        };
        let of_file = |place: &Span| self.between(place.file, 0, u32::MAX);
        let by: [Suspects<'_>; 3] = [&touched, &of_activity, &of_file];
        let found = by
            .iter()
            .map(|by| places.iter().map(by).filter(|found| !found.is_empty()).collect::<Vec<_>>());
        let (level, mut found) = found
            .enumerate()
            .find(|(_, found)| !found.is_empty())
            .unwrap_or_else(|| (by.len(), vec![all]));
        // Of two edits that an error names at two places, the first one is tried alone.
        if found.len() > 1 && found.iter().all(|one| one.len() == 1) {
            found.sort_by_key(|one| one.start);
            found.dedup();
            found.drain(..found.len() / 2);
        }
        found.into_iter().map(|one| (one.start, one.end, level == 0)).collect()
    }

    /// The edits that were tried and touch a stretch of a file.
    fn between(&self, file: FileId, start: u32, end: u32) -> Range<usize> {
        let first =
            self.tried.partition_point(|edit| (edit.span.file, edit.span.end) < (file, start));
        let last =
            self.tried.partition_point(|edit| (edit.span.file, edit.span.start) <= (file, end));
        first..last.max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty bytes of a file for each activity, with edits of its bytes 0 to 4 and 10 to 14.
    fn folder(activities: u32) -> (Vec<Edit>, FaultStart) {
        let begins: Vec<u32> = (0..activities).map(|number| number * 20).collect();
        let edit = |at: u32| Edit::new(Span::new(FileId(0), at, at + 4), "new");
        (
            begins.iter().flat_map(|&at| [edit(at), edit(at + 10)]).collect(),
            BTreeMap::from([(FileId(0), begins)]),
        )
    }

    /// Decides where each of these brings an error at a place; how often was it tried?
    fn decide(
        activities: u32,
        brings: impl Fn(&[Edit]) -> Vec<(u32, u32)>,
    ) -> (FixDecision, usize) {
        let (edits, begins) = folder(activities);
        let mut trials = 0;
        let decided = harmless(&edits, &begins, |edits| {
            trials += 1;
            brings(edits)
                .into_iter()
                .map(|(start, end)| vec![Span::new(FileId(0), start, end)])
                .collect()
        });
        (decided, trials)
    }

    fn starts(edits: &[Edit]) -> impl Iterator<Item = u32> {
        edits.iter().map(|edit| edit.span.start)
    }

    #[test]
    fn many_errors_take_no_more_trials_than_one() {
        for activities in [1, 10, 1_000] {
            // An error at the first edit of each activity.
            let (decided, trials) = decide(activities, |edits| {
                starts(edits).filter(|at| at % 20 == 0).map(|at| (at, at + 4)).collect()
            });
            assert_eq!((decided.kept.len(), decided.open, trials), (activities as usize, 0, 3));
            assert!(starts(&decided.kept).all(|at| at % 20 == 10));
            // The same, told of the activity as a whole.
            let (whole, trials) = decide(activities, |edits| {
                starts(edits).filter(|at| at % 20 == 0).map(|at| (at + 6, at + 8)).collect()
            });
            assert_eq!(whole, decided);
            assert!(trials <= 6, "{trials}");
        }
    }

    #[test]
    fn of_two_that_do_not_go_together_the_first_is_kept() {
        let both = |edits: &[Edit]| {
            let firsts = starts(edits).filter(|at| at % 20 == 0);
            firsts
                .filter(|at| starts(edits).any(|other| other == at + 10))
                .map(|at| (at, at + 14))
                .collect()
        };
        let (decided, trials) = decide(500, both);
        assert_eq!((decided.kept.len(), decided.open), (500, 0));
        assert!(starts(&decided.kept).all(|at| at % 20 == 0) && trials <= 6, "{trials}");
    }

    #[test]
    fn an_error_elsewhere_is_found_by_halving_and_the_trials_have_an_end() {
        let elsewhere = |bad: fn(u32) -> bool| {
            move |edits: &[Edit]| {
                if starts(edits).any(bad) { vec![(90_000, 90_000)] } else { Vec::new() }
            }
        };
        let (decided, trials) = decide(100, elsewhere(|at| at == 730));
        assert_eq!((decided.kept.len(), decided.open), (199, 0));
        assert!(trials <= 50, "{trials}");
        let (decided, trials) = decide(100, elsewhere(|at| at % 20 == 10));
        assert_eq!(trials, MOST_TRIALS);
        assert!(decided.open > 0 && starts(&decided.kept).all(|at| at % 20 == 0));
    }
}
