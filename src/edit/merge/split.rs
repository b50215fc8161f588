//! Merges a file that one side has split: changes of the other side go to the new files.
//!
//! Each new file has a merge of its own: with its part of the old file, and with the other side's
//! version of that part.

use std::collections::{HashMap, HashSet};

use super::outcome::NotMerged;
use super::plan_table::to_table;
use super::read_value::value;
use super::same::same;
use super::words;
use super::write::write;
use crate::diagnostic::{Message, message};
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// The lists of a plan that may be in several of its files.
pub(super) const LISTS: [&str; 3] = ["themes", "priorities", "organizations"];

/// The merge of one new file.
#[derive(Clone, Debug)]
pub struct SplitPart {
    /// The number of the new file.
    pub part: usize,
    /// Its part of the old file, as text.
    pub base: String,
    /// The other side's version of that part.
    pub changed: String,
    /// The changes: activities, and keys.
    pub what: Vec<Message>,
}

/// Returns the merges of the new files after one side has split `base` into them, and the other has
/// changed it to `changed`. A file without changes is left out.
///
/// # Errors
/// If a text cannot be read, or is not a plan whose parts have ids. Also if neither the old nor the
/// new lines can be given the value to merge.
pub fn shares(base: &str, changed: &str, parts: &[&str]) -> Result<Vec<SplitPart>, NotMerged> {
    let read = |text: &str, name: fn() -> Message| {
        let value = value(text).filter(|value| to_table(value).is_some());
        value.ok_or_else(|| NotMerged::Unreadable(name()))
    };
    let (old, new) = (read(base, words::the_base)?, read(changed, in_one_file)?);
    let values =
        parts.iter().map(|part| read(part, of_split_plan)).collect::<Result<Vec<_>, _>>()?;
    let homes = SplitLocations::new(&values, &old);
    let mut shares = Vec::new();
    for (part, own) in parts.iter().enumerate() {
        let (of_old, of_new) = (homes.share(&old, part), homes.share(&new, part));
        if same(&of_old, &of_new) {
            continue;
        }
        let cut = |text: &str, share: &Value| write(&[], &[text], share, &[]);
        // The anchor of an alias in the old file may go to another file than the alias.
        let refitted = |text: &str, share: &Value| write(&[], &[own], share, &[text]);
        let texts = cut(base, &of_old).zip(cut(changed, &of_new));
        let texts = texts.or_else(|| refitted(base, &of_old).zip(refitted(changed, &of_new)));
        let (base, changed) = texts.ok_or_else(|| NotMerged::Unsafe(Vec::new()))?;
        shares.push(SplitPart { part, base, changed, what: differences(&of_old, &of_new) });
    }
    Ok(shares)
}

fn in_one_file() -> Message {
    message!("merge.in-one-file", "the version that is in one file")
}

fn of_split_plan() -> Message {
    message!("merge.of-split-plan", "a file of the split plan")
}

/// Returns for each of two versions of a file how much of the file moved to one of these other
/// files: 0 unless its side has split the file.
pub fn moved_away(base: &str, versions: [&str; 2], others: &[&str]) -> [usize; 2] {
    let Some(base) = value(base) else { return [0, 0] };
    let elsewhere: HashSet<SplitItem> =
        others.iter().filter_map(|text| value(text)).flat_map(|other| ids(&other)).collect();
    let moved: Vec<SplitItem> =
        ids(&base).into_iter().filter(|id| elsewhere.contains(id)).collect();
    versions.map(|version| {
        let there = value(version).map(|version| ids(&version));
        there.map_or(0, |there| moved.iter().filter(|id| !there.contains(*id)).count())
    })
}

/// Describes the part of a file that neither version has. Returns `None` unless one side alone has
/// lost a priority, as after a split.
pub fn lost_by_split(base: &str, ours: &str, theirs: &str) -> Option<Vec<Message>> {
    let (base, ours, theirs) = (value(base)?, value(ours)?, value(theirs)?);
    let kept = |side: &Value| {
        let there: HashSet<&str> = items(side, "priorities").map(|(id, _)| id).collect();
        items(&base, "priorities")
            .map(|(id, _)| id)
            .filter(|id| there.contains(id))
            .collect::<Vec<_>>()
    };
    // A priority that both sides remove was removed on purpose.
    if kept(&ours) == kept(&theirs) {
        return None;
    }
    let (in_ours, in_theirs) = (names(&ours), names(&theirs));
    let is_lost = |name: &Message| !in_ours.contains(name) && !in_theirs.contains(name);
    Some(names(&base).into_iter().filter(is_lost).collect())
}

/// The keys of a plan, the items of its lists and its activities, in words.
fn names(plan: &Value) -> Vec<Message> {
    let keys = keys(plan).filter(|key| !LISTS.contains(key)).map(words::key);
    let in_lists = LISTS
        .into_iter()
        .flat_map(|list| items(plan, list).map(move |(id, _)| words::item(list, id)));
    let activities = activities(plan).map(|(_, id, _)| words::activity(id));
    keys.chain(in_lists).chain(activities).collect()
}

/// A priority or an activity of a plan, by its id.
#[derive(PartialEq, Eq, Hash)]
enum SplitItem {
    Priority(String),
    Activity(String),
}

/// The priorities and the activities of a plan.
fn ids(plan: &Value) -> HashSet<SplitItem> {
    let priorities = items(plan, "priorities").map(|(id, _)| SplitItem::Priority(id.to_owned()));
    let activities = activities(plan).map(|(_, id, _)| SplitItem::Activity(id.to_owned()));
    priorities.chain(activities).collect()
}

/// The keys of a plan.
fn keys(plan: &Value) -> impl Iterator<Item = &str> {
    let entries = match plan {
        Value::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|entry| entry.key.as_str())
}

fn id(item: &ValueItem) -> Option<&str> {
    item.value.get("id").and_then(Value::as_text)
}

/// The items of a list, with their ids.
pub(super) fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = (&'v str, &'v Value)> {
    value.items(key).iter().filter_map(|item| Some((id(item)?, &item.value)))
}

/// The activities of a plan, each with its priority and its id.
pub(super) fn activities(plan: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    items(plan, "priorities").flat_map(|(priority, value)| {
        items(value, "activities").map(move |(id, activity)| (priority, id, activity))
    })
}

/// The new place of each entry.
pub(super) struct SplitLocations<'v> {
    /// The file and the priority of each activity.
    activities: HashMap<&'v str, (usize, &'v str)>,
    /// The priority that each activity had before.
    before: HashMap<&'v str, &'v str>,
    /// The file of each item of a list, by the list's key and the item's id.
    items: HashMap<(&'static str, &'v str), usize>,
    /// The file of each list, for items without a place.
    lists: HashMap<&'static str, usize>,
    /// The keys of each file.
    keys: HashSet<(usize, &'v str)>,
    /// The file for keys without a place.
    head: usize,
}

impl<'v> SplitLocations<'v> {
    pub(super) fn new(parts: &'v [Value], base: &'v Value) -> Self {
        let head = parts
            .iter()
            .position(|part| part.get("title").or(part.get("period")).is_some())
            .unwrap_or(0);
        let mut homes = SplitLocations {
            activities: HashMap::new(),
            before: activities(base).map(|(priority, id, _)| (id, priority)).collect(),
            items: HashMap::new(),
            lists: LISTS.into_iter().map(|list| (list, head)).collect(),
            keys: HashSet::new(),
            head,
        };
        for (number, part) in parts.iter().enumerate() {
            homes
                .activities
                .extend(activities(part).map(|(priority, id, _)| (id, (number, priority))));
            for list in LISTS {
                for (id, _) in items(part, list) {
                    homes.items.insert((list, id), number);
                    homes.lists.insert(list, number);
                }
            }
            homes.keys.extend(keys(part).map(|key| (number, key)));
        }
        homes
    }

    /// Returns the part of a version that belongs to a file.
    pub(super) fn share(&self, version: &Value, part: usize) -> Value {
        let Value::Map(entries) = version else { return version.clone() };
        let own = |entry: &ValueEntry| {
            let value = match LISTS.into_iter().find(|list| *list == entry.key) {
                Some(list) => self.list(list, &entry.value, part)?,
                None => (self.has(part, &entry.key)
                    || part == self.head && self.is_homeless(&entry.key))
                .then(|| entry.value.clone())?,
            };
            Some(ValueEntry { value, ..entry.clone() })
        };
        Value::Map(entries.iter().filter_map(own).collect())
    }

    fn has(&self, part: usize, key: &str) -> bool {
        self.keys.contains(&(part, key))
    }

    /// Whether a key has no place.
    fn is_homeless(&self, key: &str) -> bool {
        self.keys.iter().all(|(_, known)| *known != key)
    }

    /// The file of an item of a list.
    fn home(&self, list: &'static str, id: &str) -> Option<usize> {
        self.items.get(&(list, id)).or(self.lists.get(list)).copied()
    }

    /// The items of a list that belong to a file. A priority that does not, and has an activity
    /// that does, is a frame for it.
    fn list(&self, list: &'static str, value: &Value, part: usize) -> Option<Value> {
        let Value::List(items) = value else { return self.has(part, list).then(|| value.clone()) };
        let own = |item: &ValueItem| {
            let id = id(item).unwrap_or("");
            let is_here = self.home(list, id) == Some(part);
            let mut value = item.value.clone();
            if let (Value::Map(fields), "priorities") = (&mut value, list) {
                for field in fields.iter_mut().filter(|field| field.key == "activities") {
                    self.keep_own(&mut field.value, id, part);
                }
                if !is_here {
                    fields.retain(|field| {
                        field.key == "id" || field.key == "activities" && !field.value.is_nothing()
                    });
                }
            }
            let is_frame = matches!(&value, Value::Map(fields) if fields.len() == 2);
            (is_here || list == "priorities" && is_frame)
                .then(|| ValueItem { value, ..item.clone() })
        };
        let own: Vec<ValueItem> = items.iter().filter_map(own).collect();
        (!own.is_empty() || self.has(part, list)).then_some(Value::List(own))
    }

    fn keep_own(&self, activities: &mut Value, priority: &str, part: usize) {
        if let Value::List(items) = activities {
            items.retain(|item| self.activity(id(item).unwrap_or(""), priority) == Some(part));
        }
    }

    /// The file of an activity that a version has under this priority. One that only this version
    /// has moved goes with its priority.
    fn activity(&self, id: &str, priority: &str) -> Option<usize> {
        match (self.activities.get(id), self.before.get(id)) {
            (None, before) => self.home("priorities", before.copied().unwrap_or(priority)),
            (Some((_, now)), Some(before)) if now == before && *before != priority => {
                self.home("priorities", priority)
            }
            (Some((part, _)), _) => Some(*part),
        }
    }
}

/// Describes the differences between two versions: activities by id, and other entries by key.
fn differences(old: &Value, new: &Value) -> Vec<Message> {
    let of = |version| {
        activities(version)
            .map(|(priority, id, value)| (id, (priority, value)))
            .collect::<HashMap<_, _>>()
    };
    let (before, after) = (of(old), of(new));
    let is_same = |id: &str| match (before.get(id), after.get(id)) {
        (Some((from, old)), Some((to, new))) => from == to && same(old, new),
        _ => false,
    };
    let mut seen = HashSet::new();
    let all = activities(old).chain(activities(new)).map(|(_, id, _)| id);
    let mut found: Vec<Message> =
        all.filter(|id| !is_same(id) && seen.insert(*id)).map(words::activity).collect();
    let bare = |version: &Value| {
        let mut version = version.clone();
        if let Some(Value::List(priorities)) = version.get_mut("priorities") {
            for priority in priorities {
                priority
                    .value
                    .get_mut("activities")
                    .into_iter()
                    .for_each(|list| *list = Value::Null);
            }
        }
        version
    };
    let (before, after) = (bare(old), bare(new));
    let mut seen = HashSet::new();
    let other = keys(&before).chain(keys(&after)).filter(|key| seen.insert(*key));
    found.extend(other.filter(|key| before.get(key) != after.get(key)).map(words::key));
    found
}
