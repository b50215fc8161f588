use std::collections::BTreeMap;

use crate::model::{Activity, Day, Plan};

/// What tells one state of a plan from other plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanSketch {
    title: Option<String>,
    period: Option<(Day, Day)>,
    /// By id: the title, and what the activity continues.
    activities: BTreeMap<String, (String, Option<String>)>,
    /// The ids of those that continue others, with what each continues, in file order.
    claims: Vec<(String, String)>,
}

impl PlanSketch {
    /// Takes down a state of a plan.
    pub fn of(plan: &Plan<'_>) -> Self {
        let own = |activity: &Activity<'_>| {
            let from = activity.carried_from.as_ref().map(|from| from.value.to_string());
            (activity.id.to_string(), (activity.title.value.to_string(), from))
        };
        let claim = |activity: &Activity<'_>| {
            Some((activity.id.to_string(), activity.carried_from.as_ref()?.value.to_string()))
        };
        PlanSketch {
            title: plan.title.as_ref().map(|title| title.value.to_string()),
            period: plan.period.map(|period| (period.start.value, period.end.value)),
            activities: plan.activities().map(|(_, activity)| own(activity)).collect(),
            claims: plan.activities().filter_map(|(_, activity)| claim(activity)).collect(),
        }
    }

    /// The first and the last day of its period.
    pub(super) fn period(&self) -> Option<(Day, Day)> {
        self.period
    }

    /// How many activities it has.
    pub(super) fn size(&self) -> usize {
        self.activities.len()
    }

    /// What the activity of that id continues; none where it is not there.
    pub(super) fn continued_by(&self, id: &str) -> Option<Option<&str>> {
        self.activities.get(id).map(|(_, from)| from.as_deref())
    }

    /// The ids of activities that continue others, with what each continues, in file order.
    pub(super) fn claims(&self) -> &[(String, String)] {
        &self.claims
    }

    /// Whether both may be of one time.
    pub(super) fn meets(&self, other: &PlanSketch) -> bool {
        self.period.zip(other.period).is_none_or(|((start, end), (other_start, other_end))| {
            start <= other_end && other_start <= end
        })
    }

    /// How many activities both have, with one id and one title.
    pub(super) fn in_common(&self, other: &PlanSketch) -> usize {
        self.activities
            .iter()
            .filter(|(id, (title, _))| {
                other.activities.get(*id).is_some_and(|(other, _)| other == title)
            })
            .count()
    }

    /// Whether most activities of the one that has fewer are in the other, with id and title, at
    /// one time.
    pub(super) fn agrees_with(&self, other: &PlanSketch) -> bool {
        self.meets(other) && self.in_common(other) * 2 > self.size().min(other.size())
    }

    /// Whether both are of one period, with mostly the same ids, whatever the titles.
    pub(super) fn resembles(&self, other: &PlanSketch) -> bool {
        let shared =
            || self.activities.keys().filter(|id| other.activities.contains_key(*id)).count();
        self.period.is_some()
            && self.period == other.period
            && shared() * 2 > self.size().min(other.size())
    }

    /// Whether both have one title.
    pub(super) fn is_called_like(&self, other: &PlanSketch) -> bool {
        self.title.is_some() && self.title == other.title
    }

    #[cfg(test)]
    pub(super) fn example(
        title: &str,
        period: (Day, Day),
        activities: &[(&str, &str, Option<&str>)],
    ) -> Self {
        let own = |from: Option<&str>| from.map(str::to_owned);
        PlanSketch {
            title: Some(title.to_owned()),
            period: Some(period),
            activities: activities
                .iter()
                .map(|(id, title, from)| ((*id).to_owned(), ((*title).to_owned(), own(*from))))
                .collect(),
            claims: activities
                .iter()
                .filter_map(|(id, _, from)| Some(((*id).to_owned(), own(*from)?)))
                .collect(),
        }
    }
}
