//! Brings both sides together, and decides where they differ.

use super::came_in::described;
use super::combine::{Combined, CombinedCommit, combine};
use super::dropped::{add_what_goes_along, settled, settled_by_side};
use super::move_on::{Moved, MovedFiles, move_on};
use super::sides::{Answers, DoneMerge, OpenConflict, Sides};
use super::way_back::way_back;
use super::{Run, Stop};
use crate::report::SettledConflict;

/// The decisions between the commits, and those beside what is not saved.
const COMMITS: usize = 0;
const UNSAVED: usize = 1;

impl Run<'_> {
    /// Combines both sides, and asks the user where they differ.
    pub(super) fn combine(&mut self, head: &str, theirs: &str) -> Result<CombinedCommit, Stop> {
        self.answers = Answers { all: self.options.side, ..Answers::default() };
        let mut decided = Vec::new();
        loop {
            let answers = &self.answers;
            match combine(self.place, self.states, head, theirs, answers, self.dialogue)? {
                Combined::Commit(commit) => {
                    self.settle(COMMITS, decided, commit.merge.as_ref(), (Some(head), theirs))?;
                    return Ok(commit);
                }
                Combined::Conflicts(open, sides) => {
                    decided.extend(self.decide(&sides, (Some(head), theirs), &open)?);
                }
            }
        }
    }

    /// Brings the files on the disk on, and asks the user where unsaved changes differ. Nothing
    /// where another run has saved more meanwhile.
    pub(super) fn move_on(
        &mut self,
        commits: [Option<&str>; 2],
    ) -> Result<Option<MovedFiles>, Stop> {
        self.answers = Answers { all: self.options.side, ..Answers::default() };
        let commit = commits[1].unwrap_or_default();
        let mut decided = Vec::new();
        loop {
            let dry_run = self.options.dry_run;
            match move_on(self.place, self.states, commits, &self.answers, dry_run)? {
                Moved::Done(moved) => {
                    self.settle(UNSAVED, decided, Some(&moved.merge), (commits[0], commit))?;
                    return Ok(Some(moved));
                }
                Moved::Conflicts(open, sides) => {
                    decided.extend(self.decide(&sides, (commits[0], commit), &open)?);
                }
                Moved::Overtaken => return Ok(None),
            }
        }
    }

    /// Keeps what was decided, and the way back.
    fn settle(
        &mut self,
        which: usize,
        decided: Vec<SettledConflict>,
        merge: Option<&DoneMerge>,
        range: (Option<&str>, &str),
    ) -> Result<(), Stop> {
        let (mut all, mut back) = (decided, None);
        if let Some(merge) = merge {
            all.extend(settled_by_side(self.place, self.states, merge, range)?);
            add_what_goes_along(self.place, self.states, merge, &mut all)?;
            if !all.is_empty() && !self.options.dry_run {
                back = way_back(self.place, self.states, merge, &all)?;
            }
        }
        if let (Some(own), Some(way)) = (self.settled.get_mut(which), self.ways_back.get_mut(which))
        {
            (*own, *way) = (all, back);
        }
        Ok(())
    }

    /// Asks the user for each conflict which side counts.
    fn decide(
        &mut self,
        sides: &Sides,
        range: (Option<&str>, &str),
        open: &[OpenConflict],
    ) -> Result<Vec<SettledConflict>, Stop> {
        let all: Vec<&OpenConflict> = open.iter().collect();
        let told = described(self.place, self.states, &sides.ours, range, &all)?;
        let can_ask = self.dialogue.can_ask() && open.iter().all(|one| one.can_choose);
        if !can_ask || self.options.dry_run {
            self.report.conflicts = told;
            return Err(Stop::Undecided);
        }
        let mut decided = Vec::new();
        for (number, (conflict, own)) in told.iter().zip(open).enumerate() {
            let key = (conflict.path.clone(), conflict.place.clone(), conflict.what.clone());
            let known = self
                .decided
                .iter()
                .find(|(path, place, what, _)| (path, place, what) == (&key.0, &key.1, &key.2));
            let side = match known {
                Some((.., side)) => Some(*side),
                None => self.dialogue.choose(conflict, number + 1, open.len())?,
            };
            let Some(side) = side else {
                (self.report.conflicts, self.report.is_stopped) = (told, true);
                return Err(Stop::Undecided);
            };
            self.decided.push((key.0, key.1, key.2, side));
            self.answers.take(own, side);
            let told = (conflict.clone(), own);
            decided.push(settled(self.place, self.states, sides, told, side)?);
        }
        Ok(decided)
    }
}
