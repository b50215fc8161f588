//! Properties of the CI formats: any text in a plan gives valid output.
#![allow(clippy::unwrap_used, clippy::panic)]

use crate::check_formats::{assert_sarif, command, line, sarif_validator};
use proptest::prelude::*;
use serde_json::Value;
use workplan::diagnostic::{Diagnostic, Level, Message};
use workplan::render::{
    Terminal, findings_github, findings_gitlab, findings_json, findings_junit, findings_report,
    findings_sarif,
};
use workplan::report::{CheckFindings, RuleCard};
use workplan::text::{FileId, FromRoot, Source, Sources, Span, clean, clean_line};

/// Asserts that the output has no control characters.
fn assert_harmless(output: &str) {
    assert_eq!(clean(output).replace('\t', ""), output.replace('\t', ""));
}

fn told(finding: &Diagnostic) -> String {
    let help = finding.help.as_ref().map(|help| format!("\nhelp: {}", line(help)));
    line(&finding.message) + &help.unwrap_or_default()
}

/// Text that could break an output format.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("::error file=a::b".to_owned()),
        Just("\n::set-output name=a::b".to_owned()),
        Just("\r\n##[error]x".to_owned()),
        Just("%0A%25,:=".to_owned()),
        Just("\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J".to_owned()),
        Just("]]><![CDATA[<a b=\"'&amp;&#0;".to_owned()),
        Just("\"}],\\u0000\\".to_owned()),
        Just("\0\u{8}\u{b}\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff}".to_owned()),
        Just("\u{202e}\u{2066}\u{200f}".to_owned()),
        Just("é😀数".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

#[derive(Debug)]
struct Case {
    found: Vec<(Level, Diagnostic)>,
    sources: Sources,
    way: FromRoot,
}

const RULES: [RuleCard; 3] = [
    RuleCard {
        name: "unknown-key",
        level: Level::Error,
        summary: "A key",
        page: "# unknown-key\n\nA key\n",
    },
    RuleCard {
        name: "missing-due",
        level: Level::Warning,
        summary: "No day",
        page: "# missing-due\n\nNo day\n",
    },
    RuleCard { name: "overdue", level: Level::Off, summary: "Late", page: "# overdue\n\nLate\n" },
];

prop_compose! {
    fn case()(
        path in hostile(), text in hostile(), way in hostile(), is_root in any::<bool>(),
        before in prop_oneof![3 => Just(0usize), 1 => 100..700usize],
        parts in prop::collection::vec(
            (0..2usize, hostile(), prop::option::of(hostile()), hostile(), 0..60u32, 0..60u32),
            0..6,
        ),
    ) -> Case {
        let file = FileId(0);
        type Part = (usize, String, Option<String>, String, u32, u32);
        let finding = |(rule, message, help, id, start, length): Part| {
            // Most of a long line is not shown.
            let span = Span::new(file, start + before as u32, start + before as u32 + length);
            let finding =
                Diagnostic::new(RULES[rule].name, span, Message::verbatim(message.clone()))
                    .maybe_help(help.map(Message::verbatim))
                    .about(&id, &id)
                    .label(span, Message::verbatim(message));
            (RULES[rule].level, finding)
        };
        let found = parts.into_iter().map(finding).collect();
        let text = "é".repeat(before / 2) + &text;
        let way = if is_root { FromRoot::root() } else { FromRoot::to(way) };
        Case { found, sources: Sources::new(vec![Source { path, text }]), way }
    }
}

impl Case {
    fn findings(&self) -> CheckFindings {
        CheckFindings {
            found: self.found.clone(),
            sources: self.sources.clone(),
            rules: RULES.to_vec(),
            way: self.way.clone(),
            ..CheckFindings::default()
        }
    }

    fn path(&self) -> String {
        self.way.path(&self.sources[FileId(0)].path)
    }
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_a_github_command(case in case()) {
        let output = findings_github(&case.findings());
        assert_harmless(&output);
        prop_assert_eq!(output.matches('\n').count(), case.found.len());
        prop_assert!(!output.contains("##["), "a command of the old form");
        let broken_up = |text: &str| text.replace("##[", "## [");
        for (line, (_, finding)) in output.lines().zip(&case.found) {
            let (name, properties, data) = command(line);
            prop_assert!(["error", "warning"].contains(&name), "{}", name);
            let keys: Vec<&str> = properties.iter().map(|(key, _)| *key).collect();
            prop_assert_eq!(keys, ["file", "line", "col", "endLine", "endColumn", "title"]);
            prop_assert_eq!(&properties[0].1, &broken_up(&clean(&case.path())));
            prop_assert_eq!(&properties[5].1, finding.rule);
            // The other places follow.
            prop_assert!(data.starts_with(&broken_up(&told(finding))), "{data}");
        }
    }

    #[test]
    fn no_text_breaks_a_gitlab_report(case in case()) {
        let output = findings_gitlab(&case.findings());
        assert_harmless(&output);
        let report: Value = serde_json::from_str(&output).unwrap();
        let issues = report.as_array().unwrap();
        prop_assert_eq!(issues.len(), case.found.len());
        let mut prints: Vec<&Value> = issues.iter().map(|issue| &issue["fingerprint"]).collect();
        prints.sort_by_key(ToString::to_string);
        prints.dedup();
        prop_assert_eq!(prints.len(), issues.len());
        for (issue, (_, finding)) in issues.iter().zip(&case.found) {
            prop_assert_eq!(&issue["check_name"], finding.rule);
            prop_assert_eq!(&issue["location"]["path"], &case.path());
            prop_assert!(
                issue["description"].as_str().unwrap().starts_with(&line(&finding.message))
            );
        }
    }

    #[test]
    fn no_text_breaks_a_junit_report(case in case()) {
        let output = findings_junit(&case.findings());
        assert_harmless(&output);
        prop_assert_eq!(output.find(['\u{fffe}', '\u{ffff}']), None);
        let document = roxmltree::Document::parse(&output).unwrap();
        let tests: Vec<_> =
            document.descendants().filter(|node| node.has_tag_name("testcase")).collect();
        prop_assert_eq!(tests.len(), RULES.len());
        for (test, rule) in tests.iter().zip(RULES) {
            let own: Vec<_> =
                case.found.iter().filter(|(_, finding)| finding.rule == rule.name).collect();
            let tag = test.first_element_child().map(|node| node.tag_name().name().to_owned());
            let expected = match (own.is_empty(), rule.level) {
                (true, Level::Off) => Some("skipped"),
                (false, Level::Error) => Some("failure"),
                (false, _) => Some("system-out"),
                (true, _) => None,
            };
            prop_assert_eq!(tag.as_deref(), expected);
            let said = test.first_element_child().and_then(|node| node.text()).unwrap_or_default();
            for (_, finding) in own {
                let message = line(&finding.message).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
                prop_assert!(said.contains(message.trim()), "{:?} in {:?}", message, said);
            }
        }
    }
}

/// One finding, as the text format shows it.
#[derive(Debug, PartialEq)]
struct Block {
    level: String,
    rule: String,
    message: String,
    path: String,
    line: u64,
    column: u64,
    help: Option<String>,
}

/// Returns the findings of the text format and its last line. Fails on a line of unknown form.
fn blocks(output: &str) -> (Vec<Block>, &str) {
    let (findings, last) = output
        .strip_suffix('\n')
        .unwrap()
        .rsplit_once("\n\n")
        .unwrap_or(("", output.trim_end_matches('\n')));
    let read = |block: &str| {
        let mut lines = block.split('\n').peekable();
        let first = lines.next().unwrap();
        let (head, message) = first.split_once("]: ").unwrap_or_else(|| panic!("{output}"));
        let (level, rule) = head.split_once('[').unwrap();
        // On a narrow screen a sentence takes several lines, which begin below its first word.
        let indent = " ".repeat(head.chars().count() + 3);
        let mut message = message.to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with(&indent)) {
            message = message + " " + &more[indent.len()..];
        }
        let (place, column) = lines
            .next()
            .unwrap()
            .trim_start()
            .strip_prefix("--> ")
            .unwrap()
            .rsplit_once(':')
            .unwrap();
        let (path, line) = place.rsplit_once(':').unwrap();
        let mut help: Option<String> = None;
        let mut indent = None;
        for line in lines {
            if let (Some(help), Some(indent)) = (&mut help, indent) {
                let more: &str = line.strip_prefix(&" ".repeat(indent)).unwrap();
                help.push(' ');
                help.push_str(more);
                continue;
            }
            let rest = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
            let text = rest.strip_prefix("= help: ").or_else(|| rest.strip_prefix("= help:"));
            assert!(
                text.is_some() || rest.starts_with(['|']) || rest.starts_with("::: "),
                "{line:?} in\n{block}"
            );
            help = text.map(str::to_owned);
            indent = text.map(|_| line.find("= help:").unwrap() + "= help: ".len());
        }
        let owned = |text: &str| text.to_owned();
        let (line, column) = (line.parse().unwrap(), column.parse().unwrap());
        Block {
            level: owned(level),
            rule: owned(rule),
            message,
            path: owned(path),
            line,
            column,
            help,
        }
    };
    (findings.split("\n\n").filter(|block| !block.is_empty()).map(read).collect(), last)
}

proptest! {
    /// The text format has one block for each finding, at the place given in the JSON, and nothing
    /// in between.
    #[test]
    fn no_text_breaks_out_of_its_block(case in case(), width in prop::option::of(20..120usize)) {
        let output = findings_report(&case.findings(), &Terminal { width, color: false });
        assert_harmless(&output);
        let json: Value = serde_json::from_str(&findings_json(&case.found, &case.sources)).unwrap();
        let expected = json["diagnostics"].as_array().unwrap().iter().zip(&case.found).map(
            |(one, (_, finding))| Block {
                level: one["level"].as_str().unwrap().to_owned(),
                rule: one["rule"].as_str().unwrap().to_owned(),
                message: line(&finding.message),
                path: clean_line(one["path"].as_str().unwrap()).into_owned(),
                line: one["line"].as_u64().unwrap(),
                column: one["column"].as_u64().unwrap(),
                help: finding.help.as_ref().map(line),
            },
        );
        let (blocks, last) = blocks(&output);
        prop_assert_eq!(blocks, expected.collect::<Vec<_>>(), "{}", output);
        let count = |level| case.found.iter().filter(|(own, _)| *own == level).count();
        let counts = [count(Level::Error), count(Level::Warning)];
        let told: Vec<usize> = last
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse().ok())
            .collect();
        prop_assert_eq!(told, if counts == [0, 0] { vec![] } else { counts.to_vec() }, "{}", last);
    }

    /// The JSON has every finding, unchanged to the last character.
    #[test]
    fn no_text_breaks_the_json(case in case()) {
        let output = findings_json(&case.found, &case.sources);
        assert_harmless(&output);
        let report: Value = serde_json::from_str(&output).unwrap();
        let shown = report["diagnostics"].as_array().unwrap();
        prop_assert_eq!(shown.len(), case.found.len());
        let source = &case.sources[FileId(0)];
        for (one, (level, finding)) in shown.iter().zip(&case.found) {
            prop_assert_eq!(one["message"].as_str(), Some(&*finding.message.to_string()));
            let help = finding.help.as_ref().map(ToString::to_string);
            prop_assert_eq!(one["help"].as_str(), help.as_deref());
            prop_assert_eq!(one["plan"].as_str(), finding.plan.as_deref());
            prop_assert_eq!(one["activity"].as_str(), finding.activity.as_deref());
            prop_assert_eq!(
                (&one["rule"], &one["level"], &one["path"]),
                (&finding.rule.into(), &level.as_str().into(), &source.path.as_str().into())
            );
            let text = source.text.trim_start_matches('\u{feff}');
            let line = text.split('\n').nth(one["line"].as_u64().unwrap() as usize - 1);
            let column = one["column"].as_u64().unwrap() as usize;
            prop_assert!(
                line.is_some_and(|line| column <= line.chars().count() + 1),
                "{} in {:?}",
                one,
                text
            );
            prop_assert!(
                (&one["end_line"].as_u64(), &one["end_column"].as_u64())
                    >= (&one["line"].as_u64(), &one["column"].as_u64())
            );
        }
    }
}

proptest! {
    #![proptest_config(crate::support::cases(32))]

    #[test]
    fn no_text_breaks_a_sarif_log(case in case()) {
        thread_local!(static VALIDATOR: jsonschema::Validator = sarif_validator());
        let output = findings_sarif(&case.findings());
        assert_harmless(&output);
        let log: Value = serde_json::from_str(&output).unwrap();
        VALIDATOR.with(|validator| assert_sarif(validator, &log));
        let results = log["runs"][0]["results"].as_array().unwrap();
        prop_assert_eq!(results.len(), case.found.len());
        for (result, (_, finding)) in results.iter().zip(&case.found) {
            prop_assert_eq!(&result["message"]["text"], &told(finding));
            prop_assert_eq!(&result["ruleId"], finding.rule);
            let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                .as_str()
                .unwrap();
            prop_assert!(
                uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)),
                "{}",
                uri
            );
        }
    }
}
