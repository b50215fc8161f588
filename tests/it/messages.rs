//! The ids of the messages, as they stand in the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use workplan::rules::RULES;

/// The areas beside the rules, sorted: who or what speaks. An id begins with a rule or an area.
const AREAS: &[&str] = &[
    "add", "baseline", "calendar", "check", "cli", "complete", "date", "diff", "digest", "done",
    "due", "edit", "error", "explain", "export", "field", "files", "filter", "fix", "folder",
    "format", "git", "help", "history", "iati", "import", "init", "json", "list", "log", "matrix",
    "merge", "plan", "read", "report", "resolve", "rollover", "schema", "set", "shared", "sheet",
    "show", "slip", "start", "status", "store", "table", "trend", "unseen", "word", "workbook",
    "yaml",
];

/// The areas of documents and answers in whole sentences, which may end in a full stop.
const DOCUMENTS: &[&str] = &["digest", "due", "help", "report", "schema"];

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found
}

/// The source without its tests.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let name = |path: &Path| path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
    let text = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
    };
    let all = files(&src, "rs").into_iter().filter(|path| !path.ends_with("tests.rs"));
    all.map(|path| (name(&path), text(&path))).collect()
}

/// The id and the English template of each message.
fn messages(text: &str) -> Vec<(String, String)> {
    let literal = |rest: &mut &str| {
        let mut end = 0;
        *rest = rest.split_once('"').unwrap().1;
        while !rest[end..].starts_with('"') {
            end += if rest[end..].starts_with('\\') { 2 } else { 1 };
            while !rest.is_char_boundary(end) {
                end += 1;
            }
        }
        let literal = rest[..end].to_owned();
        *rest = &rest[end + 1..];
        literal
    };
    let sites = text.split("message!(").skip(1).filter(|rest| rest.trim_start().starts_with('"'));
    sites.map(|mut rest| (literal(&mut rest), literal(&mut rest))).collect()
}

#[test]
fn each_message_has_an_id_of_its_own() {
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (file, text) in sources() {
        for (id, english) in messages(&text) {
            let (rule, what) = id.split_once('.').unwrap_or((&id, ""));
            let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(
                rules.contains(rule) || AREAS.contains(&rule),
                "{file}: {id} names neither a rule nor an area"
            );
            assert!(
                !what.is_empty() && what.chars().all(is_kebab),
                "{file}: {id} is not written as AREA.what"
            );
            assert!(
                !english.trim().is_empty()
                    && (!english.ends_with('.') || DOCUMENTS.contains(&rule)),
                "{file}: {id} is no sentence without a full stop"
            );
            if let Some(other) = seen.insert(id.clone(), file.clone()) {
                panic!("{id} is in {other} and in {file}");
            }
        }
    }
    assert!(AREAS.is_sorted(), "the areas are not sorted");
    assert!(seen.len() > 200, "only {} messages were found", seen.len());
}

/// A finding without an id can neither be translated nor be known again.
#[test]
fn findings_are_made_of_messages_with_ids() {
    for (file, text) in sources() {
        let is_checked = ["rules/", "format/"].iter().any(|folder| file.starts_with(folder));
        assert!(!is_checked || !text.contains("verbatim("), "{file}");
    }
}

/// The text of a template without what is put in: values, statements and comments.
fn without_code(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    let ends = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    while let Some((at, end)) =
        ends.iter().filter_map(|(start, end)| Some((rest.find(start)?, end))).min()
    {
        out += &rest[..at];
        rest = rest[at..].split_once(end).unwrap().1;
    }
    out + rest
}

/// The texts of a page that people read: those between tags, and those of attributes.
fn texts_of_page(page: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let attributes = ["alt", "aria-label", "placeholder", "title"];
        for (name, value) in attributes.iter().filter_map(|name| {
            tag.split_once(&format!(" {name}=\""))?
                .1
                .split_once('"')
                .map(|(value, _)| (name, value))
        }) {
            texts.push(format!("{name}={}", value.trim()));
        }
        texts.push(text.trim().to_owned());
    }
    texts
}

/// The words of a page come from messages; its templates and its script have none of their own.
#[test]
fn templates_hold_no_words() {
    let render = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let templates = files(&render, "html");
    assert!(templates.len() > 5, "only {} templates were found", templates.len());
    for path in templates {
        let text = without_code(&fs::read_to_string(&path).unwrap());
        for text in texts_of_page(&text) {
            let words = text.split_once('=').map_or(text.as_str(), |(_, value)| value);
            assert!(!words.contains(char::is_alphabetic), "{}: {text}", path.display());
        }
    }
    let page = texts_of_page("<p title=\"a b\">x <b aria-label=\"\">y</b>");
    assert_eq!(page, ["title=a b", "x", "aria-label=", "y", ""]);
    for path in files(&render, "js") {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in text.filter(|line| !line.starts_with("\"use strict\"")) {
            let literals = line.split(['"', '`']).skip(1).step_by(2);
            for literal in literals {
                let mut words =
                    literal.split(' ').filter(|word| word.contains(char::is_alphabetic));
                assert!(words.nth(1).is_none(), "{}: {literal}", path.display());
            }
        }
    }
}
