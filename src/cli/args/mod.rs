//! The arguments that commands share, and those of the longer commands.

pub(super) mod add;
pub(super) mod add_part;
pub(super) mod board;
pub(super) mod check;
mod completions;
pub(super) mod demo;
mod diff;
mod digest;
pub(super) mod edit;
pub(super) mod endorse;
pub(super) mod export;
mod filled;
mod filter;
mod format;
pub(super) mod get;
pub(super) mod import;
pub(super) mod init;
mod list;
pub(super) mod lsp;
pub(super) mod merge_file;
mod report;
pub(super) mod rollover;
pub(super) mod setup;
pub(super) mod share;
pub(super) mod show;
mod site;
mod status;
mod trend;
mod values;
pub(super) mod verbs;

pub(in crate::cli) use completions::{Completions, Shell};
pub(in crate::cli) use diff::Diff;
pub(in crate::cli) use digest::Digest;
pub(in crate::cli) use export::Export;
pub(in crate::cli) use filter::FilterArgs;
pub(in crate::cli) use format::Format;
pub(in crate::cli) use list::List;
pub(in crate::cli) use report::Report;
pub(in crate::cli) use site::Site;
pub(in crate::cli) use status::{ByArg, Status};
pub(in crate::cli) use trend::{EveryArg, Trend};
pub(in crate::cli) use values::days;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::color_when::ColorWhen;
use super::environment::{Environment, usual_folder};
use super::output::{say_note, say_waiting, wait_briefly};
use super::progress::bar;
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::render::OutputForm;
use crate::text::shell_word;
use crate::workspace::{Error, Options, Result, unwatched};
use format::{ending, format, format_of, known_formats, no_such_ending};
use values::{AskedDay, asked_day, reminder};

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

/// The forms of a reading command; its own default first.
pub(super) const READING: &[(Format, OutputForm)] = &[
    (Format::Table, OutputForm::Table),
    (Format::Json, OutputForm::Json),
    (Format::Csv, OutputForm::Csv),
    (Format::Markdown, OutputForm::Markdown),
];

/// The forms of a command that edits: JSON or not.
pub(super) const EDITING: &[(Format, bool)] = &[(Format::Table, false), (Format::Json, true)];

impl Common {
    /// Whether the form of the output is chosen, or the file that it goes to.
    pub(super) fn chooses_output(&self) -> bool {
        self.output.is_some() || self.format.is_some() || self.bom
    }

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
            let what = message!(
                "cli.no-such-format",
                "this command has no format `{format}`",
                format = asked
            );
            return Err(Error::not_found(what).hint(known_formats(&names())));
        };
        match self.bom && *format != Format::Csv {
            true if is_known(Format::Csv) => {
                let what = message!("cli.bom-is-for-csv", "--bom is for CSV");
                Err(Error::usage(what).hint(add_format("csv")))
            }
            true => Err(Error::usage(message!(
                "cli.bom-without-csv",
                "--bom is for CSV, which this command does not write"
            ))
            .hint(known_formats(&names()))),
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
            wait: if environment.stays { wait_briefly } else { say_waiting },
        }
    }

    /// Returns what CSV begins with: a byte-order mark if it was asked for.
    pub(super) fn mark(&self) -> &'static str {
        if self.bom { "\u{feff}" } else { "" }
    }
}

/// Refuses a flag that only a calendar has.
pub(in crate::cli) fn for_a_calendar(flag: &str) -> Error {
    Error::usage(message!("cli.is-for-calendar", "{flag} is for a calendar", flag))
        .hint(add_format("ics"))
}

fn add_format(format: &str) -> Message {
    message!("cli.add-format", "add --format {format}", format)
}

/// Words of a command, as they are typed.
pub(super) fn typed(words: &[&str]) -> String {
    words.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" ")
}
