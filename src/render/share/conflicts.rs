//! Conflicts, in words: the place, and both values.

use super::lines::indented;
use crate::diagnostic::message;
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::short_day;
use crate::report::ShareConflict;
use crate::text::clean_line;

/// Says that the user has stopped at a question. `is_shared`: the user's changes were sent before.
pub fn share_stopped(is_shared: bool, screen: &Terminal) -> String {
    let what = match is_shared {
        false => message!(
            "share.stopped",
            "Stopped: nothing was taken in or shared, and your files are as they were."
        ),
        true => message!(
            "share.stopped-after-sharing",
            "Stopped: your files are as they were. What you had saved before is shared."
        ),
    };
    wrapped(what, Tone::Warning, screen)
}

/// Shows conflicts, a paragraph each, and says that they have to be decided. `is_shared`: the
/// user's changes were sent before.
pub fn share_conflicts(conflicts: &[ShareConflict], is_shared: bool, screen: &Terminal) -> String {
    let number = conflicts.len();
    let head = match is_shared {
        false => message!(
            "share.conflicts",
            "{number#In one place|In # places} you and others made different changes. Nothing was \
             taken in or shared:",
            number
        ),
        true => message!(
            "share.conflicts-meanwhile",
            "Meanwhile you changed {number#one place|# places} again that others had changed as \
             well. {number#This change is|These changes are} not shared yet:",
            number
        ),
    };
    let mut out = wrapped(head, Tone::Warning, screen);
    for conflict in conflicts {
        out += &share_conflict(conflict, screen);
    }
    out
}

/// A place that both sides changed differently: what it is, and both values.
pub fn share_conflict(conflict: &ShareConflict, screen: &Terminal) -> String {
    let mut out = indented(&heading(conflict), 2, Tone::Strong, screen);
    let by = by(conflict);
    match (&conflict.ours, &conflict.theirs) {
        (Some(ours), Some(theirs)) => {
            let ours = message!("share.yours", "yours:  {value}", value = ours.clone());
            let theirs =
                message!("share.theirs", "theirs: {value}{by}", value = theirs.clone(), by);
            out += &indented(&ours.to_string(), 4, Tone::Plain, screen);
            out += &indented(&theirs.to_string(), 4, Tone::Plain, screen);
        }
        _ => {
            out += &indented(&format!("{}{by}", conflict.what), 4, Tone::Plain, screen);
            let [ours, theirs] = conflict.shown_by.each_ref().map(Option::as_ref);
            let ours = ours.map(|command| {
                message!(
                    "share.your-file",
                    "yours:  who knows git sees it with `{command}`",
                    command
                )
            });
            let theirs = theirs.map(|command| {
                message!(
                    "share.their-file",
                    "theirs: who knows git sees it with `{command}`",
                    command
                )
            });
            for line in [ours, theirs].into_iter().flatten() {
                out += &indented(&line.to_string(), 4, Tone::Faint, screen);
            }
        }
    }
    out
}

/// ` (Ana, 14 Nov)`
pub(super) fn by(conflict: &ShareConflict) -> String {
    match (&conflict.author, conflict.day) {
        (Some(author), Some(day)) => format!(" ({}, {})", clean_line(author), short_day(day)),
        (Some(author), None) => format!(" ({})", clean_line(author)),
        _ => String::new(),
    }
}

/// `1.3 Handbook: due`
pub(super) fn heading(conflict: &ShareConflict) -> String {
    match (&conflict.activity, &conflict.field) {
        (Some(id), Some(_)) if !conflict.title.is_empty() => {
            let place = conflict.place.to_string();
            let inside = place.split_once(", ").map_or(place.as_str(), |(_, inside)| inside);
            format!("{id} {}: {inside}", conflict.title)
        }
        (Some(id), None) if !conflict.title.is_empty() => format!("{id} {}", conflict.title),
        (None, Some(_)) => match &conflict.plan {
            // What stands above the activities has the same names in each plan.
            Some(plan) => format!("{}: {}", clean_line(plan), conflict.place),
            None => conflict.place.to_string(),
        },
        _ => conflict.place.to_string(),
    }
}
