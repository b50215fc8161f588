//! Findings as a code quality report of GitLab.

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{SpanPositions, one_line, related};
use crate::diagnostic::{Diagnostic, Level};
use crate::render::toolkit::json::to_json;
use crate::report::CheckFindings;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: IssueLocation,
}

#[derive(Serialize)]
struct IssueLocation {
    path: String,
    lines: IssueLines,
}

#[derive(Serialize)]
struct IssueLines {
    begin: usize,
    end: usize,
}

/// Findings as a Code Quality report, which GitLab shows in the merge request. It has to be a bare
/// array.
pub fn findings_gitlab(findings: &CheckFindings) -> String {
    let mut places = SpanPositions::new(&findings.sources);
    let mut fingerprints = Fingerprints::default();
    let issue = |(level, finding): &'_ (Level, Diagnostic)| {
        let (start, end) = places.of(finding.span);
        let path = findings.path(finding.span.file);
        Issue {
            description: description(finding, related(finding, findings, &mut places)),
            check_name: finding.rule,
            fingerprint: fingerprints.next(finding, &path),
            severity: match level {
                Level::Error => "major",
                Level::Warning | Level::Off => "minor",
            },
            location: IssueLocation {
                path,
                lines: IssueLines { begin: start.line, end: end.line },
            },
        }
    };
    to_json(&findings.found.iter().map(issue).collect::<Vec<_>>())
}

/// GitLab shows one line.
fn description(finding: &Diagnostic, related: Vec<String>) -> String {
    let message = one_line(&finding.message);
    let notes: Vec<String> = finding.help.iter().map(one_line).chain(related).collect();
    if notes.is_empty() { message } else { format!("{message} ({})", notes.join("; ")) }
}
