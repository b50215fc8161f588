//! What was shared and taken in: a line for each step, and JSON.

mod account;
mod conflicts;
mod json;
mod lines;

pub use conflicts::{share_conflict, share_conflicts, share_stopped};
pub use json::share_json;

use super::toolkit::table::wrapped;
use super::toolkit::terminal::{Terminal, Tone};
use crate::diagnostic::{Message, message};
use crate::report::{ChangeByOthersKind, ChangedFile, Proposal, SavedChanges, ShareStep, SharedTo};
use crate::text::clean_line;
use account::{left_out, settled, took_in};
use lines::{indented, listed_to};

/// The most files that are no plans which are named.
const MOST_FILES: usize = 100;

/// A step that was taken, in words: a line, and below it what there is to see.
pub fn share_step(step: &ShareStep<'_>, screen: &Terminal) -> String {
    let line = |text: Message, tone: Tone| wrapped(text, tone, screen);
    match step {
        ShareStep::Saved(saved) => saved_text(saved, screen),
        ShareStep::NothingToSave => {
            line(message!("share.nothing-to-save", "You have no unsaved changes."), Tone::Plain)
        }
        ShareStep::LeftOut(all) => line(left_out(all), Tone::Warning),
        ShareStep::Settled(all) => settled(all, screen),
        ShareStep::TookIn(all) => took_in(all, screen),
        ShareStep::Shared(to) => line(shared_line(to), Tone::Good),
        ShareStep::SharedNothing => line(
            message!(
                "share.shared-nothing",
                "Nothing of yours is left to share: theirs counts wherever you had changed \
                 something."
            ),
            Tone::Plain,
        ),
        ShareStep::NothingToShare { has_left_out: false } => line(
            message!("share.nothing-to-share", "The shared copy has all of your changes."),
            Tone::Good,
        ),
        ShareStep::NothingToShare { has_left_out: true } => line(
            message!(
                "share.nothing-else-to-share",
                "The shared copy has all of your other changes."
            ),
            Tone::Plain,
        ),
        ShareStep::Proposed(proposal) => proposed(proposal, screen),
        ShareStep::Note(note) => {
            wrapped(clean_line(&note.to_string()).into_owned(), Tone::Warning, screen)
        }
    }
}

fn sentence(what: Message) -> Message {
    message!("share.sentence", "{what}.", what)
}

/// The changes in a line, and below it the files that are no plans.
fn saved_text(saved: &SavedChanges, screen: &Terminal) -> String {
    let out = wrapped(saved_line(saved), Tone::Plain, screen);
    let own = saved.files.iter().map(file_line);
    let by_hooks = saved.by_hooks.iter().map(|file| {
        message!(
            "share.file-by-hook",
            "{file} (by a check of this repository)",
            file = file_line(file)
        )
    });
    let lines: Vec<String> = own.chain(by_hooks).map(|line| line.to_string()).collect();
    // What is no plan may not be meant for the others: it is named, however much it is.
    out + &listed_to(MOST_FILES, lines.into_iter(), screen)
}

fn file_line(file: &ChangedFile) -> Message {
    let path = clean_line(&file.path);
    match file.kind {
        ChangeByOthersKind::Added => message!("share.file-added", "new file: {path}", path),
        ChangeByOthersKind::Removed => message!("share.file-removed", "removed file: {path}", path),
        ChangeByOthersKind::Changed => message!("share.file-changed", "changed file: {path}", path),
    }
}

fn saved_line(saved: &SavedChanges) -> Message {
    let subject = clean_line(saved.subject.trim_end_matches('.'));
    let what = match saved.is_dry_run {
        true => message!("share.would-save", "Would save your changes: {subject}", subject),
        false => message!("share.saved", "Saved your changes: {subject}", subject),
    };
    match (saved.warnings, saved.old_errors) {
        (0, 0) => sentence(what),
        (warnings, 0) => message!(
            "share.saved-warnings",
            "{what}. `workplan check` has {warnings#1 warning|# warnings}.",
            what,
            warnings
        ),
        (_, errors) => message!(
            "share.saved-errors",
            "{what}. The plans have {errors#1 error|# errors} that your changes did not bring: \
             `workplan check`.",
            what,
            errors
        ),
    }
}

fn shared_line(to: &SharedTo) -> Message {
    let SharedTo { remote, branch, beside, .. } = to;
    let (remote, branch) = (clean_line(remote), clean_line(branch));
    let what = match to.is_dry_run {
        true => message!("share.would-share", "Would send your changes to the shared copy"),
        false => message!("share.shared", "Shared: the others can see your changes now"),
    };
    let what = match to.is_one_of_several {
        true => message!("share.where", "{what} ({remote}, {branch})", what, remote, branch),
        false => what,
    };
    match beside {
        0 => sentence(what),
        number => message!(
            "share.with-others",
            "{what}, with {number#1 commit|# commits} about other files.",
            what,
            number = *number
        ),
    }
}

fn proposed(proposal: &Proposal, screen: &Terminal) -> String {
    let (meant, branch) = (clean_line(&proposal.meant), clean_line(&proposal.branch));
    let head = message!(
        "share.proposed",
        "The shared copy takes nothing into `{meant}` directly. Your changes wait on the branch \
         `{branch}` for somebody to agree.",
        meant,
        branch
    );
    let next = match &proposal.address {
        Some(address) => {
            message!(
                "share.ask-here",
                "Ask for that here: {address}",
                address = clean_line(address)
            )
        }
        None => message!(
            "share.ask",
            "Ask for that where your group keeps the shared copy, with a pull request or merge \
             request of that branch."
        ),
    };
    let why =
        message!("share.it-said", "It said: {why}", why = clean_line(&proposal.why.to_string()));
    wrapped(head, Tone::Warning, screen)
        + &wrapped(next, Tone::Plain, screen)
        + &indented(&why.to_string(), 2, Tone::Faint, screen)
}
