//! The ids of the texts that a translation replaces: help, meanings of the keys, pages of the
//! rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use workplan::cli::help_texts;
use workplan::format::keys;
use workplan::rules;

use crate::support::workplan;

fn help(words: &[&str]) -> String {
    let words: Vec<&str> = words.iter().copied().chain(["--help"]).collect();
    workplan(Path::new("."), &words).stdout
}

/// Returns the flags listed in a help text, without dashes.
fn flags(help: &str) -> BTreeSet<&str> {
    let lines = help.lines().filter(|line| line.trim_start().starts_with('-'));
    let flags = lines.filter_map(|line| line.split_once("--")?.1.split([' ', '[', '=']).next());
    // A line of text can begin with `--history: …`.
    flags.filter(|flag| !flag.ends_with(':')).collect()
}

#[test]
fn each_text_has_an_id_of_its_own() {
    let others = keys::texts().into_iter().chain(rules::texts());
    let others = others.map(|(id, text)| (id, text.to_owned()));
    let texts: Vec<(String, String)> = help_texts().into_iter().chain(others).collect();
    let ids: BTreeSet<&str> = texts.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids.len(), texts.len());
    for (id, text) in &texts {
        let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_id = id.split('.').all(|part| !part.is_empty() && part.chars().all(is_kebab));
        assert!(is_id && !text.trim().is_empty(), "{id}: {text}");
    }
}

#[test]
fn each_text_that_is_shown_has_an_id() {
    let texts: BTreeMap<String, String> = help_texts().into_iter().collect();
    let abouts = texts.keys().filter_map(|id| id.strip_prefix("help.")?.strip_suffix(".about"));
    let commands: Vec<&str> = abouts.collect();
    assert!(commands.len() > 25, "{commands:?}");
    let program = help(&[]);
    for flag in flags(&program) {
        assert!(texts.contains_key(&format!("help.{flag}")), "{flag}");
    }
    for command in commands {
        let about = &texts[&format!("help.{command}.about")];
        assert!(program.contains(about.as_str()), "{about}");
        let help = help(&[command]);
        assert!(help.starts_with(about.as_str()), "{help}");
        for flag in flags(&help) {
            let ids = [format!("help.{flag}"), format!("help.{command}.{flag}")];
            assert!(ids.iter().any(|id| texts.contains_key(id)), "{command}: {flag}");
        }
    }
}

#[test]
fn each_key_has_a_meaning_with_an_id() {
    let texts: BTreeMap<String, &str> = keys::texts().into_iter().collect();
    for key in keys::ACTIVITY.keys {
        let id = format!("key.activity.{}", key.name.replace('_', "-"));
        assert_eq!(texts.get(&id), Some(&key.about), "{id}");
    }
    for id in
        ["key.plan.period", "key.period.start", "key.config-yaml.soon", "key.focal-point.email"]
    {
        assert!(texts.contains_key(id), "{id}");
    }
    assert!(texts.contains_key("key.activity-translation.title"), "{texts:?}");
}

#[test]
fn each_rule_has_a_page_with_an_id() {
    let texts: BTreeMap<String, &str> = rules::texts().into_iter().collect();
    assert_eq!(texts.len(), rules::RULES.len());
    for rule in rules::RULES {
        let page = texts[&format!("rule.{}", rule.name)];
        assert!(page.starts_with(&format!("# {}\n", rule.name)), "{page}");
        let shown = workplan(Path::new("."), &["check", "--explain", rule.name]).ok();
        assert_eq!(shown.trim_end(), page.trim_end());
    }
}
