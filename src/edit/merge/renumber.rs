//! New ids in the text of a plan: each other byte stays.

use super::identity::{rename, rename_references};
use super::item_name::NewIds;
use super::read_value::value;
use super::same::same;
use crate::edit::locate::NodePath;
use crate::edit::rewrite::rewrite;
use crate::edit::typed::id_of;
use crate::edit::value::{Change, Value};
use crate::format::yaml::parse;
use crate::text::FileId;

/// Returns the text of a plan with these new ids for its activities and for references to them.
/// Returns `None` if there are none, or if they cannot be written safely.
pub(super) fn renumbered(text: &str, new_ids: &NewIds, plans: &[String]) -> Option<String> {
    if new_ids.is_empty() {
        return None;
    }
    let (document, _) = parse(FileId(0), text);
    let mut meant = Value::of(document.root()?);
    for priority in meant.items_mut("priorities") {
        for activity in priority.value.items_mut("activities") {
            rename(&mut activity.value, new_ids, plans);
        }
    }
    rewrite(&document, text, &[(NodePath::top(&document)?, Change::Value(meant))]).ok()
}

/// A text in which an id cannot be written, or that cannot be read.
#[derive(Clone, Copy, Debug)]
pub struct CannotRenumber;

/// Returns a text of a folder after activities of a plan got new ids; `None` if it names none of
/// them. `is_own`: whether it belongs to the plan.
///
/// # Errors
/// If it names one of them and cannot be read, or not be written safely.
pub fn with_new_ids(
    text: &str,
    new_ids: &NewIds,
    plan: &str,
    is_own: bool,
) -> Result<Option<String>, CannotRenumber> {
    let in_full = |id: &String| format!("{plan}/{id}");
    let from_elsewhere: NewIds =
        new_ids.iter().map(|(old, new)| (in_full(old), in_full(new))).collect();
    let names = if is_own { new_ids } else { &from_elsewhere };
    if !names.keys().any(|old| text.contains(old.as_str())) {
        return Ok(None);
    }
    let before = value(text).ok_or(CannotRenumber)?;
    let mut meant = before.clone();
    for priority in meant.items_mut("priorities") {
        for item in priority.value.items_mut("activities") {
            if is_own {
                rename(&mut item.value, new_ids, &[plan.to_owned()]);
            } else {
                rename_references(&mut item.value, &from_elsewhere, &[]);
            }
            rename_origin(&mut item.value, &from_elsewhere);
        }
    }
    if same(&before, &meant) {
        return Ok(None);
    }
    let (document, _) = parse(FileId(0), text);
    let top = NodePath::top(&document).ok_or(CannotRenumber)?;
    let new = rewrite(&document, text, &[(top, Change::Value(meant.clone()))]);
    let new = new.map_err(|_| CannotRenumber)?;
    value(&new).is_some_and(|new| same(&new, &meant)).then_some(Some(new)).ok_or(CannotRenumber)
}

fn rename_origin(activity: &mut Value, names: &NewIds) {
    let Some(origin) = activity.get_mut("carried_from") else { return };
    if let Some(new) = origin.as_text().and_then(|old| names.get(old)) {
        *origin = Value::Text(id_of(new));
    }
}
