//! Findings as annotations of GitHub.

use super::{SpanPositions, most_important, related, told};
use crate::diagnostic::Level;
use crate::report::CheckFindings;
use crate::text::{Break, clean, harmless_in_log};

/// The most annotations that GitHub shows of a step.
pub const MOST_ANNOTATIONS: usize = 10;

/// Findings as workflow commands: GitHub shows each beside its lines in the pull request.
///
/// GitHub counts `endColumn` as we do, up to the place behind the last character, and lets the
/// columns be where a finding goes over several lines. Of more than it shows the errors come first.
pub fn findings_github(findings: &CheckFindings) -> String {
    let mut places = SpanPositions::new(&findings.sources);
    let mut out = String::new();
    for (level, finding) in most_important(&findings.found, MOST_ANNOTATIONS) {
        let (start, end) = places.of(finding.span);
        let command = match level {
            Level::Error => "error",
            Level::Warning | Level::Off => "warning",
        };
        let command = format!(
            "{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
            property(&clean(&findings.path(finding.span.file))),
            start.line,
            start.column,
            end.line,
            end.column,
            property(finding.rule),
            data(&told(finding, &related(finding, findings, &mut places))),
        );
        // It is one line, and has nothing left of a second command but the old form.
        out += &format!("::{}\n", harmless_in_log(&command, Break::Space));
    }
    out
}

/// The text behind the last `::`, as GitHub's toolkit escapes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property: `:` and `,` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
