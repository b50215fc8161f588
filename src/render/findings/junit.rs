//! Findings as JUnit XML, for CI systems.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{SpanPositions, level_word, one_line, related, told};
use crate::diagnostic::{Diagnostic, Level, message};
use crate::report::CheckFindings;
use crate::text::{Break, clean, harmless_in_log};

/// Findings as JUnit XML: a suite for each file, in it a test for each rule, so that a CI page
/// shows which rules a file breaks, and later that it has been mended. Only errors fail a test;
/// warnings stand in its output. A rule that is off is a skipped test.
pub fn findings_junit(findings: &CheckFindings) -> String {
    let mut by_place: BTreeMap<_, Vec<&(Level, Diagnostic)>> = BTreeMap::new();
    for one in &findings.found {
        by_place.entry((one.1.span.file, one.1.rule)).or_default().push(one);
    }
    let mut places = SpanPositions::new(&findings.sources);
    let mut report = Report::new("workplan check");
    for (file, _) in findings.sources.iter() {
        let path = fit(&findings.path(file));
        let mut suite = TestSuite::new(path.as_str());
        for rule in &findings.rules {
            let broken = by_place.remove(&(file, rule.name)).unwrap_or_default();
            let mut test = match broken.is_empty() && rule.level == Level::Off {
                true => TestCase::new(rule.name, TestCaseStatus::skipped()),
                false => test(rule.name, &broken, findings, &mut places),
            };
            test.set_classname(path.as_str());
            suite.add_test_case(test);
        }
        report.add_test_suite(suite);
    }
    // It is written into memory: there is nothing that can fail.
    let written = report.to_string().unwrap_or_default();
    // The schema that Jenkins holds reports against knows this count for suites, not for the whole.
    let written = written.replacen(&format!(" skipped=\"{}\"", report.skipped), "", 1);
    harmless_in_log(&written, Break::Reference).into_owned()
}

/// How a file stands to one rule. A test can fail but once: its message is the first error, its
/// text all there is to say.
fn test(
    rule: &str,
    broken: &[&(Level, Diagnostic)],
    findings: &CheckFindings,
    places: &mut SpanPositions<'_>,
) -> TestCase {
    let mut all = String::new();
    let mut first_error = None;
    for (level, finding) in broken {
        let (start, _) = places.of(finding.span);
        let (path, told) =
            (findings.path(finding.span.file), told(finding, &related(finding, findings, places)));
        all += &fit(&format!(
            "{path}:{}:{}: {}: {told}",
            start.line,
            start.column,
            level_word(*level)
        ));
        all.push('\n');
        if *level == Level::Error {
            first_error.get_or_insert_with(|| {
                let words = fit(&one_line(&finding.message));
                message!("check.at-line", "line {line}: {words}", line = start.line, words)
                    .to_string()
            });
        }
    }
    let Some(message) = first_error else {
        let mut test = TestCase::new(rule, TestCaseStatus::success());
        if !all.is_empty() {
            test.set_system_out(all);
        }
        return test;
    };
    let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
    failure.set_message(message).set_type(rule).set_description(all);
    TestCase::new(rule, failure)
}

/// Text without the characters that XML 1.0 has no way to write, nor any that could act on a
/// terminal.
fn fit(text: &str) -> String {
    clean(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
