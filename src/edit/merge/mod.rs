//! Merges three versions of a file: by keys, by the names of list items, and activities by their
//! ids across priorities.
//!
//! The merged value is calculated on values alone. Its text is then made from the existing lines,
//! and read again. If both sides want different values, the text is made twice, once for each side.
//! The lines in which the two texts differ are the conflict, and are marked.

mod align;
mod alike;
mod brackets;
mod comments;
mod conflict_markers;
mod cut;
mod dangling;
mod field_groups;
mod identity;
mod increasing;
mod item_name;
mod lay_out;
mod leaf;
mod likeness;
mod line_ends;
mod matching;
mod new_ids;
mod outcome;
mod own_ids;
mod parts;
mod plan_sides;
mod plan_table;
mod read_value;
mod renamed_items;
mod renumber;
mod reuse_lines;
mod same;
mod split;
mod split_ids;
mod three_way;
mod together;
mod trivia;
mod weave;
mod weave_block;
mod weave_version;
mod weaver;
mod words;
mod write;

pub use lay_out::laid_out;
pub use outcome::{Beside, Conflict, Favour, Merged, NotMerged};
pub use own_ids::{OwnNewId, own_new_ids};
pub use renumber::with_new_ids;
pub use split::{SplitPart, lost_by_split, moved_away, shares};
pub use split_ids::{SplitVersions, settle_ids};
pub use words::{our_version, the_base, their_version};

use std::collections::{BTreeMap, HashSet};

use line_ends::{MergedEnds, without_returns};
use plan_sides::PlanSides;
use read_value::value;
use same::same;
use write::SideTexts;

use super::value::ValueItem;
use crate::diagnostic::Message;

/// Merges the changes that `ours` and `theirs` made to `base`.
///
/// `drafts` are texts to begin with, the best one first, such as the result of a merge by lines:
/// they may hold the comments of both sides. None of them is trusted. They are used only if the
/// lines of both sides cannot be put together without losing a comment. Conflict markers are
/// `marker` characters long.
///
/// # Errors
/// If a version cannot be read, or the result cannot be written safely.
pub fn merge(
    base: &str,
    ours: &str,
    theirs: &str,
    drafts: impl FnOnce() -> Vec<String>,
    marker: usize,
) -> Result<Merged, NotMerged> {
    let beside = Beside { plans: &[], ids: &HashSet::new, chosen: &[] };
    merge_beside([base, ours, theirs], &beside, drafts, marker)
}

/// Merges a file beside other files of its plan. If one side has changed the line ends, the merged
/// text has them.
///
/// # Errors
/// See [`merge`].
pub fn merge_beside(
    texts: [&str; 3],
    beside: &Beside<'_>,
    drafts: impl FnOnce() -> Vec<String>,
    marker: usize,
) -> Result<Merged, NotMerged> {
    let Some(ends) = MergedEnds::of(texts) else {
        return merge_texts(texts, beside, drafts, marker);
    };
    let plain = texts.map(without_returns);
    let drafts = || drafts().iter().map(|draft| without_returns(draft)).collect();
    let merged = merge_texts(plain.each_ref().map(String::as_str), beside, drafts, marker)?;
    Ok(ends.give(merged))
}

fn merge_texts(
    [base, ours, theirs]: [&str; 3],
    beside: &Beside<'_>,
    drafts: impl FnOnce() -> Vec<String>,
    marker: usize,
) -> Result<Merged, NotMerged> {
    let clean = |text: &str| {
        Ok(Merged {
            text: text.to_owned(),
            conflicts: Vec::new(),
            notes: Vec::new(),
            new_ids: BTreeMap::new(),
            kept: Vec::new(),
        })
    };
    if theirs == base || ours == theirs {
        return clean(ours);
    }
    if ours == base {
        return clean(theirs);
    }
    let read = |text: &str, name: fn() -> Message| {
        value(text).ok_or_else(|| NotMerged::Unreadable(name()))
    };
    let mut sides = PlanSides::new(
        [read(base, the_base)?, read(ours, our_version)?, read(theirs, their_version)?],
        beside,
    );
    let mut notes = std::mem::take(&mut sides.identified.notes);
    // The lines of both sides are copied as they are, except for new ids.
    let [of_ours, of_theirs] = &sides.identified.new_ids;
    let new_ours = renumber::renumbered(ours, of_ours, beside.plans);
    let new_theirs = renumber::renumbered(theirs, of_theirs, beside.plans);
    let new_ids = of_theirs.iter().map(|(old, new)| (old.clone(), new.clone())).collect();
    let ours = new_ours.as_deref().unwrap_or(ours);
    let theirs = new_theirs.as_deref().unwrap_or(theirs);
    let (meant, merging) = sides.meant(Favour::Ours);
    let (conflicts, is_unsafe) = (merging.conflicts, merging.is_unsafe);
    notes.extend(merging.notes);
    if is_unsafe {
        return Err(NotMerged::Unsafe(conflicts));
    }
    let unsafely = || NotMerged::Unsafe(conflicts.clone());
    let texts = SideTexts::new([base, ours, theirs]);
    let drafts = std::cell::LazyCell::new(drafts);
    let text =
        texts.write(&meant, &sides, &|| drafts.clone(), &[ours, theirs]).ok_or_else(unsafely)?;
    if conflicts.is_empty() {
        notes.extend(texts.lost(&[&text]));
        return Ok(Merged { text, conflicts, notes, new_ids, kept: Vec::new() });
    }
    let (other, merging) = sides.meant(Favour::Theirs);
    if merging.is_unsafe {
        return Err(unsafely());
    }
    let starts = || vec![text.clone(), theirs.to_owned()];
    let as_theirs = texts.write(&other, &sides, &starts, &[]).ok_or_else(unsafely)?;
    if as_theirs == text {
        // A used entry stays, whichever side has removed it.
        return if notes.is_empty() {
            Err(unsafely())
        } else {
            Ok(Merged { text, conflicts: Vec::new(), notes, new_ids, kept: Vec::new() })
        };
    }
    notes.extend(texts.lost(&[&text, &as_theirs]));
    let together = together::together([&meant, &other], &sides.old_and_sure(), [&text, &as_theirs]);
    Ok(Merged {
        text: conflict_markers::mark(&text, &as_theirs, &together, marker),
        conflicts,
        notes,
        new_ids,
        kept: vec![text, as_theirs],
    })
}

/// The ids of the activities of a text; of one that cannot be read, none.
pub fn activity_ids(text: &str) -> Vec<String> {
    value(text)
        .and_then(|value| plan_table::to_table(&value))
        .map(|flat| item_name::ids(&flat).map(str::to_owned).collect())
        .unwrap_or_default()
}

/// Returns the ids that a merge gives to activities of theirs whose ids are in use; none if a
/// version cannot be read.
pub fn new_ids(texts: [&str; 3], beside: &Beside<'_>) -> Vec<String> {
    let [Some(base), Some(ours), Some(theirs)] = texts.map(value) else { return Vec::new() };
    let sides = PlanSides::new([base, ours, theirs], beside);
    let [_, of_theirs] = sides.identified.new_ids;
    of_theirs.into_values().collect()
}

/// Whether an activity in a text depends on the one with this id; `plans` as in [`Beside`].
pub fn refers_to(text: &str, id: &str, plans: &[String]) -> bool {
    let table = value(text).and_then(|value| plan_table::to_table(&value));
    let is_it = |reference: &ValueItem| {
        reference.value.as_text().is_some_and(|text| identity::bare(text, plans) == id)
    };
    table.is_some_and(|table| {
        table
            .items(item_name::TABLE)
            .iter()
            .flat_map(|item| item.value.items("depends_on"))
            .any(is_it)
    })
}

/// Whether a text can be read, so that it can be merged by activity and field.
pub fn is_readable(text: &str) -> bool {
    value(text).is_some()
}

/// Whether two texts say the same, whatever the order of their keys; `None` where one of them
/// cannot be read.
pub fn mean_the_same(a: &str, b: &str) -> Option<bool> {
    Some(same(&value(a)?, &value(b)?))
}
