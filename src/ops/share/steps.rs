//! The steps of a run: taking in what others did, and the push.

use std::time::Instant;

use super::combine::CombinedCommit;
use super::gone::refuse_locked_there;
use super::known_tip::keep_tip;
use super::move_on::refuse_in_the_way;
use super::publish::{MOST_TRIES, fetch, no_right, propose, refuse_working_folder, too_busy, wait};
use super::{KeptSide, Run, Stop};
use crate::diagnostic::message;
use crate::report::ShareStep;
use crate::store::{Push, UserAnswer};

/// How often a push must be refused, with nothing new in the shared copy, until it is certain that
/// nobody else was faster.
const CERTAIN: usize = 3;

/// The commits of a run.
#[derive(Clone, Copy)]
pub(super) struct Commits<'c> {
    /// The last one here.
    pub head: Option<&'c str>,
    /// That of the others.
    pub theirs: Option<&'c str>,
    /// That which has both.
    pub both: &'c CombinedCommit,
}

impl Run<'_> {
    /// Takes in what others did, and pushes; again while others push at the same moment.
    pub(super) fn publish(&mut self, head: Option<&str>) -> Result<(), Stop> {
        self.dialogue.waits();
        let mut refused: Option<(UserAnswer, Option<String>)> = None;
        let mut refusals = 0;
        for tries in 0..MOST_TRIES {
            let began = Instant::now();
            let theirs = self.fetch(self.report.saved.is_some())?;
            let both = match (head, &theirs) {
                (None, None) => {
                    self.tell_nothing_to_share();
                    return Ok(());
                }
                (None, Some(theirs)) => CombinedCommit {
                    id: theirs.clone(),
                    has_new: true,
                    ..CombinedCommit::default()
                },
                (Some(head), None) => {
                    CombinedCommit { id: head.to_owned(), ..CombinedCommit::default() }
                }
                (Some(head), Some(theirs)) => self.combine(head, theirs)?,
            };
            let commits = Commits { head, theirs: theirs.as_deref(), both: &both };
            let is_same = refused.as_ref().is_some_and(|(_, tip)| *tip == theirs);
            refusals = if is_same { refusals + 1 } else { 0 };
            if let Some((answer, _)) = refused.take().filter(|_| refusals == CERTAIN) {
                if let Err(locked) = refuse_locked_there(self.place, &answer) {
                    self.bring_on(commits)?;
                    return Err(locked.into());
                }
                return self.propose(commits, &answer);
            }
            refuse_in_the_way(self.place, self.states, head, &both.id, |_| false)?;
            if self.options.dry_run {
                return self.would_be(commits);
            }
            if theirs.as_deref() == Some(both.id.as_str()) {
                self.bring_on(commits)?;
                keep_tip(self.place, &both.id);
                self.follow()?;
                self.tell_nothing_to_share();
                return self.exchange_tags(&both.id, true);
            }
            match self.place.trees.git.push(&both.id, &self.place.copy)? {
                Push::Taken(_) => {
                    self.report.is_pushed = true;
                    keep_tip(self.place, &both.id);
                    let moved = self.bring_on(commits);
                    if moved.is_err() {
                        self.tell_decisions_alone();
                    }
                    self.tell_shared(commits)?;
                    moved?;
                    self.follow()?;
                    return self.exchange_tags(&both.id, true);
                }
                Push::Refused(answer) => {
                    refuse_working_folder(self.place, &answer)?;
                    refused = Some((answer, theirs));
                }
                Push::Unreached(answer) => {
                    self.bring_on(commits)?;
                    return Err(no_right(self.place, &answer).into());
                }
            }
            wait(tries, began);
        }
        Err(too_busy().into())
    }

    /// Fetches the shared copy. If it was rewritten, the user decides what counts.
    fn fetch(&mut self, is_saved: bool) -> Result<Option<String>, Stop> {
        let fetched = fetch(self.place, is_saved)?;
        let Some(withdrawn) = fetched.withdrawn else { return Ok(fetched.theirs) };
        if self.put_back.as_deref() == Some(withdrawn.had()) {
            return Ok(fetched.theirs);
        }
        let puts_back = match self.options.side {
            Some(side) => side == KeptSide::Ours,
            None if self.options.dry_run || !self.dialogue.can_ask() => false,
            None => self.dialogue.puts_back(&withdrawn.what())?,
        };
        if !puts_back {
            return Err(withdrawn.refused(self.place).into());
        }
        if self.options.dry_run {
            self.place.trees.git.remember(&self.place.copy, withdrawn.had())?;
        }
        self.dialogue.step(&ShareStep::Note(message!(
            "share.puts-back",
            "the shared copy was rewritten: {what}; they are put back",
            what = withdrawn.what()
        )));
        self.put_back = Some(withdrawn.had().to_owned());
        Ok(fetched.theirs)
    }

    /// Puts the changes on a branch of their own.
    fn propose(&mut self, commits: Commits<'_>, refused: &UserAnswer) -> Result<(), Stop> {
        let proposal = propose(self.place, &commits.both.id, refused, self.dialogue)?;
        (self.report.is_pushed, self.report.branch) = (true, Some(proposal.branch.clone()));
        let moved = self.bring_on(commits);
        self.dialogue.step(&ShareStep::Proposed(&proposal));
        moved?;
        if let Some(theirs) = commits.theirs {
            keep_tip(self.place, theirs);
        }
        Ok(())
    }

    /// Takes in what others did, and nothing else.
    pub(super) fn take_in(&mut self) -> Result<(), Stop> {
        self.dialogue.waits();
        let theirs = self.fetch(false)?;
        let head = self.place.head()?;
        let both = match (&head, &theirs) {
            (Some(head), Some(theirs)) => self.combine(head, theirs)?,
            (None, Some(theirs)) => {
                CombinedCommit { id: theirs.clone(), has_new: true, ..CombinedCommit::default() }
            }
            (head, None) => {
                let id = head.clone().unwrap_or_default();
                CombinedCommit { id, ..CombinedCommit::default() }
            }
        };
        let commits = Commits { head: head.as_deref(), theirs: theirs.as_deref(), both: &both };
        if theirs.is_none() || head.as_deref() == Some(both.id.as_str()) {
            self.tell_nothing_new();
        } else {
            self.bring_on(commits)?;
        }
        if let Some(theirs) = theirs.filter(|_| !self.options.dry_run) {
            keep_tip(self.place, &theirs);
            self.exchange_tags(&both.id, false)?;
        }
        Ok(())
    }

    /// Brings the files on, and tells what came in.
    fn bring_on(&mut self, commits: Commits<'_>) -> Result<(), Stop> {
        match self.move_on([commits.head, Some(&commits.both.id)])? {
            Some(moved) => self.tell_taken_in(commits, moved),
            None => {
                self.tell_decisions_alone();
                self.dialogue.step(&ShareStep::Note(message!(
                    "share.overtaken",
                    "more was saved here meanwhile, which is not shared yet: run `workplan share` \
                     again"
                )));
                Ok(())
            }
        }
    }

    /// Tells what would be done.
    fn would_be(&mut self, commits: Commits<'_>) -> Result<(), Stop> {
        self.bring_on(commits)?;
        let has_own =
            self.report.saved.is_some() || commits.theirs != Some(commits.both.id.as_str());
        match has_own {
            true => self.tell_shared(commits),
            false => {
                self.tell_nothing_to_share();
                Ok(())
            }
        }
    }

    /// Lets the branch follow the shared copy, so that plain git does as well.
    fn follow(&self) -> Result<(), Stop> {
        if !self.place.follows && self.options.remote.is_none() {
            self.place.trees.git.follow(&self.place.branch, &self.place.copy)?;
        }
        Ok(())
    }
}
