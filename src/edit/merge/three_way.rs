//! Merges three versions of a value.

use std::collections::{HashMap, HashSet};

use super::alike::{alike, fuller};
use super::field_groups::{bonds, broken, take};
use super::increasing::order;
use super::item_name::{ItemName, identity, names, shown_key};
use super::outcome::{Conflict, Favour};
use super::renamed_items::{follow, has_ids};
use super::same::is_same;
use super::words::{self, brief};
use crate::diagnostic::{Message, message};
use crate::edit::value::{Value, ValueEntry, ValueItem};
use crate::text::clean_line;

/// Three versions of a value; `None` if it is absent.
#[derive(Clone, Copy)]
pub(super) struct ThreeWay<'v> {
    pub base: Option<&'v Value>,
    pub ours: Option<&'v Value>,
    pub theirs: Option<&'v Value>,
}

/// A key of a mapping, or an item of the list below a key.
struct PathPart {
    key: String,
    /// The name of the item; empty if it has none.
    item: Option<String>,
}

impl PathPart {
    /// The key, unless it is an item.
    fn key(&self) -> Option<&str> {
        self.item.is_none().then_some(&*self.key)
    }

    fn words(&self) -> Message {
        match &self.item {
            None => words::key(&self.key),
            Some(name) => words::item(&self.key, name),
        }
    }

    fn names(&self) -> (String, Option<String>) {
        (self.key.clone(), self.item.clone())
    }
}

/// A merge of values on its way.
pub(super) struct Merging {
    pub favour: Favour,
    /// The path.
    way: Vec<PathPart>,
    pub conflicts: Vec<Conflict>,
    /// Notes for the user.
    pub notes: Vec<Message>,
    /// Whether the result must not be written.
    pub is_unsafe: bool,
    /// The identities of activities that may be two on one side, with one id.
    pub in_doubt: HashSet<String>,
    /// The names by which references in the plan may name it.
    pub plans: Vec<String>,
    /// The sides that are chosen for conflicts, by their places.
    pub chosen: Vec<(Message, Favour)>,
}

impl<'v> ThreeWay<'v> {
    pub(super) fn each<T>(self, part: impl Fn(&'v Value) -> Option<T>) -> [Option<T>; 3] {
        [self.base, self.ours, self.theirs].map(|value| value.and_then(&part))
    }
}

impl Merging {
    pub(super) fn new(favour: Favour) -> Self {
        Merging {
            favour,
            way: Vec::new(),
            conflicts: Vec::new(),
            notes: Vec::new(),
            is_unsafe: false,
            in_doubt: HashSet::new(),
            plans: Vec::new(),
            chosen: Vec::new(),
        }
    }

    /// The version of the side that counts, with the side that is chosen for this place, if any.
    pub(super) fn favoured_by<T>(&self, chosen: Option<Favour>, ours: T, theirs: T) -> T {
        if chosen.unwrap_or(self.favour) == Favour::Ours { ours } else { theirs }
    }

    /// Merges three versions; `None` if the value is removed.
    pub(super) fn value(&mut self, three: ThreeWay<'_>) -> Option<Value> {
        let ThreeWay { base, ours, theirs } = three;
        if is_same(ours, theirs) || is_same(theirs, base) {
            return ours.cloned();
        }
        if is_same(ours, base) {
            return theirs.cloned();
        }
        if let Some(value) = self.alike(three) {
            return Some(value);
        }
        if let Some(what) = self.doubt(three) {
            let title = |side: Option<&Value>| side?.get("title").and_then(brief);
            let chosen = self.conflict(what, [title(ours), title(theirs)]);
            return self.favoured_by(chosen, ours, theirs).cloned();
        }
        let was_nothing = base.is_none_or(|base| matches!(base, Value::Null));
        match (base, ours, theirs) {
            (Some(Value::Map(base)), Some(Value::Map(ours)), Some(Value::Map(theirs))) => {
                Some(self.map(base, ours, theirs))
            }
            (_, Some(Value::Map(ours)), Some(Value::Map(theirs)))
                if was_nothing && self.way.is_empty() =>
            {
                Some(self.map(&[], ours, theirs))
            }
            (Some(Value::List(base)), Some(Value::List(ours)), Some(Value::List(theirs))) => {
                Some(self.list(base, ours, theirs))
            }
            (_, Some(Value::List(ours)), Some(Value::List(theirs))) if was_nothing => {
                Some(self.list(&[], ours, theirs))
            }
            _ => {
                let values = [ours, theirs].map(|side| match side {
                    None => Some(words::removed()),
                    Some(value) => brief(value),
                });
                let chosen = self.conflict(what_happened(three), values);
                self.favoured_by(chosen, ours, theirs).cloned()
            }
        }
    }

    /// Why two versions of an activity are not put together: they may be two activities.
    fn doubt(&self, three: ThreeWay<'_>) -> Option<Message> {
        let (ours, theirs) = (three.ours?, three.theirs?);
        identity(ours).filter(|identity| self.in_doubt.contains(*identity))?;
        let title = |value: &Value| {
            clean_line(value.get("title").and_then(Value::as_text).unwrap_or("")).into_owned()
        };
        Some(message!(
            "merge.may-be-two",
            "it may be two activities, “{ours}” and “{theirs}”: changed by both",
            ours = title(ours),
            theirs = title(theirs)
        ))
    }

    /// Merges versions two of which have the same meaning in other words.
    fn alike(&self, ThreeWay { base, ours, theirs }: ThreeWay<'_>) -> Option<Value> {
        let key = self
            .way
            .last()
            .filter(|_| !self.way.iter().any(|part| part.key.starts_with("x_")))
            .and_then(PathPart::key)
            .unwrap_or("");
        let (ours, theirs) = (ours?, theirs?);
        if alike(key, ours, theirs) {
            return Some(fuller(ours, theirs));
        }
        let base = base?;
        (alike(key, theirs, base))
            .then(|| ours.clone())
            .or_else(|| alike(key, ours, base).then(|| theirs.clone()))
    }

    fn conflict(&mut self, what: Message, values: [Option<Message>; 2]) -> Option<Favour> {
        let parts = self.way.iter().map(PathPart::words).collect();
        let way = self.way.iter().map(PathPart::names).collect();
        self.add(Conflict { parts, what, way, values })
    }

    /// A conflict of an item that is somewhere else than where the merge is. Returns the side that
    /// is chosen for it.
    pub(super) fn conflict_at(&mut self, list: &str, name: &str, what: Message) -> Option<Favour> {
        let (parts, values) = (vec![words::item(list, name)], [None, None]);
        let way = vec![(list.to_owned(), Some(name.to_owned()))];
        self.add(Conflict { parts, what, way, values })
    }

    /// Adds a conflict, unless a side is chosen for it.
    fn add(&mut self, conflict: Conflict) -> Option<Favour> {
        let place = conflict.place();
        let chosen = self.chosen.iter().find(|(own, _)| *own == place).map(|(_, side)| *side);
        if chosen.is_none() && !self.conflicts.contains(&conflict) {
            self.conflicts.push(conflict);
        }
        chosen
    }

    fn map(&mut self, base: &[ValueEntry], ours: &[ValueEntry], theirs: &[ValueEntry]) -> Value {
        fn pairs(entries: &[ValueEntry]) -> Vec<(ItemName, &Value)> {
            entries.iter().map(|entry| (ItemName::new(&entry.key), &entry.value)).collect()
        }
        let before = self.conflicts.len();
        let merged = self.parts([pairs(base), pairs(ours), pairs(theirs)], |name| PathPart {
            key: shown_key(name.shown()).to_owned(),
            item: None,
        });
        let entry = |(name, value): (ItemName, Value)| ValueEntry {
            key: name.shown().to_owned(),
            origin: None,
            value,
        };
        let mut merged = Value::Map(merged.into_iter().map(entry).collect());
        if merged.get("status").or(merged.get("start")).is_some() {
            let sides = [Value::Map(ours.to_vec()), Value::Map(theirs.to_vec())];
            self.bind(&mut merged, sides.each_ref(), before);
        }
        merged
    }

    /// Takes fields from one side that belong together, and do not go together as they are.
    /// `before` is the number of conflicts outside.
    fn bind(&mut self, merged: &mut Value, sides: [&Value; 2], before: usize) {
        let all = broken(merged, sides);
        if all.is_empty() {
            return;
        }
        let [ours, theirs] = sides;
        // A field that is in conflict alone was reported already.
        let own = self.conflicts.get(before..).unwrap_or(&[]);
        let is_told = |keys: &&[&str]| {
            let is_one = |place: &Message| keys.iter().any(|key| *place == words::key(key));
            own.iter().any(|conflict| conflict.parts.last().is_some_and(is_one))
        };
        let differ = |keys: &&'static [&'static str]| -> Vec<&'static str> {
            keys.iter().copied().filter(|key| !is_same(ours.get(key), theirs.get(key))).collect()
        };
        // A side that was chosen for one of them counts for all.
        let is_chosen = |keys: &&'static [&'static str]| self.chosen_for(&[*keys]).is_some();
        let untold = all.iter().filter(|keys| !is_told(keys) && !is_chosen(keys)).map(differ);
        let untold: Vec<Vec<&str>> = untold.collect();
        let mut chosen = None;
        for keys in untold {
            let fields = words::fields(keys.iter().copied());
            let values = [ours, theirs].map(|side| words::values(side, &keys));
            let own = (fields.to_string(), None);
            let way = self.way.iter().map(PathPart::names).chain([own]).collect();
            let parts = self.way.iter().map(PathPart::words).chain([fields]).collect();
            let what = message!(
                "merge.do-not-fit",
                "changed on both sides, and the changes do not fit together"
            );
            chosen = self.add(Conflict { parts, what, way, values }).or(chosen);
        }
        let side = self.favoured_by(chosen.or_else(|| self.chosen_for(&all)), ours, theirs);
        take(merged, side, &all.concat());
        if !broken(merged, sides).is_empty() {
            take(merged, side, &bonds().collect::<Vec<_>>().concat());
        }
    }

    /// The side that is chosen for one of these fields of the mapping.
    fn chosen_for(&self, bonds: &[&'static [&'static str]]) -> Option<Favour> {
        let place = |key: &&str| {
            let parts = self.way.iter().map(PathPart::words).chain([words::key(key)]);
            words::place(&parts.collect::<Vec<_>>())
        };
        let places: Vec<Message> = bonds.concat().iter().map(place).collect();
        self.chosen.iter().find(|(own, _)| places.contains(own)).map(|(_, side)| *side)
    }

    fn list(&mut self, base: &[ValueItem], ours: &[ValueItem], theirs: &[ValueItem]) -> Value {
        let lists = [base, ours, theirs];
        let mut all = names(&lists);
        if !self.way.last().and_then(PathPart::key).is_some_and(has_ids) {
            follow(lists, &mut all);
        }
        let mut all = all.into_iter();
        let pairs = lists.map(|list| {
            all.next()
                .unwrap_or_default()
                .into_iter()
                .zip(list.iter().map(|item| &item.value))
                .collect()
        });
        // In the path, an item represents its list.
        let list = self.way.pop();
        let key = list.as_ref().map_or("", |list| &list.key);
        let merged = self.parts(pairs, |name| PathPart {
            key: key.to_owned(),
            item: Some(clean_line(name.shown()).trim_end().to_owned()),
        });
        self.way.extend(list);
        Value::List(
            merged.into_iter().map(|(_, value)| ValueItem { origin: None, value }).collect(),
        )
    }

    /// Merges named parts one by one.
    fn parts(
        &mut self,
        parts: [Vec<(ItemName, &Value)>; 3],
        part: impl Fn(&ItemName) -> PathPart,
    ) -> Vec<(ItemName, Value)> {
        let orders = parts
            .each_ref()
            .map(|parts| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<ItemName>>());
        let [base, ours, theirs] =
            parts.map(|parts| parts.into_iter().collect::<HashMap<ItemName, &Value>>());
        let [of_base, of_ours, of_theirs] = &orders;
        let mut kept: HashMap<&ItemName, Value> = HashMap::new();
        let added = of_theirs.iter().filter(|name| !ours.contains_key(*name));
        for name in of_ours.iter().chain(added) {
            let get = |side: &HashMap<ItemName, &'_ Value>| {
                side.get(name).map(|value| Value::clone(value))
            };
            let (base, ours, theirs) = (get(&base), get(&ours), get(&theirs));
            self.way.push(part(name));
            if let Some(value) = self.value(ThreeWay {
                base: base.as_ref(),
                ours: ours.as_ref(),
                theirs: theirs.as_ref(),
            }) {
                kept.insert(name, value);
            }
            self.way.pop();
        }
        let in_order = order(
            of_base,
            of_ours,
            of_theirs,
            &kept.keys().copied().collect::<HashSet<&ItemName>>(),
        );
        in_order
            .into_iter()
            .filter_map(|name| kept.remove(&name).map(|value| (name, value)))
            .collect()
    }
}

fn what_happened(ThreeWay { base, ours, theirs }: ThreeWay<'_>) -> Message {
    match (base, ours, theirs) {
        (_, None, _) => message!("merge.removed-by-ours", "removed by ours, changed by theirs"),
        (_, _, None) => message!("merge.removed-by-theirs", "changed by ours, removed by theirs"),
        (None, Some(Value::Map(ours)), Some(Value::Map(theirs))) => {
            let value = |entries: &[ValueEntry], key: &str| {
                entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone())
            };
            let own = ours
                .iter()
                .filter(|entry| !is_same(Some(&entry.value), value(theirs, &entry.key).as_ref()));
            let added = theirs.iter().filter(|entry| value(ours, &entry.key).is_none());
            let keys: Vec<String> = own
                .chain(added)
                .map(|entry| clean_line(shown_key(&entry.key)).into_owned())
                .collect();
            message!(
                "merge.added-by-both",
                "added by both, and different in {keys}",
                keys = keys.join(", ")
            )
        }
        (_, Some(ours), Some(theirs)) => match (brief(ours), brief(theirs)) {
            (Some(ours), Some(theirs)) => {
                message!("merge.each-has", "ours has {ours}, theirs has {theirs}", ours, theirs)
            }
            _ => words::changed_by_both(),
        },
    }
}
