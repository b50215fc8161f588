//! What `init` writes: a first plan and what belongs beside it, or one of the examples.

use crate::format::keys::{CONFIG, ORGANIZATIONS, PLAN};
use crate::format::schema;
use crate::rules::RULES;
use crate::view::to_json;

/// The merge driver is used for the plans, where it is switched on.
pub(super) const ATTRIBUTES: &str = "*.yaml merge=workplan\n*.yml merge=workplan\n";

/// The page for the group.
pub(super) const README: &str = include_str!("README.md");

/// The workflow for GitHub.
pub(super) const GITHUB: &str = include_str!("github.yml");

/// The job for GitLab.
pub(super) const GITLAB: &str = include_str!("gitlab.yml");

/// An example: its name, a day on which it is of interest, and its files.
pub(super) struct Example {
    pub name: &'static str,
    pub day: &'static str,
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! example {
    ($name:literal, $day:literal, [$($file:literal),*]) => {
        Example {
            name: $name,
            day: $day,
            files: &[$(($file, include_str!(concat!("../../../examples/", $name, "/workplans/", $file)))),*],
        }
    };
}

/// The examples, as they stand in the folder of that name.
pub(super) static EXAMPLES: &[Example] = &[
    example!("one-page", "2025-05-12", ["2025.yaml"]),
    example!("fiscal-year", "2024-11-15", ["2024-25.yaml", "config.yaml", "organizations.yaml"]),
    example!(
        "biennium",
        "2025-03-31",
        [
            "2024-2025/1-care.yaml",
            "2024-2025/2-storms.yaml",
            "2024-2025/3-people.yaml",
            "2024-2025/4-learning.yaml",
            "2024-2025/plan.yaml",
            "organizations.yaml"
        ]
    ),
];

/// The files of a first plan for a year, by their paths in the workplans folder.
pub(super) fn files(year: i32) -> Vec<(String, String)> {
    let year = year.to_string();
    vec![
        (format!("{year}.yaml"), include_str!("plan.yaml").replace("YEAR", &year)),
        ("organizations.yaml".to_owned(), include_str!("organizations.yaml").to_owned()),
        ("config.yaml".to_owned(), include_str!("config.yaml").to_owned()),
    ]
}

/// The schemas for editors, by their paths in the workplans folder.
pub(super) fn schemas() -> Vec<(String, String)> {
    let rules: Vec<(&str, &str)> = RULES.iter().map(|rule| (rule.name, rule.summary())).collect();
    let tables = [("plan", &PLAN), ("organizations", &ORGANIZATIONS), ("config", &CONFIG)];
    tables.map(|(name, table)| (format!(".schema/{name}.json"), to_json(&schema::of_file(table, &rules)))).into()
}
