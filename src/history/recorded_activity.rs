//! What one state of a folder says of an activity, and what the state before said of the same ones.

use std::collections::HashMap;
use std::sync::Arc;

use crate::analysis::{ActivityFacts, EntrySurroundings, FieldValues};
use crate::model::{Activity, ActivityCell};

/// What an entry of a map takes beside its text.
pub(super) const ENTRY: usize = 64;

/// An activity as it was written down in a commit.
#[derive(PartialEq, Eq)]
pub(super) struct RecordedActivity {
    pub record: Arc<FieldValues>,
    pub setting: EntrySurroundings,
    pub carried_from: Option<String>,
    pub owners: Vec<String>,
    /// How many bytes of memory it takes, more or less.
    pub bytes: usize,
}

impl RecordedActivity {
    fn of(facts: &ActivityFacts<'_>, setting: EntrySurroundings) -> Self {
        let activity = facts.activity;
        let record = FieldValues::of(facts);
        let carried_from = activity.carried_from.as_ref().map(|from| from.value.to_string());
        let owners: Vec<String> =
            activity.owners.iter().map(|owner| owner.value.to_string()).collect();
        let texts = owners.iter().chain(&carried_from).map(|text| ENTRY + text.len());
        let bytes = record.bytes() + texts.sum::<usize>();
        RecordedActivity { record: Arc::new(record), setting, carried_from, owners, bytes }
    }
}

/// What the states looked at last say of the activities that versions of a file have in common:
/// most commits change one of many.
#[derive(Default)]
pub(super) struct KnownActivities {
    last: HashMap<usize, KnownActivity>,
    next: HashMap<usize, KnownActivity>,
}

struct KnownActivity {
    /// Holds the place in memory by which it is known.
    activity: Arc<Activity<'static>>,
    priority: String,
    seen: Arc<RecordedActivity>,
}

impl KnownActivities {
    /// What is written down of an activity. It hangs on the activity, on the id of its priority,
    /// and on what surrounds it.
    pub(super) fn record(
        &mut self,
        cell: &ActivityCell<'_>,
        facts: &ActivityFacts<'_>,
        are_known: bool,
    ) -> Arc<RecordedActivity> {
        let setting = EntrySurroundings::of(facts, are_known);
        let ActivityCell::Shared(activity) = cell else {
            return Arc::new(RecordedActivity::of(facts, setting));
        };
        let place = Arc::as_ptr(activity).addr();
        let is_same = |known: &KnownActivity| {
            known.seen.setting == setting && known.priority == facts.priority.id.value
        };
        let known = match self.last.remove(&place).filter(is_same) {
            Some(known) => known,
            None => KnownActivity {
                activity: activity.clone(),
                priority: facts.priority.id.value.to_string(),
                seen: Arc::new(RecordedActivity::of(facts, setting)),
            },
        };
        debug_assert!(Arc::ptr_eq(&known.activity, activity));
        let seen = known.seen.clone();
        self.next.insert(place, known);
        seen
    }

    /// Ends a state: what it does not have is forgotten.
    pub(super) fn end_state(&mut self) {
        self.last = std::mem::take(&mut self.next);
    }
}
