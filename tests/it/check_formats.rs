//! The formats of `workplan check` for CI systems, each read back by a parser of that format.
#![allow(clippy::unwrap_used, clippy::panic)]

use crate::support::{bare, temporary_folder};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use workplan::diagnostic::Message;
use workplan::text::clean_line;

const PLAN: &str = "\
schema: 1
title: Safe routes
period: {start: 2024-01-01, end: 2024-12-31}
priorities:
  - id: a
    title: First
    activities:
      - {id: a1, title: Map, owners: [iom], status: on_hold, due: 2024-06-30}
      - {id: a1, title: é😀 map, ownres: [iom], owners: [iom], status: planned, due: 2024-06-30}
organizations: [{id: iom, name: International Example}]
";

/// Creates a repository with the workplans folder in a subfolder: CI systems expect paths from the
/// root of the repository.
fn repository(plan: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    fs::create_dir(root.path().join(".git")).unwrap();
    fs::create_dir_all(root.path().join("our group/workplans")).unwrap();
    fs::write(root.path().join("our group/workplans/2024.yaml"), plan).unwrap();
    root
}

/// Returns the output of `check` for the errors in [`PLAN`] in a format, and its exit status.
fn check(root: &Path, format: &str) -> (String, Option<i32>) {
    let mut command = Command::new(crate::support::program());
    bare(&mut command).current_dir(root.join("our group")).args([
        "check",
        "--format",
        format,
        "--as-of",
        "2024-03-01",
    ]);
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

pub fn json(root: &Path, format: &str) -> Value {
    serde_json::from_str(&check(root, format).0).unwrap()
}

/// Returns the findings of one rule in a list. `key` names the rule.
fn of_rule<'v>(list: &'v Value, key: &str, rule: &str) -> Vec<&'v Value> {
    list.as_array().unwrap().iter().filter(|one| one[key] == rule).collect()
}

#[test]
fn github_gets_commands() {
    let root = repository(PLAN);
    let (output, status) = check(root.path(), "github");
    assert_eq!(status, Some(1));
    let line = |title: &str| {
        output.lines().find(|line| line.contains(title)).unwrap_or_default().to_owned()
    };
    assert_eq!(
        line("title=unknown-key"),
        "::error file=our group/workplans/2024.yaml,line=9,col=33,endLine=9,endColumn=39,title=unknown-key::\
         an activity has no key `ownres`%0Ahelp: did you mean `owners`?"
    );
    assert!(line("title=missing-reason").starts_with(
        "::error file=our group/workplans/2024.yaml,line=8,col=53,endLine=8,endColumn=60,"
    ));
    assert!(
        output.lines().all(|line| line.starts_with("::error ") || line.starts_with("::warning ")),
        "{output}"
    );
}

#[test]
fn gitlab_gets_a_report() {
    let root = repository(PLAN);
    let report = json(root.path(), "gitlab");
    let [unknown] = of_rule(&report, "check_name", "unknown-key")[..] else { panic!("{report}") };
    assert_eq!(unknown["description"], "an activity has no key `ownres` (did you mean `owners`?)");
    assert_eq!(unknown["severity"], "major");
    assert_eq!(unknown["location"]["path"], "our group/workplans/2024.yaml");
    assert_eq!(unknown["location"]["lines"]["begin"], 9);
    let count = json(root.path(), "json")["diagnostics"].as_array().unwrap().len();
    assert_eq!(report.as_array().unwrap().len(), count);
}

#[test]
fn a_fingerprint_is_unique_and_stays_when_lines_move() {
    let prints = |plan: &str| -> Vec<String> {
        let report = json(repository(plan).path(), "gitlab");
        report
            .as_array()
            .unwrap()
            .iter()
            .map(|issue| issue["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = prints(PLAN);
    assert_eq!(prints(&format!("# moved\n\n{PLAN}")), first);
    let twice = PLAN.replace("ownres: [iom], ", "ownres: [iom], ownrse: 1, x_a: 1, ");
    let mut all = prints(&twice);
    let count = all.len();
    assert!(first.iter().all(|print| all.contains(print)));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count);
}

pub fn sarif_validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

pub fn assert_sarif(validator: &jsonschema::Validator, log: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn sarif_is_what_its_schema_asks_for() {
    let root = repository(PLAN);
    let log = json(root.path(), "sarif");
    assert_sarif(&sarif_validator(), &log);
    let mut broken = log.clone();
    broken["runs"][0]["results"][0]["level"] = "loud".into();
    assert!(!sarif_validator().is_valid(&broken), "the schema looks at what we write");

    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let [unknown] = of_rule(&run["results"], "ruleId", "unknown-key")[..] else { panic!("{run}") };
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules[unknown["ruleIndex"].as_u64().unwrap() as usize]["id"], "unknown-key");
    assert!(
        rules.iter().all(|rule| rule["shortDescription"]["text"]
            .as_str()
            .is_some_and(|text| text.len() > 5))
    );
    let place = &unknown["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "our%20group/workplans/2024.yaml");
    assert_eq!(
        place["region"],
        serde_json::json!({ "startLine": 9, "startColumn": 33, "endLine": 9, "endColumn": 39 })
    );
    let [double] = of_rule(&run["results"], "ruleId", "duplicate-id")[..] else { panic!("{run}") };
    assert_eq!(double["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 8);
}

#[test]
fn junit_has_a_test_for_each_rule_of_each_file() {
    let root = repository(PLAN);
    fs::write(
        root.path().join("our group/workplans/config.yaml"),
        "schema: 1\nrules: {unknown-key: warning, date-order: off}\n",
    )
    .unwrap();
    let (output, _) = check(root.path(), "junit");
    let document = roxmltree::Document::parse(&output).unwrap();
    let suites: Vec<_> =
        document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
    let names: Vec<_> = suites.iter().filter_map(|suite| suite.attribute("name")).collect();
    assert_eq!(names, ["our group/workplans/2024.yaml", "our group/workplans/config.yaml"]);
    let test = |suite: usize, rule: &str| {
        suites[suite]
            .children()
            .find(|node| node.has_tag_name("testcase") && node.attribute("name") == Some(rule))
            .unwrap()
    };
    let child =
        |suite, rule, tag: &str| test(suite, rule).children().find(|node| node.has_tag_name(tag));
    let failure = child(0, "missing-reason", "failure").unwrap();
    assert_eq!(failure.attribute("type"), Some("missing-reason"));
    assert_eq!(
        failure.attribute("message"),
        Some("line 8: this activity is on hold, but has no reason")
    );
    assert!(
        failure
            .text()
            .unwrap()
            .starts_with("our group/workplans/2024.yaml:8:53: error: this activity is on hold")
    );
    assert!(child(1, "missing-reason", "failure").is_none());
    assert!(child(0, "unknown-key", "failure").is_none(), "a warning is no failure");
    assert!(
        child(0, "unknown-key", "system-out")
            .unwrap()
            .text()
            .unwrap()
            .contains(":9:33: warning: an activity has no key `ownres`")
    );
    assert!(child(0, "date-order", "skipped").is_some());
    let errors: usize = suites
        .iter()
        .map(|suite| suite.attribute("failures").unwrap().parse::<usize>().unwrap())
        .sum();
    assert_eq!(errors, document.descendants().filter(|node| node.has_tag_name("failure")).count());
}

#[test]
fn a_report_without_findings_is_valid() {
    let good =
        "schema: 1\ntitle: A\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n";
    let root = repository(good);
    assert_eq!(check(root.path(), "github"), (String::new(), Some(0)));
    assert_eq!(check(root.path(), "gitlab"), ("[]\n".to_owned(), Some(0)));
    assert_sarif(&sarif_validator(), &json(root.path(), "sarif"));
    let (junit, status) = check(root.path(), "junit");
    assert!(
        roxmltree::Document::parse(&junit).unwrap().root_element().attribute("failures")
            == Some("0")
            && status == Some(0)
    );
}

#[test]
fn without_a_repository_paths_are_as_in_json() {
    let root = repository(PLAN);
    fs::remove_dir(root.path().join(".git")).unwrap();
    assert_eq!(json(root.path(), "gitlab")[0]["location"]["path"], "workplans/2024.yaml");
    assert_eq!(json(root.path(), "json")["diagnostics"][0]["path"], "workplans/2024.yaml");
}

/// Parses a workflow command as GitHub's runner does.
pub fn command(line: &str) -> (&str, Vec<(&str, String)>, String) {
    let rest = line.strip_prefix("::").unwrap();
    let (head, data) = rest.split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |one: &str| plain(&one.replace("%3A", ":").replace("%2C", ","));
    let properties = properties
        .split(',')
        .map(|one| one.split_once('=').map(|(key, value)| (key, property(value))).unwrap())
        .collect();
    (name, properties, plain(data))
}

pub fn line(message: &Message) -> String {
    clean_line(&message.to_string()).into_owned()
}
