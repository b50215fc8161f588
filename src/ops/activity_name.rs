//! How an activity is named: by its id, with or without its plan.

/// The name of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityName {
    /// The plan's name; otherwise the plan that holds the day.
    pub plan: Option<String>,
    /// The activity's id.
    pub id: String,
}

impl ActivityName {
    /// Reads `id` or `plan/id`, where no plan is named beside it.
    pub fn new(id: &str, plan: Option<&str>) -> Self {
        match (id.split_once('/'), plan) {
            (Some((plan, id)), None) => {
                ActivityName { plan: Some(plan.to_owned()), id: id.to_owned() }
            }
            (_, plan) => ActivityName { plan: plan.map(str::to_owned), id: id.to_owned() },
        }
    }
}
