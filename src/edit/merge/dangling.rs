//! References to entries that the other side has removed: without them the merged plan would have
//! an error that neither side has.

use std::collections::{HashMap, HashSet};

use super::identity::bare;
use super::item_name::{IDENTITY, TABLE, shown};
use super::outcome::Conflict;
use super::three_way::{Merging, ThreeWay};
use super::words;
use crate::edit::value::{Value, ValueItem};

/// The keys under which a plan, its priorities and its activities name organizations.
const ORGANIZATIONS: [&str; 4] = ["owners", "partners", "chairs", "lead"];

/// Keeps or removes the targets of references in a merged plan, whose activities are in a table.
///
/// A theme or an organization is kept, and a note says so. An activity that one side has removed
/// and on which another one depends on the other side is a conflict. The favoured side has both, or
/// neither.
pub(super) fn settle(merged: &mut Value, three: ThreeWay<'_>, merging: &mut Merging) {
    settle_activities(merged, three, merging);
    keep(merged, three, merging, "themes", &["themes"]);
    keep(merged, three, merging, "organizations", &ORGANIZATIONS);
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_text)
}

fn by<'v>(flat: Option<&'v Value>, list: &str, key: &str) -> HashMap<&'v str, &'v ValueItem> {
    let items = flat.map_or(&[][..], |flat| flat.items(list));
    items.iter().filter_map(|item| Some((text(&item.value, key)?, item))).collect()
}

fn references<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v str> + use<'v> {
    value.items(key).iter().filter_map(|item| item.value.as_text())
}

fn settle_activities(merged: &mut Value, three: ThreeWay<'_>, merging: &mut Merging) {
    let plans = merging.plans.clone();
    let [ours, theirs] = [three.ours, three.theirs].map(|side| by(side, TABLE, IDENTITY));
    let named = |side: &HashMap<&str, &ValueItem>| {
        side.values()
            .flat_map(|item| references(&item.value, "depends_on"))
            .map(|name| bare(name, &plans))
            .map(str::to_owned)
            .collect::<HashSet<String>>()
    };
    let (of_ours, of_theirs) = (named(&ours), named(&theirs));
    let Some(Value::List(table)) = merged.get_mut(TABLE) else { return };
    let mut present: HashSet<String> =
        table.iter().filter_map(|item| text(&item.value, IDENTITY)).map(str::to_owned).collect();
    let mut at = 0;
    while let Some(item) = table.get(at) {
        at += 1;
        let own = text(&item.value, "id").unwrap_or("").to_owned();
        let identity = text(&item.value, IDENTITY).unwrap_or("");
        let versions =
            [&ours, &theirs].map(|side| side.get(identity).map(|item| item.value.clone()));
        let missing: Vec<String> = references(&item.value, "depends_on")
            .map(|name| bare(name, &plans))
            .filter(|name| !present.contains(*name))
            .map(str::to_owned)
            .collect();
        for name in missing {
            let (keeper, is_removed_by_ours) =
                match (ours.get(name.as_str()), theirs.get(name.as_str())) {
                    (Some(item), None) if !of_theirs.contains(&name) => (item, false),
                    (None, Some(item)) if !of_ours.contains(&name) => (item, true),
                    _ => continue,
                };
            let place = words::activity(shown(&name));
            let is_there = |conflict: &Conflict| conflict.parts.as_slice() == [place.clone()];
            let is_told = merging.conflicts.iter().any(is_there);
            let what = words::needed_by(&own, is_removed_by_ours);
            let chosen =
                (!is_told).then(|| merging.conflict_at("activities", shown(&name), what)).flatten();
            let is_kept = merging.favoured_by(chosen, !is_removed_by_ours, is_removed_by_ours);
            if is_kept {
                present.insert(name);
                table.push((*keeper).clone());
            } else if let Some(Value::Map(fields)) =
                table.get_mut(at - 1).map(|item| &mut item.value)
            {
                for field in fields.iter_mut().filter(|field| field.key == "depends_on") {
                    let [of_ours, of_theirs] = &versions;
                    let favoured = merging.favoured_by(chosen, of_ours, of_theirs).as_ref();
                    let before = favoured.map(|kept| kept.items("depends_on").to_vec());
                    if let Value::List(references) = &mut field.value {
                        let is_it = |reference: &ValueItem| {
                            reference.value.as_text().map(|it| bare(it, &plans)) == Some(&name)
                        };
                        references.retain(|reference| !is_it(reference));
                        // Instead of the value that the other side has put in place of all of them.
                        if references.is_empty() {
                            let is_there = |reference: &ValueItem| {
                                let name = reference.value.as_text().map(|it| bare(it, &plans));
                                name.is_some_and(|name| present.contains(name))
                            };
                            references.extend(before.into_iter().flatten().filter(is_there));
                        }
                    }
                }
                fields.retain(|field| field.key != "depends_on" || !field.value.is_nothing());
            }
        }
    }
}

/// Keeps entries of a list of the plan that one side has removed and the other side uses.
fn keep(merged: &mut Value, three: ThreeWay<'_>, merging: &mut Merging, list: &str, keys: &[&str]) {
    let [base, ours, theirs] =
        three.each(|side| Some(by(Some(side), list, "id"))).map(Option::unwrap_or_default);
    let there = by(Some(merged), list, "id");
    let gone: HashSet<&str> = base.keys().copied().filter(|id| !there.contains_key(id)).collect();
    if gone.is_empty() || !matches!(merged.get(list), Some(Value::List(_))) {
        return;
    }
    let plans = std::iter::once(&*merged).chain(
        merged.items("priorities").iter().chain(merged.items(TABLE)).map(|item| &item.value),
    );
    let named: HashSet<&str> =
        plans.flat_map(|one| keys.iter().flat_map(move |key| references(one, key))).collect();
    let used = gone.into_iter().filter(|id| named.contains(id));
    let mut back: Vec<(&str, &ValueItem)> = used
        .filter_map(|id| match (ours.get(id), theirs.get(id)) {
            (Some(item), None) | (None, Some(item)) => Some((id, *item)),
            _ => None,
        })
        .collect();
    back.sort_by_key(|(id, _)| *id);
    for (id, _) in &back {
        merging.notes.push(words::kept(words::item(list, id)));
    }
    let back: Vec<ValueItem> = back.into_iter().map(|(_, item)| item.clone()).collect();
    let orders = [three.base, three.ours, three.theirs]
        .map(|side| side.map(|side| side.items(list).to_vec()).unwrap_or_default());
    let Some(Value::List(items)) = merged.get_mut(list) else { return };
    for item in back {
        let id = text(&item.value, "id").unwrap_or("");
        let above = orders.iter().filter_map(|order| {
            let at = order.iter().position(|other| text(&other.value, "id") == Some(id))?;
            let above = order.get(..at)?.iter().rev().filter_map(|other| text(&other.value, "id"));
            above
                .filter_map(|above| {
                    items.iter().position(|other| text(&other.value, "id") == Some(above))
                })
                .next()
        });
        let at = above.max().map_or(0, |above| above + 1);
        items.insert(at, item);
    }
}
