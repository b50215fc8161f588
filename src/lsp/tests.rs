//! The server without a process: what it says of texts that are typed.
#![allow(clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::mpsc::channel;

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};

use super::events::{Event, Outgoing};
use super::position::{Encoding, Lines};
use super::server::Server;
use super::start::Start;
use super::take::take;
use super::uri::uri_of;
use super::wire::Incoming;
use crate::model::Day;
use crate::ops::{CheckOptions, check};
use crate::workspace::{Options, Workspace};

const PLAN: &str = "schema: 1\ntitle: \u{62e}\u{637}\u{629} 😀\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    themes:\n  - {id: gender, title: Gender}\npriorities:\n  - id: a\n    title: A\n    activities:\n\
    \x20     - id: 1.1\n        title: T\n        owners: [iom, unodc]\n        status: ongoing\n\
    \x20       due: 2025-05-05\n      - {id: 1.2, title: 数, owners: [iom], status: planned, themes: [gender],\n\
    \x20         due: 2025-06-30, depends_on: [1.1], milestones: [{title: M, due: 2025-03-03}]}\n";
const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    \x20 - {id: iom, name: 😀 Migration, focal_points: [{name: Ana Example}]}\n\
    \x20 - {id: unodc, name: Drugs, focal_points: [{name: Ben Example}]}\n";
const FILES: [(&str, &str); 3] = [
    (
        "2024.yaml",
        "schema: 1\ntitle: E\nperiod: {start: 2024-01-01, end: 2024-12-31}\npriorities: []\n",
    ),
    ("2025.yaml", PLAN),
    ("organizations.yaml", ORGANIZATIONS),
];
/// What is typed.
const TYPED: &[&str] = &[
    "\n",
    " ",
    "  ",
    "-",
    ":",
    "#",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    "x",
    "é",
    "😀",
    "\r\n",
    "\t",
    "iom",
    "1.1",
    "status: ",
    "completed",
    "2025-02-30",
    "- id: 9\n",
    "due",
    "&a ",
    "*a",
    "|",
    "\u{202e}",
    "gender",
    "null",
];

/// Numbers without any order: the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }
}

fn options(root: &std::path::Path) -> Options {
    Options::new(root, Day::from_ymd_opt(2025, 7, 15).unwrap_or_default())
}

fn notification(method: &str, params: Value) -> Event {
    let notification = Notification { method: method.to_owned(), params };
    Event::Incoming(Incoming::Message(Message::Notification(notification)))
}

/// Takes note of what is published.
fn hear(said: Vec<Outgoing>, published: &mut BTreeMap<String, Vec<String>>) {
    for outgoing in said {
        let Outgoing::Message(Message::Notification(one)) = outgoing else { continue };
        let uri = one.params["uri"].as_str().unwrap_or_default();
        let name = uri.rsplit('/').next().unwrap_or_default().to_owned();
        let all = one.params["diagnostics"].as_array().into_iter().flatten();
        let lines = all.map(|one| {
            let related = one["relatedInformation"].as_array().into_iter().flatten();
            let related = related.map(|other| {
                let file = other["location"]["uri"].as_str().unwrap_or_default();
                let file = file.rsplit('/').next().unwrap_or_default().to_owned();
                format!("{file} {} {}", other["location"]["range"], other["message"])
            });
            let related: Vec<String> = related.collect();
            format!("{} {} {} {related:?}", one["code"], one["message"], one["range"])
        });
        published.insert(name, lines.collect());
    }
    published.retain(|_, lines| !lines.is_empty());
}

/// Returns what a fresh run finds in the texts, in the same form.
fn fresh(root: &std::path::Path, texts: &BTreeMap<&str, String>) -> BTreeMap<String, Vec<String>> {
    let mut workspace = Workspace::of_texts(&options(root), Vec::new());
    texts.iter().for_each(|(path, text)| workspace.set_text(path, Some(text)));
    let Ok(found) = check(&workspace, &CheckOptions::default()) else { return BTreeMap::new() };
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let range = |span: crate::text::Span| {
        let lines = Lines::new(&found.sources[span.file].text, Encoding::Utf16);
        serde_json::to_value(lines.range(span)).unwrap_or_default()
    };
    let mut by_file: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, one) in &found.found {
        let related: Vec<String> = one
            .labels
            .iter()
            .map(|label| {
                let (file, message) = (&found.sources[label.span.file].path, json!(label.message));
                format!("{} {} {message}", name(file), range(label.span))
            })
            .collect();
        let line =
            format!("{} {} {} {related:?}", json!(one.rule), json!(one.message), range(one.span));
        by_file.entry(name(&found.sources[one.span.file].path)).or_default().push(line);
    }
    by_file
}

#[test]
fn a_thousand_edits_never_differ_from_a_fresh_run() -> std::io::Result<()> {
    let root = tempfile::tempdir()?;
    let folder = root.path().join("workplans");
    fs::create_dir(&folder)?;
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for (path, text) in FILES {
        fs::write(folder.join(path), text)?;
        texts.insert(path, text.to_owned());
    }
    let (sender, _events) = channel();
    let today = || Day::from_ymd_opt(2025, 7, 15).unwrap_or_default();
    let mut server = Server::new(Start { options: options(root.path()), today }, sender);
    let uri = |path: &str| uri_of(&folder.join(path)).map(|uri| uri.as_str().to_owned());
    let folders =
        json!([{"uri": uri_of(root.path()).map(|uri| uri.as_str().to_owned()), "name": "f"}]);
    let params = json!({"capabilities": {}, "workspaceFolders": folders});
    let request = Request { id: 1.into(), method: "initialize".to_owned(), params };
    let mut published = BTreeMap::new();
    let begin = vec![
        Event::Incoming(Incoming::Message(Message::Request(request))),
        notification("initialized", json!({})),
    ];
    hear(take(&mut server, begin), &mut published);
    for (path, text) in FILES {
        let document = json!({"uri": uri(path), "languageId": "yaml", "version": 0, "text": text});
        hear(
            take(
                &mut server,
                vec![notification("textDocument/didOpen", json!({"textDocument": document}))],
            ),
            &mut published,
        );
    }
    assert_eq!(published, fresh(root.path(), &texts));
    let mut dice = Dice(1);
    for version in 1..=1000 {
        let (path, original) =
            FILES.get([1, 1, 1, 2, 0][dice.roll(5)]).copied().unwrap_or_default();
        let text = texts.entry(path).or_default();
        let change = if version % 16 == 0 {
            original.clone_into(text);
            json!({"text": original})
        } else {
            let ends: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let first = dice.roll(ends.len());
            let last = (first + dice.roll(3) * dice.roll(9)).min(ends.len() - 1);
            let lines = Lines::new(text, Encoding::Utf16);
            let (start, end) = (lines.position(ends[first]), lines.position(ends[last]));
            // A place behind a `\r` is none of its own: the line ends before it.
            let (from, to) = (lines.offset(start), lines.offset(end));
            let new = TYPED[dice.roll(TYPED.len())];
            text.replace_range(from..to.max(from), new);
            json!({"range": {"start": start, "end": end}, "text": new})
        };
        let document = json!({"uri": uri(path), "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        hear(
            take(&mut server, vec![notification("textDocument/didChange", params)]),
            &mut published,
        );
        assert_eq!(published, fresh(root.path(), &texts), "{version} {path}\n{}", texts[path]);
    }
    Ok(())
}
