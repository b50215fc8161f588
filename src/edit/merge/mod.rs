//! Three versions of a file made one: by keys, by the names of the items of a list, and activities by their ids across priorities.
//!
//! What both sides mean is worked out on the values alone. The text that says so is then made out of the lines that are there, and
//! read again. Where both sides want something different, it is made twice, once as each of them has it: the lines in which the two
//! texts differ are the conflict, and are marked.

mod align;
mod graft;
mod mark;
mod name;
mod order;
mod plan;
mod spread;
mod three;
mod write;

pub use spread::{Share, lost_by_split, moved_away, shares};
use three::{Favour, Merging, Three, same};

use super::value::Value;
use crate::format::yaml::parse;
use crate::text::FileId;

/// A merged file.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its text, with marks where there are conflicts.
    pub text: String,
    /// What both sides have changed differently.
    pub conflicts: Vec<Conflict>,
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
    /// No text was found that says what is meant, and keeps what else is there. With what both sides have changed differently.
    Unsafe(Vec<Conflict>),
}

/// Merges what `ours` and `theirs` made of `base`.
///
/// `drafts` are texts to begin with, the best one first, such as what a merge by lines gives: they may hold the comments of both
/// sides. None of them is trusted. They are asked for only where both sides have changed something. The marks of a conflict are
/// `marker` characters long.
///
/// # Errors
/// Where a version cannot be read, or the result cannot be written safely.
pub fn merge(base: &str, ours: &str, theirs: &str, drafts: impl FnOnce() -> Vec<String>, marker: usize) -> Result<Merged, NotMerged> {
    let clean = |text: &str| Ok(Merged { text: text.to_owned(), conflicts: Vec::new() });
    if theirs == base || ours == theirs {
        return clean(ours);
    }
    if ours == base {
        return clean(theirs);
    }
    let read = |text: &str, name: &'static str| value(text).ok_or(NotMerged::Unreadable(name));
    let (old, mine, other) = (read(base, "the base")?, read(ours, "our version")?, read(theirs, "their version")?);
    let (meant, conflicts) = meant(&old, &mine, &other, Favour::Ours);
    let donors = [theirs, ours];
    let unsafely = || NotMerged::Unsafe(conflicts.clone());
    let text = write::write(&drafts(), &[ours, theirs], &meant, &donors).ok_or_else(unsafely)?;
    if conflicts.is_empty() {
        return Ok(Merged { text, conflicts });
    }
    let (meant, _) = self::meant(&old, &mine, &other, Favour::Theirs);
    let as_theirs = write::write(&[text.clone(), theirs.to_owned()], &[], &meant, &donors).ok_or_else(unsafely)?;
    if as_theirs == text {
        return Err(unsafely());
    }
    Ok(Merged { text: mark::mark(&text, &as_theirs, marker), conflicts })
}

/// What the merged file is to say, and what is in conflict.
fn meant(base: &Value, ours: &Value, theirs: &Value, favour: Favour) -> (Value, Vec<Conflict>) {
    let mut merging = Merging::new(favour);
    let flat = (plan::flat(base), plan::flat(ours), plan::flat(theirs));
    let value = if let (Some(base), Some(ours), Some(theirs)) = &flat {
        let three = Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
        let merged = merging.value(three).unwrap_or(Value::Null);
        plan::tall(merged, three, &mut merging)
    } else {
        let three = Three { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
        merging.value(three).unwrap_or(Value::Null)
    };
    (value, merging.conflicts)
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
            let keys: std::collections::HashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
            keys.len() == entries.len() && entries.iter().all(|entry| has_each_key_once(&entry.value))
        }
        Value::List(items) => items.iter().all(|item| has_each_key_once(&item.value)),
        _ => true,
    }
}

/// Whether two texts say the same, whatever the order of their keys; `None` where one of them cannot be read.
pub fn mean_the_same(a: &str, b: &str) -> Option<bool> {
    Some(same(&value(a)?, &value(b)?))
}
