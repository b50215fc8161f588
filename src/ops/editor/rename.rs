//! Gives an id another name, wherever it is written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::occurrence::{Occurrence, uses_of};
use crate::analysis::Index;
use crate::diagnostic::{Message, message};
use crate::format::yaml::id_for_all;
use crate::format::{Reading, read};
use crate::model::is_id;
use crate::rules::CheckResult;
use crate::text::{Edit, Span, clean_line};
use crate::workspace::{Error, LoadedPlans, Result};

/// Returns the edits that give what an id names another id, in all files of the folder. Former ids
/// of an organization stay as they are.
///
/// # Errors
/// If the new id is not one, or the files would have an error that they do not have now, such as
/// an id that exists already.
pub fn rename(
    plans: &LoadedPlans<'_>,
    all: &[Occurrence<'_>],
    of: &Occurrence<'_>,
    new: &str,
) -> Result<Vec<Edit>> {
    if !is_id(new) {
        return Err(Error::usage(message!(
            "rename.not-an-id",
            "`{new}` cannot be an id: 1 to 64 letters, digits, `.`, `_` and `-`, beginning with a \
             letter or a digit",
            new = clean_line(new)
        )));
    }
    let uses = uses_of(all, of);
    if !of.is_by_id() {
        return Err(Error::refused(message!(
            "rename.former-id",
            "`{text}` is a former id of `{id}`, and stays",
            text = clean_line(of.text),
            id = clean_line(of.id)
        )));
    }
    // Numbers stay without quotes in a group that writes them so.
    let is_number = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let are_plain = || {
        let mut others = all.iter().filter(|one| one.kind == of.kind && one.text == one.id);
        others.any(|one| is_number(one.id) && plans.sources.written(one.span) == one.id)
    };
    let text = if is_number(new) && are_plain() { Cow::Borrowed(new) } else { id_for_all(new) };
    // What an alias of YAML brings is written at its anchor.
    let named = uses
        .iter()
        .filter(|one| one.is_by_id() && !plans.sources.written(one.span).starts_with('*'));
    let edits: Option<Vec<Edit>> = named.map(|one| replaced(plans, one, new, &text)).collect();
    let edits = edits.ok_or_else(|| {
        Error::refused(message!(
            "rename.written-otherwise",
            "`{id}` is written in a way that cannot be changed in place, such as with escapes",
            id = clean_line(of.id)
        ))
    })?;
    refuse_new_errors(plans, &edits)?;
    Ok(edits)
}

/// Returns the edit of one place: the plan's name before an id, and quotes around it, stay. `text`
/// is the new id as it is written without quotes around it.
fn replaced(plans: &LoadedPlans<'_>, one: &Occurrence<'_>, new: &str, text: &str) -> Option<Edit> {
    let written = plans.sources.written(one.span);
    let bare = written.trim_matches(['"', '\'']);
    if bare != one.text {
        return None;
    }
    let until = one.span.start + (written.find(one.text)? + one.text.len()) as u32;
    let begin = until - one.id.len() as u32;
    let is_whole = one.text == one.id && bare.len() == written.len();
    let text = if is_whole { text } else { new };
    Some(Edit::new(Span::new(one.span.file, begin, until), text))
}

/// Refuses edits after which there are more errors of some rule. Their words may differ: they have
/// the id in them.
fn refuse_new_errors(plans: &LoadedPlans<'_>, edits: &[Edit]) -> Result<()> {
    type Errors = BTreeMap<&'static str, Vec<Message>>;
    let errors = |reading: &Reading<'_>, index: &Index<'_>| -> Errors {
        let mut by_rule = Errors::new();
        for (_, finding) in CheckResult::errors(reading, index, plans.as_of).findings {
            by_rule.entry(finding.rule).or_default().push(finding.message);
        }
        by_rule
    };
    let before = errors(plans.reading, plans.index);
    let files = plans.workspace.input.with_edits(edits);
    let reading = read(&files);
    for (rule, found) in errors(&reading, &Index::new(&reading.folder)) {
        let known = before.get(rule).map_or(&[][..], Vec::as_slice);
        let new = found.iter().find(|error| !known.contains(error));
        if let Some(error) = new.filter(|_| found.len() > known.len()) {
            return Err(Error::refused(message!(
                "rename.brings-an-error",
                "it would bring an error: {error}",
                error
            )));
        }
    }
    Ok(())
}
