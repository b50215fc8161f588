//! For each rule that needs no history: one folder without findings and one with them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use insta::{assert_snapshot, with_settings};
use workplan::rules::{Check, RULES};

use crate::support::{project, workplan};

/// The day of all checks here.
const DAY: &str = "2025-07-15";

fn fixtures() -> PathBuf {
    project().join("tests/fixtures/rules")
}

/// Returns the rules that need no history.
fn rules() -> impl Iterator<Item = &'static str> {
    RULES
        .iter()
        .filter(|rule| !matches!(rule.check, Check::Change(_) | Check::Commits(_)))
        .map(|rule| rule.name)
}

#[test]
fn every_rule_has_its_fixtures() {
    let folders = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(folders.collect::<BTreeSet<_>>(), rules().map(str::to_owned).collect());
}

#[test]
fn good_plans_have_no_findings() {
    for rule in rules() {
        let said = workplan(&fixtures().join(rule).join("good"), &["check", "--as-of", DAY]).ok();
        assert_eq!(said, "no errors, no warnings\n", "{rule}");
    }
}

#[test]
fn bad_plans_have_findings_with_places() {
    for rule in rules() {
        let folder = fixtures().join(rule).join("bad");
        let run = workplan(&folder, &["check", "--as-of", DAY]);
        assert_eq!(run.stderr, "", "{rule}");
        let report = workplan(&folder, &["check", "--as-of", DAY, "--format", "json"]).json();
        assert!(
            report["diagnostics"].as_array().unwrap().iter().any(|finding| finding["rule"] == rule),
            "{rule}"
        );
        assert_eq!(run.code, Some(i32::from(report["errors"] != 0)), "{rule}");
        with_settings!({
            snapshot_path => "snapshots/rules",
            prepend_module_to_snapshot => false,
            omit_expression => true
        }, {
            assert_snapshot!(rule, run.stdout);
        });
    }
}

/// Returns `docs/rules.md`, assembled from the pages of the rules.
fn page_of_the_rules() -> String {
    let mut page = String::from(
        "# The rules\n\nWhat `workplan check` finds. `workplan check --explain RULE` prints one of \
            these pages, and `config.yaml` sets the levels:\n\n```yaml\nschema: 1\nrules:\n\
            \x20 theme-coverage: error\n  missing-due: off\n```\n\n| rule | level | finds |\n| --- | --- | --- |\n",
    );
    for rule in RULES {
        page += &format!(
            "| [`{0}`](#{0}) | {1} | {2} |\n",
            rule.name,
            rule.level.as_str(),
            rule.summary()
        );
    }
    for rule in RULES {
        page += "\n";
        let mut in_example = false;
        for line in rule.page.lines() {
            in_example ^= line.starts_with("```");
            // Headings move down one level: the page is a chapter here.
            let deeper = line.starts_with('#') && !in_example;
            page += &format!("{}{line}\n", if deeper { "#" } else { "" });
        }
    }
    page
}

/// `UPDATE_DOCS=1 cargo test --test it rules` writes the page.
#[test]
fn the_page_of_the_rules_is_made_of_their_pages() {
    let path = project().join("docs/rules.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page_of_the_rules()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page_of_the_rules(),
        "docs/rules.md differs from the pages of the rules; update it: UPDATE_DOCS=1 cargo test --test it rules"
    );
}
