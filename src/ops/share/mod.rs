//! Shares the user's changes with the others, and takes in what they did.
//!
//! Each step leaves a state from which the next run goes on: the commit of the workplans alone;
//! a commit that has what both sides did, made without a change to any file; the push, never by
//! force; and the files on the disk last. While the network is waited for, nothing is locked.

mod came_in;
mod changes;
mod combine;
mod dialogue;
mod folder_merge;
mod judge;
mod move_on;
mod place;
mod publish;
mod save;
mod states;

use std::time::Instant;

pub use crate::edit::merge::Favour as KeptSide;

pub use dialogue::ShareDialogue;
pub(super) use place::without_secret;

use crate::diagnostic::{Message, message};
use crate::report::{ShareReport, ShareStep, SharedTo};
use crate::store::{PlanTree, Push, UserAnswer};
use crate::workspace::{Error, Options, Result};
use came_in::{came_in, commits_beside, described};
use combine::{Combined, combine};
use folder_merge::{Answers, OpenConflict};
use move_on::{Moved, move_on, refuse_in_the_way};
use place::Place;
use publish::{MOST_TRIES, fetch, no_right, propose, too_busy, wait};
use save::save;
use states::States;

/// How often a push must be refused, with nothing new in the shared copy, until it is certain that
/// nobody else was faster.
const CERTAIN: usize = 3;

/// How changes are shared.
#[derive(Clone, Debug, Default)]
pub struct ShareOptions {
    /// The changes, in the user's words.
    pub message: Option<String>,
    /// The shared copy, by its name in git.
    pub remote: Option<String>,
    /// The side that counts where both have changed something differently.
    pub side: Option<KeptSide>,
    /// Whether nothing is done, and only shown what would be.
    pub dry_run: bool,
}

/// The result, and the reason for stopping, if it stopped.
pub struct ShareOutcome {
    /// The steps until then.
    pub report: ShareReport,
    /// Why it stopped.
    pub stopped: Option<Error>,
}

/// One run: what is known, and what was done so far.
struct Run<'r> {
    place: &'r Place,
    states: &'r States<'r>,
    options: &'r ShareOptions,
    dialogue: &'r dyn ShareDialogue,
    answers: Answers,
    /// The user's answers: an answer holds as long as both sides say the same.
    decided: Vec<(String, Message, Message, KeptSide)>,
    report: ShareReport,
}

/// The reason why a run ends before its last step.
enum Stop {
    /// An error.
    Error(Error),
    /// Conflicts that nobody decided.
    Undecided,
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Stop::Error(error.into())
    }
}

/// Commits the workplans alone, takes in what others did, and pushes.
///
/// # Errors
/// If there is nothing to share with, or the changes have errors. What stops it later is in the
/// outcome.
pub fn share(
    common: &Options,
    options: &ShareOptions,
    dialogue: &dyn ShareDialogue,
) -> Result<ShareOutcome> {
    let place = Place::find(common, options.remote.as_deref())?;
    let states = States::new(&place.trees, &place.title);
    let mut run = Run::new(&place, &states, options, dialogue);
    let (saved, local) = save(&place, options.message.as_deref(), options.dry_run, dialogue)?;
    match &saved {
        Some(saved) => dialogue.step(&ShareStep::Saved(saved)),
        None => dialogue.step(&ShareStep::NothingToSave),
    }
    run.report.saved = saved;
    let ended = run.publish(local.head.as_deref());
    Ok(run.outcome(ended))
}

/// Takes in what others did.
///
/// # Errors
/// If there is nothing to take it from. What stops it later is in the outcome.
pub fn update(
    common: &Options,
    options: &ShareOptions,
    dialogue: &dyn ShareDialogue,
) -> Result<ShareOutcome> {
    let place = Place::find(common, options.remote.as_deref())?;
    let states = States::new(&place.trees, &place.title);
    let mut run = Run::new(&place, &states, options, dialogue);
    let ended = run.take_in();
    Ok(run.outcome(ended))
}

impl<'r> Run<'r> {
    fn new(
        place: &'r Place,
        states: &'r States<'r>,
        options: &'r ShareOptions,
        dialogue: &'r dyn ShareDialogue,
    ) -> Self {
        let answers = Answers { all: options.side, ..Answers::default() };
        let branch = Some(place.copy.branch.clone());
        let report = ShareReport { is_dry_run: options.dry_run, branch, ..ShareReport::default() };
        place.notes.iter().for_each(|note| dialogue.step(&ShareStep::Note(note.clone())));
        Run { place, states, options, dialogue, answers, decided: Vec::new(), report }
    }

    fn outcome(self, ended: Result<(), Stop>) -> ShareOutcome {
        let stopped = match ended {
            Err(Stop::Error(error)) => Some(error),
            Ok(()) | Err(Stop::Undecided) => None,
        };
        ShareOutcome { report: self.report, stopped }
    }

    /// Takes in what others did, and pushes; again while others push at the same moment.
    fn publish(&mut self, head: Option<&str>) -> Result<(), Stop> {
        self.dialogue.waits();
        let mut refused: Option<(UserAnswer, Option<String>)> = None;
        let mut refusals = 0;
        for tries in 0..MOST_TRIES {
            let began = Instant::now();
            let theirs = fetch(self.place, self.report.saved.is_some())?;
            let (commit, notes) = match (head, &theirs) {
                (None, None) => {
                    self.dialogue.step(&ShareStep::NothingToShare);
                    return Ok(());
                }
                (None, Some(theirs)) => (theirs.clone(), Vec::new()),
                (Some(head), None) => (head.to_owned(), Vec::new()),
                (Some(head), Some(theirs)) => self.combine(head, theirs)?,
            };
            let is_same = refused.as_ref().is_some_and(|(_, tip)| *tip == theirs);
            refusals = if is_same { refusals + 1 } else { 0 };
            if let Some((answer, _)) = refused.take().filter(|_| refusals == CERTAIN) {
                return self.propose(head, theirs.as_deref(), &commit, &answer, &notes);
            }
            refuse_in_the_way(self.place, self.states, head, &commit)?;
            if self.options.dry_run {
                return self.would_be(head, theirs.as_deref(), &commit);
            }
            if theirs.as_deref() == Some(commit.as_str()) {
                self.move_on(&commit)?;
                self.tell_taken_in(head, theirs.as_deref(), &commit, &notes)?;
                self.follow()?;
                self.dialogue.step(&ShareStep::NothingToShare);
                return Ok(());
            }
            match self.place.trees.git.push(&commit, &self.place.copy)? {
                Push::Taken(_) => {
                    self.report.is_pushed = true;
                    let moved = self.move_on(&commit);
                    if moved.is_ok() {
                        self.tell_taken_in(head, theirs.as_deref(), &commit, &notes)?;
                    }
                    let beside = commits_beside(self.place, theirs.as_deref(), &commit)?;
                    self.dialogue.step(&ShareStep::Shared(&self.shared_to(beside)));
                    moved?;
                    return self.follow();
                }
                Push::Refused(answer) => refused = Some((answer, theirs)),
                Push::Unreached(answer) => {
                    self.move_on(&commit)?;
                    self.tell_taken_in(head, theirs.as_deref(), &commit, &notes)?;
                    return Err(no_right(self.place, &answer).into());
                }
            }
            wait(tries, began);
        }
        Err(too_busy().into())
    }

    /// Puts the changes on a branch of their own.
    fn propose(
        &mut self,
        head: Option<&str>,
        theirs: Option<&str>,
        commit: &str,
        refused: &UserAnswer,
        notes: &[Message],
    ) -> Result<(), Stop> {
        let proposal = propose(self.place, commit, refused, self.dialogue)?;
        (self.report.is_pushed, self.report.branch) = (true, Some(proposal.branch.clone()));
        let moved = self.move_on(commit);
        if moved.is_ok() {
            self.tell_taken_in(head, theirs, commit, notes)?;
        }
        self.dialogue.step(&ShareStep::Proposed(&proposal));
        moved
    }

    /// Takes in what others did, and nothing else.
    fn take_in(&mut self) -> Result<(), Stop> {
        self.dialogue.waits();
        let theirs = fetch(self.place, false)?;
        let head = self.place.head()?;
        let Some(theirs) = theirs else {
            self.dialogue.step(&ShareStep::TookIn(&[]));
            return Ok(());
        };
        let (commit, notes) = match &head {
            Some(head) => self.combine(head, &theirs)?,
            None => (theirs.clone(), Vec::new()),
        };
        if head.as_deref() == Some(commit.as_str()) {
            self.dialogue.step(&ShareStep::TookIn(&[]));
            return Ok(());
        }
        self.move_on(&commit)?;
        self.tell_taken_in(head.as_deref(), Some(&theirs), &commit, &notes)
    }

    /// Combines both sides, and asks the user where they differ.
    fn combine(&mut self, head: &str, theirs: &str) -> Result<(String, Vec<Message>), Stop> {
        self.answers = Answers { all: self.options.side, ..Answers::default() };
        loop {
            let answers = &self.answers;
            match combine(self.place, self.states, head, theirs, answers, self.dialogue)? {
                Combined::Commit(commit) => {
                    let note = |note: &crate::report::FileNote| {
                        let (path, what) = (note.path.clone(), note.what.clone());
                        message!("share.about-file", "{path}: {what}", path, what)
                    };
                    return Ok((commit.id, commit.notes.iter().map(note).collect()));
                }
                Combined::Conflicts(open) => {
                    let ours = self.states.of(head)?;
                    self.decide(&ours, theirs, &open)?;
                }
            }
        }
    }

    /// Brings the files on the disk on, and asks the user where unsaved changes differ.
    fn move_on(&mut self, commit: &str) -> Result<(), Stop> {
        self.answers = Answers { all: self.options.side, ..Answers::default() };
        loop {
            let dry_run = self.options.dry_run;
            match move_on(self.place, self.states, commit, &self.answers, dry_run)? {
                Moved::Done(notes) => {
                    for note in notes {
                        let (path, what) = (note.path, note.what);
                        let note = message!("share.about-file-here", "{path}: {what}", path, what);
                        self.dialogue.step(&ShareStep::Note(note));
                    }
                    return Ok(());
                }
                Moved::Conflicts(open) => {
                    let index = self.place.trees.spare_index()?;
                    let ours = self.place.trees.of_disk(&index.path())?;
                    self.decide(&ours, commit, &open)?;
                }
            }
        }
    }

    /// Asks the user for each conflict which side counts.
    fn decide(&mut self, ours: &PlanTree, theirs: &str, open: &[OpenConflict]) -> Result<(), Stop> {
        let told = described(self.place, self.states, ours, theirs, open)?;
        let can_ask = self.dialogue.can_ask() && open.iter().all(|one| one.can_choose);
        if !can_ask || self.options.dry_run {
            self.report.conflicts = told;
            return Err(Stop::Undecided);
        }
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
            match side {
                Some(side) => {
                    self.decided.push((key.0, key.1, key.2, side));
                    self.answers.take(own, side);
                }
                None => {
                    (self.report.conflicts, self.report.is_stopped) = (told, true);
                    return Err(Stop::Undecided);
                }
            }
        }
        Ok(())
    }

    /// Tells what others did.
    fn tell_taken_in(
        &mut self,
        head: Option<&str>,
        theirs: Option<&str>,
        commit: &str,
        notes: &[Message],
    ) -> Result<(), Stop> {
        self.report.taken_in = match theirs {
            Some(theirs) => came_in(self.place, self.states, head, theirs, commit)?,
            None => Vec::new(),
        };
        self.dialogue.step(&ShareStep::TookIn(&self.report.taken_in));
        notes.iter().for_each(|note| self.dialogue.step(&ShareStep::Note(note.clone())));
        Ok(())
    }

    /// Tells what would be done.
    fn would_be(
        &mut self,
        head: Option<&str>,
        theirs: Option<&str>,
        commit: &str,
    ) -> Result<(), Stop> {
        self.move_on(commit)?;
        self.tell_taken_in(head, theirs, commit, &[])?;
        let has_own = self.report.saved.is_some() || theirs != Some(commit);
        if has_own {
            let beside = commits_beside(self.place, theirs, commit)?;
            self.dialogue.step(&ShareStep::Shared(&self.shared_to(beside)));
        } else {
            self.dialogue.step(&ShareStep::NothingToShare);
        }
        Ok(())
    }

    fn shared_to(&self, beside: usize) -> SharedTo {
        SharedTo {
            remote: self.place.copy.remote.clone(),
            branch: self.place.copy.branch.clone(),
            beside,
            is_dry_run: self.options.dry_run,
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
