//! Gives an id another name, wherever it is written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::occurrence::{Occurrence, OccurrenceKind, uses_of};
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
    let named = uses.iter().filter(|one| is_by_id(one));
    let edits: Option<Vec<Edit>> = named.map(|one| replaced(plans, one, new)).collect();
    let edits = edits.ok_or_else(|| {
        Error::refused(message!(
            "rename.written-otherwise",
            "`{id}` is written in a way that cannot be changed in place, such as with escapes or \
             by an alias of YAML",
            id = clean_line(of.id)
        ))
    })?;
    refuse_new_errors(plans, &edits)?;
    Ok(edits)
}

/// Whether a use has the id itself, and not a former one.
fn is_by_id(one: &Occurrence<'_>) -> bool {
    let of_plan = one.text.rsplit_once('/').filter(|_| one.kind == OccurrenceKind::Activity);
    of_plan.map_or(one.text, |(_, id)| id) == one.id
}

/// Returns the edit of one place: the plan's name before an id, and quotes around it, stay.
fn replaced(plans: &LoadedPlans<'_>, one: &Occurrence<'_>, new: &str) -> Option<Edit> {
    let source = plans.sources[one.span.file].text.as_str();
    let (start, end) = (one.span.start as usize, one.span.end as usize);
    let written = source.get(start..end)?;
    let bare = written.trim_matches(['"', '\'']);
    if bare != one.text {
        return None;
    }
    let is_quoted = bare.len() < written.len();
    let own = one.span.start + written.find(one.text)? as u32;
    let until = own + one.text.len() as u32;
    let begin = until - one.id.len() as u32;
    let is_whole = one.text == one.id && !is_quoted;
    let text = if is_whole { like(one.id, new).into_owned() } else { new.to_owned() };
    Some(Edit::new(Span::new(one.span.file, begin, until), text))
}

/// Returns a new id in quotes if it needs them for other readers; not where the old one has none
/// either, as `1.1` in a group that writes numbers.
fn like<'n>(old: &str, new: &'n str) -> Cow<'n, str> {
    let is_number = |id: &str| id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number(old) && is_number(new) { Cow::Borrowed(new) } else { id_for_all(new) }
}

/// Refuses edits that bring an error.
fn refuse_new_errors(plans: &LoadedPlans<'_>, edits: &[Edit]) -> Result<()> {
    let errors = |reading: &Reading<'_>, index: &Index<'_>| -> Vec<Message> {
        let found = CheckResult::errors(reading, index, plans.as_of).findings;
        found.into_iter().map(|(_, finding)| finding.message).collect()
    };
    let before: BTreeSet<Message> = errors(plans.reading, plans.index).into_iter().collect();
    let files = plans.workspace.input.with_edits(edits);
    let reading = read(&files);
    let after = errors(&reading, &Index::new(&reading.folder));
    match after.into_iter().find(|error| !before.contains(error)) {
        Some(error) => Err(Error::refused(message!(
            "rename.brings-an-error",
            "it would bring an error: {error}",
            error
        ))),
        None => Ok(()),
    }
}
