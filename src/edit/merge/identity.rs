//! The identities of activities during a merge of three versions of a plan.
//!
//! The identity of an activity is its id in the base, and that of a new activity its own id.
//! References use identities, so that they follow an id that one side has changed.

use std::collections::HashSet;

use super::item_name::{IDENTITY, NEW, NewIds, TABLE, id, ids};
use super::matching::Matching;
use super::new_ids::{NewIdFinder, new_pairs};
use crate::diagnostic::Message;
use crate::edit::typed::id_of;
use crate::edit::value::{Value, ValueEntry, ValueItem};

/// The identities of three tables.
#[derive(Debug, Default)]
pub(super) struct Identified {
    /// New ids by the old ones, for our activities and for theirs.
    pub new_ids: [NewIds; 2],
    /// The identities of activities that may be two on one side, with one id.
    pub in_doubt: HashSet<String>,
    /// Notes for the user.
    pub notes: Vec<Message>,
}

/// Gives each activity of three tables its identity. A new activity of theirs that has the id of
/// another one of ours gets the next free id. `plans` are the names by which references in the plan
/// may name it; `references` names those that follow a new id.
pub(super) fn identify(
    [base, ours, theirs]: [&mut Value; 3],
    plans: &[String],
    taken: &dyn Fn() -> HashSet<String>,
    references: fn() -> Message,
) -> Identified {
    let [of_ours, of_theirs] = matchings([base, ours, theirs]);
    let pairs = new_pairs([(ours, &of_ours), (theirs, &of_theirs)]);
    let finder =
        NewIdFinder { base, ours, theirs, of_ours: &of_ours, of_theirs: &of_theirs, references };
    let (new_ids, notes) = finder.find(&pairs, taken);
    let old: HashSet<String> = ids(base).map(str::to_owned).collect();
    let [for_ours, for_theirs] = &new_ids;
    let identity = |matching: &Matching, new_ids: &NewIds, id: &str| match matching.old_id(id) {
        Some(old) => old.clone(),
        None => new_identity(new_ids.get(id).map_or(id, String::as_str), &old),
    };
    let of_our_id = |id: &str| identity(&of_ours, for_ours, id);
    let of_their_id = |id: &str| {
        pairs.get(id).map_or_else(|| identity(&of_theirs, for_theirs, id), |own| of_our_id(own))
    };
    let names: [NewIds; 2] = [
        ids(ours).map(|id| (id.to_owned(), of_our_id(id))).collect(),
        ids(theirs).map(|id| (id.to_owned(), of_their_id(id))).collect(),
    ];
    let in_doubt = of_ours.in_doubt.union(&of_theirs.in_doubt).cloned().collect();
    mark(base, &NewIds::new(), &NewIds::new(), plans);
    for ((side, names), new_ids) in [ours, theirs].into_iter().zip(&names).zip(&new_ids) {
        mark(side, names, new_ids, plans);
    }
    Identified { new_ids, in_doubt, notes }
}

/// Matches the activities of both sides with those of the base.
pub(super) fn matchings([base, ours, theirs]: [&Value; 3]) -> [Matching; 2] {
    let [mut of_ours, mut of_theirs] = [ours, theirs].map(|side| Matching::new(base, side));
    let [by_ours, by_theirs] = [&of_ours, &of_theirs].map(renamed);
    of_ours.follow(&by_theirs, base, ours);
    of_theirs.follow(&by_ours, base, theirs);
    [of_ours, of_theirs]
}

fn renamed(matching: &Matching) -> NewIds {
    matching.renamed().map(|(new, old)| (new.clone(), old.clone())).collect()
}

fn new_identity(id: &str, old: &HashSet<String>) -> String {
    let mut identity = id.to_owned();
    if old.contains(id) {
        identity.push(NEW);
    }
    identity
}

/// Lets the references of a merged plan name the ids that the activities have now.
pub(super) fn refer(table: &mut [ValueItem], plans: &[String]) {
    let text =
        |item: &ValueItem, key| item.value.get(key).and_then(Value::as_text).map(str::to_owned);
    let names: NewIds = table
        .iter()
        .filter_map(|item| Some((text(item, IDENTITY)?, text(item, "id")?)))
        .filter(|(old, new)| old != new)
        .collect();
    if !names.is_empty() {
        table.iter_mut().for_each(|item| rename_references(&mut item.value, &names, plans));
    }
}

fn mark(flat: &mut Value, identities: &NewIds, new_ids: &NewIds, plans: &[String]) {
    for item in flat.items_mut(TABLE) {
        let Some(own) = id(item).map(str::to_owned) else { continue };
        rename_references(&mut item.value, identities, plans);
        rename_id(&mut item.value, new_ids);
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

/// Gives an activity, and its dependencies, their new names.
pub(super) fn rename(activity: &mut Value, names: &NewIds, plans: &[String]) {
    rename_id(activity, names);
    rename_references(activity, names, plans);
}

fn rename_id(activity: &mut Value, names: &NewIds) {
    let Some(id) = activity.get_mut("id") else { return };
    if let Some(new) = id.as_text().and_then(|old| names.get(old)) {
        *id = Value::Text(id_of(new));
    }
}

pub(super) fn rename_references(activity: &mut Value, names: &NewIds, plans: &[String]) {
    for reference in activity.items_mut("depends_on") {
        let Some((plan, old)) = reference.value.as_text().map(|text| split(text, plans)) else {
            continue;
        };
        if let Some(new) = names.get(old).filter(|new| *new != old) {
            reference.value = Value::Text(id_of(&format!("{plan}{new}")));
        }
    }
}

/// A reference as the plan's own name with a `/`, where it is written, and the id.
fn split<'t>(reference: &'t str, plans: &[String]) -> (&'t str, &'t str) {
    let is_own = |(plan, _): &(&str, &str)| plans.iter().any(|own| own == plan);
    reference
        .split_once('/')
        .filter(is_own)
        .and_then(|(plan, _)| reference.split_at_checked(plan.len() + 1))
        .unwrap_or(("", reference))
}

/// The id in a reference to an activity of the plan.
pub(super) fn bare<'t>(reference: &'t str, plans: &[String]) -> &'t str {
    split(reference, plans).1
}
