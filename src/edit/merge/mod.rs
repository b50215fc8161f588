//! Three versions of a file made one: by keys, by the names of the items of a list, and activities
//! by their ids across priorities.
//!
//! What both sides mean is worked out on the values alone. The text that says so is then made out
//! of the lines that are there, and read again. Where both sides want something different, it is
//! made twice, once as each of them has it: the lines in which the two texts differ are the
//! conflict, and are marked.

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
mod leaf;
mod likeness;
mod matching;
mod new_ids;
mod parts;
mod plan_table;
mod renamed_items;
mod renumber;
mod reuse_lines;
mod split;
mod split_ids;
mod three_way;
mod together;
mod trivia;
mod weave;
mod write;

use identity::{Identified, identify};
use renamed_items::RenamedItems;
pub use split::{SplitPart, lost_by_split, moved_away, shares};
pub use split_ids::{SplitVersions, settle_ids};
use three_way::{Favour, Merging, ThreeWay, same};
use write::SideTexts;

use std::collections::{BTreeMap, HashSet};

use super::value::{Value, ValueItem};
use crate::format::yaml::parse;
use crate::text::FileId;

/// A merged file.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its text, with marks where there are conflicts.
    pub text: String,
    /// What both sides have changed differently.
    pub conflicts: Vec<Conflict>,
    /// What else there is to say: new ids.
    pub notes: Vec<String>,
    /// The new ids of activities of theirs whose ids others have, by the old ones.
    pub new_ids: BTreeMap<String, String>,
    /// Where there are conflicts, the text without marks: with ours kept throughout, and with
    /// theirs.
    pub kept: Vec<String>,
}

/// Something that both sides have changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where: such as `activity 1.2, due`.
    pub place: String,
    /// What each side did.
    pub what: String,
}

/// Why a file is not merged by what it says.
#[derive(Clone, Debug)]
pub enum NotMerged {
    /// A version is no YAML that can be told apart by keys: which one.
    Unreadable(&'static str),
    /// No text was found that says what is meant, and keeps what else is there. With what both
    /// sides have changed differently.
    Unsafe(Vec<Conflict>),
}

/// Merges what `ours` and `theirs` made of `base`.
///
/// `drafts` are texts to begin with, the best one first, such as what a merge by lines gives: they
/// may hold the comments of both sides. None of them is trusted. They are asked for only where the
/// lines of both sides cannot be put together without losing a comment. The marks of a conflict are
/// `marker` characters long.
///
/// # Errors
/// Where a version cannot be read, or the result cannot be written safely.
pub fn merge(
    base: &str,
    ours: &str,
    theirs: &str,
    drafts: impl FnOnce() -> Vec<String>,
    marker: usize,
) -> Result<Merged, NotMerged> {
    let beside = Beside { plans: &[], ids: &HashSet::new };
    merge_beside([base, ours, theirs], &beside, drafts, marker)
}

/// What a merged file stands in.
pub struct Beside<'a> {
    /// The names by which references in the file may name its own plan.
    pub plans: &'a [String],
    /// The ids of activities in the files beside it: no activity gets one of them as its new id.
    /// They are asked for only where an activity needs a new id.
    pub ids: &'a dyn Fn() -> HashSet<String>,
}

/// Merges a file beside others.
///
/// # Errors
/// See [`merge`].
pub fn merge_beside(
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
    let read = |text: &str, name: &'static str| value(text).ok_or(NotMerged::Unreadable(name));
    let mut sides = PlanSides::new(
        [read(base, "the base")?, read(ours, "our version")?, read(theirs, "their version")?],
        beside,
    );
    let new_names = std::mem::take(&mut sides.identified.notes).into_iter();
    let mut notes: Vec<String> = new_names.map(|note| note + " in this file").collect();
    // The lines of both are taken over as they are, but for new ids.
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
        // What is in use stays, whichever side has removed it.
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

/// The values of three versions, of a plan with its activities in a table.
struct PlanSides {
    values: [Value; 3],
    is_plan: bool,
    identified: Identified,
    /// What else a side has given another id.
    renamed: RenamedItems,
    /// The names by which references in the plan may name it.
    plans: Vec<String>,
}

impl PlanSides {
    fn new(values: [Value; 3], beside: &Beside<'_>) -> Self {
        let [base, ours, theirs] = &values;
        let plans = beside.plans.to_vec();
        match (plan_table::to_table(base), plan_table::to_table(ours), plan_table::to_table(theirs))
        {
            (Some(mut base), Some(mut ours), Some(mut theirs)) => {
                let renamed = RenamedItems::find([&mut base, &mut ours, &mut theirs]);
                let sides = [&mut base, &mut ours, &mut theirs];
                let identified = identify(sides, &plans, beside.ids);
                let values = [base, ours, theirs];
                PlanSides { values, is_plan: true, identified, renamed, plans }
            }
            _ => {
                let (identified, renamed) = (Identified::default(), RenamedItems::default());
                PlanSides { values, is_plan: false, identified, renamed, plans }
            }
        }
    }

    /// The identities of the activities of which each side that has them has the same one.
    fn old_and_sure(&self) -> HashSet<&str> {
        let [base, ..] = &self.values;
        let identity = |item| item_name::identity(item);
        base.items(item_name::TABLE)
            .iter()
            .filter_map(|item| identity(&item.value))
            .filter(|identity| !self.identified.in_doubt.contains(*identity))
            .collect()
    }

    /// What the merged file is to say, its activities with their identities, and what came up.
    fn meant(&self, favour: Favour) -> (Value, Merging) {
        let (in_doubt, plans) = (self.identified.in_doubt.clone(), self.plans.clone());
        let mut merging = Merging::new(favour);
        (merging.in_doubt, merging.plans) = (in_doubt, plans);
        let [base, ours, theirs] = &self.values;
        let three = ThreeWay { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
        let mut merged = merging.value(three).unwrap_or(Value::Null);
        if self.is_plan {
            let mut versions;
            let mut three = three;
            if !self.renamed.is_empty() {
                versions = self.values.clone();
                self.renamed.settle(&mut merged, &mut versions);
                let [base, ours, theirs] = &versions;
                three = ThreeWay { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
            }
            dangling::settle(&mut merged, three, &mut merging);
            merged = plan_table::from_table(merged, three, &mut merging);
            plan_table::forbid_one_id_for_two(&merged, &mut merging);
        }
        (merged, merging)
    }
}

/// What a text says; `None` where it has faults, or a key twice in one mapping.
fn value(text: &str) -> Option<Value> {
    let (document, faults) = parse(FileId(0), text);
    if !faults.is_empty() {
        return None;
    }
    let value = document.root().map_or(Value::Null, Value::of);
    has_each_key_once(&value).then_some(value)
}

fn has_each_key_once(value: &Value) -> bool {
    match value {
        Value::Map(entries) => {
            let keys: HashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            keys.len() == entries.len()
                && entries.iter().all(|entry| has_each_key_once(&entry.value))
        }
        Value::List(items) => items.iter().all(|item| has_each_key_once(&item.value)),
        _ => true,
    }
}

/// The ids of the activities of a text; of one that cannot be read, none.
pub fn activity_ids(text: &str) -> Vec<String> {
    value(text)
        .and_then(|value| plan_table::to_table(&value))
        .map(|flat| identity::ids(&flat).map(str::to_owned).collect())
        .unwrap_or_default()
}

/// The ids that a merge gives to activities of theirs, because others have theirs; none where a
/// version cannot be read.
pub fn new_ids(texts: [&str; 3], beside: &Beside<'_>) -> Vec<String> {
    let [Some(base), Some(ours), Some(theirs)] = texts.map(value) else { return Vec::new() };
    let sides = PlanSides::new([base, ours, theirs], beside);
    let [_, of_theirs] = sides.identified.new_ids;
    of_theirs.into_values().collect()
}

/// Whether an activity in a text depends on one with this id; `plans` as in [`Beside`].
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

/// Whether two texts say the same, whatever the order of their keys; `None` where one of them
/// cannot be read.
pub fn mean_the_same(a: &str, b: &str) -> Option<bool> {
    Some(same(&value(a)?, &value(b)?))
}
