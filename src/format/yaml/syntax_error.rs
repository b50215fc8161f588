use std::ops::Range;

use granit_parser::ErrorKind;

use super::indent::beside_others;
use crate::diagnostic::Diagnostic;
use crate::format::rule;
use crate::text::Span;

/// A fault of syntax as people see it: where the mistake was made, which is often before the parser
/// stumbles.
pub(super) struct SyntaxErrorPlace {
    pub range: Range<usize>,
    pub message: String,
    pub help: Option<&'static str>,
    /// What stands where the parser stumbled, if that is another place.
    pub seen_at_fault: Option<&'static str>,
}

/// A fault of syntax.
pub(super) fn syntax(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(rule::SYNTAX, span, message)
}

impl SyntaxErrorPlace {
    /// A place of which nothing is said yet.
    pub(super) fn at(range: Range<usize>) -> Self {
        SyntaxErrorPlace { range, message: String::new(), help: None, seen_at_fault: None }
    }
}

/// Where to look, what is wrong there, and what to do. `last_end` is the end of what was read well,
/// `at` where the parser stumbled, `open` where the innermost list or mapping begins that is not
/// ended yet.
pub(super) fn place(
    kind: &ErrorKind,
    text: &str,
    last_end: usize,
    at: usize,
    open: Option<usize>,
) -> SyntaxErrorPlace {
    let line = line_before(text, at).0;
    if let Some(place) = conflict_mark(text, last_end, at) {
        return place;
    }
    if let Some(place) =
        quote_left_open(kind, text, last_end, at).or_else(|| bracket_left_open(text, at, open?))
    {
        return place;
    }
    let is_of_lines =
        matches!(explain(kind).1, Some(AS_A_KEY | SAME_DASHES | SAME_INDENT | QUOTE_OR_INDENT));
    let indent = || beside_others(text, line).filter(|_| is_of_lines);
    if let Some(place) = colon_without_space(kind, text, at).or_else(indent) {
        return place;
    }
    let (message, help) = explain(kind);
    let tabs = matches!(help, Some(INDENT)).then(|| tabs_near(text, at)).flatten();
    let here = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .filter(|c| *c != '\n')
        .map_or(at, |c| at + c.len_utf8());
    SyntaxErrorPlace { message, help, ..SyntaxErrorPlace::at(tabs.unwrap_or(at..here)) }
}

/// How many lines between what was read well and a fault are looked at.
const LINES: usize = 100;

/// The line that holds a place: where it begins, and its text up to the place.
fn line_before(text: &str, at: usize) -> (usize, &str) {
    let before = text.get(..at).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (start, before.get(start..).unwrap_or(""))
}

fn indent(text: &str, line: usize) -> usize {
    text.get(line..).map_or(0, |rest| rest.bytes().take_while(|b| *b == b' ').count())
}

/// A text in quotes that ends where another one was to begin.
fn quote_left_open(
    kind: &ErrorKind,
    text: &str,
    last_end: usize,
    at: usize,
) -> Option<SyntaxErrorPlace> {
    let quote = match kind {
        ErrorKind::InvalidTrailingDoubleQuotedScalar => '"',
        ErrorKind::InvalidTrailingSingleQuotedScalar => '\'',
        _ => return None,
    };
    let (line, _) = line_before(text, at);
    let between = text.get(last_end..line)?;
    let begins = |from: &usize| {
        between
            .get(..*from)
            .is_some_and(|before| before.ends_with([' ', '\t', '\n', '[', '{', ',']))
    };
    let start = last_end + between.match_indices(quote).map(|(from, _)| from).find(begins)?;
    let end = start + text.get(start..)?.find(['\r', '\n'])?;
    Some(SyntaxErrorPlace {
        message: "this quote is not closed on its line".to_owned(),
        help: Some(
            "add the closing quote; if the text is to go on over several lines, look for a quote too many in it",
        ),
        seen_at_fault: Some("here the text ends, and something follows"),
        ..SyntaxErrorPlace::at(start..end)
    })
}

/// A bracket that is still open on a line that is not indented more than its own.
fn bracket_left_open(text: &str, at: usize, open: usize) -> Option<SyntaxErrorPlace> {
    let (own, _) = line_before(text, open);
    let (line, _) = line_before(text, at);
    let bracket = text.get(open..)?.chars().next()?;
    let closing = match bracket {
        '[' => ("`[` is never closed", "add the `]`"),
        '{' => ("`{` is never closed", "add the `}`"),
        _ => return None,
    };
    let begins_anew = own < line
        && indent(text, line) <= indent(text, own)
        && !text.get(line..)?.trim_start().starts_with([']', '}']);
    let (message, help) = (closing.0.to_owned(), Some(closing.1));
    begins_anew.then(|| SyntaxErrorPlace {
        message,
        help,
        seen_at_fault: Some("it is still open here"),
        ..SyntaxErrorPlace::at(open..open + 1)
    })
}

/// What git leaves where two people have changed the same lines: in the line of the fault, or in
/// those just before it.
fn conflict_mark(text: &str, last_end: usize, at: usize) -> Option<SyntaxErrorPlace> {
    let is_mark = |line: usize| {
        let rest = text.get(line..)?;
        let mark = rest.lines().next().unwrap_or("");
        let signs = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
        signs
            .iter()
            .any(|sign| {
                mark.strip_prefix(sign)
                    .is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
            })
            .then_some(line..line + mark.len())
    };
    let (first, last) = (line_before(text, last_end.min(at)).0, line_before(text, at).0);
    let mut lines = std::iter::successors(Some(first), |line| {
        Some(line + text.get(*line..last)?.find('\n')? + 1)
    })
    .take(LINES);
    let range = lines.find_map(is_mark).or_else(|| is_mark(last))?;
    Some(SyntaxErrorPlace {
        message: "git could not merge two changes by itself, and has marked them here".to_owned(),
        help: Some(
            "run `workplan resolve` to finish the merge; or keep what is right of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
        ),
        ..SyntaxErrorPlace::at(range)
    })
}

/// `title:Train` where a key must stand.
fn colon_without_space(kind: &ErrorKind, text: &str, at: usize) -> Option<SyntaxErrorPlace> {
    let ends_line = matches!(
        kind,
        ErrorKind::SimpleKeyExpected
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::InvalidSimpleKey
    );
    let line = text.get(at..)?.lines().next().filter(|_| ends_line)?;
    let (key, behind) = line.split_once(':')?;
    let is_word = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    (is_word && !behind.is_empty() && !behind.starts_with([' ', '/'])).then(|| SyntaxErrorPlace {
        message: "a space is missing behind this colon".to_owned(),
        help: Some("write `key: value`"),
        ..SyntaxErrorPlace::at(at..at + key.len() + 1)
    })
}

/// The tabs in the indentation of the line that holds a place, or of the next line that has some.
fn tabs_near(text: &str, at: usize) -> Option<Range<usize>> {
    let mut line = line_before(text, at).0;
    loop {
        let rest = text.get(line..)?;
        let blank = rest.get(..rest.find(|c: char| c != ' ' && c != '\t').unwrap_or(rest.len()))?;
        if let (Some(first), Some(last)) = (blank.find('\t'), blank.rfind('\t')) {
            return Some(line + first..line + last + 1);
        }
        line += rest.find('\n')? + 1;
    }
}

const INDENT: &str = "indent with spaces";
const AS_A_KEY: &str = "write `key: value`, indented like the keys beside it";
const SAME_DASHES: &str = "give all `-` of a list the same indent";
const SAME_INDENT: &str = "give lines of one list or mapping the same indent";
const ONE_MARGIN: &str = "begin all keys of a file at the left margin, each as `key: value`";
const QUOTE_OR_INDENT: &str =
    "if this is text, put it in quotes; if it is a key, indent it like the keys beside it";

/// What the parser stumbled over, for people who do not know YAML's own terms: what is wrong, and
/// what to do.
fn explain(kind: &ErrorKind) -> (String, Option<&'static str>) {
    let (message, help) = match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            ("a colon and a space make a key, and no key can stand here", QUOTE_OR_INDENT)
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::MappingKeyNotAllowed => ("a key and a colon are expected here", AS_A_KEY),
        ErrorKind::InvalidSimpleKey => (
            "a key is not followed by a colon on the same line",
            "write `key: value`; text that goes on belongs behind a key",
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => ("a tab stands where only spaces may stand", INDENT),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidBlockScalarIndent => {
            ("this line is not indented like the lines that it belongs to", SAME_INDENT)
        }
        ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::BlockSequenceEntryNotAllowed => {
            ("a list item cannot stand here", SAME_DASHES)
        }
        ErrorKind::UnclosedFlowCollection { open: '[' } | ErrorKind::UnexpectedEofFlowSequence => {
            ("`[` is never closed", "add the `]`")
        }
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnexpectedEofFlowMapping => {
            ("`{` is never closed", "add the `}`")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a comma or the closing bracket is expected here",
            "text with a comma, a colon or a bracket in it needs quotes here",
        ),
        ErrorKind::UnexpectedEofImplicitFlowMapping => (
            "nothing stands before this comma",
            "take the comma away, or write something before it",
        ),
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            ("this bracket closes nothing that is open", "delete it, or put the text in quotes")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("this quote is never closed", "add the closing quote")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "something stands behind the closing quote",
            "a quote inside of quotes is written `\\\"` in \"…\", and `''` in '…'",
        ),
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            ("a backslash in \"…\" begins an escape, and this is none", "write `\\\\`, or use '…'")
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (
                format!("`{}` cannot begin a value", character.escape_debug()),
                Some("if this is text, put it in quotes"),
            );
        }
        ErrorKind::CommentNotSeparated => {
            ("a comment needs a space before its `#`", "add the space, or put the text in quotes")
        }
        ErrorKind::RecursionLimitExceeded => {
            ("lists and keys are nested too deep", "64 levels are allowed")
        }
        ErrorKind::ExpectedDocumentStart => {
            ("this line does not go on with what stands above it", ONE_MARGIN)
        }
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message.to_owned(), Some(help))
}
