//! Indexes of a folder and its plans.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::model::{
    Activity, Directory, Folder, OrganizationNames, Plan, Priority, Reference, Theme,
};
use crate::text::FileId;

/// A folder with an index for its references.
pub struct Index<'f> {
    /// The folder itself.
    pub folder: &'f Folder<'f>,
    plans: Vec<PlanIndex<'f>>,
    numbers: HashMap<&'f str, usize>,
}

/// A plan with an index for its references.
pub struct PlanIndex<'f> {
    /// The plan itself.
    pub plan: &'f Plan<'f>,
    /// The organizations that it can name.
    pub directory: Directory<'f>,
    /// The activities of later plans that continue each activity of this plan, by id.
    carriers: HashMap<&'f str, Vec<(&'f str, &'f str)>>,
    /// Ids of activities that an incomplete activity of a later plan may continue, or one of a plan
    /// with an unknown period.
    perhaps_carried: HashSet<&'f str>,
    themes: HashMap<&'f str, &'f Theme<'f>>,
    activities: HashMap<&'f str, (&'f Priority<'f>, &'f Activity<'f>)>,
    /// Activities in no figure, because a required value cannot be read.
    incomplete: HashMap<&'f str, (&'f Priority<'f>, &'f Activity<'f>)>,
}

impl<'f> Index<'f> {
    /// Looks through all the plans once.
    pub fn new(folder: &'f Folder<'f>) -> Self {
        let shared = Directory::shared(folder);
        let plans = folder.plans.iter().map(|plan| PlanIndex::new(&shared, plan)).collect();
        let mut numbers = HashMap::with_capacity(folder.plans.len());
        for (number, plan) in folder.plans.iter().enumerate() {
            numbers.entry(plan.name.as_str()).or_insert(number);
        }
        let mut index = Index { folder, plans, numbers };
        index.find_carriers();
        index
    }

    /// Finds the activities that a plan with a later period continues.
    fn find_carriers(&mut self) {
        let mut order: Vec<&'f Plan<'f>> = self.folder.plans.iter().collect();
        order.sort_by_key(|plan| begins(plan));
        for &plan in &order {
            for activity in plan.written_activities() {
                let Some(from) = &activity.carried_from else { continue };
                let Some(Reference { plan: Some(from_plan), id }) = Reference::parse(&from.value)
                else {
                    continue;
                };
                let Some(earlier) =
                    self.numbers.get(from_plan).and_then(|&number| self.plans.get_mut(number))
                else {
                    continue;
                };
                let Some((_, continued)) = earlier.find_written(id) else { continue };
                let is_later = begins(earlier.plan) < begins(plan);
                if is_later && activity.is_complete {
                    earlier
                        .carriers
                        .entry(&continued.id.value)
                        .or_default()
                        .push((&plan.name, &activity.id.value));
                } else if is_later || plan.period.is_none() {
                    earlier.perhaps_carried.insert(&continued.id.value);
                }
            }
        }
    }

    /// The plans, by name.
    pub fn plans(&self) -> impl Iterator<Item = &PlanIndex<'f>> {
        self.plans.iter()
    }

    /// The plan of that name.
    pub fn plan(&self, name: &str) -> Option<&PlanIndex<'f>> {
        self.plans.get(*self.numbers.get(name)?)
    }

    /// The plan that a file belongs to.
    pub fn plan_of_file(&self, file: FileId) -> Option<&PlanIndex<'f>> {
        self.plans.iter().find(|plan| plan.plan.files.contains(&file))
    }

    /// Returns the ids that a new activity cannot have: all ids in a plan of the folder, including
    /// those of unreadable entries.
    pub fn used_ids(&self) -> HashSet<String> {
        let written = self.plans().flat_map(|plan| {
            plan.plan.written_activities().map(|activity| activity.id.value.to_string())
        });
        let left_out = self
            .plans()
            .flat_map(|plan| plan.plan.left_out_ids.iter().map(|one| one.id.value.clone()));
        written.chain(left_out).collect()
    }

    /// Returns the activity that a reference in a plan means, and its plan.
    pub fn resolve(
        &self,
        from: &'f str,
        reference: Reference<'_>,
    ) -> Option<(&PlanIndex<'f>, &'f Priority<'f>, &'f Activity<'f>)> {
        self.resolve_written(from, reference).filter(|(_, _, activity)| activity.is_complete)
    }

    /// Returns the activity that a reference means, even if it is incomplete.
    pub fn resolve_written(
        &self,
        from: &'f str,
        to: Reference<'_>,
    ) -> Option<(&PlanIndex<'f>, &'f Priority<'f>, &'f Activity<'f>)> {
        let plan = self.plan(to.plan.unwrap_or(from))?;
        let (priority, activity) = plan.find_written(to.id)?;
        Some((plan, priority, activity))
    }
}

fn begins(plan: &Plan<'_>) -> Option<crate::model::Day> {
    plan.period.map(|period| period.start.value)
}

impl<'f> PlanIndex<'f> {
    fn new(shared: &Arc<OrganizationNames<'f>>, plan: &'f Plan<'f>) -> Self {
        let mut activities = HashMap::with_capacity(
            plan.priorities.iter().map(|priority| priority.activities.len()).sum(),
        );
        for (priority, activity) in plan.activities() {
            activities.entry(&*activity.id.value).or_insert((priority, activity));
        }
        let mut incomplete = HashMap::new();
        for (priority, activity) in plan
            .priorities
            .iter()
            .flat_map(|priority| priority.incomplete.iter().map(move |one| (priority, &**one)))
        {
            incomplete.entry(&*activity.id.value).or_insert((priority, activity));
        }
        PlanIndex {
            plan,
            directory: Directory::of(shared, plan),
            themes: plan.themes.iter().rev().map(|theme| (&*theme.id.value, theme)).collect(),
            carriers: HashMap::new(),
            perhaps_carried: HashSet::default(),
            activities,
            incomplete,
        }
    }

    /// The activity of that id; of several the first.
    pub fn find(&self, id: &str) -> Option<(&'f Priority<'f>, &'f Activity<'f>)> {
        self.activities.get(id).copied()
    }

    /// Returns the activity of that id, even if it is incomplete.
    pub fn find_written(&self, id: &str) -> Option<(&'f Priority<'f>, &'f Activity<'f>)> {
        self.find(id).or_else(|| self.incomplete.get(id).copied())
    }

    /// The activities that [`PlanIndex::find`] finds, in file order: of several with one id the
    /// first.
    pub fn first_bearers(&self) -> impl Iterator<Item = (&'f Priority<'f>, &'f Activity<'f>)> {
        self.plan.activities().filter(|(_, activity)| {
            self.find(&activity.id.value).is_some_and(|(_, first)| first.key == activity.key)
        })
    }

    /// The theme of that id; of several the first.
    pub fn theme(&self, id: &str) -> Option<&'f Theme<'f>> {
        self.themes.get(id).copied()
    }

    /// Whether it covers the same days as another.
    pub fn has_period_of(&self, other: &PlanIndex<'_>) -> bool {
        let days =
            |plan: &Plan<'_>| plan.period.map(|period| (period.start.value, period.end.value));
        days(self.plan) == days(other.plan)
    }

    /// How many activities have an id of their own.
    pub fn size(&self) -> usize {
        self.activities.len()
    }

    /// All ids of activities.
    pub fn ids(&self) -> impl Iterator<Item = &'f str> {
        self.activities.keys().copied()
    }

    /// The activities of later plans that continue one of this plan: plan and id, by the plans'
    /// periods.
    pub fn carried_to(&self, id: &str) -> &[(&'f str, &'f str)] {
        self.carriers.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether a later plan continues an activity from now on, or may do so: the activity that
    /// would continue it cannot be counted.
    pub fn may_be_carried(&self, activity: &Activity<'_>) -> bool {
        self.is_carried(activity)
            || (!activity.status.has_ended() && self.perhaps_carried.contains(&*activity.id.value))
    }

    /// Whether an activity is a later plan's from now on.
    pub fn is_carried(&self, activity: &Activity<'_>) -> bool {
        !activity.status.has_ended() && self.carriers.contains_key(&*activity.id.value)
    }
}
