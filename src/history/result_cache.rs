//! Figures that earlier runs have computed.

use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::analysis::Totals;
use crate::model::{Day, Decimal};
use crate::store::Cache;

/// How much one file keeps.
const MOST_BYTES: usize = 64 << 20;

/// What a state of the folder says of a plan on a day.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are figures, and a box for each would scatter over the heap what is kept"
)]
pub(super) enum CachedFigures {
    Figures { totals: Totals, target: Option<Decimal>, period: Option<(Day, Day)>, later: usize },
    NoPlan,
    Unreadable,
}

/// What earlier runs have found out, by the repository and the contents that it comes from; it
/// hangs on nothing else.
pub(super) struct ResultCache<T> {
    cache: Option<Cache>,
    known: BTreeMap<String, T>,
    new: BTreeMap<String, T>,
}

impl<T: Clone + Serialize + DeserializeOwned> ResultCache<T> {
    /// The answers to a question in one repository, which are kept in a folder. Without one there
    /// are none.
    pub(super) fn open(place: Option<(&Path, &str)>, question: &[&str]) -> Self {
        let cache = place.map(|(folder, repository)| Cache::of(folder, repository, question));
        let known = cache
            .as_ref()
            .and_then(Cache::read)
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        ResultCache { cache, known: known.unwrap_or_default(), new: BTreeMap::new() }
    }

    pub(super) fn get(&self, key: &str) -> Option<T> {
        self.known.get(key).or_else(|| self.new.get(key)).cloned()
    }

    pub(super) fn knows(&self, key: &str) -> bool {
        self.known.contains_key(key) || self.new.contains_key(key)
    }

    pub(super) fn add(&mut self, key: String, found: &T) {
        self.new.insert(key, found.clone());
    }

    /// Keeps this, and nothing else.
    pub(super) fn save_only(mut self, key: String, found: &T) {
        self.known.clear();
        self.add(key, found);
        self.save();
    }

    /// Keeps what is new for the next run; where all of it is too much, that alone.
    pub(super) fn save(mut self) {
        let Some(cache) = self.cache.take().filter(|_| !self.new.is_empty()) else { return };
        self.known.extend(self.new.clone());
        let all = [self.known, self.new];
        if let Some(bytes) = all
            .iter()
            .filter_map(|all| serde_json::to_vec(all).ok())
            .find(|bytes| bytes.len() <= MOST_BYTES)
        {
            cache.write(&bytes);
        }
    }
}
