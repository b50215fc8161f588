//! What `check` found, in the forms that people, scripts and CI systems read. One file a form.

mod fingerprint;
mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;
mod terminal;

pub use github::{MOST_ANNOTATIONS, findings_github};
pub use gitlab::findings_gitlab;
pub use json::findings_json;
pub use junit::findings_junit;
pub use sarif::{MOST_RESULTS, findings_sarif};
pub use terminal::{findings_report, findings_text, found_faults};

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Level, Message, message};
use crate::report::CheckFindings;
use crate::text::{FileId, Locator, Position, Sources, Span, clean_line};

impl CheckFindings {
    /// The path of a file from the root of the git repository.
    fn path(&self, file: FileId) -> String {
        self.way.path(&self.sources[file].path)
    }
}

/// Where spans begin and end; the end is the place behind the last character.
struct SpanPositions<'a> {
    starts: Locator<'a>,
    ends: Locator<'a>,
}

impl<'a> SpanPositions<'a> {
    fn new(sources: &'a Sources) -> Self {
        SpanPositions { starts: Locator::new(sources), ends: Locator::new(sources) }
    }

    fn of(&mut self, span: Span) -> (Position, Position) {
        (
            self.starts.position(span.file, span.start),
            self.ends.position(span.file, span.end.max(span.start)),
        )
    }
}

/// At most so many findings: of more, the errors come first.
fn most_important(found: &[(Level, Diagnostic)], most: usize) -> Vec<&(Level, Diagnostic)> {
    if found.len() <= most {
        return found.iter().collect();
    }
    let (errors, others): (Vec<_>, Vec<_>) =
        found.iter().partition(|(level, _)| *level == Level::Error);
    errors.into_iter().chain(others).take(most).collect()
}

/// The text of a message, on one line; nothing in it can act on a terminal.
fn one_line(message: &Message) -> String {
    let text = message.to_string();
    let cleaned = match clean_line(&text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(cleaned) => Some(cleaned),
    };
    cleaned.unwrap_or(text)
}

/// What a finding of a level is called.
fn level_word(level: Level) -> Message {
    match level {
        Level::Error => message!("word.error", "error"),
        Level::Warning => message!("word.warning", "warning"),
        Level::Off => message!("word.off", "off"),
    }
}

/// `help: write one of planned, ongoing`
fn help_line(help: String) -> Message {
    message!("check.help", "help: {help}", help)
}

/// How many findings have a level.
fn number(findings: &[(Level, Diagnostic)], level: Level) -> usize {
    findings.iter().filter(|(own, _)| *own == level).count()
}

/// Where else a finding is to be seen, for readers that know a single place:
/// `the first one: workplans/2025.yaml:11:9`.
fn related(
    finding: &Diagnostic,
    findings: &CheckFindings,
    places: &mut SpanPositions<'_>,
) -> Vec<String> {
    let labels = finding.labels.iter().map(|label| {
        let (start, _) = places.of(label.span);
        let path = findings.path(label.span.file);
        format!(
            "{}: {}:{}:{}",
            one_line(&label.message),
            clean_line(&path),
            start.line,
            start.column
        )
    });
    labels.collect()
}

/// What is wrong, and on further lines what to do about it and which other places it is about;
/// nothing in it can act on a terminal.
fn told(finding: &Diagnostic, related: &[String]) -> String {
    let mut told = one_line(&finding.message);
    if let Some(help) = finding.help.as_ref().map(one_line) {
        told += &format!("\n{}", help_line(help));
    }
    related.iter().for_each(|place| told += &format!("\n{place}"));
    told
}
