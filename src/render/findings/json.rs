//! Findings for scripts.

use serde::Serialize;

use super::{SpanPositions, number};
use crate::diagnostic::{Diagnostic, Level};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::SCHEMA;
use crate::text::Sources;

#[derive(Serialize)]
struct FindingShape<'a> {
    rule: &'a str,
    level: &'static str,
    message: String,
    help: Option<String>,
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
    message: String,
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
                message: label.message.to_string(),
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
            message: finding.message.to_string(),
            help: finding.help.as_ref().map(ToString::to_string),
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
