use clap::{Args, ValueEnum};

use crate::analysis::Interval;
use crate::cli::args::Format;
use crate::cli::output::CommandOutput;
use crate::cli::session::Session;
use crate::diagnostic::nearest;
use crate::history::{History, revisions};
use crate::model::Day;
use crate::render::{TrendForm, TrendView};
use crate::text::{argument, clean_line};
use crate::workspace::{Error, Result, completed_later_note};

/// Show how a plan's figures went over time, by its history in git
///
/// By commit: each commit that changed the plan, as of its own day. By week or month: the last
/// commit up to the end of each, as of that day. Only the first parents of merges count: the line
/// of history that the group looks at.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Formats: table, json, csv, markdown, svg\n\nExamples:\n  workplan trend 2024\n  workplan trend 2024 --every week --format csv\n  workplan trend 2024 --every commit --format json\n  workplan trend 2024 --format svg -o burn-up.svg"
)]
pub(in crate::cli) struct Trend {
    /// The plan's name; otherwise the plan that holds the day
    plan: Option<String>,

    /// A point for each commit, week or month
    #[arg(long, value_name = "WHAT", default_value = "month", hide_default_value = true)]
    every: EveryArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EveryArg {
    Commit,
    Week,
    Month,
}

const FORMATS: &[(Format, TrendForm)] = &[
    (Format::Table, TrendForm::Table),
    (Format::Json, TrendForm::Json),
    (Format::Csv, TrendForm::Csv),
    (Format::Markdown, TrendForm::Markdown),
    (Format::Svg, TrendForm::Svg),
];

impl Trend {
    pub(in crate::cli) fn run(&self, session: &Session) -> Result<CommandOutput> {
        let form = session.common.format(FORMATS)?;
        let plan = session.plan_name(self.plan.as_deref())?;
        let history = History::of(session, "trend")?;
        let (every, stops) = match self.every {
            EveryArg::Commit => (Interval::Commit, history.by_commit(&plan, session.day())?),
            EveryArg::Week => {
                (Interval::Week, history.by_period(&plan, Interval::Week, session.day())?)
            }
            EveryArg::Month => {
                (Interval::Month, history.by_period(&plan, Interval::Month, session.day())?)
            }
        };
        if stops.is_empty() {
            return Err(not_there(&history, &plan, session.day()));
        }
        let figures = history.figures(&plan, &stops, session.options.lenient)?;
        if figures.points.is_empty() {
            return Err(no_point(&history, &plan, every, figures.left_out));
        }
        // What a point does not count by its day is in the next one, but for the last.
        let later =
            figures.points.last().and_then(|last| completed_later_note(last.later, last.day));
        let view = TrendView { plan: &plan, every, points: figures.points };
        let mut outcome = CommandOutput::done(
            session.common.mark().to_owned() + &view.render(form, &session.environment.out),
        );
        outcome.notes = history.notes("the plan", figures.left_out);
        outcome.notes.extend(later);
        Ok(outcome)
    }
}

/// There are revisions with the plan, and none that gives a point: an empty table would be no
/// answer.
fn no_point(history: &History, plan: &str, every: Interval, left_out: usize) -> Error {
    let (plan, word) = (clean_line(plan), argument(plan, "PLAN"));
    let failure = match left_out {
        0 => Error::not_found(format!(
            "at the end of no {} is there a plan called `{plan}`",
            every.as_str()
        ))
        .hint("`--every commit` shows each commit that changed it"),
        _ => Error::not_found(format!(
            "the plan `{plan}` cannot be read in any revision; left out: {}",
            revisions(left_out)
        )),
    };
    match history.partial_help().filter(|_| left_out > 0).or(history.shallow_help()) {
        Some(help) => failure.hint(help),
        None if left_out > 0 => failure.hint(format!(
            "`workplan check {word} --at REV` tells what is wrong; --lenient takes what can be read"
        )),
        None => failure,
    }
}

fn not_there(history: &History, plan: &str, until: Day) -> Error {
    let failure = Error::not_found(format!(
        "no commit up to {until} has a plan called `{}`",
        clean_line(plan)
    ));
    let names = history.plan_names().unwrap_or_default();
    match (nearest(plan, names.iter().map(String::as_str)), history.undated_note()) {
        (Some(meant), Some(note)) if meant == plan => failure.hint(note),
        (Some(meant), _) if meant != plan => failure.hint(format!("did you mean `{meant}`?")),
        (there, _) => {
            let later = "its commits are of later days: leave --as-of away, or name a later day";
            let why =
                if there.is_some() { later } else { "what is not committed yet has no history" };
            failure.hint(history.shallow_help().unwrap_or(why))
        }
    }
}
