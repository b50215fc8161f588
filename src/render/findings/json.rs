use serde::Serialize;

use super::{SpanPositions, number};
use crate::diagnostic::{Diagnostic, Level};
use crate::render::json::to_json;
use crate::render::shape::SCHEMA;
use crate::text::Sources;

#[derive(Serialize)]
struct FindingShape<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    plan: Option<&'a str>,
    activity: Option<&'a str>,
    related: Vec<PlaceShape<'a>>,
}

/// Another place that a finding is about.
#[derive(Serialize)]
struct PlaceShape<'a> {
    message: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct FindingsShape<'a> {
    schema: u32,
    errors: usize,
    warnings: usize,
    diagnostics: Vec<FindingShape<'a>>,
}

/// Findings for scripts.
pub fn findings_json<'a>(findings: &'a [(Level, Diagnostic)], sources: &'a Sources) -> String {
    let mut places = SpanPositions::new(sources);
    let shape = |(level, finding): &'a (Level, Diagnostic)| {
        let (start, end) = places.of(finding.span);
        let related = finding.labels.iter().map(|label| {
            let (start, end) = places.of(label.span);
            PlaceShape {
                message: &label.message,
                path: &sources[label.span.file].path,
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
            }
        });
        let related = related.collect();
        FindingShape {
            rule: finding.rule,
            level: level.as_str(),
            message: &finding.message,
            help: finding.help.as_deref(),
            path: &sources[finding.span.file].path,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            plan: finding.plan.as_deref(),
            activity: finding.activity.as_deref(),
            related,
        }
    };
    let diagnostics = findings.iter().map(shape).collect();
    to_json(&FindingsShape {
        schema: SCHEMA,
        errors: number(findings, Level::Error),
        warnings: number(findings, Level::Warning),
        diagnostics,
    })
}
