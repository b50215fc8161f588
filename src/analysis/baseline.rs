//! Compares a plan with its endorsed version.

use std::collections::BTreeMap;

use super::activity_facts::{ActivityFacts, AsOf};
use super::fraction::Percent;
use super::index::PlanIndex;
use super::unread_activities::UnreadActivities;
use crate::model::{Day, Status};

/// A plan against the same plan as it was agreed, activity by activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// How many activities there were.
    pub activities: u64,
    /// How many of them are completed now.
    pub completed: u64,
    /// How many there are now that were not there then.
    pub added: u64,
    /// How many of them are not there any more.
    pub removed: u64,
    /// The number of activities without an answer, because the current plan cannot be read in full.
    pub unreadable: u64,
    /// How many of them are due later now.
    pub slipped: u64,
    /// The agreed day of these, by id.
    pub agreed: BTreeMap<String, Day>,
    /// Twice the median of the days by which activities have slipped, because a median can lie
    /// between two integers.
    twice_median: Option<i64>,
}

impl Baseline {
    /// Compares the earlier plan with the current one. Only ids count: an activity with another id
    /// is another activity.
    pub fn of(then: &PlanIndex<'_>, now: &PlanIndex<'_>, as_of: AsOf) -> Self {
        let (unread_then, unread_now) =
            (UnreadActivities::in_doubt(then, false), UnreadActivities::in_doubt(now, false));
        let is_added = |id: &str| then.find(id).is_none() && !unread_then.may_hold(id);
        let added =
            now.first_bearers().filter(|(_, activity)| is_added(&activity.id.value)).count() as u64;
        let mut all = Baseline {
            activities: 0,
            completed: 0,
            added,
            removed: 0,
            unreadable: 0,
            slipped: 0,
            agreed: BTreeMap::new(),
            twice_median: None,
        };
        let mut slips = Vec::new();
        for (priority, activity) in then.first_bearers() {
            all.activities += 1;
            let Some(today) = ActivityFacts::find(now, &activity.id.value, as_of) else {
                *(if unread_now.may_hold(&activity.id.value) {
                    &mut all.unreadable
                } else {
                    &mut all.removed
                }) += 1;
                continue;
            };
            all.completed += u64::from(today.status == Status::Completed);
            let dues = ActivityFacts::of(then, priority, activity, as_of).due.zip(today.due);
            if let Some((agreed, due)) = dues.filter(|(agreed, due)| due > agreed) {
                slips.push((due - agreed).num_days());
                all.agreed.insert(activity.id.to_string(), agreed);
            }
        }
        all.slipped = slips.len() as u64;
        all.twice_median = twice_median(slips);
        all
    }

    /// `100 * completed / activities`
    pub fn rate(&self) -> Option<Percent> {
        Percent::of(self.completed, self.activities)
    }

    /// The median of the days by which the slipped ones are due later; of an even number the mean
    /// of the two in the middle.
    pub fn median_slip_days(&self) -> Option<f64> {
        self.twice_median.map(|twice| twice as f64 / 2.0)
    }
}

fn twice_median(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    let last = numbers.len().checked_sub(1)?;
    Some(numbers.get(last / 2)? + numbers.get(last.div_ceil(2))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_is_a_mean() {
        for (numbers, twice) in [
            (vec![], None),
            (vec![7], Some(14)),
            (vec![9, 2], Some(11)),
            (vec![30, 1, 5], Some(10)),
            (vec![4, 1, 3, 9], Some(7)),
        ] {
            assert_eq!(twice_median(numbers.clone()), twice, "{numbers:?}");
        }
    }
}
