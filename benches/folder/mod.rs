//! Creates folders with a plan of N activities, and runs the program in them.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The number of activities in most benches.
pub const ACTIVITIES: usize = 20_000;
const PRIORITIES: usize = 40;

const HEAD: &str =
    "schema: 1\ntitle: Made for measuring\nperiod: {start: 2024-01-01, end: 2024-12-31}\n";
const ORGANIZATIONS: &str = "\
    organizations:\n\
    \x20 - id: one\n\
    \x20   name: One\n\
    \x20   focal_points: [{name: Focal point, email: one@example.org}]\n\
    \x20 - id: two\n\
    \x20   name: Two\n\
    \x20   focal_points: [{name: Focal point, email: two@example.org}]\n";

/// Returns a priority with its share of the activities.
fn priority(number: usize, activities: usize) -> String {
    let mut text = format!("  - id: '{number}'\n    title: Priority {number}\n    activities:\n");
    for activity in 1..=activities / PRIORITIES {
        let (owner, month) = (if activity % 2 == 0 { "one" } else { "two" }, activity % 8 + 1);
        let done = if activity % 3 == 0 {
            format!(
                "        status: completed\n        completed: 2024-{month:02}-20\n        progress: 100\n"
            )
        } else {
            "        status: ongoing\n".to_owned()
        };
        write!(
            text,
            "\x20     - id: {number}.{activity}\n\
             \x20       title: Train the people who meet those at risk, {number}.{activity}\n\
             \x20       owners: [{owner}]\n\
             {done}        start: 2024-01-15\n\
             \x20       due: 2024-{month:02}-28\n\
             \x20       description: What was agreed on, and with whom it is to be done.\n\
             \x20       milestones:\n\
             \x20         - title: Terms of reference agreed\n\
             \x20           due: 2024-{month:02}-10\n\
             \x20           done: 2024-{month:02}-09\n\
             \x20       deliverables:\n\
             \x20         - title: Report\n\
             \x20           url: https://example.org/{number}/{activity}\n"
        )
        .unwrap();
    }
    text
}

/// Creates a folder without a plan.
pub fn bare_folder() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("workplans")).unwrap();
    fs::write(
        root.path().join("workplans/organizations.yaml"),
        format!("schema: 1\n{ORGANIZATIONS}"),
    )
    .unwrap();
    root
}

/// Creates a folder with the plan in one file or in forty.
pub fn folder(activities: usize, in_one_file: bool) -> tempfile::TempDir {
    let root = bare_folder();
    let plan = root.path().join("workplans/2024");
    fs::create_dir(&plan).unwrap();
    let priorities: Vec<String> =
        (1..=PRIORITIES).map(|number| priority(number, activities)).collect();
    if in_one_file {
        let text = format!("{HEAD}priorities:\n{}", priorities.concat());
        fs::write(plan.join("plan.yaml"), text).unwrap();
    } else {
        fs::write(plan.join("plan.yaml"), HEAD).unwrap();
        for (number, priority) in (1..).zip(priorities) {
            fs::write(
                plan.join(format!("{number}.yaml")),
                format!("schema: 1\npriorities:\n{priority}"),
            )
            .unwrap();
        }
    }
    root
}

/// Runs the program as a user does, on a fixed day.
#[allow(dead_code)]
pub fn run(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workplan"));
    command
        .current_dir(folder)
        .args(arguments)
        .args(["--as-of", "2024-09-15"])
        .stdout(Stdio::null());
    assert!(command.status().unwrap().success(), "{arguments:?}");
}

/// Prints the median and the longest of some times.
#[allow(dead_code, clippy::print_stdout)]
pub fn show(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let millis = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    let (median, most) = (millis(times.get(times.len() / 2)), millis(times.last()));
    println!("{name:<48} median {median:7.2} ms   longest {most:7.2} ms");
}
