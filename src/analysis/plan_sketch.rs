//! The identifying values of a plan.

use std::collections::BTreeMap;

use crate::model::{Activity, Day, Plan};

/// The values that identify one state of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanSketch {
    title: Option<String>,
    period: Option<(Day, Day)>,
    /// The title of each activity, and the reference to the one that it continues, by id.
    activities: BTreeMap<String, (String, Option<String>)>,
    /// The ids of activities that continue others, with the references, in file order.
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

    /// Returns the reference to the activity that this one continues; `None` if it does not exist.
    pub(super) fn continued_by(&self, id: &str) -> Option<Option<&str>> {
        self.activities.get(id).map(|(_, from)| from.as_deref())
    }

    /// Returns the ids of activities that continue others, with the references, in file order.
    pub(super) fn claims(&self) -> &[(String, String)] {
        &self.claims
    }

    /// Whether the periods of two plans are compatible.
    pub(super) fn meets(&self, other: &PlanSketch) -> bool {
        self.period.zip(other.period).is_none_or(|((start, end), (other_start, other_end))| {
            start <= other_end && other_start <= end
        })
    }

    /// Returns the number of common activities, with equal id and title.
    pub(super) fn in_common(&self, other: &PlanSketch) -> usize {
        self.activities
            .iter()
            .filter(|(id, (title, _))| {
                other.activities.get(*id).is_some_and(|(other, _)| other == title)
            })
            .count()
    }

    /// Whether most activities of the smaller plan are in the other, with id and title, in
    /// compatible periods.
    pub(super) fn agrees_with(&self, other: &PlanSketch) -> bool {
        self.meets(other) && self.in_common(other) * 2 > self.size().min(other.size())
    }

    /// Whether the plans have one period and mostly the same ids, with any titles.
    pub(super) fn resembles(&self, other: &PlanSketch) -> bool {
        let shared =
            || self.activities.keys().filter(|id| other.activities.contains_key(*id)).count();
        self.period.is_some()
            && self.period == other.period
            && shared() * 2 > self.size().min(other.size())
    }

    /// Whether the plans have one title.
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
