//! New ids for what one side has not shared yet: an id that others have shared stays theirs.

use std::collections::HashSet;

use super::identity::matchings;
use super::item_name::{NewIds, TABLE, ids};
use super::matching::by_id;
use super::new_ids::{NewIdFinder, new_pairs, title};
use super::plan_table::to_table;
use super::read_value::value;
use super::split_ids::joined;
use super::words;
use crate::edit::value::{Value, ValueEntry};

/// A new id of an activity of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnNewId {
    /// The id that it had.
    pub old: String,
    /// Its new id.
    pub new: String,
    /// Its title.
    pub title: String,
    /// The title of the activity of theirs that has the old id.
    pub shared: String,
}

/// Returns the new ids of activities of ours whose ids theirs has for other activities, sorted. The
/// files are those of one plan, each as in the base, ours and theirs; one that cannot be read is
/// left out.
pub fn own_new_ids(files: &[[Option<String>; 3]]) -> Vec<OwnNewId> {
    let table = |text: &Option<String>| match text {
        Some(text) => value(text).and_then(|value| to_table(&value)),
        None => Some(empty()),
    };
    let read = |versions: &[Option<String>; 3]| -> Option<[Value; 3]> {
        let [base, ours, theirs] = versions;
        Some([table(base)?, table(ours)?, table(theirs)?])
    };
    let tables: Vec<[Value; 3]> = files.iter().filter_map(read).collect();
    let used: HashSet<String> = tables.iter().flatten().flat_map(ids).map(str::to_owned).collect();
    let [mut base, mut ours, mut theirs] = [const { Vec::new() }; 3];
    for [old, own, other] in &tables {
        base.push(old.clone());
        ours.push(own.clone());
        theirs.push(other.clone());
    }
    match (joined(&base), joined(&ours), joined(&theirs)) {
        (Some(base), Some(ours), Some(theirs)) => found([&base, &ours, &theirs], used),
        // Two files have one id already: each file is looked at alone.
        _ => {
            let mut used = used;
            let mut all: Vec<OwnNewId> = Vec::new();
            for [base, ours, theirs] in &tables {
                let own = found([base, ours, theirs], used.clone());
                used.extend(own.iter().map(|one| one.new.clone()));
                all.extend(own);
            }
            all
        }
    }
}

fn empty() -> Value {
    let table = ValueEntry { key: TABLE.to_owned(), origin: None, value: Value::List(Vec::new()) };
    Value::Map(vec![table])
}

fn found([base, ours, theirs]: [&Value; 3], used: HashSet<String>) -> Vec<OwnNewId> {
    let [of_ours, of_theirs] = &matchings([base, ours, theirs]);
    let pairs = new_pairs([(ours, of_ours), (theirs, of_theirs)]);
    let references = words::references;
    let finder = NewIdFinder { base, ours, theirs, of_ours, of_theirs, references };
    let new_ids: NewIds = finder.for_ours(&pairs, used);
    let (mine, others) = (by_id(ours), by_id(theirs));
    let told = |(old, new): (String, String)| OwnNewId {
        title: mine.get(old.as_str()).map(|one| title(one)).unwrap_or_default(),
        shared: others.get(old.as_str()).map(|one| title(one)).unwrap_or_default(),
        old,
        new,
    };
    let mut all: Vec<OwnNewId> = new_ids.into_iter().map(told).collect();
    all.sort_by(|a, b| a.old.cmp(&b.old));
    all
}
