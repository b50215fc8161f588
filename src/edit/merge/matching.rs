//! Matches the activities of a side with those of the base.
//!
//! An id is a name, not the activity: `workplan add` gives the next free id on two branches, and a
//! merge changes one of them. The content therefore counts too. If id and content disagree and
//! neither is clear, the id decides and the match is in doubt.

use std::collections::{HashMap, HashSet};

use super::item_name::{HOME, NewIds, TABLE, content, id};
use super::likeness::{
    alike_titles, carried_from, fields, in_common, keeps_its_id, same_title, size,
};
use crate::edit::value::{Value, ValueItem};

/// The most pairs of activities that are compared to find out which may be which.
const MOST_PAIRS: usize = 250_000;

/// The match of a side's activities with those of the base.
#[derive(Debug, Default)]
pub(super) struct Matching {
    /// The ids in the base, by the ids of the side.
    old_ids: NewIds,
    /// Ids in the base whose activity may be gone, with another activity under the id.
    pub in_doubt: HashSet<String>,
}

impl Matching {
    /// Compares a side with the base.
    pub(super) fn new(base: &Value, side: &Value) -> Self {
        let mut matching = Matching::default();
        let (mut old, mut now) = (placed(base), placed(side));
        matching.by_id_and_title(&mut old, &mut now);
        if !old.is_empty() && !now.is_empty() {
            matching.by_content(&mut old, &mut now);
            matching.by_id(&mut old, &mut now);
            matching.by_place(&mut old, &mut now);
        }
        matching
    }

    /// The id in the base of the activity that has this id on the side.
    pub(super) fn old_id(&self, id: &str) -> Option<&String> {
        self.old_ids.get(id)
    }

    /// The activities that have another id in the base, by their ids on the side.
    pub(super) fn renamed(&self) -> impl Iterator<Item = (&String, &String)> {
        self.old_ids.iter().filter(|(new, old)| new != old)
    }

    /// Takes an activity to be one that the other side has given the same new id, if it can be.
    pub(super) fn follow(&mut self, other: &NewIds, base: &Value, side: &Value) {
        if other.is_empty() {
            return;
        }
        let (before, now) = (by_id(base), by_id(side));
        let known: HashSet<String> = self.old_ids.values().cloned().collect();
        for (new, old) in other {
            let is_free = !self.old_ids.contains_key(new) && !known.contains(old);
            if let (true, Some(was), Some(is)) =
                (is_free, before.get(old.as_str()), now.get(new.as_str()))
                && in_common(was, is) * 2 >= size(was)
            {
                self.old_ids.insert(new.clone(), old.clone());
            }
        }
    }

    fn take(&mut self, pairs: &[(String, String)], old: &mut Placed<'_>, now: &mut Placed<'_>) {
        let known: HashSet<&str> = pairs.iter().map(|(_, old)| old.as_str()).collect();
        old.retain(|one| !known.contains(one.id));
        self.old_ids.extend(pairs.iter().cloned());
        now.retain(|one| !self.old_ids.contains_key(one.id));
    }

    fn by_id_and_title(&mut self, old: &mut Placed<'_>, now: &mut Placed<'_>) {
        let of_side: HashMap<&str, &Value> = now.iter().map(|one| (one.id, one.value)).collect();
        let is_same = |was: &Value, is: &Value| {
            same_title(was, is) || carried_from(was).is_some_and(|it| carried_from(is) == Some(it))
        };
        let own = |id: &str| (id.to_owned(), id.to_owned());
        let same = |one: &PlacedActivity<'_>| {
            of_side.get(one.id).is_some_and(|is| is_same(one.value, is)).then(|| own(one.id))
        };
        let pairs: Vec<(String, String)> = old.iter().filter_map(same).collect();
        self.take(&pairs, old, now);
    }

    /// Matches activities with any ids: they continue the same activity, or are equal except for
    /// the id. Or they have a unique title and are at least as similar as the activity with the id.
    fn by_content(&mut self, old: &mut Placed<'_>, now: &mut Placed<'_>) {
        let likenesses: [&Signature; 3] = [
            &|one| carried_from(one.value).map(str::to_owned),
            &|one| Some(content(&fields(one.value, &["id"]))),
            &|one| one.value.get("title").and_then(Value::as_text).map(str::to_owned),
        ];
        for (number, likeness) in likenesses.into_iter().enumerate() {
            let by_title = number == 2;
            let (of_base, of_side) = (values(old), values(now));
            let mut pairs = like_pairs(old, now, likeness);
            if by_title {
                pairs.retain(|(new, was)| {
                    let (Some(before), Some(is)) =
                        (of_base.get(was.as_str()), of_side.get(new.as_str()))
                    else {
                        return false;
                    };
                    let common = in_common(before, is);
                    let rivals = [
                        of_side.get(was.as_str()).map(|rival| in_common(before, rival)),
                        of_base.get(new.as_str()).map(|rival| in_common(rival, is)),
                    ];
                    new == was || rivals.into_iter().flatten().all(|rival| rival < common)
                });
            }
            self.take(&pairs, old, now);
        }
    }

    fn by_id(&mut self, old: &mut Placed<'_>, now: &mut Placed<'_>) {
        let ids: HashSet<&str> = old.iter().map(|one| one.id).collect();
        let of_side = values(now);
        let new: Vec<&Value> =
            now.iter().filter(|one| !ids.contains(one.id)).map(|one| one.value).collect();
        let with_id = old.iter().filter(|one| of_side.contains_key(one.id)).count();
        let is_small = new.len().saturating_mul(with_id) <= MOST_PAIRS;
        let mut pairs = Vec::new();
        for one in old.iter() {
            let Some(is) = of_side.get(one.id) else { continue };
            let may_be_another = || {
                let common = in_common(one.value, is);
                !is_small
                    || new.iter().any(|new| {
                        alike_titles(one.value, new) || in_common(one.value, new) > common
                    })
            };
            if !keeps_its_id(one.value, is) || !alike_titles(one.value, is) && may_be_another() {
                self.in_doubt.insert(one.id.to_owned());
            }
            pairs.push((one.id.to_owned(), one.id.to_owned()));
        }
        self.take(&pairs, old, now);
    }

    /// Matches activities that are equal except for id and title, and are at the same place.
    fn by_place(&mut self, old: &mut Placed<'_>, now: &mut Placed<'_>) {
        fn without_title(one: &PlacedActivity<'_>) -> String {
            content(&fields(one.value, &["id", "title"]))
        }
        let likenesses: [&Signature; 2] =
            [&|one| Some(format!("{:?} {}", one.above, without_title(one))), &|one| {
                Some(format!("{:?} {}", one.below, without_title(one)))
            }];
        for likeness in likenesses {
            let pairs = like_pairs(old, now, likeness);
            self.take(&pairs, old, now);
        }
    }
}

/// The activities of a table by their ids.
pub(super) fn by_id(flat: &Value) -> HashMap<&str, &Value> {
    flat.items(TABLE).iter().filter_map(|item| Some((id(item)?, &item.value))).collect()
}

/// An activity at its place.
struct PlacedActivity<'v> {
    id: &'v str,
    value: &'v Value,
    /// The priority, and the id of the neighbour above or below.
    above: (Option<&'v str>, Option<&'v str>),
    below: (Option<&'v str>, Option<&'v str>),
}

type Placed<'v> = Vec<PlacedActivity<'v>>;

/// The signature of an activity, if it has one.
type Signature = dyn Fn(&PlacedActivity<'_>) -> Option<String>;

fn placed(flat: &Value) -> Placed<'_> {
    let items = flat.items(TABLE);
    let at = |number: Option<usize>| number.and_then(|number| items.get(number));
    let home =
        |item: &'_ ValueItem| item.value.get(HOME).and_then(Value::as_text).map(str::to_owned);
    let mut all = Vec::with_capacity(items.len());
    for (number, item) in items.iter().enumerate() {
        let Some(own) = id(item) else { continue };
        let own_home = item.value.get(HOME).and_then(Value::as_text);
        let near = |other: Option<&'_ ValueItem>| {
            other.filter(|other| home(other).as_deref() == own_home).is_some()
        };
        let (before, behind) = (at(number.checked_sub(1)), at(number.checked_add(1)));
        all.push(PlacedActivity {
            id: own,
            value: &item.value,
            above: (own_home, before.filter(|_| near(before)).and_then(id)),
            below: (own_home, behind.filter(|_| near(behind)).and_then(id)),
        });
    }
    all
}

fn values<'v>(all: &Placed<'v>) -> HashMap<&'v str, &'v Value> {
    all.iter().map(|one| (one.id, one.value)).collect()
}

/// Returns the pairs of ids with one signature on the side and in the base, if no other activity
/// has it.
fn like_pairs(
    old: &[PlacedActivity<'_>],
    now: &[PlacedActivity<'_>],
    likeness: &Signature,
) -> Vec<(String, String)> {
    if old.is_empty() || now.is_empty() {
        return Vec::new();
    }
    let (old, now) = (by_likeness(old, likeness), by_likeness(now, likeness));
    let pair = |(likeness, own): (String, Option<&str>)| {
        Some((own?.to_owned(), (*old.get(&likeness)?)?.to_owned()))
    };
    now.into_iter().filter_map(pair).collect()
}

/// Returns ids by signature, without signatures that two activities have.
fn by_likeness<'v>(
    all: &[PlacedActivity<'v>],
    likeness: &Signature,
) -> HashMap<String, Option<&'v str>> {
    let mut known: HashMap<String, Option<&str>> = HashMap::new();
    for one in all {
        if let Some(likeness) = likeness(one) {
            known.entry(likeness).and_modify(|id| *id = None).or_insert(Some(one.id));
        }
    }
    known
}

#[cfg(test)]
mod tests;
