//! Shows the steps of `share` and `update` as they are taken, and asks on a terminal which side
//! counts.

use std::cell::RefCell;

use super::args::{Common, EDITING};
use super::ask::{ask, can_ask, say};
use super::environment::Environment;
use super::interruption::Interruption;
use super::output::{CommandOutput, ExitStatus, deliver, write_error};
use super::stage::Stage;
use crate::diagnostic::{Message, message};
use crate::ops::{KeptSide, ShareDialogue, ShareOptions, ShareOutcome};
use crate::render::{
    Terminal, share_conflict, share_conflicts, share_json, share_step, share_stopped,
};
use crate::report::{SavedChanges, ShareConflict, ShareStep};
use crate::workspace::{Options, Result};

/// The operation: share or update.
type Operation = fn(&Options, &ShareOptions, &dyn ShareDialogue) -> Result<ShareOutcome>;

/// The user at the terminal, or the file or program that reads.
struct Dialogue {
    out: Terminal,
    err: Terminal,
    is_json: bool,
    /// Whether the user can be asked.
    is_terminal: bool,
    /// Whether each step is shown at once.
    is_live: bool,
    shown: RefCell<String>,
    /// Ctrl-C; a program that goes on after the command hears it itself.
    interruption: Option<Interruption>,
}

/// Runs the operation, and shows what came of it. `command` is what is run again.
pub(super) fn shown(
    operation: Operation,
    options: &ShareOptions,
    common: &Common,
    environment: &Environment,
    command: &str,
) -> Result<CommandOutput> {
    let stage = if options.dry_run || command == "workplan update" {
        Stage::TakingIn
    } else {
        Stage::Saving
    };
    let dialogue = Dialogue {
        out: environment.out,
        err: environment.err,
        is_json: common.format(EDITING)?,
        is_terminal: can_ask(),
        is_live: common.output.is_none(),
        shown: RefCell::default(),
        interruption: (!environment.stays).then(|| Interruption::watch(stage)),
    };
    let outcome = operation(&common.options(environment), options, &dialogue)?;
    let conflicts = &outcome.report.conflicts;
    let mut output = CommandOutput { failure: outcome.stopped, ..CommandOutput::default() };
    let is_shared = outcome.report.is_pushed;
    if !conflicts.is_empty() {
        output.ending = ExitStatus::Found;
        if outcome.report.is_stopped {
            dialogue.say(&share_stopped(is_shared, &environment.out));
        } else {
            dialogue.say(&share_conflicts(conflicts, is_shared, &environment.out));
            let can_choose = conflicts.iter().all(|conflict| conflict.can_choose);
            output.notes.push(how_to_decide(command, can_choose));
        }
    }
    output.output = match dialogue.is_json {
        true => Some(share_json(&outcome.report).into_bytes()),
        false if dialogue.is_live => None,
        false => Some(dialogue.shown.into_inner().into_bytes()),
    };
    Ok(output.after_writing(!options.dry_run))
}

/// Says how conflicts are decided.
fn how_to_decide(command: &str, can_choose: bool) -> Message {
    match can_choose {
        true => message!(
            "share.how-to-decide",
            "help: `{command} --ours` keeps all of yours, `{command} --theirs` takes all of theirs; \
             on a terminal, `{command}` asks about each",
            command
        ),
        false => message!(
            "share.merge-with-git",
            "help: ask somebody who knows git to merge this: `git pull --no-rebase` and `workplan \
             resolve`"
        ),
    }
}

impl Dialogue {
    fn say(&self, text: &str) {
        match (self.is_json, self.is_live) {
            (true, _) => {}
            // Where nobody reads, the work goes on.
            (false, true) => drop(deliver(None, |out| out.write_all(text.as_bytes()))),
            (false, false) => self.shown.borrow_mut().push_str(text),
        }
    }
}

impl ShareDialogue for Dialogue {
    fn step(&self, step: &ShareStep<'_>) {
        let stage = match step {
            ShareStep::Saved(SavedChanges { is_dry_run: false, .. }) | ShareStep::NothingToSave => {
                Some(Stage::Saved)
            }
            ShareStep::Shared(_) | ShareStep::NothingToShare { .. } => Some(Stage::Done),
            _ => None,
        };
        if let Some((interruption, stage)) = self.interruption.as_ref().zip(stage) {
            interruption.note(stage);
        }
        self.say(&share_step(step, &self.out));
    }

    fn can_ask(&self) -> bool {
        !self.is_json && self.is_terminal
    }

    fn choose(
        &self,
        conflict: &ShareConflict,
        number: usize,
        all: usize,
    ) -> Result<Option<KeptSide>> {
        if number == 1 {
            let what = message!(
                "share.ask-conflicts",
                "You and others made different changes {all#in one place|in # places}.",
                all
            );
            write_error(&format!("{what}\n"));
        }
        write_error(&share_conflict(conflict, &self.err));
        let prompt = message!("share.prompt", "[k]eep yours, [t]ake theirs, or [s]top?");
        ask(&prompt, |line| match line.to_lowercase().as_str() {
            "k" | "keep" | "y" | "yours" | "ours" | "keep yours" => Ok(Some(KeptSide::Ours)),
            "t" | "take" | "theirs" | "take theirs" => Ok(Some(KeptSide::Theirs)),
            "s" | "stop" | "q" | "quit" => Ok(None),
            _ => Err(message!("share.type-a-letter", "type k, t or s")),
        })
    }

    fn puts_back(&self, what: &Message) -> Result<bool> {
        say(&message!(
            "share.ask-rewritten",
            "The shared copy was rewritten: {what}.",
            what = what.clone()
        ));
        let prompt = message!("share.prompt-rewritten", "[p]ut them back, or [s]top?");
        ask(&prompt, |line| match line.to_lowercase().as_str() {
            "p" | "put" | "put back" | "put them back" => Ok(true),
            "s" | "stop" | "q" | "quit" => Ok(false),
            _ => Err(message!("share.type-p-or-s", "type p or s")),
        })
    }

    fn waits(&self) {
        if self.can_ask() {
            say(&message!("share.asking-others", "Asking the shared copy …"));
        }
    }

    fn introduce(&self) -> Result<(String, String)> {
        who_are_you()
    }
}

/// Asks for the name and the address that others see beside changes.
pub(super) fn who_are_you() -> Result<(String, String)> {
    let name = message!("share.ask-name", "Your name, as the others will see it:");
    let name = ask(&name, |line| match line.is_empty() {
        true => Err(message!("share.type-a-name", "type your name")),
        false => Ok(line.to_owned()),
    })?;
    let email = message!("share.ask-email", "Your email:");
    let email = ask(&email, |line| match line.split_once('@') {
        Some((user, place)) if !user.is_empty() && !place.is_empty() && !line.contains(' ') => {
            Ok(line.to_owned())
        }
        _ => Err(message!("share.type-an-email", "type an address such as ana@example.org")),
    })?;
    Ok((name, email))
}
