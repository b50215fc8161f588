//! Shares the user's changes with the others, and takes in what they did.
//!
//! Each step leaves a state from which the next run goes on: the commit of the workplans alone;
//! a commit that has what both sides did, made without a change to any file; the push, never by
//! force; and the files on the disk last. While the network is waited for, nothing is locked.

mod beside;
mod both_split;
mod broken;
mod came_in;
mod changes;
mod combine;
mod decide;
mod dialogue;
mod dropped;
mod faults_in;
mod files_in;
mod folder_merge;
mod gone;
mod hooks;
mod judge;
mod known_tip;
mod local_state;
mod misfit;
mod move_on;
mod moved;
mod organizations_in;
mod out_of_order;
mod own_edits;
mod own_ids;
mod place;
mod publish;
mod refusals;
mod renamed_ids;
mod renamed_plan;
mod save;
mod sides;
mod states;
mod steps;
mod tags;
mod tell;
mod way_back;
mod web_page;
mod words;

pub use crate::edit::merge::Favour as KeptSide;

pub use dialogue::ShareDialogue;
pub(super) use known_tip::known_tips;
pub(super) use tags::is_tag_shared;

use super::journal::EditCommand;
use crate::diagnostic::{Message, message};
use crate::report::{SettledConflict, ShareReport, ShareStep};
use crate::workspace::{Error, ErrorKind, Options, Result};
use local_state::left_out;
use place::Place;
use refusals::refuse_locked;
use save::save;
use sides::Answers;
use states::States;
use way_back::WayBack;

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
    /// What was decided between the commits, and beside what is not saved.
    settled: [Vec<SettledConflict>; 2],
    /// The ways back from these decisions.
    ways_back: [Option<WayBack>; 2],
    /// The earlier tip of a rewritten shared copy of which the changes are put back.
    put_back: Option<String>,
    /// Whether a plan of the user's is left out.
    has_left_out: bool,
    command: EditCommand,
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
    let mut run = Run::new(&place, &states, options, dialogue, EditCommand::Share);
    let saved = save(&place, options.message.as_deref(), options.dry_run, dialogue);
    let (saved, local) = saved.map_err(|error| {
        place.tidy_full_disk();
        with_advice(error)
    })?;
    match &saved {
        Some(saved) => dialogue.step(&ShareStep::Saved(saved)),
        None => dialogue.step(&ShareStep::NothingToSave),
    }
    run.report.saved = saved;
    (run.report.left_out, run.has_left_out) = left_out(&place, &local)?;
    if !run.report.left_out.is_empty() {
        dialogue.step(&ShareStep::LeftOut(&run.report.left_out));
    }
    // Its index is not needed while the user is asked.
    let head = local.head.clone();
    drop(local);
    let ended = run.publish(head.as_deref());
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
    let mut run = Run::new(&place, &states, options, dialogue, EditCommand::Update);
    // Where nothing can be written, nothing is fetched.
    place.spare_index()?;
    if !options.dry_run {
        refuse_locked(&place)?;
    }
    let ended = run.take_in();
    Ok(run.outcome(ended))
}

impl<'r> Run<'r> {
    fn new(
        place: &'r Place,
        states: &'r States<'r>,
        options: &'r ShareOptions,
        dialogue: &'r dyn ShareDialogue,
        command: EditCommand,
    ) -> Self {
        let answers = Answers { all: options.side, ..Answers::default() };
        let branch = Some(place.copy.branch.clone());
        let report = ShareReport { is_dry_run: options.dry_run, branch, ..ShareReport::default() };
        place.notes.iter().for_each(|note| dialogue.step(&ShareStep::Note(note.clone())));
        Run {
            place,
            states,
            options,
            dialogue,
            answers,
            decided: Vec::new(),
            settled: Default::default(),
            ways_back: [None, None],
            put_back: None,
            has_left_out: false,
            command,
            report,
        }
    }

    fn outcome(self, ended: Result<(), Stop>) -> ShareOutcome {
        let stopped = match ended {
            Err(Stop::Error(error)) => {
                self.place.tidy_full_disk();
                Some(with_advice(error))
            }
            Ok(()) | Err(Stop::Undecided) => None,
        };
        ShareOutcome { report: self.report, stopped }
    }
}

/// Adds what to do to an error of git of which no more is known.
fn with_advice(error: Error) -> Error {
    if !error.hints().is_empty() || !matches!(error.kind(), ErrorKind::Unreadable) {
        return error;
    }
    error.hint(message!(
        "share.git-failed",
        "nothing is lost; make sure that there is room on the disk and that no other program is \
         working in this repository, then run the same command again"
    ))
}
