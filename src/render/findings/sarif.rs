//! Findings as SARIF, for code scanning.

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{SpanPositions, most_important, one_line, told};
use crate::diagnostic::{Diagnostic, Level};
use crate::render::toolkit::json::to_json;
use crate::report::{CheckFindings, RuleCard};
use crate::text::Span;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What a path is relative to: the name that readers of SARIF know for the root of the repository.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Text<'static>,
    help: Page,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
struct Page {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: PartialFingerprints,
}

#[derive(Serialize)]
struct PartialFingerprints {
    #[serde(rename = "workplan/v1")]
    own: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The most results of a run that GitHub takes.
pub const MOST_RESULTS: usize = 25_000;

/// Findings as SARIF 2.1.0, for code scanning and for editors. Of more than are taken, the errors
/// come first, and the last ones are left out.
pub fn findings_sarif(findings: &CheckFindings) -> String {
    let mut places = SpanPositions::new(&findings.sources);
    let mut fingerprints = Fingerprints::default();
    let found = most_important(&findings.found, MOST_RESULTS).into_iter();
    let results = found
        .map(|(level, finding)| result(*level, finding, findings, &mut places, &mut fingerprints))
        .collect();
    let rules = findings.rules.iter().map(rule).collect();
    let tool = Tool {
        driver: Driver { name: "workplan", semantic_version: env!("CARGO_PKG_VERSION"), rules },
    };
    to_json(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run { tool, column_kind: "unicodeCodePoints", results }],
    })
}

fn rule(card: &RuleCard) -> Rule {
    Rule {
        id: card.name,
        name: card.name,
        short_description: Text { text: card.summary.into() },
        help: Page { text: card.page, markdown: card.page },
        default_configuration: Configuration {
            enabled: card.level != Level::Off,
            level: level_word(card.level),
        },
    }
}

fn result<'a>(
    level: Level,
    finding: &'a Diagnostic,
    findings: &CheckFindings,
    places: &mut SpanPositions<'a>,
    fingerprints: &mut Fingerprints,
) -> Finding<'a> {
    let mut place = |span: Span| physical_location(span, findings, places);
    let main = Location { id: None, message: None, physical_location: place(finding.span) };
    let related = finding.labels.iter().enumerate().map(|(at, label)| Location {
        id: Some(at),
        message: Some(Text { text: unlinked(&one_line(&label.message)).into() }),
        physical_location: place(label.span),
    });
    Finding {
        rule_id: finding.rule,
        rule_index: findings.rules.iter().position(|card| card.name == finding.rule),
        level: level_word(level),
        message: Text { text: unlinked(&told(finding, &[])).into() },
        locations: [main],
        related_locations: related.collect(),
        partial_fingerprints: PartialFingerprints {
            own: fingerprints.next(finding, &findings.path(finding.span.file)),
        },
    }
}

/// The text without links: a message of SARIF may hold `[text](target)`, and a plan must not.
fn unlinked(text: &str) -> String {
    text.replace("](", "] (")
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Off => "none",
    }
}

fn physical_location(
    span: Span,
    findings: &CheckFindings,
    places: &mut SpanPositions<'_>,
) -> PhysicalLocation {
    let (start, end) = places.of(span);
    PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: uri(&findings.path(span.file)),
            uri_base_id: ROOT,
        },
        region: Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        },
    }
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}
