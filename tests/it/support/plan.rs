//! The text of a small plan that most tests start from.

/// Returns a plan for 2024 with the organization `a` and one priority. The activities are indented
/// by two spaces.
pub fn plan(activities: &str) -> String {
    plan_with("", activities)
}

/// Returns the same plan with more top-level keys below its period.
pub fn plan_with(keys: &str, activities: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan\nperiod: {{start: 2024-01-01, end: 2024-12-31}}\n\
            {keys}organizations:\n- {{id: a, name: A}}\npriorities:\n- id: p\n  title: P\n  activities:\n{activities}"
    )
}
