//! Findings with their source lines, in the terminal.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as SnippetLevel, Renderer, Snippet};

use unicode_width::UnicodeWidthStr;

use super::{help_line, level_word, one_line};
use crate::diagnostic::{Diagnostic, Level, Message, message};
use crate::render::toolkit::lines::lines;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::report::{CheckFindings, FoundFaults};
use crate::text::{Locator, Position, Sources, Span, clean, clean_line};

/// How much of a long line is quoted on each side of a finding, in bytes.
const AROUND: usize = 200;

/// Findings as compilers print them: the message, the source line with the value marked, and the
/// mend; then the counts.
pub fn findings_text(
    findings: &[(Level, Diagnostic)],
    sources: &Sources,
    screen: &Terminal,
) -> String {
    findings_snippets(findings, sources, screen) + &summary(findings, screen) + "\n"
}

/// Shows findings with the texts that they are about: first those without a place.
pub fn found_faults(found: &FoundFaults, screen: &Terminal) -> String {
    let summary = match found.is_counted {
        true => summary(&found.placed, screen) + "\n",
        false => String::new(),
    };
    findings_without_places(&found.unplaced, screen)
        + &findings_snippets(&found.placed, &found.sources, screen)
        + &summary
}

/// Findings about lines that no file has: each names its activity, as no place does.
fn findings_without_places(findings: &[(Level, Diagnostic)], screen: &Terminal) -> String {
    let line = |(level, finding): &(Level, Diagnostic)| {
        let tone = if *level == Level::Error { Tone::Bad } else { Tone::Warning };
        let head = screen.paint(tone, &format!("{}[{}]", level_word(*level), finding.rule));
        let activity = finding
            .activity
            .as_deref()
            .map_or_else(String::new, |id| format!("{}: ", clean_line(id)));
        let help = finding
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("  {}\n", help_line(one_line(help))));
        format!("{head}: {activity}{}\n{help}", one_line(&finding.message))
    };
    findings.iter().map(line).collect()
}

/// The same as the report of `check`, whose last line counts as well what was fixed, and what
/// could not be looked at.
pub fn findings_report(findings: &CheckFindings, screen: &Terminal) -> String {
    let mut last = summary(&findings.found, screen);
    if findings.fixed > 0 {
        last = screen.paint(Tone::Good, &findings.fixed_note().to_string()) + "; " + &last;
    }
    if findings.unchecked() > 0 {
        // Nobody is to read the rest as the whole.
        let files = message!(
            "check.unchecked",
            "{files#1 file|# files} could not be checked",
            files = findings.unchecked()
        );
        let unchecked = screen.paint(Tone::Bad, &files.to_string());
        last =
            message!("check.in-the-others", "{unchecked}; in the others: {last}", unchecked, last)
                .to_string();
    }
    let number = findings.fixable.number;
    if number > 0 {
        let fixable = if findings.fixable.is_bound {
            message!(
                "check.fixable-at-most",
                "up to {number} can be fixed with `workplan check --fix`",
                number
            )
        } else {
            message!("check.fixable", "{number} can be fixed with `workplan check --fix`", number)
        };
        last += &format!("; {fixable}");
    }
    findings_snippets(&findings.found, &findings.sources, screen) + &last + "\n"
}

/// The same without the counts.
fn findings_snippets(
    findings: &[(Level, Diagnostic)],
    sources: &Sources,
    screen: &Terminal,
) -> String {
    let renderer = if screen.color { Renderer::styled() } else { Renderer::plain() };
    let renderer =
        renderer.decor_style(DecorStyle::Ascii).term_width(screen.width.unwrap_or(AROUND));
    let mut locator = Locator::new(sources);
    let mut out = String::new();
    for (level, finding) in findings {
        out += &snippet(*level, finding, sources, &mut locator, (&renderer, screen));
        out += "\n\n";
    }
    out
}

fn summary(findings: &[(Level, Diagnostic)], screen: &Terminal) -> String {
    let (errors, warnings) =
        (super::number(findings, Level::Error), super::number(findings, Level::Warning));
    if errors + warnings == 0 {
        let none = message!("check.nothing-found", "no errors, no warnings");
        return screen.paint(Tone::Good, &none.to_string());
    }
    let paint = |number: usize, tone: Tone, words: Message| {
        screen.paint(if number > 0 { tone } else { Tone::Plain }, &words.to_string())
    };
    let words = message!("check.errors", "{errors#1 error|# errors}", errors);
    let errors = paint(errors, Tone::Bad, words);
    let words = message!("check.warnings", "{warnings#1 warning|# warnings}", warnings);
    let warnings = paint(warnings, Tone::Warning, words);
    format!("{errors}, {warnings}")
}

fn snippet(
    level: Level,
    finding: &Diagnostic,
    sources: &Sources,
    locator: &mut Locator<'_>,
    (renderer, screen): (&Renderer, &Terminal),
) -> String {
    let (title, word) = match level {
        Level::Error => (SnippetLevel::ERROR, level_word(Level::Error)),
        Level::Warning | Level::Off => (SnippetLevel::WARNING, level_word(Level::Warning)),
    };
    let word = word.to_string();
    // Behind `error[syntax]: `.
    let indent = word.width() + finding.rule.len() + 4;
    let message = broken(&one_line(&finding.message), indent, screen);
    let title_lines = message.lines().count().max(1);
    let title = title.with_name(word);
    let main = Excerpt::new(finding.span, sources, locator);
    let mut excerpts = vec![(main, AnnotationKind::Primary, String::new())];
    for label in &finding.labels {
        let excerpt = Excerpt::new(label.span, sources, locator);
        excerpts.push((excerpt, AnnotationKind::Context, one_line(&label.message)));
    }
    let mut group: Group<'_> = title
        .primary_title(message)
        .id(finding.rule)
        .elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    for (excerpt, kind, label) in &excerpts {
        let annotation = kind.span(excerpt.marked.clone());
        let annotation =
            if label.is_empty() { annotation } else { annotation.label(label.as_str()) };
        let snippet = Snippet::source(excerpt.text.as_str())
            .path(excerpt.path.as_str())
            .line_start(excerpt.at.line)
            .annotation(annotation);
        group = group.element(snippet);
    }
    if let Some(help) = &finding.help {
        let word = message!("word.help", "help").to_string();
        let last = excerpts.iter().map(|(excerpt, ..)| excerpt.at.line).max().unwrap_or(0);
        // Behind `12 = help: `.
        let indent = last.to_string().len() + word.width() + 5;
        let help = broken(&one_line(help), indent, screen);
        group = group.element(SnippetLevel::HELP.with_name(word).message(help));
    }
    let rendered = renderer.render(&[group]);
    if excerpts.iter().all(|(excerpt, ..)| excerpt.is_whole()) {
        rendered
    } else {
        with_columns(&rendered, title_lines, &excerpts)
    }
}

/// The text on lines for a screen on which it begins behind so many columns.
fn broken(text: &str, indent: usize, screen: &Terminal) -> String {
    screen.width.map_or_else(|| text.to_owned(), |width| lines(text, width.saturating_sub(indent)))
}

/// The library counts columns in what it is shown, and of a long line that is a part: here they are
/// put right. Below the title each excerpt takes five lines, the first of them with its place at
/// the end.
fn with_columns(
    rendered: &str,
    title_lines: usize,
    excerpts: &[(Excerpt, AnnotationKind, String)],
) -> String {
    let right = |(number, line): (usize, &str)| {
        let below = number.checked_sub(title_lines).filter(|below| below % 5 == 0);
        let excerpt = below.and_then(|below| excerpts.get(below / 5));
        match (excerpt, line.rsplit_once(':')) {
            (Some((excerpt, ..)), Some((place, column))) => {
                format!(
                    "{place}:{}{}",
                    excerpt.at.column,
                    column.trim_start_matches(|c: char| c.is_ascii_digit())
                )
            }
            _ => line.to_owned(),
        }
    };
    rendered.split('\n').enumerate().map(right).collect::<Vec<_>>().join("\n")
}

/// The line of a place, cut to what is near it, with nothing in it that could act on a terminal.
struct Excerpt {
    path: String,
    at: Position,
    text: String,
    marked: std::ops::Range<usize>,
}

impl Excerpt {
    /// Whether the line is shown from its first column on.
    fn is_whole(&self) -> bool {
        self.text
            .get(..self.marked.start)
            .is_some_and(|before| before.chars().count() + 1 == self.at.column)
    }

    fn new(span: Span, sources: &Sources, locator: &mut Locator<'_>) -> Self {
        let at = locator.position(span.file, span.start);
        let (line_start, text) = locator.line(span.file, span.start);
        let floor = |at: usize| {
            (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
        };
        let from = floor((span.start as usize).saturating_sub(line_start));
        let to = floor((span.end as usize).saturating_sub(line_start)).clamp(from, text.len());
        let (cut, end) =
            (floor(from.saturating_sub(AROUND)), floor(to.min(from + AROUND) + AROUND));
        // Character by character, so that the columns stay.
        let part =
            |from: usize, to: usize| clean(text.get(from..to.max(from)).unwrap_or("")).into_owned();
        let before = if cut > 0 { format!("…{}", part(cut, from)) } else { part(cut, from) };
        let (marked, after) = (part(from, to.min(end)), part(to.min(end), end));
        let after = if end < text.len() { after + "…" } else { after };
        let range = before.len()..before.len() + marked.len();
        Excerpt {
            path: clean_line(&sources[span.file].path).into_owned(),
            at,
            text: before + &marked + &after,
            marked: range,
        }
    }
}
