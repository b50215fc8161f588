//! The text of a small plan: what most tests have in common, with the activities that they are
//! about.

/// A plan of the year 2024 with the organization `a`, and one priority with these activities, which
/// stand two spaces in.
pub fn plan(activities: &str) -> String {
    plan_with("", activities)
}

/// The same with more keys of the plan, below its period.
pub fn plan_with(keys: &str, activities: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\n\
            {keys}organizations:\n- {{id: a, name: A}}\npriorities:\n- id: p\n  title: P\n  activities:\n{activities}"
    )
}
