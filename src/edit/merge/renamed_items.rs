//! Items of lists that a side has given another name: an organization or a theme another id, a
//! milestone another title. Without that, two new names of one item would be two items.

use std::collections::{HashMap, HashSet};

use super::item_name::{HOME, IDENTITY, ItemName, NewIds, TABLE, content, identity};
use crate::edit::typed::id_of;
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// The lists of a plan whose items have ids, and the keys under which these are named.
const LISTS: [(&str, &[&str]); 3] = [
    ("organizations", &["owners", "partners", "chairs", "lead"]),
    ("themes", &["themes"]),
    ("priorities", &[HOME]),
];
/// The keys by which an item is known.
const NAME_KEYS: [&str; 6] = [IDENTITY, "id", "title", "name", "email", "activities"];

/// The signature of the item of that number, if it has one.
type Likeness<'f> = dyn Fn(&[(&str, &Value)], usize) -> Option<String> + 'f;

/// Returns the names in the base, by the new names of a side.
fn renamed(base: &[(&str, &Value)], side: &[(&str, &Value)], name_keys: &[&str]) -> NewIds {
    let names = |all: &[(&str, &Value)]| {
        all.iter().map(|(name, _)| (*name).to_owned()).collect::<HashSet<String>>()
    };
    let (before, after) = (names(base), names(side));
    let alone = |all: &[(&str, &Value)], others: &HashSet<String>| {
        let numbered = all.iter().enumerate().filter(|(_, (name, _))| !others.contains(*name));
        numbered.map(|(number, _)| number).collect::<Vec<usize>>()
    };
    let (mut gone, mut new) = (alone(base, &after), alone(side, &before));
    let rest = |value: &Value| {
        let Value::Map(entries) = value else { return None };
        let keys = entries.iter().filter(|entry| !name_keys.contains(&entry.key.as_str()));
        let rest: Vec<ValueEntry> = keys.cloned().collect();
        Some(Value::Map(rest))
    };
    let is_empty = |value: &Value| matches!(value, Value::Map(entries) if entries.is_empty());
    let label = |value: &Value| {
        let label = ["name", "title"].iter().find_map(|key| value.get(key)?.as_text());
        label.filter(|_| name_keys.contains(&"id")).map(str::to_owned)
    };
    let by_rest = |all: &[(&str, &Value)], number: usize| {
        let rest = rest(all.get(number)?.1).filter(|rest| !is_empty(rest))?;
        Some(content(&rest))
    };
    let by_label = |all: &[(&str, &Value)], number: usize| label(all.get(number)?.1);
    // An item that has only a name is identified by its neighbours.
    let by_place = |all: &[(&str, &Value)], number: usize| {
        rest(all.get(number)?.1).filter(is_empty)?;
        let at = |number: Option<usize>| Some(all.get(number?)?.0);
        Some(format!("{:?} {:?}", at(number.checked_sub(1)), at(number.checked_add(1))))
    };
    let likenesses: [&Likeness<'_>; 3] = [&by_rest, &by_label, &by_place];
    let mut found = NewIds::new();
    for likeness in likenesses {
        let known = |all: &[(&str, &Value)], numbers: &[usize]| {
            let mut known: HashMap<String, Option<usize>> = HashMap::new();
            for number in numbers {
                if let Some(likeness) = likeness(all, *number) {
                    known.entry(likeness).and_modify(|one| *one = None).or_insert(Some(*number));
                }
            }
            known
        };
        let (old, now) = (known(base, &gone), known(side, &new));
        for (likeness, number) in now {
            let pair = number.zip(old.get(&likeness).copied().flatten());
            let Some((is, was)) = pair else { continue };
            if let (Some((new_name, _)), Some((old_name, _))) = (side.get(is), base.get(was)) {
                found.insert((*new_name).to_owned(), (*old_name).to_owned());
                gone.retain(|number| *number != was);
                new.retain(|number| *number != is);
            }
        }
    }
    found
}

/// Returns the new names of both sides. A new name that both sides have given counts once, if one
/// of them says so.
fn renamed_on_both(
    [base, ours, theirs]: [&[(&str, &Value)]; 3],
    name_keys: &[&str],
) -> [NewIds; 2] {
    let mut found = [renamed(base, ours, name_keys), renamed(base, theirs, name_keys)];
    let [of_ours, of_theirs] = found.clone();
    let has = |side: &[(&str, &Value)], name: &str| side.iter().any(|(own, _)| *own == name);
    for ((own, other), side) in found.iter_mut().zip([of_theirs, of_ours]).zip([ours, theirs]) {
        for (new, old) in other {
            let is_free = !own.contains_key(&new) && own.values().all(|known| *known != old);
            if is_free && has(side, &new) && !has(side, &old) {
                own.insert(new, old);
            }
        }
    }
    found
}

/// Whether a list is one of a plan's whose items are named elsewhere by their ids.
pub(super) fn has_ids(list: &str) -> bool {
    LISTS.iter().any(|(name, _)| *name == list)
}

/// Gives items of three lists that a side has given another name the name that they have in the
/// base.
pub(super) fn follow(lists: [&[ValueItem]; 3], names: &mut [Vec<ItemName>]) {
    let [Some(old), Some(ours), Some(theirs)] = [names.first(), names.get(1), names.get(2)] else {
        return;
    };
    let is_same = |side: &Vec<ItemName>| old.iter().all(|name| side.contains(name));
    let is_named = lists.iter().all(|list| {
        list.iter()
            .all(|item| matches!(item.value, Value::Map(_)) && identity(&item.value).is_none())
    });
    if is_same(ours) && is_same(theirs) || !is_named {
        return;
    }
    let pairs = |number: usize| {
        let (names, list) = (names.get(number), lists.get(number));
        let pairs = names.into_iter().flatten().zip(list.copied().into_iter().flatten());
        pairs.map(|(name, item)| (name.shown(), &item.value)).collect::<Vec<_>>()
    };
    let [base, one, other] = [0, 1, 2].map(pairs);
    let unique = |all: &[(&str, &Value)]| {
        let mut seen = HashSet::new();
        all.iter().all(|(name, _)| !name.is_empty() && seen.insert(*name))
    };
    if ![&base, &one, &other].into_iter().all(|all| unique(all)) {
        return;
    }
    let found = renamed_on_both([&base, &one, &other], &NAME_KEYS);
    for (names, found) in names.iter_mut().skip(1).zip(found) {
        for name in names {
            if let Some(old) = found.get(name.shown()) {
                *name = ItemName::new(old);
            }
        }
    }
}

/// The items of a plan's lists that a side has given another id.
#[derive(Debug, Default)]
pub(super) struct RenamedItems {
    /// The lists in which there are such.
    lists: Vec<(&'static str, &'static [&'static str])>,
}

impl RenamedItems {
    /// Finds the renamed items in three tables, and gives each item of such a list its identity:
    /// its id in the base, which references use too.
    pub(super) fn find(sides: [&mut Value; 3]) -> Self {
        let [base, ours, theirs] = sides;
        let mut lists = Vec::new();
        for (list, keys) in LISTS {
            let found = {
                let (Some(old), Some(one), Some(other)) =
                    (by_ids(base, list), by_ids(ours, list), by_ids(theirs, list))
                else {
                    continue;
                };
                renamed_on_both([&old, &one, &other], &["id", "activities"])
            };
            let [of_ours, of_theirs] = &found;
            if of_ours.is_empty() && of_theirs.is_empty() {
                continue;
            }
            lists.push((list, keys));
            for (side, found) in
                [(&mut *base, &NewIds::new()), (&mut *ours, of_ours), (&mut *theirs, of_theirs)]
            {
                rename_references(side, keys, found);
                for item in side.items_mut(list) {
                    let own = item.value.get("id").and_then(Value::as_text).unwrap_or("");
                    let own = found.get(own).map_or(own, String::as_str).to_owned();
                    if let Value::Map(fields) = &mut item.value {
                        let value = Value::Text(own.into());
                        fields.push(ValueEntry { key: IDENTITY.to_owned(), origin: None, value });
                    }
                }
            }
        }
        RenamedItems { lists }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Gives the items of a merged plan, and of its versions, their new ids instead of their
    /// identities.
    pub(super) fn settle(&self, merged: &mut Value, versions: &mut [Value]) {
        for (list, keys) in &self.lists {
            let pair = |item: &ValueItem| {
                let id = item.value.get("id").and_then(Value::as_text)?;
                Some((identity(&item.value)?.to_owned(), id.to_owned()))
            };
            let now: NewIds = merged.items(list).iter().filter_map(pair).collect();
            for plan in std::iter::once(&mut *merged).chain(versions.iter_mut()) {
                rename_references(plan, keys, &now);
                for item in plan.items_mut(list) {
                    let new = identity(&item.value).and_then(|old| now.get(old)).cloned();
                    if let (Some(new), Some(id)) = (new, item.value.get_mut("id"))
                        && id.as_text() != Some(&new)
                    {
                        *id = Value::Text(id_of(&new));
                    }
                    if let Value::Map(fields) = &mut item.value {
                        fields.retain(|field| field.key != IDENTITY);
                    }
                }
            }
        }
    }
}

/// The items of a list by their ids; `None` where one has none, or two have one.
fn by_ids<'v>(plan: &'v Value, list: &str) -> Option<Vec<(&'v str, &'v Value)>> {
    let mut seen = HashSet::new();
    let items = plan.items(list).iter();
    items
        .map(|item| {
            let id = item.value.get("id").and_then(Value::as_text)?;
            seen.insert(id).then_some((id, &item.value))
        })
        .collect()
}

/// Renames the references under these keys in a plan, its priorities and its activities.
fn rename_references(plan: &mut Value, keys: &[&str], names: &NewIds) {
    if names.is_empty() {
        return;
    }
    rename_in(plan, keys, names);
    for list in ["priorities", TABLE] {
        for item in plan.items_mut(list) {
            rename_in(&mut item.value, keys, names);
        }
    }
}

fn rename_in(map: &mut Value, keys: &[&str], names: &NewIds) {
    let renamed = |value: &Value| Some(Value::Text(id_of(names.get(value.as_text()?)?)));
    for key in keys {
        if let Some(value) = map.get_mut(key)
            && let Some(new) = renamed(value)
        {
            *value = new;
        }
        for item in map.items_mut(key) {
            if let Some(new) = renamed(&item.value) {
                item.value = new;
            }
        }
    }
}

#[cfg(test)]
mod tests;
