//! What was shared and taken in: a line for each step, and JSON.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::activity::change::{ChangeShape, lines};
use super::toolkit::json::to_json;
use super::toolkit::shape::SCHEMA;
use super::toolkit::table::wrapped;
use super::toolkit::terminal::{Terminal, Tone};
use super::toolkit::words::{and_more, names_and_more, short_day};
use crate::diagnostic::{Message, message};
use crate::report::{
    ChangeByOthers, ChangeByOthersKind, Proposal, SavedChanges, ShareConflict, ShareReport,
    ShareStep, SharedTo,
};
use crate::text::clean_line;

/// The most changes of others that are listed.
const LISTED: usize = 8;
/// The most people that are named.
const NAMED: usize = 3;

/// A step that was taken, in words: a line, and below it what there is to see.
pub fn share_step(step: &ShareStep<'_>, screen: &Terminal) -> String {
    let line = |text: Message, tone: Tone| wrapped(text, tone, screen);
    match step {
        ShareStep::Saved(saved) => line(saved_line(saved), Tone::Plain),
        ShareStep::NothingToSave => {
            line(message!("share.nothing-to-save", "You have no unsaved changes."), Tone::Plain)
        }
        ShareStep::TookIn([]) => {
            line(message!("share.nothing-new", "The others have no new changes."), Tone::Plain)
        }
        ShareStep::TookIn(all) => took_in(all, screen),
        ShareStep::Shared(to) => line(shared_line(to), Tone::Good),
        ShareStep::NothingToShare => line(
            message!("share.nothing-to-share", "The shared copy has all of your changes."),
            Tone::Good,
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

fn took_in(all: &[ChangeByOthers], screen: &Terminal) -> String {
    let mut people: Vec<&str> = Vec::new();
    for author in all.iter().filter_map(|one| one.author.as_deref()) {
        if !people.contains(&author) {
            people.push(author);
        }
    }
    let more = people.len().saturating_sub(NAMED);
    let named = people.iter().copied().take(NAMED).collect::<Vec<_>>();
    let names = match (named.as_slice(), more) {
        ([one, other], 0) => {
            message!("share.two-people", "{one} and {other}", one = *one, other = *other)
                .to_string()
        }
        _ => names_and_more(named.join(", "), more),
    };
    let number = all.len();
    let head = match people.is_empty() {
        true => message!(
            "share.took-in",
            "Took in what others did: {number#1 change|# changes}.",
            number
        ),
        false => message!(
            "share.took-in-from",
            "Took in what others did: {number#1 change|# changes} by {names}.",
            number,
            names
        ),
    };
    let mut out = wrapped(head, Tone::Plain, screen);
    let is_one = people.len() == 1;
    for one in all.iter().take(LISTED) {
        out += &indented(&change(one, is_one), 2, Tone::Faint, screen);
    }
    if let more @ 1.. = number.saturating_sub(LISTED) {
        out += &indented(&and_more(more).to_string(), 2, Tone::Faint, screen);
    }
    out
}

/// `1.3 Handbook: planned → completed (Ana, 14 Nov)`
fn change(one: &ChangeByOthers, is_by_one: bool) -> String {
    let name = match &one.activity {
        Some(id) => format!("{} {}", clean_line(id), one.title),
        None => message!("share.the-plan", "the plan {plan}", plan = &one.plan).to_string(),
    };
    let told: Vec<String> = match one.kind {
        ChangeByOthersKind::Added => vec![message!("share.added", "new").to_string()],
        ChangeByOthersKind::Removed => vec![message!("share.removed", "removed").to_string()],
        ChangeByOthersKind::Changed => {
            // With the status go the day of completion and the progress.
            let has_status = one.changes.iter().any(|change| change.field == "status");
            let follows = |field: &str| has_status && matches!(field, "completed" | "progress");
            let own = one.changes.iter().filter(|change| !follows(change.field));
            own.flat_map(|change| lines(change, &str::to_owned))
                .map(|(line, _)| line.to_string())
                .collect()
        }
    };
    let by = match (&one.author, one.day, is_by_one) {
        (Some(author), Some(day), false) => {
            format!(" ({}, {})", clean_line(author), short_day(day))
        }
        (Some(author), None, false) => format!(" ({})", clean_line(author)),
        (_, Some(day), true) => format!(" ({})", short_day(day)),
        _ => String::new(),
    };
    format!("{}: {}{by}", name.trim(), told.join("; "))
}

fn shared_line(to: &SharedTo) -> Message {
    let SharedTo { remote, branch, beside, .. } = to;
    let (remote, branch) = (clean_line(remote), clean_line(branch));
    let what = match to.is_dry_run {
        true => message!(
            "share.would-share",
            "Would send your changes to the shared copy ({remote}, {branch})",
            remote,
            branch
        ),
        false => message!(
            "share.shared",
            "Shared: the others can see your changes now ({remote}, {branch})",
            remote,
            branch
        ),
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

/// A line with an indent, which further lines have as well, and two columns more.
fn indented(text: &str, indent: usize, tone: Tone, screen: &Terminal) -> String {
    let most = screen.width.map_or(usize::MAX, |_| screen.columns());
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let room = most.saturating_sub(indent + if lines.len() > 1 { 2 } else { 0 });
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let line = |(number, line): (usize, &String)| {
        let spaces = " ".repeat(indent + if number > 0 { 2 } else { 0 });
        format!("{spaces}{}\n", screen.paint(tone, line))
    };
    lines.iter().enumerate().map(line).collect()
}

/// Says that the user has stopped at a question.
pub fn share_stopped(screen: &Terminal) -> String {
    let what = message!(
        "share.stopped",
        "Stopped: nothing was taken in or shared, and your files are as they were."
    );
    wrapped(what, Tone::Warning, screen)
}

/// Shows conflicts, a paragraph each, and says that they have to be decided.
pub fn share_conflicts(conflicts: &[ShareConflict], screen: &Terminal) -> String {
    let number = conflicts.len();
    let head = message!(
        "share.conflicts",
        "{number#In one place|In # places} you and others made different changes. Nothing was taken \
         in or shared:",
        number
    );
    let mut out = wrapped(head, Tone::Warning, screen);
    for conflict in conflicts {
        out += &share_conflict(conflict, screen);
    }
    out
}

/// A place that both sides changed differently: what it is, and both values.
pub fn share_conflict(conflict: &ShareConflict, screen: &Terminal) -> String {
    let mut out = indented(&heading(conflict), 2, Tone::Strong, screen);
    let by = match (&conflict.author, conflict.day) {
        (Some(author), Some(day)) => format!(" ({}, {})", clean_line(author), short_day(day)),
        (Some(author), None) => format!(" ({})", clean_line(author)),
        _ => String::new(),
    };
    match (&conflict.ours, &conflict.theirs) {
        (Some(ours), Some(theirs)) => {
            let ours = message!("share.yours", "yours:  {value}", value = ours.clone());
            let theirs =
                message!("share.theirs", "theirs: {value}{by}", value = theirs.clone(), by);
            out += &indented(&ours.to_string(), 4, Tone::Plain, screen);
            out += &indented(&theirs.to_string(), 4, Tone::Plain, screen);
        }
        _ => out += &indented(&format!("{}{by}", conflict.what), 4, Tone::Plain, screen),
    }
    out
}

/// `1.3 Handbook: due`
fn heading(conflict: &ShareConflict) -> String {
    match (&conflict.activity, &conflict.field) {
        (Some(id), Some(_)) if !conflict.title.is_empty() => {
            let place = conflict.place.to_string();
            let inside = place.split_once(", ").map_or(place.as_str(), |(_, inside)| inside);
            format!("{id} {}: {inside}", conflict.title)
        }
        (Some(id), None) if !conflict.title.is_empty() => format!("{id} {}", conflict.title),
        _ => conflict.place.to_string(),
    }
}

#[derive(Serialize)]
struct ShareShape<'a> {
    schema: u32,
    committed: Option<CommittedShape<'a>>,
    taken_in: Vec<TakenInShape<'a>>,
    pushed: bool,
    branch: Option<&'a str>,
    conflicts: Vec<ConflictShape<'a>>,
}

#[derive(Serialize)]
struct CommittedShape<'a> {
    commit: Option<&'a str>,
    subject: &'a str,
    warnings: usize,
}

#[derive(Serialize)]
struct TakenInShape<'a> {
    commit: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<String>,
    plan: &'a str,
    activity: Option<&'a str>,
    title: Option<&'a str>,
    change: &'static str,
    changes: Vec<ChangeShape<'a>>,
}

#[derive(Serialize)]
struct ConflictShape<'a> {
    path: &'a str,
    plan: Option<&'a str>,
    activity: Option<&'a str>,
    title: Option<&'a str>,
    field: Option<&'a str>,
    place: &'a Message,
    what: &'a Message,
    ours: Option<&'a Message>,
    theirs: Option<&'a Message>,
    author: Option<&'a str>,
    date: Option<String>,
}

/// Returns what was shared and taken in, for scripts.
pub fn share_json(report: &ShareReport) -> String {
    fn own(text: &str) -> Option<&str> {
        Some(text).filter(|text| !text.is_empty())
    }
    fn taken_in(one: &ChangeByOthers) -> TakenInShape<'_> {
        TakenInShape {
            commit: one.commit.as_deref(),
            author: one.author.as_deref(),
            date: one.day.map(|day| day.to_string()),
            plan: &one.plan,
            activity: one.activity.as_deref(),
            title: own(&one.title),
            change: match one.kind {
                ChangeByOthersKind::Added => "added",
                ChangeByOthersKind::Removed => "removed",
                ChangeByOthersKind::Changed => "changed",
            },
            changes: ChangeShape::all(&one.changes),
        }
    }
    fn conflict(one: &ShareConflict) -> ConflictShape<'_> {
        ConflictShape {
            path: &one.path,
            plan: one.plan.as_deref(),
            activity: one.activity.as_deref(),
            title: own(&one.title),
            field: one.field.as_deref(),
            place: &one.place,
            what: &one.what,
            ours: one.ours.as_ref(),
            theirs: one.theirs.as_ref(),
            author: one.author.as_deref(),
            date: one.day.map(|day| day.to_string()),
        }
    }
    to_json(&ShareShape {
        schema: SCHEMA,
        committed: report.saved.as_ref().map(|saved| CommittedShape {
            commit: saved.commit.as_deref(),
            subject: &saved.subject,
            warnings: saved.warnings,
        }),
        taken_in: report.taken_in.iter().map(taken_in).collect(),
        pushed: report.is_pushed,
        branch: report.branch.as_deref(),
        conflicts: report.conflicts.iter().map(conflict).collect(),
    })
}
