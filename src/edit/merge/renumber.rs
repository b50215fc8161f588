//! New ids in the text of a plan: each other byte stays.

use super::identity::{Names, rename};
use crate::edit::locate::Place;
use crate::edit::rewrite::rewrite;
use crate::edit::value::{Item, Meant, Value};
use crate::format::yaml::parse;
use crate::text::FileId;

/// The text of a plan whose activities, and the references to them, have these new ids. `None` where there are no new ids, or where they
/// cannot be written safely.
pub(super) fn renumbered(text: &str, fresh: &Names) -> Option<String> {
    if fresh.is_empty() {
        return None;
    }
    let (document, _) = parse(FileId(0), text);
    let mut meant = Value::of(document.root()?);
    for priority in items(&mut meant, "priorities") {
        for activity in items(&mut priority.value, "activities") {
            rename(&mut activity.value, fresh);
        }
    }
    rewrite(&document, text, &[(Place::top(&document)?, Meant::Value(meant))]).ok()
}

fn items<'v>(map: &'v mut Value, key: &str) -> &'v mut [Item] {
    match map.get_mut(key) {
        Some(Value::List(items)) => items,
        _ => &mut [],
    }
}
