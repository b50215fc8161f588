//! The files that `init` writes: a first plan and what belongs beside it, or one of the examples.

use chrono::{Datelike, Days};

use crate::model::Day;
use crate::ops::schema::{SchemaOf, schema};

/// The merge driver is used for the plans, where it is switched on.
pub(super) const ATTRIBUTES: &str = "*.yaml merge=workplan\n*.yml merge=workplan\n";

/// A service that checks every change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CiService {
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
}

/// A file of a service that checks every change or publishes a website: where the service looks for
/// it, and its text.
pub(super) struct CiFile {
    pub path: &'static str,
    text: String,
}

/// The place of the step that installs the program, which several jobs have.
const INSTALL: &str = "# INSTALL\n";

/// The files of a service, with that for its Pages if a website `is_published`.
pub(super) fn of_service(service: CiService, is_published: bool) -> Vec<CiFile> {
    let file = |path, text: &str, install| CiFile { path, text: text.replace(INSTALL, install) };
    match service {
        CiService::Github => {
            let install = include_str!("github-install.yml");
            let check = file(".github/workflows/workplan.yml", include_str!("github.yml"), install);
            let pages = || {
                let text = include_str!("github-pages.yml");
                file(".github/workflows/workplan-site.yml", text, install)
            };
            [check].into_iter().chain(is_published.then(pages)).collect()
        }
        CiService::Gitlab => {
            let pages = if is_published { include_str!("gitlab-pages.yml") } else { "" };
            let text = format!("{}{pages}", include_str!("gitlab.yml"));
            vec![file(".gitlab-ci.yml", &text, include_str!("gitlab-install.yml"))]
        }
    }
}

impl CiFile {
    /// The text, for plans at this path from the root of the repository.
    pub(super) fn text(&self, plans: &str) -> String {
        let text = self.text.replace("VERSION", env!("CARGO_PKG_VERSION"));
        text.replace("WORKPLAN_DIR: workplans", &format!("WORKPLAN_DIR: {}", scalar(plans)))
    }
}

/// A text as YAML: as it is where no part of it can be read as something else.
fn scalar(text: &str) -> String {
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    if is_plain { text.to_owned() } else { serde_json::Value::from(text).to_string() }
}

/// An example: its name, a day on which it is of interest, and its files.
pub(in crate::ops) struct Example {
    pub name: &'static str,
    pub day: &'static str,
    pub files: &'static [(&'static str, &'static str)],
}

macro_rules! example {
    ($name:literal, $day:literal, $files:tt) => {
        example!($name, $day, concat!("examples/", $name, "/workplans/"), $files)
    };
    ($name:literal, $day:literal, $folder:expr, [$($file:literal),*]) => {
        Example {
            name: $name,
            day: $day,
            files: &[$(($file, include_str!(concat!("../../../", $folder, $file)))),*],
        }
    };
}

/// The sample plans, as they are in the folder `workplans`.
pub(in crate::ops) static SAMPLE: Example = example!(
    "sample",
    "2024-09-15",
    "workplans/",
    [
        "2023.yaml",
        "2024/1-field.yaml",
        "2024/2-climate.yaml",
        "2024/3-crisis.yaml",
        "2024/plan.yaml",
        "config.yaml",
        "organizations.yaml"
    ]
);

/// The examples, as they are in the folder `examples`.
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

/// The files of a first plan for the year of a day, by their paths in the workplans folder.
pub(super) fn files(today: Day) -> Vec<(String, String)> {
    let year = today.year().to_string();
    vec![
        (format!("{year}.yaml"), plan(today)),
        ("organizations.yaml".to_owned(), include_str!("organizations.yaml").to_owned()),
        ("config.yaml".to_owned(), include_str!("config.yaml").to_owned()),
        ("README.md".to_owned(), include_str!("README.md").replace("YEAR", &year)),
    ]
}

/// The plan: its work begins today, so that on any day of the year nothing of it is late already.
fn plan(today: Day) -> String {
    let end = today.with_month(12).and_then(|day| day.with_day(31)).unwrap_or(today);
    let left = u64::from(end.ordinal() - today.ordinal());
    let after = |days: u64| today.checked_add_days(Days::new(days)).unwrap_or(end);
    let month = |day: Day| format!("{}-{:02}", day.year(), day.month());
    include_str!("plan.yaml")
        .replace("YEAR", &today.year().to_string())
        .replace("TODAY", &today.to_string())
        .replace("MIDWAY", &month(after(left / 2)))
        .replace("SOON", &after(left.div_ceil(3)).to_string())
        .replace("LATER", &after((2 * left).div_ceil(3)).to_string())
        .replace("NEXT", &month(after(left.div_ceil(2))))
}

/// The schemas for editors, by their paths in the workplans folder.
pub(in crate::ops) fn schemas() -> Vec<(String, String)> {
    let kinds = [
        ("plan", SchemaOf::Plan),
        ("organizations", SchemaOf::Organizations),
        ("config", SchemaOf::Config),
    ];
    let file = |(name, of)| (format!(".schema/{name}.json"), format!("{:#}\n", schema(of)));
    kinds.map(file).into()
}
