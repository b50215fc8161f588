//! Which activity is which in three versions of a plan: by its id, and where one side has given it
//! another id, by what it says.
//!
//! An activity's identity is its id in the base, and of a new one its own id. References go by
//! identity as long as the merge lasts, so that they follow an id that one side has changed.

use std::collections::{HashMap, HashSet};

use super::item_name::{HOME, IDENTITY, TABLE, content};
use super::three_way::is_same;
use crate::edit::next_id::next_id;
use crate::edit::typed::id_of;
use crate::edit::value::{Value, ValueEntry, ValueItem};
use crate::text::clean_line;

/// New names for ids.
pub(super) type NewIds = HashMap<String, String>;

/// Gives each activity of three tables its identity. A new activity of theirs that has the id of a
/// new one of ours, and is another one, gets the next free id. Returns these new ids by the old
/// ones, and what is to be said about them.
pub(super) fn identify(
    base: &mut Value,
    ours: &mut Value,
    theirs: &mut Value,
    taken: &dyn Fn() -> HashSet<String>,
) -> (NewIds, Vec<String>) {
    let (of_ours, of_theirs) = (renamed(base, ours), renamed(base, theirs));
    let (of_ours, of_theirs) = (
        with_other(&of_ours, &of_theirs, base, ours),
        with_other(&of_theirs, &of_ours, base, theirs),
    );
    let (fresh, notes) = fresh_ids(base, [(ours, &of_ours), (theirs, &of_theirs)], taken);
    let identity = |id: &str| of_theirs.get(id).or_else(|| fresh.get(id)).cloned();
    let names: NewIds = ids(theirs).filter_map(|id| Some((id.to_owned(), identity(id)?))).collect();
    mark(base, &NewIds::new(), &NewIds::new());
    mark(ours, &of_ours, &NewIds::new());
    mark(theirs, &names, &fresh);
    (fresh, notes)
}

/// Lets the references of a merged plan name the ids that the activities have now.
pub(super) fn refer(table: &mut [ValueItem]) {
    let text =
        |item: &ValueItem, key| item.value.get(key).and_then(Value::as_text).map(str::to_owned);
    let names: NewIds = table
        .iter()
        .filter_map(|item| Some((text(item, IDENTITY)?, text(item, "id")?)))
        .filter(|(old, new)| old != new)
        .collect();
    if !names.is_empty() {
        table.iter_mut().for_each(|item| rename_references(&mut item.value, &names));
    }
}

fn id(item: &ValueItem) -> Option<&str> {
    item.value.get("id").and_then(Value::as_text)
}

/// The activities of a table by their ids.
fn by_id(flat: &Value) -> HashMap<&str, &Value> {
    flat.items(TABLE).iter().filter_map(|item| Some((id(item)?, &item.value))).collect()
}

pub(super) fn ids(flat: &Value) -> impl Iterator<Item = &str> {
    flat.items(TABLE).iter().filter_map(id)
}

fn mark(flat: &mut Value, identities: &NewIds, fresh: &NewIds) {
    for item in flat.items_mut(TABLE) {
        let Some(own) = id(item).map(str::to_owned) else { continue };
        rename_references(&mut item.value, identities);
        rename_id(&mut item.value, fresh);
        let identity = identities.get(&own).cloned().unwrap_or(own);
        if let Value::Map(fields) = &mut item.value {
            fields.push(ValueEntry {
                key: IDENTITY.to_owned(),
                origin: None,
                value: Value::Text(identity.into()),
            });
        }
    }
}

/// Gives an activity, and those that it depends on, their new names.
pub(super) fn rename(activity: &mut Value, names: &NewIds) {
    rename_id(activity, names);
    rename_references(activity, names);
}

fn rename_id(activity: &mut Value, names: &NewIds) {
    let Some(id) = activity.get_mut("id") else { return };
    if let Some(new) = id.as_text().and_then(|old| names.get(old)) {
        *id = Value::Text(id_of(new));
    }
}

fn rename_references(activity: &mut Value, names: &NewIds) {
    for reference in activity.items_mut("depends_on") {
        if let Some(new) = reference.value.as_text().and_then(|old| names.get(old)) {
            reference.value = Value::Text(id_of(new));
        }
    }
}

/// The fields of an activity, but for some.
fn fields(activity: &Value, but: &[&str]) -> Value {
    let Value::Map(fields) = activity else { return Value::Null };
    Value::Map(
        fields
            .iter()
            .filter(|field| field.key != HOME && !but.contains(&field.key.as_str()))
            .cloned()
            .collect(),
    )
}

/// The activities to which a side has given another id: by the new id, the old one. It is the same
/// one if it says the same but for its id; or if it has a title that no other one has; or if it
/// says the same but for id and title, and stands at the same place.
fn renamed(base: &Value, side: &Value) -> NewIds {
    let (before, after): (HashSet<&str>, HashSet<&str>) =
        (ids(base).collect(), ids(side).collect());
    let alone = |flat, others: &HashSet<&str>| {
        placed(flat)
            .into_iter()
            .filter(|one| !others.contains(one.id))
            .collect::<Vec<PlacedActivity<'_>>>()
    };
    let (mut gone, mut new) = (alone(base, &after), alone(side, &before));
    let mut names = NewIds::new();
    let title = |one: &PlacedActivity<'_>| {
        one.value.get("title").and_then(Value::as_text).map(str::to_owned)
    };
    let likenesses: [&Signature; 4] = [
        &|one| Some(content(&fields(one.value, &["id"]))),
        &title,
        &|one| Some(format!("{:?} {}", one.above, content(&fields(one.value, &["id", "title"])))),
        &|one| Some(format!("{:?} {}", one.below, content(&fields(one.value, &["id", "title"])))),
    ];
    for likeness in likenesses {
        if gone.is_empty() || new.is_empty() {
            break;
        }
        let (old, now) = (by_likeness(&gone, likeness), by_likeness(&new, likeness));
        for (likeness, own) in now {
            if let (Some(own), Some(Some(old))) = (own, old.get(&likeness)) {
                names.insert(own.to_owned(), (*old).to_owned());
            }
        }
        let known: HashSet<&str> = names.values().map(String::as_str).collect();
        gone.retain(|one| !known.contains(one.id));
        new.retain(|one| !names.contains_key(one.id));
    }
    names
}

/// An activity at its place.
struct PlacedActivity<'v> {
    id: &'v str,
    value: &'v Value,
    /// Its priority, and the id of the one above or below it there.
    above: (Option<&'v str>, Option<&'v str>),
    below: (Option<&'v str>, Option<&'v str>),
}

/// What an activity is known by, if by that.
type Signature = dyn Fn(&PlacedActivity<'_>) -> Option<String>;

fn placed(flat: &Value) -> Vec<PlacedActivity<'_>> {
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

/// The ids of activities by what they are known by; none where two are known by the same.
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

/// What a side has renamed, and what the other side has given the same new id, if it could be that.
fn with_other(own: &NewIds, other: &NewIds, base: &Value, side: &Value) -> NewIds {
    let mut names = own.clone();
    if other.is_empty() {
        return names;
    }
    let (before, now) = (by_id(base), by_id(side));
    let known: HashSet<&str> = own.values().map(String::as_str).collect();
    for (new, old) in other {
        let is_free = !names.contains_key(new)
            && !known.contains(old.as_str())
            && !now.contains_key(old.as_str());
        if let (true, Some(was), Some(is)) =
            (is_free, before.get(old.as_str()), now.get(new.as_str()))
            && in_common(was, is) * 2 >= size(&fields(was, &["id"]))
        {
            names.insert(new.clone(), old.clone());
        }
    }
    names
}

/// How many fields two activities have in common, beside the id.
fn in_common(a: &Value, b: &Value) -> usize {
    let Value::Map(entries) = fields(a, &["id"]) else { return 0 };
    entries.iter().filter(|entry| is_same(Some(&entry.value), b.get(&entry.key))).count()
}

/// For new activities of theirs the next free ids, where ours has something else under their id;
/// and what is to be said about it.
fn fresh_ids(
    base: &Value,
    [(ours, of_ours), (theirs, of_theirs)]: [(&Value, &NewIds); 2],
    taken: &dyn Fn() -> HashSet<String>,
) -> (NewIds, Vec<String>) {
    let (mut fresh, mut notes) = (NewIds::new(), Vec::new());
    let old: HashSet<&str> = ids(base).collect();
    let mine = by_id(ours);
    let mut used: HashSet<String> = HashSet::new();
    for item in theirs.items(TABLE) {
        let Some((id, own)) = id(item).and_then(|id| Some((id, *mine.get(id)?))) else { continue };
        let (one, other) = (of_ours.get(id), of_theirs.get(id));
        if old.contains(id) || one == other && (one.is_some() || has_one_origin(own, &item.value)) {
            continue;
        }
        if fresh.is_empty() {
            used = taken();
            used.extend([base, ours, theirs].into_iter().flat_map(ids).map(str::to_owned));
        }
        let home = item.value.get(HOME).and_then(Value::as_text).unwrap_or("");
        let is_there =
            |item: &&ValueItem| item.value.get(HOME).and_then(Value::as_text) == Some(home);
        let there: Vec<String> = [ours, theirs]
            .into_iter()
            .flat_map(|side| side.items(TABLE).iter().filter(is_there))
            .filter_map(self::id)
            .map(str::to_owned)
            .collect();
        let there: Vec<&str> =
            there.iter().map(String::as_str).chain(fresh.values().map(String::as_str)).collect();
        let new = next_id(home, &there, |id| used.contains(id));
        used.insert(new.clone());
        let title = |value: &Value| {
            clean_line(value.get("title").and_then(Value::as_text).unwrap_or("")).into_owned()
        };
        notes.push(format!(
            "both sides have added an activity {id}, ours “{}”, theirs “{}”: theirs is {new} now, also in references to it",
            title(own),
            title(&item.value)
        ));
        fresh.insert(id.to_owned(), new);
    }
    (fresh, notes)
}

/// Whether two new activities with one id may be one that both sides have got from somewhere: by
/// the title, or by all else that they say where the titles are much alike.
fn has_one_origin(a: &Value, b: &Value) -> bool {
    let title = |value: &Value| {
        value.get("title").and_then(Value::as_text).map(str::to_lowercase).unwrap_or_default()
    };
    let (one, other) = (title(a), title(b));
    let words =
        |title: &str| title.split_whitespace().map(str::to_owned).collect::<HashSet<String>>();
    let (mine, others) = (words(&one), words(&other));
    let common = mine.intersection(&others).count();
    one == other
        || common * 2 >= mine.len().max(others.len())
            && content(&fields(a, &["title"])) == content(&fields(b, &["title"]))
}

fn size(map: &Value) -> usize {
    match map {
        Value::Map(fields) => fields.len(),
        _ => 0,
    }
}
