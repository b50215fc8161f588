//! Values beside an activity that its calendar entry shows.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::quality::FixedState;

use super::activity_facts::ActivityFacts;
use crate::model::Day;

/// The values beside an activity that its calendar entry shows: a day from the plan, the title of
/// the priority, the names of the owners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntrySurroundings {
    due: Option<Day>,
    /// A hash of these values; `None` if the organizations cannot be read.
    words: Option<u64>,
}

impl EntrySurroundings {
    /// Takes it down; `are_known`: whether all organizations can be read.
    pub fn of(facts: &ActivityFacts<'_>, are_known: bool) -> Self {
        let is_due_known = !facts.activity.uncertain.contains(&"due");
        let words = || {
            let mut hash = FixedState::default().build_hasher();
            facts.priority.title.value.hash(&mut hash);
            facts.owners().for_each(|id| facts.index.directory.display(id).hash(&mut hash));
            hash.finish()
        };
        EntrySurroundings { due: facts.due.filter(|_| is_due_known), words: are_known.then(words) }
    }

    /// Whether the known values of both agree.
    pub fn agrees_with(&self, other: &EntrySurroundings) -> bool {
        self.due.zip(other.due).is_none_or(|(due, other)| due == other)
            && self.words.zip(other.words).is_none_or(|(words, other)| words == other)
    }
}
