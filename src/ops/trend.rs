//! How the figures of a plan went over time.

use super::words::not_committed_yet;
use crate::analysis::Interval;
use crate::diagnostic::{did_you_mean, message, nearest};
use crate::history::History;
use crate::model::Day;
use crate::report::TrendReport;
use crate::text::{argument, clean_line};
use crate::workspace::{Error, Result, Workspace, completed_later_note};

/// Returns the figures of a plan over time, by its history in git: a point for each commit that
/// changed it, or for the last commit of each week or month.
///
/// # Errors
/// Where git cannot be asked, or no revision gives a point.
pub fn trend(workspace: &Workspace, plan: Option<&str>, every: Interval) -> Result<TrendReport> {
    let (plan, until) = (workspace.plan_name(plan)?, workspace.day());
    let history = History::of(workspace, "trend")?;
    let stops = match every {
        Interval::Commit => history.by_commit(&plan, until)?,
        Interval::Week | Interval::Month => history.by_period(&plan, every, until)?,
    };
    if stops.is_empty() {
        return Err(not_there(&history, &plan, until));
    }
    let figures = history.figures(&plan, &stops, workspace.options.lenient)?;
    let Some(last) = figures.points.last() else {
        return Err(no_point(&history, &plan, every, figures.left_out));
    };
    let notes = history.notes(message!("trend.the-plan", "the plan"), figures.left_out);
    notes.into_iter().for_each(|note| workspace.notes.add(note));
    // Each point leaves out what was completed after its day. The next point has it; the last one
    // has no next.
    completed_later_note(last.later, last.day)
        .into_iter()
        .for_each(|note| workspace.notes.add(note));
    Ok(TrendReport { plan, every, points: figures.points })
}

/// The error where revisions have the plan, and none gives a point: an empty table would be no
/// answer.
fn no_point(history: &History, plan: &str, every: Interval, left_out: usize) -> Error {
    let (plan, word) = (clean_line(plan), argument(plan, "PLAN"));
    let error = match left_out {
        0 => Error::not_found(match every {
            Interval::Week => message!(
                "trend.no-plan-at-weeks",
                "at the end of no week is there a plan called `{plan}`",
                plan
            ),
            Interval::Month | Interval::Commit => message!(
                "trend.no-plan-at-months",
                "at the end of no month is there a plan called `{plan}`",
                plan
            ),
        })
        .hint(message!("trend.every-commit", "`--every commit` shows each commit that changed it")),
        _ => Error::not_found(message!(
            "trend.never-readable",
            "the plan `{plan}` cannot be read in any revision; left out: {revisions#1 revision|# revisions}",
            plan,
            revisions = left_out
        )),
    };
    match history.partial_help().filter(|_| left_out > 0).or(history.shallow_help()) {
        Some(help) => error.hint(help),
        None if left_out > 0 => error.hint(message!(
            "trend.check-or-lenient",
            "`workplan check \
            {word} --at REV` tells what is wrong; --lenient takes what can be read",
            word
        )),
        None => error,
    }
}

fn not_there(history: &History, plan: &str, until: Day) -> Error {
    let error = Error::not_found(message!(
        "trend.no-such-plan-up-to",
        "no commit up to {until} has a plan called `{plan}`",
        until,
        plan = clean_line(plan)
    ));
    let names = history.plan_names().unwrap_or_default();
    match (nearest(plan, names.iter().map(String::as_str)), history.undated_note()) {
        (Some(meant), Some(note)) if meant == plan => error.hint(note),
        (Some(meant), _) if meant != plan => error.hint(did_you_mean(meant)),
        (there, _) => {
            let why = || match there {
                Some(_) => message!(
                    "trend.later-commits",
                    "its commits are of later days: leave --as-of away, or name a later day"
                ),
                None => not_committed_yet(),
            };
            error.hint(history.shallow_help().unwrap_or_else(why))
        }
    }
}
