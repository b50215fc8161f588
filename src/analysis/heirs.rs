//! Continued activities, and which one has the identity.

use std::collections::{BTreeMap, BTreeSet};

/// An activity: the number of its plan, and its id.
pub(super) type PlanActivity = (usize, String);

/// An activity that others continue: the number of its plan, or the name where nothing else is
/// known of it, and its id.
pub(super) type ContinuedActivity = (Result<usize, String>, String);

/// The heir of an activity's identity: only one activity, even if several continue it.
#[derive(Debug, Default)]
pub(super) struct Heirs {
    lines: BTreeMap<ContinuedActivity, Succession>,
}

#[derive(Debug, Default)]
struct Succession {
    heir: Option<PlanActivity>,
    /// Activities beside an heir: they keep an identity of their own.
    others: BTreeSet<PlanActivity>,
}

impl Heirs {
    /// Adds a state: which activity continues which, in the order of the plans and in file order.
    /// An heir stays the heir while it exists. Then the first one that never was beside it takes
    /// over, such as the activity under another id.
    pub(super) fn take(&mut self, claims: impl Iterator<Item = (ContinuedActivity, PlanActivity)>) {
        let mut together: BTreeMap<ContinuedActivity, Vec<PlanActivity>> = BTreeMap::new();
        for (parent, bearer) in claims {
            together.entry(parent).or_default().push(bearer);
        }
        for (parent, bearers) in together {
            let Succession { heir, others } = self.lines.entry(parent).or_default();
            if !bearers.iter().any(|bearer| heir.as_ref() == Some(bearer)) {
                *heir = bearers
                    .iter()
                    .find(|bearer| !others.contains(*bearer))
                    .cloned()
                    .or(heir.take());
            }
            others.extend(bearers.into_iter().filter(|bearer| heir.as_ref() != Some(bearer)));
        }
    }

    /// Whether another activity has the identity of the parent.
    pub(super) fn has_another(&self, parent: &ContinuedActivity, bearer: &PlanActivity) -> bool {
        self.lines
            .get(parent)
            .is_some_and(|line| line.heir.as_ref() != Some(bearer) && line.others.contains(bearer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alone_goes_on() {
        let mut heirs = Heirs::default();
        let parent: ContinuedActivity = (Ok(0), "w1".to_owned());
        let bearer = |id: &str| (1, id.to_owned());
        let mut after = |ids: &[&str], asked: &str| {
            heirs.take(ids.iter().map(|id| (parent.clone(), bearer(id))));
            heirs.has_another(&parent, &bearer(asked))
        };
        assert_eq!(
            [after(&["a"], "a"), after(&["b", "a"], "a"), after(&["b", "a"], "b")],
            [false, false, true]
        );
        // The heir was removed: activities beside it keep their identity. A new one takes over the
        // identity of the heir.
        assert_eq!(
            [after(&["b"], "b"), after(&["b", "c"], "c"), after(&["a", "b", "c"], "a")],
            [true, false, true]
        );
        // For some states nothing could be read.
        assert_eq!(
            [after(&[], "c"), after(&["b", "c"], "c"), after(&["b", "c"], "b")],
            [false, false, true]
        );
    }
}
