//! What `check` finds, as the client shows it beside the lines. Only what has changed is sent.

use std::collections::BTreeMap;
use std::hash::BuildHasher;

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString,
    PublishDiagnosticsParams,
};
use serde_json::json;

use super::documents::Documents;
use super::folders::OpenFolder;
use super::places::Places;
use super::position::Encoding;
use super::published::{Published, Told};
use super::uri::uri_of;
use crate::diagnostic::{Diagnostic as Finding, Level};
use crate::ops::editor::rule_page;
use crate::text::FileId;
use crate::workspace::Options;

/// Returns what the client has to be told of the files of a folder.
pub(super) fn news(
    folder: &mut OpenFolder,
    documents: &Documents,
    encoding: Encoding,
) -> Vec<PublishDiagnosticsParams> {
    if std::mem::replace(&mut folder.is_published, true) {
        return Vec::new();
    }
    let Some(found) = folder.found.take() else { return Vec::new() };
    let mut published = std::mem::take(&mut folder.published);
    let news = compare(folder, documents, encoding, &found.found, &mut published);
    (folder.found, folder.published) = (Some(found), published);
    news
}

fn compare(
    folder: &OpenFolder,
    documents: &Documents,
    encoding: Encoding,
    found: &[(Level, Finding)],
    published: &mut Published,
) -> Vec<PublishDiagnosticsParams> {
    let places = Places::new(folder, documents, encoding);
    let input = &folder.workspace.input;
    let mut by_file: BTreeMap<FileId, Vec<&(Level, Finding)>> = BTreeMap::new();
    found.iter().for_each(|one| by_file.entry(one.1.span.file).or_default().push(one));
    let mut before = std::mem::take(&mut published.files);
    let mut news = Vec::new();
    let present: Vec<String> = input.present().map(|(path, _)| path.to_owned()).collect();
    for path in present {
        let Some(file) = input.file_at(&path) else { continue };
        let own = by_file.remove(&file).unwrap_or_default();
        let version =
            documents.get(&folder.on_disk(&input.sources[file].path)).map(|one| one.version);
        let text = published.hasher.hash_one(&input.sources[file].text);
        let told = before.remove(&path);
        let is_elsewhere =
            |one: &&(Level, Finding)| one.1.labels.iter().any(|label| label.span.file != file);
        let is_same = told.as_ref().is_some_and(|told| {
            told.text == text
                && told.found.iter().eq(own.iter().copied())
                && !own.iter().any(is_elsewhere)
        });
        let sent = match &told {
            Some(told) if is_same => told.sent.clone(),
            _ => own
                .iter()
                .map(|(level, finding)| {
                    let page = published
                        .pages
                        .entry(finding.rule)
                        .or_insert_with(|| page_of(&folder.workspace.options, finding.rule));
                    diagnostic(&places, *level, finding, page.clone())
                })
                .collect(),
        };
        // An open file is answered for each of its states.
        let is_news = match &told {
            Some(told) => told.sent != sent || told.version != version && version.is_some(),
            None => !sent.is_empty() || version.is_some(),
        };
        let uri = places.uri(file);
        // Opened or closed under another address, the old one has nothing wrong any more.
        let is_moved = told.as_ref().is_some_and(|told| told.uri != uri);
        news.extend(told.filter(|_| is_moved).and_then(|told| nothing_more(&told)));
        if let Some(uri) = uri.clone().filter(|_| is_news || is_moved) {
            news.push(PublishDiagnosticsParams::new(uri, sent.clone(), version));
        }
        let found = own.into_iter().cloned().collect();
        published.files.insert(path, Told { uri, version, text, found, sent });
    }
    // Files that are gone have nothing wrong in them.
    news.extend(before.values().filter_map(nothing_more));
    news
}

/// Returns what the client has to be told of a folder that is closed: nothing is wrong in it.
pub(super) fn farewell(folder: &OpenFolder) -> Vec<PublishDiagnosticsParams> {
    folder.published.files.values().filter_map(nothing_more).collect()
}

fn nothing_more(told: &Told) -> Option<PublishDiagnosticsParams> {
    let uri = told.uri.clone().filter(|_| !told.sent.is_empty())?;
    Some(PublishDiagnosticsParams::new(uri, Vec::new(), None))
}

fn page_of(options: &Options, rule: &str) -> Option<CodeDescription> {
    Some(CodeDescription { href: uri_of(&rule_page(options, rule)?)? })
}

/// Returns a finding as the client shows it: the same words and places as in `check`. The advice
/// goes along as data; the hover shows it.
pub(super) fn diagnostic(
    places: &Places<'_>,
    level: Level,
    finding: &Finding,
    page: Option<CodeDescription>,
) -> Diagnostic {
    let related: Vec<DiagnosticRelatedInformation> = finding
        .labels
        .iter()
        .filter_map(|label| {
            let location = places.location(label.span)?;
            Some(DiagnosticRelatedInformation { location, message: label.message.to_string() })
        })
        .collect();
    Diagnostic {
        range: places.range(finding.span),
        severity: Some(match level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning | Level::Off => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: page,
        source: Some("workplan".to_owned()),
        message: finding.message.to_string(),
        related_information: (!related.is_empty()).then_some(related),
        tags: None,
        data: finding.help.as_ref().map(|help| json!({ "help": help })),
    }
}
