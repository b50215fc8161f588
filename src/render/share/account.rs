//! What came in from others, what was decided, and what is not shared, in words.

use super::conflicts::{by, heading};
use super::lines::{indented, listed};
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::render::activity::change::lines;
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{and_more, names_and_more, short_day};
use crate::report::{
    ChangeByOthers, ChangeByOthersKind, FileByOthers, LeftOutFile, SettledConflict, Settlement,
    TakenIn, UndoOfSettlement,
};
use crate::text::clean_line;

/// The most people that are named.
const NAMED: usize = 3;
/// The most files that are named in a line.
const FILES: usize = 8;
/// The most decisions that are listed.
const DECISIONS: usize = 20;

/// What came in from others: a line, and below it each change.
pub(super) fn took_in(all: &TakenIn<'_>, screen: &Terminal) -> String {
    let number = all.changes.len() + all.files.len();
    if number == 0 {
        let what = match all.has_new {
            false => message!("share.nothing-new", "The others have no new changes."),
            true => message!("share.nothing-left", "What others did changes nothing here."),
        };
        return wrapped(what, Tone::Plain, screen);
    }
    let mut people: Vec<&str> = Vec::new();
    let authors = all.changes.iter().map(|one| one.author.as_deref());
    for author in authors.chain(all.files.iter().map(|file| file.author.as_deref())).flatten() {
        if !people.contains(&author) {
            people.push(author);
        }
    }
    let head = took_in_line(number, &people, all.is_dry_run);
    let is_one = people.len() == 1;
    let changes = all.changes.iter().map(|one| change(one, is_one));
    let files = all.files.iter().map(|one| file(one, is_one));
    let lines: Vec<String> = changes.chain(files).collect();
    wrapped(head, Tone::Plain, screen) + &listed(lines.into_iter(), screen)
}

fn took_in_line(number: usize, people: &[&str], is_dry_run: bool) -> Message {
    let more = people.len().saturating_sub(NAMED);
    let named = people.iter().copied().take(NAMED).collect::<Vec<_>>();
    let names = match (named.as_slice(), more) {
        ([one, other], 0) => {
            message!("share.two-people", "{one} and {other}", one = *one, other = *other)
                .to_string()
        }
        _ => names_and_more(named.join(", "), more),
    };
    match (people.is_empty(), is_dry_run) {
        (true, false) => message!(
            "share.took-in",
            "Took in what others did: {number#1 change|# changes}.",
            number
        ),
        (true, true) => message!(
            "share.would-take-in",
            "Would take in what others did: {number#1 change|# changes}.",
            number
        ),
        (false, false) => message!(
            "share.took-in-from",
            "Took in what others did: {number#1 change|# changes} by {names}.",
            number,
            names
        ),
        (false, true) => message!(
            "share.would-take-in-from",
            "Would take in what others did: {number#1 change|# changes} by {names}.",
            number,
            names
        ),
    }
}

/// `1.3 Handbook: planned → completed (Ana, 14 Nov)`
fn change(one: &ChangeByOthers, is_by_one: bool) -> String {
    let name = match &one.activity {
        Some(id) => format!("{} {}", clean_line(id), one.title),
        None => message!("share.the-plan", "the plan {plan}", plan = &one.plan).to_string(),
    };
    let told: Vec<String> = match one.kind {
        ChangeByOthersKind::Added => vec![message!("share.added", "new").to_string()],
        ChangeByOthersKind::Removed => vec![removed().to_string()],
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
    let by = author(one.author.as_deref(), one.day, is_by_one);
    format!("{}: {}{by}", name.trim(), told.join("; "))
}

fn removed() -> Message {
    message!("share.removed", "removed")
}

/// ` (Ana, 14 Nov)`, or the day alone where all is by one.
fn author(author: Option<&str>, day: Option<Day>, is_by_one: bool) -> String {
    match (author, day, is_by_one) {
        (Some(author), Some(day), false) => {
            format!(" ({}, {})", clean_line(author), short_day(day))
        }
        (Some(author), None, false) => format!(" ({})", clean_line(author)),
        (_, Some(day), true) => format!(" ({})", short_day(day)),
        _ => String::new(),
    }
}

/// `workplans/organizations.yaml: 1 organization added (Ana, 14 Nov)`
fn file(one: &FileByOthers, is_by_one: bool) -> String {
    let what = match (&one.what, one.kind) {
        (Some(what), _) => what.clone(),
        (None, ChangeByOthersKind::Added) => message!("share.file-is-new", "a new file"),
        (None, ChangeByOthersKind::Removed) => removed(),
        (None, ChangeByOthersKind::Changed) => message!("share.changed", "changed"),
    };
    let by = author(one.author.as_deref(), one.day, is_by_one);
    format!("{}: {what}{by}", clean_line(&one.path))
}

/// The decisions, those for the user's side first: what was dropped, and what counts.
pub(super) fn settled(all: &Settlement<'_>, screen: &Terminal) -> String {
    let mut out = String::new();
    for keeps_yours in [true, false] {
        let own: Vec<&SettledConflict> =
            all.all.iter().filter(|one| one.keeps_yours == keeps_yours).collect();
        if own.is_empty() {
            continue;
        }
        out += &wrapped(decision(keeps_yours, own.len(), all.is_dry_run), Tone::Plain, screen);
        for one in own.iter().take(DECISIONS) {
            out += &dropped(one, screen);
        }
        if let more @ 1.. = own.len().saturating_sub(DECISIONS) {
            out += &indented(&and_more(more).to_string(), 2, Tone::Faint, screen);
        }
    }
    let has_other_file = all.all.iter().any(|one| !one.is_of_format);
    let undo = match (all.undo, has_other_file) {
        (None, _) => return out,
        (Some(UndoOfSettlement::BringsYours), false) => {
            message!("share.undo-brings-yours", "`workplan undo` brings yours back.")
        }
        (Some(UndoOfSettlement::BringsYours), true) => message!(
            "share.undo-brings-your-plans",
            "`workplan undo` brings yours back, except for files that are no plans."
        ),
        (Some(UndoOfSettlement::TakesTheirs), false) => {
            message!("share.undo-takes-theirs", "`workplan undo` takes theirs instead.")
        }
        (Some(UndoOfSettlement::TakesTheirs), true) => message!(
            "share.undo-takes-their-plans",
            "`workplan undo` takes theirs instead, except for files that are no plans."
        ),
    };
    out + &indented(&undo.to_string(), 2, Tone::Plain, screen)
}

fn decision(keeps_yours: bool, number: usize, is_dry_run: bool) -> Message {
    match (keeps_yours, is_dry_run) {
        (true, false) => message!(
            "share.kept-yours",
            "Kept yours in {number#1 place|# places}, and dropped what others had written there:",
            number
        ),
        (true, true) => message!(
            "share.would-keep-yours",
            "Would keep yours in {number#1 place|# places}, and drop what others have written \
             there:",
            number
        ),
        (false, false) => message!(
            "share.took-theirs",
            "Took theirs in {number#1 place|# places}, and dropped what you had written there:",
            number
        ),
        (false, true) => message!(
            "share.would-take-theirs",
            "Would take theirs in {number#1 place|# places}, and drop what you have written there:",
            number
        ),
    }
}

/// `1.3 Handbook: due: “2024-08-31” (Ana, 14 Nov); now “2024-07-31”`
fn dropped(one: &SettledConflict, screen: &Terminal) -> String {
    let conflict = &one.conflict;
    let by = if one.keeps_yours { by(conflict) } else { String::new() };
    let [kept, dropped] = match one.keeps_yours {
        true => [&conflict.ours, &conflict.theirs],
        false => [&conflict.theirs, &conflict.ours],
    };
    let head = heading(conflict);
    let line = match (dropped, kept) {
        (Some(dropped), Some(kept)) => message!(
            "share.dropped-value",
            "{head}: {dropped}{by}; now {kept}",
            head,
            dropped = dropped.clone(),
            by,
            kept = kept.clone()
        ),
        _ if one.dropped.is_empty() && one.shown_by.is_none() => message!(
            "share.dropped-place",
            "{head}: {what}{by}",
            head,
            what = conflict.what.clone(),
            by
        ),
        _ => message!("share.dropped-file", "{head}: the other version of the file{by}", head, by),
    };
    let mut out = indented(&line.to_string(), 2, Tone::Plain, screen);
    for line in one.dropped.iter().map(|one| change(one, false)) {
        out += &indented(&line, 4, Tone::Faint, screen);
    }
    if let Some(command) = &one.shown_by {
        let command = clean_line(command);
        let line = message!("share.shows-it", "who knows git sees it with `{command}`", command);
        out += &indented(&line.to_string(), 4, Tone::Faint, screen);
    }
    out
}

/// The files that are not shared, each with the reason.
pub(super) fn left_out(all: &[LeftOutFile]) -> Message {
    let named = all.iter().take(FILES).map(|file| {
        let path = clean_line(&file.path);
        message!("share.left-out-file", "{path} ({why})", path, why = file.why.clone()).to_string()
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let files = names_and_more(named, all.len().saturating_sub(FILES));
    message!("share.left-out", "Not shared: {files}.", files)
}
