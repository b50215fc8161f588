//! The JSON output of the reading commands, produced in this process for properties that ask
//! hundreds of times. One test checks that the program gives the same output.
#![allow(clippy::field_reassign_with_default)]

use std::path::Path;

use serde_json::Value;
use workplan::analysis::{AsOf, Index};
use workplan::format::{FileSet, RawFile, read_both};
use workplan::model::{Day, Status};
use workplan::ops::{self, DueOptions, ListOptions, StatusOptions};
use workplan::render::{ListView, View, findings_json};
use workplan::rules::{Comparison, TipActivity, judge};
use workplan::workspace::{LoadedPlans, Options, Workspace};

use crate::support::{samples, workplan};

/// Opens the workplans folder as a command does.
pub fn open(root: &Path, as_of: Day) -> Workspace {
    let mut options = Options::new(root, as_of);
    options.dir = Some(root.join("workplans"));
    options.as_of = Some(as_of);
    Workspace::new(&options).unwrap()
}

/// Reads the plans of an opened folder.
pub fn plans(workspace: &Workspace) -> LoadedPlans<'_> {
    workspace.plans(workspace.read().unwrap())
}

fn json(view: &impl View) -> Value {
    serde_json::from_str(&view.json()).unwrap()
}

/// Returns the output of `status PLAN`.
pub fn status(plans: &LoadedPlans<'_>, plan: &str) -> anyhow::Result<Value> {
    let mut options = StatusOptions::default();
    options.plan = Some(plan.to_owned());
    Ok(json(&ops::status(plans, &options)?))
}

/// Returns the output of `list PLAN`, with `--status` for each status.
pub fn list(plans: &LoadedPlans<'_>, plan: &str, statuses: &[Status]) -> Value {
    let mut options = ListOptions::default();
    options.plan = Some(plan.to_owned());
    options.selection.statuses = statuses.to_vec();
    let report = ops::list(plans, &options).unwrap();
    json(&ListView { report, columns: Vec::new() })
}

/// Returns the output of `overdue PLAN`.
pub fn overdue_items(plans: &LoadedPlans<'_>, plan: &str) -> Value {
    let mut options = DueOptions::default();
    options.plan = Some(plan.to_owned());
    json(&ops::overdue(plans, &options).unwrap())
}

/// Returns the findings of `check --base` as JSON if the folder changes from `then` to `now`.
pub fn check_change(then: &[(&str, String)], now: &[(&str, String)], as_of: Day) -> Value {
    let files = |all: &[(&str, String)]| -> Vec<RawFile> {
        let file = |(path, text): &(&str, String)| RawFile {
            path: (*path).to_owned(),
            bytes: text.clone().into_bytes(),
        };
        all.iter().map(file).collect()
    };
    let mut input = FileSet::new("workplans", files(now));
    input.add_earlier(files(then));
    let (earlier, reading) = read_both(&input);
    let (before, index) = (Index::new(&earlier.folder), Index::new(&reading.folder));
    let tip = TipActivity { index: &index, reading: &reading, input: &input, all_opened: true };
    let days = AsOf { day: as_of, soon: reading.folder.config.soon };
    let comparison = Comparison::new(&before, &tip, days, as_of);
    let found = judge(&reading, &index, days, Some(&comparison)).findings;
    serde_json::from_str(&findings_json(&found, &input.sources)).unwrap()
}

#[test]
fn the_program_answers_the_same() {
    let root = samples();
    for day in ["2024-01-01", "2024-07-01", "2024-12-31"] {
        let workspace = open(root.path(), day.parse().unwrap());
        let plans = plans(&workspace);
        for (command, answer) in [
            ("status", status(&plans, "2024").unwrap()),
            ("list", list(&plans, "2024", &[])),
            ("list --status ongoing", list(&plans, "2024", &[Status::Ongoing])),
            ("overdue", overdue_items(&plans, "2024")),
        ] {
            let words = format!("{command} --format json --as-of {day}");
            let arguments: Vec<&str> = words.split(' ').chain(["--", "2024"]).collect();
            assert_eq!(workplan(root.path(), &arguments).json(), answer, "{words}");
        }
    }
}
