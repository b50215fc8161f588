//! Who changed which activity in the commits since a base.
//!
//! Each commit is compared with all its parents; one without parents with nothing. A merge may take
//! from any of them what the base says, or what a commit since the base has said, for which its own
//! author answers. Whatever else it says is its author's. Where a commit cannot be read, what its
//! parents last said counts, each of them where it is a merge.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::rc::Rc;
use std::sync::Arc;

use super::History;
use super::state_reader::{FolderRecords, Presence, Records};
use crate::analysis::{FieldPieces, FieldValues};
use crate::diagnostic::{Message, message};
use crate::rules::CommitEdit;
use crate::store::Revision;
use crate::workspace::{Context, Error, Result, shallow, unreadable};

/// Says what is wrong where there is no answer.
pub(super) fn unsaid(why: Message) -> Message {
    message!("foreign-edit.unsaid", "`foreign-edit` cannot say who changed what: {why}", why)
}

/// With how many parents a merge is compared: what each says is in memory at once.
const MOST_PARENTS: usize = 16;

impl History {
    /// The changes of activities since a commit, the oldest first.
    pub fn edits(&self, base: &str) -> Result<Vec<CommitEdit>> {
        if self.is_cut_since(base)? {
            return Err(Error::refused(unsaid(message!(
                "git.commits-missing",
                "some of the commits are not here"
            )))
            .hint(shallow()));
        }
        let revisions = self.changes_since(base)?;
        let mut records = Records::new(self.states()?);
        let mut walk = EditWalk::new(base, records.at(base, None).context(unreadable)?);
        walk.has_merges = revisions.iter().any(|revision| revision.parents.len() > 1);
        for parent in revisions.iter().flat_map(|revision| &revision.parents) {
            *walk.children.entry(parent.clone()).or_default() += 1;
        }
        for revision in &revisions {
            if revision.parents.len() > MOST_PARENTS {
                let (commit, many) = (&revision.commit.id, revision.parents.len());
                let failure = Error::refused(unsaid(message!(
                    "git.too-many-parents",
                    "the merge {commit} has {many} parents",
                    commit = format!("{:.9}", commit),
                    many
                )));
                return Err(failure.hint(message!(
                    "git.merge-in-steps",
                    "at most {most} are compared; merge in several steps",
                    most = MOST_PARENTS
                )));
            }
            let parents = revision
                .parents
                .iter()
                .map(|parent| records.at(parent, None))
                .collect::<std::io::Result<Vec<_>>>();
            let after = records.at(&revision.commit.id, None).context(unreadable)?;
            walk.step(revision, &parents.context(unreadable)?, &after);
        }
        Ok(walk.edits)
    }
}

/// Plan and id of an activity.
type EditKey = (String, String);

/// What activities last said up to a commit, of those that are not fully readable in it.
type LastSaid = BTreeMap<EditKey, Rc<[SaidBefore]>>;

/// What an activity said, and whether the line that said it is the measure.
#[derive(Clone, PartialEq)]
struct SaidBefore {
    is_measure: bool,
    record: Option<FieldValues>,
}

/// How many different last readable values of an activity are kept behind unreadable merges.
const MOST_SAID: usize = 16;

/// What has been seen so far, the oldest commit first.
struct EditWalk {
    base: Arc<FolderRecords>,
    /// The base, and the commits that come from it.
    from_base: HashSet<String>,
    has_merges: bool,
    /// What the commits so far have said anew, and what they have taken out: a number for each
    /// piece.
    made: HashSet<u64>,
    numbers: RandomState,
    /// What activities last said, by the commit that made them unreadable in part or in full, until
    /// all its children have been looked at.
    last: HashMap<String, Rc<LastSaid>>,
    /// How many children of a commit are still to be looked at.
    children: HashMap<String, usize>,
    edits: Vec<CommitEdit>,
}

/// What a parent says of an activity; none where it does not have it.
type PreviousState<'s> = Option<Cow<'s, FieldValues>>;

/// What the parents of a commit say.
struct ParentStates<'s> {
    parents: &'s [Arc<FolderRecords>],
    last: &'s [Option<Rc<LastSaid>>],
    is_measure: &'s dyn Fn(usize) -> bool,
}

impl ParentStates<'_> {
    /// What the parents say of an activity, with what was last known of what cannot be read, and
    /// whether each is a measure. Nothing of a parent of which nothing is known.
    fn said(&self, key: &EditKey) -> Vec<(bool, PreviousState<'_>)> {
        let mut said = Vec::new();
        for (number, (parent, last)) in self.parents.iter().zip(self.last).enumerate() {
            let is_measure = (self.is_measure)(number);
            let last = last.iter().filter_map(|last| last.get(key)).flat_map(|all| all.iter());
            let last = last.map(|was| (is_measure && was.is_measure, was.record.as_ref()));
            match parent.activity(&key.0, &key.1) {
                Presence::NotThere => said.push((is_measure, None)),
                Presence::Unclear => {
                    said.extend(last.map(|(is_measure, was)| (is_measure, was.map(Cow::Borrowed))));
                }
                Presence::There(seen) => {
                    let before = said.len();
                    if !seen.record.is_whole() {
                        said.extend(last.filter_map(|(is_measure, was)| {
                            Some((is_measure, Some(filled(&seen.record, Some(was?)))))
                        }));
                    }
                    if said.len() == before {
                        said.push((is_measure, Some(Cow::Borrowed(&*seen.record))));
                    }
                }
            }
        }
        match (said.iter().any(|(is_measure, _)| *is_measure), self.parents) {
            // A commit without parents is compared with nothing.
            (false, []) => said.push((true, None)),
            (false, _) => said.iter_mut().for_each(|(is_measure, _)| *is_measure = true),
            (true, _) => {}
        }
        said
    }
}

/// The first record, of a measure if there is one.
fn first_said<'s>(said: &'s [(bool, PreviousState<'_>)]) -> Option<&'s FieldValues> {
    let of_measure =
        said.iter().find_map(|(is_measure, was)| was.as_deref().filter(|_| *is_measure));
    of_measure.or_else(|| said.iter().find_map(|(_, was)| was.as_deref()))
}

/// A record with what an earlier one knows of the fields that cannot be read.
fn filled<'s>(own: &'s FieldValues, earlier: Option<&FieldValues>) -> Cow<'s, FieldValues> {
    match earlier {
        Some(earlier) if !own.is_whole() => Cow::Owned(own.clone().or_earlier(earlier)),
        _ => Cow::Borrowed(own),
    }
}

/// What to remember of an activity that a commit makes unreadable in part or in full: of a merge,
/// what each of its parents last said.
fn said_last(said: &[(bool, PreviousState<'_>)], now: Presence<'_>) -> Vec<SaidBefore> {
    let mut kept: Vec<SaidBefore> = Vec::new();
    for (is_measure, was) in said {
        let record = match now {
            Presence::NotThere => break,
            Presence::There(seen) if seen.record.is_whole() => break,
            Presence::There(_) if was.is_none() => continue,
            Presence::There(seen) => Some(filled(&seen.record, was.as_deref()).into_owned()),
            Presence::Unclear => was.as_deref().cloned(),
        };
        let one = SaidBefore { is_measure: *is_measure, record };
        if kept.len() < MOST_SAID && !kept.contains(&one) {
            kept.push(one);
        }
    }
    // An unreadable commit may have added what no parent has.
    kept.retain(|_| said.iter().any(|(_, was)| was.is_some()));
    kept
}

impl EditWalk {
    fn new(base: &str, snapshot: Arc<FolderRecords>) -> Self {
        EditWalk {
            base: snapshot,
            from_base: HashSet::from([base.to_owned()]),
            has_merges: false,
            made: HashSet::new(),
            numbers: RandomState::new(),
            last: HashMap::new(),
            children: HashMap::new(),
            edits: Vec::new(),
        }
    }

    fn step(
        &mut self,
        revision: &Revision,
        parents: &[Arc<FolderRecords>],
        after: &Arc<FolderRecords>,
    ) {
        let from_base: Vec<bool> =
            revision.parents.iter().map(|parent| self.from_base.contains(parent)).collect();
        let is_from_base = from_base.contains(&true);
        if is_from_base {
            self.from_base.insert(revision.commit.id.clone());
        }
        // Where the base is among what led to it, its own line is the measure: another parent may
        // be older than the base.
        let is_measure = |number: usize| !is_from_base || from_base.get(number) == Some(&true);
        let last: Vec<Option<Rc<LastSaid>>> =
            revision.parents.iter().map(|parent| self.last_said(parent)).collect();
        let unchanged = (0..)
            .zip(parents)
            .find(|(number, parent)| is_measure(*number) && Arc::ptr_eq(parent, after));
        let kept = match unchanged {
            Some((number, _)) => last.get(number).cloned().flatten(),
            None => {
                let states = ParentStates { parents, last: &last, is_measure: &is_measure };
                Some(Rc::new(self.compare(revision, &states, after)))
            }
        };
        if let Some(kept) = kept.filter(|kept| !kept.is_empty()) {
            self.last.insert(revision.commit.id.clone(), kept);
        }
    }

    /// What a parent last said; it is forgotten with its last child.
    fn last_said(&mut self, parent: &str) -> Option<Rc<LastSaid>> {
        let last = self.last.get(parent).cloned()?;
        let children = self.children.get_mut(parent)?;
        *children = children.saturating_sub(1);
        if *children == 0 {
            self.last.remove(parent);
        }
        Some(last)
    }

    /// Notes what a commit edits, and returns what was last said of what it makes unreadable.
    fn compare(
        &mut self,
        revision: &Revision,
        states: &ParentStates<'_>,
        after: &Arc<FolderRecords>,
    ) -> LastSaid {
        let parents = states.parents;
        let mut kept = LastSaid::new();
        let mut all: BTreeSet<(&str, &str)> =
            parents.iter().chain([after]).flat_map(|snapshot| snapshot.activities()).collect();
        let remembered = states.last.iter().flatten().flat_map(|last| last.keys());
        all.extend(remembered.map(|(plan, id)| (plan.as_str(), id.as_str())));
        for (plan, id) in all {
            let key = (plan.to_owned(), id.to_owned());
            let said = states.said(&key);
            let now = after.activity(plan, id);
            let is_edit = self.is_edit(&key, &said, parents.len(), now);
            let to_keep = said_last(&said, now);
            if !to_keep.is_empty() {
                kept.insert(key.clone(), to_keep.into());
            }
            if is_edit {
                self.edits.push(CommitEdit {
                    commit: revision.commit.id.clone(),
                    author: revision.author.clone(),
                    email: revision.email.clone(),
                    by_speaker: self.is_speaker(revision, parents.iter().chain([after]), &key),
                    plan: key.0,
                    id: key.1,
                });
            }
        }
        kept
    }

    /// Whether the author of a commit speaks for an activity, before the commit or after it. Where
    /// neither can be read, the base counts: to make the focal points unreadable hides nothing.
    fn is_speaker<'s>(
        &self,
        revision: &Revision,
        states: impl Iterator<Item = &'s Arc<FolderRecords>>,
        (plan, id): &EditKey,
    ) -> bool {
        let address = revision.email.trim().to_lowercase();
        let states =
            states.filter(|snapshot| matches!(snapshot.activity(plan, id), Presence::There(_)));
        let known: Vec<bool> =
            states.filter_map(|snapshot| snapshot.is_speaker(plan, id, &address)).collect();
        if known.is_empty() {
            self.base.is_speaker(plan, id, &address) == Some(true)
        } else {
            known.contains(&true)
        }
    }

    fn is_edit(
        &mut self,
        key: &EditKey,
        said: &[(bool, PreviousState<'_>)],
        parents: usize,
        now: Presence<'_>,
    ) -> bool {
        let now = match now {
            Presence::Unclear => return false,
            Presence::NotThere => None,
            Presence::There(seen) => Some(filled(&seen.record, first_said(said))),
        };
        let is_same = |was: &PreviousState<'_>| match (was, &now) {
            (Some(was), Some(now)) => was.agrees_with(now),
            (was, now) => was.is_none() && now.is_none(),
        };
        // Of a plan that no parent can tell nobody knows what it said.
        if said.is_empty() || said.iter().any(|(is_measure, was)| *is_measure && is_same(was)) {
            return false;
        }
        let pieces = |record: &PreviousState<'_>| {
            record.as_ref().map(|record| record.pieces()).unwrap_or_default()
        };
        let is_plain = parents < 2 && said.len() < 2;
        let (was, now): (Vec<(bool, FieldPieces)>, FieldPieces) = match is_plain && !self.has_merges
        {
            true => Default::default(),
            false => (
                said.iter().map(|(is_measure, was)| (*is_measure, pieces(was))).collect(),
                pieces(&now),
            ),
        };
        let new = self.new_pieces(key, &was, &now);
        let is_edit = is_plain
            || new
                .iter()
                .any(|(number, is_in_a_parent)| !is_in_a_parent || !self.made.contains(number));
        self.made.extend(new.into_iter().map(|(number, _)| number).filter(|_| is_edit));
        is_edit
    }

    /// The pieces that a commit says and none of its measures does, and those that it does not say
    /// and all of them do: the number of each, and whether one of the other parents is like it
    /// there.
    fn new_pieces(
        &self,
        key: &EditKey,
        was: &[(bool, FieldPieces)],
        now: &FieldPieces,
    ) -> Vec<(u64, bool)> {
        let measures =
            || was.iter().filter(|(is_measure, _)| *is_measure).map(|(_, pieces)| pieces);
        let said = now
            .iter()
            .filter(|(way, text)| !measures().any(|pieces| pieces.get(*way) == Some(text)));
        let said = said.map(|(way, text)| {
            let is_in_a_parent = was.iter().any(|(_, pieces)| pieces.get(way) == Some(text));
            (self.numbers.hash_one((key, way, Some(text))), is_in_a_parent)
        });
        let kept = measures().next().into_iter().flatten().map(|(way, _)| way);
        let gone = kept.filter(|way| {
            !now.contains_key(*way) && measures().all(|pieces| pieces.contains_key(*way))
        });
        let gone = gone.map(|way| {
            let is_in_a_parent = was.iter().any(|(_, pieces)| !pieces.contains_key(way));
            (self.numbers.hash_one((key, way, None::<&String>)), is_in_a_parent)
        });
        said.chain(gone).collect()
    }
}
