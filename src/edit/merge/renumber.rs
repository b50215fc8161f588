//! New ids in the text of a plan: each other byte stays.

use super::identity::rename;
use super::item_name::NewIds;
use crate::edit::locate::NodePath;
use crate::edit::rewrite::rewrite;
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
