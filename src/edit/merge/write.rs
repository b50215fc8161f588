use super::align::aligned;
use super::graft::{Donor, grafted};
use super::three::same;
use crate::edit::locate::Place;
use crate::edit::rewrite::rewrite;
use crate::edit::value::{Meant, Value};
use crate::format::yaml::{Document, parse};
use crate::text::FileId;

/// A text that says what is meant: one of those to begin with, if it does; else one of them changed as little as can be. Lines of
/// the donors are taken over with their comments. `None` where none can be changed safely.
pub(super) fn write(starts: &[String], meant: &Value, donors: &[&str]) -> Option<String> {
    let says_it = |text: &String| super::value(text).is_some_and(|value| same(&value, meant));
    if let Some(start) = starts.iter().find(|start| says_it(start)) {
        return Some(start.clone());
    }
    let documents: Vec<(Document<'_>, &str)> = donors.iter().map(|text| (parse(FileId(0), text).0, *text)).collect();
    let donors: Vec<Donor<'_, '_>> = documents.iter().map(|(document, text)| Donor::new(document, text)).collect();
    starts.iter().find_map(|start| {
        let with_lines = grafted(start, meant, &donors);
        let mut drafts = with_lines.iter().chain([start]);
        drafts.find_map(|draft| changed(draft, meant).filter(says_it))
    })
}

/// A text that has been made to say what is meant, place by place.
fn changed(text: &str, meant: &Value) -> Option<String> {
    let there = super::value(text)?;
    let (document, _) = parse(FileId(0), text);
    rewrite(&document, text, &[(Place::top(&document)?, Meant::Value(aligned(meant, &there)))]).ok()
}
