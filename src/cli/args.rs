use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use crate::diag::nearest;
use crate::format::date_meant;
use crate::model::{DateError, DateSpan, Day};
use crate::view::Form;

/// Flags that every command has.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// The workplans folder; otherwise the nearest `workplans` in this folder or one above it
    #[arg(long, global = true, value_name = "DIR", env = "WORKPLAN_DIR", hide_env = true)]
    pub dir: Option<PathBuf>,

    /// How to show the answer: table, json, csv, markdown, or another that the command has
    #[arg(long, global = true, value_name = "FORMAT", value_parser = format)]
    pub format: Option<Format>,

    /// Read the plans as they were in that git revision, such as HEAD~3, v2024 or main@{2024-06-30}
    #[arg(long, global = true, value_name = "REV")]
    pub at: Option<String>,

    /// The day that the figures are for, such as 2024-06-30; otherwise today, and with --at the day of that commit
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,

    /// Use colours: when the output is a terminal, always, or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: ColorWhen,

    /// Write to a file instead of to the terminal
    #[arg(short, long = "output", global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Show what can be read of a plan that has errors
    #[arg(long, global = true)]
    pub lenient: bool,

    /// Work everything out anew: use nothing that an earlier run has learned from git, and keep nothing
    #[arg(long, global = true)]
    pub no_cache: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    #[default]
    Auto,
    Always,
    Never,
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
pub(super) const READING: &[(Format, Form)] =
    &[(Format::Table, Form::Table), (Format::Json, Form::Json), (Format::Csv, Form::Csv), (Format::Markdown, Form::Markdown)];

impl Common {
    /// What `--format` means to a command that has these; without it the one that the file is called by, if that is no text; else the first one.
    pub(super) fn format<T: Copy>(&self, known: &[(Format, T)]) -> anyhow::Result<T> {
        let by_ending = || self.ending().filter(|wanted| known.iter().any(|(format, _)| format == wanted));
        let wanted = self.format.or_else(by_ending).or(known.first().map(|(format, _)| *format));
        if let Some((_, form)) = known.iter().find(|(format, _)| Some(*format) == wanted) {
            return Ok(*form);
        }
        let names: Vec<String> = known.iter().map(|(format, _)| format.name()).collect();
        let asked = wanted.map_or_else(String::new, Format::name);
        Err(Failure::new(format!("this command has no format `{asked}`")).help(format!("it has {}", names.join(", "))).into())
    }

    /// The format that a file's name asks for, where it is none of words alone: nobody means a table by `report.html`.
    fn ending(&self) -> Option<Format> {
        match self.output.as_ref()?.extension()?.to_str()? {
            "html" => Some(Format::Html),
            "svg" => Some(Format::Svg),
            "ics" => Some(Format::Ics),
            _ => None,
        }
    }
}

/// A format that some command has; each command says itself which ones it knows.
fn format(word: &str) -> Result<Format, String> {
    let names: Vec<(String, Format)> = Format::value_variants().iter().map(|format| (format.name(), *format)).collect();
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

/// A day; of a span its last one.
pub(super) fn day(text: &str) -> Result<Day, String> {
    span(text).map(DateSpan::last)
}

/// A date as plans write it.
pub(super) fn span(text: &str) -> Result<DateSpan, String> {
    DateSpan::parse(text).map_err(|error| match (error, date_meant(text)) {
        (DateError::NoSuchDay, _) => "it is not in the calendar".to_owned(),
        (DateError::Year, _) => "years go from 1900 to 2999".to_owned(),
        (DateError::Form, Some(meant)) => format!("did you mean {meant}?"),
        (DateError::Form, None) => "a date is a day such as 2024-06-30, or a span: 2024-06, 2024-Q2, 2024-H1, 2024".to_owned(),
    })
}

/// A number of days: `30` or `30d`.
pub(super) fn days(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number.parse().map_err(|_| "a number of days is written as 30 or 30d".to_owned())
}
