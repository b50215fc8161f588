//! Who changed which activity in the commits since a base.
//!
//! Each commit is compared with all its parents; one without parents with nothing. A merge may take
//! from any of them what the base says, or what a commit since the base has said, for which its own
//! author answers. Whatever else it says is its author's.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use anyhow::Context;

use super::error::UserError;
use super::history::History;
use super::revision::{SHALLOW, UNREADABLE};
use super::state_reader::{FolderRecords, Presence, Records};
use crate::analysis::{FieldPieces, FieldValues};
use crate::rules::CommitEdit;
use crate::store::Revision;

/// What is wrong where there is no answer.
pub(super) const UNSAID: &str = "`foreign-edit` cannot say who changed what";
/// With how many parents a merge is compared: what each says is in memory at once.
const MOST_PARENTS: usize = 16;

impl History {
    /// The changes of activities since a commit, the oldest first.
    pub(super) fn edits(&self, base: &str) -> anyhow::Result<Vec<CommitEdit>> {
        if self.is_cut_since(base)? {
            return Err(UserError::new(format!("{UNSAID}: some of the commits are not here"))
                .help(SHALLOW)
                .into());
        }
        let revisions = self.changes_since(base)?;
        let mut records = Records::new(self.states()?);
        let mut walk = EditWalk::new(base, records.at(base, None).context(UNREADABLE)?);
        walk.has_merges = revisions.iter().any(|revision| revision.parents.len() > 1);
        for revision in &revisions {
            if revision.parents.len() > MOST_PARENTS {
                let (commit, many) = (&revision.commit.id, revision.parents.len());
                let failure =
                    UserError::new(format!("{UNSAID}: the merge {commit:.9} has {many} parents"));
                return Err(failure
                    .help(format!("at most {MOST_PARENTS} are compared; merge in several steps"))
                    .into());
            }
            let parents = revision
                .parents
                .iter()
                .map(|parent| records.at(parent, None))
                .collect::<std::io::Result<Vec<_>>>();
            let after = records.at(&revision.commit.id, None).context(UNREADABLE)?;
            walk.step(revision, &parents.context(UNREADABLE)?, &after);
        }
        Ok(walk.edits)
    }
}

/// Plan and id of an activity.
type EditKey = (String, String);

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
    /// What activities last said, of those that a later commit made unreadable in part or in full.
    last: BTreeMap<EditKey, FieldValues>,
    edits: Vec<CommitEdit>,
}

/// What a parent says of an activity; none where it does not have it.
type PreviousState<'s> = Option<Cow<'s, FieldValues>>;

impl EditWalk {
    fn new(base: &str, snapshot: Arc<FolderRecords>) -> Self {
        EditWalk {
            base: snapshot,
            from_base: HashSet::from([base.to_owned()]),
            has_merges: false,
            made: HashSet::new(),
            numbers: RandomState::new(),
            last: BTreeMap::new(),
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
        if parents
            .iter()
            .enumerate()
            .any(|(number, parent)| is_measure(number) && Arc::ptr_eq(parent, after))
        {
            return;
        }
        let all: BTreeSet<(&str, &str)> =
            parents.iter().chain([after]).flat_map(|snapshot| snapshot.activities()).collect();
        for (plan, id) in all {
            let key = (plan.to_owned(), id.to_owned());
            let before: Vec<Presence<'_>> =
                parents.iter().map(|parent| parent.activity(plan, id)).collect();
            let now = after.activity(plan, id);
            if self.is_edit(&key, &before, now, &is_measure) {
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
        before: &[Presence<'_>],
        now: Presence<'_>,
        is_measure: &dyn Fn(usize) -> bool,
    ) -> bool {
        let said = before
            .iter()
            .enumerate()
            .filter_map(|(number, then)| Some((number, self.said(key, *then)?)));
        let mut said: Vec<(bool, PreviousState<'_>)> =
            said.map(|(number, was)| (is_measure(number), was)).collect();
        match (said.iter().any(|(is_measure, _)| *is_measure), before) {
            // A commit without parents is compared with nothing.
            (false, []) => said.push((true, None)),
            (false, _) => said.iter_mut().for_each(|(is_measure, _)| *is_measure = true),
            (true, _) => {}
        }
        let of_measure =
            said.iter().find_map(|(is_measure, was)| was.as_deref().filter(|_| *is_measure));
        let first = of_measure.or_else(|| said.iter().find_map(|(_, was)| was.as_deref()));
        let now = match now {
            Presence::Unclear => {
                let kept = first.map(|record| (key.clone(), record.clone()));
                self.last.extend(kept);
                return false;
            }
            Presence::NotThere => None,
            Presence::There(seen) if seen.record.is_whole() => Some(Cow::Borrowed(&seen.record)),
            Presence::There(seen) => Some(Cow::Owned(match first {
                Some(first) => seen.record.clone().or_earlier(first),
                None => seen.record.clone(),
            })),
        };
        let is_same = |was: &PreviousState<'_>| match (was, &now) {
            (Some(was), Some(now)) => was.agrees_with(now),
            (was, now) => was.is_none() && now.is_none(),
        };
        // Of a plan that no parent can tell nobody knows what it said.
        let is_edit = !said.is_empty()
            && !said.iter().any(|(is_measure, was)| *is_measure && is_same(was))
            && {
                let pieces = |record: &PreviousState<'_>| {
                    record.as_ref().map(|record| record.pieces()).unwrap_or_default()
                };
                let is_plain = before.len() < 2;
                let (was, now): (Vec<(bool, FieldPieces)>, FieldPieces) = match is_plain
                    && !self.has_merges
                {
                    true => Default::default(),
                    false => (
                        said.iter().map(|(is_measure, was)| (*is_measure, pieces(was))).collect(),
                        pieces(&now),
                    ),
                };
                let new = self.new_pieces(key, &was, &now);
                let is_edit = is_plain
                    || new.iter().any(|(number, is_in_a_parent)| {
                        !is_in_a_parent || !self.made.contains(number)
                    });
                self.made.extend(new.into_iter().map(|(number, _)| number).filter(|_| is_edit));
                is_edit
            };
        if let Some(Cow::Owned(now)) = now
            && first.is_some()
        {
            self.last.insert(key.clone(), now);
        }
        is_edit
    }

    /// What a commit says of an activity, with what was last known of what cannot be read; none
    /// where nothing is known.
    fn said<'s>(&self, key: &EditKey, then: Presence<'s>) -> Option<PreviousState<'s>> {
        match then {
            Presence::NotThere => Some(None),
            Presence::There(seen) if seen.record.is_whole() => {
                Some(Some(Cow::Borrowed(&seen.record)))
            }
            Presence::There(seen) => Some(Some(match self.last.get(key) {
                Some(last) => Cow::Owned(seen.record.clone().or_earlier(last)),
                None => Cow::Borrowed(&seen.record),
            })),
            Presence::Unclear => self.last.get(key).map(|last| Some(Cow::Owned(last.clone()))),
        }
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
