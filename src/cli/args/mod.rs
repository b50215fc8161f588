//! The arguments that commands share, and those of the longer commands.

pub(super) mod add;
pub(super) mod check;
mod completions;
mod diff;
mod digest;
pub(super) mod edit;
mod export;
mod filled;
mod filter;
pub(super) mod import;
mod list;
pub(super) mod merge_file;
pub(super) mod rollover;
mod status;
mod trend;
pub(super) mod verbs;

pub(in crate::cli) use completions::{Completions, Shell};
pub(in crate::cli) use diff::Diff;
pub(in crate::cli) use digest::Digest;
pub(in crate::cli) use export::Export;
pub(in crate::cli) use filter::FilterArgs;
pub(in crate::cli) use list::List;
pub(in crate::cli) use status::{ByArg, Status};
pub(in crate::cli) use trend::{EveryArg, Trend};

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::color_when::ColorWhen;
use super::environment::{Environment, today, usual_folder};
use super::output::say_note;
use super::progress::bar;
use crate::diagnostic::{Message, nearest};
use crate::model::Day;
use crate::ops;
use crate::render::OutputForm;
use crate::report::Reminder;
use crate::text::{clean_line, shell_word};
use crate::workspace::{Error, Options, Result, unwatched};

/// Flags that every command has.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// The workplans folder [default: the nearest `workplans` in this folder or above]
    #[arg(long, global = true, value_name = "DIR", env = "WORKPLAN_DIR", hide_env = true)]
    pub dir: Option<PathBuf>,

    /// The output format: table, json, csv, markdown, or another one of the command
    #[arg(long, global = true, value_name = "FORMAT", value_parser = format)]
    pub format: Option<Format>,

    /// Read the plans at a git revision, such as HEAD~3, v2024 or main@{2024-06-30}
    #[arg(long, global = true, value_name = "REV")]
    pub at: Option<String>,

    /// The day of the figures, such as 2024-06-30, yesterday or -2w [default: today; with --at, the
    /// day of that commit]
    #[arg(long, global = true, value_name = "DATE", value_parser = asked_day, allow_hyphen_values = true)]
    pub as_of: Option<AskedDay>,

    /// Use colours: auto, always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub color: ColorWhen,

    /// Write to a file; without --format, its extension decides the format
    #[arg(short, long = "output", global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Begin CSV with a byte-order mark, so that Excel reads UTF-8
    #[arg(long, global = true)]
    pub bom: bool,

    /// Show the readable parts of a plan with errors
    #[arg(long, global = true)]
    pub lenient: bool,

    /// Do not use or update the cache
    #[arg(long, global = true)]
    pub no_cache: bool,
}

/// What a day of a calendar becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum EntryKind {
    #[default]
    Event,
    Todo,
}

/// How the answer is written. Each command knows some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Table,
    Text,
    Json,
    Csv,
    Markdown,
    Html,
    Svg,
    Github,
    Gitlab,
    Sarif,
    Junit,
    Ndjson,
    Ics,
    Iati,
    Xlsx,
}

impl Format {
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// The forms of a reading command; its own default first.
pub(super) const READING: &[(Format, OutputForm)] = &[
    (Format::Table, OutputForm::Table),
    (Format::Json, OutputForm::Json),
    (Format::Csv, OutputForm::Csv),
    (Format::Markdown, OutputForm::Markdown),
];

impl Common {
    /// The day that the figures are for, if it was given.
    pub(super) fn day(&self) -> Option<Day> {
        self.as_of.as_ref().map(|asked| asked.day)
    }

    /// Returns what `--format` means to a command that has these. Without it the ending of the file
    /// decides, if it has one; else the first.
    ///
    /// # Errors
    /// Where the command has no such format, or writes no files with such an ending.
    pub(super) fn format<T: Copy>(&self, known: &[(Format, T)]) -> Result<T> {
        self.format_beside(known, &[])
    }

    /// As [`Common::format`], for a command that also writes files with these endings, in its first
    /// format.
    pub(super) fn format_beside<T: Copy>(
        &self,
        known: &[(Format, T)],
        endings: &[&str],
    ) -> Result<T> {
        let is_known = |wanted: Format| known.iter().any(|(format, _)| *format == wanted);
        let wanted = match self.format {
            // The findings of `check` are no table, and are read as one.
            Some(Format::Table) if !is_known(Format::Table) && is_known(Format::Text) => {
                Some(Format::Text)
            }
            Some(format) => Some(format),
            None => match ending(self.output.as_deref())
                .filter(|ending| !endings.contains(&ending.as_str()))
            {
                Some(ending) => Some(
                    format_of(&ending)
                        .iter()
                        .copied()
                        .find(|one| is_known(*one))
                        .ok_or_else(|| no_such_ending(&ending, known))?,
                ),
                None => known.first().map(|(format, _)| *format),
            },
        };
        let names = || known.iter().map(|(format, _)| format.name()).collect::<Vec<_>>().join(", ");
        let Some((format, form)) = known.iter().find(|(format, _)| Some(*format) == wanted) else {
            let asked = wanted.map_or_else(String::new, Format::name);
            return Err(Error::not_found(format!("this command has no format `{asked}`"))
                .hint(format!("it has {}", names())));
        };
        match self.bom && *format != Format::Csv {
            true if is_known(Format::Csv) => {
                Err(Error::usage("--bom is for CSV").hint("add --format csv"))
            }
            true => Err(Error::usage("--bom is for CSV, which this command does not write")
                .hint(format!("it has {}", names()))),
            false => Ok(*form),
        }
    }

    /// Returns what is asked of the workplans folder.
    pub(super) fn options(&self, environment: &Environment) -> Options {
        Options {
            dir: self.dir.clone(),
            at: self.at.clone(),
            as_of: self.day(),
            lenient: self.lenient,
            here: environment.folder.clone(),
            today: environment.today,
            cache: environment.cache.clone().filter(|_| !self.no_cache),
            usual_dir: usual_folder(),
            progress: if environment.err.width.is_some() { bar } else { unwatched },
            notify: say_note,
        }
    }

    /// Returns what CSV begins with: a byte-order mark if it was asked for.
    pub(super) fn mark(&self) -> &'static str {
        if self.bom { "\u{feff}" } else { "" }
    }
}

/// Words of a command, as they are typed.
pub(super) fn typed(words: &[&str]) -> String {
    words.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" ")
}

/// The ending of a file's name, in lower case.
fn ending(file: Option<&Path>) -> Option<String> {
    Some(file?.extension()?.to_string_lossy().to_lowercase())
}

/// The formats whose files have an ending.
fn format_of(ending: &str) -> &'static [Format] {
    match ending {
        "txt" => &[Format::Table, Format::Text],
        "json" => &[Format::Json],
        "csv" => &[Format::Csv],
        "md" | "markdown" => &[Format::Markdown],
        "html" | "htm" => &[Format::Html],
        "svg" => &[Format::Svg],
        "ics" => &[Format::Ics],
        "xlsx" => &[Format::Xlsx],
        "xml" => &[Format::Iati, Format::Junit],
        "ndjson" | "jsonl" => &[Format::Ndjson],
        "sarif" => &[Format::Sarif],
        _ => &[],
    }
}

/// The ending that files of a format have.
fn ending_of(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::Table | Format::Text => ".txt",
        Format::Json => ".json",
        Format::Csv => ".csv",
        Format::Markdown => ".md",
        Format::Html => ".html",
        Format::Svg => ".svg",
        Format::Ics => ".ics",
        Format::Xlsx => ".xlsx",
        Format::Iati | Format::Junit => ".xml",
        Format::Ndjson => ".ndjson",
        Format::Sarif => ".sarif",
        // Both are JSON or text under names of their own.
        Format::Github | Format::Gitlab => return None,
    })
}

fn no_such_ending<T>(ending: &str, known: &[(Format, T)]) -> Error {
    let endings: Vec<&str> = known.iter().filter_map(|(format, _)| ending_of(*format)).collect();
    let is_html = endings.contains(&".html");
    let failure =
        Error::usage(format!("this command does not write `.{}` files", clean_line(ending)));
    let failure = failure
        .hint(format!("it writes {}; with --format a file may have any name", endings.join(", ")));
    match ending {
        "pdf" if is_html => failure.hint("for a PDF, write .html and print it from a browser"),
        "doc" | "docx" | "odt" if is_html => {
            failure.hint("for a word processor, write .html and open it there")
        }
        "xls" | "xlsx" | "ods" => failure.hint("for a spreadsheet: workplan export -o plan.xlsx"),
        _ => failure,
    }
}

/// A format that some command has; each command says itself which ones it knows.
fn format(word: &str) -> Result<Format, String> {
    let names: Vec<(String, Format)> =
        Format::value_variants().iter().map(|format| (format.name(), *format)).collect();
    let named = |word: &str| names.iter().find(|(name, _)| name == word).map(|(_, format)| *format);
    let near = || nearest(word, names.iter().map(|(name, _)| name.as_str()));
    named(word).ok_or_else(|| match format_by_habit(word).or_else(near) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "the help of each command lists its formats".to_owned(),
    })
}

/// A format by the name that somebody brings along.
fn format_by_habit(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "pdf" => "html`, which a browser prints as a PDF; or `markdown",
        "md" | "word" | "docx" => "markdown",
        "excel" | "xls" => "xlsx",
        "calendar" | "ical" => "ics",
        "txt" => "text",
        _ => return None,
    })
}

/// A day that was asked for: of a span its last one.
#[derive(Clone, Debug)]
pub(super) struct AskedDay {
    /// The day.
    pub day: Day,
    /// How it was understood, where it is not a day as plans write it.
    pub note: Option<Message>,
}

/// A day that counts from today.
fn asked_day(text: &str) -> Result<AskedDay, String> {
    let (day, note) = ops::asked_day(text, today()).map_err(|why| why.to_string())?;
    Ok(AskedDay { day, note })
}

/// When to remind: so many days before, and the hour: `7d`, `7d@9:00`.
pub(super) fn reminder(text: &str) -> Result<Reminder, String> {
    let (before, at) = text.split_once('@').map_or((text, None), |(before, at)| (before, Some(at)));
    let minute = |at: &str| {
        let (hour, minute) = at.split_once(':').unwrap_or((at, "00"));
        let is_number = |part: &str, lengths: &[usize]| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let good = is_number(hour, &[1, 2]) && is_number(minute, &[2]);
        let (hour, minute): (u32, u32) =
            hour.parse().ok().zip(minute.parse().ok()).filter(|_| good)?;
        (hour < 24 && minute < 60).then_some(60 * hour + minute)
    };
    let wrong =
        || "a reminder is written as 7d, or with an hour from 0:00 to 23:59 as 7d@9:00".to_owned();
    let days = days(before).map_err(|_| wrong())?;
    Ok(Reminder { days, minute: at.map_or(Some(0), minute).ok_or_else(wrong)? })
}

/// A number of days: `30` or `30d`.
pub(super) fn days(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number.parse().map_err(|_| "a number of days is written as 30 or 30d".to_owned())
}
