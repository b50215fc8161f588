//! The formats of answers, and the endings of their files.

use std::path::Path;

use clap::ValueEnum;

use crate::diagnostic::{Message, message, nearest};
use crate::text::clean_line;
use crate::workspace::Error;

/// How the answer is written. Each command knows some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    Table,
    Text,
    Json,
    Csv,
    Markdown,
    Html,
    Pdf,
    Docx,
    Svg,
    Github,
    Gitlab,
    Sarif,
    Junit,
    Ndjson,
    Ics,
    Eml,
    Iati,
    Xlsx,
}

impl Format {
    pub(in crate::cli) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// The ending of a file's name, in lower case.
pub(super) fn ending(file: Option<&Path>) -> Option<String> {
    Some(file?.extension()?.to_string_lossy().to_lowercase())
}

/// The formats whose files have an ending.
pub(super) fn format_of(ending: &str) -> &'static [Format] {
    match ending {
        "txt" => &[Format::Table, Format::Text],
        "json" => &[Format::Json],
        "csv" => &[Format::Csv],
        "md" | "markdown" => &[Format::Markdown],
        "html" | "htm" => &[Format::Html],
        "pdf" => &[Format::Pdf],
        "docx" => &[Format::Docx],
        "svg" => &[Format::Svg],
        "ics" => &[Format::Ics],
        "eml" => &[Format::Eml],
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
        Format::Pdf => ".pdf",
        Format::Docx => ".docx",
        Format::Svg => ".svg",
        Format::Ics => ".ics",
        Format::Eml => ".eml",
        Format::Xlsx => ".xlsx",
        Format::Iati | Format::Junit => ".xml",
        Format::Ndjson => ".ndjson",
        Format::Sarif => ".sarif",
        // Both are JSON or text under names of their own.
        Format::Github | Format::Gitlab => return None,
    })
}

pub(super) fn known_formats(names: &str) -> Message {
    message!("cli.known-formats", "it has {formats}", formats = names)
}

pub(super) fn no_such_ending<T>(ending: &str, known: &[(Format, T)]) -> Error {
    let endings: Vec<&str> = known.iter().filter_map(|(format, _)| ending_of(*format)).collect();
    let is_html = endings.contains(&".html");
    let failure = Error::usage(message!(
        "cli.no-such-ending",
        "this command does not write `.{ending}` files",
        ending = clean_line(ending)
    ))
    .hint(message!(
        "cli.known-endings",
        "it writes {endings}; with --format a file may have any name",
        endings = endings.join(", ")
    ));
    match ending {
        "pdf" if is_html => failure
            .hint(message!("cli.for-pdf", "for a PDF, write .html and print it from a browser")),
        "doc" | "odt" | "rtf" if endings.contains(&".docx") => failure.hint(message!(
            "cli.for-other-word-processor",
            "write .docx, which every word processor opens"
        )),
        "doc" | "docx" | "odt" if is_html => failure.hint(message!(
            "cli.for-word-processor",
            "for a word processor, write .html and open it there"
        )),
        "xls" | "xlsx" | "ods" => failure.hint(message!(
            "cli.for-spreadsheet",
            "for a spreadsheet: workplan export -o plan.xlsx"
        )),
        _ => failure,
    }
}

/// A format that some command has; each command says itself which ones it knows.
pub(super) fn format(word: &str) -> Result<Format, Message> {
    let names: Vec<(String, Format)> =
        Format::value_variants().iter().map(|format| (format.name(), *format)).collect();
    let named = |word: &str| names.iter().find(|(name, _)| name == word).map(|(_, format)| *format);
    let near = || nearest(word, names.iter().map(|(name, _)| name.as_str()));
    named(word).ok_or_else(|| match format_by_habit(word).or_else(near) {
        Some(meant) => message!("cli.did-you-mean", "did you mean `{meant}`?", meant),
        None => message!("cli.formats-in-help", "the help of each command lists its formats"),
    })
}

/// A format by the name that somebody brings along.
fn format_by_habit(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "md" => "markdown",
        "word" | "doc" => "docx",
        "excel" | "xls" => "xlsx",
        "calendar" | "ical" => "ics",
        "txt" => "text",
        _ => return None,
    })
}
