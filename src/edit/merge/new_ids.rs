//! New ids for activities: where two different activities would have one.

use std::collections::{HashMap, HashSet};

use super::item_name::{HOME, NewIds, TABLE, id, ids};
use super::likeness::{carried_from, has_one_origin, lasting};
use super::matching::{Matching, by_id};
use crate::diagnostic::{Message, message};
use crate::edit::next_id::next_id;
use crate::edit::value::{Value, ValueItem};
use crate::text::clean_line;

/// Returns the new activities that both sides have: the ids of ours by the ids of theirs. They have
/// one id, or two ids if they continue the same activity of an earlier plan or are equal in all
/// lasting fields.
pub(super) fn new_pairs([ours, theirs]: [(&Value, &Matching); 2]) -> NewIds {
    let new = |(side, matching): (_, &Matching)| {
        let all: HashMap<&str, &Value> = by_id(side);
        all.into_iter().filter(|(id, _)| matching.old_id(id).is_none()).collect()
    };
    let [mut ours, mut theirs]: [HashMap<&str, &Value>; 2] = [new(ours), new(theirs)];
    let is_one =
        |id: &&str| ours.get(*id).zip(theirs.get(*id)).is_some_and(|(a, b)| has_one_origin(a, b));
    let mut pairs: NewIds =
        theirs.keys().copied().filter(is_one).map(|id| (id.to_owned(), id.to_owned())).collect();
    let [of_ours, of_theirs] = [ours.clone(), theirs.clone()];
    let likenesses: [fn(&Value) -> Option<String>; 2] =
        [|one| carried_from(one).map(str::to_owned), |one| Some(lasting(one))];
    for (by_lasting, likeness) in [false, true].into_iter().zip(likenesses) {
        let known: HashSet<&str> = pairs.values().map(String::as_str).collect();
        ours.retain(|id, _| !known.contains(id));
        theirs.retain(|id, _| !pairs.contains_key(*id));
        let [mine, others] = [&ours, &theirs].map(|side| by_likeness(side, likeness));
        // Lasting fields are enough only if a merge seems to have given one of them its id: the
        // other side has another activity under that id.
        let is_pair = |own: &str, other: &str| {
            !by_lasting || of_ours.contains_key(other) != of_theirs.contains_key(own)
        };
        let pair = |(likeness, other): (String, Option<&str>)| {
            Some((other?.to_owned(), (*mine.get(&likeness)?)?.to_owned()))
        };
        pairs
            .extend(others.into_iter().filter_map(pair).filter(|(other, own)| is_pair(own, other)));
    }
    pairs
}

/// Returns ids by signature, without signatures that two activities have.
fn by_likeness<'v>(
    all: &HashMap<&'v str, &'v Value>,
    likeness: fn(&Value) -> Option<String>,
) -> HashMap<String, Option<&'v str>> {
    let mut known: HashMap<String, Option<&str>> = HashMap::new();
    for (id, value) in all {
        if let Some(likeness) = likeness(value) {
            known.entry(likeness).and_modify(|id| *id = None).or_insert(Some(*id));
        }
    }
    known
}

/// The input for new ids.
pub(super) struct NewIdFinder<'v> {
    pub base: &'v Value,
    pub ours: &'v Value,
    pub theirs: &'v Value,
    pub of_ours: &'v Matching,
    pub of_theirs: &'v Matching,
    /// Names the references that follow a new id.
    pub references: fn() -> Message,
}

impl NewIdFinder<'_> {
    /// Finds new ids for ours and for theirs, with notes for the user.
    pub(super) fn find(
        &self,
        pairs: &NewIds,
        taken: &dyn Fn() -> HashSet<String>,
    ) -> ([NewIds; 2], Vec<Message>) {
        let [mut for_ours, mut for_theirs] = [NewIds::new(), NewIds::new()];
        let mut notes = Vec::new();
        let (mine, others) = (by_id(self.ours), by_id(self.theirs));
        // For one activity under two ids, one of which another activity has on the other side.
        let mut two: Vec<_> = pairs.iter().filter(|(theirs, ours)| theirs != ours).collect();
        two.sort();
        for (their_id, our_id) in two {
            let (is_ours_used, is_theirs_used) =
                (others.contains_key(our_id.as_str()), mine.contains_key(their_id.as_str()));
            let kept = match (is_ours_used, is_theirs_used) {
                (true, false) => {
                    for_ours.insert(our_id.clone(), their_id.clone());
                    their_id
                }
                (false, true) => {
                    for_theirs.insert(their_id.clone(), our_id.clone());
                    our_id
                }
                _ => continue,
            };
            let title = mine.get(our_id.as_str()).map(|own| title(own)).unwrap_or_default();
            notes.push(message!(
                "merge.one-activity-two-ids",
                "both sides have “{title}”, as {our_id} and as {their_id}: it is now {kept}, also in \
                {references}",
                title,
                our_id,
                their_id,
                kept,
                references = (self.references)()
            ));
        }
        let now_at: HashMap<&str, &str> =
            self.of_theirs.renamed().map(|(new, old)| (old.as_str(), new.as_str())).collect();
        let mut used: Option<HashSet<String>> = None;
        for item in self.theirs.items(TABLE) {
            let Some((id, own)) = id(item).and_then(|id| Some((id, *mine.get(id)?))) else {
                continue;
            };
            let (one, other) = (self.of_ours.old_id(id), self.of_theirs.old_id(id));
            let is_one = match other {
                Some(other) => one == Some(other) || other == id,
                None => pairs.contains_key(id),
            };
            // If ours has kept an id that theirs has changed, ours gets that id.
            let goes_away = one.is_some_and(|one| one == id && now_at.contains_key(id))
                || for_ours.contains_key(id);
            if is_one || goes_away {
                continue;
            }
            let used = used.get_or_insert_with(|| {
                let mut used = taken();
                let all = [self.base, self.ours, self.theirs];
                used.extend(all.into_iter().flat_map(ids).map(str::to_owned));
                used
            });
            let new = self.next(item, &for_theirs, used);
            used.insert(new.clone());
            let are_new = one.or(other).is_none();
            notes.push(self.new_id_note(id, [own, &item.value], are_new, &new));
            for_theirs.insert(id.to_owned(), new);
        }
        ([for_ours, for_theirs], notes)
    }

    /// Finds new ids for ours alone, where theirs keeps each id. An activity that has its id since
    /// the base keeps it as well.
    pub(super) fn for_ours(&self, pairs: &NewIds, mut used: HashSet<String>) -> NewIds {
        let (mine, others) = (by_id(self.ours), by_id(self.theirs));
        let is_kept = |id: &str| self.of_ours.old_id(id).is_some_and(|old| old == id);
        // One activity under two ids has that of theirs.
        let is_open = |their_id: &str, our_id: &str| {
            let is_used = others.contains_key(our_id) || mine.contains_key(their_id);
            their_id != our_id && is_used && !is_kept(their_id)
        };
        let two = pairs.iter().filter(|(their_id, our_id)| is_open(their_id, our_id));
        let mut fresh: NewIds =
            two.map(|(their_id, our_id)| (our_id.clone(), their_id.clone())).collect();
        used.extend(
            [self.base, self.ours, self.theirs].into_iter().flat_map(ids).map(str::to_owned),
        );
        for item in self.ours.items(TABLE) {
            let Some(id) = id(item).filter(|id| others.contains_key(id) && !is_kept(id)) else {
                continue;
            };
            let is_one = match self.of_theirs.old_id(id) {
                Some(other) => self.of_ours.old_id(id) == Some(other) || other == id,
                None => pairs.get(id).is_some_and(|own| own == id),
            };
            if is_one || fresh.contains_key(id) {
                continue;
            }
            let new = self.next(item, &fresh, &used);
            used.insert(new.clone());
            fresh.insert(id.to_owned(), new);
        }
        fresh
    }

    fn new_id_note(
        &self,
        id: &str,
        [ours, theirs]: [&Value; 2],
        are_new: bool,
        new: &str,
    ) -> Message {
        let (ours, theirs, references) = (title(ours), title(theirs), (self.references)());
        if are_new {
            message!(
                "merge.both-have-added",
                "both sides have added an activity {id}, “{ours}” and “{theirs}”: the second one is \
                now {new}, also in {references}",
                id,
                ours,
                theirs,
                new,
                references
            )
        } else {
            message!(
                "merge.two-activities-one-id",
                "two activities have the id {id}, “{ours}” and “{theirs}”: the second one is now \
                {new}, also in {references}",
                id,
                ours,
                theirs,
                new,
                references
            )
        }
    }

    /// The id that follows those of an activity's priority.
    fn next(&self, item: &ValueItem, fresh: &NewIds, used: &HashSet<String>) -> String {
        let home = |item: &ValueItem| {
            item.value.get(HOME).and_then(Value::as_text).unwrap_or("").to_owned()
        };
        let own = home(item);
        let there: Vec<&str> = [self.ours, self.theirs]
            .into_iter()
            .flat_map(|side| side.items(TABLE).iter().filter(|item| home(item) == own))
            .filter_map(id)
            .chain(fresh.values().map(String::as_str))
            .collect();
        next_id(&own, &there, |id| used.contains(id))
    }
}

pub(super) fn title(activity: &Value) -> String {
    clean_line(activity.get("title").and_then(Value::as_text).unwrap_or("")).into_owned()
}
