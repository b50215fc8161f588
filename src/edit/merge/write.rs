use super::align::aligned;
use super::graft::{Donor, grafted};
use super::three::same;
use crate::edit::locate::Place;
use crate::edit::rewrite::rewrite;
use crate::edit::value::{Meant, Value};
use crate::format::yaml::{Document, parse};
use crate::text::FileId;

/// A text that says what is meant: one of the drafts, if it does; else one of them, or one of the sides, changed as little as can be:
/// the first that can be changed safely. Lines of the donors are taken over with their comments.
pub(super) fn write(drafts: &[String], sides: &[&str], meant: &Value, donors: &[&str]) -> Option<String> {
    let says_it = |text: &String| super::value(text).is_some_and(|value| same(&value, meant));
    if let Some(draft) = drafts.iter().find(|draft| says_it(draft)) {
        return Some(draft.clone());
    }
    let documents: Vec<(Document<'_>, &str)> = donors.iter().map(|text| (parse(FileId(0), text).0, *text)).collect();
    let donors: Vec<Donor<'_, '_>> = documents.iter().map(|(document, text)| Donor::new(document, text)).collect();
    drafts.iter().map(String::as_str).chain(sides.iter().copied()).find_map(|start| {
        let with_lines = grafted(start, meant, &donors);
        let mut starts = with_lines.as_deref().into_iter().chain([start]);
        starts.find_map(|start| changed(start, meant).filter(says_it))
    })
}

/// A text that has been made to say what is meant, place by place.
fn changed(text: &str, meant: &Value) -> Option<String> {
    let there = super::value(text)?;
    let (document, _) = parse(FileId(0), text);
    rewrite(&document, text, &[(Place::top(&document)?, Meant::Value(aligned(meant, &there)))]).ok()
}
